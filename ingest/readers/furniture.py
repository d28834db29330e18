"""Page numbers, running headers and footers are the page's, not the report's; see furniture.toml.

A line at the edge of its page is one of them when it says so itself (第 3 页), when the pages count
on (3, 4, 5), or when it stands at the same place on several pages: on the odd ones, or on all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from disclosure.labels import squeeze
from disclosure.place import Turn
from ingest.captions import is_caption_meta, is_caption_title, is_note
from ingest.document import Grid, TextLine
from ingest.readers.pdf_page import ReadPage
from ingest.rules import any_of, read_rules

_Block = TextLine | Grid
# Distances within this many points are one.
_STEP = 4.0
_DIGITS = re.compile(r"\d+")
# A header drawn as a table has few rows.
_MOST_ROWS = 2


class _Edge(NamedTuple):
    """The outermost block at one end of a page."""

    page: int
    is_foot: bool
    block: _Block
    distance: float


def drop_furniture(pages: Sequence[ReadPage]) -> tuple[list[list[_Block]], list[_Block]]:
    """The blocks of every page without its furniture, and the furniture."""
    kept = [list(page.blocks) for page in pages]
    dropped: list[_Block] = []
    for _ in range(read_rules("furniture")["deepest"]):
        edges = [
            edge
            for index, page in enumerate(pages)
            for edge in _find_edges(index, kept[index], page)
        ]
        found = [*_find_page_numbers(edges), *_find_repeated(edges, len(pages))]
        if not found:
            break
        for edge in found:
            if any(block is edge.block for block in kept[edge.page]):
                kept[edge.page] = [b for b in kept[edge.page] if b is not edge.block]
                dropped.append(edge.block)
    return kept, dropped


def _find_edges(index: int, blocks: Sequence[_Block], page: ReadPage) -> Iterator[_Edge]:
    """The highest and the lowest block of a page, where they are at its edge.

    Text that is turned another way than the rest has edges of its own: a page number under a table
    that is set sideways.
    """
    by_turn: dict[Turn | None, list[tuple[float, float, _Block]]] = {}
    heights: dict[Turn | None, float] = {}
    for block in blocks:
        if isinstance(block, TextLine):
            by_turn.setdefault(block.turn, []).append((block.top, block.bottom, block))
            heights[block.turn] = block.page_height
        elif block.box is not None:
            entry = (block.box.top, block.box.bottom, block)
            by_turn.setdefault(page.turn, []).append(entry)
            heights.setdefault(page.turn, page.height)
    for turn, placed in by_turn.items():
        most = read_rules("furniture")["edge"] * heights[turn]
        top, _, head = min(placed, key=lambda entry: entry[0])
        _, bottom, foot = max(placed, key=lambda entry: entry[1])
        if top <= most:
            yield _Edge(index, False, head, top)
        if heights[turn] - bottom <= most:
            yield _Edge(index, True, foot, heights[turn] - bottom)


def _find_page_numbers(edges: Sequence[_Edge]) -> list[_Edge]:
    found: list[_Edge] = []
    plain: list[tuple[int, _Edge]] = []
    decorated, alone = _patterns()
    for edge in edges:
        if not isinstance(edge.block, TextLine):
            continue
        text = squeeze(edge.block.text).lower()
        if decorated.fullmatch(text):
            found.append(edge)
        elif match := alone.fullmatch(text):
            number = int(match["n"]) if match["n"].isdecimal() else _read_roman(match["n"])
            plain.append((number - edge.page, edge))
    shifts = Counter(shift for shift, _ in plain)
    # The last line of a paragraph may be a number too; it does not count on with the pages.
    return found + [edge for shift, edge in plain if shifts[shift] > 1]


def _read_roman(printed: str) -> int:
    values = [{"i": 1, "v": 5, "x": 10}[letter] for letter in printed]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < after else value for value, after in pairs)


def _find_repeated(edges: Sequence[_Edge], pages: int) -> list[_Edge]:
    rules = read_rules("furniture")
    keys = [(_key(edge), edge) for edge in edges]
    counts = Counter(key for key, _ in keys if key is not None)
    needed = max(rules["fewest_repeats"], int(rules["least_share"] * pages))
    return [edge for key, edge in keys if key is not None and counts[key] >= needed]


def _key(edge: _Edge) -> tuple[str, bool, int] | None:
    """The text without its digits, and its distance from the edge; None for what heads a table."""
    block = edge.block
    if isinstance(block, Grid):
        text = block.text if block.rows <= _MOST_ROWS else ""
    else:
        text = block.text
        if is_caption_meta(text) or is_caption_title(text) or is_note(text):
            return None
    text = _DIGITS.sub("#", squeeze(text))
    return (text, edge.is_foot, round(edge.distance / _STEP)) if text else None


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    rules = read_rules("furniture")
    return any_of(rules["decorated"]), re.compile(rules["plain"])
