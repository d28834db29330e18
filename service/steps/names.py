"""How people name a department: by its full name, without its region, shortened, or by an alias.

A short form keeps the beginning and the ending of a name, or is the last part of it. It says
nothing that is not in the name, and where the words are those of another body it is no short form.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from disclosure.labels import normalise_label
from service.labels_alike import is_subsequence
from service.lexicon import Lexicon, load_lexicon

# A shorter part of a name is a word like any other.
MIN_SHORT = 3
MIN_REGION = 2
_OF = "的"


@dataclass(frozen=True, slots=True)
class HeldName:
    """The name of a held department: its region, and what is left of it without the region."""

    name: str
    region: str
    plain: str

    @classmethod
    def of(cls, name: str) -> HeldName:
        """Split a name into region and rest."""
        full = normalise_label(name)
        plain = load_lexicon().region.sub("", full) or full
        return cls(name, full[: len(full) - len(plain)], plain)

    @property
    def full(self) -> str:
        """The name in the spelling of questions."""
        return self.region + self.plain

    def region_in(self, before: str) -> int | None:
        """How many characters in front of a short name are its region; None for another region.

        The region nearest to a body is the body's: 上海市财政局 is not 上海市普陀区财政局.
        """
        lexicon = load_lexicon()
        words = before.rstrip(_OF)
        spoken = [form for form in _spoken(self.region) if words.endswith(form)]
        length = max(map(len, spoken), default=0)
        rest = words[: len(words) - length]
        if length == 1 and not lexicon.region_alone.search(rest):
            return None
        if rest and (lexicon.region_end.search(rest) or (not length and _is_level(rest[-1]))):
            return None
        return length + len(before) - len(words) if length else 0


@lru_cache(maxsize=4096)
def _spoken(region: str) -> frozenset[str]:
    """The ways to say a region: 普陀区, 普陀, 上海普陀, and 区 for the one in question."""
    forms: set[str] = set()
    tails = {""}
    for match in reversed(list(load_lexicon().region_unit.finditer(region))):
        tails = {head + tail for head in (match[0], match[1]) for tail in tails}
        forms |= tails
    return frozenset(form for form in forms if len(form) >= MIN_REGION) | frozenset(region[-1:])


def _is_level(char: str) -> bool:
    return char in load_lexicon().region_levels


class NameIndex:
    """The held departments by every form of their names."""

    def __init__(self, names: Iterable[str]) -> None:
        lexicon = load_lexicon()
        self._exact: dict[str, set[HeldName]] = defaultdict(set)
        self._parts: dict[str, set[HeldName]] = defaultdict(set)
        self._by_ends: dict[tuple[str, str], set[tuple[str, HeldName]]] = defaultdict(set)
        self.last_characters: set[str] = set()
        for held in map(HeldName.of, names):
            self._exact[held.full].add(held)
            self.last_characters.add(held.full[-1])
            for form in _forms(held, lexicon):
                self._exact[form].add(held)
                self._by_ends[form[0], form[-1]].add((form, held))
                for part in _last_parts(form, lexicon):
                    self._parts[part].add(held)
                self.last_characters.add(form[-1])
            for alias in _aliases(held, lexicon):
                self._exact[alias].add(held)
                self.last_characters.add(alias[-1])

    def named(self, short: str) -> set[HeldName]:
        """The departments that a phrase names, by the closest form that fits any."""
        return self._exact.get(short) or self._parts.get(short) or self._shortened(short)

    def _shortened(self, short: str) -> set[HeldName]:
        lexicon = load_lexicon()
        if len(short) < MIN_SHORT or short in lexicon.body_endings:
            return set()
        stem = next((s for s in lexicon.bodies_of_their_own if short.startswith(s)), "")
        return {
            held
            for form, held in self._by_ends.get((short[0], short[-1]), ())
            if is_subsequence(short, form) and stem in form
        }


@lru_cache(maxsize=64)
def name_index(names: tuple[str, ...]) -> NameIndex:
    """The index of some names; the same until other reports are held."""
    return NameIndex(names)


def _forms(held: HeldName, lexicon: Lexicon) -> set[str]:
    """The name without its region, and with a shorter ending.

    The region is read apart: no part of it may be left out as a part of a name may be.
    """
    forms = {held.plain}
    for ending, short in lexicon.short_endings.items():
        if held.plain.endswith(ending) and held.plain != ending:
            forms.add(held.plain.removesuffix(ending) + short)
    return {form for form in forms if len(form) >= MIN_SHORT}


def _last_parts(form: str, lexicon: Lexicon) -> Iterator[str]:
    """福利院 of 社会福利院; not 体育局 of 教育和体育局, which is one of two, and no bare 办公室."""
    for start in range(1, len(form) - MIN_SHORT + 1):
        part = form[start:]
        if part not in lexicon.body_endings and form[start - 1] not in lexicon.joining:
            yield part


def _aliases(held: HeldName, lexicon: Lexicon) -> Iterator[str]:
    """The common abbreviations, and 教委 for every 教育委员会."""
    for short, long in lexicon.department_aliases.items():
        if held.full.endswith(long):
            yield short
    for ending, short in lexicon.two_letter_endings.items():
        if held.plain.endswith(ending) and not _is_level(held.plain[0]):
            yield held.plain[0] + short
