"""The cover and the contents page: not content, but they name the report and list its tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from disclosure.labels import normalise_label, squeeze
from ingest.captions import is_caption_title
from ingest.document import Grid, TextLine
from ingest.numbering import find_numbering
from ingest.rules import any_of, read_rules

_Block = TextLine | Grid
# A contents list drawn as a table: entries, a number in front, pages behind; few rows are headings.
_MOST_COLUMNS = 4
_MOST_ROWS = 0.7
# So many of the first three lines of a later list end in a page number.
_FEWEST_LATER = 2


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What is not the report itself: its cover and its contents pages; `body` is what is left.

    An appendix may have contents pages of its own.
    """

    cover: tuple[TextLine, ...]
    entries: tuple[str, ...]
    contents: tuple[_Block, ...]
    body: tuple[_Block, ...]

    @property
    def listed_tables(self) -> tuple[str, ...]:
        """The entries of the contents that name a table, without their numbering."""
        is_table = re.compile(read_rules("outline")["contents"]["table"])
        numberings = [find_numbering(entry) for entry in self.entries]
        ranks = [numbering.rank if numbering else None for numbering in numberings]
        tables = []
        for index, entry in enumerate(self.entries):
            numbering, rank = numberings[index], ranks[index]
            title = squeeze(entry)[numbering.length if numbering else 0 :]
            below = ranks[index + 1] if index + 1 < len(ranks) else None
            # An entry with deeper ones under it is a heading: 五、部门预算表.
            is_parent = rank == 0 or (rank is not None and below is not None and below > rank)
            if is_table.search(title) and not is_parent:
                tables.append(title)
        return tuple(tables)


def read_front_matter(blocks: Sequence[_Block]) -> FrontMatter:
    """Take the cover and all contents pages out of the blocks of a file."""
    spans = list(_find_contents(blocks))
    start = spans[0].start if spans else None
    cover = _read_cover(blocks) if start is None else _read_cover_before(blocks[:start])
    entries = tuple(entry for span in spans for entry in span.entries)
    contents = tuple(block for span in spans for block in blocks[span.start : span.end])
    left_out = {id(block) for block in (*cover, *contents)}
    body = tuple(block for block in blocks if id(block) not in left_out)
    return FrontMatter(cover, entries, contents, body)


class _Span(NamedTuple):
    """A contents list: the blocks `[start, end)` and its entries."""

    start: int
    end: int
    entries: tuple[str, ...]


def _find_contents(blocks: Sequence[_Block]) -> Iterator[_Span]:
    """The first list may have any form; later ones must have page numbers to be told from text."""
    index = 0
    first: int = read_rules("outline")["contents"]["first_within"]
    is_first = True
    while index < len(blocks):
        if not (is_first and index >= first) and _starts_contents(blocks[index]):
            span = _read_contents(blocks, index, is_first=is_first)
            if span is not None:
                yield span
                is_first = False
                index = span.end
                continue
        elif is_first and index >= first:
            is_first = False
        index += 1


def _starts_contents(block: _Block) -> bool:
    texts = [block.text] if isinstance(block, TextLine) else _row_texts(block)[:3]
    return any(_is_start(text) for text in texts)


def _read_contents(blocks: Sequence[_Block], start: int, *, is_first: bool) -> _Span | None:
    for index in (start, start + 1):
        drawn = blocks[index] if index < len(blocks) else None
        if isinstance(drawn, Grid) and (is_first or _lists_pages(drawn)):
            return _read_drawn(blocks, start, index)
    lines: list[TextLine] = []
    for block in blocks[start + 1 : start + 1 + read_rules("outline")["contents"]["most_lines"]]:
        if not isinstance(block, TextLine):
            break
        lines.append(block)
    if not is_first and sum(_has_leader(line.text) for line in lines[:3]) < _FEWEST_LATER:
        return None
    start_page = blocks[start].page
    count = _count_entries(lines, start_page)
    entries = tuple(_strip(line.text) for line in lines[:count] if not _is_start(line.text))
    return _Span(start, start + 1 + count, entries)


def _read_drawn(blocks: Sequence[_Block], start: int, index: int) -> _Span:
    """Some typeset the contents as a table, which may go on over the page."""
    rows: list[str] = []
    end = index
    while end < len(blocks):
        block = blocks[end]
        if isinstance(block, Grid):
            if end > index and not _lists_pages(block):
                break
            rows += [row for row in _row_entries(block) if row and not _is_start(row)]
        elif not (_is_start(block.text) and end + 1 < len(blocks)):
            break
        end += 1
    return _Span(start, end, tuple(_strip(row) for row in rows))


