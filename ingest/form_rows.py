"""The rows of a form's region: which labels name each value, however cells are merged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from disclosure.labels import squeeze
from disclosure.table import Block, Column, Row
from ingest.captions import find_unit
from ingest.document import GridCell
from ingest.figure_cells import Holds, read_cell
from ingest.form_regions import Field, Region, find_total, label_cells, matches
from ingest.lattice import Lattice
from ingest.measures import find_basis

_Labels = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Named:
    """A body row with the labels of its levels; a total row has one label for all levels."""

    row: int
    labels: _Labels
    is_total: bool = False


def build_region_blocks(
    lattice: Lattice, region: Region, roots: dict[int, str], above: _Labels = ()
) -> tuple[list[Block], _Labels]:
    """The blocks of a region, one for each depth of labels, and the labels it ends with.

    `above` are the labels that the region goes on with, when it continues one with its header.
    """
    named = list(_name_rows(lattice, region, above))
    last = next((n.labels for n in reversed(named) if not n.is_total), above)
    rows: dict[tuple[Column, ...], list[Row]] = {}
    for (number, path), entries in _place_values(lattice, region, named).items():
        columns = tuple(column for _, column in entries)
        row = _build_row(lattice, region, entries[0][0], path, roots.get(number, ""))
        rows.setdefault(columns, []).append(row)
    title = region.title.text if region.title else ""
    unit = find_unit(title) if title else None
    return [Block(title, tuple(of), columns, unit) for columns, of in rows.items()], last


def _place_values(
    lattice: Lattice, region: Region, named: Sequence[_Named]
) -> dict[tuple[int, _Labels], list[tuple[_Named, Column]]]:
    """The values of the region by their row and the labels that they belong to."""
    columns = {field: _columns_of(lattice, region, field) for field in region.values}
    placed: dict[tuple[int, _Labels], list[tuple[_Named, Column]]] = {}
    for entry in named:
        for field, of_field in columns.items():
            for column in of_field:
                path = _path_of(lattice, region, named, entry, field, column)
                if path is not None:
                    placed.setdefault((entry.row, path), []).append((entry, column))
    return placed


def _build_row(lattice: Lattice, region: Region, entry: _Named, path: _Labels, root: str) -> Row:
    title = region.title.text if region.title else ""
    whole = tuple(text for text in (root, *(path or (title,))) if text)
    subject = root or _named_project(region, entry)
    return Row(
        entry.row,
        whole[-1] if whole else "",
        whole,
        is_total=entry.is_total,
        unit=_unit_in(lattice, region, entry.row),
        subject=subject or None,
    )


def _named_project(region: Region, entry: _Named) -> str:
    """The project that a level of the row names, in a list of projects."""
    if entry.is_total:
        return ""
    levels = zip(region.names, entry.labels, strict=False)
    return next((text for name, text in levels if matches("project", name.leaf)), "")


def _name_rows(lattice: Lattice, region: Region, above: _Labels) -> Iterator[_Named]:
    for row in range(region.body, region.end):
        total = find_total(lattice, row)
        if total is not None:
            yield _Named(row, (total.text,), is_total=True)
        elif region.names:
            above = _inherit(above, [_text_under(lattice, row, f) for f in region.names])
            if any(lattice.texts(row)):
                yield _Named(row, above)
        elif lattice.texts(row):
            yield _Named(row, tuple(cell.text for cell in label_cells(lattice, region, row)))


def _inherit(above: _Labels, texts: Sequence[str]) -> _Labels:
    """A merged cell shows only once in a text extract or after a page; it holds for rows below."""
    result: list[str] = []
    changed = False
    for index, text in enumerate(texts):
        before = above[index] if index < len(above) else ""
        changed = changed or bool(text and text != before)
        result.append(text or ("" if changed else before))
    return tuple(result)


def _text_under(lattice: Lattice, row: int, field: Field) -> str:
    """What stands in a row under a header that may cover several cells."""
    cells: list[GridCell] = []
    for column in range(field.start, field.end):
        cell = lattice.at(row, column)
        if cell is not None and cell.column >= field.start and cell not in cells:
            cells.append(cell)
    return "".join(cell.text for cell in cells)


def _path_of(
    lattice: Lattice,
    region: Region,
    named: Sequence[_Named],
    entry: _Named,
    field: Field,
    column: Column,
) -> _Labels | None:
    """The labels of a value; None where no value is due.

    A value belongs to the levels at its left, and of those to the ones that hold for all the rows
    that its cell is merged over.
    """
    cell = lattice.at(entry.row, column.index)
    if cell is None or (cell.row, cell.column) != (entry.row, column.index):
        return None
    if column.index != field.start and not cell.text:
        return None
    if entry.is_total:
        is_label = cell is find_total(lattice, entry.row)
        return None if is_label else entry.labels
    if not region.names:
        labels = entry.labels
    else:
        kept = _levels_before(region, field)
        labels = tuple(entry.labels[index] for index in kept)
        opened = any(_begins(lattice, entry.row, region.names[index]) for index in kept[-1:])
        if len(kept) < len(region.names) and not opened and not cell.text:
            return None
    covered = [n.labels for n in named if cell.row <= n.row < cell.row + cell.row_span]
    if len(covered) > 1 and (region.names or not _names_whole(covered[0])):
        labels = _common(labels, covered, _levels_before(region, field) if region.names else None)
    return tuple(label for label in labels if label)


def _names_whole(labels: _Labels) -> bool:
    """Whether labels name the whole of which the rows below are parts: 年度资金总额."""
    return any(matches("whole", label) for label in labels)


def _levels_before(region: Region, field: Field) -> list[int]:
    """The levels left of a field; where headers come again (二级 三级 | 二级 三级), the nearest."""
    nearest: dict[str, int] = {}
    for index, name in enumerate(region.names):
        if name.start < field.start:
            nearest[name.leaf] = index
    return sorted(nearest.values())


def _begins(lattice: Lattice, row: int, name: Field) -> bool:
    cell = lattice.at(row, name.start)
    return cell is not None and cell.row == row and bool(cell.text)


def _common(labels: _Labels, covered: Sequence[_Labels], kept: Sequence[int] | None) -> _Labels:
    paths = [tuple(n[i] for i in kept if i < len(n)) if kept is not None else n for n in covered]
    depth = 0
    while depth < len(labels) and all(len(p) > depth and p[depth] == labels[depth] for p in paths):
        depth += 1
    return labels[:depth]


def _columns_of(lattice: Lattice, region: Region, field: Field) -> list[Column]:
    """The grid columns of a field in which cells begin."""
    started = {
        cell.column
        for row in range(region.body, region.end)
        for cell in lattice.starting(row)
        if field.start <= cell.column < field.end and cell.text
    }
    is_words = _is_words(lattice, region, field)
    of_indicator = bool(region.names) and matches("of_indicator", field.leaf)
    return [
        Column(index, field.path, is_words=is_words, unit_by_row=of_indicator)
        for index in sorted(started | {field.start})
    ]


def _is_words(lattice: Lattice, region: Region, field: Field) -> bool:
    rows = range(region.body, region.end)
    cells = [c for r in rows for c in lattice.starting(r) if field.start <= c.column < field.end]
    figures = [c for c in cells if read_cell(c.text).holds is Holds.FIGURE]
    if matches("words", field.leaf) and not matches("of_indicator", field.leaf):
        return True
    return not figures and find_basis(reversed(field.path))[0] is None


def _unit_in(lattice: Lattice, region: Region, row: int) -> str | None:
    """The unit that a column of units prints for the values of a row."""
    field = next((f for f in region.values if matches("unit_column", f.leaf)), None)
    text = squeeze(_text_under(lattice, row, field)) if field else ""
    return text or None
