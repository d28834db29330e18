"""The same quantity printed in two places: two tables, a table and the text, two sections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from disclosure.amount import MONEY_UNITS
from disclosure.concepts import concept_by_key
from disclosure.fact import AMOUNTS, BUDGETS, Basis, Fact
from disclosure.finding import Finding
from ingest.checks.items import find_item_rows, is_named_item
from ingest.checks.printed import (
    Printed,
    check_rules,
    column_of,
    compare_same,
    is_approximate,
    is_figure,
    name_of,
    pattern,
    row_of,
    value_in,
)

_DERIVED = (Basis.CHANGE, Basis.GROWTH)
_CLASS_CODE = 3


def check_same_quantity(printed: Printed) -> Iterator[Finding]:
    """Places that print one quantity and differ."""
    single = printed.single_forms()
    tables = [f for t in printed.tables.values() for f in t if is_figure(f) and f.form in single]
    text = [f for f in printed.text if is_figure(f) and not is_approximate(f)]
    carried = _carried_over(printed)
    agreeing = [*_tables(tables)]
    for quantity, facts in _by_quantity(tables, text).items():
        agreeing.extend(_concept(quantity, facts))
    # One place may count in what was carried over, and the other not.
    yield from (f for f in agreeing if not any(_is_explained(f, fact) for fact in carried))
    yield from _items(tables, text)
    yield from _projects(printed, text)


def _carried_over(printed: Printed) -> list[Fact]:
    """What the tables print as carried over, in or out."""
    names = pattern(check_rules()["same_text"]["carried_over"])
    facts = [f for table in printed.tables.values() for f in table if f.value]
    return [f for f in facts if names.search(f"{row_of(f)}|{column_of(f)}")]


def _is_explained(finding: Finding, carried: Fact) -> bool:
    """Whether two places differ by just what is carried over."""
    amount = value_in(carried, finding.sides[0].unit)
    return (
        amount is not None and finding.difference is not None and abs(finding.difference) == amount
    )


def _tables(tables: Sequence[Fact]) -> Iterator[Finding]:
    """Cells of two forms that are the same figure by rule."""
    for rule in check_rules()["same"]:
        one, other = ([f for f in tables if _fits(f, rule[s])] for s in ("one", "other"))
        if len(one) == len(other) == 1:
            yield from _differ("tables_agree", one[0], other[0])
    for rule in check_rules()["same_items"]:
        others = {row_of(f): f for f in tables if _fits(f, rule["other"]) and _is_class(f)}
        for fact in tables:
            twin = others.get(row_of(fact))
            if twin is not None and _fits(fact, rule["one"]) and fact.basis is twin.basis:
                yield from _differ("tables_agree", fact, twin)


def _fits(fact: Fact, wanted: dict[str, Any]) -> bool:
    return (
        fact.form == wanted["form"]
        and (fact.column_is_total or not wanted.get("is_total"))
        and bool(pattern(wanted.get("row", "")).search(row_of(fact)))
        and bool(pattern(wanted.get("column", "")).search(column_of(fact)))
    )


def _is_class(fact: Fact) -> bool:
    return fact.code is not None and len(fact.code) == _CLASS_CODE


def _differ(rule: str, one: Fact, other: Fact) -> Iterator[Finding]:
    found = compare_same(rule, one, other)
    if found:
        yield found


def _by_quantity(
    tables: Iterable[Fact], text: Iterable[Fact]
) -> dict[tuple[object, ...], list[Fact]]:
    """Facts of one concept, basis, year and kind of unit, those of tables first."""
    found: dict[tuple[object, ...], list[Fact]] = {}
    for fact in (*tables, *text):
        if not fact.concept or not _is_comparable(fact):
            continue
        kind = "money" if fact.unit in MONEY_UNITS else fact.unit
        base = fact.compared_with if fact.basis in _DERIVED else None
        key = (fact.concept, fact.basis, fact.year, kind, base)
        found.setdefault(key, []).append(fact)
    return found


def _is_comparable(fact: Fact) -> bool:
    if fact.basis in _DERIVED:
        return fact.table_id is None and bool(fact.compared_with)
    if fact.basis not in AMOUNTS:
        return False
    return fact.table_id is not None or _is_surely_named(fact)


def _is_surely_named(fact: Fact) -> bool:
    """Whether a sentence can mean nothing but the concept's own table."""
    rule = check_rules()["same_text"]
    if pattern(rule["bare"]).search(name_of(fact.label)):
        return False
    under = rule["under"].get(fact.concept)
    return under is None or any(pattern(under).search(name_of(h)) for h in fact.section)


