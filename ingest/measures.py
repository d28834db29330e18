"""What a printed label says about its figure: basis (口径), unit and fund (basis.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from disclosure.fact import Basis
from disclosure.labels import normalise_label, squeeze
from ingest.figure_cells import unit_pattern
from ingest.rules import any_of, read_rules


class _Rule(NamedTuple):
    basis: Basis
    pattern: re.Pattern[str]
    unit: str | None


@lru_cache(maxsize=1)
def _rules() -> tuple[_Rule, ...]:
    return tuple(
        _Rule(Basis(rule["is"]), any_of(rule["patterns"]), rule.get("unit"))
        for rule in read_rules("basis")["basis"]
    )


@lru_cache(maxsize=4096)
def _find_rule(label: str) -> _Rule | None:
    name = normalise_label(label)
    return next((rule for rule in _rules() if rule.pattern.search(name)), None)


def find_basis(labels: Iterable[str]) -> tuple[Basis | None, str | None]:
    """The basis that the first of `labels` names, and the unit that comes with it."""
    for label in labels:
        rule = _find_rule(label)
        if rule is not None:
            return rule.basis, rule.unit
    return None, None


@lru_cache(maxsize=4096)
def find_named_year(path: tuple[str, ...]) -> int | None:
    """The year that the headers of a column say it is of, the one nearest to the figures."""
    pattern = read_rules("basis")["named_year"]["pattern"]
    for label in reversed(path):
        if match := re.search(pattern, normalise_label(label)):
            return int(match.group(1))
    return None


def find_noted_budget(note: str) -> Basis | None:
    """Which budget the 预算数 columns of a table hold, if the note below it says so."""
    text = squeeze(note)
    for name, pattern in read_rules("basis")["note"].items():
        if re.search(pattern, text):
            return Basis(name)
    return None


def is_basis_label(label: str) -> bool:
    """Whether a label names what is measured and not an item."""
    rule = _find_rule(label)
    return rule is not None and len(normalise_label(label)) <= 8


@lru_cache(maxsize=4096)
def find_header_unit(label: str) -> str | None:
    """The unit that a header names in brackets: 公务用车购置数（辆）."""
    match = _bracketed_unit().search(normalise_label(label))
    return match.group(1) if match else None


@lru_cache(maxsize=1)
def _bracketed_unit() -> re.Pattern[str]:
    return re.compile(rf"\(({unit_pattern()})\)")


@lru_cache(maxsize=4096)
def measures_count(path: tuple[str, ...]) -> bool | None:
    """Whether a column counts things (数量) or tells what they are worth (价值), if either."""
    rules = read_rules("basis")["measure"]
    for label in reversed(path):
        name = normalise_label(label)
        for kind, is_count in (("count", True), ("money", False)):
            if any_of(rules[kind]).search(name):
                return is_count
    return None


@lru_cache(maxsize=4096)
def find_fund_in(labels: tuple[str, ...]) -> tuple[str | None, bool]:
    """The fund that `labels` name, narrower ones before wider, and whether it is a narrow one."""
    names = [normalise_label(label) for label in labels]
    rules = read_rules("basis")["fund"]
    for rule in rules:
        pattern = any_of(rule["patterns"])
        if any(pattern.search(name) for name in names):
            return str(rule["is"]), rule is not rules[-1]
    return None, False
