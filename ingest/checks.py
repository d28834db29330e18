"""Cross-footing (勾稽关系) within a report; the rules are checks.toml.

Nothing is corrected: a finding shows both sides with their places, and whether the difference is
within the rounding envelope, (n + 1) × half a unit of the last printed place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from disclosure.amount import MONEY_UNITS, Amount, convert_money
from disclosure.fact import Fact, Presence
from disclosure.finding import Compared, Finding
from disclosure.labels import normalise_label
from disclosure.report import Report
from ingest.rules import read_rules

_HALF = Decimal("0.5")
_Table = list[Fact]


def check_facts(report: Report, facts: Iterable[Fact]) -> list[Finding]:
    """What does not add up or agree among the figures of the tables."""
    tables: dict[str, _Table] = {}
    for fact in facts:
        if fact.table_id is not None and fact.presence is Presence.FIGURE:
            tables.setdefault(fact.table_id, []).append(fact)
    findings: list[Finding] = []
    for table in tables.values():
        places = max(_decimals(fact) for fact in table)
        for rule, total, parts in (*_column_sums(table), *_row_sums(table)):
            findings.extend(_compare(report, rule, total, parts, places))
    for rule, one, other in _same_quantities(tables):
        places = max(_decimals(one), _decimals(other))
        findings.extend(_compare(report, rule, one, [other], places))
    return findings


def _decimals(fact: Fact) -> int:
    return Amount(fact.value or Decimal(0), fact.unit, fact.printed).decimals


def _compare(
    report: Report, rule: str, total: Fact, parts: Sequence[Fact], places: int
) -> Iterator[Finding]:
    values = [_in_unit(part, total.unit) for part in parts]
    if total.value is None or any(value is None for value in values):
        return
    difference = total.value - sum((v for v in values if v is not None), Decimal(0))
    if difference == 0:
        return
    envelope = (len(parts) + 1) * _HALF * Decimal(1).scaleb(-places)
    sides = tuple(_side(fact) for fact in (total, *parts))
    yield Finding(report.id, rule, sides, difference, abs(difference) <= envelope)


def _in_unit(fact: Fact, unit: str) -> Decimal | None:
    if fact.value is None or fact.unit == unit:
        return fact.value
    if fact.unit in MONEY_UNITS and unit in MONEY_UNITS:
        return convert_money(fact.value, fact.unit, unit)
    return None


def _side(fact: Fact) -> Compared:
    return Compared(fact.label, fact.printed, fact.unit, fact.place, fact.table, fact.quote)


def _column_sums(table: _Table) -> Iterator[tuple[str, Fact, list[Fact]]]:
    """Row by row: a total column and the columns beside it, when all of those are parts of it."""
    for rule in read_rules("checks")["columns"]:
        parts = [re.compile(pattern) for pattern in rule["parts"]]
        beside = {f.column_path for f in table if f.column_path}
        for row in _rows(table):
            for total in row:
                if not re.search(rule["total"], _name(total.column)):
                    continue
                others = [f for f in row if f is not total and _beside(f, total)]
                columns = {path[-1] for path in beside if path != total.column_path}
                known = all(any(p.search(_name(c)) for p in parts) for c in columns)
                if known and others:
                    yield rule["rule"], total, others


def _rows(table: _Table) -> Iterator[list[Fact]]:
    rows: dict[tuple[object, ...], list[Fact]] = {}
    for fact in table:
        if fact.row_path:
            rows.setdefault((fact.row_path, fact.code), []).append(fact)
    for row in rows.values():
        # The same label twice in one table: which figures belong together is not known.
        if len({fact.column_path for fact in row}) == len(row):
            yield row


def _beside(fact: Fact, total: Fact) -> bool:
    return fact.basis is total.basis and fact.unit == total.unit


def _name(label: str | None) -> str:
    return normalise_label(label or "")


def _row_sums(table: _Table) -> Iterator[tuple[str, Fact, list[Fact]]]:
    """Column by column: an item and the items of the next level, the total and the highest."""
    rules = read_rules("checks")["rows"]
    for column in dict.fromkeys(fact.column_path for fact in table):
        facts = [fact for fact in table if fact.column_path == column]
        coded = {fact.code: fact for fact in facts if fact.code}
        if len(coded) != sum(fact.code is not None for fact in facts):
            continue
        for code, fact in coded.items():
            children = _next_level(code, coded)
            if children:
                yield rules["rule_item"], fact, children
        totals = [f for f in facts if re.search(rules["total"], _name(f.row)) and not f.code]
        highest = _next_level("", coded)
        if len(totals) == 1 and highest:
            yield rules["rule_total"], totals[0], highest


def _next_level(code: str, coded: dict[str, Fact]) -> list[Fact]:
    below = [other for other in coded if other.startswith(code) and len(other) > len(code)]
    length = min((len(other) for other in below), default=0)
    # A misprinted code hides an item from its parent, and its parent from the total.
    orphan = any(not any(other[:length] == c for c in coded) for other in below)
    return [] if orphan else [coded[other] for other in below if len(other) == length]


def _same_quantities(tables: dict[str, _Table]) -> Iterator[tuple[str, Fact, Fact]]:
    facts = [fact for table in tables.values() for fact in table]
    for rule in read_rules("checks")["same"]:
        sides = [[f for f in facts if _fits(f, rule[side])] for side in ("one", "other")]
        if all(len(side) == 1 for side in sides):
            yield rule["rule"], sides[0][0], sides[1][0]


def _fits(fact: Fact, wanted: dict[str, Any]) -> bool:
    return (
        fact.form == wanted["form"]
        and bool(re.search(wanted["row"], _name(fact.row)))
        and bool(re.search(wanted.get("column", ""), _name(fact.column)))
    )
