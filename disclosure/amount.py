"""Printed figures as exact decimals: nothing is rounded, nothing is filled in."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from disclosure.errors import AmountError

_NUMBER = re.compile(r"[-+−﹣-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_TWO_NUMBERS = re.compile(r"\d\s+\d")
_MINUS = str.maketrans({"−": "-", "﹣": "-", "–": "-", "—": "-"})

# Marks of notes, raised or in a circle: NFKC would make digits of the figure of them.
_MARKS = "⁰¹²³⁴⁵⁶⁷⁸⁹①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_MARK = re.compile(f"[{_MARKS}]")

# How many of the base unit one unit is worth; only units of one dimension convert into each other.
MONEY_UNITS: dict[str, Decimal] = {
    "元": Decimal(1),
    "千元": Decimal(1_000),
    "万元": Decimal(10_000),
    "百万元": Decimal(1_000_000),
    "亿元": Decimal(100_000_000),
}


@dataclass(frozen=True, slots=True)
class Amount:
    """A disclosed figure: exact value, unit as printed, and the text as printed."""

    value: Decimal
    unit: str
    printed: str

    @property
    def decimals(self) -> int:
        """Digits after the decimal point, as printed."""
        exponent = self.value.as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else 0

    def is_money(self) -> bool:
        """Whether the unit is a unit of money."""
        return self.unit in MONEY_UNITS


def strip_marks(printed: str) -> str:
    """A printed text without the marks of notes behind it."""
    return printed.rstrip().rstrip(_MARKS)


def parse_decimal(printed: str) -> Decimal:
    """The exact value of a printed figure; full-width digits and thousands separators are read.

    Raises AmountError when the text is anything else than one number.
    """
    bare = strip_marks(printed)
    if _MARK.search(bare):
        raise AmountError(f"not a figure: {printed!r}")
    text = unicodedata.normalize("NFKC", bare).translate(_MINUS)
    if _TWO_NUMBERS.search(text):
        raise AmountError(f"two figures: {printed!r}")
    text = re.sub(r"\s+", "", text).removesuffix("%")
    if not _NUMBER.fullmatch(text):
        raise AmountError(f"not a figure: {printed!r}")
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation as error:  # pragma: no cover - the pattern admits decimals only
        raise AmountError(f"not a figure: {printed!r}") from error


def plain(value: Decimal) -> str:
    """A decimal as a plain string: no exponent, no thousands separators, trailing digits kept."""
    return format(value, "f")


def convert_money(value: Decimal, unit: str, target: str) -> Decimal:
    """The same sum of money in another unit, exactly. Raises AmountError for other units."""
    if unit not in MONEY_UNITS or target not in MONEY_UNITS:
        raise AmountError(f"cannot convert {unit} to {target}")
    # Powers of ten only, so that the quotient is exact and keeps its printed digits.
    shift = MONEY_UNITS[unit].adjusted() - MONEY_UNITS[target].adjusted()
    return value.scaleb(shift)
