"""Between reports of one body: last year's figures, and the budget that final accounts start from.

A department's reports are never compared with those of its unit (部门, 单位).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from disclosure.fact import Basis, Fact
from disclosure.finding import Finding
from disclosure.labels import squeeze
from disclosure.report import Report
from ingest.checks.items import find_item_rows, is_named_item
from ingest.checks.printed import (
    Printed,
    build_finding,
    check_rules,
    compare_same,
    half_place,
    is_figure,
    pattern,
    value_in,
)
from ingest.checks.wholes import Implied, find_implied, find_unambiguous

_LAST_YEAR, _INITIAL = "last_year_agrees", "initial_budget_agrees"


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two reports whose figures meet: what `later` says of the year or budget of `earlier`."""

    later: Printed
    earlier: Printed


def compare_reports(
    report: Report, held: Sequence[Report], facts_of: Callable[[Report], list[Fact]]
) -> list[Finding]:
    """What one report and the others held of the same body disagree on."""
    related = [other for other in held if _is_related(report, other)]
    if not related:
        return []
    own = Printed(report, facts_of(report))
    found: list[Finding] = []
    for other in related:
        printed = Printed(other, facts_of(other))
        later, earlier = sorted((own, printed), key=_order, reverse=True)
        found.extend(_compare(_Pair(later, earlier)))
    return found


def _order(printed: Printed) -> tuple[int, bool]:
    """A budget is published before the final accounts of its year."""
    return printed.report.year, not printed.report.kind.is_budget


def _is_related(report: Report, other: Report) -> bool:
    same_body = (report.department, report.kind.is_unit) == (other.department, other.kind.is_unit)
    return same_body and _order_differs(report, other) and abs(report.year - other.year) <= 1


def _order_differs(report: Report, other: Report) -> bool:
    return (report.year, report.kind) != (other.year, other.kind)


def _compare(pair: _Pair) -> Iterator[Finding]:
    later, earlier = pair.later.report, pair.earlier.report
    if later.year == earlier.year:
        yield from _initial_budget(pair)
    elif later.kind.is_budget:
        basis = Basis.BUDGET if earlier.kind.is_budget else Basis.INITIAL_BUDGET
        yield from _last_year(pair, basis)
    elif not earlier.kind.is_budget:
        yield from _last_year(pair, Basis.ACTUAL)


def _last_year(pair: _Pair, basis: Basis) -> Iterator[Finding]:
    """Last year's figures as a change implies them, or as printed, against last year's report."""
    before = _comparable(pair.earlier, basis)
    now = find_unambiguous(pair.later)
    if not pair.later.report.kind.is_budget:
        for (concept, of), fact in now.items():
            if of is Basis.LAST_YEAR and concept in before:
                yield from _same(_LAST_YEAR, fact, before[concept])
    for concept, implied in find_implied(pair.later.text, Basis.LAST_YEAR).items():
        if concept in before and (concept, implied.now.basis) in now and _meets(implied, pair):
            yield from _implied(_LAST_YEAR, implied, before[concept])


def _meets(implied: Implied, pair: _Pair) -> bool:
    """Last year's budget is compared with in budgets only, what was spent in final accounts."""
    base = pattern(check_rules()["across"]["budget_base"])
    names_budget = base.search(squeeze(implied.change.quote)) is not None
    return names_budget == pair.later.report.kind.is_budget


def _initial_budget(pair: _Pair) -> Iterator[Finding]:
    """What final accounts say of the initial budget, against the budget as published."""
    budget = _comparable(pair.earlier, Basis.BUDGET)
    for concept, fact in _comparable(pair.later, Basis.INITIAL_BUDGET).items():
        if concept in budget:
            yield from _same(_INITIAL, fact, budget[concept])
    known = find_unambiguous(pair.later)
    for concept, implied in find_implied(pair.later.text, Basis.INITIAL_BUDGET).items():
        if concept in budget and (concept, implied.now.basis) in known:
            yield from _implied(_INITIAL, implied, budget[concept])
    cells = [f for f in pair.earlier.figures if f.table_id and f.basis is Basis.BUDGET]
    for fact in pair.later.text:
        if fact.basis is Basis.INITIAL_BUDGET and is_figure(fact) and is_named_item(fact):
            yield from _item(fact, find_item_rows(fact, cells))


def _item(fact: Fact, rows: Sequence[Fact]) -> Iterator[Finding]:
    """An item against its row in the budget, when none of the figures of the row is it."""
    if len({row.code for row in rows}) != 1:
        return
    found = [compare_same(_INITIAL, fact, row) for row in rows]
    if found and all(found):
        best = next((f for f in found if f and f.is_rounding), found[0])
        if best:
            yield best


def _comparable(printed: Printed, basis: Basis) -> dict[str, Fact]:
    """The figures of a report by concept that other reports may be compared with."""
    concepts = check_rules()["across"]["concepts"]
    return {
        concept: fact
        for (concept, of), fact in find_unambiguous(printed).items()
        if of is basis and concept in concepts and fact.year == printed.report.year
    }


def _same(rule: str, one: Fact, other: Fact) -> Iterable[Finding]:
    found = compare_same(rule, one, other)
    return [found] if found else []


def _implied(rule: str, implied: Implied, other: Fact) -> Iterator[Finding]:
    value = value_in(other, implied.now.unit)
    if value is None or value == implied.value:
        return
    difference = implied.value - value
    envelope = implied.error + half_place(other, implied.now.unit)
    sides = (implied.now, implied.change, other)
    yield build_finding(rule, sides, difference, abs(difference) <= envelope)
