"""What goes over HTTP: questions, answers, states and problems, as /openapi.json shows them.

Replies forbid unknown fields, so that a field that is sent and not described here is found by a
test and not by a client.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from disclosure.corpus.conversations import MAX_TURNS
from disclosure.report import ReportKind
from service.answer import Outcome, Question, Route, Scope
from service.index_state import IndexState

# Of a question.
MOST_CHARACTERS = 2000
BBox = Annotated[list[float], Field(min_length=4, max_length=4)]
ConversationId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
QuestionText = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MOST_CHARACTERS)
]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Year = Annotated[int, Field(ge=1900, le=2200)]
BOX = "x0, top, x1, bottom in PDF points from the top left corner; null for sources without pages"
PAGE = "Page in the file as given, from 1; null for sources without pages"


class In(BaseModel):
    """A request. Unknown fields are refused: a misspelt `scope` would silently widen a question."""

    model_config = ConfigDict(extra="forbid")


class Out(BaseModel):
    """A reply."""

    model_config = ConfigDict(extra="forbid")


class ScopeIn(In):
    """What may be looked at; an empty list does not narrow."""

    departments: list[Name] = Field(
        default=[], max_length=200, description="Department names as printed, any of them"
    )
    years: list[Year] = Field(default=[], max_length=50, description="Years of the reports")
    report_ids: list[Name] = Field(default=[], max_length=200, description="Ids of reports")
    kinds: list[ReportKind] = Field(default=[], max_length=4, description="Kinds of report")


class HistoryTurn(In):
    """An earlier message, in the form that chat clients use."""

    role: Literal["user", "assistant"]
    content: Annotated[str, StringConstraints(max_length=20_000)]

    @model_validator(mode="after")
    def _check_question(self) -> HistoryTurn:
        """What the user wrote is read again as a question, so it has the bounds of one."""
        if self.role == "user" and not 1 <= len(self.content.strip()) <= MOST_CHARACTERS:
            raise ValueError(f"a question has 1 to {MOST_CHARACTERS} characters")
        return self


class QuestionIn(In):
    """One question."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"question": "公务接待费多少批次？"}]},
    )

    question: QuestionText = Field(description=f"The question, 1 to {MOST_CHARACTERS} characters")
    conversation_id: ConversationId | None = Field(
        default=None, description="From an earlier answer, to go on with that conversation"
    )
    scope: ScopeIn | None = Field(default=None, description="Narrows what may be looked at")
    history: list[QuestionText | HistoryTurn] | None = Field(
        default=None,
        max_length=MAX_TURNS,
        description=(
            "Earlier questions, oldest first, instead of `conversation_id`: texts, or messages "
            "of which only those of the user are read"
        ),
    )

    def to_question(self) -> Question:
        """The question as the engine takes it."""
        scope = self.scope or ScopeIn()
        history = None
        if self.history is not None:
            history = tuple(
                turn if isinstance(turn, str) else turn.content
                for turn in self.history
                if isinstance(turn, str) or turn.role == "user"
            )
        return Question(
            text=self.question,
            conversation_id=self.conversation_id,
            scope=Scope(
                departments=tuple(scope.departments),
                years=tuple(scope.years),
                report_ids=tuple(scope.report_ids),
                kinds=tuple(kind.value for kind in scope.kinds),
            ),
            history=history,
        )


class ValueOut(Out):
    """A figure of the answer."""

    value: str = Field(description="Decimal string exactly as disclosed", examples=["13"])
    unit: str = Field(description="The disclosed unit", examples=["批次"])
    label: str
    department: str
    year: int
    measure: str = Field(description="What the figure measures of its item", examples=["actual"])
    citations: list[int] = Field(description="Indices into `citations`, from 0")


class CalculationInputOut(Out):
    """A disclosed figure that went into a calculation."""

    label: str
    value: str
    unit: str
    citation: int = Field(description="Index into `citations`, from 0")


class CalculationOut(Out):
    """How a figure was computed from disclosed ones."""

    expression: str = Field(examples=["2 ÷ 13"])
    inputs: list[CalculationInputOut]
    rounding: str = Field(description="How the result was rounded; empty when it is exact")


class CitationOut(Out):
    """A printed place that the answer rests on."""

    report_id: str
    report_title: str
    department: str
    year: int
    page: int | None = Field(description=PAGE)
    section: str | None
    table: str | None = Field(description="Title of the table as printed")
    row: str | None
    column: str | None
    quote: str
    bbox: BBox | None = Field(description=BOX)
    url: str = Field(description="The page as a picture with the place marked, or the table")


class AnswerOut(Out):
    """The answer to a question. `[n]` in the text refers to the n-th citation, from 1."""

    answer: str
    outcome: Outcome = Field(description="How the question ended")
    route: Route = Field(description="Answered from facts, from passages, or from both")
    values: list[ValueOut]
    calculation: CalculationOut | None
    citations: list[CitationOut]
    notices: list[str]
    resolved_question: str = Field(description="The question as it was understood")
    suggestions: list[str] = Field(description="Follow-up questions, or choices of a `clarify`")
    conversation_id: str | None
    elapsed_ms: float


class TurnOut(Out):
    """A question of a conversation and its answer."""

    question: str
    # Not checked again: it is shown as it was given, by whatever version gave it.
    answer: dict[str, Any] | None = Field(description="The answer as it was given (AnswerOut)")


class ConversationOut(Out):
    """The turns of a conversation, oldest first."""

    conversation_id: str
    turns: list[TurnOut]


class HealthOut(Out):
    """The process answers."""

    status: Literal["ok"]


class ReadyOut(Out):
    """Questions can be answered."""

    status: Literal["ready"]
    reports: int = Field(description="How many reports are held")
    generation: int = Field(description="Grows with every change of what is held")
    index: IndexState = Field(description="The index of passages, which text questions use")


class FieldFault(BaseModel):
    """A field that is wrong, and why."""

    field: str = Field(examples=["question"])
    detail: str


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str = Field(default="about:blank")
    title: str = Field(examples=["Unprocessable Content"])
    status: int = Field(examples=[422])
    detail: str
    errors: list[FieldFault] = Field(default=[], description="The fields at fault")
