"""The pairs of a form: a label and the value in the cell behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from disclosure.table import Block, Column, Row
from ingest.captions import find_unit, is_note
from ingest.document import GridCell
from ingest.form_regions import matches, says_value
from ingest.lattice import Lattice
from ingest.measures import find_basis, find_header_unit


@dataclass(frozen=True, slots=True)
class Pair:
    """`title` is the merged cell at the left of several pairs: 项目资金（万元）."""

    label: GridCell
    value: GridCell
    title: GridCell | None = None


def find_pairs(lattice: Lattice, rows: Sequence[int]) -> list[Pair]:
    """The pairs that stand in `rows`, those with a blank value among them."""
    return [pair for row in rows for pair in _pairs_in(lattice, row)]


def build_pair_blocks(pairs: Sequence[Pair], roots: dict[int, str]) -> Iterator[Block]:
    """A block for each pair: the label names its row, and the label above it when it is a part."""
    for number, pair in enumerate(pairs):
        if not pair.value.text:
            continue
        root = roots.get(pair.value.row, "")
        head = _find_head(pairs[:number], pair)
        labels = [root, head.label.text if head else "", pair.label.text]
        path = tuple(text for text in labels if text)
        unit = find_unit(pair.title.text) if pair.title else None
        row = Row(pair.value.row, pair.label.text, path, subject=root or None)
        is_words = not _is_measured(pair.label.text, unit)
        column = Column(pair.value.column, (), is_words=is_words)
        yield Block(pair.title.text if pair.title else "", (row,), (column,), unit)


def build_lines(lattice: Lattice, rows: Sequence[int], roots: dict[int, str]) -> Iterator[Block]:
    """Words of rows without pairs: they belong to the title beside them, or to the form itself."""
    for row in rows:
        title = _title_over(lattice, row)
        path = tuple(t for t in (roots.get(row, ""), title.text if title else "") if t)
        cells = [c for c in lattice.starting(row) if c.text and c is not title]
        columns = tuple(
            Column(cell.column, (), is_words=True)
            for cell in cells
            if says_value(cell.text) or not _is_label(cell)
            if not (cell.column == 0 and is_note(cell.text))
        )
        label = path[-1] if path else ""
        if columns:
            yield Block("", (Row(row, label, path, subject=roots.get(row) or None),), columns)


def _pairs_in(lattice: Lattice, row: int) -> Iterator[Pair]:
    cells = lattice.starting(row)
    title = _title_over(lattice, row)
    if title is not None:
        cells = [cell for cell in cells if cell.column > title.column]
    if not lattice.spans_known:
        cells = [cell for cell in cells if cell.text]
    label: GridCell | None = None
    alternate = _alternates(cells)
    for place, cell in enumerate(cells):
        is_label = place % 2 == 0 if alternate else _is_label(cell)
        if is_label:
            label = cell
        elif label is not None:
            yield Pair(label, cell, title)


def _alternates(cells: Sequence[GridCell]) -> bool:
    """Whether labels and values take turns, which holds for labels that nobody listed too."""
    labels, values = cells[::2], cells[1::2]
    return (
        len(labels) == len(values)
        and all(cell.text and not says_value(cell.text) for cell in labels)
        and not any(_is_label(cell) for cell in values)
    )


def _is_label(cell: GridCell) -> bool:
    return any(matches(name, cell.text) for name in ("keys", "sums", "parts", "total"))


def _title_over(lattice: Lattice, row: int) -> GridCell | None:
    """The innermost merged cell left of the labels, if it is no label of its own."""
    if not lattice.spans_known:
        return _leading_title(lattice, row) or _title_above(lattice, row)
    title: GridCell | None = None
    cell = lattice.at(row, 0)
    while cell is not None:
        beside = lattice.at(row, cell.column + cell.column_span)
        if beside is None or cell.row_span <= beside.row_span:
            break
        title, cell = cell, beside
    return title or _leading_title(lattice, row)


def _leading_title(lattice: Lattice, row: int) -> GridCell | None:
    """The first cell, where a label follows it and not a value."""
    texts = [cell for cell in lattice.starting(row) if cell.text]
    if len(texts) < 3 or not len(texts) % 2 or _is_label(texts[0]):
        return None
    return texts[0] if _is_label(texts[1]) else None


def _title_above(lattice: Lattice, row: int) -> GridCell | None:
    """Without spans a title shows in the first of its rows, and leaves a blank in the others."""
    first = next((cell for cell in lattice.starting(row) if cell.text), None)
    if first is None:
        return None
    above = (lattice.at(r, first.column - 1) for r in range(row - 1, -1, -1))
    return next((cell for cell in above if cell is not None and cell.text), None)


def _find_head(before: Sequence[Pair], pair: Pair) -> Pair | None:
    """其中 and its like belong to the label above them in the same column."""
    if not matches("parts", pair.label.text):
        return None
    for other in reversed(before):
        same_column = other.label.column == pair.label.column
        if same_column and not matches("parts", other.label.text):
            return other if other.title is pair.title else None
    return None


def _is_measured(label: str, unit: str | None) -> bool:
    basis, _ = find_basis((label,))
    return bool(basis or unit or find_header_unit(label) or matches("measured", label))
