"""Step 3b: what a question leaves out is taken from the turn before, when one reading is left."""

from __future__ import annotations

from disclosure.concepts import concept_by_key
from disclosure.fact import Basis
from service.conversation import Conversation
from service.lexicon import load_lexicon
from service.question import Item, Operation, QuestionPlan
from service.steps.link import Linked
from service.steps.plan import in_asked_unit

_CLOSING = "?。呢"
_MONEY = "money"
_TWO_ITEMS = ("both",)
_BUDGETS = (Basis.INITIAL_BUDGET, Basis.ADJUSTED_BUDGET, Basis.BUDGET)


def pick_choice(question: str, conversation: Conversation) -> str | None:
    """The offered choice that a short reply names, if it names exactly one."""
    last = conversation.last
    if last is None or not last.choices:
        return None
    words = _content(question)
    asked = [p for patterns in load_lexicon().basis.values() for p in patterns]
    if not words or any(p.fullmatch(question.rstrip(_CLOSING)) for p in asked):
        return None
    fitting = [c for c in last.choices if all(w in c for w in words)]
    return fitting[0] if len(fitting) == 1 else None


def _content(question: str) -> list[str]:
    """The words of a short reply without those that carry no content."""
    filler = sorted(load_lexicon().filler, key=len, reverse=True)
    rest = question
    for word in filler:
        rest = rest.replace(word, " ") if len(rest) > len(word) else rest
    return rest.split()


def read_correction(question: str) -> str:
    """What is meant, of a correction: 不是预算，是决算 asks for 决算."""
    plain = question.rstrip("?。!")
    for pattern in load_lexicon().corrections:
        if match := pattern.search(plain):
            return match["right"]
    return question


def complete(plan: QuestionPlan, linked: Linked, conversation: Conversation) -> QuestionPlan:
    """The plan with scope, items and what is asked of them carried over where they are missing."""
    before = conversation.last_plan
    if before is None:
        return plan
    plan = plan.with_(years=_years(plan, linked, before))
    if _joins_year(plan):
        joined = dict.fromkeys((*before.years, *plan.years))
        plan = plan.with_(years=tuple(joined), items=before.items, departments=before.departments)
        adds = any(m.key == "sum" for m in linked.of("operation"))
        return plan.with_(operation=Operation.SUM if adds else Operation.COMPARE)
    if not plan.departments and not plan.unknown_bodies:
        plan = plan.with_(departments=before.departments)
    elif _compares_with(plan):
        plan = plan.with_(departments=(*before.departments, *plan.departments))
        plan = plan.with_(items=plan.items or before.items, operation=Operation.DIFFERENCE)
        return plan.with_(basis=())
    if not plan.kinds:
        plan = plan.with_(kinds=before.kinds)
    if plan.items and Basis.SHARE in plan.basis and _asks_share_of(plan):
        items = (*_parts_before(conversation, linked), *plan.items)
        return plan.with_(items=items, operation=Operation.RATIO)
    if plan.items and _is_elliptical(plan):
        return _with_asked_again(plan, before)
    if plan.items:
        return plan
    operations = {m.key for m in linked.of("operation")}
    several = before.items
    if operations & set(_TWO_ITEMS) or "which" in operations:
        several = conversation.recent_items(2)
        plan = plan.with_(items=several)
        return plan.with_(operation=_operation_over(plan, operations))
    return _with_items(plan, linked, before)


def _compares_with(plan: QuestionPlan) -> bool:
    """比水利局多多少？: the body named is compared with the one before."""
    compared = load_lexicon().compares_with.match(plan.text)
    return bool(compared) and Basis.CHANGE in plan.basis and len(plan.departments) == 1


def _joins_year(plan: QuestionPlan) -> bool:
    """和2022年一共多少？: the year named is joined to the one before."""
    joins = load_lexicon().joins.match(plan.text)
    return bool(joins and plan.years) and not (plan.items or plan.departments or plan.basis)


def _parts_before(conversation: Conversation, linked: Linked) -> tuple[Item, ...]:
    """What a share is taken of: the item before, or the items that were added up."""
    before = conversation.last_plan
    if before is None:
        return ()
    if any(m.key in _TWO_ITEMS for m in linked.of("operation")):
        return conversation.recent_items(2)
    return before.items if before.operation is Operation.SUM else before.items[-1:]


