"""What a cell holds: a figure, nothing, a dash, a stated none, or words."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from disclosure.amount import parse_decimal, strip_marks
from disclosure.errors import AmountError
from disclosure.labels import squeeze
from ingest.rules import read_rules


class Holds(Enum):
    """The kinds of content that a cell can have."""

    FIGURE = auto()
    BLANK = auto()
    DASH = auto()
    STATED_NONE = auto()
    WORDS = auto()


class Reading(NamedTuple):
    """What a cell holds, its value, and a unit when the cell prints one itself."""

    holds: Holds
    value: Decimal | None = None
    unit: str | None = None


@lru_cache(maxsize=65536)
def read_cell(text: str) -> Reading:
    """Read the text of one cell: only a number, or a number with its unit, is a figure."""
    plain = squeeze(strip_marks(text))
    if not plain:
        return Reading(Holds.BLANK)
    patterns = _patterns()
    # A minus alone is a dash, and a dash is not zero.
    if patterns["dash"].search(plain):
        return Reading(Holds.DASH)
    if patterns["none"].search(plain):
        return Reading(Holds.STATED_NONE)
    # White space between digits parts two figures; anywhere else it says nothing.
    if patterns["parted"].search(text):
        return Reading(Holds.WORDS)
    plain = patterns["currency"].sub("", plain)
    match = patterns["with_unit"].fullmatch(plain)
    number, unit = (match.group(1), match.group(2)) if match else (plain, None)
    if bracketed := patterns["negative"].fullmatch(number):
        number = f"-{bracketed.group(1)}"
    try:
        return Reading(Holds.FIGURE, parse_decimal(number), unit)
    except AmountError:
        return Reading(Holds.WORDS)


@lru_cache(maxsize=1)
def unit_pattern() -> str:
    """A pattern for one unit as it is printed: 万元, 人次, 万立方米, 元/人/月."""
    rules = read_rules("table_patterns")["value"]
    units, per = (
        "|".join(re.escape(unit) for unit in sorted(names, key=len, reverse=True))
        for names in (rules["units"], [*rules["units"], *rules["per"]])
    )
    return rf"{rules['scale']}(?:{units})(?:/(?:{per})){{0,2}}"


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    rules = read_rules("table_patterns")["value"]
    return {
        "dash": re.compile(rules["dash"]),
        "none": re.compile(rules["none"]),
        "parted": re.compile(r"\d\s+\d"),
        "currency": re.compile(rules["currency"]),
        "negative": re.compile(rules["negative"]),
        "with_unit": re.compile(rf"(.*?\d)({unit_pattern()})"),
    }
