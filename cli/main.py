"""The console script `disclosure-qa`: thin commands whose work is imported when they run."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

app = typer.Typer(
    name="disclosure-qa",
    help="Questions about published budget and final accounts reports, answered with their place.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Data = Annotated[
    Path | None,
    typer.Option(
        "--data", help="Folder of the corpus.", show_default="DISCLOSURE_QA_DATA, else ./data"
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]


@app.command()
def ingest(
    paths: Annotated[
        list[Path], typer.Argument(help="Files or folders (recursively): PDF, text extract.")
    ],
    data: Data = None,
    workers: Annotated[
        int, typer.Option("--workers", min=1, max=64, help="How many files are read at a time.")
    ] = 1,
    department: Annotated[
        str | None, typer.Option("--department", help="Of files that do not say theirs.")
    ] = None,
    year: Annotated[
        int | None,
        typer.Option("--year", min=1990, max=2100, help="Of files that do not say theirs."),
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option("--kind", help="Of files that do not say theirs, such as unit_budget."),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object a line per file.")
    ] = False,
) -> None:
    """Read reports into the corpus; unchanged ones are left alone.

    Exit status 0 when every file is in, 1 when some failed (the rest are in), 2 for wrong usage.
    """
    from cli.ingest import ingest_reports
    from disclosure.report import ReportKind

    if kind is not None and kind not in list(ReportKind):
        raise typer.BadParameter(f"choose from {', '.join(ReportKind)}", param_hint="--kind")
    folder = find_data_dir(data)
    raise typer.Exit(
        ingest_reports(paths, folder, workers, department, year, kind, as_json=as_json)
    )


@app.command()
def reports(
    data: Data = None,
    as_json: Json = False,
    findings: Annotated[
        bool, typer.Option("--findings", help="List the places that contradict each other.")
    ] = False,
    report: Annotated[
        str | None, typer.Option("--report", help="Only the findings of this report id.")
    ] = None,
) -> None:
    """List what has been ingested, or with --findings where it contradicts itself."""
    from cli.ingest import list_findings, list_reports

    if findings:
        raise typer.Exit(list_findings(find_data_dir(data), report, as_json=as_json))
    if report is not None:
        raise typer.BadParameter("goes with --findings", param_hint="--report")
    raise typer.Exit(list_reports(find_data_dir(data), as_json=as_json))


@app.command()
def facts(
    data: Data = None,
    report: Annotated[
        str | None, typer.Option("--report", help="Only the facts of this report id.")
    ] = None,
    form: Annotated[str, typer.Option("--format", help="csv or jsonl.")] = "csv",
) -> None:
    """Print every fact (figures, words, dashes) with its provenance. Blank cells are no facts."""
    from cli.ingest import FACT_FORMATS, print_facts

    if form not in FACT_FORMATS:
        raise typer.BadParameter(f"choose from {', '.join(FACT_FORMATS)}", param_hint="--format")
    raise typer.Exit(print_facts(find_data_dir(data), report, form))


@app.command()
def remove(
    ids: Annotated[list[str], typer.Argument(help="Report ids, as `reports` lists them.")],
    data: Data = None,
) -> None:
    """Take reports out, whole."""
    from cli.ingest import remove_reports

    raise typer.Exit(remove_reports(find_data_dir(data), ids))


@app.command()
def ask(
    question: Annotated[
        str | None, typer.Argument(help="The question; without one it is an interactive chat.")
    ] = None,
    data: Data = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the Answer object.")] = False,
) -> None:
    """Answer one question, or chat, over what has been ingested."""
    from cli.ask import ask as run

    raise typer.Exit(run(question, find_data_dir(data), as_json=as_json))


@app.command()
def serve(
    data: Data = None,
    host: Annotated[str | None, typer.Option("--host", help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option("--port", help="Port; 0 takes a free one.")] = None,
) -> None:
    """Run the HTTP service with the demo page."""
    from cli.serve import serve as run

    raise typer.Exit(run(find_data_dir(data), host, port))


@app.command("eval")
def evaluate(
    gold: Annotated[
        list[Path] | None, typer.Argument(help="Gold sets (JSON Lines); none with --probes.")
    ] = None,
    data: Data = None,
    probes: Annotated[
        bool, typer.Option("--probes", help="Ask for every fact of the reports that are held.")
    ] = False,
    url: Annotated[str | None, typer.Option("--url", help="Ask a running service.")] = None,
    out: Annotated[Path, typer.Option("--out", help="Folder of the report.")] = Path("eval-out"),
    ingest_first: Annotated[
        bool, typer.Option("--ingest", help="Ask a fresh corpus of the reports each set names.")
    ] = False,
    baseline: Annotated[
        bool, typer.Option("--baseline", help="Also measure a plain search over the text.")
    ] = False,
    hold: Annotated[
        bool, typer.Option("--hold", help="Write the cases that pass as the level to hold.")
    ] = False,
) -> None:
    """Run gold sets; exit status 1 when a threshold in a set's config is missed.

    With --probes every fact is asked for by its labels; exit status 1 when a figure is wrong.
    """
    if probes:
        if gold or url is not None or ingest_first or baseline or hold:
            raise typer.BadParameter("goes with --data and --out alone", param_hint="--probes")
        from cli.probes import probe_facts

        raise typer.Exit(probe_facts(find_data_dir(data), out))
    if not gold:
        raise typer.BadParameter("name a gold set, or use --probes", param_hint="GOLD")
    from cli.eval import evaluate_gold

    # Without --data the set is asked of a service or a fresh corpus where those are named.
    elsewhere = url is not None or ingest_first
    folder = data if elsewhere else find_data_dir(data)
    raise typer.Exit(
        evaluate_gold(gold, folder, url, out, ingest=ingest_first, baseline=baseline, hold=hold)
    )


@app.command()
def doctor(data: Data = None) -> None:
    """Check the installation, the models, the stores and whether the stores agree."""
    from cli.doctor import doctor as run

    raise typer.Exit(run(find_data_dir(data)))


def find_data_dir(data: Path | None) -> Path:
    """The folder of the corpus: the option, the setting, or `data` where the command runs."""
    return data if data is not None else Path(os.environ.get("DISCLOSURE_QA_DATA") or "data")


def main() -> NoReturn:
    """Run a command; an error that a user can act on is one line, without a traceback."""
    from disclosure.errors import DisclosureError

    try:
        app()
    except DisclosureError as error:
        print(f"disclosure-qa: {error}", file=sys.stderr)  # noqa: T201 - for a person
        sys.exit(1)
    sys.exit(0)


if __name__ == "__main__":
    main()
