"""The outline: which lines are headings, and under which headings every paragraph stands.

A numbered line is a heading only when it stands alone and its siblings do too: among items that
run on as text, a short one is text as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from disclosure.labels import squeeze
from disclosure.place import PlacedText
from disclosure.report import Section
from ingest.document import Grid, TextLine
from ingest.numbering import Numbering, find_numbering, title_rank
from ingest.paragraphs import Piece, goes_on, join_pieces
from ingest.rules import any_of, read_rules

_Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as printed and the headings above it."""

    body: PlacedText
    section: _Path = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """`grid_sections` gives the headings above each grid, by its position among the blocks.

    `headings` are the headings as printed.
    """

    sections: tuple[Section, ...]
    paragraphs: tuple[Paragraph, ...]
    grid_sections: dict[int, _Path]
    headings: tuple[PlacedText, ...] = ()


@dataclass(frozen=True, slots=True)
class _Item:
    """A paragraph, a heading to be, or a table, in printed order."""

    piece: Piece | None
    grid: int | None = None
    numbering: Numbering | None = None
    is_heading: bool = False

    @property
    def rank(self) -> int | None:
        if self.numbering is not None:
            return self.numbering.rank
        return title_rank() if self.is_heading else None


def build_outline(blocks: Sequence[TextLine | Grid], used: set[int], body_size: float) -> Outline:
    """The outline of the blocks of a report, those in `used` left out."""
    items = _join_over_tables(list(_items(blocks, used, body_size)), body_size)
    items = _join_part_titles(items)
    items = _settle_siblings(items)
    sections: list[Section] = []
    paragraphs: list[Paragraph] = []
    grids: dict[int, _Path] = {}
    headings: list[PlacedText] = []
    stack: list[tuple[int, str]] = []
    for item in items:
        path = tuple(heading for _, heading in stack)
        if item.grid is not None:
            grids[item.grid] = path
        elif item.piece is not None and item.is_heading:
            rank = item.rank or 0
            while stack and stack[-1][0] >= rank:
                stack.pop()
            stack.append((rank, item.piece.body.text.strip()))
            sections.append(Section(tuple(h for _, h in stack), item.piece.page))
            headings.append(item.piece.body)
        elif item.piece is not None:
            paragraphs.append(Paragraph(item.piece.body, path))
    return Outline(tuple(sections), tuple(paragraphs), grids, tuple(headings))


def _items(blocks: Sequence[TextLine | Grid], used: set[int], body_size: float) -> Iterator[_Item]:
    lines: list[TextLine] = []
    for index, block in enumerate(blocks):
        if isinstance(block, Grid):
            yield from (_build_item(piece) for piece in join_pieces(lines, body_size))
            lines = []
            yield _Item(None, grid=index)
        elif index not in used and block.text:
            lines.append(block)
    yield from (_build_item(piece) for piece in join_pieces(lines, body_size))


def _join_over_tables(items: list[_Item], body_size: float) -> list[_Item]:
    """A sentence that a table breaks in two is one; only the layout can tell."""
    joined: list[_Item] = []
    for item in items:
        before = next((i for i in range(len(joined) - 1, -1, -1) if joined[i].grid is None), None)
        if before is not None and joined[-1].grid is not None and item.piece is not None:
            piece = joined[before].piece
            assert piece is not None
            if _is_broken_off(piece) and goes_on(piece, item.piece, body_size):
                whole = Piece(piece.lines + item.piece.lines)
                joined[before] = replace(joined[before], piece=whole, is_heading=False)
                continue
        joined.append(item)
    return joined


def _is_broken_off(piece: Piece) -> bool:
    text = squeeze(piece.body.text)
    placed = piece.lines[-1].is_placed and not piece.is_title
    return placed and not _ends().search(text) and bool(_inner().search(text))


def _build_item(piece: Piece) -> _Item:
    text = squeeze(piece.body.text)
    numbering = find_numbering(piece.body.text)
    bare = text[numbering.length :] if numbering else text
    rules = read_rules("outline")["heading"]
    # The full stop of a heading is no sentence mark: "（一）项目立项。"
    stands_alone = (
        len(text) <= rules["most_characters"]
        and not _sentence_mark().search(bare[:-1])
        and bare[-1:] not in "；;，,、：:"
    )
    if numbering is None:
        # A title may be long when its print sets it off.
        shown = piece.is_title and stands_alone_title(text, 2 * rules["most_characters"])
        named = not piece.lines[0].is_placed and stands_alone and _titles().search(text)
        return _Item(piece, is_heading=bool(shown or named))
    alone = stands_alone and (len(piece.lines) == 1 or piece.is_title)
    return _Item(piece, numbering=numbering, is_heading=alone or (piece.is_title and stands_alone))


