"""The regions of a form: a header row, the columns that it opens, and the rows below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from disclosure.labels import squeeze
from ingest.document import GridCell
from ingest.figure_cells import Holds, read_cell
from ingest.lattice import Lattice
from ingest.rules import any_of, read_rules

_FEWEST = 2
_SURE = 3


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a region: its header path and the grid columns `[start, end)` that it covers."""

    path: tuple[str, ...]
    start: int
    end: int

    @property
    def leaf(self) -> str:
        """The last label of the header, for comparing."""
        return squeeze(self.path[-1]) if self.path else ""


@dataclass(frozen=True, slots=True)
class Region:
    """Rows `[body, end)` under the header rows `[header, body)`.

    `title` is the merged cell at the left that names the region. `names` are the fields that name
    the rows, from the root; `label_start` and `label_end` bound the labels of rows without such.
    """

    header: int
    body: int
    end: int
    title: GridCell | None
    names: tuple[Field, ...]
    values: tuple[Field, ...]
    label_start: int
    label_end: int


@lru_cache(maxsize=32768)
def matches(name: str, text: str) -> bool:
    """Whether a text fits the patterns `name` of forms.toml."""
    return bool(_patterns()[name].search(squeeze(text)))


def heads_names(text: str) -> bool:
    """Whether a cell heads a column that names or numbers the rows: 一级指标, 序号."""
    return matches("levels", text) or matches("ordinals", text)


def says_value(text: str) -> bool:
    """Whether a cell holds a label with its value, which makes it no label: 填表人：王五."""
    return matches("both", text) and not matches("parts", text)


@lru_cache(maxsize=8)
def find_regions(lattice: Lattice) -> tuple[Region, ...]:
    """The regions from the top. A lattice is asked for them several times while it is read."""
    headers = [row for row in range(lattice.rows) if _is_header_row(lattice, row)]
    regions: list[Region] = []
    for row in headers:
        if regions and row < regions[-1].body:
            continue
        region = _open_region(lattice, row)
        following = next((r for r in headers if r >= region.body), lattice.rows)
        following = max(region.body, _header_start(lattice, following) if following else 0)
        regions.append(_close_region(lattice, region, following))
    return tuple(regions)


def _open_region(lattice: Lattice, row: int) -> Region:
    header = _header_start(lattice, row)
    body = _body_start(lattice, row)
    title = _find_title(lattice, header, body)
    left = 0 if title is None else title.column + title.column_span
    fields = _read_fields(lattice, header, body, left)
    names = _find_names(fields)
    others = [f for f in fields if f not in names and not matches("ordinals", f.leaf)]
    label_end = left
    if not names and not all(matches("words", f.leaf) for f in others if f.path):
        first = next((f for f in others if matches("columns", f.leaf)), None)
        label_end = first.start if first else left
        others = [f for f in others if f.start >= label_end]
    return Region(header, body, body, title, names, tuple(others), left, label_end)


def _find_names(fields: Sequence[Field]) -> tuple[Field, ...]:
    """The levels; a body that stands left of them owns what they name."""
    levels = [f for f in fields if matches("levels", f.leaf)]
    owners = [f for f in fields if levels and f.start < levels[0].start]
    return (*(f for f in owners if matches("owners", f.leaf)), *levels)


def _close_region(lattice: Lattice, region: Region, following: int) -> Region:
    end = region.body
    while end < following and not _ends(lattice, region, end):
        end += 1
        if _is_last_total(lattice, end - 1):
            break
    return Region(
        region.header, region.body, end, region.title, region.names, region.values,
        region.label_start, region.label_end,
    )  # fmt: skip


def find_total(lattice: Lattice, row: int) -> GridCell | None:
    """The label of a total row."""
    return next((c for c in lattice.starting(row) if c.text and matches("total", c.text)), None)


def _is_last_total(lattice: Lattice, row: int) -> bool:
    total = find_total(lattice, row)
    return total is not None and matches("last", total.text)


def _ends(lattice: Lattice, region: Region, row: int) -> bool:
    """A label with its value, or what stands beside the merged title, closes a region."""
    cells = [cell for cell in lattice.starting(row) if cell.text]
    if not cells or find_total(lattice, row) is not None:
        return False
    first = cells[0]
    is_key = first.column <= region.label_start and matches("keys", first.text)
    if not lattice.spans_known:
        is_titled = region.title is not None and first.column == 0 and len(cells) > 1
        is_other = is_titled and matches("keys", cells[1].text)
        return is_key or is_other or says_value(first.text)
    if is_key and any(_covers_fields(region, cell) for cell in cells[1:]):
        return True
    values = min((f.start for f in region.values), default=0)
    if first.column < region.label_start and region.title is not None:
        again = squeeze(first.text) == squeeze(region.title.text)
        return row >= region.title.row + region.title.row_span and not again
    # A cell that begins as a label and reaches over the values is no row of them.
    names = min((f.start for f in region.names), default=region.label_start)
    return first.column <= names and first.column + first.column_span > values > first.column


def _covers_fields(region: Region, cell: GridCell) -> bool:
    ends = cell.column + cell.column_span
    return sum(cell.column <= f.start and f.end <= ends for f in region.values) > 1


# ---- headers -----------------------------------------------------------------------------------


