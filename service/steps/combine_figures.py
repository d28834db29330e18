"""Operations that make one figure of several: sum, difference, share, average, comparison."""

from __future__ import annotations

from decimal import Decimal

from disclosure.concepts import concept_by_key, load_concepts
from disclosure.fact import OWN_AMOUNTS, Basis
from disclosure.labels import normalise_label
from prompts import wording
from service.answer import Answer, Outcome
from service.holdings import KnownFact
from service.lexicon import load_lexicon
from service.question import Item, Operation, QuestionPlan, Term
from service.steps.asked_basis import wanted_of
from service.steps.calculate import (
    compute_average,
    compute_difference,
    compute_implied,
    compute_ratio,
    compute_share_of_sum,
    compute_sum,
)
from service.steps.choices import which_reading
from service.steps.compose import Draft, compose_absent, compose_figures, label_of
from service.steps.lane import Lane, Target, conflict
from service.steps.list_figures import list_figures
from service.steps.look_up import Found, Status, look_up, same_figure

_DERIVED = {Basis.SHARE, Basis.GROWTH, Basis.EXECUTION_RATE, Basis.SCORE, Basis.WEIGHT}
_LEAST_COMPARED = 2
_ALL_FUNDS = "all"


def one_each(lane: Lane) -> list[KnownFact] | Answer | None:
    """One figure of every item in every target, or the answer that says why there is none."""
    figures: list[KnownFact] = []
    if lane.plan.operation is not Operation.RATIO and _DERIVED.intersection(lane.plan.basis):
        # Rates and shares are not compared or added up; their amounts were not asked for.
        return None
    basis = next((b for b in lane.plan.basis if b in OWN_AMOUNTS), None)
    for target in lane.targets:
        for item in lane.plan.items:
            found = lane.find(item, dict(lane.plan.by_year).get(target.year, basis), target)
            if found.status is Status.CONFLICT:
                return conflict(lane, found)
            if found.status is Status.AMBIGUOUS:
                return which_reading(found)
            if found.status is Status.ABSENT:
                draft = Draft()
                compose_absent(draft, found.lead)
                return lane.done(draft, Outcome.NOT_DISCLOSED, [found.lead])
            if found.status is Status.MISSING:
                return None
            figures.append(found.lead)
    return figures


def add_up(lane: Lane) -> Answer | None:
    figures = one_each(lane)
    if not isinstance(figures, list):
        return figures
    draft = Draft()
    if len(figures) == 1:
        return list_figures(lane)
    return lane.done(draft, Outcome.ANSWERED, figures, compute_sum(draft, figures))


def subtract(lane: Lane) -> Answer | None:
    figures = one_each(lane)
    if not isinstance(figures, list):
        return figures
    if len(figures) != 2:
        return list_figures(lane)
    draft = Draft()
    calculation = compute_difference(draft, figures[0], figures[1])
    return lane.done(draft, Outcome.ANSWERED, figures, calculation)


def share_of(lane: Lane) -> Answer | None:
    """A share as printed where the report prints it of that whole, else computed."""
    *parts, of = lane.plan.items
    if len(parts) != _items_before_whole(lane.plan):
        return None
    shares = [lane.find(part, Basis.SHARE, lane.targets[0]) for part in parts]
    if all(_is_share_of(share, of) for share in shares):
        draft = Draft()
        compose_figures(draft, [share.facts for share in shares])
        return lane.done(draft, Outcome.ANSWERED, [s.lead for s in shares])
    figures = one_each(lane)
    if not isinstance(figures, list):
        return figures
    *summed, whole = figures
    if len(lane.targets) != 1:
        return None
    if len(summed) > 1:
        draft = Draft()
        if lane.plan.each:
            return None
        calculation = compute_share_of_sum(draft, summed, whole)
        return lane.done(draft, Outcome.ANSWERED, figures, calculation)
    part, printed = summed[0], shares[0]
    whole = _same_fund(lane, part, whole)
    of_fund = _part_of_fund(lane, part, whole)
    if of_fund is None:
        return None
    part = of_fund
    draft = Draft()
    calculation = compute_ratio(draft, part, whole)
    recomputed = draft.values[-1].value
    if printed.status is Status.FIGURE and printed.lead.fact.value == Decimal(recomputed):
        draft = Draft()
        compose_figures(draft, [printed.facts])
        return lane.done(draft, Outcome.ANSWERED, [printed.lead])
    return lane.done(draft, Outcome.ANSWERED, figures, calculation)


def _items_before_whole(plan: QuestionPlan) -> int:
    """How many items stand in front of 占; those carried over from before are in front of it."""
    sign = load_lexicon().share_sign.search(plan.text)
    if sign is None:
        return len(plan.items) - 1
    behind = [i for i in plan.items if plan.text.find(i.words[0], sign.end()) >= 0]
    return len(plan.items) - max(1, len(behind))


