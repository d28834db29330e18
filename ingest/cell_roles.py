"""What every printed cell of a table was read as, so that none is left out in silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from disclosure.labels import normalise_label, squeeze
from disclosure.reading_report import CellCounts, Region, Unread
from disclosure.table import Cell, Row, Table
from ingest.captions import is_note
from ingest.document import UNKNOWN
from ingest.facts import find_unread
from ingest.figure_cells import Holds, read_cell
from ingest.form_regions import heads_names


def count_cells(table: Table) -> tuple[CellCounts, list[Region]]:
    """The roles of all cells that are not blank, and those that have none."""
    unread = {id(cell) for cell in find_unread(table)}
    roles: Counter[str] = Counter()
    regions: list[Region] = []
    by_row = _rows_by_index(table)
    in_block = {
        (row.index, column.index): UNKNOWN not in "".join((*row.path, row.label, *column.path))
        for block in table.blocks
        for row in block.rows
        for column in block.columns
    }
    for cell in table.cells:
        if not cell.text.strip():
            continue
        role = "unread" if id(cell) in unread else _find_role(table, cell, in_block, by_row)
        roles[role] += 1
        if role == "unread":
            regions.append(
                Region(Unread.CELL, _describe(table, cell), cell.page, cell.box, table.id)
            )
    return CellCounts(**roles), regions


def _describe(table: Table, cell: Cell) -> str:
    return f"{table.title}: row {cell.row + 1}, column {cell.column + 1}: {cell.text}"


def _rows_by_index(table: Table) -> dict[int, list[Row]]:
    rows: dict[int, list[Row]] = {}
    for block in table.blocks:
        for row in block.rows:
            rows.setdefault(row.index, []).append(row)
    return rows


def _find_role(
    table: Table,
    cell: Cell,
    in_block: dict[tuple[int, int], bool],
    by_row: dict[int, list[Row]],
) -> str:
    if cell.row < table.header_rows:
        return "header"
    is_legible = in_block.get((cell.row, cell.column))
    if is_legible is not None:
        return "facts" if is_legible and UNKNOWN not in cell.text else "unread"
    if is_note(cell.text):
        return "note"
    rows = [row for r in range(cell.row, cell.row + cell.row_span) for row in by_row.get(r, ())]
    role = _find_role_in_rows(cell, rows)
    return "header" if role == "words" and _is_heading(table, cell) else role


def _is_heading(table: Table, cell: Cell) -> bool:
    """Whether a cell heads a region within a form: its title, or the header of one of its columns.

    The columns of levels (一级指标) are in no block, for what stands in them names the rows.
    """
    heads = {squeeze(name) for b in table.blocks for c in b.columns for name in (b.title, *c.path)}
    return squeeze(cell.text) in heads or heads_names(cell.text)


def _find_role_in_rows(cell: Cell, rows: Sequence[Row]) -> str:
    """A number that find_unread does not miss is a line number or a part of a code."""
    text, label = squeeze(cell.text), normalise_label(cell.text)
    named = [name for row in rows for name in (row.label, *row.path)]
    if any(text == squeeze(name) or label == normalise_label(name) for name in named):
        return "label"
    if any(row.ordinal and text == squeeze(row.ordinal) for row in rows):
        return "ordinal"
    if any(row.code and text in squeeze(row.code) for row in rows):
        return "code"
    return "ordinal" if read_cell(cell.text).holds is Holds.FIGURE else "words"
