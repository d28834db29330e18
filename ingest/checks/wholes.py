"""Quantities of which one is a part of the other: this year, and last year as a change implies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from disclosure.concepts import concept_by_key
from disclosure.fact import AMOUNTS, Basis, Direction, Fact
from disclosure.finding import Finding
from ingest.checks.printed import (
    Printed,
    build_finding,
    check_rules,
    compare_same,
    half_place,
    is_figure,
    value_in,
)


@dataclass(frozen=True, slots=True)
class Implied:
    """The base of a printed change, worked back from the figure that changed."""

    now: Fact
    change: Fact
    value: Decimal
    error: Decimal


def check_wholes(printed: Printed) -> Iterator[Finding]:
    """No part is larger than its whole, neither as printed nor in the year compared with."""
    figures = find_unambiguous(printed)
    for rule in check_rules()["at_most"]:
        for part_key in rule["parts"]:
            for (concept, basis), whole in figures.items():
                part = figures.get((part_key, basis))
                if concept == rule["whole"] and part is not None:
                    yield from _compare_printed(part, whole)
    if printed.report.kind.is_budget:
        # A budget compares one sum with last year's budget and the next with what was spent.
        return
    implied = find_implied(printed.text, Basis.LAST_YEAR)
    yield from _compare_changes({k: i for k, i in implied.items() if (k, i.now.basis) in figures})


def find_unambiguous(printed: Printed) -> dict[tuple[str, Basis], Fact]:
    """The figure of each concept and basis, where all places of the report print the same.

    Of those places a table leads, for it prints the figure most exactly.
    """
    found: dict[tuple[str, Basis], Fact] = {}
    differing = set()
    single = printed.single_forms()
    for fact in sorted(printed.figures, key=lambda f: f.table_id is None):
        if fact.concept is None or fact.basis not in AMOUNTS:
            continue
        if fact.table_id is not None and fact.form not in single:
            continue
        key = (fact.concept, fact.basis)
        lead = found.setdefault(key, fact)
        other = compare_same("tables_agree", lead, fact)
        if (other and not other.is_rounding) or value_in(fact, lead.unit) is None:
            differing.add(key)
    return {key: fact for key, fact in found.items() if key not in differing}


def _compare_printed(part: Fact, whole: Fact) -> Iterator[Finding]:
    value = value_in(part, whole.unit)
    if value is None or whole.value is None or value <= whole.value or whole.value < 0:
        return
    difference = value - whole.value
    envelope = half_place(part, whole.unit) + half_place(whole, whole.unit)
    yield build_finding("part_within_whole", (part, whole), difference, difference <= envelope)


def find_implied(text: Iterable[Fact], base: Basis) -> dict[str, Implied]:
    """By concept: what a change against `base` says of it, where the text says it once."""
    found: dict[str, list[Implied]] = {}
    before: dict[str, Fact] = {}
    for fact in text:
        if not fact.concept or not is_figure(fact):
            continue
        if fact.basis in (Basis.ACTUAL, Basis.BUDGET):
            before[fact.concept] = fact
        elif fact.basis is Basis.CHANGE and fact.compared_with == base.value:
            now = before.get(fact.concept)
            if now and (now.section[:2], now.year) == (fact.section[:2], fact.year):
                implied = work_back(now, fact)
                if implied:
                    found.setdefault(fact.concept, []).append(implied)
    # A page may stand in a report twice; two different changes say two different things.
    return {key: each[0] for key, each in found.items() if len({i.value for i in each}) == 1}


def work_back(now: Fact, change: Fact) -> Implied | None:
    """The figure before a printed change."""
    moved = value_in(change, now.unit)
    if now.value is None or moved is None or change.direction is None:
        return None
    size = abs(moved)
    value = now.value + (size if change.direction is Direction.DECREASE else -size)
    error = half_place(now, now.unit) + half_place(change, now.unit)
    return Implied(now, change, value, error)


def _compare_changes(implied: dict[str, Implied]) -> Iterator[Finding]:
    """The year before, as the changes imply it, has no part larger than its whole either.

    Where it has, the changes of totals of the same amount that are nearly the same are shown too.
    """
    for rule in check_rules()["at_most"]:
        whole = implied.get(rule["whole"])
        parts = [implied[key] for key in rule["parts"] if key in implied]
        if whole is None or concept_by_key(rule["whole"]).unit != "money":
            continue
        beyond = [part for part in parts if _exceeds(part, whole)]
        if not beyond:
            continue
        worst = max(beyond, key=lambda part: part.value)
        changes = [whole.change, *(p.change for p in beyond)]
        changes += [p.change for p in parts if _is_near(p, whole)]
        changes = list(dict.fromkeys(changes))
        yield build_finding("changes_of_totals", changes, worst.value - whole.value)


def _exceeds(part: Implied, whole: Implied) -> bool:
    if part.now.unit != whole.now.unit or whole.value < 0:
        return False
    return part.value - whole.value > part.error + whole.error


def _is_near(part: Implied, whole: Implied) -> bool:
    """Whether the changes of two equal amounts are nearly, but not quite, the same."""
    one, other = part.change.value, whole.change.value
    if one is None or other is None or part.now.value != whole.now.value:
        return False
    near = abs(other) * Decimal(check_rules()["near"])
    same_way = part.change.direction is whole.change.direction
    return same_way and one != other and abs(one - other) <= near
