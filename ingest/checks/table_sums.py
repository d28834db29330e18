"""Sums within one table: columns of a row, items of a classification, listed rows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from disclosure.fact import Fact
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
        table = [fact for fact in facts if is_figure(fact)]
        places = table_decimals(table)
        for rule, left, right in (
            *_column_sums(table),
            *_balances(table),
            *_item_sums(table),
            *_listed_rows(table),
            *_both_totals(table),
        ):
            found = compare_sums(rule, left, right, places)
            if found:
                yield found
        yield from _parts_within(facts)


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
    for row in _rows(table):
        found = [[f for f in row if side.search("/".join(map(name_of, f.column_path)))] for side in sides]
        over, spent, carried, received = found
        if all(len(facts) <= 1 for facts in found) and spent and received and over:
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
    if highest and all(len(found) == 1 for found in totals):
        yield "basic_adds_up", [found[0] for found in totals], highest


def _listed_rows(table: _Table) -> Iterator[_Sums]:
    """The rows above a total that are known to be its parts, when no other row has a figure."""
    for rule in check_rules()["listed"]:
        parts, skipped = pattern(rule["parts"]), pattern(rule["skip"])
        for facts in _columns(table):
            totals = [f for f in facts if pattern(rule["total"]).search(row_of(f))]
            if len(totals) != 1:
                continue
            above = facts[: facts.index(totals[0])]
            rows = [f for f in above if len(f.row_path) == 1 and not skipped.search(row_of(f))]
            if rows and not any(f.code for f in facts) and all(
                parts.search(row_of(f)) for f in rows
            ):
                yield "rows_add_up", totals, rows


def _parts_within(facts: _Table) -> Iterator[Finding]:
    """A row that begins with 其中 is not larger than the row above it."""
    within = pattern(check_rules()["within"]["row"])
    for column in _columns(facts):
        for whole, part in pairwise(column):
            if not within.search(part.row or "") or not (is_figure(whole) and is_figure(part)):
                continue
            if whole.unit != part.unit or whole.basis is not part.basis or whole.value is None:
                continue
            if part.value is not None and part.value > whole.value >= 0:
                yield build_finding("part_within_whole", (part, whole), part.value - whole.value)
