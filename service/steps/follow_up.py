"""Step 3b: what a question leaves out is taken from the turn before, when one reading is left."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from disclosure.concepts import concept_by_key
from disclosure.fact import BUDGETS, Basis
from service.conversation import Conversation
from service.holdings import ReportFacts
from service.lexicon import load_lexicon
from service.question import Item, Operation, QuestionPlan, Term
from service.steps.carry_scope import carry_scope
from service.steps.link import Linked
from service.steps.narrow_item import find_narrowed, is_column
from service.steps.plan import in_asked_unit
from service.steps.refer_back import items_together, refer_back

_MONEY = "money"
_OF_TWO = 2
_TOTALS = "totals"
# 其中基本支出? has this many characters beside the item.
_MOST_BESIDE = 4

FactsOf = Callable[[QuestionPlan], Sequence[ReportFacts]]


def complete(
    plan: QuestionPlan, linked: Linked, conversation: Conversation, facts_of: FactsOf
) -> QuestionPlan:
    """The plan with scope, items and what is asked of them carried over where they are missing."""
    before = conversation.last_plan
    if before is None:
        return plan
    back = refer_back(plan, linked, conversation)
    if back is not None:
        return back
    named = plan
    plan = carry_scope(plan, linked, before)
    if _joins_year(named):
        joined = dict.fromkeys((*before.years, *plan.years))
        plan = plan.with_(years=tuple(joined), items=before.items, departments=before.departments)
        adds = any(m.key == "sum" for m in linked.of("operation"))
        return plan.with_(operation=Operation.SUM if adds else Operation.COMPARE)
    if _compares_with(named):
        plan = plan.with_(departments=(*before.departments, *plan.departments))
        plan = plan.with_(items=plan.items or before.items, operation=Operation.DIFFERENCE)
        return plan.with_(basis=())
    if plan.items and Basis.SHARE in plan.basis and _asks_share_of(plan):
        items = (*_parts_before(linked, before, conversation), *plan.items)
        return plan.with_(items=items, operation=Operation.RATIO)
    if _asks_total(plan, before):
        item = before.items[0]
        whole = Item(item.words[:-1], item.groups[:-1])
        return plan.with_(items=(whole,), contexts=before.contexts, basis=before.basis)
    if plan.items and _is_elliptical(plan):
        return _with_asked_again(plan, before, facts_of)
    return plan if plan.items else _with_items(plan, linked, before, conversation)


def _compares_with(plan: QuestionPlan) -> bool:
    """比水利局多多少？: the body named is compared with the one before."""
    compared = load_lexicon().compares_with.match(plan.text)
    return bool(compared) and Basis.CHANGE in plan.basis and len(plan.departments) == 1


def _joins_year(plan: QuestionPlan) -> bool:
    """和2022年一共多少？: the year named is joined to the one before."""
    joins = load_lexicon().joins.match(plan.text)
    return bool(joins and plan.years) and not (plan.items or plan.departments or plan.basis)


def _parts_before(
    linked: Linked, before: QuestionPlan, conversation: Conversation
) -> tuple[Item, ...]:
    """What a share is taken of: the item before, or the items that are pointed at together."""
    together = load_lexicon().together.search(linked.question)
    if together:
        return items_together(conversation, together)
    return before.items if before.operation is Operation.SUM else before.items[-1:]


def _asks_share_of(plan: QuestionPlan) -> bool:
    """占三公的百分之几？: the whole is named, the part is what was asked about before."""
    text = plan.topic or plan.text
    share = any(p.match(text) for p in load_lexicon().basis[Basis.SHARE])
    after_both = load_lexicon().together.match(text)
    return (share or bool(after_both)) and len(plan.items) == 1


def _asks_total(plan: QuestionPlan, before: QuestionPlan) -> bool:
    """合计呢 behind the part of a row that stands in one column: the whole of the row."""
    total = load_lexicon().total.fullmatch(plan.text.rstrip("?。"))
    return bool(total) and len(before.items) == 1 and len(before.items[0].groups) >= _OF_TWO


def _is_elliptical(plan: QuestionPlan) -> bool:
    """An item and nothing else asked of it: 那接待费呢？"""
    lexicon = load_lexicon()
    asks = plan.basis or plan.measures or plan.operation is not Operation.LOOKUP
    named = sum(len(word) for item in plan.items for word in item.words)
    bare = len(plan.topic or plan.text) - named <= _MOST_BESIDE
    closes = bare or lexicon.follow_up_closing.search(plan.text)
    return not asks and bool(closes or lexicon.follow_up_opening.search(plan.text))


def _with_asked_again(plan: QuestionPlan, before: QuestionPlan, facts_of: FactsOf) -> QuestionPlan:
    """The same thing asked of another item."""
    # 买新车了吗 is a count by its name, though money was asked for before.
    counted = [m for m in before.measures if m != _MONEY]
    items = tuple(in_asked_unit(item, counted) for item in plan.items)
    operation = before.operation if before.operation is Operation.AVERAGE else plan.operation
    again = plan.with_(
        items=items,
        # After a share another item is asked for by its amount, which says what it is.
        basis=() if before.basis == (Basis.SHARE,) else before.basis,
        compared_with=before.compared_with,
        measures=tuple(counted),
        contexts=plan.contexts or before.contexts,
        carried=_carried(plan, before),
        operation=operation,
        per=before.per,
    )
    return _narrowed(again, before, facts_of(again))


def _carried(plan: QuestionPlan, before: QuestionPlan) -> tuple[str, ...]:
    """Which of the fields come from the turn before and were not asked for now."""
    return tuple(
        name for name in ("basis", "contexts") if getattr(before, name) and not getattr(plan, name)
    )


def _narrowed(
    plan: QuestionPlan, before: QuestionPlan, facts: Sequence[ReportFacts]
) -> QuestionPlan:
    """基本支出呢 after an item of the report: its basic expenditure, before that of the whole.

    What is a part of something (其中), or only a column, is not given of the whole instead.
    """
    if len(plan.items) != 1 or len(before.items) != 1:
        return plan
    new, old = plan.items[0], before.items[0]
    if _is_of_family(new, old) or len(new.groups) > 1:
        return plan
    readings = find_narrowed(old, new, facts)
    if readings:
        return plan.with_(preferred=tuple((r,) for r in readings), items=(new,))
    # 收入呢 after an item is no question for the income of the whole department.
    in_part = bool(load_lexicon().of_which.search(plan.text)) or _is_general(plan)
    if (in_part and not _is_general(before)) or (len(old.groups) > 1 and is_column(new, facts)):
        return plan.with_(items=(old.narrowed(new),))
    return plan


def _is_of_family(new: Item, old: Item) -> bool:
    """公务接待费 after 三公经费 says by itself which one it is; a column of a row does not."""
    only_concepts = all(any(t.kind == "concept" for t in group) for group in old.groups)
    families = _families(old)
    return only_concepts and len(families) == 1 and bool(families & _families(new))


def _families(item: Item) -> set[str]:
    keys = {t.key for group in item.groups for t in group if t.kind == "concept"}
    return {concept_by_key(key).family for key in keys}


def _is_general(plan: QuestionPlan) -> bool:
    """Whether a plan is about nothing but income or expenditure as a whole."""
    weak = load_lexicon().weak_items
    families = {family for item in plan.items for family in _families(item)}
    if families:
        return families == {_TOTALS}
    return all(item.words[-1] in weak for item in plan.items)


def _with_items(
    plan: QuestionPlan, linked: Linked, before: QuestionPlan, conversation: Conversation
) -> QuestionPlan:
    """The items of the turn before, with what is asked now, or else with what was asked then."""
    items = tuple(in_asked_unit(item, plan.measures) for item in before.items)
    topic = plan.topic or plan.text
    if plan.is_reason or not (plan.unknown or linked.of("table", "generic_body")):
        topic = "".join(item.text for item in before.items) + topic
    plan = plan.with_(
        items=items,
        contexts=plan.contexts or before.contexts,
        fund=plan.fund or before.fund,
        topic=topic,
        carried=("items", *_carried(plan, before)),
    )
    if Basis.SHARE in plan.basis and not plan.compared_with:
        plan = _with_whole(plan, conversation)
    if plan.basis:
        return _with_base(plan, linked, before)
    if plan.target_unit and len(items) > 1:
        # A sum that was computed is printed nowhere to be converted.
        return plan.with_(items=(), is_unclear=True)
    if plan.measures or plan.target_unit or plan.is_reason:
        return plan.with_(alternatives=_counted_alone(plan), operation_apart=plan.operation)
    if _asked_whether(before) and _asks_how_much(plan):
        return plan
    return plan.with_(
        basis=before.basis,
        compared_with=plan.compared_with or before.compared_with,
        measures=before.measures,
        operation=before.operation if len(items) > 1 or before.per else plan.operation,
        per=plan.per or before.per,
    )


def _counted_alone(plan: QuestionPlan) -> tuple[tuple[Item, ...], ...]:
    """有几辆车 is also asked of what was not talked about: what is counted so by itself."""
    measures = load_lexicon().measures
    keys = [key for m in plan.measures if (key := measures[m].default_concept)]
    return tuple((Item((concept_by_key(k).name,), ((Term("concept", k),),)),) for k in keys)


def _asked_whether(plan: QuestionPlan) -> bool:
    """涨了没 asks whether there is a change, and not for a figure."""
    changes = Basis.CHANGE in plan.basis or Basis.GROWTH in plan.basis
    return changes and not _asks_how_much(plan)


def _asks_how_much(plan: QuestionPlan) -> bool:
    return any(p.search(plan.text) for p in load_lexicon().figure_question)


def _with_whole(plan: QuestionPlan, conversation: Conversation) -> QuestionPlan:
    """占多少 of nothing that is named: where no share is printed, of what was asked before it."""
    items = [p.items[0] for p in conversation.answered if len(p.items) == 1]
    earlier = [item for item in items if (item,) != plan.items]
    if len(plan.items) != 1 or not earlier:
        return plan
    return plan.with_(alternatives=((*plan.items, earlier[-1]),), operation_apart=Operation.RATIO)


def _with_base(plan: QuestionPlan, linked: Linked, before: QuestionPlan) -> QuestionPlan:
    """A change after a comparison, a budget or a change is against what was compared there."""
    changes = (Basis.CHANGE, Basis.GROWTH)
    bare_percent = linked.of("percent") and not linked.of("basis")
    if bare_percent and any(b in changes for b in before.basis):
        return plan.with_(basis=(Basis.GROWTH,), compared_with=before.compared_with)
    if plan.compared_with or not any(b in changes for b in plan.basis):
        return plan
    if before.operation is Operation.COMPARE:
        return plan.with_(basis=(), operation=Operation.DIFFERENCE)
    budgets = [b for b in before.basis if b in BUDGETS]
    base = before.compared_with or (budgets[0] if budgets else None)
    return plan.with_(compared_with=base)
