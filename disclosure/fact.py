"""A fact: one printed figure, or the words of a cell, with what tells it from its neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from disclosure.place import NOWHERE, Place


class Origin(StrEnum):
    """Whether the figure stands in a table cell or in a sentence."""

    TABLE = "table"
    TEXT = "text"


class Presence(StrEnum):
    """What is printed at the place. Only FIGURE has a value; none of the others is a zero.

    STATED_NONE: words that say there is none; STATED_EQUAL: words that say nothing changed.
    WORDS: any other words of a table's cell, a bound (≥95%) or a date among them.
    """

    FIGURE = "figure"
    BLANK = "blank"
    DASH = "dash"
    STATED_NONE = "stated_none"
    STATED_EQUAL = "stated_equal"
    WORDS = "words"


class Basis(StrEnum):
    """What the figure measures of its item (口径)."""

    INITIAL_BUDGET = "initial_budget"
    ADJUSTED_BUDGET = "adjusted_budget"
    BUDGET = "budget"
    ACTUAL = "actual"
    LAST_YEAR = "last_year"
    CHANGE = "change"
    GROWTH = "growth"
    SHARE = "share"
    EXECUTION_RATE = "execution_rate"
    SCORE = "score"
    WEIGHT = "weight"


BUDGETS = (Basis.INITIAL_BUDGET, Basis.ADJUSTED_BUDGET, Basis.BUDGET)
# Amounts of the year itself, and those of the year before too; all others are derived of amounts.
OWN_AMOUNTS = (*BUDGETS, Basis.ACTUAL)
AMOUNTS = (*OWN_AMOUNTS, Basis.LAST_YEAR)


class Direction(StrEnum):
    """Which way a change goes; the printed figure of a change has no sign of its own."""

    INCREASE = "increase"
    DECREASE = "decrease"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Fact:
    """One printed figure (or a printed absence, or words in its place) and its place.

    `year` is the year that the figure describes. `row_path` and `column_path` are the labels as
    printed from the root; a fact of a sentence has its subject phrase as `label` and the sentence
    as `quote`. `row_number` and `column_number` are 行次 and 栏次, `table_number` the number that
    the report gives its table. `compared_with` is the base of a change, growth, share or rate: a
    Basis value (`last_year`, `initial_budget` …) or the phrase as printed (占…的);
    `compared_words` names which figure of the year before it is, where it is not the final one.
    `subject` is the project (or the department) that a performance form is about.
    """

    report_id: str
    origin: Origin
    label: str
    basis: Basis
    year: int
    presence: Presence = Presence.FIGURE
    value: Decimal | None = None
    printed: str = ""
    unit: str = ""
    place: Place = NOWHERE
    quote: str = ""
    section: tuple[str, ...] = ()
    table_id: str | None = None
    table: str | None = None
    form: str | None = None
    row: str | None = None
    row_path: tuple[str, ...] = ()
    row_is_total: bool = False
    row_number: str | None = None
    code: str | None = None
    column: str | None = None
    column_path: tuple[str, ...] = ()
    column_number: str | None = None
    column_is_total: bool = False
    concept: str | None = None
    fund: str | None = None
    compared_with: str | None = None
    direction: Direction | None = None
    compared_words: str = ""
    reason: str | None = None
    reason_quote: str = ""
    reason_place: Place = NOWHERE
    table_number: str | None = None
    subject: str | None = None
