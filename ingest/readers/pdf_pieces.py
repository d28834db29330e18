"""Characters to pieces: what stands together in a line, apart from its neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from disclosure.labels import squeeze
from ingest.figure_cells import Holds, read_cell
from ingest.readers.pdf_chars import Char
from ingest.readers.pdf_lines import group_lines

# A gap this wide (in character sizes) parts two pieces of a line.
_GAP = 0.55
_AMOUNT = re.compile(r"\d[.,]\d|\d%")


class Piece(NamedTuple):
    """Characters of one line that stand together."""

    chars: tuple[Char, ...]
    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float

    @property
    def middle(self) -> float:
        """Its middle from left to right."""
        return (self.x0 + self.x1) / 2

    @property
    def is_figure(self) -> bool:
        """Whether it is a figure, or what stands in place of one: a dash, 无."""
        return read_cell(self.text).holds not in (Holds.WORDS, Holds.BLANK)

    @property
    def is_amount(self) -> bool:
        """Whether it is a figure with decimals, separators or a percent sign."""
        return self.is_figure and bool(_AMOUNT.search(squeeze(self.text)))


class Line(NamedTuple):
    """The pieces of one printed line from the left."""

    pieces: tuple[Piece, ...]

    @property
    def top(self) -> float:
        """Its upper edge."""
        return min(piece.top for piece in self.pieces)

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return max(piece.bottom for piece in self.pieces)

    @property
    def size(self) -> float:
        """The size of its characters."""
        return max(piece.size for piece in self.pieces)

    @property
    def text(self) -> str:
        """All its text."""
        return " ".join(piece.text for piece in self.pieces)

    @property
    def is_index(self) -> bool:
        """Whether it numbers the columns: 1 2 3, each in the middle of its column."""
        numbers = [squeeze(piece.text) for piece in self.pieces if piece.is_figure]
        return len(numbers) > 2 and numbers == [str(n + 1) for n in range(len(numbers))]


def build_pieces(chars: Iterable[Char]) -> list[Line]:
    """The lines of a page from top to bottom, each in pieces."""
    upright = [char for char in chars if char.upright and not char.text.isspace()]
    lines = []
    for row in group_lines(upright):
        row.sort(key=lambda c: c.x0)
        runs: list[list[Char]] = [[row[0]]]
        for before, char in pairwise(row):
            if char.x0 - before.x1 > _GAP * char.size:
                runs.append([])
            runs[-1].append(char)
        lines.append(Line(tuple(_build_piece(run) for run in runs)))
    return lines


def _build_piece(run: Sequence[Char]) -> Piece:
    return Piece(
        tuple(run),
        "".join(char.text for char in run),
        run[0].x0,
        min(char.top for char in run),
        max(char.x1 for char in run),
        max(char.bottom for char in run),
        max(char.size for char in run),
    )
