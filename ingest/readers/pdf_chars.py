"""Which characters of a page are printed: once each, visible, and with a known meaning."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from disclosure.place import Box, Turn, union_of
from disclosure.reading_report import Region, Unread
from ingest.document import UNKNOWN

# Text smaller than this, in points, is not meant to be read.
_TINY = 1.5
# A character that moves by less than this share of its width, or of its size where it is narrow,
# is printed over itself.
_DOUBLED = 0.3
_DOUBLED_OF_SIZE = 0.13
_SLOT = 4.0
# A fill hides a character when it covers this share of it, and is not the ground of the page.
_COVERED = 0.7
_GROUND = 0.5
_DIGIT_LIKE = re.compile(r"[\d.,%]")
# The hyphen that fonts map to the soft one is a minus in front of a figure.
_SOFT_HYPHEN = "\u00ad"


class Char(NamedTuple):
    """One printed character with its box.

    `falls` is turned text that reads downwards, `order` the place in the order of painting.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    upright: bool
    falls: bool = False
    order: int = 0


class Drawn(NamedTuple):
    """A character as the file draws it: `quarter` turns against the clock, None for a slant.

    `order` is its place in the order of painting; what is outside is clipped or off the page.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    quarter: int | None
    order: int
    is_white: bool = False
    is_invisible: bool = False
    is_outside: bool = False

    @property
    def box(self) -> Box:
        """Where it is drawn."""
        return Box(self.x0, self.top, self.x1, self.bottom)


class Fill(NamedTuple):
    """A filled area, `order` as for characters; a picture is one too."""

    x0: float
    top: float
    x1: float
    bottom: float
    order: int
    is_white: bool = False
    is_black: bool = False


class Sorted(NamedTuple):
    """The characters that are read, and what is said of the others."""

    chars: list[Drawn]
    regions: list[Region]
    unmapped: int
    doubled: int
    invisible: int
    left_out: int


def sort_chars(
    drawn: Sequence[Drawn], fills: Sequence[Fill], page_area: float, page: int
) -> Sorted:
    """Take hidden, slanted and doubled characters out; those without meaning become UNKNOWN."""
    chars = _with_meaning(drawn)
    unseen = _find_covered(chars, fills, page_area) | _find_outside(chars)
    hidden: list[Drawn] = []
    slanted: list[Drawn] = []
    shown: list[Drawn] = []
    for char in chars:
        if _is_hidden(char, fills) or char.order in unseen:
            hidden.append(char)
        else:
            (slanted if char.quarter is None else shown).append(char)
    kept = _without_doubles(shown)
    regions = [
        *_regions(hidden, Unread.HIDDEN, page),
        *_regions(slanted, Unread.SLANTED, page),
    ]
    return Sorted(
        kept,
        regions,
        sum(UNKNOWN in c.text or _is_private(c.text) for c in kept),
        len(shown) - len(kept),
        sum(c.is_invisible for c in hidden),
        sum(not c.text.isspace() for c in (*hidden, *slanted)),
    )


def _with_meaning(drawn: Sequence[Drawn]) -> list[Drawn]:
    chars: list[Drawn] = []
    for index, char in enumerate(drawn):
        text = char.text
        if text.isascii() and text.isprintable() and len(text) == 1:
            chars.append(char)
        elif text.startswith("(cid:"):
            chars.append(char._replace(text=UNKNOWN))
        elif text == _SOFT_HYPHEN:
            chars.append(char._replace(text="-"))
        elif not text or text.isprintable() or text.isspace() or _is_private(text):
            if text:
                chars.append(char)
            elif char.x1 - char.x0 > 0 and _between_digits(drawn, index):
                chars.append(char._replace(text=UNKNOWN))
        elif all(unicodedata.category(c) == "Cf" for c in text):
            continue
        elif text != "\x00" or _between_digits(drawn, index):
            # A font without a map may print its spaces as NUL; inside a number a digit is lost.
            chars.append(char._replace(text=UNKNOWN))
    return chars


def _is_private(text: str) -> bool:
    return any("\ue000" <= c <= "\uf8ff" for c in text)


def _between_digits(drawn: Sequence[Drawn], index: int) -> bool:
    around = [drawn[i].text for i in (index - 1, index + 1) if 0 <= i < len(drawn)]
    return any(_DIGIT_LIKE.fullmatch(text) for text in around)


def _is_hidden(char: Drawn, fills: Sequence[Fill]) -> bool:
    if char.is_invisible or char.size < _TINY or not char.is_white:
        return char.is_invisible or char.size < _TINY
    x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
    below = [f for f in fills if f.x0 <= x <= f.x1 and f.top <= y <= f.bottom]
    ground = max((f for f in below if f.order < char.order), key=lambda f: f.order, default=None)
    return ground is None or ground.is_white


def _find_outside(chars: Sequence[Drawn]) -> frozenset[int]:
    """Stretches of text of which nothing shows; one that is cut in two is read whole."""
    if not any(char.is_outside for char in chars):
        return frozenset()
    return frozenset(
        char.order
        for run in _runs(chars)
        if all(char.is_outside or char.text.isspace() for char in run)
        for char in run
    )


def _find_covered(
    chars: Sequence[Drawn], fills: Sequence[Fill], page_area: float
) -> frozenset[int]:
    """Characters over which white or black is painted later: a correction or a blackout."""
    last = max((f.order for f in fills), default=-1)
    below = sorted((c for c in chars if c.order < last), key=lambda c: c.top)
    tops = [c.top for c in below]
    tallest = max((c.bottom - c.top for c in below), default=0.0)
    covered: set[int] = set()
    for fill in fills:
        area = (fill.x1 - fill.x0) * (fill.bottom - fill.top)
        if not (fill.is_white or fill.is_black) or not 0 < area <= _GROUND * page_area:
            continue
        first, end = bisect_left(tops, fill.top - tallest), bisect_right(tops, fill.bottom)
        for char in below[first:end]:
            if char.order < fill.order and _shared(char, fill) >= _COVERED:
                covered.add(char.order)
    return frozenset(covered)


def _shared(char: Drawn, fill: Fill) -> float:
    """The share of a character that a fill covers."""
    width = min(char.x1, fill.x1) - max(char.x0, fill.x0)
    height = min(char.bottom, fill.bottom) - max(char.top, fill.top)
    area = (char.x1 - char.x0) * (char.bottom - char.top)
    return width * height / area if width > 0 and height > 0 and area > 0 else 0.0


def _without_doubles(chars: Sequence[Drawn]) -> list[Drawn]:
    """Bold print made by printing twice or more, and shadows, count once."""
    kept: list[Drawn] = []
    seen: dict[tuple[str, int, int], list[Drawn]] = {}
    for char in chars:
        if char.text.isspace():
            kept.append(char)
            continue
        across, down = int(char.x0 // _SLOT), int(char.top // _SLOT)
        near = (
            other
            for i in (across - 1, across, across + 1)
            for j in (down - 1, down, down + 1)
            for other in seen.get((char.text, i, j), ())
        )
        if any(_is_double(char, other) for other in near):
            continue
        seen.setdefault((char.text, across, down), []).append(char)
        kept.append(char)
    return kept


def _is_double(char: Drawn, other: Drawn) -> bool:
    least = _DOUBLED_OF_SIZE * char.size
    return (
        abs(char.x0 - other.x0) < max(_DOUBLED * (char.x1 - char.x0), least)
        and abs(char.top - other.top) < max(_DOUBLED * (char.bottom - char.top), least)
        and char.quarter == other.quarter
    )


def _regions(chars: Sequence[Drawn], why: Unread, page: int) -> list[Region]:
    """One region of all of them."""
    text = "".join(c.text for c in chars).strip()
    box = union_of(c.box for c in chars if not c.text.isspace())
    return [Region(why, text, page, box)] if text else []


def _runs(chars: Iterable[Drawn]) -> list[list[Drawn]]:
    """Stretches that were drawn in one go."""
    runs: list[list[Drawn]] = []
    for char in chars:
        if runs and _goes_on(runs[-1][-1], char):
            runs[-1].append(char)
        else:
            runs.append([char])
    return runs


def _goes_on(before: Drawn, char: Drawn) -> bool:
    """Turned text goes on along the height of the page."""
    far, near = 2 * max(before.size, char.size, 1.0), 0.5 * max(before.size, char.size, 1.0)
    if before.quarter != char.quarter:
        return False
    if (char.quarter or 0) % 2:
        along = min(abs(char.top - before.bottom), abs(before.top - char.bottom))
        return along < far and abs(char.x0 - before.x0) < near
    along = min(abs(char.x0 - before.x1), abs(before.x0 - char.x1))
    return along < far and abs(char.top - before.top) < near


def find_quarter(chars: Iterable[Drawn]) -> int:
    """How most of the text of a page is turned; upright when there is none."""
    counts = [0, 0, 0, 0]
    for char in chars:
        if not char.text.isspace() and char.quarter is not None:
            counts[char.quarter] += 1
    return max(range(4), key=lambda quarter: counts[quarter])


def stand_up(chars: Iterable[Drawn], turn: Turn | None) -> list[Char]:
    """The characters in the coordinates in which text turned like `turn` is upright."""
    quarters = 0 if turn is None else turn.quarters
    result = []
    for c in chars:
        relative = ((c.quarter or 0) - quarters) % 4
        x0, top, x1, bottom = c.x0, c.top, c.x1, c.bottom
        if turn is not None:
            box = turn.upright(c.box)
            x0, top, x1, bottom = box.x0, box.top, box.x1, box.bottom
        upright, falls = relative == 0, relative == 3
        result.append(Char(c.text, x0, top, x1, bottom, c.size, upright, falls, c.order))
    return result
