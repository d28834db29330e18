"""Shares, growth, changes and execution rates of the text, worked out again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from disclosure.amount import MONEY_UNITS
from disclosure.fact import AMOUNTS, BUDGETS, Basis, Direction, Fact
from disclosure.finding import Finding
from ingest.checks.printed import (
    Printed,
    build_finding,
    check_rules,
    decimals_of,
    half_place,
    is_approximate,
    is_figure,
    name_of,
    pattern,
    value_in,
)
from ingest.checks.wholes import work_back

_HUNDRED = Decimal(100)
_CENT = Decimal("0.01")
# A part and its share.
_PAIR = 2


def check_rates(printed: Printed) -> Iterator[Finding]:
    """Rates of a run of figures of one subject, and shares of a whole in the same section."""
    text = [f for f in printed.text if is_figure(f) and not is_approximate(f)]
    for _, run in groupby(text, key=lambda f: (f.label, f.section)):
        facts = list(run)
        yield from _growth(facts)
        yield from _execution(facts)
        yield from _change(facts)
    for _, group in groupby(text, key=lambda f: f.section):
        yield from _shares(list(group), text)


def _growth(facts: Sequence[Fact]) -> Iterator[Finding]:
    """增减率 = 增减额 ÷ what it was before."""
    for index, growth in enumerate(facts):
        change = facts[index - 1] if index else None
        if growth.basis is not Basis.GROWTH or growth.unit != "%" or change is None:
            continue
        same = (change.basis, change.compared_with) == (Basis.CHANGE, growth.compared_with)
        now = _last_amount(facts[: index - 1], change)
        if not same or now is None or change.direction is not growth.direction:
            continue
        before = work_back(now, change)
        moved = value_in(change, now.unit)
        if before is None or moved is None or before.value <= 0 or growth.value is None:
            continue
        expected = abs(moved) / before.value * _HUNDRED
        change_error = half_place(change, now.unit)
        error = (change_error + expected / _HUNDRED * before.error) / before.value * _HUNDRED
        finding = _rate_finding("growth_recomputes", growth, (change, now), expected, error)
        if finding:
            yield finding


def _last_amount(facts: Sequence[Fact], change: Fact) -> Fact | None:
    """The amount that a change is of: the figure in front of it, if it is one of this year."""
    spent = [f for f in facts if f.basis is Basis.ACTUAL]
    amounts = spent or [f for f in facts if f.basis is Basis.BUDGET]
    if not amounts or not {change.unit, amounts[-1].unit} <= set(MONEY_UNITS):
        return None
    return amounts[-1] if amounts[-1].year == change.year else None


def _execution(facts: Sequence[Fact]) -> Iterator[Finding]:
    """完成率 = final figure ÷ the budget that it is said to be of."""
    for rate in (f for f in facts if f.basis is Basis.EXECUTION_RATE and f.unit == "%"):
        done = [f for f in facts if f.basis is Basis.ACTUAL and f.unit in MONEY_UNITS]
        budgets = [f for f in facts if f.basis in BUDGETS and f.unit in MONEY_UNITS]
        if len(done) != 1 or len(budgets) != 1 or not _is_of(rate, budgets[0]):
            continue
        if done[0].year != budgets[0].year:
            continue
        finding = compare_rate("execution_rate_recomputes", rate, done[0], budgets[0])
        if finding:
            yield finding


def _is_of(derived: Fact, base: Fact) -> bool:
    """Whether a rate or change names this base, or any budget where it says no more than that."""
    return derived.compared_with in (None, base.basis.value, Basis.BUDGET.value)


def _change(facts: Sequence[Fact]) -> Iterator[Finding]:
    """增减额 against a budget or last year's figure that stands beside it."""
    for change in (f for f in facts if f.basis is Basis.CHANGE and f.unit in MONEY_UNITS):
        now = [f for f in facts if f.basis is Basis.ACTUAL and f.unit in MONEY_UNITS]
        before = [f for f in facts if f.basis.value == change.compared_with]
        if len(now) != 1 or len(before) != 1 or change.value is None or now[0].value is None:
            continue
        moved, base = value_in(change, now[0].unit), value_in(before[0], now[0].unit)
        if moved is None or base is None or change.direction is None:
            continue
        size = abs(moved)
        signed = -size if change.direction is Direction.DECREASE else size
        places = (change, now[0], before[0])
        difference = signed - (now[0].value - base)
        envelope = sum((half_place(f, now[0].unit) for f in places), Decimal(0))
        if difference:
            rounding = abs(difference) <= envelope
            yield build_finding("change_recomputes", places, difference, rounding)


