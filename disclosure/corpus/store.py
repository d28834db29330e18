"""The corpus on disk: a database, and the published files as they were given.

A report goes in, is replaced or taken out in one transaction, so that a kill at any moment leaves
the old state or the new one. Files are named by their hash and written before the transaction;
a file that no report refers to is dropped after it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, delete, event, func, insert, inspect, select
from sqlalchemy.dialects.sqlite import insert as upsert

from disclosure.content import ReportContent
from disclosure.corpus import codec, schema
from disclosure.errors import NotHeldError, OutdatedCorpusError
from disclosure.fact import Fact, Presence
from disclosure.finding import Finding
from disclosure.passage import Passage
from disclosure.reading_fields import parse_reading, reading_fields
from disclosure.reading_report import ReadingReport
from disclosure.report import Report, ReportKind, Section, SourceForm
from disclosure.table import Table

# The report that goes in, the others held, and a way to the facts of each: what disagrees.
CompareReports = Callable[
    [Report, Sequence[Report], Callable[[Report], list[Fact]]], Iterable[Finding]
]
DATABASE = "corpus.sqlite3"
_SOURCES = "sources"


class Corpus:
    """What is held: reports with their outline, tables, facts, passages, findings and files."""

    def __init__(self, data_dir: Path) -> None:
        """Open the corpus in `data_dir`; the folder and the database are made when absent."""
        self.data_dir = data_dir
        self._sources = data_dir / _SOURCES
        self._sources.mkdir(parents=True, exist_ok=True)
        self.engine = create_engine(f"sqlite:///{data_dir / DATABASE}")
        event.listen(self.engine, "connect", _configure_sqlite)
        schema.metadata.create_all(self.engine)
        self._check_schema()

    def close(self) -> None:
        """Give the database connections back."""
        self.engine.dispose()

    # ---- reading -------------------------------------------------------------------------

    @property
    def generation(self) -> int:
        """Grows by one with every change, so that what is derived can tell whether it is stale."""
        query = select(schema.state.c.value).where(schema.state.c.key == "generation")
        with self.engine.connect() as connection:
            return int(connection.execute(query).scalar_one_or_none() or 0)

    def reports(self) -> list[Report]:
        """All reports, by department, year, kind and file name."""
        r = schema.reports.c
        query = select(schema.reports).order_by(r.department, r.year, r.kind, r.source)
        return [_decode_report(row) for row in self._rows(query)]

    def report(self, report_id: str) -> Report:
        """One report. Raises NotHeldError."""
        rows = self._rows(select(schema.reports).where(schema.reports.c.id == report_id))
        for row in rows:
            return _decode_report(row)
        raise NotHeldError(f"no report {report_id!r} is held")

    def reading(self, report_id: str) -> ReadingReport:
        """What ingest read of the file and what not. Raises NotHeldError."""
        query = select(schema.reports.c.reading).where(schema.reports.c.id == report_id)
        for row in self._rows(query):
            return parse_reading(row["reading"])
        raise NotHeldError(f"no report {report_id!r} is held")

    def sections(self, report_id: str) -> list[Section]:
        """The outline in printed order."""
        return [Section(tuple(r["path"]), r["page"]) for r in self._parts("sections", report_id)]

    def tables(self, report_id: str) -> list[Table]:
        """The tables in printed order."""
        return [codec.decode_table(row["body"]) for row in self._parts("tables", report_id)]

    def table(self, report_id: str, table_id: str) -> Table:
        """One table. Raises NotHeldError."""
        for row in self._parts("tables", report_id):
            if row["table_id"] == table_id:
                return codec.decode_table(row["body"])
        raise NotHeldError(f"report {report_id!r} has no table {table_id!r}")

    def facts(self, report_id: str) -> list[Fact]:
        """All facts in printed order, those without a value (blank, dash, none) included."""
        return [codec.decode_fact(row) for row in self._parts("facts", report_id)]

    def passages(self, report_id: str) -> list[Passage]:
        """The passages in printed order."""
        return [codec.decode_passage(row) for row in self._parts("passages", report_id)]

    def findings(self, report_id: str) -> list[Finding]:
        """The findings within the report, then those between it and other reports."""
        rows = self._parts("findings", report_id)
        across = schema.findings_across
        query = select(across).where(_of_either(report_id))
        rows += self._rows(query.order_by(across.c.report_id, across.c.position))
        return [codec.decode_finding(row) for row in rows]

    def counts(self, report_id: str) -> dict[str, int]:
        """How many facts with a value, passages and discrepancies the report has."""
        f, p, d = schema.facts, schema.passages, schema.findings
        figures = f.c.presence == Presence.FIGURE.value
        queries = {
            "facts": select(func.count()).where(f.c.report_id == report_id, figures),
            "chunks": select(func.count()).where(p.c.report_id == report_id),
            "discrepancies": select(func.count()).where(
                d.c.report_id == report_id, d.c.is_rounding == 0
            ),
            "across": select(func.count()).where(
                _of_either(report_id), schema.findings_across.c.is_rounding == 0
            ),
        }
        with self.engine.connect() as connection:
            counts = {name: connection.execute(q).scalar_one() for name, q in queries.items()}
        counts["discrepancies"] += counts.pop("across")
        return counts

    def source_file(self, report: Report) -> Path:
        """The published file as it was given."""
        return self._sources / _file_name(report)

    # ---- writing -------------------------------------------------------------------------

    def replace(
        self, content: ReportContent, source: Path, compare: CompareReports | None = None
    ) -> None:
        """Put a report in, in place of the one with the same id if there is one.

        `compare` finds what it and a held one disagree on; it is called in the same transaction.
        """
        report = content.report
        self._keep_source(report, source)
        with self._change() as connection:
            _delete_report(connection, report.id)
            row = {**asdict(report), "reading": reading_fields(content.reading)}
            connection.execute(insert(schema.reports), row)
            for table, rows in _encode_parts(content):
                if rows:
                    connection.execute(insert(table), rows)
            if compare is not None:
                _insert_across(connection, report, compare)
        self._drop_unreferenced_sources()

    def remove(self, report_id: str) -> None:
        """Take a report out, whole. Raises NotHeldError."""
        self.report(report_id)
        with self._change() as connection:
            _delete_report(connection, report_id)
        self._drop_unreferenced_sources()

    # ---- inside --------------------------------------------------------------------------

    def _check_schema(self) -> None:
        stored = {column["name"] for column in inspect(self.engine).get_columns("reports")}
        if stored != set(schema.reports.c.keys()):
            self.close()
            raise OutdatedCorpusError(
                "the corpus was made by another version; ingest the files into a new folder"
            )

    def _rows(self, query: Any) -> list[dict[str, Any]]:
        with self.engine.connect() as connection:
            return [dict(row) for row in connection.execute(query).mappings()]

    def _parts(self, name: str, report_id: str) -> list[dict[str, Any]]:
        table = schema.metadata.tables[name]
        query = select(table).where(table.c.report_id == report_id).order_by(table.c.position)
        return self._rows(query)

    @contextmanager
    def _change(self) -> Iterator[Connection]:
        """One transaction that also moves the generation on."""
        with self.engine.begin() as connection:
            yield connection
            s = schema.state
            found = connection.execute(
                select(s.c.value).where(s.c.key == "generation")
            ).scalar_one_or_none()
            value = str(int(found or 0) + 1)
            statement = upsert(s).values(key="generation", value=value)
            connection.execute(
                statement.on_conflict_do_update(index_elements=["key"], set_={"value": value})
            )

    def _keep_source(self, report: Report, source: Path) -> None:
        kept = self.source_file(report)
        if kept.exists():
            return
        partial = kept.with_suffix(f".{os.getpid()}.partial")
        partial.write_bytes(source.read_bytes())
        partial.replace(kept)

    def _drop_unreferenced_sources(self) -> None:
        kept = {_file_name(report) for report in self.reports()}
        for path in self._sources.iterdir():
            if path.suffix != ".partial" and path.name not in kept:
                path.unlink(missing_ok=True)


def _configure_sqlite(connection: Any, _record: Any) -> None:
    """Readers go on while one writer writes, and deleting a report deletes its parts."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA busy_timeout=30000")
    cursor.close()


