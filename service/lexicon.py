"""lexicon.toml as compiled patterns: what the words of a question ask for."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from disclosure.fact import Basis

_FILE = Path(__file__).parent / "steps" / "lexicon.toml"

Words = tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """A family of units that a question can ask for."""

    key: str
    units: frozenset[str]
    words: Words
    default_concept: str | None = None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """See lexicon.toml for what each part is for."""

    typos: dict[str, str]
    synonyms: dict[str, str]
    measures: dict[str, Measure]
    basis: dict[Basis, Words]
    bases: dict[Basis, Words]
    share_sign: re.Pattern[str]
    percent: Words
    operations: dict[str, Words]
    per: dict[str, Words]
    years: dict[str, Words]
    generic_department: Words
    body_endings: tuple[str, ...]
    not_a_name: tuple[str, ...]
    region: re.Pattern[str]
    short_endings: dict[str, str]
    department_aliases: dict[str, str]
    kinds: dict[str, Words]
    sides: dict[str, Words]
    funds: dict[str, Words]
    side_totals: dict[str, str]
    not_a_total: re.Pattern[str]
    spent_suffixes: tuple[str, ...]
    weak_items: frozenset[str]
    not_items: frozenset[str]
    filler: frozenset[str]
    filler_edges: str
    text_question: Words
    figure_question: Words
    refused: Words
    follow_up_opening: re.Pattern[str]
    corrections: Words
    joins: re.Pattern[str]
    compares_with: re.Pattern[str]
    follow_up_closing: re.Pattern[str]
    previous_year: tuple[str, ...]
    next_year: tuple[str, ...]


def _compile(patterns: list[str]) -> Words:
    return tuple(re.compile(p) for p in patterns)


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Read lexicon.toml."""
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    departments = data["departments"]
    return Lexicon(
        typos=data["typos"],
        synonyms=data["synonyms"],
        measures={
            key: Measure(key, frozenset(m["units"]), _compile(m["words"]), m.get("default_concept"))
            for key, m in data["measures"].items()
        },
        basis={Basis(k): _compile(v) for k, v in data["basis"].items()},
        bases={Basis(k): _compile(v) for k, v in data["bases"].items()},
        share_sign=re.compile(data["share"]["sign"]),
        percent=_compile(data["percent"]["words"]),
        operations={k: _compile(v) for k, v in data["operations"].items()},
        per={k: _compile(v) for k, v in data["per"].items()},
        years={k: _compile(v) for k, v in data["years"].items()},
        generic_department=_compile(departments["generic"]),
        body_endings=tuple(sorted(departments["endings"], key=len, reverse=True)),
        not_a_name=tuple(departments["not_name"]),
        region=re.compile(departments["region"]),
        short_endings=departments["short_endings"],
        department_aliases=departments["aliases"],
        kinds={k: _compile(v) for k, v in data["kinds"].items()},
        sides={k: _compile(v) for k, v in data["side"].items()},
        side_totals={k: v for k, v in data["side_totals"].items() if k != "unless"},
        not_a_total=re.compile(data["side_totals"]["unless"]),
        spent_suffixes=tuple(data["items"]["spent_suffixes"]),
        funds={k: _compile(v) for k, v in data["funds"].items()},
        weak_items=frozenset(data["items"]["weak"]),
        not_items=frozenset(data["items"]["not_items"]),
        filler=frozenset(data["filler"]["words"]),
        filler_edges=data["filler"]["edges"],
        text_question=_compile(data["text_question"]["words"]),
        figure_question=_compile(data["figure_question"]["words"]),
        refused=_compile(data["refused"]["patterns"]),
        follow_up_opening=re.compile(data["follow_up"]["opening"]),
        corrections=_compile(data["follow_up"]["corrections"]),
        joins=re.compile(data["follow_up"]["joins"]),
        compares_with=re.compile(data["follow_up"]["compares_with"]),
        follow_up_closing=re.compile(data["follow_up"]["closing"]),
        previous_year=tuple(data["follow_up"]["previous_year"]),
        next_year=tuple(data["follow_up"]["next_year"]),
    )
