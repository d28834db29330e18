"""Tables without vertical rules: columns come from where the text stands, rows from its lines.

Only what is sure becomes a table: figures that stand in columns, each below a header of its own.
Anything else stays text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from disclosure.place import Box
from ingest.captions import is_caption_meta, is_caption_title, is_note
from ingest.document import Grid, GridCell
from ingest.figure_cells import Holds, read_cell
from ingest.readers.pdf_aligned_header import Header, build_header
from ingest.readers.pdf_chars import Char
from ingest.readers.pdf_columns import Columns, find_columns
from ingest.readers.pdf_pieces import Line, Piece, build_pieces
from ingest.readers.pdf_rules import Rule

_SAME_EDGE = 2.0
# Lines of one table stand no further apart than this, in character sizes.
_FAR = 3.2
# Lines of one row stand closer than this share of the gap between rows.
_CLOSER = 0.6
_LARGER = 1.2
_MOST_HEADER_LINES = 14
# Rows that show where names begin.
_NEXT_ROWS = 12
_LONG_PIECE = 34
_SENTENCE = frozenset("。；;")
# A line of so many figures and nothing else is no sentence.
_FIGURES_OF_ONE_LINE = 4


class Declined(NamedTuple):
    """Rows of figures that are not read: how they begin and end, where, and how much it is."""

    text: str
    box: Box
    characters: int


class _Region(NamedTuple):
    header: list[Line]
    body: list[Line]


class AlignedTables:
    """Reads page after page, since a table may go on without a header."""

    def __init__(self) -> None:
        """Nothing is read yet."""
        self._before: Columns | None = None

    def read(
        self, chars: list[Char], rules: Sequence[Rule], page: int
    ) -> tuple[list[Grid], list[Char], list[Declined]]:
        """The tables among characters in no drawn cell, the characters left over, and the unread.

        That is figures in columns that are not read, since their headers are not sure. They are not
        left over: read as a sentence, a row of a table would be figures of the words beside them.
        """
        grids: list[Grid] = []
        unread: list[Declined] = []
        used: set[Char] = set()
        before, self._before = self._before, None
        for number, region in enumerate(_find_regions(build_pieces(chars))):
            read = _read(region, rules) or (_go_on(region, before) if number == 0 else None)
            if read is None:
                if _is_surely_a_table(region):
                    unread.append(_describe(region))
                    used.update(_chars_of(region.body))
                continue
            columns, header = read
            self._before = columns
            grids.append(_build_grid(region, columns, header, rules, page))
            used.update(_chars_of((*region.header, *region.body) if header.rows else region.body))
        rest = [char for char in chars if char not in used] if used else chars
        return grids, rest, unread


def is_header_only(grid: Grid, chars: Iterable[Char]) -> bool:
    """Whether a drawn table is the header of rows that are not drawn: they stand right below."""
    box = grid.box
    if box is None or any(_holds_figure(cell) for cell in grid.cells):
        return False
    below = [c for c in chars if c.top > box.bottom and box.x0 - 2 < c.x0 and c.x1 < box.x1 + 2]
    lines = build_pieces(below)[:2]
    return any(_is_row(line) and line.top - box.bottom < _FAR * line.size for line in lines)


def _holds_figure(cell: GridCell) -> bool:
    return read_cell(cell.text).holds in (Holds.FIGURE, Holds.DASH)


def _find_regions(lines: Sequence[Line]) -> list[_Region]:
    regions: list[_Region] = []
    start = 0
    while start < len(lines):
        if not _is_row(lines[start]):
            start += 1
            continue
        start = _find_start(lines, start)
        end = _find_end(lines, start)
        body = list(lines[start:end])
        if _is_aligned(body):
            first = _find_first(lines, start, regions[-1].body[-1] if regions else None)
            regions.append(_Region(list(lines[first:start]), body))
        start = end
    return regions


def _is_row(line: Line) -> bool:
    """Whether a line is surely a row of figures: an amount with something beside it."""
    pieces = line.pieces
    figures = sum(piece.is_figure for piece in pieces)
    amounts = sum(piece.is_amount for piece in pieces)
    return len(pieces) > 1 and not _is_prose(line) and (amounts > 0 or figures > 2)


def _is_prose(line: Line) -> bool:
    return any(
        len(piece.text) > _LONG_PIECE or _SENTENCE & set(piece.text) for piece in line.pieces
    )


def _ends(line: Line) -> bool:
    text = line.text
    return _is_prose(line) or is_caption_meta(text) or is_caption_title(text) or is_note(text)


def _find_start(lines: Sequence[Line], start: int) -> int:
    """The first row may have a name that breaks, or no figure at all, where a header has none."""
    body = [lines[start]]
    for line in lines[start + 1 : start + _NEXT_ROWS]:
        if _ends(line):
            break
        body.append(line)
    while start:
        line, below = lines[start - 1], lines[start]
        beside = below.top < line.bottom
        named = _has_figure(line) or _continues(body, line)
        near = below.top - line.bottom <= _FAR * line.size
        if _ends(line) or not (beside or (named and near)):
            break
        start -= 1
    return start


def _find_end(lines: Sequence[Line], start: int) -> int:
    """Behind the last row of figures that is reached by lines of the same table."""
    end = index = start + 1
    while index < len(lines):
        above, line = lines[index - 1], lines[index]
        if line.top - above.bottom > _FAR * line.size or _ends(line):
            break
        index += 1
        if _is_row(line) or _continues(lines[start:end], line):
            end = index
    return end


def _continues(rows: Sequence[Line], line: Line) -> bool:
    """A row without figures has its names where those of other rows begin."""
    starts = [piece.x0 for row in rows for piece in row.pieces if not piece.is_figure]
    words = [piece for piece in line.pieces if not piece.is_figure]
    return bool(words) and all(any(abs(p.x0 - x) < p.size * 1.1 for x in starts) for p in words)


def _find_first(lines: Sequence[Line], start: int, last: Line | None) -> int:
    """The first line of the header above a body: up to the caption, or a wide gap."""
    size = lines[start].size
    first = start
    while first > 0 and start - first < _MOST_HEADER_LINES:
        line, below = lines[first - 1], lines[first]
        far = below.top - line.bottom > _FAR * size
        if line is last or far or _ends(line) or line.size > _LARGER * size:
            break
        first -= 1
    return first


def _is_aligned(body: Sequence[Line]) -> bool:
    """Whether figures stand below each other, or one line is figures throughout."""
    rows = [line for line in body if _is_row(line)]
    for line in rows:
        if len(line.pieces) >= _FIGURES_OF_ONE_LINE and all(p.is_figure for p in line.pieces):
            return True
    columns = [
        (one.x1, other.x1, one.middle, other.middle)
        for upper, lower in pairwise(rows)
        for one in upper.pieces
        for other in lower.pieces
        if one.is_figure and other.is_figure
    ]
    aligned = [c for c in columns if abs(c[0] - c[1]) < _SAME_EDGE or abs(c[2] - c[3]) < _SAME_EDGE]
    return len(rows) > 1 and len(aligned) >= (len(rows) - 1) / 2


def _read(region: _Region, rules: Sequence[Rule]) -> tuple[Columns, Header] | None:
    """The only way to read the header of a region; None where there is none, or more than one."""
    found = []
    for columns in find_columns(region.header, region.body):
        header = build_header(columns, rules)
        if header is not None and header.rows:
            found.append((columns, header))
    return found[0] if len(found) == 1 else None


def _is_surely_a_table(region: _Region) -> bool:
    """Whether several rows have several amounts each."""
    rows = [line for line in region.body if sum(piece.is_amount for piece in line.pieces) > 1]
    return len(rows) > 1


def _chars_of(lines: Iterable[Line]) -> list[Char]:
    return [char for line in lines for piece in line.pieces for char in piece.chars]


def _describe(region: _Region) -> Declined:
    chars = _chars_of(region.body)
    box = Box(
        min(c.x0 for c in chars),
        min(c.top for c in chars),
        max(c.x1 for c in chars),
        max(c.bottom for c in chars),
    )
    count = sum(len("".join(char.text.split())) for char in chars)
    return Declined(f"{region.body[0].text} … {region.body[-1].text}", box, count)


def _go_on(region: _Region, before: Columns | None) -> tuple[Columns, Header] | None:
    """Rows without a header, all of whose pieces stand in the columns of the page before."""
    pieces = [piece for line in region.body for piece in line.pieces]
    if before is None or not all(before.holds(piece) for piece in pieces):
        return None
    return before, Header([], 0)


def _build_grid(
    region: _Region, columns: Columns, header: Header, rules: Sequence[Rule], page: int
) -> Grid:
    rows = _build_rows(region.body, columns, rules)
    lines = (*region.header, *region.body) if header.rows else region.body
    top, bottom = min(line.top for line in lines), max(line.bottom for line in lines)
    box = Box(columns.edges[0], top, columns.edges[-1], bottom)
    cells = [*_header_cells(header, columns, page), *_body_cells(rows, header, columns, page)]
    return Grid(tuple(cells), header.rows + len(rows), columns.count, page, box)


def _header_cells(header: Header, columns: Columns, page: int) -> list[GridCell]:
    return [
        GridCell(
            cell.row,
            cell.first,
            cell.text,
            cell.row_span,
            cell.last - cell.first + 1,
            page,
            Box(columns.edges[cell.first], cell.top, columns.edges[cell.last + 1], cell.bottom),
        )
        for cell in header.cells
    ]


def _body_cells(
    rows: Sequence[list[Line]], header: Header, columns: Columns, page: int
) -> list[GridCell]:
    cells = []
    for number, lines in enumerate(rows):
        inside: list[list[Piece]] = [[] for _ in range(columns.count)]
        for line in lines:
            for piece in line.pieces:
                inside[columns.place(piece)].append(piece)
        top, bottom = min(line.top for line in lines), max(line.bottom for line in lines)
        for column, pieces in enumerate(inside):
            box = Box(columns.edges[column], top, columns.edges[column + 1], bottom)
            row = header.rows + number
            cells.append(GridCell(row, column, _join(pieces), 1, 1, page, box))
    return cells


def _join(pieces: Sequence[Piece]) -> str:
    """The text of a cell; digits that stand apart are two figures and stay apart."""
    text = ""
    for piece in pieces:
        parted = text[-1:].isdigit() and piece.text[:1].isdigit()
        text += (" " if parted else "") + piece.text
    return text


def _build_rows(body: Sequence[Line], columns: Columns, rules: Sequence[Rule]) -> list[list[Line]]:
    """Lines that are one row: between two rules, or a name that breaks beside its figures."""
    between = _rules_between(body, columns, rules)
    gaps = sorted(
        lower.top - upper.bottom
        for upper, lower in pairwise(body)
        if _has_figure(upper) and _has_figure(lower)
    )
    apart = gaps[len(gaps) // 2] if gaps else body[0].size
    rows: list[list[Line]] = [[body[0]]]
    for above, line in pairwise(body):
        if between:
            joins = not any(above.bottom - 1 < y < line.top + 1 for y in between)
        else:
            joins = _joins(rows[-1], line, apart)
        if joins:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _joins(row: Sequence[Line], line: Line, apart: float) -> bool:
    """Whether a line is of the row above: beside it, or much closer than rows are."""
    gap = line.top - row[-1].bottom
    if gap < 0:
        return True
    two_rows = _has_figure(line) and any(_has_figure(other) for other in row)
    return not two_rows and gap < _CLOSER * apart


def _has_figure(line: Line) -> bool:
    return any(piece.is_figure for piece in line.pieces)


def _rules_between(body: Sequence[Line], columns: Columns, rules: Sequence[Rule]) -> list[float]:
    """The heights of the rules between rows, where most rows have one."""
    width = columns.edges[-1] - columns.edges[0]
    top, bottom = body[0].top, body[-1].bottom
    long = [y for x0, x1, y in rules if x1 - x0 > 0.5 * width and top < y < bottom]
    heights = sorted(
        {round(y) for y in long} | {round(y) for y in _pieced(rules, width, top, bottom)}
    )
    figures = sum(_is_row(line) for line in body)
    return [float(y) for y in heights] if len(heights) >= max(1, figures - 1) else []


def _pieced(rules: Sequence[Rule], width: float, top: float, bottom: float) -> list[float]:
    """Heights at which short rules, one for each cell, make up a long one."""
    sums: dict[int, float] = {}
    for x0, x1, y in rules:
        if top < y < bottom:
            sums[round(y)] = sums.get(round(y), 0.0) + x1 - x0
    return [float(y) for y, total in sums.items() if total > 0.5 * width]
