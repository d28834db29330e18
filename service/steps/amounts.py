"""Which amounts a question compares: this year's budget, last year's final figure, or a base."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from disclosure.fact import OWN_AMOUNTS, Basis
from disclosure.report import Report
from service.lexicon import load_lexicon
from service.question import QuestionPlan
from service.steps.link import Linked
from service.steps.mention import Mention

_OFFSETS = {"last": -1, "before_last": -2, "three_ago": -3, "this": 0, "same": 0, "next": 1}
_YEAR = re.compile(r"\d{4}")
_TWO = 2


@dataclass(frozen=True, slots=True)
class Amounts:
    """The amount compared and that of the base, or the amount of each year, as far as named."""

    own: Basis | None = None
    base: Basis | None = None
    by_year: tuple[tuple[int, Basis], ...] = ()


def find_amounts(linked: Linked, held: Sequence[int]) -> Amounts:
    """The amounts as they stand beside years and bases: 2025年预算比2024年决算."""
    bases = linked.of("base")
    own = base = None
    for mention in linked.of("basis"):
        amount = Basis(mention.key)
        if amount not in OWN_AMOUNTS:
            continue
        if any(b.end == mention.start for b in bases):
            base = amount
        else:
            own = own or amount
    if bases and base is None:
        base = _told_by(bases[0])
    by_year = tuple(dict.fromkeys(_of_years(linked, held)))
    years, amounts = {y for y, _ in by_year}, {a for _, a in by_year}
    if len(by_year) == len(years) == len(amounts) == _TWO:
        return Amounts(own, base, by_year)
    return Amounts(own, base)


def from_the_year_after(plan: QuestionPlan, reports: Sequence[Report]) -> QuestionPlan:
    """A year without a report of its own is looked for as the year before, in the next report."""
    held = {r.year for r in reports if not plan.departments or r.department in plan.departments}
    year = plan.years[0] if len(plan.years) == 1 else None
    amounts = [b for b in plan.basis if b in OWN_AMOUNTS]
    if year is None or year in held or year + 1 not in held or len(amounts) != len(plan.basis):
        return plan
    if len(plan.departments) != 1 or plan.compared_with or plan.unknown or not plan.items:
        return plan
    named = amounts[0] if amounts else None
    return plan.with_(years=(year + 1,), basis=(Basis.LAST_YEAR,), base_amount=named)


def _told_by(base: Mention) -> Basis | None:
    """The amount that the words of a base name: 比上年决算."""
    patterns = load_lexicon().basis[Basis.ACTUAL]
    return Basis.ACTUAL if any(p.search(base.text) for p in patterns) else None


def _of_years(linked: Linked, held: Sequence[int]) -> Iterator[tuple[int, Basis]]:
    """Every amount with the year in front of it."""
    year: int | None = None
    for mention in linked.mentions:
        if mention.kind in ("year", "relative_year", "base"):
            year = _year_of(mention, held, year)
            amount = _told_by(mention) if mention.kind == "base" else None
        elif mention.kind == "basis":
            amount = Basis(mention.key)
        else:
            continue
        if amount in OWN_AMOUNTS and year is not None:
            yield year, amount


def _year_of(mention: Mention, held: Sequence[int], before: int | None) -> int | None:
    if mention.kind == "year":
        return int(mention.key)
    if mention.kind == "relative_year":
        return held[-1] + _OFFSETS[mention.key] if held else None
    if named := _YEAR.search(mention.text):
        return int(named[0])
    if mention.key != Basis.LAST_YEAR:
        return before
    latest = before or (held[-1] if held else None)
    return latest - 1 if latest else None
