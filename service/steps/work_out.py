"""A change, growth, rate or share that is not printed, worked out from the amounts that are."""

from __future__ import annotations

from disclosure.concepts import load_concepts
from disclosure.fact import BUDGETS, Basis, Presence
from service.answer import Answer, Outcome
from service.holdings import KnownFact
from service.question import Item, Term
from service.steps.calculate import compute_change, compute_difference, compute_ratio
from service.steps.compose import Draft, compose_absent
from service.steps.lane import Lane, Target
from service.steps.look_up import Found, Status

_COMPUTABLE = (Basis.CHANGE, Basis.GROWTH, Basis.EXECUTION_RATE)


def work_out(
    lane: Lane, item: Item, basis: Basis | None, target: Target, stated: KnownFact | None = None
) -> Answer | None:
    """The answer with its formula; None when an amount is missing or open.

    `stated` is what the report prints instead: words (基本持平), which are said too, or a cell
    that is left blank, which is then the answer, whatever can be worked out.
    """
    if len(lane.plan.items) > 1:
        return None
    if basis is Basis.SHARE:
        return _share_of_family(lane, item, target)
    base = lane.plan.compared_with
    if basis not in _COMPUTABLE or (base is None and basis is not Basis.EXECUTION_RATE):
        return None
    now = lane.find(item, _own_amount(lane, basis), target)
    if now.status is not Status.FIGURE:
        return None
    before = _base_figure(lane, item, base or Basis.BUDGET, target)
    if before is None:
        return None
    same = _of_same_name(now, before) or _by_name_of(lane, basis, before, target)
    if same is None:
        return None
    draft = Draft()
    is_blank = stated is not None and stated.fact.presence in (Presence.BLANK, Presence.DASH)
    if stated and is_blank:
        compose_absent(draft, stated)
    if basis is Basis.EXECUTION_RATE:
        calculation = compute_ratio(draft, same, before, as_rate_of=before.fact.basis)
    elif base is Basis.LAST_YEAR and same.fact.basis is not before.fact.basis:
        if basis is Basis.GROWTH:
            # A budget against a final figure: no growth that has a name.
            return None
        calculation = compute_difference(draft, same, before)
    else:
        as_rate = basis is Basis.GROWTH
        named = base if base is Basis.LAST_YEAR else before.fact.basis
        calculation = compute_change(draft, same, before, named or Basis.BUDGET, as_rate)
    if stated and not is_blank:
        compose_absent(draft, stated)
    outcome = Outcome.NOT_DISCLOSED if is_blank else Outcome.ANSWERED
    return lane.done(draft, outcome, [same], calculation)


def _own_amount(lane: Lane, basis: Basis) -> Basis | None:
    """The amount that is compared: as named, else what the kind of report is about."""
    if lane.plan.amount and lane.plan.amount is not lane.plan.compared_with:
        return lane.plan.amount
    against_budget = lane.plan.compared_with in BUDGETS
    return Basis.ACTUAL if against_budget or basis is Basis.EXECUTION_RATE else None


def _of_same_name(now: Found, before: KnownFact) -> KnownFact | None:
    """The place of a figure that names the same item as its base does.

    职业年金缴费 of the economic and of the functional classification are two items, even where
    their figures agree.
    """
    if before.fact.concept:
        return next((k for k in now.facts if k.fact.concept == before.fact.concept), None)
    return next((k for k in now.facts if k.labels & before.labels), None)


def _by_name_of(lane: Lane, basis: Basis, before: KnownFact, target: Target) -> KnownFact | None:
    """The figure under the very label that the base has."""
    name = before.fact.label
    item = Item((name,), (tuple(Term("label", label) for label in sorted(before.labels)),))
    found = lane.find(item, _own_amount(lane, basis), target)
    return found.lead if found.status is Status.FIGURE else None


def _share_of_family(lane: Lane, item: Item, target: Target) -> Answer | None:
    """The share of a concept in the one that it is a part of: 服务采购 in 政府采购."""
    keys = {t.key for group in item.groups for t in group if t.kind == "concept"}
    if len(item.groups) > 1:
        # 公用经费中接待费占比 is a share of what stands in front, and not of the family.
        return None
    wholes = [c for c in load_concepts() if keys & set(c.parts)]
    part = lane.find(item, None, target)
    if len(wholes) != 1 or part.status is not Status.FIGURE:
        return None
    whole_item = Item((wholes[0].name,), ((Term("concept", wholes[0].key),),))
    whole = lane.find(whole_item, None, target)
    if whole.status is not Status.FIGURE:
        return None
    draft = Draft()
    calculation = compute_ratio(draft, part.lead, whole.lead)
    return lane.done(draft, Outcome.ANSWERED, [part.lead], calculation)


def _base_figure(lane: Lane, item: Item, base: Basis, target: Target) -> KnownFact | None:
    """What a figure is compared with: a budget of the same report, or the year before."""
    if base is not Basis.LAST_YEAR:
        found = lane.find(item, base, target)
        return found.lead if found.status is Status.FIGURE else None
    amount = lane.plan.base_amount
    own = lane.plan.amount
    is_budget = amount in BUDGETS if amount else target.is_budget
    if own and not amount and (own in BUDGETS) is not target.is_budget:
        # 预算数比上年, asked of final accounts: which amount of last year is left open.
        return None
    earlier = lane.in_year(target, lane.plan.base_year or target.year - 1, is_budget)
    if earlier is not None:
        found = lane.find(item, amount, earlier)
    elif lane.plan.base_year in (None, target.year - 1):
        # Not held, but printed beside this year's figure.
        found = lane.find(item, Basis.LAST_YEAR, target)
    else:
        return None
    return found.lead if found.status is Status.FIGURE else None
