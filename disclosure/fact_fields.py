"""The fields of a fact as other programs see them: the one definition for HTTP and `facts`."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping

from disclosure.amount import plain
from disclosure.fact import Fact
from disclosure.report import Report

FieldValue = str | int | list[str] | list[float] | None

# The first 21 are fixed (INTERFACE); those behind them were added. A change has no sign of its
# own, so a value of basis `change` or `growth` is read together with `direction`.
FACT_FIELDS = (
    "report_id",
    "source",
    "department",
    "year",
    "kind",
    "origin",
    "section",
    "table",
    "row",
    "row_path",
    "code",
    "column",
    "column_path",
    "label",
    "concept",
    "basis",
    "value",
    "printed",
    "unit",
    "page",
    "bbox",
    "quote",
    "report_year",
    "fund",
    "direction",
    "compared_with",
    "table_id",
    "presence",
)

_PATH_JOINT = " / "
_SIGNED_NUMBER = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?%?")
# What a spreadsheet takes for the beginning of a formula.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def fact_fields(fact: Fact, report: Report) -> dict[str, FieldValue]:
    """A fact with its provenance; `year` is what it describes, `report_year` the report's."""
    box = fact.place.box
    fields: dict[str, FieldValue] = {
        "report_id": fact.report_id,
        "source": report.source,
        "department": report.department,
        "year": fact.year,
        "kind": report.kind.value,
        "origin": fact.origin.value,
        "section": _PATH_JOINT.join(fact.section) or None,
        "table": fact.table,
        "row": fact.row,
        "row_path": list(fact.row_path),
        "code": fact.code,
        "column": fact.column,
        "column_path": list(fact.column_path),
        "label": fact.label,
        "concept": fact.concept,
        "basis": fact.basis.value,
        "value": None if fact.value is None else plain(fact.value),
        "printed": fact.printed,
        "unit": fact.unit,
        "page": fact.place.page,
        "bbox": None if box is None else box.as_list(),
        "quote": fact.quote,
        "report_year": report.year,
        "fund": fact.fund,
        "direction": None if fact.direction is None else fact.direction.value,
        "compared_with": fact.compared_with,
        "table_id": fact.table_id,
        "presence": fact.presence.value,
    }
    return fields


def csv_cell(value: FieldValue) -> str:
    """A field as text that no spreadsheet runs as a formula; numbers keep their sign."""
    if isinstance(value, list):
        joint = _PATH_JOINT if value and isinstance(value[0], str) else ","
        text = joint.join(str(part) for part in value)
    else:
        text = "" if value is None else str(value)
    if text.startswith(_FORMULA_STARTS) and not _SIGNED_NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def render_csv(rows: Iterable[Mapping[str, FieldValue]], *, header: bool = True) -> str:
    """Facts as CSV (RFC 4180), one line each, in the order of FACT_FIELDS."""
    out = io.StringIO()
    writer = csv.writer(out)
    if header:
        writer.writerow(FACT_FIELDS)
    writer.writerows([csv_cell(row[name]) for name in FACT_FIELDS] for row in rows)
    return out.getvalue()