def _is_header_row(lattice: Lattice, row: int) -> bool:
    cells = lattice.starting(row)
    if any(read_cell(c.text).holds in (Holds.FIGURE, Holds.DASH) for c in cells):
        return False
    title = _find_title(lattice, row, row + 1)
    inner = [cell for cell in cells if cell is not title]
    texts = [cell.text for cell in inner if cell.text]
    hits = sum(matches("columns", text) for text in texts)
    if hits < _FEWEST or (hits < _SURE and hits < len(texts)):
        return False
    if lattice.spans_known:
        return len(inner) - len(texts) < hits
    return hits >= _SURE or title is not None


def _find_title(lattice: Lattice, header: int, body: int) -> GridCell | None:
    """The cell at the left edge that names the region: merged over its rows."""
    cell = lattice.at(header, 0)
    if cell is None or heads_names(cell.text):
        return None
    if not lattice.spans_known:
        return _find_unmerged_title(lattice, cell, header, body)
    below = lattice.at(body, 0)
    goes_on = below is not None and not below.text and below.column_span == cell.column_span
    reaches = cell.row + cell.row_span > body
    return cell if reaches or (goes_on and matches("titles", cell.text)) else None


def _find_unmerged_title(
    lattice: Lattice, cell: GridCell, header: int, body: int
) -> GridCell | None:
    """Without spans: the rows below leave the place of the title blank."""
    if matches("columns", cell.text) and not matches("titles", cell.text):
        return None
    below = next((r for r in range(body, lattice.rows) if lattice.texts(r)), None)
    if not cell.text or below is None or not lattice.text(below, 0):
        return cell
    headed = {c.column for r in range(header, body) for c in lattice.starting(r) if c.text}
    return None if len(lattice.texts(below)) == len(headed) else cell


def _header_start(lattice: Lattice, row: int) -> int:
    """The header begins where cells that reach down into `row` begin, the title left out."""
    if row >= lattice.rows:
        return row
    if not lattice.spans_known:
        return _unmerged_header_start(lattice, row)
    starts = []
    for column in range(lattice.columns):
        cell = lattice.at(row, column)
        is_title = column == 0 and cell is not None and not matches("levels", cell.text)
        if cell is not None and cell.row < row and cell.text and not is_title:
            starts.append(cell.row)
    return min(starts, default=row)


def _unmerged_header_start(lattice: Lattice, row: int) -> int:
    """Without spans: the row above has labels where this one is blank, at its left edge first."""
    if row == 0 or lattice.text(row, 0) or not lattice.text(row - 1, 0):
        return row
    columns = range(lattice.columns)
    open_above = [c for c in columns if lattice.text(row - 1, c) and not lattice.text(row, c)]
    return row - 1 if len(open_above) >= _FEWEST else row


def _body_start(lattice: Lattice, row: int) -> int:
    """A second header row divides the merged cells of the first, below the others' spans."""
    below = row + 1
    if below >= lattice.rows or any(
        read_cell(c.text).holds is not Holds.WORDS
        for c in lattice.starting(below)
        if c.text or lattice.spans_known
    ):
        return below
    if lattice.spans_known:
        over = [lattice.at(row, c) for c in range(1, lattice.columns)]
        reach = any(c is not None and c.row + c.row_span > below for c in over)
        starting = lattice.starting(below)
        divides = bool(starting) and all(_lies_under_merged(lattice, cell) for cell in starting)
        return below + 1 if reach and divides else below
    filled = [cell for cell in lattice.starting(below) if cell.text]
    divides = all(matches("columns", cell.text) for cell in filled) and any(
        not lattice.text(row, cell.column) for cell in filled
    )
    starts_right = bool(filled) and filled[0].column > 1
    return below + 1 if divides and starts_right else below


def _lies_under_merged(lattice: Lattice, cell: GridCell) -> bool:
    above = lattice.at(cell.row - 1, cell.column)
    return above is not None and bool(above.text) and above.column_span > cell.column_span


def _read_fields(lattice: Lattice, header: int, body: int, left: int) -> list[Field]:
    fields: list[Field] = []
    for column in range(left, lattice.columns):
        path = _header_path(lattice, header, body, column)
        same = fields and (fields[-1].path == path or not path)
        if same and _goes_on(lattice, body, column):
            fields[-1] = Field(fields[-1].path, fields[-1].start, column + 1)
        elif path:
            fields.append(Field(path, column, column + 1))
    return fields


def _goes_on(lattice: Lattice, body: int, column: int) -> bool:
    """Whether the header cell of a column also covers the column before it."""
    if not lattice.spans_known:
        return not lattice.text(body - 1, column)
    here = lattice.at(body - 1, column)
    return here is not None and here is lattice.at(body - 1, column - 1)


def _header_path(lattice: Lattice, header: int, body: int, column: int) -> tuple[str, ...]:
    labels: list[str] = []
    for row in range(header, body):
        text = lattice.text(row, column)
        if not text and not lattice.spans_known and lattice.text(body - 1, column):
            before = range(column - 1, -1, -1)
            text = next((t for c in before if (t := lattice.text(row, c))), "")
        if text and text not in labels:
            labels.append(text)
    return tuple(labels)


def rows_of(regions: Sequence[Region]) -> set[int]:
    """All rows that regions take, headers among them."""
    return {row for region in regions for row in range(region.header, region.end)}


def label_cells(lattice: Lattice, region: Region, row: int) -> Iterator[GridCell]:
    """The cells that name a row of a region without named levels, from the left."""
    seen: list[GridCell] = []
    for column in range(region.label_start, region.label_end):
        cell = lattice.at(row, column)
        if cell is not None and cell.text and cell not in seen and cell.row >= region.body:
            seen.append(cell)
            yield cell


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    rules = read_rules("forms")
    return {
        name: any_of(found if isinstance(found, list) else [found]) for name, found in rules.items()
    }
