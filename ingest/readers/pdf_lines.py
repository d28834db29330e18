"""Characters to lines, by how far they overlap in height and not by equal tops.

A report may set digits on a lower baseline than the Chinese text; grouping by tops would pull
every number out of its sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from ingest.document import TextLine

# Characters whose heights overlap by this share of the smaller one stand in one line.
_OVERLAP = 0.5
# A gap this wide (in character sizes) separates two pieces of one line by a space.
_WIDE_GAP = 1.0
# Between two Latin letters or digits a narrower gap does.
_NARROW_GAP = 0.25


class Char(NamedTuple):
    """One printed character with its box."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    upright: bool


class Strip(NamedTuple):
    """One line of characters: its text, an edge per character, and its height."""

    text: str
    edges: tuple[float, ...]
    top: float
    bottom: float
    size: float


def build_strips(chars: Iterable[Char]) -> list[Strip]:
    """The lines of a page or a cell from top to bottom, each with its characters from the left."""
    upright: list[Char] = []
    turned: list[Char] = []
    for char in chars:
        (upright if char.upright else turned).append(char)
    rows = group_lines(upright)
    # Turned text reads along the page's height: group it with the axes exchanged.
    swapped = [c._replace(x0=-c.bottom, x1=-c.top, top=c.x0, bottom=c.x1) for c in turned]
    strips = [strip for row in rows if (strip := _build_strip(row))]
    for row in group_lines(swapped):
        strip = _build_strip(row)
        if strip:
            box = [c for c in turned if c.x0 >= strip.top - 1 and c.x1 <= strip.bottom + 1]
            left, right = min(c.x0 for c in box), max(c.x1 for c in box)
            edges = (left,) * len(strip.text) + (right,)
            top, bottom = min(c.top for c in box), max(c.bottom for c in box)
            strips.append(Strip(strip.text, edges, top, bottom, strip.size))
    return strips


def group_lines(chars: list[Char]) -> list[list[Char]]:
    """The characters of each line, lines from top to bottom."""
    rows: list[list[Char]] = []
    top = bottom = 0.0
    # White space has a height of its own making; it joins a line and never opens one.
    for char in sorted(chars, key=lambda c: (c.top + c.bottom) / 2):
        height = min(char.bottom - char.top, bottom - top)
        shared = min(bottom, char.bottom) - max(top, char.top)
        if rows and shared >= _OVERLAP * height:
            rows[-1].append(char)
            top, bottom = min(top, char.top), max(bottom, char.bottom)
        else:
            rows.append([char])
            top, bottom = char.top, char.bottom
    return rows


def _build_strip(row: list[Char]) -> Strip | None:
    row = sorted(row, key=lambda c: c.x0)
    while row and row[0].text.isspace():
        row.pop(0)
    while row and row[-1].text.isspace():
        row.pop()
    if not row:
        return None
    text: list[str] = []
    edges: list[float] = []
    right = row[0].x0
    for char in row:
        if text and _needs_space(text[-1], char, char.x0 - right):
            text.append(" ")
            edges.append(right)
        width = (char.x1 - char.x0) / max(1, len(char.text))
        for index, letter in enumerate(char.text):
            text.append(" " if letter.isspace() else letter)
            edges.append(char.x0 + index * width)
        right = char.x1
    edges.append(right)
    printed = [c for c in row if not c.text.isspace()]
    sizes = Counter(round(c.size, 1) for c in printed)
    return Strip(
        "".join(text),
        tuple(edges),
        min(c.top for c in printed),
        max(c.bottom for c in printed),
        sizes.most_common(1)[0][0],
    )


def _needs_space(before: str, char: Char, gap: float) -> bool:
    if before == " " or char.text.isspace():
        return False
    both_latin = before.isascii() and char.text.isascii()
    return gap > (_NARROW_GAP if both_latin else _WIDE_GAP) * char.size


def build_lines(chars: list[Char], page: int, page_width: float) -> list[TextLine]:
    """The lines outside of tables."""
    return [
        TextLine(s.text, page, s.top, s.bottom, s.edges, s.size, page_width=page_width)
        for s in build_strips(chars)
    ]
