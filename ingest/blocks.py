"""Rows and columns of each block of a table: labels, codes, ancestors and totals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from disclosure.labels import normalise_label, squeeze
from disclosure.table import Block, Column, Row
from ingest.captions import is_note
from ingest.columns import Side, split_sides
from ingest.figure_cells import Holds, read_cell
from ingest.headers import Header
from ingest.numbering import find_numbering
from ingest.rules import any_of, read_rules


def build_blocks(header: Header) -> tuple[Block, ...]:
    """The blocks of a table in printed order, with row paths."""
    sides = split_sides(header)
    blocks = []
    for index, side in enumerate(sides):
        rows = _build_rows(header, sides, index)
        columns = _build_columns(header, side)
        blocks.append(Block(_block_title(header, side), tuple(rows), columns))
    names = _names_by_code(blocks)
    return tuple(_with_paths(block, names) for block in blocks)


def is_total_label(label: str) -> bool:
    """Whether a row label says that the row is a total."""
    return bool(_patterns()["total"].search(normalise_label(label)))


def is_total_column(label: str) -> bool:
    """Whether a column label says that the column is a total."""
    return bool(_patterns()["total_columns"].search(normalise_label(label)))


def is_plain_column(label: str) -> bool:
    """Whether a column label says nothing of its own: 金额, 决算数."""
    return bool(_patterns()["plain_columns"].search(normalise_label(label)))


def is_filler(label: str) -> bool:
    """Whether a label is no name: empty, dots or a dash."""
    return bool(_patterns()["filler"].search(squeeze(label)))


def _build_columns(header: Header, side: Side) -> tuple[Column, ...]:
    columns = []
    for column in side.figures:
        path = header.path(column)
        alone = len(side.figures) == 1 and bool(side.labels or side.codes)
        total = alone or bool(path and is_total_column(path[-1]))
        columns.append(Column(column, path, header.ordinals.get(column), total))
    columns += [Column(column, header.path(column), is_words=True) for column in side.words]
    return tuple(sorted(columns, key=lambda column: column.index))


def _block_title(header: Header, side: Side) -> str:
    """The header cell that covers all columns of the block and not the whole table."""
    roots = {header.lattice.at(0, column) for column in side.columns} if header.rows else set()
    if len(roots) != 1:
        return ""
    root = next(iter(roots))
    if root is None or root.column_span >= header.lattice.columns or root.column_span == 1:
        return ""
    return root.text


def _build_rows(header: Header, sides: Sequence[Side], index: int) -> list[Row]:
    side = sides[index]
    if not side.labels and not side.codes:
        return _build_bare_rows(header, side)
    rows = []
    groups: dict[int, str] = {}
    for number in range(header.rows, header.lattice.rows):
        label, code = _label_and_code(header, side, number)
        figures = [_holds(header, number, column) for column in side.figures]
        has_figure = any(holds not in (Holds.BLANK, Holds.WORDS) for holds in figures)
        borrowed = not label and not code and has_figure
        if borrowed:
            label = _borrow_label(header, side, number)
        if not borrowed and _is_lent(header, sides, index, number):
            continue
        named = label and not is_filler(label) and not is_note(label)
        if not named and not code and not has_figure:
            continue
        ordinal = next((t for c in side.ordinals if (t := header.lattice.text(number, c))), None)
        is_total = is_total_label(label)
        groups = {} if is_total else _read_groups(header, side, number, groups)
        above = [t for t in dict.fromkeys(groups.values()) if squeeze(t) != squeeze(label)]
        path = (*above, label) if label else ()
        rows.append(Row(number, label, path, code, ordinal, is_total))
    return rows


def _read_groups(header: Header, side: Side, row: int, before: dict[int, str]) -> dict[int, str]:
    """What a row belongs to, by column: named once for several rows, on one page or on two."""
    groups: dict[int, str] = {}
    renewed = False
    for column in sorted(side.groups):
        text = header.lattice.text(row, column)
        is_name = read_cell(text).holds is Holds.WORDS
        renewed = renewed or (is_name and text != before.get(column))
        if is_name:
            groups[column] = text
        elif not text and not renewed and column in before:
            groups[column] = before[column]
    return groups


def _build_bare_rows(header: Header, side: Side) -> list[Row]:
    """A table whose header says all has rows without labels: those with figures, or the first."""
    empty = (Holds.BLANK, Holds.WORDS)
    body = range(header.rows, header.lattice.rows)
    filled = [
        number
        for number in body
        if any(_holds(header, number, column) not in empty for column in side.figures)
    ]
    return [Row(number, "", ()) for number in filled or list(body)[:1]]


def _holds(header: Header, row: int, column: int) -> Holds:
    cell = header.lattice.at(row, column)
    if cell is None or cell.row != row or cell.column != column:
        return Holds.WORDS
    return read_cell(cell.text).holds


def _label_and_code(header: Header, side: Side, row: int) -> tuple[str, str | None]:
    column = next((c for c in reversed(side.labels) if header.lattice.text(row, c)), None)
    label = header.lattice.text(row, column) if column is not None else ""
    parts: list[str] = []
    for code in _codes_of(side, column):
        text = squeeze(header.lattice.text(row, code))
        if re.fullmatch(r"\d{1,9}", text):
            parts.append(text)
        elif text and not label and not _patterns()["code_levels"].search(text):
            # 合计 stands in the merged code and name columns, or in the first of them.
            label = header.lattice.text(row, code)
    return label, _join_code(parts)


def _codes_of(side: Side, label: int | None) -> Sequence[int]:
    """The code columns of a label: two classifications may stand in one row, each with its own."""
    if label is None:
        return side.codes
    before = max((c for c in side.labels if c < label), default=-1)
    return [code for code in side.codes if before < code < label] or side.codes


def _join_code(parts: Sequence[str]) -> str | None:
    """类 款 项 of three columns as one code; a column may also repeat what stands before it."""
    code = ""
    for part in parts:
        code = part if code and part.startswith(code) and len(part) > len(code) else code + part
    return code or None


def _borrow_label(header: Header, side: Side, row: int) -> str:
    """A figure may stand far behind its label, in the next block of a merged row."""
    for column in range(min(side.figures, default=0) - 1, -1, -1):
        text = header.lattice.text(row, column)
        if text:
            is_words = read_cell(text).holds is Holds.WORDS
            return text if is_words and not is_filler(text) else ""
    return ""


def _is_lent(header: Header, sides: Sequence[Side], index: int, row: int) -> bool:
    """Whether the label of this block's row belongs to a figure of the next block."""
    if index + 1 >= len(sides):
        return False
    side, after = sides[index], sides[index + 1]
    own = [_holds(header, row, column) for column in side.figures]
    if any(holds not in (Holds.BLANK, Holds.WORDS) for holds in own):
        return False
    label, code = _label_and_code(header, after, row)
    figures = [_holds(header, row, column) for column in after.figures]
    spans_over = any(
        (cell := header.lattice.at(row, column)) is not None and cell.column < min(after.columns)
        for column in after.columns
    )
    lends = not label or spans_over
    return lends and not code and any(holds is Holds.FIGURE for holds in figures)


