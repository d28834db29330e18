"""Forms of projects (绩效自评表): scores within their weights, scores that add up, B/A."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from disclosure.amount import MONEY_UNITS
from disclosure.fact import Basis, Fact
from disclosure.finding import Finding
from ingest.checks.printed import (
    Printed,
    build_finding,
    check_rules,
    compare_sums,
    is_figure,
    pattern,
)
from ingest.checks.rates import compare_rate


def check_performance(printed: Printed) -> Iterator[Finding]:
    """Every form of a project by itself."""
    form = pattern(check_rules()["projects"]["form"])
    for facts in printed.tables.values():
        if not form.search(facts[0].form or ""):
            continue
        rows: dict[tuple[str, ...], list[Fact]] = {}
        for fact in facts:
            if is_figure(fact):
                rows.setdefault(fact.row_path, []).append(fact)
        for row in rows.values():
            yield from _score_within_weight(row)
            yield from _rate_of_row(row)
        yield from _scores_add_up(rows)


def _one(row: Sequence[Fact], basis: Basis) -> Fact | None:
    found = [f for f in row if f.basis is basis]
    return found[0] if len(found) == 1 else None


def _score_within_weight(row: Sequence[Fact]) -> Iterator[Finding]:
    score, weight = _one(row, Basis.SCORE), _one(row, Basis.WEIGHT)
    if pattern(check_rules()["projects"]["bonus"]).search("".join(row[0].row_path)):
        return
    if score is None or weight is None or score.value is None or weight.value is None:
        return
    if score.value > weight.value > 0:
        yield build_finding("score_within_weight", (score, weight), score.value - weight.value)


def _rate_of_row(row: Sequence[Fact]) -> Iterator[Finding]:
    """执行率 = 全年执行数 (B) ÷ 全年预算数 (A), where all three are printed."""
    rate, done = _one(row, Basis.EXECUTION_RATE), _one(row, Basis.ACTUAL)
    budget = _one(row, Basis.ADJUSTED_BUDGET)
    if rate is None or done is None or budget is None or rate.unit != "%":
        return
    if done.unit in MONEY_UNITS and budget.unit in MONEY_UNITS:
        found = compare_rate("execution_rate_recomputes", rate, done, budget)
        if found:
            yield found


def _scores_add_up(rows: dict[tuple[str, ...], list[Fact]]) -> Iterator[Finding]:
    """The total score, where every row that has a weight has a score and none is a subtotal."""
    totals = [f for row in rows.values() for f in row if f.row_is_total and f.basis is Basis.SCORE]
    scored = [row for row in rows.values() if not any(f.row_is_total for f in row)]
    scored = [row for row in scored if _one(row, Basis.WEIGHT)]
    scores = [_one(row, Basis.SCORE) for row in scored]
    known = [score for score in scores if score is not None]
    weights = sum(f.value or Decimal(0) for r in scored for f in r if f.basis is Basis.WEIGHT)
    whole = Decimal(check_rules()["projects"]["full_score"])
    if len(totals) != 1 or len(known) != len(scores) or not known:
        return
    # Weights that are not those of a whole form: a row is missing, or subtotals are among them.
    if weights != whole:
        return
    found = compare_sums("scores_add_up", totals, known)
    if found:
        yield found
