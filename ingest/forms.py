"""Forms that mix label cells and value cells: read region by region, each with its own header."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from disclosure.labels import squeeze
from disclosure.table import Block
from ingest.document import GridCell
from ingest.figure_cells import Holds, read_cell
from ingest.form_pairs import Pair, build_lines, build_pair_blocks, find_pairs
from ingest.form_regions import Region, find_regions, find_total, matches, rows_of
from ingest.form_rows import build_region_blocks
from ingest.lattice import Lattice
from ingest.rules import read_rules

# A form names its subject in one of its first rows.
_FIRST_ROWS = 3
# So many rows with a known label and its value make a form without any region.
_FEWEST_PAIRS = 3


def is_form(lattice: Lattice) -> bool:
    """Whether a grid is a form: levels of indicators, or labels with values above a header row."""
    regions = find_regions(lattice)
    if any(_is_of_indicators(region) for region in regions):
        return True
    known = [pair for pair in _pairs(lattice, regions) if matches("keys", pair.label.text)]
    if any(region.header > 0 for region in regions):
        return bool(known)
    return len({pair.value.row for pair in known}) >= _FEWEST_PAIRS


def opens_form(lattice: Lattice) -> bool:
    """Whether a form begins here: its subject stands in one of the first rows."""
    if not is_form(lattice):
        return False
    regions = find_regions(lattice)
    if regions and regions[0].header == 0 and regions[0].title is None:
        return False
    pairs = _pairs(lattice, regions)
    subjects = _subjects(pairs) or _subjects(pairs, "body")
    return bool(subjects) and (subjects[0].value.row < _FIRST_ROWS or not _goes_on(lattice))


def _goes_on(lattice: Lattice) -> bool:
    """Whether the first row can only be a part of what stands on the page before."""
    first = lattice.at(0, 0)
    return first is None or not first.text


def align_form(lattice: Lattice) -> Lattice:
    """Put the cells of a text extract under their header, where tabs were left out or added."""
    if lattice.spans_known:
        return lattice
    regions = find_regions(lattice)
    bodies = {row: region for region in regions for row in range(region.body, region.end)}
    cells: list[GridCell] = []
    for row in range(lattice.rows):
        region = bodies.get(row)
        cells += lattice.starting(row) if region is None else _align_row(lattice, region, row)
    columns = max(cell.column for cell in cells) + 1
    return lattice.with_cells(cells, max(columns, lattice.columns))


def find_stated_subject(lines: Iterable[str]) -> str:
    """The subject that a line above the form states; empty when none does."""
    wanted = re.compile(read_rules("forms")["subject_line"])
    found = (wanted.search(line.strip()) for line in lines)
    return next((match.group(1) for match in found if match), "")


def build_form_blocks(lattice: Lattice, stated: str = "") -> tuple[int, tuple[Block, ...]]:
    """How many rows are header, and the blocks: of every region, and of every pair.

    `stated` is the subject where the form itself does not name it.
    """
    regions = find_regions(lattice)
    free = [row for row in range(lattice.rows) if row not in rows_of(regions)]
    pairs = find_pairs(lattice, free)
    roots = _find_roots(lattice, pairs, stated)
    blocks = list(build_pair_blocks(pairs, roots))
    alone = [row for row in free if row not in {pair.value.row for pair in pairs}]
    blocks += build_lines(lattice, alone, roots)
    above: tuple[str, ...] = ()
    before: Region | None = None
    for region in regions:
        again = before is not None and _is_same_header(before, region)
        built, above = build_region_blocks(lattice, region, roots, above if again else ())
        blocks += built
        before = region
    opens_with_header = bool(regions) and regions[0].header == 0 and regions[0].title is None
    return regions[0].body if opens_with_header else 0, tuple(blocks)


def _is_of_indicators(region: Region) -> bool:
    wanted = re.compile(read_rules("forms")["indicators"])
    return any(wanted.search(field.leaf) for field in region.names)


def _is_same_header(one: Region, other: Region) -> bool:
    fields = [[squeeze("".join(f.path)) for f in (*r.names, *r.values)] for r in (one, other)]
    return fields[0] == fields[1]


def _pairs(lattice: Lattice, regions: Sequence[Region]) -> list[Pair]:
    taken = rows_of(regions)
    return find_pairs(lattice, [row for row in range(lattice.rows) if row not in taken])


def _subjects(pairs: Sequence[Pair], name: str = "subject") -> list[Pair]:
    """The pairs that name what a form is about: its project, or the body."""
    return [pair for pair in pairs if pair.value.text and matches(name, pair.label.text)]


def _find_roots(lattice: Lattice, pairs: Sequence[Pair], stated: str) -> dict[int, str]:
    """The subject of every row: of several forms in one grid, each begins where it is named."""
    subjects = _subjects(pairs)
    if not subjects and stated:
        return dict.fromkeys(range(lattice.rows), stated)
    roots: dict[int, str] = {}
    for number, pair in enumerate(subjects or _subjects(pairs, "body")):
        start = pair.value.row if number else 0
        for row in range(start, lattice.rows):
            roots[row] = pair.value.text
    return roots


# ---- text extracts -----------------------------------------------------------------------------


def _align_row(lattice: Lattice, region: Region, row: int) -> Iterator[GridCell]:
    cells = lattice.starting(row)
    filled = [cell for cell in cells if cell.text]
    if not filled:
        yield from cells
        return
    if find_total(lattice, row) is not None:
        yield from _align_total(region, filled)
        return
    if not region.names and region.label_start == region.label_end:
        # Values alone, as many as there are columns for them.
        if len(filled) != len(region.values):
            yield from cells
            return
        for cell, field in zip(filled, region.values, strict=True):
            yield replace(cell, column=field.start)
        return
    shift = _shift_of(region, filled[0])
    for cell in cells:
        if cell.column + shift >= 0:
            yield replace(cell, column=cell.column + shift)


def _shift_of(region: Region, first: GridCell) -> int:
    if region.names or first.column < region.label_start:
        return max(0, region.label_start - first.column)
    return min(0, region.label_end - 1 - first.column)


def _align_total(region: Region, filled: Sequence[GridCell]) -> Iterator[GridCell]:
    """The only figure of a total row belongs to the last column that can have it."""
    wanted = re.compile(read_rules("forms")["total_column"])
    target = next((f.start for f in region.values if wanted.search(f.leaf)), None)
    figures = [cell for cell in filled if read_cell(cell.text).holds is Holds.FIGURE]
    for cell in filled:
        if cell not in figures:
            yield replace(cell, column=0)
        elif len(figures) == 1 and target is not None:
            yield replace(cell, column=target)
        else:
            yield cell
