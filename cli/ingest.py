"""The commands around the corpus: `ingest`, `reports`, `facts` and `remove`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import typer

from disclosure.corpus import Corpus
from disclosure.fact import Presence
from disclosure.fact_fields import FACT_FIELDS, fact_fields, render_csv
from disclosure.finding import Finding
from disclosure.reading_fields import reading_fields
from disclosure.reading_report import PageState, ReadingReport
from disclosure.report import Report, ReportKind
from service.finding_text import render_finding
from service.report_json import finding_json, report_json

FACT_FORMATS = ("csv", "jsonl")


def ingest_reports(
    paths: Sequence[Path],
    data: Path,
    workers: int,
    department: str | None,
    year: int | None,
    kind: str | None,
    *,
    as_json: bool,
) -> int:
    """Read files into the corpus. The exit status: 0 when every file is in, else 1.

    Department, year and kind are those of the files that do not say their own.
    """
    from ingest.identity import Given
    from ingest.pipeline import FileResult, Status, ingest_paths

    def show(result: FileResult) -> None:
        typer.echo(_as_json(result) if as_json else _as_line(result))

    with _bar() as advance:

        def on_progress(result: FileResult, done: int, total: int) -> None:
            advance(done, total)
            show(result)

        given = Given(department, year, None if kind is None else ReportKind(kind))
        results = ingest_paths(data, paths, workers, on_progress, given)
    for result in results:
        if result.status is Status.SKIPPED:
            show(result)
    if not as_json:
        typer.echo(_summarise([result.status.value for result in results]))
    return 1 if any(result.failed for result in results) else 0


def list_reports(data: Path, *, as_json: bool) -> int:
    """What has been ingested, one report a line."""
    with _open(data) as corpus:
        rows = [_report_fields(corpus, report) for report in corpus.reports()]
    if as_json:
        for row in rows:
            typer.echo(json.dumps(row, ensure_ascii=False))
        return 0
    if not rows:
        typer.echo("No report is held. Ingest one: disclosure-qa ingest FILE")
        return 0
    _print_table(rows)
    return 0


def list_findings(data: Path, report_id: str | None, *, as_json: bool) -> int:
    """What does not agree within the reports and between them, one finding a line."""
    with _open(data) as corpus:
        held = corpus.reports()
        titles = {report.id: report.title for report in held}
        wanted = [corpus.report(report_id)] if report_id else held
        shown: set[Finding] = set()
        for report in wanted:
            found = [f for f in corpus.findings(report.id) if not f.is_rounding and f not in shown]
            shown.update(found)
            if found and not as_json:
                typer.echo(f"{report.id}  {report.title}")
            for finding in found:
                line = {"report_id": report.id, **finding_json(finding)}
                text = json.dumps(line, ensure_ascii=False)
                typer.echo(text if as_json else f"  {render_finding(finding, titles)}")
    if not shown and not as_json:
        typer.echo("No discrepancy was found.")
    return 0


def print_facts(data: Path, report_id: str | None, form: str) -> int:
    """Every fact of what is printed, of one report or of all; a blank cell prints nothing."""
    with _open(data) as corpus:
        wanted = [corpus.report(report_id)] if report_id else corpus.reports()
        header = True
        for report in wanted:
            rows = [
                fact_fields(fact, report)
                for fact in corpus.facts(report.id)
                if fact.presence is not Presence.BLANK
            ]
            if form == "jsonl":
                sys.stdout.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
            else:
                sys.stdout.write(render_csv(rows, header=header))
            header = False
        if header and form == "csv":
            typer.echo(",".join(FACT_FIELDS))
    return 0


def remove_reports(data: Path, ids: Sequence[str]) -> int:
    """Take reports out. Raises NotHeldError before any is removed when one is not held."""
    with _open(data) as corpus:
        found = [corpus.report(report_id) for report_id in dict.fromkeys(ids)]
        for report in found:
            corpus.remove(report.id)
            typer.echo(f"removed {report.id}  {report.title}")
    return 0


@contextmanager
def _open(data: Path) -> Iterator[Corpus]:
    corpus = Corpus(data)
    try:
        yield corpus
    finally:
        corpus.close()


def _report_fields(corpus: Corpus, report: Report) -> dict[str, Any]:
    """A report as the service lists it, and how much of it could not be read."""
    fields = report_json(report, corpus.counts(report.id))
    return {**fields, "unread": len(corpus.reading(report.id).lines)}


def _print_table(rows: Sequence[dict[str, Any]]) -> None:
    """Columns on a terminal; tab-separated lines for other programs."""
    if not sys.stdout.isatty():
        for row in [dict(zip(rows[0], rows[0], strict=True)), *rows]:
            typer.echo("\t".join("" if value is None else str(value) for value in row.values()))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for name in rows[0]:
        is_count = isinstance(rows[0][name], int) and name != "year"
        table.add_column(name, justify="right" if is_count else "left", overflow="fold")
    for row in rows:
        table.add_row(*("" if value is None else str(value) for value in row.values()))
    Console(highlight=False).print(table)


@contextmanager
def _bar() -> Iterator[Callable[[int, int], None]]:
    """A progress bar on a terminal, and nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reading", total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


def _as_json(result: Any) -> str:
    fields = {
        "path": str(result.path),
        "file": result.path.name,
        "status": result.status.value,
        "reason": result.reason,
        "report_id": result.report_id,
        "title": result.title,
        "counts": result.counts or None,
        "unread": list(result.unread),
        "reading": None if result.reading is None else reading_fields(result.reading),
    }
    return json.dumps(fields, ensure_ascii=False)


def _as_line(result: Any) -> str:
    line = f"{result.status.value:9}  {result.path.name}"
    if result.reason:
        return f"{line}: {result.reason}"
    if result.report_id:
        line += f"  [{result.report_id}]"
    if result.counts:
        line += "  " + _describe(result.counts, result.reading)
    return line


def _describe(counts: dict[str, int], reading: ReadingReport) -> str:
    """How much was read of a file, and all of what was not."""
    parts = [
        f"{counts['pages']} pages" + _in_brackets(_count_pages(reading)),
        f"{counts['tables']} tables"
        + _in_brackets({s: counts[f"tables_{s}"] for s in ("empty", "absent", "unread")}),
        f"{counts['facts']} facts" + _in_brackets({"in text": counts["facts_from_text"]}),
        f"{counts['passages']} passages",
        f"{counts['findings']} findings",
    ]
    if reading.given:
        parts.append("as given: " + " ".join(value for _, value in reading.given))
    if not reading.lines:
        return ", ".join([*parts, "nothing unread"])
    pages = sorted({region.page for region in reading.regions if region.page is not None})
    where = f" on pages {', '.join(map(str, pages))}" if pages else ""
    return ", ".join([*parts, f"{len(reading.lines)} unread{where}"])


def _count_pages(reading: ReadingReport) -> dict[str, int]:
    """The pages that are no text."""
    states = [page.state for page in reading.pages]
    return {s.value: states.count(s) for s in PageState if s is not PageState.TEXT}


def _in_brackets(counts: dict[str, int]) -> str:
    shown = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
    return f" ({shown})" if shown else ""


def _summarise(statuses: Sequence[str]) -> str:
    counts = {status: statuses.count(status) for status in dict.fromkeys(statuses)}
    return "; ".join(f"{count} {status}" for status, count in counts.items()) or "no file found"
