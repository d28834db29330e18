"""Ruled grids with merged cells, written as rows of strings.

`<` merges a cell with its left neighbour, `^` with the one above.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LEFT, UP = "<", "^"
Row = Sequence[str]


@dataclass(frozen=True)
class Span:
    """The rectangle that a cell covers, inclusive."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Grid:
    """Rows of equal length, the first `head` of which are the header."""

    rows: tuple[tuple[str, ...], ...]
    head: int = 0

    def origin(self, row: int, column: int) -> tuple[int, int]:
        """The cell whose text covers this place."""
        if self.rows[row][column] == LEFT:
            return self.origin(row, column - 1)
        if self.rows[row][column] == UP:
            return self.origin(row - 1, column)
        return row, column

    def text(self, row: int, column: int) -> str:
        """What is printed at this place, or over it when merged."""
        top, left = self.origin(row, column)
        return self.rows[top][left]

    def spans(self) -> Iterator[Span]:
        """Every merged rectangle."""
        reach: dict[tuple[int, int], tuple[int, int]] = {}
        for row, cells in enumerate(self.rows):
            for column in range(len(cells)):
                corner = self.origin(row, column)
                bottom, right = reach.get(corner, corner)
                reach[corner] = max(bottom, row), max(right, column)
        for (top, left), (bottom, right) in reach.items():
            if (top, left) != (bottom, right):
                yield Span(top, left, bottom, right)

    def header_path(self, column: int) -> tuple[str, ...]:
        """The header texts over a column, outermost first, column indices left out."""
        path: list[str] = []
        for row in range(self.head):
            text = self.text(row, column)
            if text and not text.isdecimal() and text not in path[-1:]:
                path.append(text)
        return tuple(path)


def build_grid(head: Sequence[Row], body: Sequence[Row]) -> Grid:
    """Header and body rows as one grid."""
    return Grid(tuple(tuple(row) for row in (*head, *body)), len(head))
