"""Table rows written out as sentences, with header, unit and the printed place of every figure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from disclosure.labels import normalise_label, squeeze
from disclosure.passage import Passage, PassageKind
from disclosure.place import Box, PlacedText, Run
from disclosure.table import Block, Cell, Row, Table


@dataclass(frozen=True, slots=True)
class RowPatterns:
    """The part [table] of passages.toml."""

    row: str
    with_unit: str
    part: str
    between: str
    path: str
    unitless: re.Pattern[str]
    figure: re.Pattern[str]
    naming: frozenset[str]
    named_title: str


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of a row being written out; `cell` is where it is printed, if it is."""

    text: str
    cell: Cell | None = None


def build_row_patterns(found: Mapping[str, Any]) -> RowPatterns:
    """The patterns from the TOML table `[table]`."""
    compiled = {
        "unitless": re.compile(found["unitless"]),
        "figure": re.compile(found["figure"]),
        "naming": frozenset(found["naming"]),
    }
    return RowPatterns(**{**found, **compiled})


def build_row_passages(report_id: str, table: Table, patterns: RowPatterns) -> Iterator[Passage]:
    """One passage per row that prints something, then the note; blank rows say nothing.

    What is embedded are the labels and the title without the figures, so that the same row of
    many reports is embedded once.
    """
    cells = {
        (r, c): cell
        for cell in table.cells
        for r in range(cell.row, cell.row + cell.row_span)
        for c in range(cell.column, cell.column + cell.column_span)
    }
    title = _title_of(table, cells, patterns)
    rows = [*_rows_of_blocks(table, cells, patterns), *_rows_of_form(table, cells, patterns)]
    for _, label, pieces, embedded in sorted(rows, key=lambda row: row[0]):
        body = _join(pieces)
        yield Passage(
            report_id, 0, PassageKind.TABLE_ROW, body, f"{normalise_label(title)}：{embedded}",
            table.section, table.id, table.title, label,
        )  # fmt: skip
    if table.note:
        page = table.pages[-1] if table.pages else None
        runs = table.note_runs or (Run(0, len(table.note), page),)
        yield Passage(
            report_id, 0, PassageKind.TABLE_NOTE, PlacedText(table.note, runs),
            f"{normalise_label(title)}：{table.note}", table.section, table.id, table.title,
        )  # fmt: skip


# Grid row, label, the row written out, what is embedded.
_Rows = Iterator[tuple[int, str, list[_Piece], str]]
_Grid = Mapping[tuple[int, int], Cell]


def _rows_of_blocks(table: Table, cells: _Grid, patterns: RowPatterns) -> _Rows:
    for block in (b for b in table.blocks if not _is_pair(b)):
        for row in block.rows:
            parts = list(_parts_of_row(block, row, cells, patterns))
            if parts:
                pieces = _write_row(row, parts, cells, table.unit, patterns)
                names = patterns.between.join(name for name, _ in parts)
                yield row.index, row.label, pieces, f"{'，'.join(row.path) or row.label}：{names}"


def _is_pair(block: Block) -> bool:
    """A label of a form with its value: the pairs of a line are read together, as printed."""
    return len(block.rows) == 1 and not any(column.path for column in block.columns)


def _parts_of_row(
    block: Block, row: Row, cells: _Grid, patterns: RowPatterns
) -> Iterator[tuple[str, Cell]]:
    for column in block.columns:
        cell = cells.get((row.index, column.index))
        # A label that spans the columns of figures is printed once, as the label.
        if cell is not None and cell.text.strip() and not _reads(cell, row.label):
            yield patterns.path.join(squeeze(name) for name in column.path), cell


