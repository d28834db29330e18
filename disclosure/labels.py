"""Printed labels brought to one spelling, for comparing only; what is shown stays as printed."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SPACE = re.compile(r"\s+")
_QUOTES = re.compile(r"[“”‘’\"'「」『』《》〈〉]")
# 一、 · （一） · 1. · 1、 · (1) · ① · 其中： — numbering that is not part of the name.
_NUMBERING = re.compile(
    r"^(?:其中[::]?|[-·•]|"
    r"(?:[一二三四五六七八九十]+|\d{1,2})[、.](?!\d)|"
    r"第[一二三四五六七八九十]+(?:部分|章|条|节)|"
    r"\((?:[一二三四五六七八九十]+|\d{1,2})\)|[①-⑳])"
)
_MARKS = re.compile(r"^[:,。;、 ]+|[:,。;、 ]+$")
# （类）（款）（项） behind a functional item only say which level it is of.
_LEVEL = re.compile(r"\([类款项]\)")


def squeeze(text: str) -> str:
    """NFKC without any white space: for finding printed text again, not for naming."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=65536)
def normalise_label(text: str) -> str:
    """One spelling for a label: half-width, without spaces, quotes, numbering and level marks."""
    label = _QUOTES.sub("", unicodedata.normalize("NFKC", squeeze_circled(text)))
    label = _SPACE.sub("", label)
    label = _LEVEL.sub("", label)
    previous = None
    while previous != label:
        previous = label
        label = _NUMBERING.sub("", label)
    return _MARKS.sub("", label).lower()


def squeeze_circled(text: str) -> str:
    """Drop a leading circled number before NFKC turns it into a digit of the name."""
    return re.sub(r"^\s*[①-⑳]", "", text)