def _file_name(report: Report) -> str:
    return f"{report.sha256}.{report.source_form.value}"


def _decode_report(row: dict[str, Any]) -> Report:
    fields = {k: v for k, v in row.items() if k != "reading"}
    kind, form = ReportKind(row["kind"]), SourceForm(row["source_form"])
    return Report(**{**fields, "kind": kind, "source_form": form})


def _delete_report(connection: Connection, report_id: str) -> None:
    connection.execute(delete(schema.reports).where(schema.reports.c.id == report_id))


def _of_either(report_id: str) -> Any:
    c = schema.findings_across.c
    return (c.report_id == report_id) | (c.other_id == report_id)


def _insert_across(connection: Connection, report: Report, compare: CompareReports) -> None:
    """The findings between a report and all others, as they are held at this moment."""
    held = [_decode_report(dict(r)) for r in connection.execute(select(schema.reports)).mappings()]

    def facts_of(other: Report) -> list[Fact]:
        f = schema.facts
        query = select(f).where(f.c.report_id == other.id).order_by(f.c.position)
        return [codec.decode_fact(dict(row)) for row in connection.execute(query).mappings()]

    findings = compare(report, [r for r in held if r.id != report.id], facts_of)
    rows = [
        {**codec.encode_finding(f), "report_id": report.id, "position": i, "other_id": other}
        for i, f in enumerate(findings)
        for other in f.report_ids
        if other != report.id
    ]
    if rows:
        connection.execute(insert(schema.findings_across), rows)


def _encode_parts(content: ReportContent) -> Iterable[tuple[Any, list[dict[str, Any]]]]:
    """The rows of every part of a report, numbered in printed order."""
    parts: list[tuple[Any, list[dict[str, Any]]]] = [
        (schema.sections, [{"path": s.path, "page": s.page} for s in content.sections]),
        (
            schema.tables,
            [
                {
                    "table_id": t.id,
                    "title": t.title,
                    "form": t.form,
                    "state": t.state.value,
                    "body": codec.encode_table(t),
                }
                for t in content.tables
            ],
        ),
        (schema.facts, [codec.encode_fact(f) for f in content.facts]),
        (
            schema.passages,
            [
                {
                    "kind": p.kind.value,
                    "text": p.text,
                    "embedded": p.embedded,
                    "body": codec.encode_passage(p),
                }
                for p in content.passages
            ],
        ),
        (schema.findings, [codec.encode_finding(f) for f in content.findings]),
    ]
    for table, rows in parts:
        numbered = [
            {**row, "report_id": content.report.id, "position": position}
            for position, row in enumerate(rows)
        ]
        yield table, numbered
