"""One page of a PDF: from what is drawn on it to lines and grids in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from disclosure.place import Box, Turn, union_of
from disclosure.reading_report import PageState, Region, Unread
from ingest.document import UNKNOWN, Grid, PageRecord, Stray, TextLine
from ingest.readers.damage import count_bare_amounts, find_garble
from ingest.readers.pdf_aligned import AlignedTables, is_header_only
from ingest.readers.pdf_chars import (
    Char,
    Drawn,
    Fill,
    Sorted,
    find_quarter,
    sort_chars,
    stand_up,
)
from ingest.readers.pdf_grid import build_grid
from ingest.readers.pdf_lines import build_lines, build_strips
from ingest.readers.pdf_rules import Rule

_Cell = tuple[float, float, float, float]
# Pictures that together cover this share of a page make it a scanned one.
_SCANNED = 0.5
# Boxes with this many lines in one column are text in a frame and no table.
_FRAMED_LINES = 4


class DrawnPage(NamedTuple):
    """A page as the file draws it, in the coordinates in which it is shown."""

    number: int
    rotation: int
    width: float
    height: float
    chars: list[Drawn]
    fills: list[Fill]
    edges: list[_Cell]
    tables: list[list[_Cell]]
    pictures: list[Box]
    notes: list[tuple[str, Box | None]]


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page as read; `turn` is that of most of its text, `height` of the page turned so."""

    record: PageRecord
    blocks: list[TextLine | Grid]
    regions: list[Region]
    turn: Turn | None = None
    height: float = 0.0


def fail_page(number: int, error: Exception) -> ReadPage:
    """The record of a page over which the reader failed."""
    region = Region(Unread.FAILED, type(error).__name__, number)
    return ReadPage(PageRecord(number, PageState.FAILED), [], [region])


def read_page(page: DrawnPage, aligned: AlignedTables) -> ReadPage:
    """Lines and grids in reading order, and what was seen and could not be read.

    `aligned` has read the pages before: a table without rules may go on.
    """
    found = sort_chars(page.chars, page.fills, page.width * page.height, page.number)
    regions = list(found.regions)
    regions += [Region(Unread.ANNOTATION, text, page.number, box) for text, box in page.notes]
    text = "".join(char.text for char in found.chars)
    garble = find_garble(text)
    state = PageState.DAMAGED if garble else _find_state(page, found, text)
    blocks: list[TextLine | Grid] = []
    left_out = found.left_out
    if garble:
        box = union_of(char.box for char in found.chars)
        regions.append(Region(garble, "", page.number, box))
        left_out += len("".join(text.split()))
    else:
        blocks, unread, declined = _build_blocks(page, found.chars, aligned)
        regions += unread
        left_out += declined
        regions += _find_unmapped(blocks, page.number)
    if bare := count_bare_amounts(text):
        regions.append(Region(Unread.NO_FIGURES, str(bare), page.number))
    if state is PageState.SCANNED:
        regions.append(Region(Unread.PICTURE, "", page.number, union_of(page.pictures)))
    record = PageRecord(page.number, state, page.rotation, found.unmapped, found.doubled, left_out)
    quarters = find_quarter(found.chars)
    turn = Turn(quarters, page.width, page.height) if quarters else None
    return ReadPage(record, blocks, regions, turn, _turned_size(page, quarters)[1])


def _find_state(page: DrawnPage, found: Sorted, text: str) -> PageState:
    """Text, unless what is printed is a picture; invisible text over one is what OCR made of it."""
    if text.strip():
        return PageState.TEXT
    area = sum((b.x1 - b.x0) * (b.bottom - b.top) for b in page.pictures)
    if area >= _SCANNED * page.width * page.height or (page.pictures and found.invisible):
        return PageState.SCANNED
    return PageState.SCANNED if page.pictures else PageState.BLANK


