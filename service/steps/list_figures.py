"""Operations that show figures one by one: a look-up, a list, the figures of several years."""

from __future__ import annotations

from disclosure.concepts import load_concepts
from disclosure.fact import Basis
from service.answer import Answer, Outcome
from service.holdings import KnownFact
from service.question import Item, QuestionPlan, Term
from service.steps.calculate import compute_change, compute_conversion, compute_ratio
from service.steps.choices import which_reading
from service.steps.compose import Draft, compose_absent, compose_figures, compose_reason
from service.steps.lane import Lane, Target, conflict
from service.steps.look_up import Found, Status

_COMPUTABLE = (Basis.CHANGE, Basis.GROWTH, Basis.EXECUTION_RATE)


def list_figures(lane: Lane) -> Answer | None:
    """Every item, in every target, for everything asked of it."""
    draft = Draft()
    shown: list[tuple[KnownFact, ...]] = []
    absent: list[KnownFact] = []
    missing: list[Item] = []
    for target in lane.targets:
        for item in lane.plan.items:
            for basis in asked_bases(lane.plan):
                found = _as_asked(lane, item, basis, target)
                if found.status is Status.CONFLICT:
                    return conflict(lane, found)
                if found.status is Status.AMBIGUOUS:
                    return which_reading(found)
                if found.status is Status.FIGURE:
                    shown.append(found.facts)
                elif found.status is Status.ABSENT:
                    computed = _compute_missing(lane, item, basis, target, found)
                    if computed:
                        return computed
                    absent.append(found.lead)
                else:
                    computed = _compute_missing(lane, item, basis, target)
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


def asked_bases(plan: QuestionPlan) -> tuple[Basis | None, ...]:
    """What is asked of every item; None means the figure that the kind of report is about."""
    return plan.basis or (None,)


def _shown(
    lane: Lane, draft: Draft, shown: list[tuple[KnownFact, ...]], absent: list[KnownFact]
) -> Answer:
    plan = lane.plan
    if plan.target_unit and len(shown) == 1 and not absent:
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


def _compute_missing(
    lane: Lane, item: Item, basis: Basis | None, target: Target, stated: Found | None = None
) -> Answer | None:
    """A change, growth or rate that is not printed, from the two amounts that are.

    `stated` is what the report says in words instead (基本持平); it is said too.
    """
    if len(lane.plan.items) > 1:
        return None
    if basis is Basis.SHARE:
        return _share_of_family(lane, item, target)
    if basis not in _COMPUTABLE:
        return None
    base = lane.plan.compared_with
    if lane.plan.amount and base is Basis.LAST_YEAR:
        # A budget of this year against the final figure of another: no change that has a name.
        return None
    now = lane.find(item, lane.plan.amount or Basis.ACTUAL, target)
    if now.status is not Status.FIGURE or (base is None and basis is not Basis.EXECUTION_RATE):
        return None
    before = _base_figure(lane, item, base or Basis.BUDGET, target)
    if before is None:
        return None
    same = _of_same_name(now, before) or _by_name_of(lane, before, target)
    if same is None:
        return None
    draft = Draft()
    if basis is Basis.EXECUTION_RATE:
        calculation = compute_ratio(draft, same, before, as_rate_of=before.fact.basis)
    else:
        as_rate = basis is Basis.GROWTH
        named = base if base is Basis.LAST_YEAR else before.fact.basis
        calculation = compute_change(draft, same, before, named or Basis.BUDGET, as_rate)
    if stated:
        compose_absent(draft, stated.lead)
    return lane.done(draft, Outcome.ANSWERED, [same], calculation)


def _of_same_name(now: Found, before: KnownFact) -> KnownFact | None:
    """The place of a figure that names the same item as its base does.

    职业年金缴费 of the economic and of the functional classification are two items, even where
    their figures agree.
    """
    if before.fact.concept:
        return next((k for k in now.facts if k.fact.concept == before.fact.concept), None)
    return next((k for k in now.facts if k.labels & before.labels), None)


def _by_name_of(lane: Lane, before: KnownFact, target: Target) -> KnownFact | None:
    """The figure under the very label that the base has."""
    name = before.fact.label
    item = Item((name,), (tuple(Term("label", label) for label in sorted(before.labels)),))
    found = lane.find(item, lane.plan.amount or Basis.ACTUAL, target)
    return found.lead if found.status is Status.FIGURE else None


def _share_of_family(lane: Lane, item: Item, target: Target) -> Answer | None:
    """The share of a concept in the one that it is a part of: 服务采购 in 政府采购."""
    keys = {t.key for group in item.groups for t in group if t.kind == "concept"}
    if len(item.groups) > 1:
        # 公用经费中接待费占比 is a share of what stands in front, and not of the family.
        return None
    wholes = [c for c in load_concepts() if keys & set(c.parts)]
    part = lane.find(item, Basis.ACTUAL, target)
    if len(wholes) != 1 or part.status is not Status.FIGURE:
        return None
    whole_item = Item((wholes[0].name,), ((Term("concept", wholes[0].key),),))
    whole = lane.find(whole_item, Basis.ACTUAL, target)
    if whole.status is not Status.FIGURE:
        return None
    draft = Draft()
    calculation = compute_ratio(draft, part.lead, whole.lead)
    return lane.done(draft, Outcome.ANSWERED, [part.lead], calculation)


def _base_figure(lane: Lane, item: Item, base: Basis, target: Target) -> KnownFact | None:
    """What a figure is compared with: a budget of the same report, or the year before."""
    if base is Basis.LAST_YEAR:
        year = lane.plan.base_year or target.year - 1
        earlier = lane.in_year(target, year)
        found = lane.find(item, Basis.ACTUAL, earlier) if earlier else None
    else:
        found = lane.find(item, base, target)
    return found.lead if found and found.status is Status.FIGURE else None
