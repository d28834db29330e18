"""Sums within one table: columns of a row, items of a classification, listed rows."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from disclosure.amount import MONEY_UNITS
from disclosure.fact import AMOUNTS, Basis, Fact
from disclosure.finding import Finding
from ingest.checks.printed import (
    Printed,
    build_finding,
    check_rules,
    column_of,
    compare_sums,
    is_figure,
    name_of,
    pattern,
    row_of,
    table_decimals,
)
from ingest.rules import any_of

_Table = list[Fact]
_Sums = tuple[str, list[Fact], list[Fact]]


def check_table_sums(printed: Printed) -> Iterator[Finding]:
    """All sums that hold within a table."""
    for facts in printed.tables.values():
        facts = [fact for fact in facts if _adds_up(fact)]
        table = [fact for fact in facts if is_figure(fact)]
        places = table_decimals(table)
        for rule, left, right in (
            *_column_sums(table),
            *_balances(table),
            *_item_sums(table),
            *_listed_rows(facts),
            *_both_totals(table),
        ):
            found = compare_sums(rule, left, right, places)
            if found:
                yield found
        yield from _parts_within(facts)


def _adds_up(fact: Fact) -> bool:
    """Rates and scores of parts are not those of the whole."""
    return fact.basis in (*AMOUNTS, Basis.CHANGE)


def _column_sums(table: _Table) -> Iterator[_Sums]:
    """Row by row: a total column and the columns beside it, when all of those are parts of it."""
    paths = {f.column_path for f in table if f.column_path}
    for rule in check_rules()["columns"]:
        parts = any_of(rule["parts"])
        for row in _rows(table):
            for total in row:
                if not pattern(rule["total"]).search(column_of(total)):
                    continue
                level = len(total.column_path)
                under = [p for p in paths if p[: level - 1] == total.column_path[:-1]]
                beside = [p for p in under if p != total.column_path]
                known = all(len(p) == level and parts.search(name_of(p[-1])) for p in beside)
                others = [f for f in row if f.column_path in beside and _alike(f, total)]
                if known and others:
                    yield "columns_add_up", [total], others


def _balances(table: _Table) -> Iterator[_Sums]:
    """Row by row: what was carried in and received is what was spent and is carried over."""
    rule = check_rules()["balance"]
    sides = [any_of(rule[side]) for side in ("carried_over", "spent", "carried_in", "received")]
    involved = pattern(rule["involved"])
    for row in _rows(table):
        paths = {"/".join(map(name_of, fact.column_path)): fact for fact in row}
        found = [[f for path, f in paths.items() if side.search(path)] for side in sides]
        over, spent, carried, received = found
        # A carry-over that is printed in some other way would be missing from the sum.
        all_known = sum(bool(involved.search(path)) for path in paths) == len(over) + len(carried)
        if all_known and len(over) == len(spent) == len(received) == 1 and len(carried) <= 1:
            yield "balance", [*over, *spent], [*carried, *received]


def _rows(table: _Table) -> Iterator[_Table]:
    rows: dict[tuple[object, ...], _Table] = {}
    for fact in table:
        if fact.row_path:
            rows.setdefault((fact.row_path, fact.code), []).append(fact)
    for row in rows.values():
        # The same label twice in one table: which figures belong together is not known.
        if len({fact.column_path for fact in row}) == len(row):
            yield row


def _alike(fact: Fact, total: Fact) -> bool:
    return fact.basis is total.basis and fact.unit == total.unit


def _columns(table: _Table) -> Iterator[_Table]:
    for column in dict.fromkeys(fact.column_path for fact in table):
        yield [fact for fact in table if fact.column_path == column]


def _item_sums(table: _Table) -> Iterator[_Sums]:
    """Column by column: an item and the items of the next level, the total and the highest."""
    for facts in _columns(table):
        coded = {fact.code: fact for fact in facts if fact.code}
        if len(coded) != sum(fact.code is not None for fact in facts):
            continue
        for code, fact in coded.items():
            children = _next_level(code, coded)
            if children:
                yield "items_add_up_to_item", [fact], children
        totals = [f for f in facts if _is_total(f) and not f.code]
        highest = _next_level("", coded)
        if len(totals) == 1 and highest:
            yield "items_add_up_to_total", totals, highest


def _is_total(fact: Fact) -> bool:
    return bool(pattern(check_rules()["items"]["total"]).search(row_of(fact)))


def _next_level(code: str, coded: dict[str, Fact]) -> _Table:
    below = [other for other in coded if other.startswith(code) and len(other) > len(code)]
    length = min((len(other) for other in below), default=0)
    # A misprinted code hides an item from its parent, and its parent from the total.
    orphan = any(not any(other[:length] == c for c in coded) for other in below)
    return [] if orphan else [coded[other] for other in below if len(other) == length]


def _both_totals(table: _Table) -> Iterator[_Sums]:
    """Personnel and operating costs together are all items of the economic classification.

    Which of the blocks a total closes differs between layouts; both together are the whole.
    """
    coded = {fact.code: fact for fact in table if fact.code}
    if len(coded) != sum(fact.code is not None for fact in table):
        return
    highest = _next_level("", coded)
    rows = check_rules()["basic"]["totals"]
    totals = [[f for f in table if pattern(row).search(row_of(f))] for row in rows]
    closing = pattern(check_rules()["basic"]["closing"])
    others = {row_of(f) for f in table if closing.search(row_of(f))}
    known = {row_of(f) for found in totals for f in found}
    if highest and others <= known and all(len(found) == 1 for found in totals):
        yield "basic_adds_up", [found[0] for found in totals], highest


def _listed_rows(table: _Table) -> Iterator[_Sums]:
    """The rows above a total that are known to be its parts, when no other row has a figure.

    A row that the total needs must be printed, if only as a blank: without it the list is not all.
    """
    within = pattern(check_rules()["within"]["row"])
    for facts in _columns(table):
        if any(f.code or within.search(f.row or "") for f in facts):
            continue
        for rule in check_rules()["listed"]:
            parts, skipped = pattern(rule["parts"]), pattern(rule["skip"])
            totals = [f for f in facts if pattern(rule["total"]).search(row_of(f))]
            if len(totals) != 1 or not is_figure(totals[0]):
                continue
            above = facts[: facts.index(totals[0])]
            listed = [f for f in above if len(f.row_path) == 1 and not skipped.search(row_of(f))]
            rows = [f for f in listed if is_figure(f)]
            whole = any(pattern(rule["needs"]).search(row_of(f)) for f in listed)
            # A total of one row is a list of which the others are told apart in some other way.
            if len(rows) > 1 and whole and all(parts.search(row_of(f)) for f in rows):
                yield "rows_add_up", totals, rows


def _parts_within(facts: _Table) -> Iterator[Finding]:
    """A row that begins with 其中 is not larger than the row above it."""
    within = pattern(check_rules()["within"]["row"])
    for column in _columns(facts):
        for whole, part in pairwise(column):
            if not within.search(part.row or "") or not (is_figure(whole) and is_figure(part)):
                continue
            if not _alike(part, whole) or part.unit not in MONEY_UNITS:
                continue
            difference = (part.value or Decimal(0)) - (whole.value or Decimal(0))
            totals = [f for f in column if f.row_is_total and is_figure(f) and _alike(f, part)]
            if any(f.value and part.value and f.value >= part.value for f in totals):
                # It may be a part of the total and not of the row above it.
                continue
            if difference > 0 and (whole.value or Decimal(0)) >= 0:
                yield build_finding("part_within_whole", (part, whole), difference)
