"""Tables to facts: one for each body cell, be it a figure, words, or left without either."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from disclosure.amount import MONEY_UNITS
from disclosure.fact import OWN_AMOUNTS, Basis, Fact, Origin, Presence
from disclosure.labels import normalise_label, squeeze
from disclosure.place import Place
from disclosure.report import Report
from disclosure.table import Block, Cell, Column, Row, Table
from disclosure.table_forms import find_basis_of_form, find_fund
from ingest.blocks import is_filler, is_plain_column, is_total_column
from ingest.figure_cells import Holds, Reading, read_cell
from ingest.measures import (
    find_basis,
    find_fund_in,
    find_header_unit,
    find_named_year,
    find_noted_budget,
    is_basis_label,
    measures_count,
)
from ingest.rules import any_of, read_rules

_PRESENCE = {
    Holds.FIGURE: Presence.FIGURE,
    Holds.BLANK: Presence.BLANK,
    Holds.DASH: Presence.DASH,
    Holds.STATED_NONE: Presence.STATED_NONE,
    Holds.WORDS: Presence.WORDS,
}
_JOINT = "·"
# 一、 （一） 1. at the beginning of a row label, as printed.
_NUMBERING = re.compile(
    r"^\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|\d{1,2}[.、．](?!\d))\s*"
)


def build_facts(report: Report, table: Table) -> list[Fact]:
    """The facts of one table, row by row and from the left."""
    cells = {(cell.row, cell.column): cell for cell in table.cells}
    found: list[tuple[int, int, Fact]] = []
    for block in table.blocks:
        for row, column, cell in _body_cells(block, cells):
            reading = _read_in_column(column, cell)
            if _is_header_again(column, reading, cell):
                continue
            if _is_empty_filler(row, column, block, reading):
                continue
            fact = _build_fact(report, table, block, row, column, cell, reading)
            found.append((row.index, column.index, fact))
    return [fact for _, _, fact in sorted(found, key=lambda entry: entry[:2])]


def find_unread(table: Table) -> list[Cell]:
    """Figures of the body that stand in no row and column of a block, and are no line numbers."""
    read = {(r.index, c.index) for b in table.blocks for r in b.rows for c in b.columns}
    ordinals = {(r.index, r.ordinal) for b in table.blocks for r in b.rows if r.ordinal}
    codes = {r.index: r.code for b in table.blocks for r in b.rows if r.code}
    known = _line_number_columns(table)
    unread: list[Cell] = []
    for cell in table.cells:
        if cell.row < table.header_rows or (cell.row, cell.column) in read:
            continue
        is_number = cell.column in known or (cell.row, cell.text) in ordinals
        part_of_code = squeeze(cell.text) in _code_parts(codes.get(cell.row))
        if read_cell(cell.text).holds is Holds.FIGURE and not is_number and not part_of_code:
            unread.append(cell)
    return unread


def _line_number_columns(table: Table) -> set[int]:
    rules = read_rules("table_patterns")["header"]
    names = ("ordinal_columns", "code_columns", "coded_columns")
    patterns = any_of(pattern for name in names for pattern in rules[name])
    return {
        column
        for cell in table.cells
        if cell.row < table.header_rows and patterns.search(squeeze(cell.text))
        for column in range(cell.column, cell.column + cell.column_span)
    }


def _code_parts(code: str | None) -> set[str]:
    return (
        {code[i:j] for i in range(len(code)) for j in range(i + 1, len(code) + 1)}
        if code
        else set()
    )


def _body_cells(
    block: Block, cells: dict[tuple[int, int], Cell]
) -> Iterator[tuple[Row, Column, Cell]]:
    for row in block.rows:
        for column in block.columns:
            cell = cells.get((row.index, column.index))
            if cell is not None:
                yield row, column, cell


def _read_in_column(column: Column, cell: Cell) -> Reading:
    """Among words, a number without a unit is no figure, and a dash is no absent one."""
    reading = read_cell(cell.text)
    measured = reading.unit or any(find_header_unit(label) for label in column.path)
    if not column.is_words or reading.holds is Holds.BLANK:
        return reading
    if reading.holds is Holds.FIGURE and (measured or find_basis(reversed(column.path))[0]):
        return reading
    return Reading(Holds.WORDS)


def _is_header_again(column: Column, reading: Reading, cell: Cell) -> bool:
    """A text extract repeats the header where a page of the table began."""
    is_words = reading.holds is Holds.WORDS and bool(column.path)
    return is_words and squeeze(cell.text) == squeeze(column.path[-1])


def _is_empty_filler(row: Row, column: Column, block: Block, reading: Reading) -> bool:
    """A blank cell says something only where an item is named for it, and a figure is due."""
    if reading.holds is not Holds.BLANK:
        return False
    if column.is_words:
        return True
    if row.label:
        return is_filler(row.label)
    return len(block.rows) != 1 or not any(column.path for column in block.columns)


def _build_fact(
    report: Report,
    table: Table,
    block: Block,
    row: Row,
    column: Column,
    cell: Cell,
    reading: Reading,
) -> Fact:
    basis, unit = _read_basis(report, table, row, column)
    if basis is Basis.BUDGET and not report.kind.is_budget:
        basis = find_noted_budget(table.note or "") or basis
    basis, year = _read_year(report, column, basis)
    path = column.path
    is_said = reading.holds in (Holds.FIGURE, Holds.WORDS)
    return Fact(
        report_id=report.id,
        origin=Origin.TABLE,
        label=build_label(row, column),
        basis=basis,
        year=year,
        presence=_PRESENCE[reading.holds],
        value=reading.value,
        printed=cell.text,
        unit=_find_unit(table, block, row, column, reading, unit),
        place=Place(cell.page, cell.box),
        quote=_build_quote(row, column, cell.text) if is_said else "",
        section=table.section,
        table_id=table.id,
        table=table.title,
        form=table.form,
        row=row.label or None,
        row_path=row.path,
        row_number=row.ordinal,
        table_number=table.number,
        subject=row.subject,
        row_is_total=row.is_total,
        code=row.code,
        column=path[-1] if path else None,
        column_path=path,
        column_number=column.ordinal,
        column_is_total=column.is_total,
        fund=_find_fund(table, row, column),
    )


def _read_basis(report: Report, table: Table, row: Row, column: Column) -> tuple[Basis, str | None]:
    """The column says what is measured; a row, or what it is a part of, where columns do not."""
    for labels in (reversed(column.path), reversed(row.path[1:] or row.path)):
        basis, unit = find_basis(labels)
        if basis is not None:
            return basis, unit
    stated = find_basis_of_form(table.form)
    return stated or (Basis.BUDGET if report.kind.is_budget else Basis.ACTUAL), None


def _read_year(report: Report, column: Column, basis: Basis) -> tuple[Basis, int]:
    """The year that a figure describes; an amount of the year before is last year's figure."""
    last = report.year - 1
    year = find_named_year(column.path)
    if year == last and basis in OWN_AMOUNTS:
        return Basis.LAST_YEAR, last
    if year is None:
        year = last if basis is Basis.LAST_YEAR else report.year
    return basis, year


