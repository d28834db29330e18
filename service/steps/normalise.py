"""Step 1: one spelling for the question, so that one pattern reads every way of typing it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from disclosure.numerals import with_plain_years
from service.lexicon import load_lexicon

# 24年, and 24决算 or 24预算 without 年.
_SHORT_YEAR = re.compile(r"(?<!\d)([0-3]\d)(?:年|(?=(?:部门|单位)?(?:决算|预算)))")
_QUOTES = re.compile(r"[“”‘’\"'「」『』《》〈〉]")
_DASH_YEARS = re.compile(r"((?:19|20)\d\d)年?(?:-|到|至|—|~)((?:19|20)\d\d)年")


def normalise_question(text: str) -> str:
    """NFKC, simplified, lower case, without white space and quotes; years as four digits."""
    question = unicodedata.normalize("NFKC", _simplify(text)).lower()
    question = _QUOTES.sub("", re.sub(r"\s+", "", question))
    for wrong, right in load_lexicon().typos.items():
        question = question.replace(wrong, right)
    question = with_plain_years(question)
    question = _SHORT_YEAR.sub(r"20\1年", question)
    return _DASH_YEARS.sub(_spell_out_years, question)


def _spell_out_years(match: re.Match[str]) -> str:
    first, last = int(match[1]), int(match[2])
    if not 0 <= last - first <= 20:
        return match[0]
    return "、".join(f"{year}年" for year in range(first, last + 1))


def _simplify(text: str) -> str:
    """Traditional characters as simplified ones; text that has none is not touched."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return str(_converter().convert(text))
    return text


@lru_cache(maxsize=1)
def _converter():  # type: ignore[no-untyped-def]  # opencc has no types
    from opencc import OpenCC

    return OpenCC("t2s")