def _names_by_code(blocks: Iterable[Block]) -> dict[str, str]:
    return {row.code: row.label for block in blocks for row in block.rows if row.code}


def _with_paths(block: Block, names: dict[str, str]) -> Block:
    """Row paths: by code where there is one, else by 其中 and by items that come again."""
    lengths = _code_lengths()
    rows: list[Row] = []
    seen: set[str] = set()
    head: Row | None = None
    part_of: Row | None = None
    owners = _find_owners(block.rows)
    for row in block.rows:
        if owner := owners.get(row.index):
            row = replace(row, path=(owner, *row.path))
        if row.code:
            prefixes = [row.code[:length] for length in lengths if length < len(row.code)]
            above = [names[prefix] for prefix in prefixes if names.get(prefix)]
            rows.append(replace(row, path=(*row.path[:-1], *above, *row.path[-1:])))
            continue
        name = normalise_label(row.label)
        is_part = bool(_patterns()["part"].search(squeeze(row.label)))
        if row.is_total and not is_part:
            head = part_of = None
        elif is_part and rows:
            part_of = part_of or head or rows[-1]
            row = replace(row, path=(*part_of.path, row.label))
        elif name in seen and head is not None:
            row = replace(row, path=(*head.path, row.label))
        else:
            row = _under_numbered(row, rows)
            part_of, head = None, row
            seen.add(name)
        rows.append(row)
    return replace(block, rows=tuple(rows))


def _find_owners(rows: Sequence[Row]) -> dict[int, str]:
    """The 单位 that rows belong to, where one code comes again under another of them."""
    codes = [row.code for row in rows if row.code and len(row.code) in _code_lengths()]
    if len(set(codes)) == len(codes):
        return {}
    owners: dict[int, str] = {}
    owner = ""
    for row in rows:
        if row.code and len(row.code) in _code_lengths():
            if owner:
                owners[row.index] = owner
        elif row.label:
            owner = "" if row.is_total else row.label
    return owners


def _code_lengths() -> list[int]:
    lengths: list[int] = read_rules("table_patterns")["code"]["lengths"]
    return lengths


def _under_numbered(row: Row, rows: Sequence[Row]) -> Row:
    """（一） under 一、 and 1. under （一）, when the row above opens that level."""
    own = find_numbering(row.label)
    if own is None:
        return row
    for above in reversed(rows):
        other = find_numbering(above.label)
        if other is None or above.is_total:
            return row
        if other.rank < own.rank:
            return replace(row, path=(*above.path, row.label))
    return row


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    rules = read_rules("table_patterns")
    found = {n: any_of(p) for n, p in rules["row"].items() if isinstance(p, list)}
    found["part"] = re.compile(rules["row"]["part"])
    found["filler"] = re.compile(rules["row"]["filler"])
    found["code_levels"] = any_of(rules["header"]["code_levels"])
    return found
