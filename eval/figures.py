"""Comparing the figures of an answer with the expected ones: exact value, unit, year and the rest.

An answer is the JSON object that leaves the service, so that both runners are judged alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

from disclosure.amount import MONEY_UNITS
from disclosure.labels import squeeze
from eval.case import ExpectedTurn, ExpectedValue

Answer = dict[str, Any]
GivenValue = dict[str, Any]

# The units a figure of these reports is followed by; longer ones first, as a pattern needs them.
UNITS = sorted(
    (*MONEY_UNITS, "%", "批次", "人次", "团组", "台(套)", "辆", "台", "套", "个", "分", "户", "次"),
    key=len,
    reverse=True,
)
_NUMBER = r"[-+]?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
NUMBER = re.compile(_NUMBER)
FIGURE = re.compile(rf"(?<![\d.,])({_NUMBER})\s*({'|'.join(re.escape(unit) for unit in UNITS)})")
# NFKC would make a thousands separator of the comma between two figures, and join them.
_LIST_COMMA = str.maketrans({"，": "、"})

# What, apart from its number, tells a figure from its neighbours, as a value of an answer names it.
PARTS = ("unit", "year", "department", "measure")


def half_width(text: str) -> str:
    """NFKC with its white space, so that neighbouring figures stay apart."""
    return unicodedata.normalize("NFKC", text.translate(_LIST_COMMA))


def find_decimal(text: str) -> Decimal | None:
    """The number written as `text`, with or without thousands separators; None when it is none."""
    try:
        value = Decimal(squeeze(text).replace(",", ""))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def numbers_in(text: str) -> list[Decimal]:
    """All numbers of a text, signs included, in their order."""
    found = (find_decimal(match) for match in NUMBER.findall(half_width(text)))
    return [value for value in found if value is not None]


def same_number(expected: ExpectedValue, given: GivenValue, tolerance: Decimal) -> bool:
    """Whether the number is the expected one, within the tolerance of the case."""
    value = find_decimal(str(given.get("value", "")))
    return value is not None and abs(value - expected.value) <= tolerance


def same_part(part: str, expected: ExpectedValue, given: GivenValue) -> bool:
    """Whether one of PARTS agrees; a part that the expectation does not name always does."""
    wanted = getattr(expected, part)
    return wanted is None or squeeze(str(wanted)) == squeeze(str(given.get(part, "")))


def is_expected(expected: ExpectedValue, given: GivenValue, tolerance: Decimal) -> bool:
    """Whether a given figure is the expected one in number and every named part."""
    return same_number(expected, given, tolerance) and all(
        same_part(part, expected, given) for part in PARTS
    )


def given_values(answer: Answer) -> list[GivenValue]:
    """The figures that the answer states as its result."""
    return list(answer.get("values") or [])


def calculation_inputs(answer: Answer) -> list[GivenValue]:
    """The disclosed figures that went into a calculation."""
    return list((answer.get("calculation") or {}).get("inputs") or [])


def find_missing(expected: ExpectedTurn, answer: Answer) -> list[ExpectedValue]:
    """The expected figures that are not among the given ones."""
    return [
        wanted
        for wanted in expected.values
        if not any(is_expected(wanted, v, expected.tolerance) for v in given_values(answer))
    ]


def find_matched(expected: ExpectedTurn, answer: Answer) -> list[GivenValue]:
    """The given figures that are expected."""
    return [value for value in given_values(answer) if _is_any(expected, value)]


def find_unexpected(expected: ExpectedTurn, answer: Answer) -> list[GivenValue]:
    """The given figures that are not expected and are not operands of the calculation either."""
    operands = calculation_inputs(answer)
    return [
        value
        for value in given_values(answer)
        if not _is_any(expected, value)
        and not any(_same_figure(value, operand) for operand in operands)
    ]


def find_rivals(expected: ExpectedTurn, answer: Answer) -> list[GivenValue]:
    """Unexpected figures of the same unit, year, department and measure as a matched one.

    A reader has to find out by himself which of them was asked for. Context that says what it is
    (another unit, another year, another measure) is no rival.
    """
    matched = find_matched(expected, answer)
    return [
        value
        for value in find_unexpected(expected, answer)
        if any(all(_same(part, value, other) for part in PARTS) for other in matched)
    ]


def find_contradictions(expected: ExpectedTurn, answer: Answer) -> list[GivenValue]:
    """The rivals that bear the same label too: nothing tells the two figures apart."""
    matched = find_matched(expected, answer)
    rivals = find_rivals(expected, answer)
    return [v for v in rivals if any(_same("label", v, other) for other in matched)]


def figures_in(text: str) -> list[GivenValue]:
    """The numbers of a text that a unit follows, as values: for answers that name none."""
    return [
        {"value": number.replace(",", ""), "unit": unit}
        for number, unit in FIGURE.findall(half_width(text))
    ]


def is_single_figure(expected: ExpectedTurn) -> bool:
    """Whether exactly one figure is asked for."""
    return len(set(expected.values)) == 1


def _is_any(expected: ExpectedTurn, value: GivenValue) -> bool:
    return any(is_expected(wanted, value, expected.tolerance) for wanted in expected.values)


def _same(part: str, one: GivenValue, other: GivenValue) -> bool:
    return squeeze(str(one.get(part, ""))) == squeeze(str(other.get(part, "")))


def _same_figure(one: GivenValue, other: GivenValue) -> bool:
    return _same("unit", one, other) and _equal_numbers((one, other))


def _equal_numbers(values: Iterable[GivenValue]) -> bool:
    return len({find_decimal(str(value.get("value", ""))) for value in values}) == 1
