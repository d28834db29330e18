"""Operations over what a figure is made up of: its parts, and the largest or smallest of them."""

from __future__ import annotations

from decimal import Decimal

from disclosure.fact import Fact, Presence
from service.answer import Answer, Outcome
from service.holdings import KnownFact
from service.steps.combine_figures import compare
from service.steps.compose import Draft, compose_figures, label_of
from service.steps.lane import Lane
from service.steps.list_figures import list_figures
from service.steps.look_up import Found, Status
from service.steps.plan import parts_of


def break_down(lane: Lane) -> Answer | None:
    """What a figure is made up of, item by item."""
    if len(lane.plan.items) > 1 or len(lane.targets) > 1 or len(lane.plan.basis) > 1:
        return list_figures(lane)
    figures = _parts_of(lane, leaves=False)
    if not isinstance(figures, list) or not figures:
        return None
    draft = Draft()
    compose_figures(draft, [(k,) for k in figures])
    return lane.done(draft, Outcome.ANSWERED, figures)


def find_extreme(lane: Lane) -> Answer | None:
    """The largest or smallest of what a figure is made up of."""
    if len(lane.targets) > 1:
        return compare(lane)
    figures = _parts_of(lane, leaves=True)
    if not isinstance(figures, list) or not figures:
        return None
    sign = -1 if lane.plan.extreme == "low" else 1
    best = max((k.fact.value or Decimal(0)) * sign for k in figures)
    winners = [k for k in figures if (k.fact.value or Decimal(0)) * sign == best]
    draft = Draft()
    compose_figures(draft, [(k,) for k in winners])
    for known in winners:
        key = "smallest" if lane.plan.extreme == "low" else "largest"
        draft.say("computed", key, label=label_of(known.fact))
    return lane.done(draft, Outcome.ANSWERED, winners)


def _parts_of(lane: Lane, leaves: bool) -> list[KnownFact] | Answer | None:
    """The figures that an item is made up of: by its concept's parts, or the rows below it."""
    if len(lane.targets) != 1 or len(lane.plan.items) != 1:
        return None
    item, target = lane.plan.items[0], lane.targets[0]
    parts = parts_of(item)
    if parts != (item,):
        found = [lane.find(part, None, target) for part in parts]
        return [f.lead for f in found if f.status is Status.FIGURE]
    whole = lane.find(item, None, target)
    if whole.status is not Status.FIGURE:
        return None
    return _children(whole, lane, leaves)


def _children(found: Found, lane: Lane, leaves: bool) -> list[KnownFact]:
    """The rows below a figure in the table that prints it: the lowest ones, or the next level."""
    for lead in found.facts:
        same = [
            k
            for target in lane.targets
            for held in target.facts
            for k in held.known
            if k.report is lead.report and _is_below(k.fact, lead.fact)
        ]
        if not same:
            continue
        parents = {label for k in same for label in k.fact.row_path[:-1]}
        if leaves:
            return [k for k in same if k.fact.row not in parents]
        top = min(len(k.fact.row_path) for k in same)
        return [k for k in same if len(k.fact.row_path) == top]
    return []


def _is_below(fact: Fact, above: Fact) -> bool:
    """Whether a figure is part of another one: same table, same column, a row under its row."""
    if fact.presence is not Presence.FIGURE or fact.row_is_total or above.table_id is None:
        return False
    if fact.table_id != above.table_id or fact.column_path != above.column_path:
        return False
    return above.row_is_total or (above.row in fact.row_path[:-1] and fact.row != above.row)
