"""How an item is read behind another one: as a column or a row of what was asked before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from disclosure.labels import normalise_label
from service.holdings import KnownFact, ReportFacts
from service.question import Item, Term

_PAIR = 2


def find_narrowed(old: Item, new: Item, facts: Sequence[ReportFacts]) -> list[Item]:
    """The readings of `new` within `old` that are printed, the closest first.

    Behind a row and its column the new name takes the place of one of them (公用经费呢 after
    人员经费 of a row; another row in the same column); behind an item alone it narrows it.
    """
    readings = []
    if len(old.groups) >= _PAIR:
        readings.append(Item(old.words[:-1], old.groups[:-1]).narrowed(new))
        readings.append(new.narrowed(Item(old.words[1:], old.groups[1:])))
    readings.append(old.narrowed(new))
    return [reading for reading in readings if _is_printed(reading, new, facts)]


def is_column(item: Item, facts: Sequence[ReportFacts]) -> bool:
    """Whether an item is the name of a column that other rows have too."""
    keys = {term.key for group in item.groups for term in group if term.kind == "label"}
    return any(known.row and known.column in keys for known in _named_by(item, facts))


def _is_printed(reading: Item, new: Item, facts: Sequence[ReportFacts]) -> bool:
    """Whether a fact is named by the new words, and by the others or stands under them."""
    return any(
        all(any(_is_of(known, term) for term in group) for group in reading.groups)
        for known in _named_by(new, facts)
    )


def _named_by(item: Item, facts: Sequence[ReportFacts]) -> Iterator[KnownFact]:
    for held in facts:
        indexes = {"concept": held.by_concept, "label": held.by_label, "part": held.by_label}
        positions = {
            position
            for group in item.groups
            for term in group
            for position in indexes.get(term.kind, {}).get(term.key, ())
        }
        for position in sorted(positions):
            yield held.known[position]


def _is_of(known: KnownFact, term: Term) -> bool:
    if term.kind == "concept":
        return known.fact.concept == term.key
    above = (normalise_label(part) for part in known.fact.row_path)
    return term.key in known.labels or term.key in above
