"""A gold case: a question or a conversation, and what must come back (INTERFACE: gold sets)."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from disclosure.errors import DisclosureError
from eval.fields import FieldError, Fields
from service.answer import Outcome, Scope


class CaseKind(StrEnum):
    """What sort of question a case is; results are counted by it."""

    CELL = "cell"
    NARRATIVE_FIGURE = "narrative_figure"
    COMPUTED = "computed"
    COMPARISON = "comparison"
    TEXT = "text"
    FOLLOW_UP = "follow_up"
    UNANSWERABLE = "unanswerable"
    AMBIGUOUS = "ambiguous"
    CONFLICT = "conflict"
    ABUSE = "abuse"


# Only these two outcomes give figures; an expectation of figures with another one is a slip.
OUTCOMES_WITH_VALUES = frozenset({Outcome.ANSWERED, Outcome.CONFLICT})


class GoldError(DisclosureError):
    """A gold set cannot be read; the message names the file, the line and the field at fault."""


@dataclass(frozen=True, slots=True)
class ExpectedValue:
    """A figure that must be given. What is None is not compared."""

    value: Decimal
    unit: str
    year: int | None = None
    department: str | None = None
    measure: str | None = None


@dataclass(frozen=True, slots=True)
class ExpectedPlace:
    """A printed place that must be cited. What is None is not compared."""

    page: int | None = None
    table: str | None = None
    row: str | None = None
    contains: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether nothing is asked of the citation."""
        return self == ExpectedPlace()


@dataclass(frozen=True, slots=True)
class ExpectedTurn:
    """What one turn must give. `values` empty means that no figure is asked for.

    Citing any one of `places` is enough, for a figure that is printed more than once.
    """

    outcome: Outcome
    values: tuple[ExpectedValue, ...] = ()
    tolerance: Decimal = Decimal(0)
    places: tuple[ExpectedPlace, ...] = ()
    text_contains: tuple[str, ...] = ()
    text_any: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """A conversation of one turn or more; `expected` has an entry a turn, None where unchecked."""

    id: str
    kind: CaseKind
    turns: tuple[str, ...]
    expected: tuple[ExpectedTurn | None, ...]
    scope: Scope = field(default_factory=Scope)
    note: str = ""


def read_cases(path: Path) -> list[Case]:
    """The cases of a gold set, in its order. Raises GoldError, also for an id used twice."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{path.name}: cannot be read as a UTF-8 text file") from error
    cases: dict[str, Case] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        case = parse_case(line, f"{path.name}:{number}")
        if case.id in cases:
            raise GoldError(f"{path.name}:{number}: id: {case.id!r} is used twice")
        cases[case.id] = case
    if not cases:
        raise GoldError(f"{path.name}: holds no case")
    return list(cases.values())


def parse_case(line: str, place: str) -> Case:
    """One line of a gold set; `place` (file:line) leads the message of the GoldError."""
    try:
        body = json.loads(line)
    except json.JSONDecodeError as error:
        raise GoldError(f"{place}: not JSON: {error.msg} at column {error.colno}") from error
    try:
        return _parse_body(Fields(body))
    except FieldError as error:
        raise GoldError(f"{place}: {error}") from error


def _parse_body(fields: Fields) -> Case:
    fields.allow("id", "kind", "turns", "scope", "note", "expect", "expect_turns")
    turns = fields.texts("turns")
    if not turns:
        raise fields.fault("turns", "must hold at least one question")
    if fields.has("expect") == fields.has("expect_turns"):
        raise fields.fault("expect", "give either expect or expect_turns")
    expected: tuple[ExpectedTurn | None, ...]
    if fields.has("expect"):
        expected = (*(None for _ in turns[1:]), _parse_turn(fields.object("expect")))
    else:
        expected = tuple(_parse_turn(turn) for turn in fields.objects("expect_turns"))
    if len(expected) != len(turns):
        message = f"has {len(expected)} entries for {len(turns)} turns"
        raise fields.fault("expect_turns", message)
    return Case(
        id=fields.text("id"),
        kind=fields.choice("kind", CaseKind),
        turns=turns,
        expected=expected,
        scope=_parse_scope(fields.object("scope")) if fields.has("scope") else Scope(),
        note=fields.text("note") if fields.has("note") else "",
    )


def _parse_scope(fields: Fields) -> Scope:
    fields.allow("departments", "years", "report_ids", "kinds")
    return Scope(
        departments=fields.texts("departments"),
        years=fields.integers("years"),
        report_ids=fields.texts("report_ids"),
        kinds=fields.texts("kinds"),
    )


def _parse_turn(fields: Fields) -> ExpectedTurn:
    fields.allow(
        "outcome", "values", "tolerance", "citation", "citation_any", "text_contains", "text_any"
    )
    outcome = fields.choice("outcome", Outcome)
    values = tuple(_parse_value(value) for value in fields.objects("values"))
    if values and outcome not in OUTCOMES_WITH_VALUES:
        raise fields.fault("values", f"the outcome {outcome.value} gives no figures")
    tolerance = fields.decimal("tolerance") if fields.has("tolerance") else Decimal(0)
    if tolerance < 0:
        raise fields.fault("tolerance", "must not be negative")
    places = [_parse_place(place) for place in fields.objects("citation_any")]
    if fields.has("citation"):
        places.append(_parse_place(fields.object("citation")))
    return ExpectedTurn(
        outcome=outcome,
        values=values,
        tolerance=tolerance,
        places=tuple(place for place in places if not place.is_open),
        text_contains=fields.texts("text_contains"),
        text_any=fields.texts("text_any"),
    )


def _parse_value(fields: Fields) -> ExpectedValue:
    fields.allow("value", "unit", "year", "department", "measure")
    return ExpectedValue(
        value=fields.decimal("value"),
        unit=fields.text("unit", may_be_empty=True),
        year=fields.integer("year") if fields.has("year") else None,
        department=fields.text("department") if fields.has("department") else None,
        measure=fields.text("measure") if fields.has("measure") else None,
    )


def _parse_place(fields: Fields) -> ExpectedPlace:
    fields.allow("page", "table", "row", "contains")
    page = fields.integer("page") if fields.has("page") else None
    if page is not None and page < 1:
        raise fields.fault("page", "counts from 1")
    return ExpectedPlace(
        page=page,
        table=fields.text("table") if fields.has("table") else None,
        row=fields.text("row") if fields.has("row") else None,
        contains=fields.text("contains") if fields.has("contains") else None,
    )
