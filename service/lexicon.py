"""lexicon.toml as compiled patterns: what the words of a question ask for."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from disclosure.fact import Basis, Origin

_FILE = Path(__file__).parent / "steps" / "lexicon.toml"

_NOT_SIDES = ("unless", "items")

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
    mistyped: dict[str, str]
    synonyms: dict[str, str]
    measures: dict[str, Measure]
    basis: dict[Basis, Words]
    bases: dict[Basis, Words]
    share_sign: re.Pattern[str]
    percent: Words
    operations: dict[str, Words]
    off_budget: dict[str, Words]
    per: dict[str, Words]
    years: dict[str, Words]
    generic_department: Words
    body_endings: tuple[str, ...]
    not_a_name: tuple[str, ...]
    region: re.Pattern[str]
    region_levels: str
    region_unit: re.Pattern[str]
    region_alone: re.Pattern[str]
    region_end: re.Pattern[str]
    joining: str
    bodies_of_their_own: tuple[str, ...]
    short_endings: dict[str, str]
    two_letter_endings: dict[str, str]
    department_aliases: dict[str, str]
    kinds: dict[str, Words]
    sides: dict[str, Words]
    funds: dict[str, Words]
    side_totals: dict[str, str]
    fund_totals: dict[str, str]
    origins: dict[Origin, Words]
    prefixes: frozenset[str]
    total_rows: tuple[str, ...]
    amount_joint: str
    form_columns: re.Pattern[str]
    whole_of_items: re.Pattern[str]
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
    before_base: re.Pattern[str]
    together: re.Pattern[str]
    total: re.Pattern[str]
    of_which: re.Pattern[str]
    numbered_choice: re.Pattern[str]
    last_choice: re.Pattern[str]
    bare_kinds: dict[str, re.Pattern[str]]


def _compile(patterns: list[str]) -> Words:
    return tuple(re.compile(p) for p in patterns)


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Read lexicon.toml."""
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    departments = data["departments"]
    return Lexicon(
        typos=data["typos"],
        mistyped={char: group[0] for group in data["mistyped"]["alike"] for char in group},
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
        off_budget={k: _compile(v) for k, v in data["off_budget"].items()},
        per={k: _compile(v) for k, v in data["per"].items()},
        years={k: _compile(v) for k, v in data["years"].items()},
        generic_department=_compile(departments["generic"]),
        body_endings=tuple(sorted(departments["endings"], key=len, reverse=True)),
        not_a_name=tuple(departments["not_name"]),
        region=re.compile(departments["region"]),
        region_levels=departments["region_levels"],
        region_unit=re.compile(departments["region_unit"]),
        region_alone=re.compile(departments["region_alone"]),
        region_end=re.compile(departments["region_end"]),
        joining=departments["joining"],
        bodies_of_their_own=tuple(departments["of_their_own"]),
        short_endings=departments["short_endings"],
        two_letter_endings=departments["two_letter_endings"],
        department_aliases=departments["aliases"],
        kinds={k: _compile(v) for k, v in data["kinds"].items()},
        sides={k: _compile(v) for k, v in data["side"].items()},
        side_totals={k: v for k, v in data["side_totals"].items() if k not in _NOT_SIDES},
        fund_totals=data["fund_totals"],
        origins={Origin(k): _compile(v) for k, v in data["origin"].items()},
        prefixes=frozenset(data["items"]["prefixes"]),
        total_rows=tuple(data["items"]["total_rows"]),
        form_columns=re.compile(data["items"]["form_columns"]),
        amount_joint=data["items"]["amount_joint"],
        whole_of_items=re.compile(data["side_totals"]["items"]),
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
        before_base=re.compile(data["follow_up"]["before_base"]),
        together=re.compile(data["follow_up"]["together"]),
        total=re.compile(data["follow_up"]["total"]),
        of_which=re.compile(data["follow_up"]["of_which"]),
        numbered_choice=re.compile(data["follow_up"]["numbered_choice"]),
        last_choice=re.compile(data["follow_up"]["last_choice"]),
        bare_kinds={k: re.compile(v) for k, v in data["follow_up"]["kinds"].items()},
    )
