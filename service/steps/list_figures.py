"""Operations that show figures one by one: a look-up, a list, the figures of several years."""

from __future__ import annotations

from disclosure.fact import Basis
from service.answer import Answer, Outcome
from service.holdings import KnownFact
from service.question import Item, QuestionPlan
from service.steps.calculate import compute_conversion
from service.steps.choices import which_reading
from service.steps.compose import Draft, compose_absent, compose_figures, compose_reason
from service.steps.lane import Lane, Target, conflict
from service.steps.look_up import Found, Status
from service.steps.work_out import work_out


def list_figures(lane: Lane) -> Answer | None:
    """Every item, in every target, for everything asked of it."""
    draft = Draft()
    shown: list[tuple[KnownFact, ...]] = []
    absent: list[KnownFact] = []
    missing: list[Item] = []
    for target in lane.targets:
        for item in lane.plan.items:
            for basis in asked_bases(lane.plan, target):
                found = _as_asked(lane, item, basis, target)
                if found.status is Status.CONFLICT:
                    return conflict(lane, found)
                if found.status is Status.AMBIGUOUS:
                    return which_reading(found)
                if found.status is Status.FIGURE:
                    shown.append(found.facts)
                elif found.status is Status.ABSENT:
                    computed = work_out(lane, item, basis, target, found.lead)
                    if computed:
                        return computed
                    absent.append(found.lead)
                else:
                    computed = work_out(lane, item, basis, target)
                    if computed:
                        return computed
                    missing.append(item)
    if missing or not (shown or absent):
        return None
    return _shown(lane, draft, shown, absent)


def _as_asked(lane: Lane, item: Item, basis: Basis | None, target: Target) -> Found:
    """A printed change counts only where it is against the year that the question names."""
    other_year = lane.plan.base_year not in (None, target.year - 1)
    if other_year and basis in (Basis.CHANGE, Basis.GROWTH):
        return Found(Status.MISSING, item)
    return lane.find(item, basis, target)


def asked_bases(plan: QuestionPlan, target: Target) -> tuple[Basis | None, ...]:
    """What is asked of every item; None means the figure that the kind of report is about."""
    return plan.basis or (dict(plan.by_year).get(target.year),)


def _shown(
    lane: Lane, draft: Draft, shown: list[tuple[KnownFact, ...]], absent: list[KnownFact]
) -> Answer:
    plan = lane.plan
    if plan.target_unit and len(shown) == 1 and not absent:
        # Where it is printed in that unit too, nothing is converted.
        shown = [tuple(sorted(shown[0], key=lambda k: k.fact.unit != plan.target_unit))]
        fact = shown[0][0].fact
        if fact.unit != plan.target_unit:
            calculation = compute_conversion(draft, shown[0][0], plan.target_unit)
            return lane.done(draft, Outcome.ANSWERED, [shown[0][0]], calculation)
    if shown:
        compose_figures(draft, shown)
    for known in absent:
        compose_absent(draft, known)
    if plan.is_reason or plan.basis:
        for facts in shown:
            compose_reason(draft, facts[0])
    stated = absent and not shown and all(k.fact.direction for k in absent)
    outcome = Outcome.ANSWERED if shown or stated else Outcome.NOT_DISCLOSED
    return lane.done(draft, outcome, [f[0] for f in shown] or absent)
