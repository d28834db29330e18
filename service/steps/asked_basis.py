"""Whether a figure measures what is asked: which amount, of which year, against which base."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from disclosure.amount import MONEY_UNITS
from disclosure.fact import AMOUNTS, BUDGETS, Basis, Fact, Origin
from disclosure.labels import normalise_label, squeeze
from service.holdings import KnownFact
from service.lexicon import load_lexicon
from service.question import Item, QuestionPlan, Term
from service.steps.naming import is_performance

_AGAINST = re.compile(r"[比较与](?:20\d\d年|上年|去年)[^,,。;;比较与]{0,8}")
DERIVED = frozenset({Basis.CHANGE, Basis.GROWTH, Basis.SHARE, Basis.EXECUTION_RATE})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of an item."""

    basis: Basis | None = None
    compared_with: Basis | None = None
    units: frozenset[str] = frozenset()
    side: str | None = None
    fund: str | None = None
    contexts: tuple[tuple[Term, ...], ...] = ()
    base_amount: Basis | None = None
    origin: Origin | None = None
    in_form: bool = False


def wanted_of(plan: QuestionPlan, basis: Basis | None) -> Wanted:
    """What a plan asks of each of its items."""
    measures = load_lexicon().measures
    units = frozenset(u for key in plan.measures for u in measures[key].units)
    derived = basis in DERIVED or basis in (Basis.SCORE, Basis.WEIGHT)
    return Wanted(
        basis,
        plan.compared_with,
        frozenset() if derived else units,
        plan.side,
        plan.fund,
        plan.contexts,
        plan.base_amount,
        plan.origin,
        plan.in_form,
    )


def is_of_origin(known: KnownFact, wanted: Wanted) -> bool:
    if wanted.in_form and not is_performance(known.fact):
        return False
    return wanted.origin in (None, known.fact.origin)


def has_basis(known: KnownFact, wanted: Wanted) -> bool:
    fact = known.fact
    if wanted.basis is Basis.LAST_YEAR:
        return _is_of_last_year(known, wanted.base_amount)
    if fact.year != known.report.year:
        return False
    if wanted.basis is None:
        # Unasked, final accounts mean their final figures and budgets their budget figures.
        default = Basis.BUDGET if known.report.kind.is_budget else Basis.ACTUAL
        return fact.basis is default
    if wanted.basis is Basis.BUDGET:
        return fact.basis in BUDGETS
    if wanted.basis is not fact.basis:
        return False
    if wanted.basis in (Basis.CHANGE, Basis.GROWTH, Basis.EXECUTION_RATE) and wanted.compared_with:
        same = _same_base(fact.compared_with, wanted.compared_with)
        return same and _is_against(fact, wanted.base_amount)
    return True


def _is_of_last_year(known: KnownFact, amount: Basis | None) -> bool:
    """Whether a figure is of the year before its report, and of the amount asked for."""
    fact = known.fact
    if fact.basis is Basis.LAST_YEAR:
        words = " ".join(fact.column_path) or fact.quote
        named = [b for b in (*BUDGETS, Basis.ACTUAL) if _names(words, b)]
        return amount is None or not named or amount in named or _both_budgets(amount, named)
    told = fact.year == known.report.year - 1 and fact.basis in AMOUNTS
    return told and (amount is None or fact.basis is amount or _both_budgets(amount, [fact.basis]))


def _names(words: str, basis: Basis) -> bool:
    return any(p.search(words) for p in load_lexicon().basis[basis])


def _both_budgets(amount: Basis, named: Sequence[Basis]) -> bool:
    return amount in BUDGETS and any(b in BUDGETS for b in named) and Basis.ACTUAL not in named


def _is_against(fact: Fact, amount: Basis | None) -> bool:
    """Whether a printed change does not say that it is against another amount than asked.

    比2024年预算执行数 is not against the budget of 2024.
    """
    before = squeeze(fact.quote).partition(squeeze(fact.printed))[0] if fact.printed else ""
    named = _AGAINST.findall(before)
    if amount is None or not named:
        return True
    is_actual = _names(named[-1], Basis.ACTUAL)
    is_budget = any(_names(named[-1], b) for b in BUDGETS)
    if amount is Basis.ACTUAL:
        return is_actual or not is_budget
    return not is_actual


def is_state(known: KnownFact) -> bool:
    """Whether a budget tells what there is: cars, posts, persons, as of a date or of its year."""
    fact = known.fact
    told = known.report.kind.is_budget and fact.basis is Basis.ACTUAL
    return told and fact.origin is Origin.TEXT and fact.unit not in MONEY_UNITS


def column_is_named(known: KnownFact, wanted: Wanted, item: Item) -> bool:
    """A column asked for by its header is meant whatever it measures: 自评得分."""
    if wanted.basis is not None:
        return False
    if known.fact.basis in AMOUNTS and not is_performance(known.fact):
        return False
    # The name of what can be reached at most says so: 指标体系总分.
    is_weight = known.fact.origin is Origin.TEXT and known.fact.basis is Basis.WEIGHT
    name = known.fact.label if is_weight else known.column
    named = normalise_label(name) if name else None
    return any(t.kind == "label" and t.key == named for g in item.groups for t in g)


def _same_base(printed: str | None, asked: Basis) -> bool:
    if printed == asked.value:
        return True
    return printed in {b.value for b in BUDGETS} and asked is Basis.BUDGET
