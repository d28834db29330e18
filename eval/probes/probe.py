"""A probe: one fact, one way to ask for it, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from disclosure.amount import MONEY_UNITS, Amount, convert_money
from disclosure.fact import Fact, Presence
from disclosure.report import Report
from eval.figures import Answer, numbers_in
from service.answer import Outcome

_YUAN = "元"
_FIGURES = (Outcome.ANSWERED, Outcome.CONFLICT)


class Verdict(StrEnum):
    """What came back. Only WRONG is unforgivable; the others beside RIGHT are honest misses."""

    RIGHT = "right"
    WRONG = "wrong"
    REFUSED = "refused"
    CLARIFIED = "clarified"
    ASTRAY = "clarified_astray"


@dataclass(frozen=True, slots=True)
class Probe:
    """A question that names one fact and no other. `phrasing` is the key of probes.toml."""

    report: Report
    fact: Fact
    phrasing: str
    question: str


@dataclass(frozen=True, slots=True)
class ProbeRun:
    """A probe with the answer and the verdict."""

    probe: Probe
    answer: Answer
    verdict: Verdict
    milliseconds: float


def judge_probe(probe: Probe, answer: Answer, ask: Callable[[str], Answer]) -> Verdict:
    """The verdict; `ask` follows the choices of a question back."""
    if probe.fact.presence is not Presence.FIGURE:
        return _judge_absence(answer)
    if answer.get("outcome") in _FIGURES:
        if not answer.get("values") and _quotes(probe.fact, answer):
            # A sentence with the figure is no wrong answer, and not the one asked for.
            return Verdict.REFUSED
        return Verdict.RIGHT if _gives(probe.fact, answer) else Verdict.WRONG
    if answer.get("outcome") != Outcome.CLARIFY:
        return Verdict.REFUSED
    choices = [ask(choice) for choice in answer.get("suggestions") or ()]
    leads = any(c.get("outcome") in _FIGURES and _gives(probe.fact, c) for c in choices)
    return Verdict.CLARIFIED if leads else Verdict.ASTRAY


def _judge_absence(answer: Answer) -> Verdict:
    """A cell without a figure must never be answered with one."""
    if answer.get("outcome") == Outcome.NOT_DISCLOSED:
        return Verdict.RIGHT
    if answer.get("outcome") in _FIGURES and answer.get("values"):
        return Verdict.WRONG
    return Verdict.CLARIFIED if answer.get("outcome") == Outcome.CLARIFY else Verdict.REFUSED


def _quotes(fact: Fact, answer: Answer) -> bool:
    """Whether the words of an answer without figures of its own print the fact's."""
    return fact.value in numbers_in(str(answer.get("answer") or ""))


def _gives(fact: Fact, answer: Answer) -> bool:
    """Whether one of the figures given is the fact's, and is said to be of its year and body."""
    return any(
        _same_figure(fact, str(value["value"]), str(value["unit"])) and value["year"] == fact.year
        for value in answer.get("values") or ()
    )


def _same_figure(fact: Fact, given: str, unit: str) -> bool:
    """Whether a figure is the fact's, in whatever unit of money, to the coarser printed place."""
    try:
        value = Decimal(given)
    except InvalidOperation:
        return False
    assert fact.value is not None
    if not fact.unit or unit == fact.unit:
        return value == fact.value
    if fact.unit not in MONEY_UNITS or unit not in MONEY_UNITS:
        return False
    amounts = (Amount(value, unit, given), Amount(fact.value, fact.unit, fact.printed))
    one, other = (convert_money(a.value, a.unit, _YUAN) for a in amounts)
    places = (convert_money(Decimal(1).scaleb(-a.decimals), a.unit, _YUAN) for a in amounts)
    return abs(one - other) * 2 <= max(places)
