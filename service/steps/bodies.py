"""Departments named in a question: which are held, and which are named but not held.

A department that is not held never gets another one's figure, however alike the names are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from disclosure.report import Report
from service.holdings import Vocabulary
from service.lexicon import Lexicon, load_lexicon
from service.steps.mention import Mention
from service.steps.names import HeldName, NameIndex, name_index

_HAN_BEFORE = re.compile(r"[\u4e00-\u9fff()]*$")
_HAN = re.compile(r"[\u4e00-\u9fff]")
# Shorter names of items stand inside the names of bodies (水利 in 水利局).
MIN_BLOCKING = 3
# Names of bodies are not longer.
MAX_NAME = 40
_CONJUNCTION = re.compile(r"[与跟]|(?<=[局委办院厅室心部])和")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Bodies:
    """The held departments that are named, and the names of bodies that are not held."""

    held: tuple[str, ...]
    not_held: tuple[str, ...]
    spans: tuple[Span, ...] = ()
    ambiguous: tuple[str, ...] = ()


def find_bodies(
    question: str, reports: Sequence[Report], taken: Iterable[Mention], vocabulary: Vocabulary
) -> Bodies:
    """Read the names of bodies; `taken` are stretches that are known to be something else.

    A body that is a part of a printed label or title, such as the name of a project, is not
    asked about.
    """
    lexicon = load_lexicon()
    index = name_index(tuple(sorted({r.department for r in reports})))
    mentions = list(taken)
    held: dict[str, None] = {}
    missing: dict[str, None] = {}
    ambiguous: dict[str, None] = {}
    spans: list[Span] = []
    for start, end, named in _held_names(question, index, mentions):
        regions = {name: name.region_in(_han_before(question, start)) for name in named}
        fitting = {name: length for name, length in regions.items() if length is not None}
        named_region = max(fitting.values(), default=0)
        if not fitting:
            begin = _region_start(question, start, lexicon)
            missing[question[begin:end]] = None
            spans.append((begin, end))
            continue
        best = sorted(n.name for n, length in fitting.items() if length == named_region)
        if len(best) > 1:
            ambiguous.update(dict.fromkeys(best))
        held.update(dict.fromkeys(best))
        spans.append((start - named_region, end))
    blocked = [(m.start, m.end) for m in mentions if m.length >= MIN_BLOCKING] + spans
    for start, end in _phrases(question, lexicon, blocked):
        name = _strip_lead(question[start:end], lexicon)
        if len(name) > 1 and name not in vocabulary.joined_labels:
            missing[name] = None
            spans.append((end - len(name), end))
    return Bodies(tuple(held), tuple(missing), tuple(sorted(spans)), tuple(ambiguous))


def _region_start(question: str, start: int, lexicon: Lexicon) -> int:
    """Where the region begins that makes a name another body's: 闵行区 or a bare 市."""
    other = lexicon.region_end.search(question[:start])
    if other:
        return other.start()
    return start - 1 if question[start - 1 : start] in lexicon.region_levels else start


def _han_before(question: str, end: int) -> str:
    found = _HAN_BEFORE.search(question[max(0, end - MAX_NAME) : end])
    return found[0] if found else ""


def _held_names(
    question: str, index: NameIndex, mentions: Sequence[Mention]
) -> list[tuple[int, int, set[HeldName]]]:
    """Where held departments stand, by any form of their names; the longest reading wins."""
    found = sorted(_readings(question, index), key=lambda f: (f[0] - f[1], f[0]))
    chosen: list[tuple[int, int, set[HeldName]]] = []
    for start, end, named in found:
        free = all(end <= s or start >= e for s, e, _ in chosen)
        if free and not any(_is_of(m, start, end) for m in mentions):
            chosen.append((start, end, named))
    return sorted(chosen, key=lambda f: f[0])


def _readings(question: str, index: NameIndex) -> Iterator[tuple[int, int, set[HeldName]]]:
    ends = _ends(question, load_lexicon(), index.last_characters)
    for end in ends:
        if any(other > end > begin for other, begin in ends.items()):
            # The ending of a longer name: 委 of 委员会.
            continue
        for start in range(max(0, end - MAX_NAME), end - 1):
            named = index.named(question[start:end])
            if named:
                yield start, end, named
                break


def _is_of(mention: Mention, start: int, end: int) -> bool:
    """Whether a name is a part of a label or a title, or shares only some characters with it."""
    if mention.kind not in ("item", "table") or mention.length < MIN_BLOCKING:
        return False
    overlaps = mention.start < end and mention.end > start
    return overlaps and not (start <= mention.start and mention.end <= end)


def _ends(question: str, lexicon: Lexicon, last_characters: Iterable[str]) -> dict[int, int]:
    """Where names of bodies can end, with the beginning of the ending."""
    ends: dict[int, int] = {}
    for ending in (*lexicon.body_endings, *last_characters):
        for match in re.finditer(re.escape(ending), question):
            ends[match.end()] = min(ends.get(match.end(), match.start()), match.start())
    return ends


def _phrases(question: str, lexicon: Lexicon, blocked: Sequence[Span]) -> list[Span]:
    """The stretches that end like the name of a body, with all Han characters in front."""
    ends = _ends(question, lexicon, ())
    found = []
    previous = 0
    for end in sorted(ends):
        begin = _HAN_BEFORE.search(question, previous, end)
        start = begin.start() if begin else ends[end]
        joined = [m.end() for m in _CONJUNCTION.finditer(question, start, ends[end])]
        start = max([start, *joined])
        inside = [b for b in blocked if b[0] < end and b[1] > ends[end]]
        longer = any(o > end and ends[o] < end for o in ends)
        if inside or longer:
            continue
        cut = max((b[1] for b in blocked if start < b[1] <= ends[end]), default=start)
        if cut < end:
            found.append((cut, end))
            previous = end
    return found


def _strip_lead(phrase: str, lexicon: Lexicon) -> str:
    """A phrase without the words in front that are not part of a name."""
    drop = sorted(
        {w for w in (*lexicon.filler, *lexicon.not_a_name) if _HAN.match(w)}, key=len, reverse=True
    )
    previous = None
    while phrase and previous != phrase:
        previous = phrase
        for word in drop:
            if phrase.startswith(word) and not lexicon.region_end.match(phrase[: len(word) + 2]):
                phrase = phrase[len(word) :]
                break
    return phrase
