"""Operations over what a figure is made up of: its parts, and the largest or smallest of them."""

from __future__ import annotations

from decimal import Decimal

from disclosure.fact import Basis, Fact, Origin, Presence
from service.answer import Answer, Outcome
from service.holdings import KnownFact
from service.steps.combine_figures import compare
from service.steps.compose import Draft, compose_figures, label_of
from service.steps.lane import Lane
from service.steps.list_figures import list_figures
from service.steps.look_up import Found, Status
from service.steps.plan import parts_of

_DERIVED = frozenset({Basis.SHARE, Basis.GROWTH, Basis.CHANGE, Basis.SCORE, Basis.WEIGHT})
_WHOLE = Decimal(100)
# More items than this are no answer but a table.
_MOST_LISTED = 30


def break_down(lane: Lane) -> Answer | None:
    """What a figure is made up of, item by item."""
    if len(lane.plan.items) > 1 or len(lane.targets) > 1 or len(lane.plan.basis) > 1:
        return list_figures(lane)
    figures = _parts_of(lane, leaves=False)
    if not figures:
        return None
    draft = Draft()
    compose_figures(draft, [(k,) for k in figures])
    return lane.done(draft, Outcome.ANSWERED, figures)


def find_extreme(lane: Lane) -> Answer | None:
    """The largest or smallest of what a figure is made up of; equal ones together."""
    if len(lane.targets) > 1:
        return compare(lane)
    if lane.plan.basis == (Basis.EXECUTION_RATE,):
        figures = [k for k in _rates_of_items(lane) if _is_against(k.fact, lane.plan.compared_with)]
    elif _DERIVED.isdisjoint(lane.plan.basis):
        figures = _parts_of(lane, leaves=not lane.plan.of_classes)
    else:
        # The largest amount is not what has the largest share or growth.
        return None
    if not figures:
        return None
    lowest = lane.plan.extreme == "low"

    ordered = sorted(figures, key=_size, reverse=not lowest)
    last = _size(ordered[min(lane.plan.count, len(ordered)) - 1])
    winners = [k for k in ordered if (_size(k) <= last if lowest else _size(k) >= last)]
    draft = Draft()
    compose_figures(draft, [(k,) for k in winners])
    if lane.plan.count == 1:
        for known in winners:
            key = "smallest" if lowest else "largest"
            draft.say("computed", key, label=label_of(known.fact))
    return lane.done(draft, Outcome.ANSWERED, winners)


def list_off_budget(lane: Lane) -> Answer | None:
    """The items of which the report prints a rate below, or above, the whole of the budget."""
    if len(lane.targets) != 1:
        return None
    below = lane.plan.extreme == "low"
    shown = [
        k
        for k in _rates_of_items(lane)
        if _is_against(k.fact, lane.plan.compared_with)
        and (_size(k) < _WHOLE if below else _size(k) > _WHOLE)
    ]
    if not 0 < len(shown) <= _MOST_LISTED:
        return None
    draft = Draft()
    draft.say("computed", "below_budget" if below else "above_budget")
    compose_figures(draft, [(k,) for k in shown])
    return lane.done(draft, Outcome.ANSWERED, shown)


def _size(known: KnownFact) -> Decimal:
    return known.fact.value or Decimal(0)


def _rates_of_items(lane: Lane) -> list[KnownFact]:
    """The rates of execution that sentences print of the items of the classification, once each."""
    found: dict[tuple[str, Decimal], KnownFact] = {}
    for held in lane.targets[0].facts:
        for known in held.known:
            fact = known.fact
            of_item = fact.origin is Origin.TEXT and fact.row_path and not fact.concept
            if of_item and fact.basis is Basis.EXECUTION_RATE and fact.value is not None:
                found.setdefault((label_of(fact), fact.value), known)
    return list(found.values())


def _is_against(fact: Fact, base: Basis | None) -> bool:
    """Whether a rate is one of the budget asked about; 预算 alone may be either."""
    return base in (None, Basis.BUDGET) or fact.compared_with in (base, Basis.BUDGET)


def _parts_of(lane: Lane, leaves: bool) -> list[KnownFact]:
    """The figures that an item is made up of: by its concept's parts, or the rows below it."""
    if len(lane.targets) != 1 or len(lane.plan.items) != 1:
        return []
    item, target = lane.plan.items[0], lane.targets[0]
    parts = parts_of(item)
    if parts != (item,):
        found = [lane.find(part, None, target) for part in parts]
        return [f.lead for f in found if f.status is Status.FIGURE]
    whole = lane.find(item, None, target)
    if whole.status is not Status.FIGURE:
        return []
    return _children(whole, lane, leaves)


def _children(found: Found, lane: Lane, leaves: bool) -> list[KnownFact]:
    """The rows below a figure in a table that prints it: the next level, or the lowest rows.

    The lowest rows are those of the table that goes into the most detail.
    """
    below = [rows for lead in found.facts if (rows := _rows_below(lead, lane))]
    if not below:
        return []
    if leaves:
        most = max(below, key=len)
        paths = [k.fact.row_path for k in most]
        parents = {path[:n] for path in paths for n in range(1, len(path))}
        return [k for k in most if k.fact.row_path not in parents]
    # Income and expenditure may stand side by side under one heading; only one of them is coded.
    coded = [rows for rows in below if any(k.fact.code for k in rows)]
    rows = (coded or below)[0]
    top = min(len(k.fact.row_path) for k in rows)
    return [k for k in rows if len(k.fact.row_path) == top]


def _rows_below(lead: KnownFact, lane: Lane) -> list[KnownFact]:
    return [
        k
        for target in lane.targets
        for held in target.facts
        for k in held.known
        if k.report is lead.report and _is_below(k.fact, lead.fact)
    ]


def _is_below(fact: Fact, above: Fact) -> bool:
    """Whether a figure is part of another one: same table, same column, a row under its row."""
    if fact.presence is not Presence.FIGURE or fact.row_is_total or above.table_id is None:
        return False
    if fact.table_id != above.table_id or fact.column_path != above.column_path:
        return False
    return above.row_is_total or (above.row in fact.row_path[:-1] and fact.row != above.row)
