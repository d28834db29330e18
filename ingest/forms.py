"""Forms that mix label cells and value cells: read region by region, each with its own header."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from disclosure.labels import squeeze
from disclosure.table import Block, Column, Row
from ingest.document import GridCell
from ingest.figure_cells import Holds, read_cell
from ingest.lattice import Lattice
from ingest.rules import any_of, read_rules


@dataclass(frozen=True, slots=True)
class _Region:
    """Rows `[header + 1, end)` under a header row."""

    header: int
    end: int


def is_form(lattice: Lattice) -> bool:
    """Whether the first rows are labels with values, and a header row comes further down."""
    texts = [squeeze(text) for text in lattice.texts(0)]
    keys = _patterns()["keys"]
    if len(texts) < 2 or not keys.search(texts[0]) or keys.search(texts[1]):
        return False
    return any(_is_header_row(lattice, row) for row in range(1, lattice.rows))


def align_form(lattice: Lattice) -> Lattice:
    """Put the cells of a text extract under their header, where tabs were left out or added."""
    if lattice.spans_known:
        return lattice
    cells = [c for c in lattice.cells if _region_of(lattice, c.row) is None]
    for region in _regions(lattice):
        for row in range(region.header + 1, region.end):
            cells.extend(_align_row(lattice, region, row))
    columns = max(cell.column for cell in cells) + 1
    return lattice.with_cells(cells, max(columns, lattice.columns))


def build_form_blocks(lattice: Lattice) -> tuple[Block, ...]:
    """One block for each region, and one for each label with a figure behind it."""
    subject = _find_subject(lattice)
    root = (subject,) if subject else ()
    blocks = list(_build_pairs(lattice, root))
    for region in _regions(lattice):
        columns = _value_columns(lattice, region)
        rows = list(_build_rows(lattice, region, columns, root))
        title = lattice.text(region.header, 0)
        blocks.append(Block(title, tuple(rows), tuple(columns)))
    return tuple(blocks)


def _find_subject(lattice: Lattice) -> str:
    for label, value in _pairs(lattice):
        if re.search(read_rules("forms")["subject"], squeeze(label.text)):
            return value.text
    return ""


def _pairs(lattice: Lattice) -> Iterator[tuple[GridCell, GridCell]]:
    """A label of the form and the cell behind it."""
    for row in range(lattice.rows):
        if _region_of(lattice, row) is not None:
            continue
        cells = [cell for cell in lattice.starting(row) if cell.text]
        for label, value in pairwise(cells):
            if _is_key(label.text) and not _is_key(value.text):
                yield label, value


def _build_pairs(lattice: Lattice, root: tuple[str, ...]) -> Iterator[Block]:
    for label, value in _pairs(lattice):
        if read_cell(value.text).holds is Holds.FIGURE:
            row = Row(value.row, label.text, (*root, label.text))
            yield Block("", (row,), (Column(value.column, ()),))


def _is_key(text: str) -> bool:
    return bool(_patterns()["keys"].search(squeeze(text)))


def _header_cells(lattice: Lattice, row: int) -> list[GridCell]:
    found = [c for c in lattice.starting(row) if _patterns()["columns"].search(squeeze(c.text))]
    if len(found) < read_rules("forms")["fewest_columns"]:
        return []
    # The other cells of such a row are headers too, behind the first known one.
    first = found[0].column
    return [cell for cell in lattice.starting(row) if cell.column >= first and cell.text]


def _is_header_row(lattice: Lattice, row: int) -> bool:
    has_figures = any(read_cell(c.text).holds is Holds.FIGURE for c in lattice.starting(row))
    return not has_figures and bool(_header_cells(lattice, row))


def _regions(lattice: Lattice) -> list[_Region]:
    headers = [row for row in range(lattice.rows) if _is_header_row(lattice, row)]
    regions = []
    for header, following in zip(headers, [*headers[1:], lattice.rows], strict=True):
        end = header + 1
        while end < following and not _ends_region(lattice, header, end):
            end += 1
        regions.append(_Region(header, end))
    return regions


def _ends_region(lattice: Lattice, header: int, row: int) -> bool:
    """A label with its value, or a new title in the first column, closes a region."""
    cells = [cell for cell in lattice.starting(row) if cell.text]
    if not cells:
        return False
    if _is_key(cells[0].text):
        return True
    if not lattice.spans_known or cells[0].column:
        return False
    title = lattice.at(header, 0)
    return (
        title is not None
        and title.row_span > 1
        and row >= title.row + title.row_span
        and not _is_total(cells[0].text)
    )


def _region_of(lattice: Lattice, row: int) -> _Region | None:
    return next((r for r in _regions(lattice) if r.header < row < r.end), None)


def _is_total(text: str) -> bool:
    return bool(_patterns()["total"].search(squeeze(text)))


def _level_columns(lattice: Lattice, region: _Region) -> list[int]:
    cells = _header_cells(lattice, region.header)
    return [c.column for c in cells if _patterns()["levels"].search(squeeze(c.text))]


def _value_columns(lattice: Lattice, region: _Region) -> list[Column]:
    levels = _level_columns(lattice, region)
    words = any_of(read_rules("table_patterns")["header"]["text_columns"])
    return [
        Column(cell.column, (cell.text,))
        for cell in _header_cells(lattice, region.header)
        if cell.column not in levels and not words.search(squeeze(cell.text))
    ]


def _build_rows(
    lattice: Lattice, region: _Region, columns: Sequence[Column], root: tuple[str, ...]
) -> Iterator[Row]:
    levels = _level_columns(lattice, region)
    first = min((c.index for c in columns), default=0)
    above: list[str] = []
    for number in range(region.header + 1, region.end):
        total = next((c for c in lattice.starting(number) if _is_total(c.text)), None)
        if total is not None:
            yield Row(number, total.text, (*root, total.text), is_total=True)
            continue
        if levels:
            texts = [lattice.text(number, column) for column in levels]
            above = _inherit(above, texts)
            path = tuple(text for text in above if text)
        else:
            path = tuple(_labels_before(lattice, region, number, first))
        if path:
            yield Row(number, path[-1], (*root, *path))


def _inherit(above: Sequence[str], texts: Sequence[str]) -> list[str]:
    """A merged level cell shows only once in a text extract; it holds for the rows below."""
    result: list[str] = []
    changed = False
    for index, text in enumerate(texts):
        before = above[index] if index < len(above) else ""
        changed = changed or bool(text and text != before)
        result.append(text or ("" if changed else before))
    return result


def _labels_before(lattice: Lattice, region: _Region, row: int, first: int) -> Iterator[str]:
    """The label of a row: what stands left of the values and is not the title of the region."""
    seen: list[GridCell] = []
    for column in range(first):
        cell = lattice.at(row, column)
        title = lattice.at(region.header, column)
        if cell is None or cell in seen or (cell is title and cell.row <= region.header):
            continue
        seen.append(cell)
        if cell.text:
            yield cell.text


def _align_row(lattice: Lattice, region: _Region, row: int) -> Iterator[GridCell]:
    cells = lattice.starting(row)
    filled = [cell for cell in cells if cell.text]
    if not filled:
        yield from cells
        return
    columns = [c.index for c in _value_columns(lattice, region)]
    if any(_is_total(cell.text) for cell in filled):
        yield from _align_total(lattice, region, filled)
        return
    levels = _level_columns(lattice, region)
    shift = 0
    if levels:
        shift = max(0, levels[0] - filled[0].column)
    elif columns:
        shift = min(columns) - 1 - filled[0].column
    for cell in cells:
        if cell.column + shift >= 0:
            yield replace(cell, column=cell.column + shift)


def _align_total(
    lattice: Lattice, region: _Region, filled: Sequence[GridCell]
) -> Iterator[GridCell]:
    """The figures of a total row belong to the last columns that can have them."""
    wanted = re.compile(read_rules("forms")["total_column"])
    headers = _header_cells(lattice, region.header)
    target = next((c.column for c in headers if wanted.search(squeeze(c.text))), None)
    for cell in filled:
        if read_cell(cell.text).holds is Holds.FIGURE and target is not None:
            yield replace(cell, column=target)
        else:
            yield replace(cell, column=0)


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    rules = read_rules("forms")
    return {name: any_of(found) for name, found in rules.items() if isinstance(found, list)}