def compare_rate(rule: str, rate: Fact, part: Fact, whole: Fact) -> Finding | None:
    """A printed percentage against part ÷ whole."""
    base, share = whole.value, value_in(part, whole.unit)
    if base is None or share is None or base <= 0:
        return None
    expected = share / base * _HUNDRED
    error = half_place(part, whole.unit) + expected / _HUNDRED * half_place(whole, whole.unit)
    return _rate_finding(rule, rate, (part, whole), expected, error / base * _HUNDRED)


def _rate_finding(
    rule: str, rate: Fact, inputs: Sequence[Fact], expected: Decimal, error: Decimal
) -> Finding | None:
    """Percentages are rounded or cut off: a whole unit of the last printed place is rounding."""
    if rate.value is None:
        return None
    places = decimals_of(rate)
    unit = Decimal(1).scaleb(-places)
    difference = abs(rate.value) - abs(expected)
    if abs(difference) <= unit / 2 + error:
        return None
    shown = difference.quantize(min(unit, _CENT))
    return build_finding(rule, (rate, *inputs), shown, abs(difference) <= unit + error)


def _shares(facts: Sequence[Fact], text: Sequence[Fact]) -> Iterator[Finding]:
    """占比 = part ÷ whole, unless any amount of the section gives the printed share."""
    whole: Fact | None = None
    for index, share in enumerate(facts):
        if share.basis is not Basis.SHARE or share.unit != "%" or index == 0:
            continue
        part = facts[index - 1]
        if part.label != share.label or part.basis not in AMOUNTS or part.unit not in MONEY_UNITS:
            continue
        if share.compared_with:
            whole = _whole_of(share, facts[: index - 1]) or _total_of(share, text)
        elif index < _PAIR or facts[index - _PAIR].basis is not Basis.SHARE:
            # Only a share right behind another one is of the same whole.
            whole = None
        if whole is None or whole is part:
            continue
        finding = compare_rate("share_recomputes", share, part, whole)
        if finding and (finding.is_rounding or not _explained(share, part, facts)):
            yield finding


def _whole_of(share: Fact, before: Sequence[Fact]) -> Fact | None:
    """The nearest amount in front that the share names as its whole."""
    named = _bare(share.compared_with or "")
    for fact in reversed(before):
        if fact.basis in AMOUNTS and fact.unit in MONEY_UNITS and _bare(fact.label) == named:
            return fact
    return None


def _total_of(share: Fact, text: Sequence[Fact]) -> Fact | None:
    """The total of that name in other sections, if it is a known quantity and printed alike."""
    named = _bare(share.compared_with or "")
    found = [
        f
        for f in text
        if f.basis in (Basis.ACTUAL, Basis.BUDGET)
        and f.concept
        and f.unit in MONEY_UNITS
        and _bare(f.label) == named
    ]
    same = {(f.concept, f.basis, f.year, f.value, f.unit) for f in found}
    return found[0] if len(same) == 1 else None


def _bare(label: str) -> str:
    """The name of a total without the words that say when: 本年支出合计 is 支出合计."""
    return pattern(check_rules()["shares"]["front"]).sub("", name_of(label))


def _explained(share: Fact, part: Fact, facts: Sequence[Fact]) -> bool:
    wholes = [f for f in facts if f.basis in AMOUNTS and f.unit in MONEY_UNITS and f is not part]
    return any(
        other.value and (compare_rate("share_recomputes", share, part, other) is None)
        for other in wholes
    )