def _row_entries(grid: Grid) -> list[str]:
    """The rows without a number in front and the page behind that have cells of their own."""
    cells = tuple(cell for cell in grid.cells if not squeeze(cell.text).isdecimal())
    return _row_texts(replace(grid, cells=cells))


def _lists_pages(grid: Grid) -> bool:
    """Whether nearly every row of a grid ends in the number of a page."""
    rows = [row for row in _row_texts(grid) if row]
    listed = sum(_has_leader(row) for row in rows)
    return grid.columns <= _MOST_COLUMNS and len(rows) > 1 and listed >= _MOST_ROWS * len(rows)


def _strip(text: str) -> str:
    return re.sub(read_rules("outline")["contents"]["strip"], "", squeeze(text))


def _is_start(text: str) -> bool:
    return bool(any_of(read_rules("outline")["contents"]["start"]).search(squeeze(text).lower()))


def _row_texts(grid: Grid) -> list[str]:
    rows = [""] * grid.rows
    for cell in sorted(grid.cells, key=lambda c: (c.row, c.column)):
        rows[cell.row] += cell.text
    return rows


def _count_entries(lines: Sequence[TextLine], page: int | None) -> int:
    """How many lines belong to the contents: by their leaders, else until the first one recurs."""
    if not lines:
        return 0
    leaders = [_has_leader(line.text) for line in lines]
    if any(leaders[:3]):
        return _count_led(lines, leaders)
    first = normalise_label(lines[0].text)
    for index, line in enumerate(lines[1:], start=1):
        if normalise_label(line.text) == first:
            return index
        if _is_sentence(line):
            return _back_to_heading(lines, index)
    if page is not None:
        # Nothing of the list is found again: it is what stands on its page.
        return sum(line.page == page for line in lines)
    return len(lines) if len(lines) < 40 else 0


def _count_led(lines: Sequence[TextLine], leaders: Sequence[bool]) -> int:
    first = normalise_label(_strip(lines[0].text))
    count = 0
    for index, has_leader in enumerate(leaders):
        again = index > 0 and normalise_label(_strip(lines[index].text)) == first
        # A long entry may have its leader on a second line.
        wrapped = index + 1 < len(leaders) and leaders[index + 1]
        if (again and not has_leader) or _is_sentence(lines[index]):
            break
        if not has_leader and not wrapped and not _is_start(lines[index].text):
            break
        count = index + 1
    return count


def _has_leader(text: str) -> bool:
    return bool(_leader().search(squeeze(text)))


@lru_cache(maxsize=1)
def _leader() -> re.Pattern[str]:
    return any_of(read_rules("outline")["contents"]["leader"])


def _is_sentence(line: TextLine) -> bool:
    return bool(re.search(read_rules("outline")["heading"]["sentence_marks"], squeeze(line.text)))


def _back_to_heading(lines: Sequence[TextLine], index: int) -> int:
    """The contents end on the page before the one with the first sentence."""
    page = lines[index].page
    while index and page is not None and lines[index - 1].page == page:
        index -= 1
    return index


def _read_cover_before(blocks: Sequence[_Block]) -> tuple[TextLine, ...]:
    """What stands before the contents is the cover, unless there is more: a foreword, a table."""
    lines = tuple(block for block in blocks if isinstance(block, TextLine))
    prose = re.compile(read_rules("outline")["cover"]["prose"])
    if len(lines) == len(blocks) and not any(prose.search(line.text) for line in lines):
        return lines
    return _read_cover(blocks)


def _read_cover(blocks: Sequence[_Block]) -> tuple[TextLine, ...]:
    """The lines of a first page that holds hardly any text; the first short lines without pages."""
    rules = read_rules("outline")["cover"]
    start = blocks[: rules["most_lines"] + 1]
    if start and isinstance(start[0], TextLine) and not start[0].is_placed:
        return tuple(_leading_lines(start[: rules["most_lines"]]))
    first = [b for b in start if b.page == 1]
    lines = [b for b in first if isinstance(b, TextLine)]
    length = sum(len(line.text) for line in lines)
    is_cover = len(first) == len(lines) <= rules["most_lines"]
    return tuple(lines) if is_cover and length <= rules["most_characters"] else ()


def _leading_lines(blocks: Sequence[TextLine | Grid]) -> Iterator[TextLine]:
    """Short lines before the first heading, table or sentence."""
    most: int = read_rules("outline")["cover"]["most_characters_of_line"]
    for block in blocks:
        if not isinstance(block, TextLine) or len(squeeze(block.text)) > most:
            return
        if find_numbering(block.text) or is_caption_title(block.text) or _is_sentence(block):
            return
        yield block
