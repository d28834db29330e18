"""Between the nouns and the JSON that is stored; a round trip gives an equal value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from disclosure.amount import plain
from disclosure.fact import Basis, Direction, Fact, Origin, Presence
from disclosure.finding import Compared, Finding
from disclosure.passage import Passage, PassageKind
from disclosure.place import NOWHERE, Box, Place, PlacedText, Run, Turn
from disclosure.table import Block, Cell, Column, Row, Table, TableState

Json = dict[str, Any]
# Fields of a Fact that have a database column of their own; all others are in `body`.
_FACT_COLUMNS = (
    "report_id",
    "origin",
    "presence",
    "year",
    "basis",
    "concept",
    "form",
    "table_id",
    "label",
    "unit",
    "printed",
)
_FACT_PATHS = ("section", "row_path", "column_path")


def encode_box(box: Box | None) -> list[float] | None:
    """A box as `[x0, top, x1, bottom]`."""
    return None if box is None else box.as_list()


def decode_box(stored: list[float] | None) -> Box | None:
    """The inverse of encode_box."""
    return None if stored is None else Box(*stored)


def encode_fact(fact: Fact) -> Json:
    """The database row of a fact, without its position."""
    body = {
        name: getattr(fact, name)
        for name in Fact.__slots__
        if name not in (*_FACT_COLUMNS, "value", "place", "reason_place")
    }
    row: Json = {name: getattr(fact, name) for name in _FACT_COLUMNS}
    row["value"] = None if fact.value is None else plain(fact.value)
    row["page"] = fact.place.page
    # Unset fields are left out: most facts have few of them, and a province has many facts.
    row["body"] = {k: v for k, v in body.items() if v not in (None, "", (), False)}
    if fact.place.box is not None:
        row["body"]["box"] = encode_box(fact.place.box)
    if fact.reason_place != NOWHERE:
        row["body"]["reason_place"] = [fact.reason_place.page, encode_box(fact.reason_place.box)]
    return row


def decode_fact(row: Mapping[str, Any]) -> Fact:
    """The inverse of encode_fact."""
    body = dict(row["body"])
    box = decode_box(body.pop("box", None))
    for name in _FACT_PATHS:
        body[name] = tuple(body.get(name, ()))
    direction = body.pop("direction", None)
    if "reason_place" in body:
        page, reason_box = body["reason_place"]
        body["reason_place"] = Place(page, decode_box(reason_box))
    fields: Json = {name: row[name] for name in _FACT_COLUMNS}
    fields |= {
        "origin": Origin(row["origin"]),
        "presence": Presence(row["presence"]),
        "basis": Basis(row["basis"]),
        "value": None if row["value"] is None else Decimal(row["value"]),
        "place": Place(row["page"], box),
        "direction": None if direction is None else Direction(direction),
    }
    return Fact(**fields, **body)


def encode_table(table: Table) -> Json:
    """The JSON body of a table; boxes are lists."""
    body = asdict(table)
    for stored, cell in zip(body["cells"], table.cells, strict=True):
        stored["box"] = encode_box(cell.box)
    body["note_runs"] = [_encode_run(run) for run in table.note_runs]
    return body


def decode_table(body: Json) -> Table:
    """The inverse of encode_table."""
    cells = tuple(Cell(**{**c, "box": decode_box(c["box"])}) for c in body["cells"])
    blocks = tuple(
        Block(
            b["title"],
            tuple(Row(**{**r, "path": tuple(r["path"])}) for r in b["rows"]),
            tuple(Column(**{**c, "path": tuple(c["path"])}) for c in b["columns"]),
            b.get("unit"),
        )
        for b in body["blocks"]
    )
    return Table(
        **{
            **body,
            "cells": cells,
            "blocks": blocks,
            "state": TableState(body["state"]),
            "section": tuple(body["section"]),
            "pages": tuple(body["pages"]),
            "note_runs": tuple(_decode_run(*run) for run in body["note_runs"]),
        }
    )


def encode_passage(passage: Passage) -> Json:
    """The JSON body of a passage, without the columns `kind`, `text` and `embedded`."""
    return {
        "section": passage.section,
        "table_id": passage.table_id,
        "table": passage.table,
        "row": passage.row,
        "runs": [_encode_run(run) for run in passage.body.runs],
    }


def _encode_run(run: Run) -> list[Any]:
    edges = [round(x, 1) for x in run.edges]
    turn = [] if run.turn is None else [[run.turn.quarters, run.turn.width, run.turn.height]]
    return [run.start, run.end, run.page, run.top, run.bottom, edges, *turn]


def _decode_run(
    start: int,
    end: int,
    page: int | None,
    top: float,
    bottom: float,
    edges: list[float],
    turn: list[Any] | None = None,
) -> Run:
    turned = None if turn is None else Turn(*turn)
    return Run(start, end, page, top, bottom, tuple(edges), turned)


def decode_passage(row: Mapping[str, Any]) -> Passage:
    """The inverse of encode_passage, from a whole database row."""
    body = row["body"]
    runs = tuple(_decode_run(*stored) for stored in body["runs"])
    return Passage(
        report_id=row["report_id"],
        position=row["position"],
        kind=PassageKind(row["kind"]),
        body=PlacedText(row["text"], runs),
        embedded=row["embedded"],
        section=tuple(body["section"]),
        table_id=body["table_id"],
        table=body["table"],
        row=body["row"],
    )


def encode_finding(finding: Finding) -> Json:
    """The database row of a finding, without its position."""
    sides = [
        {
            "label": s.label,
            "printed": s.printed,
            "unit": s.unit,
            "page": s.place.page,
            "box": encode_box(s.place.box),
            "table": s.table,
            "quote": s.quote,
            "report_id": s.report_id,
            "measure": s.measure,
        }
        for s in finding.sides
    ]
    body = {
        "name": finding.name,
        "is_same": finding.is_same,
        "sides": sides,
        "difference": None if finding.difference is None else plain(finding.difference),
    }
    return {"rule": finding.rule, "is_rounding": int(finding.is_rounding), "body": body}


def decode_finding(row: Mapping[str, Any]) -> Finding:
    """The inverse of encode_finding, from a whole database row."""
    body = row["body"]
    sides = tuple(
        Compared(
            s["label"],
            s["printed"],
            s["unit"],
            Place(s["page"], decode_box(s["box"])),
            s["table"],
            s["quote"],
            s.get("report_id", row["report_id"]),
            s.get("measure", ""),
        )
        for s in body["sides"]
    )
    difference = body["difference"]
    return Finding(
        row["report_id"],
        row["rule"],
        sides,
        None if difference is None else Decimal(difference),
        bool(row["is_rounding"]),
        body.get("name", ""),
        body.get("is_same", False),
    )