def _build_blocks(
    page: DrawnPage, drawn: Sequence[Drawn], aligned: AlignedTables
) -> tuple[list[TextLine | Grid], list[Region], int]:
    """Lines and grids, what is not read, and how many characters are in neither."""
    quarters = find_quarter(drawn)
    turn = Turn(quarters, page.width, page.height) if quarters else None
    size = _turned_size(page, quarters)
    chars = stand_up(drawn, turn)
    rest = list(range(len(chars)))
    grids: list[Grid] = []
    for cells in _smallest_first(page.tables, turn):
        box = _around(cells)
        inside = [i for i in rest if _is_inside(chars[i], box)]
        if _is_frame(cells, [chars[i] for i in inside]):
            continue
        grid = build_grid(cells, [chars[i] for i in inside], page.number)
        if is_header_only(grid, [chars[i] for i in rest]):
            continue
        taken = set(inside)
        rest = [i for i in rest if i not in taken]
        grids.append(grid)
    own = [chars[i] for i in rest if (drawn[i].quarter or 0) == quarters]
    found, own, declined = aligned.read(own, _find_rules(page.edges, turn), page.number)
    shown = [_shown(grid, turn) for grid in (*grids, *found)]
    blocks = _in_reading_order(build_lines(own, page.number, size, turn), shown)
    for other in range(4):
        apart = [drawn[i] for i in rest if (drawn[i].quarter or 0) == other != quarters]
        if apart:
            across = Turn(other, page.width, page.height) if other else None
            turned = stand_up(apart, across)
            blocks += build_lines(turned, page.number, _turned_size(page, other), across)
    regions = [
        Region(Unread.COLUMNS, text, page.number, box if turn is None else turn.shown(box))
        for text, box, _ in declined
    ]
    return blocks, regions, sum(region.characters for region in declined)


def _find_rules(edges: Sequence[_Cell], turn: Turn | None) -> list[Rule]:
    """The rules along the lines of the text."""
    upright = [_stand_up_cell(edge, turn) for edge in edges]
    return [(x0, x1, top) for x0, top, x1, bottom in upright if x1 - x0 > bottom - top]


def _turned_size(page: DrawnPage, quarters: int) -> tuple[float, float]:
    return (page.height, page.width) if quarters % 2 else (page.width, page.height)


def _smallest_first(tables: Sequence[list[_Cell]], turn: Turn | None) -> list[list[_Cell]]:
    """A table in the frame of another one takes its characters before the frame does."""
    upright = [[_stand_up_cell(cell, turn) for cell in cells] for cells in tables]
    return sorted(upright, key=lambda cells: _area(_around(cells)))


def _stand_up_cell(cell: _Cell, turn: Turn | None) -> _Cell:
    if turn is None:
        return cell
    box = turn.upright(Box(*cell))
    return box.x0, box.top, box.x1, box.bottom


def _around(cells: Sequence[_Cell]) -> Box:
    return Box(
        min(c[0] for c in cells),
        min(c[1] for c in cells),
        max(c[2] for c in cells),
        max(c[3] for c in cells),
    )


def _area(box: Box) -> float:
    return (box.x1 - box.x0) * (box.bottom - box.top)


def _is_inside(char: Char, box: Box) -> bool:
    x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom


def _is_frame(cells: Sequence[_Cell], chars: list[Char]) -> bool:
    """Whether the rules only frame running text: one column with a whole paragraph in a box."""
    if len({round(c[0]) for c in cells}) > 1 or len({round(c[2]) for c in cells}) > 1:
        return False
    boxes = [Box(*cell) for cell in cells]
    return any(
        len(build_strips(c for c in chars if _is_inside(c, box))) >= _FRAMED_LINES for box in boxes
    )


def _shown(grid: Grid, turn: Turn | None) -> Grid:
    """The grid with its cells where the page shows them."""
    if turn is None:
        return grid
    cells = tuple(
        replace(cell, box=None if cell.box is None else turn.shown(cell.box)) for cell in grid.cells
    )
    stray = tuple(Stray(text, turn.shown(box)) for text, box in grid.stray)
    return replace(grid, cells=cells, stray=stray)


def _in_reading_order(lines: list[TextLine], grids: list[Grid]) -> list[TextLine | Grid]:
    placed: list[tuple[float, float, TextLine | Grid]] = [(b.top, b.x0, b) for b in lines]
    for grid in grids:
        box = grid.box
        if box is not None:
            placed.append((box.top, box.x0, grid))
    return [block for _, _, block in sorted(placed, key=lambda entry: entry[:2])]


def _find_unmapped(blocks: Sequence[TextLine | Grid], number: int) -> list[Region]:
    """Lines and cells in which a character has no meaning: nothing is read of them as a figure."""
    regions = []
    for block in blocks:
        parts = [block] if isinstance(block, TextLine) else block.cells
        for part in parts:
            if UNKNOWN in part.text:
                regions.append(Region(Unread.UNMAPPED, part.text, number, part.box))
    return regions
