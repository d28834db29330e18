"""What a figure measures: the basis, what it is compared with, its direction and its year."""

from __future__ import annotations

import re
from dataclasses import dataclass

from disclosure.amount import MONEY_UNITS
from disclosure.fact import Basis, Direction
from ingest.grammar import Rule
from ingest.subjects import Context

_BEFORE, _PLAIN, _CHANGE, _DOUBTFUL = "before", "plain", "change", "doubtful"
# Only a comparison or a figure of the item itself leads out of a reason.
_OF_THE_ITEM = frozenset(
    {Basis.EXECUTION_RATE, Basis.LAST_YEAR, Basis.INITIAL_BUDGET, Basis.ADJUSTED_BUDGET}
)


@dataclass(frozen=True, slots=True)
class Reading:
    """How one number was understood; `subject` is the phrase in front of it.

    A value before a change is timeless where it is not told of when it is.
    """

    basis: Basis
    subject: str
    compared_with: str | None = None
    direction: Direction | None = None
    year: int | None = None
    is_plain: bool = False
    is_before: bool = False
    is_timeless: bool = False
    is_doubtful: bool = False

    @property
    def is_change(self) -> bool:
        """Whether it measures a change."""
        return self.basis in (Basis.CHANGE, Basis.GROWTH)


def note_base(words: str, context: Context) -> bool:
    """Take the base of a comparison that stands in some words; whether there is one."""
    found = False
    for comparison in context.grammar.comparison.finditer(words):
        found = bool(context.compare(comparison[0])) or found
    return found


def understand(lead: str, unit: str, context: Context) -> Reading:
    """What the words in front of a number say: the first rule that fits, else a plain amount."""
    compares = note_base(lead, context)
    reading = _read(lead, unit, context)
    # A rate without an item behind a reason that tells no figure is of the item that it explains.
    goes_back = reading.basis is Basis.GROWTH and not reading.subject
    if goes_back and not context.told_in_reason:
        context.in_reason = False
    if compares or (reading.basis in _OF_THE_ITEM and not reading.is_before):
        context.in_reason = False
    return reading


def _read(lead: str, unit: str, context: Context) -> Reading:
    for rule in context.grammar.rules:
        if not _is_for(rule, unit, context):
            continue
        if match := rule.pattern.search(lead):
            return _apply(rule, match, unit, context)
    clause = context.grammar.clause.split(lead)[-1]
    return Reading(_plain_basis(unit, context, clause), clause, is_plain=True)


def _is_for(rule: Rule, unit: str, context: Context) -> bool:
    if (rule.units and unit not in rule.units) or unit in rule.not_units:
        return False
    if rule.behind and context.direction is None:
        return False
    return rule.compared is None or rule.compared == (context.base is not None)


def note_date(words: str, context: Context) -> None:
    """Take the date that the counts behind some words are told of, and whether they are planned."""
    state = context.grammar.state
    context.planned = context.planned or bool(state.planned.search(words))
    for date in state.as_of.finditer(words):
        context.as_of, context.planned = int(date["day"] or date["end"]), False
        context.is_dated = True


def _is_dated(unit: str, clause: str, context: Context) -> bool:
    """Whether a plain figure is of the date told last."""
    told = context.as_of is not None and not context.planned
    counts = is_count(unit, context) or (context.is_dated and unit in MONEY_UNITS)
    return told and counts and not context.grammar.year.search(clause)


def is_count(unit: str, context: Context) -> bool:
    """Whether a unit counts things."""
    grammar = context.grammar
    rates = grammar.growth_units | grammar.share_units | grammar.score_units
    return bool(unit) and unit not in MONEY_UNITS and unit not in rates


def settle_basis(reading: Reading, unit: str, label: str, context: Context) -> Basis:
    """The basis of a figure whose item is known: what a department has is no budget."""
    is_state = reading.is_plain and reading.basis is Basis.BUDGET and is_count(unit, context)
    if is_state and not context.planned and context.grammar.state.subject.search(label):
        return Basis.ACTUAL
    return reading.basis


def _plain_basis(unit: str, context: Context, clause: str = "") -> Basis:
    state = context.grammar.state
    if unit in context.grammar.share_units:
        return Basis.SHARE
    if _is_dated(unit, clause, context):
        return Basis.ACTUAL
    if context.report.kind.is_budget:
        return Basis.BUDGET
    heading = context.section[-1] if context.section else ""
    is_budget = (
        unit in MONEY_UNITS
        and state.budget_heading.search(heading)
        and not state.not_budget_heading.search(heading)
        and not state.not_budget_words.search(clause)
    )
    return Basis.BUDGET if is_budget else Basis.ACTUAL


def _apply(rule: Rule, match: re.Match[str], unit: str, context: Context) -> Reading:
    groups = match.groupdict()
    subject, base_phrase = groups.get("subject") or "", groups.get("base") or ""
    if rule.name == _BEFORE:
        return _read_before(subject, groups["when"], unit, context)
    if rule.name == _DOUBTFUL:
        return Reading(Basis.CHANGE, subject, is_doubtful=True)
    if rule.name == _PLAIN:
        return Reading(_plain_basis(unit, context), subject)
    if rule.name == _CHANGE:
        basis = Basis.GROWTH if unit in context.grammar.growth_units else Basis.CHANGE
        context.compare(base_phrase)
        base = context.base.value if context.base else None
        turn = context.grammar.find_direction(groups["turn"])
        return Reading(basis, subject, base, context.direction if rule.behind else turn)
    if rule.name == Basis.EXECUTION_RATE:
        named = context.grammar.find_base(base_phrase, context.report.year)
        return Reading(Basis.EXECUTION_RATE, subject, named.value if named else None)
    if rule.name == Basis.LAST_YEAR:
        context.base = Basis.LAST_YEAR
    return Reading(Basis(rule.name), subject, base_phrase or None)


def _read_before(subject: str, when: str, unit: str, context: Context) -> Reading:
    """The value before a change: of the year that is named, else of the base compared with."""
    named = context.grammar.year.search(when)
    if named:
        if int(named[1]) == context.report.year - 1:
            context.base = Basis.LAST_YEAR
            return Reading(Basis.LAST_YEAR, subject, is_before=True)
        context.base = None
        return Reading(_plain_basis(unit, context), subject, year=int(named[1]))
    base = context.grammar.find_base(when, context.report.year) if when else context.base
    context.base = base
    if base is not Basis.LAST_YEAR:
        return Reading(_plain_basis(unit, context), subject, is_timeless=True)
    return Reading(Basis.LAST_YEAR, subject, is_before=True)


def year_described(lead: str, unit: str, reading: Reading, context: Context) -> int:
    """The year a figure is of: the report's, the one before, or one that its clause names."""
    if reading.year is not None:
        return reading.year
    if reading.basis is Basis.LAST_YEAR:
        return context.report.year - 1
    clause = context.grammar.clause.split(lead)[-1]
    if reading.is_change:
        clause = context.grammar.subject.comparison.sub("", reading.subject)
    named = context.grammar.year.findall(clause)
    if not named and reading.is_plain and _is_dated(unit, clause, context):
        return context.as_of or context.report.year
    return int(named[-1]) if named else context.report.year
