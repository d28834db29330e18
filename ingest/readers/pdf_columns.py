"""The columns of a table without vertical rules, and the header texts that belong to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise, zip_longest
from typing import NamedTuple

from ingest.readers.pdf_pieces import Line, Piece

# Lines of one header text stand closer than this, in character sizes.
_CLOSE = 0.6
# So far (in points) a text may reach over the edge of its column.
_OVER = 2.0


class Blob(NamedTuple):
    """One header text, with its wrapped lines joined."""

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
    def height(self) -> float:
        """Its middle from top to bottom."""
        return (self.top + self.bottom) / 2

    def shares_x(self, x0: float, x1: float) -> bool:
        """Whether it stands above or below a stretch."""
        return min(self.x1, x1) > max(self.x0, x0)


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns from the left. `edges` part them; `leaves` are the lowest header texts of each."""

    edges: tuple[float, ...]
    stretches: tuple[tuple[float, float], ...]
    leaves: tuple[Blob | None, ...]
    parents: tuple[Blob, ...]

    @property
    def count(self) -> int:
        """How many columns there are."""
        return len(self.stretches)

    def place(self, piece: Piece) -> int:
        """The column in which a piece stands: where it shares most, else between which edges."""
        shared = [min(piece.x1, x1) - max(piece.x0, x0) for x0, x1 in self.stretches]
        best = max(range(self.count), key=lambda c: shared[c])
        if shared[best] > 0:
            return best
        return next(
            (c for c in range(self.count) if piece.middle < self.edges[c + 1]), self.count - 1
        )

    def holds(self, piece: Piece) -> bool:
        """Whether a piece stands between the edges of one column."""
        x0, x1 = piece.x0 + _OVER, piece.x1 - _OVER
        return any(left <= x0 and x1 <= right for left, right in pairwise(self.edges))


@dataclass(slots=True)
class _Stretch:
    x0: float
    x1: float
    lines: set[int]
    has_figures: bool
    leaf: Blob | None = None

    def shares(self, x0: float, x1: float) -> bool:
        return min(self.x1, x1) > max(self.x0, x0)


def find_columns(header: Sequence[Line], body: Sequence[Line]) -> Iterator[Columns]:
    """The columns of a body of figures under its header, in each way that they can be read."""
    blobs = build_blobs(header)
    rows = [line for line in body if not line.is_index]
    leaves, parents, doubtful = _part_leaves(blobs, _stretches_of(rows))
    readings = [(leaves + doubtful, parents), (leaves, parents + doubtful)]
    for own, upper in readings if doubtful else readings[:1]:
        stretches = _stretches_of(rows)
        if not _give_leaves(stretches, own):
            continue
        stretches.sort(key=lambda s: s.x0)
        if len(stretches) < 2 or any(s.has_figures and s.leaf is None for s in stretches):
            continue
        edges = [(a.x1 + b.x0) / 2 for a, b in pairwise(stretches)]
        yield Columns(
            (stretches[0].x0, *edges, stretches[-1].x1),
            tuple((s.x0, s.x1) for s in stretches),
            tuple(s.leaf for s in stretches),
            tuple(upper),
        )


def build_blobs(lines: Sequence[Line]) -> list[Blob]:
    """The header texts: pieces that stand close below each other are one."""
    groups: list[list[Piece]] = []
    for piece in sorted((p for line in lines for p in line.pieces), key=lambda p: (p.top, p.x0)):
        home = next((group for group in groups if _goes_on(group, piece)), None)
        if home is None:
            groups.append([piece])
        else:
            home.append(piece)
    return [
        Blob(
            "".join(piece.text for piece in group),
            min(piece.x0 for piece in group),
            min(piece.top for piece in group),
            max(piece.x1 for piece in group),
            max(piece.bottom for piece in group),
            group[0].size,
        )
        for group in groups
    ]


def _goes_on(group: Sequence[Piece], piece: Piece) -> bool:
    last = group[-1]
    x0, x1 = min(p.x0 for p in group), max(p.x1 for p in group)
    near = -1 < piece.top - last.bottom < _CLOSE * piece.size
    return near and min(x1, piece.x1) > max(x0, piece.x0)