def _part_of_fund(lane: Lane, part: KnownFact, whole: KnownFact) -> KnownFact | None:
    """The part of the fund that the whole is of; none where the report prints no such figure."""
    fund = whole.fact.fund
    if fund in (None, _ALL_FUNDS, part.fact.fund):
        return part
    narrowed = lane.plan.with_(fund=fund)
    found = look_up(narrowed.items[0], wanted_of(narrowed, None), lane.targets[0].facts)
    if found.status is Status.FIGURE:
        return found.lead
    return part if part.fact.fund not in (None, _ALL_FUNDS) else None


def _same_fund(lane: Lane, part: KnownFact, whole: KnownFact) -> KnownFact:
    """The whole of the fund that the part is of, where the report prints one by that name."""
    fund = part.fact.fund
    if fund is None or fund == whole.fact.fund or part.fact.concept is None:
        return whole
    narrowed = lane.plan.with_(fund=fund, items=lane.plan.items[-1:])
    found = look_up(narrowed.items[0], wanted_of(narrowed, None), lane.targets[0].facts)
    return found.lead if found.status is Status.FIGURE else whole


def _is_share_of(share: Found, whole: Item) -> bool:
    """Whether a printed share says that it is one of this whole."""
    if share.status is not Status.FIGURE:
        return False
    base = normalise_label(share.lead.fact.compared_with or "")
    return bool(base) and (whole.text in base or base in whole.text)


def average(lane: Lane) -> Answer | None:
    """The figure of an item per visit, person-time or vehicle of the same family."""
    plan = lane.plan
    if len(lane.targets) != 1 or len(plan.items) != 1 or plan.per is None:
        return None
    item, target = plan.items[0], lane.targets[0]
    counted = _counting_item(item, plan.per)
    total = _averaged(lane, item, target)
    if counted is None or total is None:
        return None
    count = look_up(counted, wanted_of(plan.with_(measures=(plan.per,)), None), target.facts)
    if count.status is not Status.FIGURE:
        return None
    draft = Draft()
    calculation = compute_average(draft, total, count.lead, plan.per, plan.target_unit)
    return lane.done(draft, Outcome.ANSWERED, [total], calculation)


def _averaged(lane: Lane, item: Item, target: Target) -> KnownFact | None:
    """The figure that an average is taken of: what was spent on just what is counted."""
    keys = [t.key for group in item.groups for t in group if t.kind == "concept"]
    concept = concept_by_key(keys[0]) if keys else None
    if concept and concept.averaged:
        own = lane.find(_item_of(concept.averaged), None, target)
        if own.status is Status.FIGURE:
            return own.lead
        if concept.unless:
            other = lane.find(_item_of(concept.unless), None, target)
            if other.status is not Status.MISSING and other.lead.fact.value:
                return None
    total = lane.find(item, None, target)
    return total.lead if total.status is Status.FIGURE else None


def _item_of(key: str) -> Item:
    return Item((concept_by_key(key).name,), ((Term("concept", key),),))


def _counting_item(item: Item, per: str) -> Item | None:
    """The concept that counts what an average is taken over, in the family of the item."""
    families = {concept_by_key(t.key).family for g in item.groups for t in g if t.kind == "concept"}
    named = wording()["words"][per]
    branches = {concept_by_key(t.key).branch for g in item.groups for t in g if t.kind == "concept"}
    counting = [c for c in load_concepts() if c.family in families and c.unit == named]
    counting = [c for c in counting if c.branch in branches] or counting
    default = [c for c in counting if c.is_default] or counting
    if not default:
        return None
    return Item((default[0].name,), ((Term("concept", default[0].key),),))


def work_back(lane: Lane) -> Answer | None:
    """The base of a printed change, worked back from the figure and the change."""
    if len(lane.targets) != 1 or len(lane.plan.items) != 1:
        return None
    item, target = lane.plan.items[0], lane.targets[0]
    now = lane.find(item, Basis.ACTUAL, target)
    change = lane.find(item, Basis.CHANGE, target)
    if now.status is not Status.FIGURE or change.status is not Status.FIGURE:
        return None
    draft = Draft()
    calculation = compute_implied(draft, now.lead, change.lead)
    return lane.done(draft, Outcome.ANSWERED, [now.lead], calculation)


def compare(lane: Lane) -> Answer | None:
    """Every figure, and which is the largest (or smallest)."""
    figures = one_each(lane)
    if not isinstance(figures, list):
        return figures
    units = {k.fact.unit for k in figures}
    if len(units) != 1 or len(figures) < _LEAST_COMPARED:
        return None
    draft = Draft()
    compose_figures(draft, [(k,) for k in figures])
    smallest = lane.plan.extreme == "low"
    ordered = sorted(figures, key=lambda k: k.fact.value or 0, reverse=not smallest)
    if not same_figure(ordered[0].fact, ordered[1].fact):
        best = ordered[0]
        name = f"{best.report.department}{best.fact.year}年{label_of(best.fact)}"
        draft.say("computed", "smallest" if smallest else "largest", label=name)
    return lane.done(draft, Outcome.ANSWERED, figures)
