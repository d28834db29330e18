"""A row that a page break cuts in two is one row again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from disclosure.labels import squeeze
from ingest.columns import Use, read_uses
from ingest.document import GridCell
from ingest.figure_cells import Holds, read_cell
from ingest.headers import read_header
from ingest.lattice import Lattice

_BRACKETS = (("(", ")"), ("“", "”"), ("《", "》"))
_NAMING = (Use.CODE, Use.ORDINAL)


def rejoin_row(lattice: Lattice, row: int) -> Lattice:
    """Join `row`, the first of a page, to the one above, if it is surely the rest of that one."""
    above, below = lattice.starting(row - 1), lattice.starting(row)
    whole = all(cell.row_span == 1 for cell in (*above, *below))
    if not whole or not any(cell.text for cell in below) or not _is_rest(lattice, row):
        return lattice
    rest = {cell.column: cell for cell in below}
    cells = []
    for cell in lattice.cells:
        if cell.row == row:
            continue
        if cell.row == row - 1:
            cell = _join(cell, rest.get(cell.column))
        elif cell.row > row:
            cell = replace(cell, row=cell.row - 1)
        cells.append(cell)
    return Lattice(cells, lattice.rows - 1, lattice.columns, lattice.spans_known)


def _join(cell: GridCell, rest: GridCell | None) -> GridCell:
    """The place of a joined cell is where its first text stands."""
    if rest is None or not rest.text:
        return cell
    if not cell.text:
        return replace(cell, text=rest.text, page=rest.page, box=rest.box)
    return replace(cell, text=cell.text + rest.text)


def _is_rest(lattice: Lattice, row: int) -> bool:
    above = {cell.column: cell.text for cell in lattice.starting(row - 1)}
    below = {cell.column: cell.text for cell in lattice.starting(row)}
    # No figure goes on in the next page, and no words begin in a column that had none.
    for column, text in below.items():
        both = bool(text and above.get(column))
        words = read_cell(text).holds is Holds.WORDS
        if (both and not (words and read_cell(above[column]).holds is Holds.WORDS)) or (
            words and not both
        ):
            return False
    if not any(text and above.get(column) for column, text in below.items()):
        return False
    return _closes_bracket(above, below) or _lacks_name(lattice, row)


def _closes_bracket(above: dict[int, str], below: dict[int, str]) -> bool:
    """Whether a bracket that is open in the row above is closed here."""
    for column, text in below.items():
        upper, lower = squeeze(above.get(column, "")), squeeze(text)
        for left, right in _BRACKETS:
            is_open = upper.count(left) > upper.count(right)
            if is_open and lower.count(right) > lower.count(left):
                return True
    return False


def _lacks_name(lattice: Lattice, row: int) -> bool:
    """Whether all rows above have a code or a number, and only this one has none."""
    header = read_header(lattice)
    uses = read_uses(header)
    columns = [c for c, use in enumerate(uses) if use in _NAMING]
    rows = range(header.rows, row)
    return (
        bool(columns)
        and len(rows) > 1
        and any(
            _all_named(lattice, rows, column) and not lattice.text(row, column)
            for column in columns
        )
    )


def _all_named(lattice: Lattice, rows: Sequence[int], column: int) -> bool:
    return all(lattice.text(number, column) for number in rows)
