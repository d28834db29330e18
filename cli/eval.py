"""`disclosure-qa eval`: runs gold sets, shows what was reached, and holds the level."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from eval.evaluation import evaluate, evaluate_baseline, hold_level
from eval.gate import wrong_figure_ids
from eval.gold_set import GoldSet, read_gold_set
from eval.html_report import write_html
from eval.ingesting import build_data_dir
from eval.report import SetResult, build_report, count_kinds, percent, write_report
from eval.runner import CaseRun, InProcess, OverHttp, open_in_process, open_over_http
from service.settings import load_settings

OUT = Path("eval-out")
# A longer list is in the report; a terminal shows where to begin.
_MOST_SHOWN = 40


def evaluate_gold(
    gold: Sequence[Path],
    data: Path | None = None,
    url: str | None = None,
    out: Path = OUT,
    *,
    ingest: bool = False,
    baseline: bool = False,
    hold: bool = False,
) -> int:
    """Run the sets and write the report. The exit status: 1 when a gate does not hold.

    `ingest` asks a fresh corpus for each set, made of the reports that its config names; `hold`
    writes the cases that pass as the level to hold. Raises DisclosureError, and BadParameter (exit
    status 2) for options that do not go together.
    """
    if sum((data is not None, url is not None, ingest)) > 1:
        raise typer.BadParameter("give only one of --data, --url and --ingest")
    if baseline and url is not None:
        raise typer.BadParameter("--baseline searches a corpus: use it with --data or --ingest")
    sets = [read_gold_set(path) for path in gold]
    results: list[SetResult] = []
    for gold_set in sets:
        folder = out / f"{gold_set.name}-data" if ingest else load_settings(data=data).data
        if ingest:
            build_data_dir(gold_set, folder)
        with _open(folder, url) as asker, _bar(gold_set, asker.name) as on_case:
            result = evaluate(gold_set, asker, on_case)
        results.append(hold_level(result) if hold else result)
        if baseline:
            with _bar(gold_set, "BM25") as on_case:
                results.append(evaluate_baseline(gold_set, folder, on_case))
    _show_and_write(results, out)
    return 0 if all(result.gate.holds for result in results if result.gate is not None) else 1


def _open(folder: Path, url: str | None) -> AbstractContextManager[InProcess | OverHttp]:
    return open_over_http(url) if url is not None else open_in_process(folder)


@contextmanager
def _bar(gold: GoldSet, system: str) -> Iterator[Callable[[CaseRun], None]]:
    """A progress bar on a terminal, and nothing elsewhere."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task(f"{gold.name} · {system}", total=len(gold.cases))
        yield lambda _run: progress.advance(task)


def _show_and_write(results: list[SetResult], out: Path) -> None:
    console = Console(highlight=False)
    for result in results:
        _show_result(console, result)
    report = build_report(results)
    paths = [write_report(report, out), write_html(report, out)]
    console.print("Written: " + ", ".join(str(path) for path in paths), soft_wrap=True)


def _show_result(console: Console, result: SetResult) -> None:
    table = Table(title=f"{result.gold.name} · {result.system}", title_justify="left")
    table.add_column("kind")
    for name in ("cases", "passed", "%", "wrong figures"):
        table.add_column(name, justify="right")
    counts = count_kinds(result.runs)
    for kind, count in counts.items():
        table.add_row(kind, *_cells(count["cases"], count["passed"], count["wrong_figures"]))
    table.add_section()
    wrong = wrong_figure_ids(result.runs)
    table.add_row("all", *_cells(len(result.runs), result.passed, len(wrong)), style="bold")
    console.print(table)
    if result.gate is None:
        return
    failed = [run.case.id for run in result.runs if not run.passed]
    _show_ids(console, "Wrong figures", wrong, "red")
    _show_ids(console, "Failed", failed, "yellow")
    _show_ids(console, "Gained (not held yet)", list(result.gate.gained), "green")
    for fault in result.gate.faults:
        console.print(f"[red]gate[/] {result.gold.name}: {fault}", soft_wrap=True)


def _cells(cases: int, passed: int, wrong: int) -> tuple[str, str, str, str]:
    shown = f"[red]{wrong}[/]" if wrong else "0"
    return str(cases), str(passed), percent(passed, cases), shown


def _show_ids(console: Console, title: str, ids: list[str], colour: str) -> None:
    if not ids:
        return
    more = f" … and {len(ids) - _MOST_SHOWN} more" if len(ids) > _MOST_SHOWN else ""
    console.print(f"[{colour}]{title} ({len(ids)})[/]: ", end="")
    console.print(", ".join(ids[:_MOST_SHOWN]) + more, soft_wrap=True)
