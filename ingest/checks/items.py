"""Items of the functional classification that the text names, and their rows in the tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from disclosure.fact import Fact
from ingest.checks.printed import check_rules, is_figure, name_of, pattern

_LEVELS = 3


def is_named_item(fact: Fact) -> bool:
    """Whether a sentence names a 项 with the 类 and 款 above it."""
    return fact.table_id is None and len(fact.row_path) == _LEVELS


def plain_name(label: str) -> str:
    """The name of an item; 支出 and the like at its end are left out as often as not."""
    name = name_of(label)
    return pattern(check_rules()["items"]["ending"]).sub("", name) or name


def is_same_name(one: str, other: str) -> bool:
    """Whether two names are the same item."""
    return plain_name(one) == plain_name(other)


def is_like(one: str, other: str) -> bool:
    """Whether two names may be the same item, one of them shortened or from another year."""
    a, b = plain_name(one), plain_name(other)
    if a in b or b in a:
        return True
    pairs = {a[i : i + 2] for i in range(len(a) - 1)}, {b[i : i + 2] for i in range(len(b) - 1)}
    smaller = min(len(p) for p in pairs)
    return smaller == 0 or len(pairs[0] & pairs[1]) * 2 >= smaller


def find_rows_of_item(fact: Fact, tables: Iterable[Fact]) -> list[Fact]:
    """The cells of the rows of the 项, under whatever 款, in the tables of its fund.

    In the order of the data: the table that most probably says the same comes first.
    """
    cells = list(tables)
    return [
        cell
        for form in _forms_of(fact)
        for cell in cells
        if is_figure(cell)
        and cell.code
        and cell.form == form
        and len(cell.row_path) == _LEVELS
        and is_same_name(cell.row_path[-1], fact.row_path[-1])
    ]


def find_item_rows(fact: Fact, tables: Iterable[Fact]) -> list[Fact]:
    """The cells of the rows that are the very 项, by its 类 and 款."""
    rows = find_rows_of_item(fact, tables)
    return [
        row
        for row in rows
        if all(is_like(a, b) for a, b in zip(row.row_path, fact.row_path, strict=True))
    ]


def _forms_of(fact: Fact) -> Sequence[str]:
    """The forms that print the items of a section, by the fund that its headings name."""
    headings = "|".join(name_of(heading) for heading in fact.section)
    for rule in check_rules()["items"]["sections"]:
        if pattern(rule["heading"]).search(headings):
            return list(rule["forms"])
    return []
