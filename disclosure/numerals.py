"""Numbers as they are written in Chinese: below a hundred (十二, 两), and years digit by digit."""

from __future__ import annotations

import re

_DIGITS = {d: n for n, d in enumerate("零一二三四五六七八九")} | {"两": 2}
_TENS = re.compile(r"([一二三四五六七八九]?)十([一二三四五六七八九]?)")


def read_numeral(written: str) -> int | None:
    """The number; None for what is no single number below a hundred, as 两三 and 几."""
    if written.isascii():
        return int(written) if written.isdigit() else None
    if tens := _TENS.fullmatch(written):
        return 10 * _DIGITS.get(tens[1], 1) + _DIGITS.get(tens[2], 0)
    return _DIGITS.get(written)


_YEAR = re.compile("[二2][〇○Oo零0][〇○Oo零0一二三四五六七八九]{2}(?=年)")
_ZEROS = "〇○Oo零0"


def with_plain_years(text: str) -> str:
    """The text with every 二〇二四年 and 二○二四年 as 2024年."""
    return _YEAR.sub(lambda match: "".join(_read_digit(char) for char in match[0]), text)


def _read_digit(char: str) -> str:
    return "0" if char in _ZEROS else str(_DIGITS.get(char, char))
