"""Grids to tables: pages joined, title, unit and note found, header and blocks understood."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from disclosure.labels import squeeze
from disclosure.table import Block, Cell, Table, TableState
from disclosure.table_forms import find_form, normalise_title
from ingest.blocks import build_blocks
from ingest.broken_rows import rejoin_row
from ingest.captions import (
    Caption,
    find_number,
    find_owner,
    find_unit,
    is_caption_meta,
    is_caption_title,
    is_continued,
    is_note,
    same_title,
    says_empty,
)
from ingest.document import Grid, TextLine
from ingest.figure_cells import Holds, read_cell
from ingest.forms import (
    align_form,
    build_form_blocks,
    find_stated_subject,
    is_form,
    opens_form,
)
from ingest.headers import is_index_row, read_header
from ingest.lattice import Lattice

# A listed title and a printed one this alike name the same table.
_ALIKE = 0.85
_SAME_EDGE = 6.0
_MOST_CAPTION_ROWS = 10
_MOST_REPEATED = 6


@dataclass(slots=True)
class _Sheet:
    """The grids of one table and what stands around them."""

    lattice: Lattice
    caption: Caption
    section: tuple[str, ...]
    grids: list[Grid]
    header_rows: int = 0
    blocks: tuple[Block, ...] = ()


def build_tables(
    blocks: Sequence[TextLine | Grid],
    captions: dict[int, Caption],
    sections: dict[int, tuple[str, ...]],
    listed: Sequence[str],
) -> list[Table]:
    """The tables in printed order, and those only listed behind them."""
    sheets = _join_sheets(blocks, captions, sections)
    tables: list[Table] = []
    for number, sheet in enumerate(sheets, start=1):
        _understand(sheet)
        tables.append(_build_table(sheet, f"t{number:02d}"))
    printed = {normalise_title(b.text) for b in blocks if isinstance(b, TextLine)}
    for title in _find_absent(listed, tables):
        table_id = f"t{len(tables) + 1:02d}"
        state = TableState.UNREAD if normalise_title(title) in printed else TableState.ABSENT
        tables.append(Table(table_id, title, find_form(title), None, (), state))
    return tables


def _join_sheets(
    blocks: Sequence[TextLine | Grid],
    captions: dict[int, Caption],
    sections: dict[int, tuple[str, ...]],
) -> list[_Sheet]:
    sheets: list[_Sheet] = []
    last = -1
    used: set[int] = set().union(*(caption.used for caption in captions.values()), captions)
    for index, caption in captions.items():
        grid = blocks[index]
        assert isinstance(grid, Grid)
        lattice = Lattice.of(grid)
        lattice, caption = _take_caption_rows(lattice, caption)
        between = [blocks[i] for i in range(last + 1, index) if i not in used]
        said = [block for block in between if not _is_blank(block)]
        bare = bool(sheets) and all(_is_header(block, sheets[-1]) for block in said)
        if bare and _continues(sheets[-1], lattice, caption, grid, headed=bool(said)):
            _append(sheets[-1], lattice, caption, grid)
        else:
            if bare and caption.title is None and sheets and _is_next_form(sheets[-1], lattice):
                caption.title, caption.unit = sheets[-1].caption.title, sheets[-1].caption.unit
            sheets.append(_Sheet(lattice, caption, sections.get(index, ()), [grid]))
        last = index
    return sheets


def _is_rest_of_form(sheet: _Sheet, lattice: Lattice) -> bool:
    """A form that names no subject goes on with the one above it, also where no page is known."""
    as_wide = lattice.columns == sheet.lattice.columns
    return as_wide and is_form(lattice) and opens_form(sheet.lattice)


def _is_next_form(sheet: _Sheet, lattice: Lattice) -> bool:
    """Several forms of a kind may stand one below the other under one title."""
    return opens_form(lattice) and opens_form(sheet.lattice)


def _is_header(block: TextLine | Grid, sheet: _Sheet) -> bool:
    """Whether a line holds nothing but headers of the table, printed again without its rules."""
    if not isinstance(block, TextLine):
        return False
    rest = squeeze(block.text)
    rows = range(read_header(sheet.lattice).rows)
    names = {squeeze(text) for row in rows for text in sheet.lattice.texts(row)}
    for name in sorted(names, key=len, reverse=True):
        rest = rest.replace(name, "")
    return not rest


def _is_blank(block: TextLine | Grid) -> bool:
    return isinstance(block, TextLine) and not block.text


def _take_caption_rows(lattice: Lattice, caption: Caption) -> tuple[Lattice, Caption]:
    """Title, unit and department may be drawn as the first rows of the table itself."""
    count = 0
    for row in range(min(_MOST_CAPTION_ROWS, lattice.rows - 1)):
        texts = lattice.texts(row)
        if not texts:
            continue
        meta = [text for text in texts if is_caption_meta(text)]
        if len(meta) == len(texts):
            caption.meta.extend(meta)
            caption.unit = caption.unit or next(filter(None, map(find_unit, meta)), None)
        elif len(texts) == 1 and is_caption_title(texts[0]) and caption.title is None:
            caption.title = texts[0]
        else:
            break
        count = row + 1
    while count < lattice.rows - 1 and not lattice.texts(count):
        count += 1
    return (lattice.without_rows(count) if count else lattice), caption


def _continues(
    sheet: _Sheet, lattice: Lattice, caption: Caption, grid: Grid, *, headed: bool
) -> bool:
    """Whether a grid goes on with a table; `headed` when the headers stand above it as lines."""
    owners = find_owner(sheet.caption.meta), find_owner(caption.meta)
    if all(owners) and owners[0] != owners[1]:
        # The same table of another unit.
        return False
    headed = headed and lattice.columns == sheet.lattice.columns
    header_again = headed or _repeated_rows(sheet.lattice, lattice) > 0
    if caption.title is not None:
        again = same_title(caption.title, sheet.caption.title or "")
        return again and (is_continued(caption.title) or (header_again and not opens_form(lattice)))
    if opens_form(lattice):
        return False
    if header_again or _is_rest_of_form(sheet, lattice):
        return True
    before = sheet.grids[-1]
    if grid.page is None or before.page is None or grid.page - before.page not in (0, 1):
        return False
    if sheet.caption.note is not None:
        return False
    return _same_width(before, grid)


def _same_width(one: Grid, other: Grid) -> bool:
    if one.box is None or other.box is None:
        return one.columns == other.columns
    near = (
        abs(one.box.x0 - other.box.x0) < _SAME_EDGE and abs(one.box.x1 - other.box.x1) < _SAME_EDGE
    )
    return near and (one.page != other.page or one.columns == other.columns)


def _repeated_rows(first: Lattice, second: Lattice) -> int:
    """How many rows of the first header the second grid prints again."""
    header_rows = read_header(first).rows
    count = 0
    while count < min(header_rows, second.rows - 1):
        if not first.row_key(count) or first.row_key(count) != second.row_key(count):
            break
        count += 1
    return count


def _append(sheet: _Sheet, lattice: Lattice, caption: Caption, grid: Grid) -> None:
    repeated = _repeated_rows(sheet.lattice, lattice)
    # An index row ends a header, though what stands above it may be printed in another way.
    again = [r for r in range(min(lattice.rows - 1, _MOST_REPEATED)) if is_index_row(lattice, r)]
    rest = lattice.without_rows(max([repeated, *(row + 1 for row in again)]))
    first = sheet.lattice.rows
    sheet.lattice = sheet.lattice.extended(rest)
    if not is_form(sheet.lattice):
        sheet.lattice = rejoin_row(sheet.lattice, first)
    sheet.grids.append(grid)
    sheet.caption.note = sheet.caption.note or caption.note
    sheet.caption.unit = sheet.caption.unit or caption.unit


def _understand(sheet: _Sheet) -> None:
    if is_form(sheet.lattice):
        sheet.lattice = align_form(sheet.lattice)
        stated = find_stated_subject(sheet.caption.meta)
        sheet.header_rows, sheet.blocks = build_form_blocks(sheet.lattice, stated)
        return
    header = read_header(sheet.lattice)
    sheet.lattice = header.lattice
    sheet.header_rows = header.rows
    blocks = build_blocks(header)
    # Without a title and without headers it is the rest of a table that was not found again, and
    # what its figures are is not known.
    known = sheet.caption.title or any(c.path for block in blocks for c in block.columns)
    sheet.blocks = blocks if known else ()


def _build_table(sheet: _Sheet, table_id: str) -> Table:
    caption = sheet.caption
    title = caption.title or (sheet.section[-1] if sheet.section else "")
    labels = {text for row in range(sheet.header_rows) for text in sheet.lattice.texts(row)}
    inside = next(_notes_inside(sheet.lattice), None)
    cells = tuple(
        Cell(c.row, c.column, c.text, c.row_span, c.column_span, c.page, c.box)
        for c in sorted(sheet.lattice.cells, key=lambda c: (c.row, c.column))
    )
    pages = sorted({grid.page for grid in sheet.grids if grid.page is not None})
    table = Table(
        id=table_id,
        title=title,
        form=find_form(title, labels),
        unit=caption.unit,
        section=sheet.section,
        state=TableState.FILLED,
        cells=cells,
        header_rows=sheet.header_rows,
        blocks=sheet.blocks,
        note=caption.note.text if caption.note else inside,
        note_runs=caption.note.runs if caption.note else (),
        pages=tuple(pages),
        number=find_number(caption.meta),
    )
    return replace(table, state=_state_of(table))


def _notes_inside(lattice: Lattice) -> Iterator[str]:
    for cell in lattice.cells:
        if cell.column == 0 and is_note(cell.text):
            yield cell.text


def _state_of(table: Table) -> TableState:
    """A table of words is filled as well; one that has only labels is not."""
    texts = {(cell.row, cell.column): cell.text for cell in table.cells}
    for block in table.blocks:
        for row in block.rows:
            for column in block.columns:
                if read_cell(texts.get((row.index, column.index), "")).holds is not Holds.BLANK:
                    return TableState.FILLED
    body = [cell for cell in table.cells if cell.row >= table.header_rows and cell.text]
    words_only = not any(block.columns for block in table.blocks)
    if words_only and len(body) > 1 and not says_empty(table.note or ""):
        return TableState.FILLED
    return TableState.EMPTY


def _find_absent(listed: Sequence[str], tables: Sequence[Table]) -> Iterator[str]:
    """Titles of the contents that no printed table answers to; each table answers to one."""
    printed = [table for table in tables if table.title]
    open_titles = list(dict.fromkeys(listed))
    for match in (_is_same_name, _is_same_form, _is_alike):
        for title in list(open_titles):
            table = next((t for t in printed if match(title, t)), None)
            if table is not None:
                printed.remove(table)
                open_titles.remove(title)
    yield from open_titles


def _is_same_name(title: str, table: Table) -> bool:
    return squeeze(normalise_title(title)) == squeeze(normalise_title(table.title))


def _is_same_form(title: str, table: Table) -> bool:
    form = find_form(title)
    return form is not None and form == table.form


def _is_alike(title: str, table: Table) -> bool:
    one, other = normalise_title(title), normalise_title(table.title)
    return one in other or other in one or SequenceMatcher(None, one, other).ratio() >= _ALIKE
