"""Ruled tables: a grid with wrapped cells, merged cells and a header that repeats."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import Table

from samples.grids import Grid, Span
from samples.typography import FONT, Tracker, break_lines

PADDING = 2.0
LEADING = 1.25


class TracedCell(str):
    """A cell's text that tells the tracker on which page it is drawn."""

    tracker: Tracker
    place: tuple[int, int, int]


class RuledTable(Table):
    """A table whose traced cells report their page; a repeated header keeps its first page."""

    def draw(self) -> None:
        page = self.canv.getPageNumber()
        for row in self._cellvalues:  # type: ignore[attr-defined]
            for cell in row:
                if isinstance(cell, TracedCell):
                    cell.tracker.cells.setdefault(cell.place, page)
        super().draw()


@dataclass(frozen=True)
class TableLook:
    """Column widths in millimetres, type size, columns of figures, texts left or centred."""

    widths: Sequence[float]
    size: float = 8.5
    value_columns: frozenset[int] = frozenset()
    texts_left: bool = False


def build_table(grid: Grid, look: TableLook, tracker: Tracker, number: int) -> RuledTable:
    """A grid as a ruled table; `number` tells its cells from those of other tables."""
    corners = {(s.top, s.left): s for s in grid.spans()}
    heights = [look.size * LEADING + 2 * PADDING + 1] * len(grid.rows)
    cells: list[list[str]] = []
    for r, row in enumerate(grid.rows):
        cells.append([""] * len(row))
        for c in range(len(row)):
            if grid.origin(r, c) != (r, c):
                continue
            span = corners.get((r, c), Span(r, c, r, c))
            lines = _wrap_cell(row[c], look, span)
            _make_room(heights, span, len(lines) * look.size * LEADING + 2 * PADDING + 1)
            cell = TracedCell("\n".join(lines))
            cell.tracker, cell.place = tracker, (number, r, c)
            cells[r][c] = cell
    points = [width * mm for width in look.widths]
    table = RuledTable(cells, colWidths=points, rowHeights=heights, repeatRows=grid.head)
    table.setStyle(_table_style(grid, look))
    return table


def _wrap_cell(text: str, look: TableLook, span: Span) -> list[str]:
    room = sum(look.widths[span.left : span.right + 1]) * mm - 2 * PADDING
    return [line.text for line in break_lines(text, look.size, room)]


def _make_room(heights: list[float], span: Span, needed: float) -> None:
    share = needed / (span.bottom - span.top + 1)
    for row in range(span.top, span.bottom + 1):
        heights[row] = max(heights[row], share)


def _table_style(grid: Grid, look: TableLook) -> list[tuple[Any, ...]]:
    every = ((0, 0), (-1, -1))
    style: list[tuple[Any, ...]] = [
        ("FONT", *every, FONT, look.size),
        ("LEADING", *every, look.size * LEADING),
        ("GRID", *every, 0.5, "black"),
        ("VALIGN", *every, "MIDDLE"),
        ("ALIGN", *every, "CENTER"),
    ]
    style += [(f"{side}PADDING", *every, PADDING) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")]
    style += [("SPAN", (s.left, s.top), (s.right, s.bottom)) for s in grid.spans()]
    merged = {(s.top, s.left) for s in grid.spans()}
    for r in range(grid.head, len(grid.rows)):
        for c, text in enumerate(grid.rows[r]):
            if c in look.value_columns:
                style.append(("ALIGN", (c, r), (c, r), "RIGHT"))
            elif look.texts_left and (r, c) not in merged and not text.isdecimal():
                style.append(("ALIGN", (c, r), (c, r), "LEFT"))
    return style
