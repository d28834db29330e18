"""Definitions: the glossary entry (名词解释) of the term asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from disclosure.labels import normalise_label
from disclosure.passage import Passage, PassageKind
from service.retrieval.words import fold
from service.steps.text_rules import read_text_rules

# A shorter tail fits too many terms: 支出, 收入.
_LEAST_TAIL = 4


def find_asked_terms(question: str) -> list[str]:
    """The term asked for in each way the question can be read; empty when it asks for none."""
    rules, text = read_text_rules().definition, _plain(question)
    found = (pattern.search(text) for pattern in (*rules.ask, *rules.ask_loosely))
    terms = (normalise_label(match["term"]) for match in found if match)
    return list(dict.fromkeys(filter(None, terms)))


def asks_for_definition(question: str) -> bool:
    """Whether the question can only mean: what does this term mean."""
    text = _plain(question)
    return any(pattern.search(text) for pattern in read_text_rules().definition.ask)


def _plain(question: str) -> str:
    return fold(question).rstrip("?。!.,呢啊吗呀")


def find_entries(terms: Sequence[str], passages: Sequence[Passage]) -> list[Passage]:
    """The entries of the first reading that the glossary knows.

    A term that holds an "and" is tried whole first and then in its parts, which must all be known.
    """
    entries = [p for p in passages if p.kind is PassageKind.GLOSSARY]
    for term in terms:
        whole = find_entry(term, entries)
        if whole is not None:
            return [whole]
        parts = [part for part in read_text_rules().definition.several.split(term) if part]
        found = [entry for part in parts if (entry := find_entry(part, entries)) is not None]
        if len(parts) > 1 and len(found) == len(parts):
            return list(dict.fromkeys(found))
    return []


def find_entry(term: str, entries: Sequence[Passage]) -> Passage | None:
    """One entry or none: the same name, one that ends so, or clearly the most alike."""
    named = [(name, entry) for entry in entries for name in _names_of(entry)]
    for name, entry in named:
        if name == term:
            return entry
    if len(term) >= _LEAST_TAIL:
        tails = {entry.position: entry for name, entry in named if name.endswith(term)}
        if len(tails) == 1:
            return next(iter(tails.values()))
    return _most_alike(term, named)


def _most_alike(term: str, named: Sequence[tuple[str, Passage]]) -> Passage | None:
    rules = read_text_rules().definition
    best: dict[int, float] = {}
    by_position = {entry.position: entry for _, entry in named}
    for name, entry in named:
        ratio = fuzz.ratio(term, name)
        best[entry.position] = max(ratio, best.get(entry.position, 0.0))
    ranked = sorted(best.items(), key=lambda found: -found[1])
    if not ranked or ranked[0][1] < rules.least_ratio:
        return None
    if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < rules.least_margin:
        return None
    return by_position[ranked[0][0]]


def _names_of(entry: Passage) -> Iterator[str]:
    """The term as printed, and of a functional item its last level alone."""
    rules = read_text_rules().definition
    match = rules.term.match(fold(entry.text))
    if match is None:
        return
    yield normalise_label(match["term"])
    levels = [level for level in rules.levels.split(match["term"]) if level]
    if len(levels) > 1:
        yield normalise_label(levels[-1])
