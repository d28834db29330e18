"""Step 3c: figures that were asked for before, taken together: 这两个加起来, 差多少, 谁最多.

They are taken together when they differ in one respect only: in the item, the department, the year,
or in whether the budget or the final figure was asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from disclosure.concepts import concept_by_key
from disclosure.fact import BUDGETS, OWN_AMOUNTS, Basis
from disclosure.numerals import read_numeral
from service.conversation import Conversation
from service.lexicon import load_lexicon
from service.question import Item, Operation, QuestionPlan
from service.steps.link import Linked

_PAIR = 2
_BUDGET_KIND = "budget"


@dataclass(frozen=True, slots=True)
class Chain:
    """Figures asked for one after the other, oldest first, and in what they differ."""

    differ_in: str
    plans: tuple[QuestionPlan, ...]


def refer_back(
    plan: QuestionPlan, linked: Linked, conversation: Conversation
) -> QuestionPlan | None:
    """The plan over earlier figures that a question asks for; None when it asks for none.

    Where they cannot be told, the plan has no items: it is asked back.
    """
    if plan.items or plan.departments or plan.years or plan.unknown_bodies:
        return None
    asked = _Asked.of(plan, linked)
    if asked is None:
        return None
    plan = plan.with_(unknown=tuple(w for w in plan.unknown if w not in asked.together))
    last = conversation.last_plan
    chain = _within(last, asked) or _chain(conversation.answered)
    if chain is None or len(chain.plans) < (asked.count or _PAIR):
        return _unclear(plan, last) if asked.together else None
    if asked.count or (asked.operation is Operation.DIFFERENCE):
        chain = Chain(chain.differ_in, chain.plans[-(asked.count or _PAIR) :])
    if not asked.fits(chain):
        return _unclear(plan, last) if asked.together or asked.counts_twice(chain) else None
    return _over(plan, chain, asked)


def _within(last: QuestionPlan | None, asked: _Asked) -> Chain | None:
    """The figures of the last question alone, when it asked for as many as are pointed at."""
    if last is None:
        return None
    for name in ("items", "departments", "years"):
        values = getattr(last, name)
        if len(values) >= _PAIR and asked.count in (None, len(values)):
            return Chain(name, tuple(last.with_(**{name: (value,)}) for value in values))
    return None


def items_together(conversation: Conversation, match: re.Match[str]) -> tuple[Item, ...]:
    """The items that 这两项 points at: of the last question, or of the last ones."""
    count = (read_numeral(match["count"]) if match["count"] else None) or _PAIR
    last = conversation.last_plan
    if last and len(last.items) == count:
        return last.items
    chain = _chain(conversation.answered)
    if chain is None or chain.differ_in != "items" or len(chain.plans) < count:
        return ()
    return tuple(plan.items[0] for plan in chain.plans[-count:])


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a question does with earlier figures, and how it points at them."""

    operation: Operation
    together: str
    count: int | None
    says_difference: bool
    side: str | None

    @classmethod
    def of(cls, plan: QuestionPlan, linked: Linked) -> _Asked | None:
        lexicon = load_lexicon()
        match = lexicon.together.search(linked.question)
        together = match[0] if match else ""
        count = read_numeral(match["count"]) if match and match["count"] else None
        says_sum = any(p.search(linked.question) for p in lexicon.operations["sum"])
        says_difference = any(p.search(linked.question) for p in lexicon.operations["difference"])
        which = {m.key for m in linked.of("operation")} & {"which", "extreme_high", "extreme_low"}
        if plan.per or plan.compared_with or linked.of("percent") or Basis.SHARE in plan.basis:
            return None
        if says_sum:
            operation = Operation.SUM
        elif says_difference or Basis.CHANGE in plan.basis:
            operation = Operation.DIFFERENCE
        elif which:
            operation = Operation.COMPARE
        elif together and not plan.target_unit:
            operation = Operation.LIST
        else:
            return None
        return cls(operation, together, count, says_difference, plan.side)

    def fits(self, chain: Chain) -> bool:
        """Whether what is asked can be meant of these figures."""
        if self.operation is Operation.SUM:
            # 一共花了多少 may as well be all that was spent.
            alone = not self.together and self.side is not None
            return chain.differ_in != "basis" and not alone and not self.counts_twice(chain)
        if self.operation is Operation.DIFFERENCE:
            # 少了多少 behind two items is how the last one changed.
            of_items = chain.differ_in == "items" and not self.together
            return self.says_difference or not of_items
        return chain.differ_in != "basis"

    def counts_twice(self, chain: Chain) -> bool:
        """Whether a sum would hold a whole and its part."""
        items = [p.items[0] for p in chain.plans] if chain.differ_in == "items" else []
        return self.operation is Operation.SUM and _overlap(items)


