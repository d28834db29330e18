"""The tables of the corpus database; the only description of what is stored and how."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData()

state = Table(
    "corpus_state",
    metadata,
    Column("key", String(40), primary_key=True),
    Column("value", String(200), nullable=False),
)

reports = Table(
    "reports",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("title", Text, nullable=False),
    Column("department", String(200), nullable=False, index=True),
    Column("year", Integer, nullable=False, index=True),
    Column("kind", String(40), nullable=False),
    Column("source", String(400), nullable=False),
    Column("source_form", String(20), nullable=False),
    Column("sha256", String(64), nullable=False, index=True),
    Column("page_count", Integer),
    Column("reader_version", String(20), nullable=False),
    Column("reading", JSON, nullable=False),
)


def _part(name: str, *columns: Column[Any] | Index) -> Table:
    """A table of report parts: ordered by position, gone with the report."""
    return Table(
        name,
        metadata,
        Column("report_id", ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True),
        Column("position", Integer, primary_key=True),
        *columns,
    )


sections = _part("sections", Column("path", JSON, nullable=False), Column("page", Integer))

tables = _part(
    "tables",
    Column("table_id", String(20), nullable=False),
    Column("title", Text, nullable=False),
    Column("form", String(60)),
    Column("state", String(20), nullable=False),
    Column("body", JSON, nullable=False),
)

facts = _part(
    "facts",
    Column("origin", String(10), nullable=False),
    Column("presence", String(20), nullable=False),
    Column("year", Integer, nullable=False),
    Column("basis", String(30), nullable=False),
    Column("concept", String(80)),
    Column("form", String(60)),
    Column("table_id", String(20)),
    Column("label", Text, nullable=False),
    Column("value", String(40)),
    Column("unit", String(20), nullable=False),
    Column("printed", String(80), nullable=False),
    Column("page", Integer),
    Column("body", JSON, nullable=False),
    Index("facts_by_concept", "concept", "year"),
)

passages = _part(
    "passages",
    Column("kind", String(20), nullable=False),
    Column("text", Text, nullable=False),
    Column("embedded", Text, nullable=False),
    Column("body", JSON, nullable=False),
)

findings = _part(
    "findings",
    Column("rule", String(80), nullable=False),
    Column("is_rounding", Integer, nullable=False),
    Column("body", JSON, nullable=False),
)

# Of two reports, and gone with either of them.
findings_across = _part(
    "findings_across",
    Column("other_id", ForeignKey("reports.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("rule", String(80), nullable=False),
    Column("is_rounding", Integer, nullable=False),
    Column("body", JSON, nullable=False),
)

turns = Table(
    "turns",
    metadata,
    Column("conversation_id", String(64), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("created_at", String(40), nullable=False),
    Column("body", JSON, nullable=False),
)

PARTS = (sections, tables, facts, passages, findings)
