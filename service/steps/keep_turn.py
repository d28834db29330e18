"""Step 7: what a follow-up may build on, with the scope that the answer came from."""

from __future__ import annotations

from collections.abc import Sequence

from disclosure.report import Report
from service.answer import Answer, Outcome
from service.conversation import Turn
from service.question import QuestionPlan

_GIVEN = (Outcome.ANSWERED, Outcome.CONFLICT, Outcome.NOT_DISCLOSED)


def keep_turn(text: str, plan: QuestionPlan, answer: Answer, reports: Sequence[Report]) -> Turn:
    """The turn as it is remembered: never a department or a year that is not held."""
    choices = answer.suggestions if answer.outcome is Outcome.CLARIFY else ()
    plan = plan.with_(unknown=(), unknown_bodies=(), carried=(), is_unclear=False)
    if answer.outcome in _GIVEN:
        return Turn(text, _in_scope_of(plan, answer, reports), choices, answered=True)
    held = {report.year for report in reports}
    plan = plan.with_(years=tuple(year for year in plan.years if year in held))
    told = plan.items or plan.departments or plan.years
    return Turn(text, plan if told else None, choices)


def _in_scope_of(plan: QuestionPlan, answer: Answer, reports: Sequence[Report]) -> QuestionPlan:
    """The plan with the departments, years and kinds that the answer is of."""
    by_id = {report.id: report for report in reports}
    cited = [by_id[c.report_id] for c in answer.citations if c.report_id in by_id]
    departments = plan.departments or tuple(dict.fromkeys(r.department for r in cited))
    years = plan.years or tuple(dict.fromkeys(r.year for r in cited))
    kinds = dict.fromkeys(
        r.kind.value for r in cited if r.department in departments and r.year in years
    )
    return plan.with_(
        departments=departments, years=years, held_kinds=tuple(kinds) or plan.held_kinds
    )
