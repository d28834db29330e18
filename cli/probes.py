"""`disclosure-qa eval --probes`: every fact of every held report is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from disclosure.corpus import Corpus
from disclosure.fact import Origin
from eval.probes.probe import Verdict
from eval.probes.run import ReportProbes, probe_corpus, write_probes
from eval.report import percent
from eval.runner import open_in_process

_COLUMNS = ("facts", "nameable", "probes", "right", "wrong", "refused", "clarified", "right %")
_NAMES = {Origin.TABLE: "tables", Origin.TEXT: "text"}
# A longer list is in the file; a terminal shows where to begin.
_MOST_SHOWN = 20
# Of a table that no terminal cuts off.
_WIDTH = 160


def probe_facts(data: Path, out: Path) -> int:
    """Ask for every fact, show the counts of each report; the exit status: 1 when one is wrong.

    Raises RunError when `data` holds nothing.
    """
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = _WIDTH
    with open_in_process(data) as asker:
        corpus = Corpus(data)
        try:
            results = probe_corpus(corpus, asker)
        finally:
            corpus.close()
    console.print(_table(results))
    wrong = [run for result in results for run in result.wrong]
    for run in wrong[:_MOST_SHOWN]:
        console.print(f"[red]wrong[/] {run.probe.question}", soft_wrap=True, markup=True)
    console.print(f"Written: {write_probes(results, out)}", soft_wrap=True)
    return 1 if wrong else 0


def _table(results: Iterable[ReportProbes]) -> Table:
    table = Table(title="Probes: figures as printed, asked for by their labels")
    table.add_column("report")
    for name in ("of", *_COLUMNS):
        table.add_column(name, justify="right")
    held = list(results)
    for result in held:
        for origin, name in _NAMES.items():
            title = result.report.title if origin is Origin.TABLE else ""
            table.add_row(title, name, *_cells([result], origin))
    table.add_section()
    for origin, name in _NAMES.items():
        table.add_row("all", name, *_cells(held, origin), style="bold")
    return table


def _cells(results: list[ReportProbes], origin: Origin) -> list[str]:
    counts = sum((result.count(origin) for result in results), start=type(results[0].count())())
    facts = [r.table_facts if origin is Origin.TABLE else r.text_facts for r in results]
    asked, right = counts.total(), counts[Verdict.RIGHT]
    clarified = counts[Verdict.CLARIFIED] + counts[Verdict.ASTRAY]
    # Blank cells are asked for too: a figure given for one is wrong.
    wrong = sum(run.probe.fact.origin is origin for result in results for run in result.wrong)
    shown = f"[red]{wrong}[/]" if wrong else "0"
    return [
        str(sum(all_ for _, all_ in facts)),
        str(sum(named for named, _ in facts)),
        str(asked),
        str(right),
        shown,
        str(counts[Verdict.REFUSED]),
        str(clarified),
        percent(right, asked),
    ]
