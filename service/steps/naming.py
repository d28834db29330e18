"""Whether a fact is named by an item: by its row, its column, its subject, or what stands above.

Of facts that fit, those count that are named by most of the words, and that say least beyond them.
"""

from __future__ import annotations

from disclosure.concepts import concept_by_key, item_column
from disclosure.fact import Fact
from disclosure.labels import normalise_label
from service.holdings import KnownFact
from service.lexicon import load_lexicon
from service.question import Item, Term

UNINDEXED = ("total", "row_number", "column_number")


# A project is known by this many characters of its name.
MIN_PROJECT = 4


def names(known: KnownFact, term: Term) -> bool:
    """Whether a term names the fact itself."""
    if term.kind == "concept":
        return known.fact.concept == term.key
    if term.kind in ("code", "row_number", "column_number"):
        return bool(getattr(known.fact, term.kind) == term.key)
    if term.kind == "total":
        if known.fact.row:
            return normalise_label(known.fact.row) == term.key
        return not known.row and known.fact.table is not None and _is_whole(known.fact)
    return term.kind in ("label", "part") and term.key in known.labels


def _is_whole(fact: Fact) -> bool:
    """Whether a table without row labels sums up in this column: its own 合计, and no 小计."""
    totals = load_lexicon().total_rows
    return any(normalise_label(part) in totals[:2] for part in fact.column_path) or (
        not any(normalise_label(part) in totals for part in fact.column_path)
        and not item_column(fact)
    )


def fits(known: KnownFact, item: Item) -> bool:
    """Every group names the fact or what it stands under, and the last one the fact itself."""
    strong = [any(names(known, t) for t in group) for group in item.groups]
    if not any(strong):
        return False
    for fits, group, word in zip(strong, item.groups, item.words, strict=True):
        if fits:
            continue
        above = any(t.kind in ("label", "part") and t.key in known.context for t in group)
        if not (above or _is_said_above(word, known) or _is_concept_above(known, group)):
            return False
    return True


def _is_said_above(word: str, known: KnownFact) -> bool:
    """Whether a heading or a label has the word, and not as the end of another: 离退休."""
    before, found, _ = known.context.partition(word)
    return bool(found) and not before.endswith(tuple(load_lexicon().prefixes))


def _is_concept_above(known: KnownFact, group: tuple[Term, ...]) -> bool:
    """Whether a heading or title names the concept: 基本工资 of 一般公共预算基本支出."""
    return any(
        normalise_label(name) in known.context
        for term in group
        if term.kind == "concept"
        for name in (concept_by_key(term.key).name, *concept_by_key(term.key).aliases)
        if len(name) >= MIN_PROJECT
    )


def stands_in(known: KnownFact, terms: tuple[Term, ...]) -> bool:
    """Whether the fact stands under one of the titles or headings."""
    return any(_stands_under(known, term) for term in terms)


def _stands_under(known: KnownFact, term: Term) -> bool:
    if term.kind == "context":
        return term.key in known.context
    return term.key in known.context.split("|")


def prefer_concepts(fitting: list[KnownFact], item: Item) -> list[KnownFact]:
    """A word that names a concept means the concept, wherever else the word is printed."""
    concepts = [
        k
        for k in fitting
        if any(t.kind == "concept" and names(k, t) for g in item.groups for t in g)
    ]
    return concepts or fitting


def most_named(fitting: list[KnownFact], item: Item) -> list[KnownFact]:
    """Of facts that fit, those that most of the item names itself, and not what stands above."""

    def named(known: KnownFact) -> int:
        return sum(any(names(known, t) for t in group) for group in item.groups)

    most = max((named(k) for k in fitting), default=0)
    return [k for k in fitting if named(k) == most]


def named_last(fitting: list[KnownFact], item: Item) -> list[KnownFact]:
    """Of facts that fit, those that the last words name: 行政事业单位医疗的事业单位医疗."""
    last_first = [g for g in reversed(item.groups) if any(t.kind != "total" for t in g)]

    def named(known: KnownFact) -> tuple[bool, ...]:
        return tuple(any(names(known, t) for t in group) for group in last_first)

    best = max((named(k) for k in fitting), default=())
    return [k for k in fitting if named(k) == best]


def _beyond(known: KnownFact, item: Item) -> int:
    """How many labels of its own the fact has that the question does not name."""
    if any(t.kind == "concept" and names(known, t) for g in item.groups for t in g):
        return 0
    named = {t.key for g in item.groups for t in g}
    words = set(item.words)
    own = [label for label in (known.row, known.column) if label]
    coded = known.fact.code in named
    return sum(
        1
        for label in own
        if not (_is_named(label, named | words) or (coded and label == known.row))
    )


def _is_named(label: str, names: set[str]) -> bool:
    return any(
        name == label or label.removesuffix("支出") == name.removesuffix("支出") for name in names
    )


def least_beyond(figures: list[KnownFact], item: Item) -> list[KnownFact]:
    least = min(_beyond(k, item) for k in figures)
    return [k for k in figures if _beyond(k, item) == least]


def is_performance(fact: Fact) -> bool:
    """Whether a fact stands in a form of a project (绩效自评表)."""
    return bool(fact.form and fact.form.startswith("performance"))
