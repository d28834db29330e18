"""A grid that can be asked which cell stands where; pages of one table are joined here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from disclosure.labels import squeeze
from ingest.document import Grid, GridCell


class Lattice:
    """The cells of a table by row and column, merged ones at each position that they cover."""

    def __init__(
        self, cells: Iterable[GridCell], rows: int, columns: int, spans_known: bool
    ) -> None:
        """Take the cells as they are."""
        self.cells = tuple(cells)
        self.rows = rows
        self.columns = columns
        self.spans_known = spans_known

    @classmethod
    def of(cls, grid: Grid) -> Lattice:
        """The lattice of one grid."""
        return cls(grid.cells, grid.rows, grid.columns, grid.spans_known)

    @cached_property
    def _places(self) -> dict[tuple[int, int], GridCell]:
        places = {}
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    places[row, column] = cell
        return places

    @cached_property
    def _starting(self) -> dict[int, list[GridCell]]:
        rows: dict[int, list[GridCell]] = {}
        for cell in sorted(self.cells, key=lambda c: (c.row, c.column)):
            rows.setdefault(cell.row, []).append(cell)
        return rows

    def at(self, row: int, column: int) -> GridCell | None:
        """The cell that covers a position."""
        return self._places.get((row, column))

    def text(self, row: int, column: int) -> str:
        """The text of the cell that covers a position."""
        cell = self.at(row, column)
        return cell.text if cell else ""

    def starting(self, row: int) -> list[GridCell]:
        """The cells that begin in a row, from the left."""
        return self._starting.get(row, [])

    def texts(self, row: int) -> list[str]:
        """The printed texts that begin in a row."""
        return [cell.text for cell in self.starting(row) if cell.text]

    def row_key(self, row: int) -> tuple[tuple[int, str], ...]:
        """A row as it can be compared with another one: its texts and their columns."""
        return tuple((c.column, squeeze(c.text)) for c in self.starting(row) if c.text)

    def without_rows(self, count: int) -> Lattice:
        """The lattice without its first `count` rows."""
        kept = []
        for cell in self.cells:
            end = cell.row + cell.row_span - count
            if end <= 0:
                continue
            row = max(0, cell.row - count)
            kept.append(replace(cell, row=row, row_span=end - row))
        return Lattice(kept, self.rows - count, self.columns, self.spans_known)

    def with_cells(self, cells: Iterable[GridCell], columns: int | None = None) -> Lattice:
        """The lattice with other cells."""
        return Lattice(cells, self.rows, columns or self.columns, self.spans_known)

    def extended(self, other: Lattice) -> Lattice:
        """The lattice with the rows of another one below."""
        fit = _fit_columns(self, other)
        moved = [
            replace(
                cell,
                row=cell.row + self.rows,
                column=fit(cell.column),
                column_span=max(1, fit(cell.column + cell.column_span) - fit(cell.column)),
            )
            for cell in other.cells
        ]
        columns = max(self.columns, max((c.column + c.column_span for c in moved), default=0))
        return Lattice((*self.cells, *moved), self.rows + other.rows, columns, self.spans_known)


def _fit_columns(upper: Lattice, lower: Lattice) -> Callable[[int], int]:
    """Which column of `upper` a column of `lower` continues: by where it is drawn, if it is."""
    if upper.columns == lower.columns:
        return lambda column: column
    above, below = _column_edges(upper), _column_edges(lower)
    if len(above) < 2 or len(below) < 2:
        return lambda column: column
    fit = [min(range(len(above)), key=lambda i: abs(above[i] - x)) for x in below]
    return lambda column: fit[column] if column < len(fit) else upper.columns


def _column_edges(lattice: Lattice) -> Sequence[float]:
    edges: dict[int, float] = {}
    for cell in lattice.cells:
        if cell.box is not None:
            edges[cell.column] = cell.box.x0
            edges[cell.column + cell.column_span] = cell.box.x1
    return [edges[index] for index in sorted(edges)]
