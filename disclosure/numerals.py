"""Whole numbers below a hundred as they are written in Chinese or in digits: 十二, 二十, 两, 12."""

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
