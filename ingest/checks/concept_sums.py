"""Sums among known quantities (三公 = 出国 + 用车 + 接待), in a table or in a passage of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from disclosure.fact import AMOUNTS, Basis, Fact, Presence
from disclosure.finding import Finding
from ingest.checks.printed import (
    Printed,
    build_finding,
    check_rules,
    compare_sums,
    half_place,
    is_figure,
    name_of,
    pattern,
    table_decimals,
    value_in,
)

_HUNDRED = Decimal(100)
_NOTHING = frozenset({Presence.BLANK, Presence.DASH, Presence.STATED_NONE})


def check_concept_sums(printed: Printed) -> Iterator[Finding]:
    """Totals whose parts stand with them: in one table, or under one part of the text."""
    for facts, places in _groups(printed):
        for basis in dict.fromkeys(f.basis for f in facts if f.basis in AMOUNTS):
            same = [f for f in facts if f.basis is basis]
            for rule in check_rules()["concept_sums"]:
                if places is not None and _has_columns(facts, rule.get("unless")):
                    continue
                yield from _check_sum(rule["total"], rule["parts"], same, places)
    yield from _check_weighted(printed.text)


def _groups(printed: Printed) -> Iterator[tuple[list[Fact], int | None]]:
    single = printed.single_forms()
    for facts in printed.tables.values():
        if facts[0].form in single:
            yield facts, table_decimals(facts)
    sections: dict[tuple[str, ...], list[Fact]] = {}
    for fact in printed.text:
        # The numbered paragraphs of a section together are about its heading.
        sections.setdefault(fact.section[:2], []).append(fact)
    for facts in sections.values():
        yield facts, None


def _has_columns(table: Iterable[Fact], names: str | None) -> bool:
    """Whether a table has columns or rows of a name."""
    if names is None:
        return False
    return any(
        pattern(names).search(name_of(label)) for f in table for label in (*f.column_path, f.row)
    )


def _check_sum(
    total: str, parts: Iterable[str], facts: Iterable[Fact], places: int | None
) -> Iterator[Finding]:
    found = {key: _distinct(f for f in facts if f.concept == key) for key in (total, *parts)}
    whole = [f for f in found.pop(total) if is_figure(f)]
    if len(whole) != 1 or any(len(part) != 1 for part in found.values()):
        return
    printed = [part[0] for part in found.values() if part[0].presence not in _NOTHING]
    if not printed or not all(is_figure(part) for part in printed):
        return
    finding = compare_sums("concepts_add_up", whole, printed, places)
    if finding:
        yield finding


def _distinct(facts: Iterable[Fact]) -> list[Fact]:
    """One fact of each figure: a total may be named again before what it is made up of."""
    return list({(f.value, f.unit, f.presence): f for f in facts}.values())


def _check_weighted(text: Iterable[Fact]) -> Iterator[Finding]:
    """A sum of which the share in each part of another sum is printed."""
    facts = list(text)
    for rule in check_rules()["weighted"]:
        total = _one(facts, rule["total"], Basis.ACTUAL)
        pairs = [
            (_one(facts, pair["share"], Basis.SHARE), _one(facts, pair["of"], Basis.ACTUAL))
            for pair in rule["parts"]
        ]
        if total is None or total.value is None:
            continue
        known = [(share, of) for share, of in pairs if share is not None and of is not None]
        if len(known) == len(pairs):
            yield from _compare_weighted(total, known)


def _compare_weighted(total: Fact, pairs: list[tuple[Fact, Fact]]) -> Iterator[Finding]:
    expected, envelope = Decimal(0), half_place(total, total.unit)
    for share, of in pairs:
        amount = value_in(of, total.unit)
        if amount is None or share.value is None:
            return
        expected += amount * share.value / _HUNDRED
        envelope += amount * half_place(share, share.unit) / _HUNDRED
        envelope += share.value * half_place(of, total.unit) / _HUNDRED
    difference = (total.value or Decimal(0)) - expected
    if abs(difference) > envelope:
        places = (total, *(fact for pair in pairs for fact in pair))
        yield build_finding("weighted_shares", places, _short(difference))


def _one(facts: Iterable[Fact], concept: str, basis: Basis) -> Fact | None:
    found = [f for f in facts if f.concept == concept and f.basis is basis and is_figure(f)]
    return found[0] if len(found) == 1 else None


def _short(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"))