def _write_row(
    row: Row,
    parts: list[tuple[str, Cell]],
    cells: _Grid,
    unit: str | None,
    patterns: RowPatterns,
) -> list[_Piece]:
    label = _label_cell(row, parts[0][1].column, cells)
    before, after = patterns.row.format(label="\0", parts="\0").split("\0")[0:2]
    named = [_Piece(before), _Piece(row.label, label), _Piece(after)]
    pieces = named if row.label.strip() else []
    for number, (name, cell) in enumerate(parts):
        if number:
            pieces.append(_Piece(patterns.between))
        left, right = patterns.part.format(column=name, figure="\0").split("\0")
        pieces += [_Piece(left), _Piece(cell.text.strip(), cell), _Piece(right)]
    if unit and not any(patterns.unitless.search(name) for name, _ in parts):
        pieces.append(_Piece(patterns.with_unit.format(unit=unit)))
    return pieces


def _label_cell(row: Row, before: int, cells: _Grid) -> Cell | None:
    """The cell that prints the row's label: the nearest one to the left that reads like it."""
    for column in range(before - 1, -1, -1):
        cell = cells.get((row.index, column))
        if cell is not None and _reads(cell, row.label):
            return cell
    return None


def _reads(cell: Cell, label: str) -> bool:
    return bool(label.strip()) and normalise_label(cell.text) == normalise_label(label)


def _headers(table: Table) -> set[str]:
    return {normalise_label(n) for b in table.blocks for c in b.columns for n in c.path}


def _rows_of_form(table: Table, cells: _Grid, patterns: RowPatterns) -> _Rows:
    """Lines of a form that belong to no block, as printed, merged labels repeated.

    A table whose blocks hold all its rows has none: beside them there are only headers.
    """
    taken = {row.index for block in table.blocks for row in block.rows if not _is_pair(block)}
    headers = _headers(table)
    width = max((c.column + c.column_span for c in table.cells), default=0)
    height = max((c.row + c.row_span for c in table.cells), default=0)
    for index in range(table.header_rows, height):
        if index in taken:
            continue
        line = dict.fromkeys(cells[index, c] for c in range(width) if (index, c) in cells)
        printed = [cell for cell in line if cell.text.strip()]
        words = [c.text.strip() for c in printed if not patterns.figure.match(squeeze(c.text))]
        # A line of headers inside the form says nothing of its own.
        said = [word for word in words if normalise_label(word) not in headers]
        if len(said) * 2 <= len(words) or len(printed) == 1:
            continue
        pieces: list[_Piece] = []
        for cell in printed:
            pieces += [_Piece(patterns.between)] if pieces else []
            pieces.append(_Piece(cell.text.strip(), cell))
        yield index, words[0], pieces, patterns.between.join(words)


def _title_of(table: Table, cells: _Grid, patterns: RowPatterns) -> str:
    """The title, with the name of the project when the table is a form about one.

    In a list of projects the same words head a column, and what stands beside them is a header.
    """
    headers = _headers(table)
    for (row, _), cell in sorted(cells.items(), key=lambda found: found[0]):
        if normalise_label(cell.text) in patterns.naming:
            beside = cells.get((row, cell.column + cell.column_span))
            if beside is None or beside.row_span != cell.row_span:
                continue
            name = normalise_label(beside.text)
            if name and name not in headers and row >= table.header_rows:
                return patterns.named_title.format(title=table.title, name=beside.text.strip())
    return table.title


def _join(pieces: list[_Piece]) -> PlacedText:
    """One text; only what is printed in a cell has a run, so headers are not taken for print."""
    text, runs = "", []
    for piece in pieces:
        start, text = len(text), text + piece.text
        if piece.cell is not None and piece.text:
            runs.append(_run_over(start, len(text), piece.cell))
    return PlacedText(text, tuple(runs))


def _run_over(start: int, end: int, cell: Cell) -> Run:
    """A run as wide as its cell; the characters are spread evenly, only the box is used."""
    box: Box | None = cell.box
    if box is None:
        return Run(start, end, cell.page)
    step = (box.x1 - box.x0) / (end - start)
    edges = (*(box.x0 + step * i for i in range(end - start)), box.x1)
    return Run(start, end, cell.page, box.top, box.bottom, edges)
