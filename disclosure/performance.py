"""Projects as performance forms (绩效自评表, 绩效目标表, 汇总表) present them: a view over facts.

Nothing is merged or chosen: a project that two tables present is there twice, each value with its
fact, and a value for which a table prints several is left out.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from disclosure.amount import MONEY_UNITS
from disclosure.fact import Basis, Fact, Presence
from disclosure.labels import normalise_label

_FILE = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator (绩效指标) with the levels above it: what was planned, reached and scored.

    `relation` is the ≥, = or 定性 that a column of its own prints for the target.
    """

    levels: tuple[str, ...]
    relation: Fact | None = None
    target: Fact | None = None
    actual: Fact | None = None
    weight: Fact | None = None
    score: Fact | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """A project in one table. `execution` is what was spent, `execution_rate` its share (B/A)."""

    name: str
    table_id: str
    department: Fact | None = None
    unit: Fact | None = None
    initial_budget: Fact | None = None
    adjusted_budget: Fact | None = None
    budget: Fact | None = None
    execution: Fact | None = None
    execution_rate: Fact | None = None
    score: Fact | None = None
    grade: Fact | None = None
    indicators: tuple[Indicator, ...] = ()


def find_projects(facts: Iterable[Fact]) -> list[Project]:
    """The projects of a report in printed order."""
    groups: dict[tuple[str, str], list[Fact]] = {}
    for fact in facts:
        subject = project_of(fact)
        if fact.table_id and subject:
            groups.setdefault((fact.table_id, subject), []).append(fact)
    return [_build_project(name, table, found) for (table, name), found in groups.items()]


def project_of(fact: Fact) -> str | None:
    """The project that a fact of a performance form is about; in a summary each row is one."""
    if fact.form not in _rules()["forms"]:
        return None
    in_summary = fact.form == _rules()["summary"] and not fact.row_is_total
    return fact.subject or (fact.row if in_summary else None)


def _build_project(name: str, table_id: str, facts: Sequence[Fact]) -> Project:
    printed = [fact for fact in facts if fact.presence is not Presence.BLANK]
    indicators = _find_indicators(name, printed)
    levels = {indicator.levels for indicator in indicators}
    others = [fact for fact in printed if _levels(name, fact) not in levels]
    words = {
        key: _only(f for f in others if f.presence is Presence.WORDS and _is_named(f, pattern))
        for key, pattern in _rules()["words"].items()
    }
    sums = _find_sums(name, others)
    return Project(
        name,
        table_id,
        initial_budget=_of_basis(sums, Basis.INITIAL_BUDGET),
        adjusted_budget=_of_basis(sums, Basis.ADJUSTED_BUDGET),
        budget=_of_basis(sums, Basis.BUDGET),
        execution=_of_basis(sums, Basis.ACTUAL),
        execution_rate=_of_basis(sums, Basis.EXECUTION_RATE),
        score=_find_score(name, others),
        indicators=tuple(indicators),
        **words,
    )


def _levels(name: str, fact: Fact) -> tuple[str, ...]:
    """The labels below the project."""
    if name not in fact.row_path:
        return fact.row_path
    return fact.row_path[fact.row_path.index(name) + 1 :]


def _find_indicators(name: str, facts: Sequence[Fact]) -> list[Indicator]:
    rows: dict[tuple[str, ...], list[Fact]] = {}
    for fact in facts:
        levels = _levels(name, fact)
        if levels and not fact.row_is_total:
            rows.setdefault(levels, []).append(fact)
    return [
        Indicator(
            levels,
            relation=_only(f for f in row if _in_column(f, "relation")),
            target=_only(f for f in row if _in_column(f, "target")),
            actual=_only(f for f in row if _in_column(f, "actual")),
            weight=_only(f for f in row if _is_points(f, Basis.WEIGHT)),
            score=_only(f for f in row if _is_points(f, Basis.SCORE)),
        )
        for levels, row in rows.items()
        if _is_indicator(levels, row)
    ]


def _is_indicator(levels: Sequence[str], row: Sequence[Fact]) -> bool:
    if any(_in_column(fact, "target") for fact in row):
        return True
    scored = any(fact.basis in (Basis.WEIGHT, Basis.SCORE) for fact in row)
    return scored and len(levels) >= _rules()["indicators"]["levels"]


def _in_column(fact: Fact, name: str) -> bool:
    """Whether a value stands in the column of targets, of what was reached, or of relations."""
    label = normalise_label(fact.column or "")
    patterns = _rules()["indicators"]
    # 实际完成指标值 names both, and is what was reached.
    if name == "target" and re.search(patterns["actual"], label):
        return False
    return bool(re.search(patterns[name], label))


def _is_points(fact: Fact, basis: Basis) -> bool:
    return fact.basis is basis and fact.presence is Presence.FIGURE


def _find_sums(name: str, facts: Sequence[Fact]) -> list[Fact]:
    """The figures of a project as a whole: of its row, or of the row or column of its total."""
    figures = [f for f in facts if f.presence is Presence.FIGURE]
    of_row = [f for f in figures if not _levels(name, f)]
    if of_row:
        return of_row
    below = [f for f in figures if len(_levels(name, f)) == 1]
    for pattern in _rules()["sums"]["labels"]:
        found = [f for f in below if _is_named(f, pattern)]
        if found:
            return found
    return []


def _is_named(fact: Fact, pattern: str) -> bool:
    labels = (fact.row or "", fact.column or "")
    return any(re.search(pattern, normalise_label(label)) for label in labels)


def _of_basis(sums: Sequence[Fact], basis: Basis) -> Fact | None:
    is_rate = basis is Basis.EXECUTION_RATE
    return _only(f for f in sums if f.basis is basis and (is_rate or f.unit in MONEY_UNITS))


def _find_score(name: str, facts: Sequence[Fact]) -> Fact | None:
    """The score of the whole project, and not that of its execution rate."""
    scores = [f for f in facts if _is_points(f, Basis.SCORE)]
    own = [f for f in scores if not _levels(name, f)]
    for pattern in _rules()["sums"]["score"]:
        own = own or [f for f in scores if re.search(pattern, normalise_label(f.row or ""))]
    return _only(own)


def _only(found: Iterable[Fact]) -> Fact | None:
    """The fact if there is one; None when there are several, for none is the one."""
    facts = list(found)
    return facts[0] if len(facts) == 1 else None


@lru_cache(maxsize=1)
def _rules() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