def _find_unit(
    table: Table, block: Block, row: Row, column: Column, reading: Reading, unit: str | None
) -> str:
    """The unit printed nearest: in the cell, in a label, by what is measured, above the table.

    What a column measures (分, %) goes before the unit of the row's item.
    """
    if reading.holds is Holds.WORDS:
        return ""
    if reading.unit:
        return reading.unit
    by_column = next(filter(None, map(find_header_unit, reversed(column.path))), None)
    if by_column or unit:
        return by_column or unit or ""
    counts = measures_count(column.path)
    by_row = find_header_unit(row.label) or row.unit
    # 房屋（平方米） has its area under 数量, and what it is worth, in money, under 价值.
    is_worth = counts is False and _has_count_column(table) and by_row not in MONEY_UNITS
    if by_row and not is_worth:
        return by_row
    if counts or column.is_words or column.unit_by_row:
        return ""
    return block.unit or table.unit or ""


def _has_count_column(table: Table) -> bool:
    return any(measures_count(column.path) for b in table.blocks for column in b.columns)


def _find_fund(table: Table, row: Row, column: Column) -> str | None:
    """A fund of one kind before all 财政拨款; the column before the row before the form."""
    by_column, column_is_narrow = find_fund_in(column.path)
    by_row, row_is_narrow = find_fund_in((row.label,))
    if row_is_narrow and not column_is_narrow:
        return by_row
    return by_column or by_row or find_fund(table.form)


def build_label(row: Row, column: Column) -> str:
    """A short readable label out of the printed ones: 行政运行·项目支出."""
    name = _clean(row.label)
    leaf = _telling_leaf(column)
    if name and leaf and is_basis_label(row.label) and not is_basis_label(column.path[-1]):
        # 决算数 names no item where the items are columns.
        return _JOINT.join((leaf, name))
    if name:
        return _JOINT.join((name, leaf)) if leaf else name
    item = next(
        (part for part in reversed(column.path) if not _tells_no_item(part)),
        column.path[-1] if column.path else "",
    )
    basis = next((part for part in column.path if is_basis_label(part)), "")
    parts = [_clean(item), _clean(basis)]
    return _JOINT.join(part for part in dict.fromkeys(parts) if part)


def _tells_no_item(label: str) -> bool:
    return (is_total_column(label) and len(normalise_label(label)) <= 2) or is_basis_label(label)


def _telling_leaf(column: Column) -> str:
    if not column.path or is_total_column(column.path[-1]) or is_plain_column(column.path[-1]):
        return ""
    return _clean(column.path[-1])


def _build_quote(row: Row, column: Column, printed: str) -> str:
    """Row label, column and figure as a line that can be read."""
    leaf = column.path[-1] if column.path else ""
    if not row.label and len(column.path) > 1:
        leaf = " ".join(_clean(part) for part in column.path)
    return " ".join(part for part in (_clean(row.label), _clean(leaf), printed) if part)


@lru_cache(maxsize=4096)
def _clean(label: str) -> str:
    """A label without its numbering and without the spaces that spread it over its cell."""
    return squeeze_chinese(_NUMBERING.sub("", label)).strip()


_SPREAD = re.compile(r"(?<=[\u3400-\u9fff（）()“”、])\s+|\s+(?=[\u3400-\u9fff（）()“”、])")


def squeeze_chinese(text: str) -> str:
    """Without white space beside Chinese characters; Latin words stay apart."""
    return _SPREAD.sub("", text)
