"""The cover and the contents page: not content, but they name the report and list its tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from disclosure.labels import normalise_label, squeeze
from ingest.captions import is_caption_title
from ingest.document import Grid, TextLine
from ingest.numbering import find_numbering
from ingest.rules import any_of, read_rules


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stands before the report itself. `end` is the first block that is content."""

    cover: tuple[TextLine, ...]
    entries: tuple[str, ...]
    end: int

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


def read_front_matter(blocks: Sequence[TextLine | Grid]) -> FrontMatter:
    """The cover lines and the entries of the contents page, if there is one."""
    rules = read_rules("outline")
    start = _find_contents(blocks)
    if start is None:
        cover = _read_cover(blocks, rules["cover"])
        return FrontMatter(cover, (), len(cover))
    cover = tuple(b for b in blocks[:start] if isinstance(b, TextLine))
    strip = re.compile(rules["contents"]["strip"])
    for index in (start, start + 1):
        drawn = blocks[index] if index < len(blocks) else None
        if isinstance(drawn, Grid):
            # Some typeset the contents as a table without rules that show.
            texts = [row for row in _row_texts(drawn) if row and not _is_start(row)]
            drawn_entries = tuple(strip.sub("", squeeze(text)) for text in texts)
            return FrontMatter(cover, drawn_entries, index + 1)
    lines: list[TextLine] = []
    for block in blocks[start + 1 : start + 1 + rules["contents"]["most_lines"]]:
        if not isinstance(block, TextLine):
            break
        lines.append(block)
    count = _count_entries(lines)
    entries = tuple(strip.sub("", squeeze(line.text)) for line in lines[:count])
    return FrontMatter(cover, entries, start + 1 + count)


def _find_contents(blocks: Sequence[TextLine | Grid]) -> int | None:
    for index, block in enumerate(blocks[:60]):
        texts = [block.text] if isinstance(block, TextLine) else _row_texts(block)[:3]
        if any(_is_start(text) for text in texts):
            return index
    return None


def _is_start(text: str) -> bool:
    return bool(any_of(read_rules("outline")["contents"]["start"]).search(squeeze(text).lower()))


def _row_texts(grid: Grid) -> list[str]:
    rows = [""] * grid.rows
    for cell in sorted(grid.cells, key=lambda c: (c.row, c.column)):
        rows[cell.row] += cell.text
    return rows


def _count_entries(lines: Sequence[TextLine]) -> int:
    """How many lines belong to the contents: by their leaders, else until the first one recurs."""
    leaders = [_has_leader(line) for line in lines]
    if any(leaders[:3]):
        count = 0
        for index, has_leader in enumerate(leaders):
            # A long entry may have its leader on a second line.
            wrapped = index + 1 < len(leaders) and leaders[index + 1]
            if not has_leader and not wrapped:
                break
            count = index + 1
        return count
    if not lines:
        return 0
    first = normalise_label(lines[0].text)
    for index, line in enumerate(lines[1:], start=1):
        text = normalise_label(line.text)
        if text and (text == first or (find_numbering(line.text) and first == text)):
            return index
        if _is_sentence(line):
            return _back_to_heading(lines, index)
    return len(lines) if len(lines) < 40 else 0


def _has_leader(line: TextLine) -> bool:
    return bool(_leader().search(squeeze(line.text)))


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


def _read_cover(blocks: Sequence[TextLine | Grid], rules: dict[str, int]) -> tuple[TextLine, ...]:
    """The lines of a first page that holds hardly any text; the first short lines without pages."""
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
