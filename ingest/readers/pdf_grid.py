"""The drawn cells of a table to a grid: spans come from where the cells are drawn."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from disclosure.place import Box
from ingest.document import Grid, GridCell, Stray
from ingest.readers.pdf_chars import Char
from ingest.readers.pdf_lines import Strip, build_strips

_Drawn = tuple[float, float, float, float]
# Edges nearer than this are one rule, drawn twice or a little askew.
_SAME_EDGE = 2.5
# The white space of a cell at its left and right, at the most.
_PADDING = 12.0
_DIGIT_AT_END = re.compile(r"[\d.,，．]$")
_DIGIT_AT_START = re.compile(r"^[\d.,，．]")
_LONG_FIGURE = re.compile(
    r"[^\d]?\d{1,3}(?:[,，]\d{3})+(?:[.．]\d{1,2})?%?|[^\d]?\d+[.．]\d{1,2}%?"
)


def build_grid(drawn: Sequence[_Drawn], chars: list[Char], page: int) -> Grid:
    """The grid of one table with the text of every cell."""
    xs = _merge_edges(x for cell in drawn for x in (cell[0], cell[2]))
    ys = _merge_edges(y for cell in drawn for y in (cell[1], cell[3]))
    places: dict[tuple[int, int], int] = {}
    spans: list[tuple[int, int, int, int]] = []
    for x0, top, x1, bottom in sorted(drawn, key=lambda c: (c[1], c[0])):
        row, column = _nearest(ys, top), _nearest(xs, x0)
        row_span, column_span = _nearest(ys, bottom) - row, _nearest(xs, x1) - column
        if row_span < 1 or column_span < 1 or (row, column) in places:
            continue
        for r in range(row, row + row_span):
            for c in range(column, column + column_span):
                places.setdefault((r, c), len(spans))
        spans.append((row, column, row_span, column_span))
    inside: list[list[Char]] = [[] for _ in spans]
    stray: list[Char] = []
    for char in chars:
        row = _slot(ys, (char.top + char.bottom) / 2)
        column = _slot(xs, (char.x0 + char.x1) / 2)
        index = places.get((row, column))
        (stray if index is None else inside[index]).append(char)
    cells = tuple(
        _build_cell(span, content, xs, ys, page)
        for span, content in zip(spans, inside, strict=True)
    )
    box = Box(xs[0], ys[0], xs[-1], ys[-1])
    outside = tuple(
        Stray(s.text, Box(s.edges[0], s.top, max(s.edges), s.bottom)) for s in build_strips(stray)
    )
    return Grid(cells, len(ys) - 1, len(xs) - 1, page, box, True, outside)


def _build_cell(
    span: tuple[int, int, int, int],
    chars: list[Char],
    xs: Sequence[float],
    ys: Sequence[float],
    page: int,
) -> GridCell:
    row, column, row_span, column_span = span
    text = _join_lines(build_strips(chars), xs[column + column_span] - xs[column]) if chars else ""
    box = Box(xs[column], ys[row], xs[column + column_span], ys[row + row_span])
    return GridCell(row, column, text.strip(), row_span, column_span, page, box)


def _join_lines(strips: Sequence[Strip], width: float) -> str:
    """The lines of a cell as one text. Two figures below each other stay two."""
    text = ""
    for above, strip in zip((None, *strips), strips, strict=False):
        if above is not None and _DIGIT_AT_END.search(text) and _DIGIT_AT_START.search(strip.text):
            room = width - (above.edges[-1] - above.edges[0])
            # Only a figure too long for its cell goes on in the next line.
            broken = room < _PADDING + above.size and _LONG_FIGURE.fullmatch(text + strip.text)
            text += "" if broken else " "
        text += strip.text
    return text


def _merge_edges(values: Iterable[float]) -> list[float]:
    """Distinct edges; those of one rule become its mean."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][0] <= _SAME_EDGE:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def _nearest(edges: Sequence[float], value: float) -> int:
    index = bisect_left(edges, value)
    around = [i for i in (index - 1, index) if 0 <= i < len(edges)]
    return min(around, key=lambda i: abs(edges[i] - value))


def _slot(edges: Sequence[float], value: float) -> int:
    """The strip between two edges in which the value lies, the outermost ones for the rim."""
    return min(max(bisect_left(edges, value) - 1, 0), len(edges) - 2)
