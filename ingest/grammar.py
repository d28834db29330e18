"""The patterns of figures.toml, compiled once: what words around a number mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from disclosure.fact import Basis, Direction
from ingest.rules import any_of, read_rules

_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")


@dataclass(frozen=True, slots=True)
class Rule:
    """What the words in front of a number make of it."""

    name: str
    pattern: re.Pattern[str]
    units: frozenset[str]
    not_units: frozenset[str] = frozenset()
    compared: bool | None = None
    behind: bool = False


@dataclass(frozen=True, slots=True)
class SubjectGrammar:
    """How the item of a figure is named; see [subject] in figures.toml."""

    front: re.Pattern[str]
    back: re.Pattern[str]
    back_of_change: re.Pattern[str]
    comparison: re.Pattern[str]
    dependent: re.Pattern[str]
    dependent_on: re.Pattern[str]
    summed: re.Pattern[str]
    headed: re.Pattern[str]
    spent: re.Pattern[str]
    spent_of: re.Pattern[str]
    generic: re.Pattern[str]
    untelling: re.Pattern[str]
    open_clause: re.Pattern[str]
    example: re.Pattern[str]
    counts_behind: re.Pattern[str]
    counts_verb: re.Pattern[str]
    organ: re.Pattern[str]
    behind_organ: re.Pattern[str]
    listing: re.Pattern[str]
    noun_ends: re.Pattern[str]
    topics: tuple[re.Pattern[str], ...]
    not_topic: re.Pattern[str]
    attached: re.Pattern[str]
    carried: re.Pattern[str]
    not_carried: re.Pattern[str]
    carried_units: frozenset[str]
    counted: re.Pattern[str]
    no_item: re.Pattern[str]
    heading_back: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class StateGrammar:
    """How a plain figure is told of a date or of a budget, against the kind of the report."""

    as_of: re.Pattern[str]
    planned: re.Pattern[str]
    subject: re.Pattern[str]
    budget_heading: re.Pattern[str]
    not_budget_heading: re.Pattern[str]
    not_budget_words: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Respectively:
    """How several figures are told to several items; see [respectively] in figures.toml."""

    word: re.Pattern[str]
    between: re.Pattern[str]
    turn: re.Pattern[str]
    separators: tuple[re.Pattern[str], ...]
    common: tuple[re.Pattern[str], ...]
    time: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class ReasonGrammar:
    """How a reason is told; see [reason] in figures.toml."""

    marks: re.Pattern[str]
    leads: re.Pattern[str]
    deviates: re.Pattern[str]
    goes_on: re.Pattern[str]
    only_for: frozenset[str]
    ends: str


@dataclass(frozen=True, slots=True)
class StatedGrammar:
    """How absence and equality are told in words."""

    absence: tuple[re.Pattern[str], ...]
    equality: tuple[re.Pattern[str], ...]
    no_subject: re.Pattern[str]
    no_clause: re.Pattern[str]
    no_section: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Grammar:
    """figures.toml as compiled patterns; see the comments there for what each is for."""

    ends: str
    clause_end: str
    clause: re.Pattern[str]
    closed: re.Pattern[str]
    opens: re.Pattern[str]
    numbered: re.Pattern[str]
    holds: re.Pattern[str]
    year: re.Pattern[str]
    level: re.Pattern[str]
    path: re.Pattern[str]
    comparison: re.Pattern[str]
    which_base: re.Pattern[str]
    bases: tuple[tuple[Basis, re.Pattern[str]], ...]
    directions: tuple[tuple[Direction, re.Pattern[str]], ...]
    growth_units: frozenset[str]
    share_units: frozenset[str]
    score_units: frozenset[str]
    rules: tuple[Rule, ...]
    divides: re.Pattern[str]
    within: re.Pattern[str]
    goes_on: re.Pattern[str]
    subject: SubjectGrammar
    respectively: Respectively
    reason: ReasonGrammar
    stated: StatedGrammar
    state: StateGrammar

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


def _around(patterns: Sequence[str], before: str = "", after: str = "") -> re.Pattern[str]:
    return re.compile(f"{before}(?:{any_of(patterns).pattern}){after}")


@lru_cache(maxsize=1)
def load_grammar() -> Grammar:
    """Read figures.toml."""
    data = read_rules("figures")
    sentence, share = data["sentence"], data["share"]
    return Grammar(
        ends=sentence["ends"],
        clause_end=sentence["clause_end"],
        clause=re.compile(f"[{re.escape(sentence['clause'])}]"),
        closed=re.compile(sentence["closed"]),
        opens=re.compile(sentence["opens"]),
        numbered=re.compile(sentence["numbered"]),
        holds=re.compile(sentence["holds"]),
        year=re.compile(sentence["year"]),
        level=re.compile(sentence["level"]),
        path=re.compile(sentence["path"]),
        comparison=re.compile(data["comparison"]["pattern"]),
        which_base=re.compile(data["which_base"]["pattern"]),
        bases=tuple((Basis(b["name"]), re.compile(b["pattern"])) for b in data["base"]),
        directions=tuple((Direction(k), any_of(v)) for k, v in data["direction"].items()),
        growth_units=frozenset(data["rates"]["growth"]),
        share_units=frozenset(data["rates"]["share"]),
        score_units=frozenset(data["rates"]["score"]),
        rules=tuple(
            Rule(
                r["name"],
                re.compile(r["pattern"]),
                frozenset(r.get("units", ())),
                frozenset(r.get("not_units", ())),
                r.get("compared"),
                r.get("behind", False),
            )
            for r in data["rule"]
        ),
        divides=re.compile(share["divides"]),
        within=re.compile(share["within"]),
        goes_on=re.compile(share["goes_on"]),
        subject=_read_subject(data["subject"]),
        state=StateGrammar(
            as_of=re.compile(data["state"]["as_of"]),
            planned=re.compile(data["state"]["planned"]),
            subject=re.compile(data["state"]["subject"]),
            budget_heading=re.compile(data["budget_heading"]["pattern"]),
            not_budget_heading=re.compile(data["budget_heading"]["not_pattern"]),
            not_budget_words=re.compile(data["budget_heading"]["not_words"]),
        ),
        respectively=_read_respectively(data["respectively"]),
        reason=ReasonGrammar(
            marks=any_of(data["reason"]["marks"]),
            leads=re.compile(data["reason"]["leads"]),
            deviates=re.compile(data["reason"]["deviates"]),
            goes_on=re.compile(data["reason"]["goes_on"]),
            only_for=frozenset(data["reason"]["only_for"]),
            ends=sentence["ends"] + sentence["clause"],
        ),
        stated=StatedGrammar(
            absence=tuple(re.compile(a["pattern"]) for a in data["absence"]),
            equality=tuple(re.compile(e["pattern"]) for e in data["equality"]),
            no_subject=re.compile(data["no_absence"]["subject"]),
            no_clause=re.compile(data["no_absence"]["clause"]),
            no_section=re.compile(data["no_absence"]["section"]),
        ),
    )


def _read_subject(data: dict[str, Any]) -> SubjectGrammar:
    return SubjectGrammar(
        front=_around(data["front"], before="^"),
        back=_around(data["back"], after="$"),
        back_of_change=_around(data["back_of_change"], after="$"),
        comparison=any_of(data["comparison"]),
        dependent=_around(data["dependent"], before="^", after="$"),
        dependent_on=re.compile(data["dependent_on"]),
        summed=_around(data["summed"], before="^", after="$"),
        headed=re.compile(data["headed"]),
        spent=re.compile(data["spent"]),
        spent_of=re.compile(data["spent_of"]),
        generic=_around(data["generic"], before="^", after="$"),
        untelling=_around(data["untelling"], before="^", after="$"),
        open_clause=re.compile(data["open_clause"]),
        example=_around(data["example"], after="$"),
        counts_behind=_around(data["counts_behind"], before="^", after="$"),
        counts_verb=_around(data["counts_verb"], after="$"),
        organ=re.compile(data["organ"]),
        behind_organ=re.compile(data["behind_organ"]),
        listing=re.compile(data["listing"]),
        noun_ends=re.compile(data["noun_ends"]),
        topics=tuple(re.compile(t) for t in data["topics"]),
        not_topic=any_of(data["not_topic"]),
        attached=_around(data["attached"], before="^"),
        carried=re.compile(data["carried"]),
        not_carried=re.compile(data["not_carried"]),
        carried_units=frozenset(data["carried_units"]),
        counted=re.compile(data["counted"]),
        no_item=re.compile(data["no_item"]),
        heading_back=_around(data["heading_back"], after="$"),
    )


def _read_respectively(data: dict[str, Any]) -> Respectively:
    return Respectively(
        word=re.compile(data["word"]),
        between=re.compile(data["between"]),
        turn=re.compile(data["turn"]),
        separators=tuple(_around([re.escape(s) for s in group]) for group in data["separators"]),
        common=tuple(_around([pattern], after="$") for pattern in data["common"]),
        time=re.compile(data["time"]),
    )
