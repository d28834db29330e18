"""The pairs of a form: a label and the value in the cell behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from disclosure.table import Block, Column, Row
from ingest.captions import find_unit, is_note
from ingest.document import GridCell
from ingest.form_regions import find_total, matches
from ingest.lattice import Lattice
from ingest.measures import find_basis, find_header_unit


@dataclass(frozen=True, slots=True)
class Pair:
    """`title` is the merged cell at the left of several pairs: 项目资金（万元）."""

    label: GridCell
    value: GridCell
    title: GridCell | None = None


def find_pairs(lattice: Lattice, rows: Sequence[int]) -> list[Pair]:
    """The pairs that stand in `rows`."""
    return [pair for row in rows for pair in _pairs_in(lattice, row)]


def build_pair_blocks(pairs: Sequence[Pair], roots: dict[int, str]) -> Iterator[Block]:
    """A block for each pair: the label names its row, and the label above it when it is a part."""
    for number, pair in enumerate(pairs):
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
    """Lines of one cell that names nothing: words of the form itself."""
    for row in rows:
        cells = [cell for cell in lattice.starting(row) if cell.text]
        if len(cells) == 1 and cells[0].column == 0 and not is_note(cells[0].text):
            root = roots.get(row, "")
            path = (root,) if root else ()
            column = Column(0, (), is_words=True)
            yield Block("", (Row(row, root, path, subject=root or None),), (column,))


def _pairs_in(lattice: Lattice, row: int) -> Iterator[Pair]:
    cells = lattice.starting(row)
    title = _title_over(lattice, row)
    if title is not None:
        cells = [cell for cell in cells if cell.column > title.column]
    if not lattice.spans_known:
        cells = [cell for cell in cells if cell.text]
    if find_total(lattice, row) is not None and len(cells) != 2:
        return
    label: GridCell | None = None
    alternate = _alternates(cells)
    for place, cell in enumerate(cells):
        is_label = place % 2 == 0 if alternate else _is_label(cell)
        if is_label:
            label = cell
        elif label is not None and label.text and cell.text:
            yield Pair(label, cell, title)


def _alternates(cells: Sequence[GridCell]) -> bool:
    """Whether labels and values take turns, which holds for labels that nobody listed too."""
    labels, values = cells[::2], cells[1::2]
    return (
        len(labels) == len(values)
        and all(cell.text for cell in labels)
        and not any(_is_label(cell) for cell in values)
    )


def _is_label(cell: GridCell) -> bool:
    return any(matches(name, cell.text) for name in ("keys", "sums", "parts"))


def _title_over(lattice: Lattice, row: int) -> GridCell | None:
    """The innermost merged cell left of the labels, if it is no label of its own."""
    if not lattice.spans_known:
        return _unmerged_title(lattice, row)
    title: GridCell | None = None
    cell = lattice.at(row, 0)
    while cell is not None:
        beside = lattice.at(row, cell.column + cell.column_span)
        if beside is None or cell.row_span <= beside.row_span:
            break
        title, cell = cell, beside
    return title


def _unmerged_title(lattice: Lattice, row: int) -> GridCell | None:
    """Without spans a title shows in the first of its rows, and leaves a blank in the others."""
    texts = [cell for cell in lattice.starting(row) if cell.text]
    if not texts:
        return None
    first = texts[0]
    if len(texts) % 2 and len(texts) > 1 and not _is_label(first) and _is_label(texts[1]):
        return first
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
