"""Facts of many reports by filter, a page at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select

from disclosure.corpus import codec, schema
from disclosure.corpus.store import Corpus
from disclosure.fact import Basis, Fact, Presence
from disclosure.labels import normalise_label


@dataclass(frozen=True, slots=True)
class FactFilter:
    """What facts must be like; None does not narrow.

    `year` is what the figure describes. `table` is a table id, a form, or a part of the title;
    `item` a concept, a code, or a part of the label.
    """

    department: str | None = None
    year: int | None = None
    report_id: str | None = None
    basis: Basis | None = None
    table: str | None = None
    item: str | None = None


@dataclass(frozen=True, slots=True)
class FactPage:
    """`facts` is the part that was asked for of `total` facts."""

    facts: tuple[Fact, ...]
    total: int


def find_facts(corpus: Corpus, wanted: FactFilter, *, offset: int, limit: int) -> FactPage:
    """The facts that fit, ordered by report and printed place; a blank cell says nothing."""
    if wanted.table is None and wanted.item is None:
        return _page_by_database(corpus, wanted, offset, limit)
    # Labels are compared in one spelling, which the database does not know.
    found = 0
    page = []
    for fact in _stream(corpus, wanted):
        if not _fits_words(fact, wanted):
            continue
        if offset <= found < offset + limit:
            page.append(fact)
        found += 1
    return FactPage(tuple(page), found)


def _page_by_database(corpus: Corpus, wanted: FactFilter, offset: int, limit: int) -> FactPage:
    count = select(func.count()).select_from(schema.facts.join(schema.reports))
    query = _select(wanted).offset(offset).limit(limit)
    with corpus.engine.connect() as connection:
        total = connection.execute(count.where(*_conditions(wanted))).scalar_one()
        rows = connection.execute(query).mappings()
        return FactPage(tuple(codec.decode_fact(dict(row)) for row in rows), total)


def _stream(corpus: Corpus, wanted: FactFilter) -> Iterator[Fact]:
    with corpus.engine.connect() as connection:
        for row in connection.execute(_select(wanted)).mappings():
            yield codec.decode_fact(dict(row))


def _select(wanted: FactFilter) -> Any:
    r, f = schema.reports.c, schema.facts.c
    order = (r.department, r.year, r.kind, r.source, r.id, f.position)
    joined = schema.facts.join(schema.reports)
    return select(schema.facts).select_from(joined).where(*_conditions(wanted)).order_by(*order)


def _conditions(wanted: FactFilter) -> list[ColumnElement[bool]]:
    r, f = schema.reports.c, schema.facts.c
    conditions: list[ColumnElement[bool]] = [f.presence != Presence.BLANK.value]
    if wanted.department is not None:
        conditions.append(r.department == wanted.department)
    if wanted.report_id is not None:
        conditions.append(r.id == wanted.report_id)
    if wanted.year is not None:
        conditions.append(f.year == wanted.year)
    if wanted.basis is not None:
        conditions.append(f.basis == wanted.basis.value)
    return conditions


def _fits_words(fact: Fact, wanted: FactFilter) -> bool:
    """Whether the fact is of the table and of the item that are named."""
    if wanted.table is not None:
        named = (fact.table_id, fact.form)
        title = normalise_label(fact.table or "")
        if wanted.table not in named and not _is_part(wanted.table, title):
            return False
    if wanted.item is None or wanted.item in (fact.concept, fact.code):
        return True
    return _is_part(wanted.item, normalise_label(fact.label))


def _is_part(word: str, text: str) -> bool:
    part = normalise_label(word)
    return bool(part) and part in text
