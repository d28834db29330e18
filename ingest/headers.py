"""The header of a table: how many rows it has, and the labels above every column.

The header ends where the first data begins. Where merged cells only show as empty neighbours
(text extracts) their spans are inferred from the row below.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from disclosure.labels import squeeze
from ingest.document import GridCell
from ingest.figure_cells import Holds, read_cell
from ingest.lattice import Lattice
from ingest.rules import any_of, read_rules

_MOST_HEADER_ROWS = 8


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table. `ordinals` are the numbers of an index row (栏次) by column."""

    lattice: Lattice
    rows: int
    ordinals: dict[int, str]

    def path(self, column: int) -> tuple[str, ...]:
        """The labels above a column from the root, each merged cell once."""
        labels: list[str] = []
        seen: GridCell | None = None
        for row in range(self.rows):
            cell = self.lattice.at(row, column)
            if cell is None or cell is seen or is_index_row(self.lattice, row):
                continue
            seen = cell
            if cell.text and (not labels or squeeze(labels[-1]) != squeeze(cell.text)):
                labels.append(cell.text)
        return tuple(labels)


def read_header(lattice: Lattice) -> Header:
    """Find the header rows and, where they are not drawn, the spans of the merged header cells."""
    rows = _count_header_rows(lattice)
    ordinals: dict[int, str] = {}
    for row in range(rows):
        if is_index_row(lattice, row):
            for cell in lattice.starting(row):
                if read_cell(cell.text).holds is Holds.FIGURE or "=" in cell.text:
                    ordinals[cell.column] = cell.text
    if not lattice.spans_known:
        lattice = _infer_spans(lattice, rows)
    return Header(lattice, rows, ordinals)


def is_index_row(lattice: Lattice, row: int) -> bool:
    """Whether a row numbers the columns: 栏次 1 2 3, or 甲 1 2, or 1 2 3 alone."""
    patterns = _patterns()
    texts = [squeeze(text) for text in lattice.texts(row)]
    # 类 款 项 may stand in the same row, below the header of the code.
    texts = [text for text in texts if not patterns["code_levels"].search(text)]
    if len(texts) < 2:
        return False
    others = [text for text in texts if not patterns["ordinal_rows"].search(text)]
    if not others or not all(patterns["ordinal_cell"].search(text) for text in others):
        return False
    numbers = [int(found.group()) for text in others if (found := re.search(r"\d+", text))]
    counts_on = all(b - a == 1 for a, b in pairwise(numbers))
    if len(others) < len(texts):
        return counts_on
    letters = [text for text in others if patterns["ordinal_letters"].search(text)]
    fewest = 1 if letters else 3
    all_number = len(numbers) + len(letters) == len(others)
    return len(numbers) >= fewest and counts_on and numbers[0] == 1 and all_number


def _count_header_rows(lattice: Lattice) -> int:
    rows = 0
    while rows < min(lattice.rows, _MOST_HEADER_ROWS):
        if is_index_row(lattice, rows):
            return rows + 1
        if rows and not _continues_header(lattice, rows):
            break
        if rows == 0 and _has_figures(lattice, 0):
            return 0
        rows += 1
    return rows


def _continues_header(lattice: Lattice, row: int) -> bool:
    if _has_figures(lattice, row):
        return False
    starting = lattice.starting(row)
    if lattice.spans_known:
        started = {id(cell) for cell in starting}
        covering = [lattice.at(row, c) for c in range(lattice.columns)]
        if any(cell is not None and id(cell) not in started and cell.text for cell in covering):
            return True
        return any(_divides(lattice, cell) for cell in starting if cell.text)
    # Sub-headers stand in columns that nothing named so far, or a merged cell is in front of them;
    # the first row of data has a name or a code there.
    opens = any(
        cell.text and not any(lattice.text(above, cell.column) for above in range(row))
        for cell in starting
    )
    return opens or (not lattice.text(row, 0) and any(cell.text for cell in starting))


def _divides(lattice: Lattice, cell: GridCell) -> bool:
    above = lattice.at(cell.row - 1, cell.column)
    return above is not None and above.column_span > cell.column_span and bool(above.text)


def _has_figures(lattice: Lattice, row: int) -> bool:
    for cell in lattice.starting(row):
        reading = read_cell(cell.text)
        is_year = _patterns()["year"].fullmatch(squeeze(cell.text))
        if reading.holds in (Holds.FIGURE, Holds.DASH) and not is_year:
            return True
    return False


def _infer_spans(lattice: Lattice, header_rows: int) -> Lattice:
    """Merge the empty header cells of a text extract into the cell at their left or above."""
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    rows = sum(not is_index_row(lattice, row) for row in range(header_rows))
    levels = _patterns()["code_levels"]
    for row in range(rows):
        for column in range(lattice.columns):
            if lattice.text(row, column):
                owner[row, column] = (row, column)
                continue
            left, above = owner.get((row, column - 1)), owner.get((row - 1, column))
            below = [lattice.text(r, column) for r in range(row + 1, header_rows)]
            # Of an index row only 类 款 项 tell that the code has columns of its own.
            names = below[: rows - row - 1]
            names += [text for text in below if levels.search(squeeze(text))]
            filled_below = any(names)
            same_parent = row == 0 or above == owner.get((row - 1, column - 1))
            if left and left[0] == row and filled_below and same_parent:
                owner[row, column] = left
            elif above:
                owner[row, column] = above
            elif left and row == 0:
                owner[row, column] = left
    return _merge(lattice, owner, rows)


def _merge(lattice: Lattice, owner: dict[tuple[int, int], tuple[int, int]], rows: int) -> Lattice:
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for (row, column), root in owner.items():
        down, right = spans.get(root, (1, 1))
        spans[root] = max(down, row - root[0] + 1), max(right, column - root[1] + 1)
    cells = []
    for cell in lattice.cells:
        place = (cell.row, cell.column)
        if cell.row >= rows or place not in owner:
            cells.append(cell)
        elif owner[place] == place:
            down, right = spans[place]
            cells.append(replace(cell, row_span=down, column_span=right))
    return lattice.with_cells(cells)


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    rules = read_rules("table_patterns")["header"]
    return {
        "ordinal_rows": any_of(rules["ordinal_rows"]),
        "ordinal_letters": any_of(rules["ordinal_letters"]),
        "code_levels": any_of(rules["code_levels"]),
        "ordinal_cell": re.compile(rules["ordinal_cell"]),
        "year": re.compile(r"(?:19|20)\d\d年?"),
    }
