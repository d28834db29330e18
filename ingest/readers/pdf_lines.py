"""Characters to lines, by how far they overlap in height and not by equal tops.

A report may set digits on a lower baseline than the Chinese text; grouping by tops would pull
every number out of its sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from disclosure.place import Turn
from ingest.document import UNKNOWN, TextLine
from ingest.readers.pdf_chars import Char

# Characters whose heights overlap by this share of the smaller one stand in one line.
_OVERLAP = 0.35
# A gap this wide (in character sizes) separates two pieces of one line by a space.
_WIDE_GAP = 1.0
# Between two Latin letters or digits a narrower gap does.
_NARROW_GAP = 0.25
# From this many gaps on, their median tells how far the letters of a line are set apart.
_FEWEST_GAPS = 4
_MOST_SPACING = 0.8
# A raised digit is smaller than the line by this factor, and its foot stands this much higher.
_SMALLER = 0.8
_RAISED = 0.15
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# Two characters painted at different times that share this much of their width are overprinted.
_OVERPRINTED = 0.5
# Behind these a raised digit would join a figure or a unit; elsewhere it is a figure set small.
_CAN_CARRY = re.compile(r"[\dA-Za-z%)）]")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
# A bullet of a symbol font has no Unicode of its own.
_BULLET = re.compile("^[\uf000-\uf0ff](?=\\s|[^\\W\\d_])")


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
    strips = [strip for row in group_lines(upright) if (strip := _build_strip(row))]
    # Turned text reads along the page's height: group it with the axes exchanged.
    for falls in (False, True):
        swapped = [_swap(c) for c in turned if c.falls is falls]
        for row in group_lines(swapped):
            strip = _build_strip(row)
            if strip:
                strips.append(_swap_back(strip, [_unswap(c) for c in row]))
    return strips


def _swap(char: Char) -> Char:
    if char.falls:
        return char._replace(x0=char.top, x1=char.bottom, top=-char.x1, bottom=-char.x0)
    return char._replace(x0=-char.bottom, x1=-char.top, top=char.x0, bottom=char.x1)


def _unswap(char: Char) -> Char:
    if char.falls:
        return char._replace(top=char.x0, bottom=char.x1, x1=-char.top, x0=-char.bottom)
    return char._replace(bottom=-char.x0, top=-char.x1, x0=char.top, x1=char.bottom)


def _swap_back(strip: Strip, chars: Sequence[Char]) -> Strip:
    """A turned strip as a box of the page: all of its characters have the box of the whole."""
    left, right = min(c.x0 for c in chars), max(c.x1 for c in chars)
    edges = (left,) * len(strip.text) + (right,)
    top, bottom = min(c.top for c in chars), max(c.bottom for c in chars)
    return Strip(strip.text, edges, top, bottom, strip.size)


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
    printed = [c for c in row if not c.text.isspace()]
    size = Counter(round(c.size, 1) for c in printed).most_common(1)[0][0]
    row = _without_overprint(_with_superscripts(row, size))
    loose = _find_spacing(row)
    text: list[str] = []
    edges: list[float] = []
    right = row[0].x0
    for char in row:
        if text and _needs_space(text[-1], char, char.x0 - right - loose):
            text.append(" ")
            edges.append(right)
        width = (char.x1 - char.x0) / max(1, len(char.text))
        for index, letter in enumerate(char.text):
            text.append(" " if letter.isspace() else letter)
            edges.append(char.x0 + index * width)
        right = char.x1
    edges.append(right)
    top, bottom = min(c.top for c in printed), max(c.bottom for c in printed)
    return Strip(_name_private("".join(text)), tuple(edges), top, bottom, size)


def _find_spacing(row: Sequence[Char]) -> float:
    """How far the letters of a line are set apart; it is no gap between two figures."""
    if len(row) <= _FEWEST_GAPS or any(c.text.isspace() for c in row):
        return 0.0
    gaps = [after.x0 - before.x1 for before, after in pairwise(row)]
    spacing = median(gaps)
    # Further apart stand columns, and single digits in columns are figures of their own.
    return spacing if 0.0 < spacing <= _MOST_SPACING * row[0].size else 0.0


def _with_superscripts(row: list[Char], size: float) -> list[Char]:
    """Small raised digits, such as the mark of a note, never become digits of a figure."""
    if all(c.size >= _SMALLER * size for c in row):
        return row
    feet = [c.bottom for c in row if c.size >= _SMALLER * size and not c.text.isspace()]
    foot = median(feet) if feet else 0.0
    result: list[Char] = []
    carries = False
    for char in row:
        raised = char.size < _SMALLER * size and foot - char.bottom > _RAISED * size
        if carries and raised:
            char = char._replace(text=char.text.translate(_SUPERSCRIPTS))
        elif not raised and not char.text.isspace():
            carries = bool(_CAN_CARRY.fullmatch(char.text))
        result.append(char)
    return result


def _without_overprint(row: list[Char]) -> list[Char]:
    """Characters printed over other ones cannot be told apart."""
    result = list(row)
    last: int | None = None
    for index, char in enumerate(row):
        if char.text.isspace():
            continue
        if last is not None and _overprints(row[last], char):
            result[last] = result[last]._replace(text=UNKNOWN)
            result[index] = char._replace(text=UNKNOWN)
        last = index
    return result


def _overprints(before: Char, char: Char) -> bool:
    narrower = min(before.x1 - before.x0, char.x1 - char.x0)
    shared = before.x1 - char.x0
    return abs(before.order - char.order) > 1 and shared > _OVERPRINTED * narrower > 0


def _name_private(text: str) -> str:
    if not _PRIVATE.search(text):
        return text
    return _PRIVATE.sub(UNKNOWN, _BULLET.sub("•", text))


def _needs_space(before: str, char: Char, gap: float) -> bool:
    if before == " " or char.text.isspace():
        return False
    both_latin = before.isascii() and char.text.isascii()
    return gap > (_NARROW_GAP if both_latin else _WIDE_GAP) * char.size


def build_lines(
    chars: list[Char], page: int, size: tuple[float, float], turn: Turn | None = None
) -> list[TextLine]:
    """The lines outside of tables; `size` is that of the page as its text stands upright."""
    width, height = size
    return [
        TextLine(
            s.text,
            page,
            s.top,
            s.bottom,
            s.edges,
            s.size,
            page_width=width,
            page_height=height,
            turn=turn,
        )
        for s in build_strips(chars)
    ]
