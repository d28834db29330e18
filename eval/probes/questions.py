"""The questions that name a fact: from its printed labels, when they are alone in the report."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from disclosure.amount import MONEY_UNITS
from disclosure.concepts import load_concepts
from disclosure.fact import Basis, Fact, Origin, Presence
from disclosure.labels import normalise_label, squeeze
from disclosure.report import Report
from eval.probes.probe import Probe

_JOINT = "·"
_OF = "的"
_PERCENT = "%"
_ASKABLE = (Presence.FIGURE, Presence.BLANK, Presence.DASH)
_COMPARED = (Basis.SHARE, Basis.EXECUTION_RATE, Basis.CHANGE, Basis.GROWTH)

# What a fact is known by among others; one fact may have several names.
_Key = Callable[[Fact], Hashable]


@lru_cache(maxsize=1)
def read_wording() -> dict[str, Any]:
    """probes.toml."""
    return tomllib.loads(Path(__file__).with_name("probes.toml").read_text(encoding="utf-8"))


def build_probes(report: Report, facts: Sequence[Fact]) -> Iterator[Probe]:
    """All probes of a report. A fact that no question can name alone has none."""
    cells = [
        f
        for f in facts
        if f.origin is Origin.TABLE and f.presence in _ASKABLE and f.label
        # A label of another year's column is that of this year's too.
        if f.year == report.year
    ]
    told = [f for f in facts if f.origin is Origin.TEXT and f.presence is Presence.FIGURE]
    yield from _probe_cells(report, cells)
    yield from _probe_codes(report, cells)
    yield from _probe_bare(report, cells, told)
    yield from _probe_sentences(report, told, cells)


def nameable(facts: Iterable[Fact], probes: Iterable[Probe]) -> int:
    """How many of the facts have a probe."""
    probed = {id(probe.fact) for probe in probes}
    return sum(id(fact) in probed for fact in facts)


def _probe_cells(report: Report, cells: Sequence[Fact]) -> Iterator[Probe]:
    """With the table named; with the row above too, where a row label comes twice in its table."""
    titled = _tables_with_own_title(cells)
    short: _Key = lambda f: (f.table_id, normalise_label(_name(f)))  # noqa: E731
    long: _Key = lambda f: (f.table_id, normalise_label(_long_name(f)))  # noqa: E731
    alone, alone_below = _alone(cells, short), _alone(cells, long)
    for fact in cells:
        if fact.table_id not in titled:
            continue
        if short(fact) in alone:
            name = _name(fact)
        elif long(fact) in alone_below:
            name = _long_name(fact)
        else:
            continue
        for pattern in read_wording()["table"]["in_table"]:
            yield _probe(report, fact, "in_table", pattern, name=name)


def _probe_codes(report: Report, cells: Sequence[Fact]) -> Iterator[Probe]:
    """By code, where the code and the column are alone in the table."""
    words = read_wording()["table"]
    by_code: _Key = lambda f: (f.table_id, f.code, squeeze(f.column or ""))  # noqa: E731
    coded = [f for f in cells if f.code]
    alone, titled = _alone(coded, by_code), _tables_with_own_title(cells)
    for fact in coded:
        if by_code(fact) in alone and fact.table_id in titled:
            column = squeeze(fact.column or "") or words["whole_column"]
            for pattern in words["by_code"]:
                yield _probe(report, fact, "by_code", pattern, code=fact.code, column=column)


def _probe_bare(report: Report, cells: Sequence[Fact], told: Sequence[Fact]) -> Iterator[Probe]:
    """By name alone, where table and text print one figure under that name."""
    key: _Key = lambda f: _plain(_name(f))  # noqa: E731
    alone = _alone([*cells, *told], key)
    for fact in cells:
        if fact.presence is Presence.FIGURE and key(fact) in alone and _is_name_of(fact):
            for pattern in read_wording()["table"]["in_report"]:
                yield _probe(report, fact, "in_report", pattern, name=_name(fact))


def _probe_sentences(
    report: Report, told: Sequence[Fact], cells: Sequence[Fact]
) -> Iterator[Probe]:
    words = read_wording()["text"]
    figures = [f for f in cells if f.presence is Presence.FIGURE]
    alone = _alone([*told, *figures], _told_key)
    for fact in told:
        asked = _asked(fact)
        known = _told_key(fact) in alone and fact.year == report.year
        if not known or asked is None or not _is_name_of(fact):
            continue
        manner = "money" if fact.unit in MONEY_UNITS else "count"
        manner = "percent" if fact.unit == _PERCENT or fact.basis is Basis.SCORE else manner
        for pattern in words[manner]:
            named = {"name": _name(fact), "asked": asked, "unit": fact.unit}
            yield _probe(report, fact, f"text_{manner}", pattern, **named)


def _told_key(fact: Fact) -> Hashable:
    """A subject with what is said of it."""
    kind = "money" if fact.unit in MONEY_UNITS else fact.unit
    base = fact.compared_with if fact.basis in _COMPARED else None
    return _plain(_name(fact)), fact.basis, base, kind, fact.year


def _probe(report: Report, fact: Fact, phrasing: str, pattern: str, **named: object) -> Probe:
    kind = read_wording()["kinds"][report.kind.value]
    scope = {"department": report.department, "year": report.year, "kind": kind}
    table = squeeze(fact.table or "")
    return Probe(report, fact, phrasing, pattern.format(**scope, table=table, **named))


def _alone(facts: Sequence[Fact], key: _Key) -> set[Hashable]:
    """The keys under which all facts print one and the same thing."""
    printed: dict[Hashable, set[tuple[object, ...]]] = defaultdict(set)
    for fact in facts:
        printed[key(fact)].add((fact.presence, fact.value, fact.unit))
    return {name for name, values in printed.items() if len(values) == 1}


def _plain(name: str) -> str:
    """One spelling: 教育支出 and 教育 are one name."""
    return normalise_label(name).removesuffix(read_wording()["nameless"]["suffix"])


def _name(fact: Fact) -> str:
    """The label in words: 行政运行的项目支出."""
    return fact.label.replace(_JOINT, _OF)


def _long_name(fact: Fact) -> str:
    """With the row above."""
    above = [squeeze(label) for label in fact.row_path[-2:-1]]
    return _OF.join((*above, _name(fact)))


def _tables_with_own_title(cells: Sequence[Fact]) -> set[str | None]:
    """The tables whose title no other table of the report has."""
    by_title: dict[str, set[str | None]] = defaultdict(set)
    for fact in cells:
        by_title[normalise_label(fact.table or "")].add(fact.table_id)
    return {next(iter(ids)) for title, ids in by_title.items() if title and len(ids) == 1}


def _is_name_of(fact: Fact) -> bool:
    """Whether the name alone means the fact: 公务接待费 is that of the three public expenses.

    总计 and 得分 name nothing at all without their table.
    """
    names = {normalise_label(part) for part in _name(fact).split(_OF)}
    if names <= set(read_wording()["nameless"]["labels"]):
        return False
    concepts = _concepts_by_name().get(normalise_label(_name(fact)))
    return concepts is None or fact.concept in concepts


@lru_cache(maxsize=1)
def _concepts_by_name() -> dict[str, set[str]]:
    names: dict[str, set[str]] = defaultdict(set)
    for concept in load_concepts():
        for name in (concept.name, *concept.aliases):
            names[normalise_label(name)].add(concept.key)
    return names


def _asked(fact: Fact) -> str | None:
    """What is asked of the subject; None where the sentence does not say what it compares with."""
    words = read_wording()["text"]
    key = fact.basis.value
    if fact.basis in (Basis.CHANGE, Basis.GROWTH):
        key = f"{key}_{fact.direction.value}" if fact.direction else key
    pattern = words["asked"].get(key)
    if pattern is None:
        return None
    if "{base}" not in pattern:
        return str(pattern)
    base = words["base"].get(fact.compared_with or "", fact.compared_with)
    return pattern.format(base=base) if base else None
