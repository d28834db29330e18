"""The patterns of figures.toml, compiled once: what words around a number mean."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from disclosure.fact import Basis, Direction

_FILE = Path(__file__).with_name("figures.toml")
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")


@dataclass(frozen=True, slots=True)
class Rule:
    """What the words in front of a number make of it; `basis` is None for a change."""

    name: str
    pattern: re.Pattern[str]
    units: frozenset[str]


@dataclass(frozen=True, slots=True)
class Grammar:
    """figures.toml as compiled patterns; see the comments there for what each is for."""

    figure: re.Pattern[str]
    bare: re.Pattern[str]
    divides: re.Pattern[str]
    not_topic: re.Pattern[str]
    unit_spelling: dict[str, str]
    ends: str
    clause_end: str
    clause: re.Pattern[str]
    ignore_after: re.Pattern[str]
    ignore_before: re.Pattern[str]
    rules: tuple[Rule, ...]
    bases: tuple[tuple[Basis, re.Pattern[str]], ...]
    comparison: re.Pattern[str]
    comparison_cut: re.Pattern[str]
    directions: tuple[tuple[Direction, re.Pattern[str]], ...]
    front: re.Pattern[str]
    back: re.Pattern[str]
    dependent: re.Pattern[str]
    dependent_on: re.Pattern[str]
    generic: re.Pattern[str]
    example: re.Pattern[str]
    topics: tuple[re.Pattern[str], ...]
    attached: re.Pattern[str]
    carried: re.Pattern[str]
    carried_units: frozenset[str]
    heading_back: re.Pattern[str]
    reason: re.Pattern[str]
    reason_for: frozenset[str]
    absence: tuple[re.Pattern[str], ...]
    equality: tuple[re.Pattern[str], ...]

    def find_base(self, phrase: str, report_year: int) -> Basis | None:
        """What a comparison phrase compares with; a year other than the last one is no base."""
        years = {int(year) for year in _YEAR.findall(phrase)}
        for basis, pattern in self.bases:
            if not pattern.search(phrase):
                continue
            if basis is Basis.LAST_YEAR and years and report_year - 1 not in years:
                continue
            return basis
        return None

    def find_direction(self, word: str) -> Direction | None:
        """Which way a word of change points."""
        for direction, pattern in self.directions:
            if pattern.search(word):
                return direction
        return None


def _any_of(patterns: Sequence[str], before: str = "", after: str = "") -> re.Pattern[str]:
    return re.compile(f"{before}(?:{'|'.join(f'(?:{p})' for p in patterns)}){after}")


@lru_cache(maxsize=1)
def load_grammar() -> Grammar:
    """Read figures.toml."""
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    units = sorted(data["units"], key=len, reverse=True)
    number = r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
    figure = re.compile(
        rf"(?<![\d.])(?P<number>{number})(?!\d)(?:\"?(?P<unit>{'|'.join(map(re.escape, units))}))?"
    )
    subject = data["subject"]
    return Grammar(
        figure=figure,
        divides=re.compile(data["share"]["divides"]),
        bare=re.compile(data["bare"]["pattern"]),
        not_topic=_any_of(subject["not_topic"]),
        unit_spelling=data["unit_spelling"],
        ends=data["sentence"]["ends"],
        clause_end=data["sentence"]["clause_end"],
        clause=re.compile(f"[{re.escape(data['sentence']['clause'])}]"),
        ignore_after=_any_of(data["ignore"]["after"]),
        ignore_before=_any_of(data["ignore"]["before"]),
        rules=tuple(
            Rule(r["name"], re.compile(r["pattern"]), frozenset(r.get("units", ())))
            for r in data["rule"]
        ),
        bases=tuple((Basis(b["name"]), re.compile(b["pattern"])) for b in data["base"]),
        comparison=re.compile(r"(?:与|和|同|比|较)(?P<phrase>[^,:]{0,30})"),
        comparison_cut=_any_of(subject["comparison"]),
        directions=tuple((Direction(k), _any_of(v)) for k, v in data["direction"].items()),
        front=_any_of(subject["front"], before="^"),
        back=_any_of(subject["back"], after="$"),
        dependent_on=re.compile(subject["dependent_on"]),
        dependent=_any_of(subject["dependent"], before="^", after="$"),
        generic=_any_of(subject["generic"], before="^", after="$"),
        example=_any_of(subject["example"], after="$"),
        topics=tuple(re.compile(t) for t in subject["topics"]),
        carried=re.compile(subject["carried"]),
        carried_units=frozenset(subject["carried_units"]),
        attached=_any_of(subject["attached"], before="^"),
        heading_back=_any_of(subject["heading_back"], after="$"),
        reason=_any_of(data["reason"]["marks"]),
        reason_for=frozenset(data["reason"]["only_for"]),
        absence=tuple(re.compile(a["pattern"]) for a in data["absence"]),
        equality=tuple(re.compile(e["pattern"]) for e in data["equality"]),
    )
