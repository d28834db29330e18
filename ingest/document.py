"""What every reader hands over: lines and grids in reading order, for any form of file."""

from __future__ import annotations

from dataclasses import dataclass

from disclosure.place import Box
from disclosure.report import SourceForm


@dataclass(frozen=True, slots=True)
class TextLine:
    """One printed line outside of tables.

    `edges` holds the left edge of every character and the right edge of the last one; it is empty
    for sources without pages. `left` and `right` are the margins of the page's text, against which
    an indent or a short last line is seen. `gap` tells that something stands between this line and
    the one before: a blank line in a source without pages.
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
    gap: bool = False

    @property
    def x0(self) -> float:
        """Where the line begins."""
        return self.edges[0] if self.edges else 0.0

    @property
    def x1(self) -> float:
        """Where the line ends."""
        return self.edges[-1] if self.edges else 0.0

    @property
    def is_placed(self) -> bool:
        """Whether the layout of the line is known."""
        return bool(self.edges)

    @property
    def is_centred(self) -> bool:
        """Whether the line stands in the middle of the page, away from both margins."""
        if not self.is_placed or not self.size:
            return False
        middle = (self.x0 + self.x1) / 2
        return (
            abs(middle - self.page_width / 2) < 1.5 * self.size
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


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as drawn. `spans_known` is false where merged cells only show as empty neighbours."""

    cells: tuple[GridCell, ...]
    rows: int
    columns: int
    page: int | None = None
    box: Box | None = None
    spans_known: bool = True
    stray: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read; `damage` lists what was seen and could not be read, a line each."""

    form: SourceForm
    page_count: int | None
    blocks: tuple[TextLine | Grid, ...]
    damage: tuple[str, ...] = ()
