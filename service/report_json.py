"""Reports, tables and findings as plain JSON values, the shapes that `report_schemas` describes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from disclosure.amount import plain
from disclosure.corpus import Corpus
from disclosure.finding import Compared, Finding
from disclosure.place import Box, Place
from disclosure.reading_fields import reading_fields
from disclosure.report import Report
from disclosure.table import Block, Cell, Column, Row, Table
from service.place_json import picture_url
from service.project_json import projects_json

Json = dict[str, Any]


def report_json(report: Report, counts: dict[str, int]) -> Json:
    """One line of the list of reports, as `disclosure-qa reports` and GET /v1/reports give it."""
    return {
        "id": report.id,
        "title": report.title,
        "department": report.department,
        "year": report.year,
        "kind": report.kind.value,
        "source": report.source,
        "pages": report.page_count,
        "facts": counts["facts"],
        "chunks": counts["chunks"],
        "discrepancies": counts["discrepancies"],
    }


def report_detail_json(corpus: Corpus, report: Report) -> Json:
    """A report with its outline, tables, projects and discrepancies, and what was read of it."""
    findings = corpus.findings(report.id)
    reading = corpus.reading(report.id)
    return {
        **report_json(report, corpus.counts(report.id)),
        "outline": [
            {"path": list(s.path), "heading": s.heading, "page": s.page}
            for s in corpus.sections(report.id)
        ],
        "tables": [_table_entry_json(report, table) for table in corpus.tables(report.id)],
        "projects": projects_json(corpus.facts(report.id)),
        "discrepancies": [finding_json(f) for f in findings if not f.is_rounding],
        "rounding_differences": [finding_json(f) for f in findings if f.is_rounding],
        "unread": list(reading.lines),
        "reading": reading_fields(reading),
    }


def table_json(report: Report, table: Table) -> Json:
    """One table as printed (`cells`), and as it was understood (`header`, `columns`, `rows`)."""
    grid = {(cell.row, cell.column): cell for cell in table.cells}
    numbered = list(enumerate(table.blocks))
    columns = [_column_json(number, c) for number, block in numbered for c in block.columns]
    return {
        **_table_entry_json(report, table),
        "report_id": report.id,
        "report_title": report.title,
        "department": report.department,
        "year": report.year,
        "note": table.note,
        "blocks": [block.title for block in table.blocks],
        "header": header_tree((c.path, c.index) for b in table.blocks for c in b.columns),
        "columns": columns,
        "rows": [_row_json(n, block, row, grid) for n, block in numbered for row in block.rows],
        "header_rows": table.header_rows,
        "cells": [_cell_json(report, cell) for cell in table.cells],
    }


def header_tree(columns: Iterable[tuple[tuple[str, ...], int]]) -> list[Json]:
    """Header paths as a tree; neighbours under the same heading share its node."""
    roots: list[Json] = []
    for path, index in columns:
        level = roots
        for label in path:
            if not level or level[-1]["label"] != label:
                level.append({"label": label, "columns": [], "children": []})
            node = level[-1]
            node["columns"].append(index)
            level = node["children"]
    return roots


def _table_entry_json(report: Report, table: Table) -> Json:
    return {
        "id": table.id,
        "title": table.title,
        "form": table.form,
        "unit": table.unit,
        "section": list(table.section),
        "state": table.state.value,
        "page": table.pages[0] if table.pages else None,
        "pages": list(table.pages),
        "url": f"/v1/reports/{report.id}/tables/{table.id}",
    }


def _column_json(block: int, column: Column) -> Json:
    return {
        "index": column.index,
        "block": block,
        "path": list(column.path),
        "ordinal": column.ordinal,
        "is_total": column.is_total,
    }


def _row_json(number: int, block: Block, row: Row, grid: dict[tuple[int, int], Cell]) -> Json:
    """A row with what is printed in each column of its block; None where no cell begins."""
    cells = [(c.index, grid.get((row.index, c.index))) for c in block.columns]
    return {
        "index": row.index,
        "block": number,
        "label": row.label,
        "path": list(row.path),
        "code": row.code,
        "ordinal": row.ordinal,
        "is_total": row.is_total,
        "printed": [
            {"column": index, "text": None if cell is None else cell.text} for index, cell in cells
        ],
    }


def _cell_json(report: Report, cell: Cell) -> Json:
    return {
        "row": cell.row,
        "column": cell.column,
        "text": cell.text,
        "row_span": cell.row_span,
        "column_span": cell.column_span,
        "page": cell.page,
        "bbox": _box_json(cell.box),
        "url": picture_url(report.id, Place(cell.page, cell.box)),
    }


def finding_json(finding: Finding) -> Json:
    """A finding with all its places, as `disclosure-qa reports --findings` and HTTP give it."""
    return {
        "rule": finding.rule,
        "name": finding.name,
        "difference": None if finding.difference is None else plain(finding.difference),
        "sides": [_side_json(finding.report_id, side) for side in finding.sides],
    }


def _side_json(report_id: str, side: Compared) -> Json:
    stands_in = side.report_id or report_id
    return {
        "report_id": stands_in,
        "label": side.label,
        "measure": side.measure or None,
        "printed": side.printed,
        "unit": side.unit,
        "table": side.table,
        "quote": side.quote,
        "page": side.place.page,
        "bbox": _box_json(side.place.box),
        "url": picture_url(stands_in, side.place),
    }


def _box_json(box: Box | None) -> list[float] | None:
    return None if box is None else box.as_list()
