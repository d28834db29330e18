"""Concepts (concepts.toml): the quantities that reports disclose under whatever printed label.

A concept is found from the form, the row and the column of a cell, or from the subject, the unit
and the section of a sentence; never from a table number or a column position.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from disclosure.fact import Fact, Origin, Presence
from disclosure.labels import normalise_label

_FILE = Path(__file__).with_name("concepts.toml")
_TOTAL = "@total"
_COLUMNS_FILE = Path(__file__).with_name("columns.toml")


@dataclass(frozen=True, slots=True)
class TableRule:
    """Where a table prints the concept."""

    form: re.Pattern[str]
    row: str | None
    column: str | None

    def fits(self, fact: Fact) -> bool:
        """Whether a fact of a table stands at such a place."""
        if not self.form.fullmatch(fact.form or ""):
            return False
        row = normalise_label(fact.row or "")
        if _patterns("basis_rows").fullmatch(row):
            row = ""
        # A 小计 column is a total, but of the item in its header and not of the table.
        return _fits(self.row, row, fact.row_is_total or not row) and _fits(
            self.column, item_column(fact), not item_column(fact)
        )


@dataclass(frozen=True, slots=True)
class TextRule:
    """How a sentence names the concept."""

    label: re.Pattern[str]
    section: re.Pattern[str] | None
    units: frozenset[str]
    excluded: re.Pattern[str] | None
    excluded_section: re.Pattern[str] | None

    def fits(self, fact: Fact) -> bool:
        """Whether a fact of a sentence is named so."""
        label = normalise_label(fact.label)
        if self.excluded and self.excluded.search(label):
            return False
        counted = fact.presence is Presence.FIGURE and fact.unit != "%"
        if self.units and counted and fact.unit not in self.units:
            return False
        if self.excluded_section and any(self.excluded_section.search(h) for h in fact.section):
            return False
        if self.section and not any(self.section.search(h) for h in fact.section):
            return False
        return bool(self.label.search(label))


@dataclass(frozen=True, slots=True)
class Concept:
    """A quantity with its standard name, what people call it, its family and its unit."""

    key: str
    name: str
    aliases: tuple[str, ...]
    short: tuple[str, ...]
    parts: tuple[str, ...]
    family: str
    branch: str
    averaged: str | None
    unless: str | None
    unit: str
    is_default: bool
    table: tuple[TableRule, ...]
    text: tuple[TextRule, ...]


@lru_cache(maxsize=2)
def _patterns(name: str) -> re.Pattern[str]:
    """What columns.toml lists: parts of a column path and rows that name no item."""
    patterns = tomllib.loads(_COLUMNS_FILE.read_text(encoding="utf-8"))[name]
    return re.compile(f"(?:{'|'.join(patterns)})")


def item_column(fact: Fact) -> str:
    """The item that a column is of: the last header that is not a basis or a sum; may be empty."""
    for part in reversed(fact.column_path):
        label = normalise_label(part)
        if not _patterns("not_item").fullmatch(label):
            return label
    return ""


def _fits(wanted: str | None, label: str, is_total: bool) -> bool:
    if wanted is None:
        return True
    if wanted == _TOTAL:
        return is_total
    return bool(re.search(wanted, label))


@lru_cache(maxsize=1)
def load_concepts() -> tuple[Concept, ...]:
    """All concepts in the order of the file, which is the order in which they are tried."""
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(
        Concept(
            key=key,
            name=entry["name"],
            aliases=tuple(entry["aliases"]),
            short=tuple(entry.get("short", ())),
            parts=tuple(entry.get("parts", ())),
            family=entry["family"],
            branch=entry.get("branch", ""),
            averaged=entry.get("averaged"),
            unless=entry.get("unless"),
            unit=entry["unit"],
            is_default=entry.get("default", False),
            table=tuple(
                TableRule(re.compile(r["form"]), r.get("row"), r.get("column"))
                for r in entry.get("table", ())
            ),
            text=tuple(_text_rule(r) for r in entry.get("text", ())),
        )
        for key, entry in data.items()
    )


def _text_rule(entry: dict[str, object]) -> TextRule:
    def pattern(name: str) -> re.Pattern[str] | None:
        value = entry.get(name)
        return re.compile(str(value)) if value else None

    units = entry.get("unit")
    return TextRule(
        label=re.compile(str(entry["label"])),
        section=pattern("section"),
        units=frozenset(str(u) for u in units) if isinstance(units, list) else frozenset(),
        excluded=pattern("not"),
        excluded_section=pattern("not_section"),
    )


def concept_by_key(key: str) -> Concept:
    """The concept of a key. Raises KeyError."""
    return _by_key()[key]


@lru_cache(maxsize=1)
def _by_key() -> dict[str, Concept]:
    return {concept.key: concept for concept in load_concepts()}


def find_concept(fact: Fact) -> str | None:
    """The key of the concept that a fact is of, or None."""
    for concept in load_concepts():
        rules = concept.table if fact.origin is Origin.TABLE else concept.text
        if any(rule.fits(fact) for rule in rules):
            return concept.key
    return None
