"""What a report prints, arranged for comparing, and how a comparison becomes a finding."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any

from disclosure.amount import MONEY_UNITS, Amount, convert_money
from disclosure.fact import Fact, Origin, Presence
from disclosure.finding import Compared, Finding
from disclosure.labels import normalise_label, squeeze
from disclosure.report import Report
from ingest.outline import Paragraph
from ingest.rules import read_rules

_HALF = Decimal("0.5")
# Trailing zeros up to these places stay as printed.
_LEAST_PLACES = 2


@dataclass(slots=True)
class Printed:
    """One report: its facts in printed order, the tables among them, and its paragraphs."""

    report: Report
    facts: Sequence[Fact]
    paragraphs: Sequence[Paragraph] = ()
    tables: dict[str, list[Fact]] = field(default_factory=dict)
    text: list[Fact] = field(default_factory=list)

    def __post_init__(self) -> None:
        for fact in self.facts:
            if fact.origin is Origin.TEXT:
                self.text.append(fact)
            elif fact.table_id is not None:
                self.tables.setdefault(fact.table_id, []).append(fact)

    @property
    def figures(self) -> list[Fact]:
        """The facts that have a value."""
        return [f for f in self.facts if is_figure(f)]

    def single_forms(self) -> set[str]:
        """The forms of which the report prints one table only.

        Where it prints several, one may be of a subordinate unit, and its figures are others.
        """
        forms: dict[str, set[str]] = {}
        for table_id, facts in self.tables.items():
            for fact in facts:
                if fact.form and is_figure(fact):
                    forms.setdefault(fact.form, set()).add(table_id)
        return {form for form, tables in forms.items() if len(tables) == 1}


def is_figure(fact: Fact) -> bool:
    """Whether a fact has a value."""
    return fact.presence is Presence.FIGURE and fact.value is not None


@lru_cache(maxsize=1)
def check_rules() -> dict[str, Any]:
    """The data of all checks."""
    return read_rules("checks")


@lru_cache(maxsize=512)
def pattern(text: str) -> re.Pattern[str]:
    """A pattern of the data."""
    return re.compile(text)


def name_of(label: str | None) -> str:
    """A printed label in one spelling."""
    return normalise_label(label or "")


def row_of(fact: Fact) -> str:
    """The label of the row in one spelling."""
    return name_of(fact.row)


def column_of(fact: Fact) -> str:
    """The label of the column in one spelling."""
    return name_of(fact.column)


def decimals_of(fact: Fact) -> int:
    """Digits behind the decimal point, as printed."""
    return Amount(fact.value or Decimal(0), fact.unit, fact.printed).decimals


def table_decimals(facts: Iterable[Fact]) -> int:
    """The places of a table: some print 2 for 2.00, but not all of its figures end in zeros."""
    return max((decimals_of(f) for f in facts if is_figure(f)), default=0)


def value_in(fact: Fact, unit: str) -> Decimal | None:
    """The value in another unit of its kind, or None."""
    if fact.value is None or fact.unit == unit:
        return fact.value
    if fact.unit in MONEY_UNITS and unit in MONEY_UNITS:
        return convert_money(fact.value, fact.unit, unit)
    return None


def half_place(fact: Fact, unit: str, places: int | None = None) -> Decimal:
    """Half a unit of the last printed place, in `unit`; a printed zero is exact."""
    if not fact.value:
        return Decimal(0)
    half = _HALF.scaleb(-(decimals_of(fact) if places is None else places))
    if fact.unit in MONEY_UNITS and unit in MONEY_UNITS:
        return convert_money(half, fact.unit, unit)
    return half


def is_approximate(fact: Fact) -> bool:
    """Whether the sentence says that the figure is a rough one (约 180 万元)."""
    rough = str(check_rules()["approximate"]) + re.escape(squeeze(fact.printed))
    return bool(re.search(rough, squeeze(fact.quote)))


def build_finding(
    rule: str, facts: Sequence[Fact], difference: Decimal | None, is_rounding: bool = False
) -> Finding:
    """A finding of the places of some facts."""
    return build_finding_of(rule, [Compared.of(fact) for fact in facts], difference, is_rounding)


def build_finding_of(
    rule: str, sides: Sequence[Compared], difference: Decimal | None, is_rounding: bool = False
) -> Finding:
    """A finding, named as the data names its rule."""
    entry = check_rules()["rule"][rule]
    if difference is not None:
        difference = _trimmed(difference)
    return Finding(
        sides[0].report_id,
        rule,
        tuple(sides),
        difference,
        is_rounding,
        entry["name"],
        entry.get("is_same", False),
    )


def _trimmed(difference: Decimal) -> Decimal:
    """Without the zeros that a conversion of units leaves behind."""
    exponent = difference.normalize().as_tuple().exponent
    places = max(-exponent, _LEAST_PLACES) if isinstance(exponent, int) else _LEAST_PLACES
    own = difference.as_tuple().exponent
    if isinstance(own, int) and -own > places:
        return difference.quantize(Decimal(1).scaleb(-places))
    return difference


def compare_sums(
    rule: str, left: Sequence[Fact], right: Sequence[Fact], places: int | None = None
) -> Finding | None:
    """Two sums that are to be equal; None when they are, or have no common unit.

    `places` are the decimals that all of them are printed to; without it each has its own.
    """
    unit = left[0].unit
    difference, envelope = Decimal(0), Decimal(0)
    for sign, fact in (*((1, f) for f in left), *((-1, f) for f in right)):
        value = value_in(fact, unit)
        if value is None:
            return None
        difference += sign * value
        envelope += half_place(fact, unit, places) if places is None else _HALF.scaleb(-places)
    if difference == 0:
        return None
    return build_finding(rule, (*left, *right), difference, abs(difference) <= envelope)


def compare_same(rule: str, one: Fact, other: Fact) -> Finding | None:
    """Two printings of one quantity; a coarser one agrees with what it is rounded from."""
    value = value_in(other, one.unit)
    if one.value is None or value is None:
        return None
    difference = one.value - value
    halves = half_place(one, one.unit), half_place(other, one.unit)
    if abs(difference) <= max(halves) and halves[0] != halves[1]:
        return None
    if difference == 0:
        return None
    return build_finding(rule, (one, other), difference, abs(difference) <= 2 * max(halves))
