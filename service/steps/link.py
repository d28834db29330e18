"""Step 2: the words of a question linked to what is held.

Every stretch of the question is read as one thing: a year, an item, a unit, a comparison or a word
without content. The longest reading wins. What is left over is searched for inside the printed
labels; what is found nowhere stays unknown, and a question with unknown content gets no figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from disclosure.concepts import concept_by_key
from service.holdings import ReportFacts, Vocabulary, concept_aliases
from service.labels_alike import is_subsequence
from service.lexicon import Lexicon, Words, load_lexicon
from service.question import Term
from service.steps.leftovers import LeftoverReader
from service.steps.mention import MIN_SHARE, POSSESSIVE, Mention, is_other_word

_YEAR = re.compile(r"((?:19|20)\d\d)年?(?:度)?(?!\d)")
_CODE = re.compile(r"(?<!\d)\d{3}(?:\d{2}){0,2}(?!\d)")
_SHARE_OF = re.compile("占了?(?:全部|总|本年度?|当年|全年)?$")
_TABLE_NUMBER = re.compile(r"公开0?(\d{1,2})表")
_ROW_NUMBER = re.compile(r"第(\d{1,3})行次?|行次(\d{1,3})")
_COLUMN_NUMBER = re.compile(r"第(\d{1,3})栏次?|栏次(\d{1,3})")
_TABLE = re.compile(r"[\u4e00-\u9fff()\d]{2,40}表")
_NUMBERING = re.compile(r"\(?([一二三四五六七八九十]+|\d{1,2})[)、.]")
_CONTENT = re.compile(r"[\u4e00-\u9fffa-z0-9()]+")
# A shorter phrase names no table.
MIN_TITLE = 4
MIN_TITLE_SHARE = 0.25


# When two readings are equally long, the one that stands earlier here wins.
_PRIORITY = (
    "table", "item", "base", "year", "relative_year", "measure", "basis", "operation",
    "origin", "per", "percent", "kind", "fund", "generic_body", "weak_item", "side",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Linked:
    """The readings of a question from left to right, and what could not be read."""

    question: str
    mentions: tuple[Mention, ...]
    unknown: tuple[str, ...]

    def of(self, *kinds: str) -> list[Mention]:
        """The mentions of some kinds, left to right."""
        return [m for m in self.mentions if m.kind in kinds]


def find_items(
    question: str,
    facts: Sequence[ReportFacts],
    vocabulary: Vocabulary,
    families: frozenset[str] = frozenset(),
) -> list[Mention]:
    """The items and tables that a normalised question names; general words only when alone.

    `families` are the concept families that were just talked about.
    """
    lexicon = load_lexicon()
    found = _longest_first(_items(question, facts, vocabulary, families, lexicon))
    named = families | {f for m in found for t in m.terms for f in _families(t)}
    if named != families:
        found = _longest_first(_items(question, facts, vocabulary, named, lexicon))
    # 2025年预算 is a year and a budget, whatever label begins with 年.
    years = [m.span() for m in _YEAR.finditer(question)]
    found = [m for m in found if not any(_cuts(m, year) for year in years)]
    strong = [m for m in found if m.kind == "item"]
    # 占支出的比例 names the whole, however general the word is.
    whole = [m for m in found if m.kind == "weak_item" and _SHARE_OF.search(question[: m.start])]
    if not strong:
        return found
    return [m for m in found if m.kind != "weak_item" or m in whole]


def link(
    question: str,
    facts: Sequence[ReportFacts],
    vocabulary: Vocabulary,
    families: frozenset[str] = frozenset(),
) -> Linked:
    """Read every stretch of a normalised question. Names of items win over all other words."""
    lexicon = load_lexicon()
    items = find_items(question, facts, vocabulary, families)
    named = any(m.kind == "item" for m in items)
    fixed = [m for m in items if m.kind != "weak_item" or named]
    taken = {i for m in fixed for i in range(m.start, m.end)}
    others = [
        m
        for m in (*_words(question, lexicon), *(m for m in items if m.kind == "weak_item"))
        # 政府性基金支出 alone is a label of its own; beside an item the fund tells which one.
        if named or m.kind != "fund"
        if taken.isdisjoint(range(m.start, m.end))
    ]
    chosen = [*fixed, *_longest_first(others)]
    reader = LeftoverReader(question, vocabulary, lexicon)
    leftovers = [m for start, end in _gaps(question, chosen) for m in reader.read(start, end)]
    mentions = tuple(sorted([*chosen, *leftovers], key=lambda m: m.start))
    unknown = tuple(
        m.text for m in leftovers if m.kind == "unknown" and not _is_number_of(m, question)
    )
    return Linked(question, mentions, unknown)


def _is_number_of(mention: Mention, question: str) -> bool:
    """Whether a leftover is the number in front of a label as printed: 一、财政拨款收入."""
    found = _NUMBERING.search(question, mention.start, mention.end + 1)
    return found is not None and found[1] == mention.text


def _cuts(mention: Mention, span: tuple[int, int]) -> bool:
    """Whether a mention covers a part of a stretch and not the whole of it."""
    overlaps = mention.start < span[1] and mention.end > span[0]
    return overlaps and not (mention.start <= span[0] and mention.end >= span[1])


def _families(term: Term) -> list[str]:
    return [concept_by_key(term.key).family] if term.kind == "concept" else []


def _find(text: str, part: str) -> Iterator[int]:
    start = text.find(part)
    while start >= 0:
        yield start
        start = text.find(part, start + 1)


def _without_possessive(question: str) -> tuple[str, list[int]]:
    """The question without 的, and where each character stood: 中小企业的合同金额."""
    kept = [(char, i) for i, char in enumerate(question) if char != POSSESSIVE]
    return "".join(char for char, _ in kept), [i for _, i in kept]


def _items(
    question: str,
    facts: Sequence[ReportFacts],
    vocabulary: Vocabulary,
    families: frozenset[str],
    lexicon: Lexicon,
) -> Iterator[Mention]:
    text, origins = _without_possessive(question)
    spans: dict[tuple[int, int], dict[Term, None]] = {}
    spoken: dict[str, str] = {}

    def add(name: str, terms: Iterable[Term]) -> None:
        plain = name.replace(POSSESSIVE, "")
        for start in _find(text, plain):
            span = (origins[start], origins[start + len(plain) - 1] + 1)
            if _ends_in_basis(question[span[0] : span[1]], lexicon):
                continue
            spans.setdefault(span, {}).update(dict.fromkeys(terms))

    for alias, key in _aliases(families):
        if alias in text:
            add(alias, [Term("concept", key)])
    for label in vocabulary.labels:
        plain = label.replace(POSSESSIVE, "") if POSSESSIVE in label else label
        if plain in text and label not in lexicon.not_items:
            add(label, [Term("label", label), *_longer(label, vocabulary)])
    for match in _CODE.finditer(text):
        if any(match[0] in held.by_code for held in facts):
            add(match[0], [Term("code", match[0])])
    for word, label in lexicon.synonyms.items():
        if word in text:
            add(word, _labels_for(label, vocabulary))
            spoken[word] = label
    _join_suffixed(spans, question, lexicon)
    yield from _named(question, spans, spoken, lexicon)
    yield from _numbered(question, facts)
    yield from _tables(question, facts)


def _named(
    question: str,
    spans: dict[tuple[int, int], dict[Term, None]],
    spoken: dict[str, str],
    lexicon: Lexicon,
) -> Iterator[Mention]:
    """The stretches as mentions; `spoken` are the printed labels of what people say for them."""
    for (start, end), terms in spans.items():
        name = question[start:end]
        kind = "weak_item" if name in lexicon.weak_items else "item"
        yield Mention(start, end, kind, name, tuple(terms), spoken.get(name, name))


def _ends_in_basis(stretch: str, lexicon: Lexicon) -> bool:
    """机关运行经费的预算数 asks for an amount of the item, whatever label a report has of both."""
    _, of, asked = stretch.rpartition(POSSESSIVE)
    return bool(of) and any(p.fullmatch(asked) for ps in lexicon.basis.values() for p in ps)


def _join_suffixed(
    spans: dict[tuple[int, int], dict[Term, None]], question: str, lexicon: Lexicon
) -> None:
    """公务接待费支出 is also what 公务接待费 is: the suffix says only that it is spent."""
    for start, end in sorted(spans):
        for suffix in lexicon.spent_suffixes:
            before = question[start : end - len(suffix)].removesuffix(POSSESSIVE)
            shorter = spans.get((start, start + len(before)))
            whole = before not in lexicon.weak_items
            if shorter and whole and question[end - len(suffix) : end] == suffix:
                spans[start, end].update(shorter)


@lru_cache(maxsize=256)
def _aliases(families: frozenset[str]) -> tuple[tuple[str, str], ...]:
    return tuple((alias.replace(POSSESSIVE, ""), key) for alias, key in concept_aliases(families))


def _longer(label: str, vocabulary: Vocabulary) -> list[Term]:
    """Labels that are this one with more words: 机关事业单位职业年金缴费 for 职业年金缴费."""
    return [
        Term("part", other)
        for other in vocabulary.labels_with(label)
        if label != other
        and len(label) / len(other) >= MIN_SHARE
        and not is_other_word(label, other)
    ]


def _labels_for(label: str, vocabulary: Vocabulary) -> list[Term]:
    """The printed label that a synonym stands for, and the labels that contain it."""
    others = vocabulary.labels_with(label)
    exact = [Term("label", label)] if label in others else []
    longer = [x for x in others if x != label and not is_other_word(label, x)]
    return exact + [Term("part" if exact else "label", other) for other in longer]


def _tables(question: str, facts: Sequence[ReportFacts]) -> Iterator[Mention]:
    """Words that end in 表 and are a title, or leave out parts of one."""
    titles = {title for f in facts for title in f.titles}
    for title in titles:
        for start in _find(question, title):
            yield Mention(start, start + len(title), "table", title, (Term("table", title),), title)
    for match in _TABLE.finditer(question):
        # 2025年单位预算《…表》: the kind of report stands in front of the title.
        kinds = (p.finditer(match[0]) for ps in load_lexicon().kinds.values() for p in ps)
        ends = [kind.end() for found in kinds for kind in found]
        first = max((end for end in ends if match[0][end:] in titles), default=0)
        for offset in range(first, len(match[0]) - 2):
            phrase = match[0][offset:]
            fitting = [t for t in titles if _shortens(phrase, t)]
            if fitting:
                terms = tuple(Term("table", t) for t in sorted(fitting))
                yield Mention(match.start() + offset, match.end(), "table", phrase, terms, phrase)
                break


def _shortens(phrase: str, title: str) -> bool:
    """Whether a phrase is a title with words left out, from the beginning of a word on."""
    long_enough = len(phrase) >= MIN_TITLE and len(phrase) / len(title) >= MIN_TITLE_SHARE
    return long_enough and phrase[:2] in title and is_subsequence(phrase, title)


def _numbered(question: str, facts: Sequence[ReportFacts]) -> Iterator[Mention]:
    """公开01表, by the number that a report in scope gives its table; 第50行次, 第12栏."""
    for match in _TABLE_NUMBER.finditer(question):
        titles = {f.numbers[match[1]] for f in facts if match[1] in f.numbers}
        if titles:
            terms = tuple(Term("table", title) for title in sorted(titles))
            yield Mention(match.start(), match.end(), "table", match[0], terms, match[0])
    for kind, pattern in (("row_number", _ROW_NUMBER), ("column_number", _COLUMN_NUMBER)):
        for match in pattern.finditer(question):
            number = match[1] or match[2]
            term = Term(kind, number)
            yield Mention(match.start(), match.end(), "item", match[0], (term,), match[0])


def _words(question: str, lexicon: Lexicon) -> Iterator[Mention]:
    groups: list[tuple[str, Iterable[tuple[str, Words]]]] = [
        ("base", ((k.value, v) for k, v in lexicon.bases.items())),
        ("relative_year", lexicon.years.items()),
        ("measure", ((k, m.words) for k, m in lexicon.measures.items())),
        ("basis", ((k.value, v) for k, v in lexicon.basis.items())),
        ("origin", ((k.value, v) for k, v in lexicon.origins.items())),
        ("per", lexicon.per.items()),
        ("operation", lexicon.operations.items()),
        ("kind", lexicon.kinds.items()),
        ("side", lexicon.sides.items()),
        ("fund", lexicon.funds.items()),
        ("percent", [("percent", lexicon.percent)]),
        ("generic_body", [("generic", lexicon.generic_department)]),
    ]
    for match in _YEAR.finditer(question):
        yield Mention(match.start(), match.end(), "year", match[1], (), match[0])
    for kind, entries in groups:
        for key, patterns in entries:
            for pattern in patterns:
                for match in pattern.finditer(question):
                    yield Mention(match.start(), match.end(), kind, key, (), match[0])


def _longest_first(found: Iterable[Mention]) -> list[Mention]:
    """A set of readings that do not overlap, the longest first."""
    order = sorted(found, key=lambda m: (-_weight(m), _PRIORITY.index(m.kind), m.start))
    taken: list[Mention] = []
    covered: set[int] = set()
    for mention in order:
        span = range(mention.start, mention.end)
        if mention.length and covered.isdisjoint(span):
            taken.append(mention)
            covered.update(span)
    return taken


def _weight(mention: Mention) -> int:
    """Characters read, 的 apart: 教育支出的合计 is the item 教育支出 before it is 支出合计."""
    return mention.length - mention.key.count(POSSESSIVE)


def _gaps(question: str, chosen: Sequence[Mention]) -> list[tuple[int, int]]:
    covered = {i for m in chosen for i in range(m.start, m.end)}
    gaps = []
    for match in _CONTENT.finditer(question):
        start: int | None = None
        for i in range(match.start(), match.end() + 1):
            free = i < match.end() and i not in covered
            if free and start is None:
                start = i
            elif not free and start is not None:
                gaps.append((start, i))
                start = None
    return gaps
