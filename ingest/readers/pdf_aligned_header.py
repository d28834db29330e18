"""The header tree of a table without vertical rules: which columns each header text is above."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ingest.readers.pdf_columns import Blob, Columns
from ingest.readers.pdf_rules import Rule

# A text that stands this near (in character sizes) to the middle of the header is of all its rows.
_SAME_HEIGHT = 0.35
# A text stands in the middle of its columns, within this share of a column.
_OFF_CENTRE = 0.35
# The next best reading of a header must be worse by so many points.
_MARGIN = 3.0


class HeaderCell(NamedTuple):
    """A header text above the columns `first` to `last`."""

    row: int
    row_span: int
    first: int
    last: int
    text: str
    top: float
    bottom: float


class Header(NamedTuple):
    """All header cells, and how many rows they make."""

    cells: list[HeaderCell]
    rows: int


class _UnsureError(Exception):
    """The columns of a header text are not sure."""


def build_header(columns: Columns, rules: Sequence[Rule]) -> Header | None:
    """The header of a table; None where it is not sure what stands above what."""
    try:
        placed = list(_build(range(columns.count), list(columns.parents), columns, rules, 0))
    except _UnsureError:
        return None
    depth = max((row for row, _, _, _ in placed), default=-1) + 1
    parents = {blob for _, _, _, blob in placed if blob in columns.parents}
    cells = []
    for row, first, last, blob in placed:
        span = 1 if blob in parents else depth - row
        cells.append(HeaderCell(row, span, first, last, blob.text, blob.top, blob.bottom))
    return Header(cells, depth)


def _build(
    run: range, parents: list[Blob], columns: Columns, rules: Sequence[Rule], row: int
) -> Iterator[tuple[int, int, int, Blob]]:
    """The cells above a run of columns from `row` down: row, first and last column, text."""
    if not parents:
        for column in run:
            leaf = columns.leaves[column]
            if leaf is not None:
                yield row, column, column, leaf
        return
    highest = min(parents, key=lambda b: b.height)
    level = [b for b in parents if b.height < highest.height + 0.8 * highest.size]
    level.sort(key=lambda b: b.x0)
    runs = _runs_by_rules(level, run, columns, rules) or _runs_by_middle(level, run, columns)
    inside: set[int] = set()
    for blob, below in zip(level, runs, strict=True):
        yield row, below[0], below[-1], blob
        inside.update(below)
        left, right = columns.edges[below[0]], columns.edges[below[-1] + 1]
        lower = [b for b in parents if b not in level and left < b.middle < right]
        yield from _build(below, lower, columns, rules, row + 1)
    for part in _parts(run, inside):
        left, right = columns.edges[part[0]], columns.edges[part[-1] + 1]
        rest = [b for b in parents if b not in level and left < b.middle < right]
        yield from _build(part, rest, columns, rules, row)


def _parts(run: range, inside: set[int]) -> Iterator[range]:
    """The stretches of a run that lie outside of some columns."""
    start = None
    for column in [*run, run.stop]:
        if column in inside or column == run.stop:
            if start is not None:
                yield range(start, column)
            start = None
        elif start is None:
            start = column


def _runs_by_rules(
    level: Sequence[Blob], run: range, columns: Columns, rules: Sequence[Rule]
) -> list[range] | None:
    """A rule drawn below a header text is as wide as its columns."""
    runs: list[range] = []
    for blob in level:
        near = [
            (x0, x1)
            for x0, x1, y in rules
            if blob.bottom - 1 < y < blob.bottom + 1.5 * blob.size
            and abs((x0 + x1) / 2 - blob.middle) < blob.size
        ]
        if not near:
            return None
        x0, x1 = max(near, key=lambda r: r[1] - r[0])
        below = [c for c in run if x0 < (columns.edges[c] + columns.edges[c + 1]) / 2 < x1]
        if not below:
            return None
        runs.append(range(below[0], below[-1] + 1))
    covered = [column for below in runs for column in below]
    return runs if len(covered) == len(set(covered)) else None


def _runs_by_middle(level: Sequence[Blob], run: range, columns: Columns) -> list[range]:
    """Each text stands above the middle of its columns. Raises where two readings fit."""
    must, never = _lower_and_upper(level, run, columns)
    found = sorted(_readings(level, run, columns, must, never), key=lambda entry: entry[0])
    if not found or (len(found) > 1 and found[1][0] - found[0][0] < _MARGIN):
        raise _UnsureError
    return found[0][1]


def _lower_and_upper(
    level: Sequence[Blob], run: range, columns: Columns
) -> tuple[set[int], set[int]]:
    """Columns whose own text stands below this level, and those where it is of all levels."""
    leaves = {c: leaf for c in run if (leaf := columns.leaves[c]) is not None}
    blobs = [*level, *leaves.values()]
    middle = (min(b.top for b in blobs) + max(b.bottom for b in blobs)) / 2
    upper = {
        column
        for column, leaf in leaves.items()
        if abs(leaf.height - middle) < _SAME_HEIGHT * leaf.size
        or leaf.height < level[0].height + _SAME_HEIGHT * leaf.size
    }
    return set(leaves) - upper, upper


def _readings(
    level: Sequence[Blob], run: range, columns: Columns, must: set[int], never: set[int]
) -> Iterator[tuple[float, list[range]]]:
    """All ways to give each text a run of columns, with how far off their middle the texts are."""
    if not level:
        if not must & set(run):
            yield 0.0, []
        return
    blob, rest = level[0], level[1:]
    for first in run:
        if must & set(range(run.start, first)):
            return
        for last in range(first, run.stop):
            if last in never:
                break
            off = _off_middle(blob, first, last, columns)
            if off is None:
                continue
            for error, runs in _readings(rest, range(last + 1, run.stop), columns, must, never):
                yield error + off, [range(first, last + 1), *runs]


def _off_middle(blob: Blob, first: int, last: int, columns: Columns) -> float | None:
    leaf = columns.leaves[first]
    # Both texts of one column stand in its middle, so that one is above the other.
    if first == last and leaf is not None and not blob.shares_x(leaf.x0, leaf.x1):
        return None
    left, right = columns.edges[first], columns.edges[last + 1]
    off = abs((left + right) / 2 - blob.middle)
    width = (right - left) / (last - first + 1)
    fits = left - blob.size < blob.x0 and blob.x1 < right + blob.size
    return off if fits and off < _OFF_CENTRE * width + blob.size else None
