"""The lookup lane: a plan is carried out over facts, and ends in one of the typed outcomes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from disclosure.fact import Basis
from disclosure.report import Report
from service.answer import Answer, Outcome
from service.holdings import Holdings, KnownFact
from service.question import Item, Operation, QuestionPlan
from service.steps.break_down import break_down, find_extreme, list_off_budget
from service.steps.calculate import NotComputableError
from service.steps.combine_figures import (
    add_up,
    average,
    compare,
    share_of,
    subtract,
    work_back,
)
from service.steps.compose import Draft, compose_figures, compose_reason
from service.steps.lane import Lane, Target, targets_of
from service.steps.list_figures import list_figures

_OPERATIONS: dict[Operation, Callable[[Lane], Answer | None]] = {
    Operation.LOOKUP: list_figures,
    Operation.LIST: list_figures,
    Operation.TREND: list_figures,
    Operation.BREAKDOWN: break_down,
    Operation.EXTREME: find_extreme,
    Operation.SUM: add_up,
    Operation.DIFFERENCE: subtract,
    Operation.RATIO: share_of,
    Operation.AVERAGE: average,
    Operation.IMPLIED: work_back,
    Operation.COMPARE: compare,
    Operation.OFF_BUDGET: list_off_budget,
}


def answer_from_facts(
    plan: QuestionPlan, reports: Sequence[Report], holdings: Holdings, everything: Sequence[Report]
) -> tuple[Answer, tuple[Item, ...]] | None:
    """The answer and the items as they were read; None when nothing of them is printed in scope."""
    for items in (*plan.preferred, plan.items, *plan.alternatives):
        apart = items in plan.alternatives and plan.operation_apart
        operation = plan.operation_apart if apart else plan.operation
        read = plan.with_(items=items, operation=operation)
        lane = _build_lane(read, reports, holdings, everything)
        try:
            answer = _OPERATIONS[read.operation](lane)
        except NotComputableError:
            answer = None
        if answer is not None:
            return answer, items
    return None


def explain(
    plan: QuestionPlan, reports: Sequence[Report], holdings: Holdings, everything: Sequence[Report]
) -> Answer | None:
    """Why a figure changed, as printed; None when no reason is printed with it."""
    lane = _build_lane(plan.with_(measures=()), reports, holdings, everything)
    if len(lane.targets) != 1 or len(plan.items) != 1:
        return None
    draft = Draft()
    explained: list[KnownFact] = []
    for basis in (Basis.CHANGE, Basis.GROWTH, Basis.EXECUTION_RATE):
        found = lane.find(plan.items[0], basis, lane.targets[0])
        known = next((k for k in found.facts if k.fact.reason), None)
        if known is None or known.fact.reason in [k.fact.reason for k in explained]:
            continue
        if known.fact.value is not None:
            compose_figures(draft, [(known,)])
        compose_reason(draft, known)
        explained.append(known)
    return lane.done(draft, Outcome.ANSWERED, explained) if explained else None


def _build_lane(
    plan: QuestionPlan, reports: Sequence[Report], holdings: Holdings, everything: Sequence[Report]
) -> Lane:
    units = {report.kind.is_unit for report in reports}

    def in_year(target: Target, year: int, is_budget: bool) -> Target | None:
        """Another year: its budget or its final accounts; 部门 is never compared with 单位."""
        found = [
            report
            for report in everything
            if (report.department, report.year) == (target.department, year)
            and report.kind.is_unit in units
            and report.kind.is_budget is is_budget
        ]
        return targets_of(found, holdings)[0] if found else None

    wanted = [r for r in reports if _is_of_amount(r, dict(plan.by_year))]
    by_kind = len(plan.kinds) > 1
    return Lane(plan, targets_of(wanted or reports, holdings, by_kind=by_kind), in_year)


def _is_of_amount(report: Report, by_year: dict[int, Basis]) -> bool:
    """Whether a report is of the kind that the amount asked of its year is about."""
    asked = by_year.get(report.year)
    return asked is None or (asked is Basis.BUDGET) is report.kind.is_budget
