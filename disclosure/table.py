"""A table as the report prints it: cells with spans, and how header and rows were understood."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from disclosure.place import Box, Run


class TableState(StrEnum):
    """Whether a table holds figures, is printed without any, or is only listed in the contents.

    Of an UNREAD one the title was found and the cells were not: nothing is known of its figures.
    """

    FILLED = "filled"
    EMPTY = "empty"
    ABSENT = "absent"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed cell of the grid; merged cells have spans above 1. Indices count from 0."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of values: its header path from the root, and its number (栏次) if printed.

    `is_words` tells a column of words (备注, 等级): a blank or a dash in it is no absent figure.
    `unit_by_row` tells that each figure has the unit of its row's item, and not the table's.
    """

    index: int
    path: tuple[str, ...]
    ordinal: str | None = None
    is_total: bool = False
    is_words: bool = False
    unit_by_row: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of one block: label, labels from the root, code (科目编码) and line number (行次).

    `unit` is what a column of units (度量单位) prints for the row, `subject` the project that
    the row is about, where the table names one.
    """

    index: int
    label: str
    path: tuple[str, ...]
    code: str | None = None
    ordinal: str | None = None
    is_total: bool = False
    unit: str | None = None
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One of the side-by-side tables of a grid (收入 | 支出), with row labels of its own.

    `unit` is the unit of money that the block itself states, over that of the table.
    """

    title: str
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a report. `form` is the key of the known form (table_forms.toml), if any.

    `number` is what the report numbers it with (公开 01 表 → 01); it identifies nothing elsewhere.
    `note_runs` say where the characters of the note stand; a note inside of a cell has none.
    """

    id: str
    title: str
    form: str | None
    unit: str | None
    section: tuple[str, ...]
    state: TableState
    cells: tuple[Cell, ...] = ()
    header_rows: int = 0
    blocks: tuple[Block, ...] = ()
    note: str | None = None
    pages: tuple[int, ...] = ()
    number: str | None = None
    note_runs: tuple[Run, ...] = ()
