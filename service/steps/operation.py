"""What a question wants done with its figures, read from the words around the items."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from disclosure.fact import Basis
from service.lexicon import load_lexicon
from service.question import Operation, QuestionPlan
from service.steps.link import Linked

# Asking words between two items: each is asked for by itself.
_ASKS = re.compile("多少|几")
_PLUS = "加"
_SHARE = "占"
TWO = 2


@dataclass(frozen=True, slots=True)
class _Signs:
    """What is told about the operation: the words, and how many things are asked about."""

    plan: QuestionPlan
    words: frozenset[str]
    between: str
    has_base: bool

    @property
    def several(self) -> bool:
        """More than one item."""
        return len(self.plan.items) > 1

    @property
    def over_many(self) -> bool:
        """More than one department or year."""
        return len(self.plan.departments) > 1 or len(self.plan.years) > 1

    @property
    def names_whole(self) -> bool:
        """Whether the last item is the whole that a share is asked of: X 占 Y 的百分之几."""
        return Basis.SHARE in self.plan.basis and _SHARE in self.between

    @property
    def two_targets(self) -> bool:
        """One item in two departments or in two years, and no other base."""
        count = max(1, len(self.plan.departments)) * max(1, len(self.plan.years))
        return count == TWO and not self.several and not self.has_base

    @property
    def counted(self) -> int:
        """Units asked for that are no money."""
        return sum(m != "money" for m in self.plan.measures)

    @property
    def adds(self) -> bool:
        """Whether the items are to be added up."""
        asked_one_by_one = bool(_ASKS.search(self.between))
        return _PLUS in self.between or ("sum" in self.words and not asked_one_by_one)

    @property
    def lists_off_budget(self) -> bool:
        """Whether the items that kept below their budget, or went above it, are asked for."""
        return bool(off_budget(self.plan.text) and {"list_all", "which"} & self.words)

    @property
    def ranks(self) -> bool:
        """Whether the largest or the smallest is asked for."""
        return bool({"extreme_high", "extreme_low"} & self.words)


# The first rule that fits names the operation.
_RULES: tuple[tuple[Operation, Callable[[_Signs], bool]], ...] = (
    (Operation.AVERAGE, lambda s: s.plan.per is not None),
    (Operation.OFF_BUDGET, lambda s: s.lists_off_budget),
    (Operation.IMPLIED, lambda s: "implied" in s.words),
    (Operation.RATIO, lambda s: s.several and s.names_whole),
    (Operation.COMPARE, lambda s: s.ranks and (s.several or s.over_many)),
    (Operation.EXTREME, lambda s: s.ranks),
    (Operation.SUM, lambda s: s.over_many and "sum" in s.words and not s.several),
    (Operation.LIST, lambda s: s.several and s.counted > 1),
    (Operation.SUM, lambda s: s.several and s.adds),
    (
        Operation.DIFFERENCE,
        lambda s: s.several and Basis.CHANGE in s.plan.basis and not s.has_base,
    ),
    (Operation.DIFFERENCE, lambda s: s.two_targets and "difference" in s.words),
    (Operation.TREND, lambda s: "trend" in s.words),
    (Operation.COMPARE, lambda s: "which" in s.words and (s.several or s.over_many)),
    (Operation.LIST, lambda s: s.several),
    (Operation.BREAKDOWN, lambda s: "each" in s.words),
)


def off_budget(question: str) -> str | None:
    """`low` or `high`, where what kept below its budget or went above it is asked about."""
    patterns = load_lexicon().off_budget.items()
    return next((side for side, ps in patterns if any(p.search(question) for p in ps)), None)


def find_operation(plan: QuestionPlan, linked: Linked) -> Operation:
    """The operation of a question; a plain look-up when no word says otherwise."""
    items = linked.of("item", "weak_item")
    between = linked.question[items[0].end : items[-1].start] if len(items) > 1 else ""
    # 差多少 is read as the change that is asked for; it tells the operation all the same.
    difference = load_lexicon().operations["difference"]
    told = {"difference"} if any(p.search(linked.question) for p in difference) else set()
    words = frozenset({m.key for m in linked.of("operation")} | told)
    signs = _Signs(plan, words, between, bool(linked.of("base")))
    return next((operation for operation, fits in _RULES if fits(signs)), Operation.LOOKUP)