def _asks_share_of(plan: QuestionPlan) -> bool:
    """占三公的百分之几？: the whole is named, the part is what was asked about before."""
    share = [p for p in load_lexicon().basis[Basis.SHARE] if p.match(plan.topic or plan.text)]
    both = load_lexicon().operations["both"]
    after_both = any(p.match(plan.topic or plan.text) for p in both)
    return (bool(share) or after_both) and len(plan.items) == 1


def _years(plan: QuestionPlan, linked: Linked, before: QuestionPlan) -> tuple[int, ...]:
    """Years as asked; 前一年 counts from the year before it in the conversation."""
    if not plan.years:
        return before.years
    relative = [m.text for m in linked.of("relative_year")]
    lexicon = load_lexicon()
    if len(before.years) == 1:
        if any(t.startswith(lexicon.previous_year) for t in relative):
            return (before.years[0] - 1,)
        if any(t.startswith(lexicon.next_year) for t in relative):
            return (before.years[0] + 1,)
    return plan.years


def _is_elliptical(plan: QuestionPlan) -> bool:
    """An item and nothing else asked of it: 那接待费呢？"""
    lexicon = load_lexicon()
    asks = plan.basis or plan.measures or plan.operation is not Operation.LOOKUP
    closes = lexicon.follow_up_closing.search(plan.text)
    return not asks and bool(closes or lexicon.follow_up_opening.search(plan.text))


def _with_asked_again(plan: QuestionPlan, before: QuestionPlan) -> QuestionPlan:
    """The same thing asked of another item."""
    # 买新车了吗 is a count by its name, though money was asked for before.
    counted = [m for m in before.measures if m != _MONEY]
    items = tuple(in_asked_unit(item, counted) for item in plan.items)
    if _is_general(plan) and not _is_general(before):
        # 收入呢 after an item is no question for the income of the whole department.
        return plan.with_(items=())
    operation = before.operation if before.operation is Operation.AVERAGE else plan.operation
    narrowed = _narrowed(items, before)
    return plan.with_(
        items=items,
        basis=before.basis,
        compared_with=before.compared_with,
        measures=tuple(counted),
        contexts=plan.contexts or before.contexts,
        preferred=(narrowed,) if narrowed else (),
        operation=operation,
        per=before.per,
    )


def _narrowed(items: tuple[Item, ...], before: QuestionPlan) -> tuple[Item, ...]:
    """基本支出呢 after an item of the report: its basic expenditure, before that of the whole."""
    if len(items) != 1 or len(before.items) != 1:
        return ()
    if _families(items[0]) & _families(before.items[0]):
        return ()
    return (before.items[0].narrowed(items[0]),)


def _families(item: Item) -> set[str]:
    keys = {t.key for group in item.groups for t in group if t.kind == "concept"}
    return {concept_by_key(key).family for key in keys}


def _is_general(plan: QuestionPlan) -> bool:
    """Whether a plan is about nothing but income or expenditure as a whole."""
    weak = load_lexicon().weak_items
    families = {family for item in plan.items for family in _families(item)}
    return all(item.words[-1] in weak for item in plan.items) or families == {"totals"}


def _with_items(plan: QuestionPlan, linked: Linked, before: QuestionPlan) -> QuestionPlan:
    """The items of the turn before, with what is asked now, or else with what was asked then."""
    items = tuple(in_asked_unit(item, plan.measures) for item in before.items)
    plan = plan.with_(items=items, contexts=plan.contexts or before.contexts)
    if plan.basis:
        return _with_base(plan, linked, before)
    if plan.measures or plan.target_unit or plan.is_reason:
        return plan
    return plan.with_(
        basis=before.basis,
        compared_with=plan.compared_with or before.compared_with,
        measures=before.measures,
        operation=before.operation if len(items) > 1 or before.per else plan.operation,
        per=plan.per or before.per,
    )


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
    budgets = [b for b in before.basis if b in _BUDGETS]
    base = before.compared_with or (budgets[0] if budgets else None)
    return plan.with_(compared_with=base)


def _operation_over(plan: QuestionPlan, operations: set[str]) -> Operation:
    if "sum" in operations:
        return Operation.SUM
    if plan.basis:
        return Operation.DIFFERENCE
    return Operation.COMPARE if "which" in operations else Operation.LIST