def _concept(quantity: tuple[object, ...], facts: Sequence[Fact]) -> Iterator[Finding]:
    tables = [f for f in facts if f.table_id is not None]
    text = [f for f in facts if f.table_id is None]
    if len({(f.table_id, f.column_path) for f in tables}) != len(tables):
        # Twice in one column: the tables of two units, printed as one.
        return
    for cell in tables[1:]:
        yield from _differ("tables_agree", tables[0], cell)
    if tables:
        for fact in text:
            yield from _against_tables(fact, tables)
    elif concept_by_key(str(quantity[0])).unit == "money":
        # Counts of one concept may be of different kinds; sums of money under one name are not.
        apart = [f for f in text if f.section != text[0].section]
        for fact in apart:
            yield from _differ("text_agrees", text[0], fact)


def _against_tables(
    fact: Fact, cells: Sequence[Fact], rule: str = "text_agrees_with_table"
) -> Iterator[Finding]:
    """A figure of the text that none of the cells prints, against the first of them."""
    found = [compare_same(rule, fact, cell) for cell in cells]
    if cells and all(found):
        rounded = next((f for f in found if f and f.is_rounding), None)
        finding = rounded or found[0]
        if finding:
            yield finding


def _items(tables: Sequence[Fact], text: Iterable[Fact]) -> Iterator[Finding]:
    """Items of the functional classification named in the text, 类(类)款(款)项(项)."""
    for fact in text:
        if fact.basis not in AMOUNTS or not is_named_item(fact):
            continue
        rows = [
            row
            for row in find_item_rows(fact, tables)
            if row.basis is fact.basis and row.year == fact.year
        ]
        if len({row.code for row in rows}) == 1:
            totals = [r for r in rows if r.column_is_total] or rows
            ordered = [*totals, *(r for r in rows if r not in totals)]
            yield from _against_tables(fact, ordered, "item_agrees_with_table")


def _projects(printed: Printed, text: Iterable[Fact]) -> Iterator[Finding]:
    """Projects named in the text whose form is printed: budget, spending, score."""
    rule = check_rules()["projects"]
    forms: dict[str, list[Fact]] = {}
    for facts in printed.tables.values():
        for fact in facts:
            if is_figure(fact) and pattern(rule["form"]).search(fact.form or "") and fact.row_path:
                forms.setdefault(name_of(fact.row_path[0]), []).append(fact)
    figures = list(text)
    for fact in figures:
        if fact.basis.value not in rule["bases"] or not _is_summary(fact, figures):
            continue
        cells = [
            cell
            for cell in forms.get(name_of(fact.label), ())
            if cell.basis is fact.basis
            and (cell.unit == fact.unit or {cell.unit, fact.unit} <= set(MONEY_UNITS))
            and (cell.row_is_total or pattern(rule["row"]).search(row_of(cell)))
        ]
        yield from _against_tables(fact, cells, "project_agrees_with_form")


def _is_summary(fact: Fact, text: Iterable[Fact]) -> bool:
    """Whether the text gives the project's budget beside the figure, and the figure only once.

    Any amount that is told of a project carries its name; what was spent in all is told with the
    budget.
    """
    of_it = [f for f in text if (f.label, f.section) == (fact.label, fact.section)]
    values = {f.value for f in of_it if f.basis is fact.basis and f.unit == fact.unit}
    return len(values) == 1 and any(f.basis in BUDGETS for f in of_it)
