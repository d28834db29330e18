"""The numbering in front of a heading or an item: its level and its number."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from disclosure.labels import squeeze
from disclosure.numerals import read_numeral
from ingest.rules import read_rules

_CIRCLED_ONE = ord("①")


class Numbering(NamedTuple):
    """`rank` counts the levels of outline.toml from the root; `number` is None for a title."""

    rank: int
    number: int | None
    length: int


@lru_cache(maxsize=1)
def _levels() -> tuple[tuple[int, re.Pattern[str]], ...]:
    levels = read_rules("outline")["level"]
    return tuple(
        (rank, re.compile(level["pattern"]))
        for rank, level in enumerate(levels)
        if "pattern" in level
    )


@lru_cache(maxsize=1)
def title_rank() -> int:
    """The rank of headings without a number."""
    levels = read_rules("outline")["level"]
    return next(rank for rank, level in enumerate(levels) if "pattern" not in level)


def find_numbering(text: str) -> Numbering | None:
    """The numbering at the beginning of a printed text, if any."""
    # NFKC turns ① into a plain 1, so that a circled number is looked for in the print.
    for plain in (squeeze(text), text.strip()):
        for rank, pattern in _levels():
            match = pattern.search(plain)
            if match:
                return Numbering(rank, _read_number(match.group(1)), match.end())
    return None


def _read_number(printed: str) -> int:
    if "①" <= printed <= "⑳":
        return ord(printed) - _CIRCLED_ONE + 1
    return read_numeral(printed) or 0
