"""Whether the text of a page is what the page prints; the thresholds are in damage.toml."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from disclosure.reading_report import Unread
from ingest.document import UNKNOWN
from ingest.rules import read_rules

_CHINESE = re.compile("[\u3400-\u9fff]")
_LATIN = re.compile("[A-Za-z]")
# Marks, numerals and signs that Chinese reports use beside their characters.
_AT_HOME = re.compile("[\u0000-\u00bf×÷\u0370-\u03ff\u2000-\u2bff\u3000-\u303f\ufe30-\uffef]")


def find_garble(text: str) -> Unread | None:
    """Why the text of a whole page cannot be trusted, if it cannot."""
    rules = read_rules("damage")
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    if plain.count(UNKNOWN) > rules["most_unmapped"] * len(plain):
        return Unread.UNMAPPED
    if len(plain) < rules["fewest_characters"]:
        return None
    plain = plain.replace(UNKNOWN, "")
    chinese = _CHINESE.findall(plain)
    foreign = len(plain) - len(chinese) - len(_AT_HOME.findall(plain))
    common = sum(c in _common() for c in chinese)
    latin = len(_LATIN.findall(plain))
    enough = len(chinese) >= rules["fewest_characters"]
    is_strange = enough and common < rules["least_common"] * len(chinese)
    garbled = (
        is_strange
        or foreign > rules["most_foreign"] * len(plain)
        or (not chinese and latin > rules["most_latin"] * len(plain))
    )
    return Unread.GARBLED if garbled else None


def count_bare_amounts(text: str) -> int:
    """How many amounts lack their number, on a page where all do."""
    rules = read_rules("damage")["amounts"]
    plain = "".join(text.split())
    if re.search(rules["with_number"], plain):
        return 0
    found = len(re.findall(rules["without_number"], plain))
    return found if found >= rules["fewest"] else 0


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    """The first levels of GB 2312 and Big5: the characters in daily use."""
    simplified = bytes(b for i in range(0xB0, 0xD8) for j in range(0xA1, 0xFF) for b in (i, j))
    rows = range(0xA4, 0xC7)
    cells = [*range(0x40, 0x7F), *range(0xA1, 0xFF)]
    traditional = bytes(b for i in rows for j in cells for b in (i, j))
    decoded = simplified.decode("gb2312", "ignore") + traditional.decode("big5", "ignore")
    return frozenset(decoded)
