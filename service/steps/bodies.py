"""Departments named in a question: which are held, and which are named but not held.

A department that is not held never gets another one's figure, however alike the names are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from disclosure.labels import normalise_label
from disclosure.report import Report
from service.holdings import Vocabulary
from service.labels_alike import is_subsequence
from service.lexicon import Lexicon, load_lexicon
from service.steps.link import Mention

_HAN_BEFORE = re.compile(r"[\u4e00-\u9fff()]*$")
_REGION_BEFORE = re.compile(r"[\u4e00-\u9fff]{2,6}(?:省|自治区|市|州|盟|县|区|旗)$")
# Shorter names of items stand inside the names of bodies (水利 in 水利局).
MIN_BLOCKING = 3
# Shorter forms of a name are words like any other.
MIN_NAME = 3
_CONJUNCTION = re.compile(r"[与跟]|(?<=[局委办院厅室心])和")
_REGION = re.compile(r"[\u4e00-\u9fff]{2,}(?:省|自治区|市|州|盟|县|区|旗|镇|乡)$")


@dataclass(frozen=True, slots=True)
class Bodies:
    """The held departments that are named, and the names of bodies that are not held."""

    held: tuple[str, ...]
    not_held: tuple[str, ...]
    spans: tuple[tuple[int, int], ...] = ()
    ambiguous: tuple[str, ...] = ()


def find_bodies(
    question: str, reports: Sequence[Report], taken: Iterable[Mention], vocabulary: Vocabulary
) -> Bodies:
    """Read the names of bodies; `taken` are stretches that are known to be something else.

    A body that is a part of a printed label, such as the name of a project, is not asked about.
    """
    lexicon = load_lexicon()
    names = sorted({r.department for r in reports})
    held: dict[str, None] = {}
    missing: dict[str, None] = {}
    ambiguous: dict[str, None] = {}
    spans: list[tuple[int, int]] = []
    labels = [(m.start, m.end) for m in taken if m.kind == "item"]
    for start, end, named in _whole_names(question, names, lexicon):
        if any(s <= start and end <= e and (s, e) != (start, end) for s, e in labels):
            continue
        before = question[:start]
        short = question[start:end]
        matches = [n for n in named if not _other_region(before, n, short)]
        if len(matches) > 1 and not any(_own_region(before, n) for n in matches):
            ambiguous.update(dict.fromkeys(matches))
        matches = [n for n in matches if _own_region(before, n)] or matches
        if not matches:
            region = _REGION_BEFORE.search(before)
            start = region.start() if region else start
            missing[question[start:end]] = None
        else:
            held.update(dict.fromkeys(matches))
            start -= max(_own_region(before, name) for name in matches)
        spans.append((start, end))
    blocked = [(m.start, m.end) for m in taken if m.length >= MIN_BLOCKING] + spans
    for start, end in _phrases(question, lexicon, blocked):
        phrase = question[start:end]
        matches = [n for n in names if _names(phrase, n, lexicon)]
        name = _strip_lead(phrase, lexicon)
        if matches:
            held.update(dict.fromkeys(matches))
            spans.append((start, end))
        elif len(name) > 1 and name not in vocabulary.joined_labels:
            missing[name] = None
            spans.append((end - len(name), end))
    return Bodies(tuple(held), tuple(missing), tuple(spans), tuple(ambiguous))


def _whole_names(
    question: str, names: Sequence[str], lexicon: Lexicon
) -> list[tuple[int, int, list[str]]]:
    """Where a held department stands by its name, or by its name without the region."""
    found: dict[tuple[int, int], list[str]] = {}
    for name in names:
        for variant in _variants(name, lexicon):
            for match in re.finditer(re.escape(variant), question):
                found.setdefault(match.span(), []).append(name)
    longest: list[tuple[int, int, list[str]]] = []
    for (start, end), matches in sorted(found.items(), key=lambda f: f[0][0] - f[0][1]):
        if all(end <= s or start >= e for s, e, _ in longest):
            longest.append((start, end, matches))
    return sorted(longest)


def _own_region(before: str, name: str) -> int:
    """How many characters in front of a short name are the region of the full one."""
    full = normalise_label(name)
    region = _REGION_BEFORE.search(before)
    lengths = range(len(region[0]), 1, -1) if region else range(0)
    return next((n for n in lengths if before[-n:] in full), 0)


def _other_region(before: str, name: str, short: str) -> bool:
    """Whether the words in front of a short name put it into a region that is not its own.

    The region nearest to a body is the body's: 上海市财政局 is not 上海市普陀区财政局.
    """
    full = normalise_label(name)
    region = _REGION_BEFORE.search(before)
    if region is None or short == full:
        return False
    plain = load_lexicon().region.sub("", full)
    own = full[: len(full) - len(plain)]
    return not any(own.endswith(region[0][i:]) for i in range(len(region[0]) - 1))


def _phrases(
    question: str, lexicon: Lexicon, blocked: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The stretches that end like the name of a body, with all Han characters in front."""
    endings = [*lexicon.body_endings, *lexicon.department_aliases]
    ends: dict[int, int] = {}
    for ending in endings:
        for match in re.finditer(re.escape(ending), question):
            ends.setdefault(match.end(), match.start())
            ends[match.end()] = min(ends[match.end()], match.start())
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


def _variants(name: str, lexicon: Lexicon) -> set[str]:
    """The full name, the name without its region, and the shorter names that people use."""
    full = normalise_label(name)
    plain = lexicon.region.sub("", full)
    variants = {full, plain}
    for short, long in lexicon.department_aliases.items():
        if full.endswith(long):
            variants.add(short)
    for ending, short in lexicon.short_endings.items():
        if plain.endswith(ending):
            variants.add(plain.removesuffix(ending) + short)
    return {v for v in variants if len(v) >= MIN_NAME}


def _names(phrase: str, name: str, lexicon: Lexicon) -> bool:
    """Whether a phrase names a department: by a variant, or by a short form of its name."""
    full = normalise_label(name)
    for variant in sorted(_variants(name, lexicon), key=len, reverse=True):
        if phrase.endswith(variant):
            return _region_fits(phrase[: -len(variant)], full, lexicon)
    plain = lexicon.region.sub("", full)
    lead = _strip_lead(phrase, lexicon)
    for length in range(len(lead), 2, -1):
        short = lead[-length:]
        if _is_short_form(short, plain):
            return _region_fits(lead[:-length], full, lexicon)
    return False


def _is_short_form(short: str, plain: str) -> bool:
    """教育局 for 教育和体育局: same beginning, same ending, nothing that is not in the name."""
    if len(short) < 3 or short[0] != plain[0] or short[-1] != plain[-1]:
        return False
    if not is_subsequence(short, plain):
        return False
    return short[:2] == plain[:2]


def _region_fits(before: str, full: str, lexicon: Lexicon) -> bool:
    """Whether what stands in front of a short name is no other region or body."""
    rest = _strip_lead(before, lexicon, keep_name=False)
    return rest == "" or rest in full


def _strip_lead(phrase: str, lexicon: Lexicon, keep_name: bool = True) -> str:
    """A phrase without the words in front that are not part of a name."""
    drop = sorted(
        {w for w in (*lexicon.filler, *lexicon.not_a_name) if re.match(r"[\u4e00-\u9fff]", w)},
        key=len,
        reverse=True,
    )
    previous = None
    while phrase and previous != phrase:
        previous = phrase
        for word in drop:
            if phrase.startswith(word) and not (
                keep_name and _REGION.match(phrase[: len(word) + 2])
            ):
                phrase = phrase[len(word) :]
                break
    return phrase
