"""What every reader hands over: lines and grids in reading order, for any form of file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from disclosure.place import Box, Turn
from disclosure.reading_report import PageState, Region
from disclosure.report import SourceForm

# Stands for a character whose meaning its font does not tell: nothing with it is a figure.
UNKNOWN = "\ufffd"


@dataclass(frozen=True, slots=True)
class TextLine:
    """One printed line outside of tables.

    `edges` holds the left edge of every character and the right edge of the last one; it is empty
    for sources without pages. `left` and `right` are the margins of the page's text, against which
    an indent or a short last line is seen. `gap` tells that something stands between this line and
    the one before: a blank line in a source without pages. All places of a line that is not upright
    are those of `turn`.
    """

    text: str
    page: int | None = None
    top: float = 0.0
    bottom: float = 0.0
    edges: tuple[float, ...] = ()
    size: float | None = None
    left: float = 0.0
    right: float = 0.0
    page_width: float = 0.0
    page_height: float = 0.0
    gap: bool = False
    turn: Turn | None = None

    @property
    def x0(self) -> float:
        """Where the line begins."""
        return self.edges[0] if self.edges else 0.0

    @property
    def x1(self) -> float:
        """Where the line ends."""
        return self.edges[-1] if self.edges else 0.0

    @property
    def box(self) -> Box | None:
        """Where the line stands on the page as it is shown."""
        if not self.is_placed:
            return None
        box = Box(self.x0, self.top, max(self.edges), self.bottom)
        return box if self.turn is None else self.turn.shown(box)

    @property
    def is_placed(self) -> bool:
        """Whether the layout of the line is known."""
        return bool(self.edges)

    @property
    def is_centred(self) -> bool:
        """Whether the line stands in the middle of page or text, away from both margins."""
        if not self.is_placed or not self.size:
            return False
        middle = (self.x0 + self.x1) / 2
        centres = (self.page_width / 2, (self.left + self.right) / 2)
        return (
            any(abs(middle - centre) < 1.5 * self.size for centre in centres)
            and self.x0 - self.left > 2.5 * self.size
        )


@dataclass(frozen=True, slots=True)
class GridCell:
    """A printed cell; `text` has its wrapped lines joined."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    page: int | None = None
    box: Box | None = None

    def covers(self, row: int, column: int) -> bool:
        """Whether the cell takes up this position."""
        return (
            self.row <= row < self.row + self.row_span
            and self.column <= column < self.column + self.column_span
        )


class Stray(NamedTuple):
    """Text inside a table that stands in none of its cells."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as drawn. `spans_known` is false where merged cells only show as empty neighbours.

    `box` is in the coordinates in which the text of the page is upright; boxes of cells are on the
    page as it is shown.
    """

    cells: tuple[GridCell, ...]
    rows: int
    columns: int
    page: int | None = None
    box: Box | None = None
    spans_known: bool = True
    stray: tuple[Stray, ...] = ()

    @property
    def text(self) -> str:
        """The text of all cells, row by row."""
        ordered = sorted(self.cells, key=lambda c: (c.row, c.column))
        return "".join(cell.text for cell in ordered)


@dataclass(frozen=True, slots=True)
class PageRecord:
    """What a reader saw of a page; `left_out` counts characters that are not among the blocks."""

    number: int
    state: PageState
    rotation: int = 0
    unmapped: int = 0
    doubled: int = 0
    left_out: int = 0
    duplicate_of: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read.

    `furniture` holds page numbers and running headers and footers; `regions` what was seen and not
    read, each with its place.
    """

    form: SourceForm
    page_count: int | None
    blocks: tuple[TextLine | Grid, ...]
    pages: tuple[PageRecord, ...] = ()
    furniture: tuple[TextLine | Grid, ...] = ()
    regions: tuple[Region, ...] = ()
