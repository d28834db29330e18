"""Words of a cell, looked up: the grade, the department in charge or a target of one project.

Every word of the question is understood, as label, row, project or filler, or nothing is answered.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from disclosure.fact import Fact
from disclosure.labels import normalise_label, squeeze
from disclosure.performance import project_of
from prompts import wording
from service.answer import Answer, Outcome
from service.holdings import KnownFact, ReportFacts
from service.labels_alike import is_subsequence
from service.steps.compose import Draft, kind_name, marks_of

_FILE = Path(__file__).with_suffix(".toml")


def answer_words(asked: str, held: Sequence[ReportFacts]) -> Answer | None:
    """The words asked for, each with its place; None when the question is not just for them."""
    found = find_words(asked, held)
    if not found:
        return None
    draft = Draft()
    clauses = [_clause(draft, known) for known in found]
    words = wording()["lookup"]
    draft.sentences.append(str(words["joint"]).join(clauses) + str(words["end"]))
    return draft.finish(Outcome.ANSWERED, asked)


def find_words(asked: str, held: Sequence[ReportFacts]) -> list[KnownFact]:
    """One fact for every label that is asked about, of one project; empty otherwise."""
    text = normalise_label(asked)
    ask = re.search(_rules()["asks"], text)
    if ask is None:
        return []
    rest = text[: ask.start()] + text[ask.end() :]
    words = [k for report in held for k in report.words if project_of(k.fact)]
    labels, rest = _take(rest, {_label_of(k.fact) for k in words}, _rules()["least_name"])
    rows, rest = _take(rest, {_row_of(k.fact) for k in words}, _rules()["least_row"])
    named = _of_one_project(words, rest)
    found = [_of_label(named, label, rows) for label in labels]
    return [known for known in found if known] if all(found) else []


def _take(text: str, names: Iterable[str], least: int) -> tuple[list[str], str]:
    """The names that stand in a text, in its order, and the text without them."""
    found: list[tuple[int, str]] = []
    for name in sorted(names, key=len, reverse=True):
        place = text.find(name) if len(name) >= least else -1
        if place >= 0:
            found.append((place, name))
            text = text[:place] + "\0" * len(name) + text[place + len(name) :]
    return [name for _, name in sorted(found)], text.replace("\0", "")


def _of_one_project(words: Sequence[KnownFact], rest: str) -> list[KnownFact]:
    """The words of the only project that the rest of the question names."""
    for department in {normalise_label(k.report.department) for k in words}:
        rest = rest.replace(department, "")
    for pattern in _rules()["filler"]:
        rest = re.sub(pattern, "", rest)
    if len(rest) < _rules()["least_name"]:
        return []
    named = [k for k in words if is_subsequence(rest, normalise_label(project_of(k.fact) or ""))]
    projects = {(k.report.id, normalise_label(project_of(k.fact) or "")) for k in named}
    return named if len(projects) == 1 else []


def _of_label(named: Sequence[KnownFact], label: str, rows: Sequence[str]) -> KnownFact | None:
    """The words under a label, where all places that print some print the same."""
    fitting = [
        k
        for k in named
        if _label_of(k.fact) == label and (_row_of(k.fact) in rows if rows else _is_whole(k.fact))
    ]
    same = len({squeeze(k.fact.printed) for k in fitting}) == 1
    return fitting[0] if same else None


def _label_of(fact: Fact) -> str:
    return normalise_label(fact.column or fact.row or "")


def _row_of(fact: Fact) -> str:
    return normalise_label(fact.row or "") if fact.column and not _is_whole(fact) else ""


def _is_whole(fact: Fact) -> bool:
    """Whether words are about the project as a whole, and not about one of its indicators."""
    return len(fact.row_path) <= 2


def _clause(draft: Draft, known: KnownFact) -> str:
    fact = known.fact
    label = [part for part in (project_of(fact), fact.row, fact.column) if part]
    return str(wording()["lookup"]["words"]).format(
        department=known.report.department,
        year=fact.year,
        kind=kind_name(known.report),
        label="·".join(dict.fromkeys(label)),
        printed=fact.printed,
        marks=marks_of((draft.cite(known),)),
    )


@lru_cache(maxsize=1)
def _rules() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
