"""How a question was understood: a readable value that prints itself as the resolved question."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from disclosure.fact import Basis, Origin

_OF = "的"


class Operation(StrEnum):
    """What is done with the figures that are looked up."""

    LOOKUP = "lookup"
    LIST = "list"
    BREAKDOWN = "breakdown"
    SUM = "sum"
    DIFFERENCE = "difference"
    RATIO = "ratio"
    AVERAGE = "average"
    COMPARE = "compare"
    EXTREME = "extreme"
    TREND = "trend"
    IMPLIED = "implied"
    OFF_BUDGET = "off_budget"


@dataclass(frozen=True, slots=True)
class Term:
    """One way to read a stretch of the question.

    `kind`: `concept`; `label`, the whole of a printed label; `part`, a label of which the question
    has only a part; `code`; `row_number` and `column_number`, 行次 and 栏次; `context`, words of a
    heading or of a label above; `table`, a title; `total`, the total of whatever table is named.
    """

    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class Item:
    """What a figure is asked of: every group must fit a fact, by one of its terms.

    `words` are the stretches of the question that the groups are readings of.
    """

    words: tuple[str, ...]
    groups: tuple[tuple[Term, ...], ...]

    def narrowed(self, other: Item) -> Item:
        """Both together: 行政运行 and 基本支出 as the basic expenditure of that item."""
        return Item(self.words + other.words, self.groups + other.groups)

    @property
    def text(self) -> str:
        """The item in words."""
        return _OF.join(self.words)


@dataclass(frozen=True, slots=True)
class QuestionPlan:
    """Scope, items, what is asked of them, and what to do with the figures.

    `kinds` are those that a question names, `held_kinds` those that the turn before was answered
    from. `carried` names the fields that come from the turn before; `is_unclear` says that a
    question points at earlier figures that cannot be told.
    `amount` and `base_amount` are the amounts compared, where the question names them: the budget
    of this year with the final figure of the last. `by_year` says which amount of which year is
    asked for, when the years have different ones. `origin` is set when tables or sentences alone
    are asked about, `in_form` when a column of a performance form is named by its letter.
    `extreme` is high or low, of rates below or above the budget too; `count` is how many are asked
    for, `of_classes` whether of the highest level only.
    """

    text: str
    topic: str = ""
    departments: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    held_kinds: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()
    is_unclear: bool = False
    items: tuple[Item, ...] = ()
    contexts: tuple[tuple[Term, ...], ...] = ()
    basis: tuple[Basis, ...] = ()
    compared_with: Basis | None = None
    amount: Basis | None = None
    base_amount: Basis | None = None
    base_year: int | None = None
    by_year: tuple[tuple[int, Basis], ...] = ()
    origin: Origin | None = None
    each: bool = False
    ambiguous_departments: tuple[str, ...] = ()
    preferred: tuple[tuple[Item, ...], ...] = ()
    alternatives: tuple[tuple[Item, ...], ...] = ()
    measures: tuple[str, ...] = ()
    operation: Operation = Operation.LOOKUP
    operation_apart: Operation | None = None
    side: str | None = None
    fund: str | None = None
    target_unit: str | None = None
    extreme: str | None = None
    count: int = 1
    of_classes: bool = False
    per: str | None = None
    unknown: tuple[str, ...] = ()
    unknown_bodies: tuple[str, ...] = ()
    is_reason: bool = False
    in_form: bool = False

    def with_(self, **changes: Any) -> QuestionPlan:
        """A copy with some fields changed."""
        return replace(self, **changes)


def encode_plan(plan: QuestionPlan) -> dict[str, Any]:
    """A plan as JSON, for the conversation store."""
    return asdict(plan)


def decode_plan(stored: dict[str, Any]) -> QuestionPlan:
    """The inverse of encode_plan."""

    def terms(group: list[dict[str, str]]) -> tuple[Term, ...]:
        return tuple(Term(t["kind"], t["key"]) for t in group)

    items = tuple(
        Item(tuple(i["words"]), tuple(terms(g) for g in i["groups"])) for i in stored["items"]
    )
    names = ("compared_with", "amount", "base_amount")
    origin = stored["origin"]
    fields: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in stored.items()}
    fields |= {
        "items": items,
        "preferred": (),
        "alternatives": (),
        "contexts": tuple(terms(group) for group in stored["contexts"]),
        "basis": tuple(Basis(b) for b in stored["basis"]),
        "by_year": tuple((int(year), Basis(b)) for year, b in stored["by_year"]),
        "origin": None if origin is None else Origin(origin),
        "operation": Operation(stored["operation"]),
        "operation_apart": None,
    }
    fields |= {name: stored[name] and Basis(stored[name]) for name in names}
    return QuestionPlan(**fields)