def _stretches_of(body: Sequence[Line]) -> list[_Stretch]:
    """Where text stands in the rows. Full rows come first: they show the columns best."""
    found: list[_Stretch] = []
    rows = sorted(enumerate(body), key=lambda entry: -len(entry[1].pieces))
    for number, line in rows:
        for x0, x1, is_figure in _spans_of(line):
            touched = [s for s in found if s.shares(x0, x1)]
            # 合计 over the columns of code and name crosses both, and makes them no one column.
            if any(a.lines & b.lines for a, b in combinations(touched, 2)):
                continue
            merged = _Stretch(x0, x1, {number}, is_figure)
            for other in touched:
                found.remove(other)
                merged.x0, merged.x1 = min(merged.x0, other.x0), max(merged.x1, other.x1)
                merged.lines |= other.lines
                merged.has_figures |= other.has_figures
            found.append(merged)
    return found


def _spans_of(line: Line) -> Iterator[tuple[float, float, bool]]:
    """Left and right of each piece; 合 计, spread over its cell, is one."""
    open_at: float | None = None
    for piece, after in zip_longest(line.pieces, line.pieces[1:]):
        spread = len(piece.text) == 1 and after is not None and len(after.text) == 1
        if spread and not (piece.is_figure or after.is_figure):
            open_at = piece.x0 if open_at is None else open_at
            continue
        yield piece.x0 if open_at is None else open_at, piece.x1, piece.is_figure
        open_at = None


def _part_leaves(
    blobs: Sequence[Blob], stretches: Sequence[_Stretch]
) -> tuple[list[Blob], list[Blob], list[Blob]]:
    """The header texts of single columns, those above others, and those that may be either."""
    leaves: list[Blob] = []
    parents: list[Blob] = []
    doubtful: list[Blob] = []
    middle = (min(b.top for b in blobs) + max(b.bottom for b in blobs)) / 2 if blobs else 0.0
    for blob in blobs:
        own = [s for s in stretches if s.shares(blob.x0, blob.x1)]
        reach = [(blob.x0, blob.x1), *((s.x0, s.x1) for s in own)]
        lower = [b for b in blobs if b.top >= blob.bottom - 1]
        if any(b.shares_x(x0, x1) for b in lower for x0, x1 in reach):
            parents.append(blob)
        elif own or not _is_flanked(blob, lower):
            leaves.append(blob)
        elif blob.height < middle - blob.size / 4:
            parents.append(blob)
        else:
            doubtful.append(blob)
    return leaves, parents, doubtful


def _is_flanked(blob: Blob, lower: Iterable[Blob]) -> bool:
    """Whether lower texts stand on both sides: this one may be above them."""
    sides = {b.x1 <= blob.x0 for b in lower if b.x1 <= blob.x0 or b.x0 >= blob.x1}
    return len(sides) == 2


def _give_leaves(stretches: list[_Stretch], leaves: Sequence[Blob]) -> bool:
    """Each header text to the column below it, or to the one that it has for itself."""
    homeless = []
    for leaf in sorted(leaves, key=lambda b: b.x0):
        below = [s for s in stretches if s.shares(leaf.x0, leaf.x1)]
        if not below:
            homeless.append(leaf)
        elif len(below) > 1 or below[0].leaf is not None:
            return False
        else:
            below[0].leaf = leaf
    for leaf in homeless:
        _give_leaf(stretches, leaf, leaves)
    for stretch in stretches:
        if stretch.leaf is not None:
            stretch.x0 = min(stretch.x0, stretch.leaf.x0)
            stretch.x1 = max(stretch.x1, stretch.leaf.x1)
    return True


def _give_leaf(stretches: list[_Stretch], leaf: Blob, leaves: Sequence[Blob]) -> None:
    """A centred header over figures at the right of their column, or over names at the left of it.

    An empty column has nothing but its header.
    """
    after = min((b.x0 for b in leaves if b.x0 >= leaf.x1), default=float("inf"))
    before = max((b.x1 for b in leaves if b.x1 <= leaf.x0), default=float("-inf"))
    for stretch in stretches:
        is_right = leaf.x1 <= stretch.x0 < after and stretch.has_figures
        is_left = before < stretch.x1 <= leaf.x0 and not stretch.has_figures
        if stretch.leaf is None and (is_right or is_left):
            stretch.leaf = leaf
            return
    stretches.append(_Stretch(leaf.x0, leaf.x1, set(), False, leaf))
