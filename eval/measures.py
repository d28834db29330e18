"""The measures: each a value with a name and a definition of one sentence.

A measure looks at one checked turn and says yes, no, or nothing (None) where it does not apply.
A turn that brought no answer at all is a no for every measure that applies: leaving a question
out must never look better than answering it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from disclosure.labels import squeeze
from eval.case import OUTCOMES_WITH_VALUES, ExpectedTurn
from eval.figure_audit import find_uncited_numbers, find_uncited_values, find_unquoted_values
from eval.figures import (
    Answer,
    figures_in,
    find_contradictions,
    find_missing,
    find_rivals,
    find_unexpected,
    given_values,
    is_single_figure,
    same_number,
    same_part,
)
from eval.places import has_page, has_place, relevant_citations
from service.answer import Outcome

Holds = Callable[[ExpectedTurn, Answer], bool | None]


@dataclass(frozen=True, slots=True)
class Measure:
    """`needed` measures must hold for a case to pass; a `fault` is bad where it holds."""

    name: str
    definition: str
    holds: Holds
    needed: bool = False
    fault: bool = False

    def __str__(self) -> str:
        return self.name


def outcome_correct(expected: ExpectedTurn, answer: Answer) -> bool:
    return answer.get("outcome") == expected.outcome


def value_exact(expected: ExpectedTurn, answer: Answer) -> bool | None:
    return not find_missing(expected, answer) if expected.values else None


def number_exact(expected: ExpectedTurn, answer: Answer) -> bool | None:
    if not expected.values:
        return None
    return all(
        any(same_number(wanted, value, expected.tolerance) for value in given_values(answer))
        for wanted in expected.values
    )


def _part_exact(part: str) -> Holds:
    """Among the given figures with the right number, does one agree in `part`?

    Asked only of numbers that were found, so that one slip is told from another.
    """

    def holds(expected: ExpectedTurn, answer: Answer) -> bool | None:
        verdicts = []
        for wanted in expected.values:
            if getattr(wanted, part) is None:
                continue
            found = [v for v in given_values(answer) if same_number(wanted, v, expected.tolerance)]
            if found:
                verdicts.append(any(same_part(part, wanted, value) for value in found))
        return all(verdicts) if verdicts else None

    return holds


def no_extra_wrong(expected: ExpectedTurn, answer: Answer) -> bool | None:
    return not find_rivals(expected, answer) if is_single_figure(expected) else None


def wrong_figure(expected: ExpectedTurn, answer: Answer) -> bool:
    """Whether a reader of the answer goes away with a figure that is not the one asked for.

    An incomplete answer (one of two expected figures, nothing wrong beside it) is none, nor are
    more figures than asked for, each with its own label, nor one side of a conflict: those miss
    other measures.
    """
    if answer.get("outcome") != Outcome.ANSWERED:
        return False
    given = given_values(answer)
    if expected.outcome not in OUTCOMES_WITH_VALUES:
        return bool(given or figures_in(str(answer.get("answer") or "")))
    if not expected.values:
        return False
    if not given:
        return _only_other_figures_in_text(expected, answer)
    if find_missing(expected, answer) and find_unexpected(expected, answer):
        return True
    return is_single_figure(expected) and bool(find_contradictions(expected, answer))


def _only_other_figures_in_text(expected: ExpectedTurn, answer: Answer) -> bool:
    """The text gives figures with their units, and none of them is an expected one."""
    given = figures_in(str(answer.get("answer") or ""))
    same = any(
        same_number(wanted, value, expected.tolerance) and same_part("unit", wanted, value)
        for wanted in expected.values
        for value in given
    )
    return bool(given) and not same


def citation_page(expected: ExpectedTurn, answer: Answer) -> bool | None:
    """Not asked where every relevant citation is of a source without pages (page null)."""
    wanted = [place for place in expected.places if place.page is not None]
    citations = relevant_citations(expected, answer)
    if not wanted or (citations and all(c.get("page") is None for c in citations)):
        return None
    return any(has_page(place, c) for place in expected.places for c in citations)


def citation_place(expected: ExpectedTurn, answer: Answer) -> bool | None:
    wanted = [p for p in expected.places if p.table or p.row or p.contains]
    if not wanted:
        return None
    citations = relevant_citations(expected, answer)
    return any(has_place(p, c) and has_page(p, c) for p in expected.places for c in citations)


def text_contains(expected: ExpectedTurn, answer: Answer) -> bool | None:
    if not expected.text_contains:
        return None
    text = squeeze(str(answer.get("answer") or ""))
    return all(squeeze(words) in text for words in expected.text_contains)


def text_any(expected: ExpectedTurn, answer: Answer) -> bool | None:
    if not expected.text_any:
        return None
    text = squeeze(str(answer.get("answer") or ""))
    return any(squeeze(words) in text for words in expected.text_any)


def every_figure_cited(_expected: ExpectedTurn, answer: Answer) -> bool | None:
    if not answer.get("answer"):
        return None
    question = str(answer.get("question") or "")
    return not find_uncited_values(answer) and not find_uncited_numbers(answer, question)


def figure_in_quote(_expected: ExpectedTurn, answer: Answer) -> bool | None:
    return not find_unquoted_values(answer) if given_values(answer) else None


OUTCOME_CORRECT = Measure(
    "outcome_correct", "The outcome is the expected one.", outcome_correct, needed=True
)
VALUE_EXACT = Measure(
    "value_exact",
    "Every expected figure is among the given ones, in number (within the tolerance of the case, "
    "0 unless it says otherwise), unit, and year, department and measure where these are named.",
    value_exact,
    needed=True,
)
NUMBER_EXACT = Measure(
    "number_exact", "Every expected number is given, whatever its unit or year.", number_exact
)
UNIT_EXACT = Measure(
    "unit_exact", "The figures with an expected number have its unit.", _part_exact("unit")
)
YEAR_EXACT = Measure(
    "year_exact", "The figures with an expected number have the year named.", _part_exact("year")
)
DEPARTMENT_EXACT = Measure(
    "department_exact",
    "The figures with an expected number have the department named.",
    _part_exact("department"),
)
MEASURE_EXACT = Measure(
    "measure_exact",
    "The figures with an expected number have the measure (budget, actual, change …) named.",
    _part_exact("measure"),
)
NO_EXTRA_WRONG = Measure(
    "no_extra_wrong",
    "Where one figure is asked for, no other number of the same unit, year, department and measure "
    "is given beside it, whatever its label.",
    no_extra_wrong,
    needed=True,
)
WRONG_FIGURE = Measure(
    "wrong_figure",
    "The outcome is `answered` and a figure is given that is not the one asked for: in its place, "
    "beside it under the same label, or where none should have been given.",
    wrong_figure,
    fault=True,
)
CITATION_PAGE = Measure(
    "citation_page",
    "A citation of the expected figures is of an expected page; skipped for sources without pages.",
    citation_page,
    needed=True,
)
CITATION_PLACE = Measure(
    "citation_place",
    "One citation of the expected figures has the expected table, row and quoted words, and page.",
    citation_place,
    needed=True,
)
TEXT_CONTAINS = Measure(
    "text_contains", "The answer has all of the expected phrases.", text_contains, needed=True
)
TEXT_ANY = Measure(
    "text_any", "The answer has one of the alternative phrases at least.", text_any, needed=True
)
EVERY_FIGURE_CITED = Measure(
    "every_figure_cited",
    "Every number of the answer is a value, an input or in a quote, and leads to a citation.",
    every_figure_cited,
)
FIGURE_IN_QUOTE = Measure(
    "figure_in_quote",
    "Every disclosed figure of the answer stands in the quote of one of its citations.",
    figure_in_quote,
)

MEASURES = (
    OUTCOME_CORRECT,
    VALUE_EXACT,
    NUMBER_EXACT,
    UNIT_EXACT,
    YEAR_EXACT,
    DEPARTMENT_EXACT,
    MEASURE_EXACT,
    NO_EXTRA_WRONG,
    WRONG_FIGURE,
    CITATION_PAGE,
    CITATION_PLACE,
    TEXT_CONTAINS,
    TEXT_ANY,
    EVERY_FIGURE_CITED,
    FIGURE_IN_QUOTE,
)


def judge(expected: ExpectedTurn, answer: Answer) -> dict[str, bool | None]:
    """What every measure says of one turn, by its name."""
    return {measure.name: measure.holds(expected, answer) for measure in MEASURES}


def find_missed(verdicts: dict[str, bool | None]) -> list[str]:
    """The needed measures that do not hold, and the faults that do; a turn passes without any."""
    return [
        measure.name
        for measure in MEASURES
        if (measure.needed and verdicts[measure.name] is False)
        or (measure.fault and verdicts[measure.name] is True)
    ]
