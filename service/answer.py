"""The answer and its parts: outcome, values, calculation, citations (INTERFACE: `Answer`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from disclosure.place import Box


class Outcome(StrEnum):
    """How a question ended; a closed vocabulary."""

    ANSWERED = "answered"
    CONFLICT = "conflict"
    CLARIFY = "clarify"
    NOT_DISCLOSED = "not_disclosed"
    OUT_OF_SCOPE = "out_of_scope"
    REFUSED = "refused"


class Route(StrEnum):
    """Which lane answered: facts, passages, or both."""

    LOOKUP = "lookup"
    RETRIEVAL = "retrieval"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Citation:
    """A printed place that an answer rests on. Sources without pages have `page` and `box` None."""

    report_id: str
    report_title: str
    department: str
    year: int
    page: int | None
    section: str | None
    table: str | None
    row: str | None
    column: str | None
    quote: str
    box: Box | None
    table_id: str | None = None

    @property
    def url(self) -> str:
        """The page picture with the place marked; without pages, the table."""
        base = f"/v1/reports/{self.report_id}"
        if self.page is not None:
            mark = ",".join(f"{v:g}" for v in self.box.as_list()) if self.box else ""
            return f"{base}/pages/{self.page}.png" + (f"?highlight={mark}" if mark else "")
        return f"{base}/tables/{self.table_id}" if self.table_id else base


@dataclass(frozen=True, slots=True)
class Value:
    """A figure of the answer: decimal string exactly as disclosed (or computed), and its unit."""

    value: str
    unit: str
    label: str
    department: str
    year: int
    measure: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CalculationInput:
    """A disclosed figure of a calculation; `citation` indexes the citations of the answer."""

    label: str
    value: str
    unit: str
    citation: int


@dataclass(frozen=True, slots=True)
class Calculation:
    """The formula as shown, its inputs, and how the result was rounded ('' when exact)."""

    expression: str
    inputs: tuple[CalculationInput, ...]
    rounding: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What leaves the service for one question."""

    answer: str
    outcome: Outcome
    route: Route = Route.LOOKUP
    values: tuple[Value, ...] = ()
    calculation: Calculation | None = None
    citations: tuple[Citation, ...] = ()
    notices: tuple[str, ...] = ()
    resolved_question: str = ""
    suggestions: tuple[str, ...] = ()
    conversation_id: str | None = None
    elapsed_ms: float = 0.0

    def within(self, conversation_id: str | None, elapsed_ms: float) -> Answer:
        """The same answer, marked with its conversation and the time it took."""
        return replace(self, conversation_id=conversation_id, elapsed_ms=elapsed_ms)


@dataclass(frozen=True, slots=True)
class Scope:
    """What may be looked at; an empty tuple does not narrow."""

    departments: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    report_ids: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `history` (earlier questions, oldest first) replaces `conversation_id`."""

    text: str
    conversation_id: str | None = None
    scope: Scope = field(default_factory=Scope)
    history: Sequence[str] | None = None
