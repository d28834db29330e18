"""Sentences of a paragraph in a spelling that patterns can read, with the way back to the print.

White space is dropped and full-width characters become half-width, so that one pattern reads
every typesetting; each character remembers where it stands in the paragraph as printed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from disclosure.place import PlacedText

_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": '"', "’": '"', "「": '"', "」": '"'})
_WIDE_COMMA = "，"
# A digit behind a space begins a new number after a digit, and after a numbering.
_KEEPS_APART = re.compile(r"\d$|(?:^|[。;:])\d{1,2}\.$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text` is squeezed; `origins[i]` is where its character i stands in `body.text`."""

    body: PlacedText
    text: str
    origins: tuple[int, ...]

    def printed_span(self, start: int, end: int) -> tuple[int, int]:
        """The span in `body.text` of the squeezed characters `[start, end)`."""
        return self.origins[start], self.origins[end - 1] + 1

    def printed(self, start: int, end: int) -> str:
        """The squeezed characters `[start, end)` as printed."""
        first, last = self.printed_span(start, end)
        return self.body.text[first:last]


def squeeze_placed(body: PlacedText) -> tuple[str, tuple[int, ...]]:
    """The text half-width and without white space, and where each character comes from.

    A space between two digits stays, and one is set behind a full-width comma between digits: it
    keeps two numbers apart. So it does behind the full stop of a numbering: 1. 2023年.
    """
    characters: list[str] = []
    origins: list[int] = []
    pending: int | None = None
    for index, char in enumerate(body.text):
        if char.isspace():
            pending = index if pending is None else pending
            continue
        if _is_raised(char) and characters and characters[-1].isdigit():
            # The mark of a note stands between a figure and its unit.
            continue
        # NFKC turns ① into a plain 1, which would be a number.
        is_mark = _is_circled(char) or _is_raised(char)
        spelled = char if is_mark else unicodedata.normalize("NFKC", char)
        spelled = spelled.translate(_QUOTES)
        apart = pending is not None and bool(_KEEPS_APART.search("".join(characters[-4:])))
        if spelled[:1].isdecimal() and (apart or _follows_wide_comma(body.text, index)):
            characters.append(" ")
            origins.append(index - 1 if pending is None else pending)
        pending = None
        for part in spelled:
            characters.append(part)
            origins.append(index)
    return "".join(characters), tuple(origins)


def _is_circled(char: str) -> bool:
    return unicodedata.decomposition(char).startswith("<circle>")


def _is_raised(char: str) -> bool:
    return unicodedata.decomposition(char).startswith("<super>")


def _follows_wide_comma(text: str, index: int) -> bool:
    """Whether a half-width digit stands behind a full-width comma: 27，318人次 are two numbers."""
    if index < 2 or text[index - 1] != _WIDE_COMMA:
        return False
    return text[index].isascii() and text[index - 2].isdecimal() and text[index - 2].isascii()


def split_sentences(body: PlacedText, ends: str) -> Iterator[Sentence]:
    """The sentences of a paragraph; each keeps its closing mark."""
    text, origins = squeeze_placed(body)
    start = 0
    for index, char in enumerate(text):
        if char in ends:
            yield Sentence(body, text[start : index + 1], origins[start : index + 1])
            start = index + 1
    if start < len(text):
        yield Sentence(body, text[start:], origins[start:])