def stands_alone_title(text: str, most_characters: int) -> bool:
    """Whether a text can be a title by its words: no sentence, no clause, not long."""
    return (
        len(text) <= most_characters
        and not _ends().search(text)
        and not re.search(read_rules("outline")["heading"]["clause_marks"], text)
    )


def _join_part_titles(items: list[_Item]) -> list[_Item]:
    """第一部分 on a line of its own takes the next title as its name."""
    joined: list[_Item] = []
    for item in items:
        before = joined[-1] if joined else None
        if before and before.piece and item.piece and _is_bare_number(before) and _is_name(item):
            lines = before.piece.lines + item.piece.lines
            joined[-1] = replace(before, piece=Piece(_with_space(lines), True), is_heading=True)
        else:
            joined.append(item)
    return joined


def _is_bare_number(item: _Item) -> bool:
    assert item.piece is not None
    length = len(squeeze(item.piece.body.text))
    return (
        item.numbering is not None and item.numbering.rank == 0 and length == item.numbering.length
    )


def _is_name(item: _Item) -> bool:
    assert item.piece is not None
    text = squeeze(item.piece.body.text)
    return item.numbering is None and len(text) <= 45 and not _ends().search(text)


def _with_space(lines: tuple[TextLine, ...]) -> tuple[TextLine, ...]:
    first, *rest = lines
    edges = (*first.edges, first.edges[-1]) if first.edges else ()
    return (replace(first, text=first.text + " ", edges=edges), *rest)


def _settle_siblings(items: list[_Item]) -> list[_Item]:
    """Decide over each series of numbered items together."""
    settled = list(items)
    for series in _find_series(items):
        alone = [i for i in series if items[i].is_heading]
        if len(series) - len(alone) >= max(1, len(alone)) or not _have_content(items, alone):
            for index in alone:
                settled[index] = _as_text(items[index])
    return _join_openers(settled)


def _find_series(items: Sequence[_Item]) -> Iterator[list[int]]:
    """Runs of items of one numbering level that count on from each other."""
    open_series: dict[int, list[int]] = {}
    for index, item in enumerate(items):
        rank = item.rank
        if rank is None:
            continue
        for deeper in [r for r in open_series if r > rank]:
            yield open_series.pop(deeper)
        if item.numbering is None or item.numbering.number is None:
            continue
        series = open_series.get(rank)
        last = items[series[-1]].numbering if series else None
        if series and last and (last.number or 0) >= item.numbering.number:
            yield open_series.pop(rank)
        open_series.setdefault(rank, []).append(index)
    yield from open_series.values()


def _have_content(items: Sequence[_Item], headings: Sequence[int]) -> bool:
    """Whether text, a table or a lower heading stands directly under any of the headings."""
    for index in headings:
        rank = items[index].rank or 0
        if rank == 0:
            return True
        following = items[index + 1] if index + 1 < len(items) else None
        if following is None:
            continue
        lower = following.rank is None or following.rank > rank
        if lower:
            return True
    return False


def _as_text(item: _Item) -> _Item:
    return replace(item, is_heading=False)


def _join_openers(items: list[_Item]) -> list[_Item]:
    """An item that is text and only names something takes the paragraph behind it.

    A source without a layout may break "1、…（项）。" and "年初预算为…" into two paragraphs.
    """
    joined: list[_Item] = []
    for item in items:
        before = joined[-1] if joined else None
        if before and before.piece and item.piece and _opens(before) and _follows(item):
            joined[-1] = replace(before, piece=Piece(before.piece.lines + item.piece.lines))
        else:
            joined.append(item)
    return joined


def _opens(item: _Item) -> bool:
    assert item.piece is not None
    first = item.piece.lines[0]
    text = squeeze(item.piece.body.text)
    numbered = item.numbering is not None and not item.is_heading and not first.is_placed
    return numbered and len(item.piece.lines) == 1 and not _sentence_mark().search(text[:-1])


def _follows(item: _Item) -> bool:
    assert item.piece is not None
    return item.numbering is None and not item.is_heading


@lru_cache(maxsize=1)
def _sentence_mark() -> re.Pattern[str]:
    return re.compile(read_rules("outline")["heading"]["sentence_marks"])


@lru_cache(maxsize=1)
def _ends() -> re.Pattern[str]:
    return re.compile(read_rules("outline")["paragraph"]["ends"])


@lru_cache(maxsize=1)
def _inner() -> re.Pattern[str]:
    return re.compile(read_rules("outline")["paragraph"]["inner"])


@lru_cache(maxsize=1)
def _titles() -> re.Pattern[str]:
    return any_of(read_rules("outline")["heading"]["titles"])