def _chain(answered: Sequence[QuestionPlan]) -> Chain | None:
    """The latest figures asked for, as far back as they differ in the same one respect."""
    figures = [_plainly(p) for p in answered if _is_figure(p)]
    kept: list[QuestionPlan] = []
    respect: str | None = None
    for plan in reversed(figures):
        if not kept:
            kept.append(plan)
            continue
        differing = _differ_in(kept[-1], plan)
        if not differing:
            continue
        if len(differing) > 1 or respect not in (None, differing[0]):
            break
        respect = differing[0]
        kept.append(plan)
    return Chain(respect, tuple(reversed(kept))) if respect else None


def _is_figure(plan: QuestionPlan) -> bool:
    one = len(plan.items) == len(plan.departments) == len(plan.years) == 1
    amount = all(basis in OWN_AMOUNTS for basis in plan.basis) and len(plan.basis) <= 1
    return one and amount and plan.operation is Operation.LOOKUP


def _plainly(plan: QuestionPlan) -> QuestionPlan:
    """Without a basis that is what a report is about anyway: the budget figure of a budget."""
    budgets = {kind.endswith(_BUDGET_KIND) for kind in plan.held_kinds}
    plain = (budgets == {True} and plan.basis == (Basis.BUDGET,)) or (
        budgets == {False} and plan.basis == (Basis.ACTUAL,)
    )
    return plan.with_(basis=()) if plain else plan


def _differ_in(one: QuestionPlan, other: QuestionPlan) -> list[str]:
    pairs = {
        "items": (one.items, other.items),
        "departments": (one.departments, other.departments),
        "years": (one.years, other.years),
        "basis": (one.basis, other.basis),
        "measures": (one.measures, other.measures),
        "contexts": (one.contexts, other.contexts),
        "fund": (one.fund, other.fund),
    }
    differing = [name for name, (a, b) in pairs.items() if a != b]
    # What is counted goes with the item, and a table with the year in its title.
    if "items" in differing and "measures" in differing:
        differing.remove("measures")
    return differing


def _overlap(items: Sequence[Item]) -> bool:
    """Whether one of the items is a part of another: no sum is made of a whole and its part."""
    groups = [set(item.groups) for item in items]
    wholes = [_parts(item) for item in items]
    keys = [{t.key for g in item.groups for t in g if t.kind == "concept"} for item in items]
    pairs = [(i, j) for i in range(len(items)) for j in range(len(items)) if i != j]
    return any(groups[i] <= groups[j] or wholes[i] & keys[j] for i, j in pairs)


def _parts(item: Item) -> set[str]:
    """The concepts that the concept of an item is made up of, of every level."""
    found: set[str] = set()
    left = [t.key for g in item.groups for t in g if t.kind == "concept"]
    while left:
        parts = [p for p in concept_by_key(left.pop()).parts if p not in found]
        found.update(parts)
        left += parts
    return found


def _over(plan: QuestionPlan, chain: Chain, asked: _Asked) -> QuestionPlan:
    last = chain.plans[-1]
    common = plan.with_(
        items=last.items,
        departments=last.departments,
        years=last.years,
        kinds=last.kinds,
        held_kinds=tuple(dict.fromkeys(k for p in chain.plans for k in p.held_kinds)),
        contexts=last.contexts,
        fund=last.fund,
        measures=last.measures,
        basis=last.basis,
        operation=asked.operation,
    )
    if chain.differ_in == "basis":
        named = [p.basis for p in chain.plans]
        budget = next((b[0] for b in named if b and b[0] in BUDGETS), None)
        if budget is None or not {(), (Basis.ACTUAL,)} & set(named):
            return _unclear(plan, last)
        return common.with_(basis=(Basis.CHANGE,), compared_with=budget, operation=Operation.LOOKUP)
    values = tuple(dict.fromkeys(v for p in chain.plans for v in getattr(p, chain.differ_in)))
    return common.with_(**{chain.differ_in: values})


def _unclear(plan: QuestionPlan, last: QuestionPlan | None) -> QuestionPlan:
    """What is pointed at cannot be told: the scope stays, and the items are asked for."""
    if last is None:
        return plan
    return plan.with_(
        items=(), basis=(), departments=last.departments, years=last.years, kinds=last.kinds,
        held_kinds=last.held_kinds, is_unclear=True,
    )  # fmt: skip
