"""The rules for text questions (topics.toml), compiled."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Topic:
    """A matter that a whole section is about; `headings` are tried in order."""

    name: str
    ask: re.Pattern[str]
    headings: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class HeadingRules:
    """When a question names a heading."""

    run_in: re.Pattern[str]
    least_cover: float
    most_characters: int
    weak: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class DefinitionRules:
    """How terms are asked for, and how the glossary gives them."""

    ask: tuple[re.Pattern[str], ...]
    ask_loosely: tuple[re.Pattern[str], ...]
    term: re.Pattern[str]
    levels: re.Pattern[str]
    several: re.Pattern[str]
    least_ratio: float
    least_margin: float


@dataclass(frozen=True, slots=True)
class ReasonRules:
    """How reasons are asked for and given."""

    ask: re.Pattern[str]
    given: re.Pattern[str]
    least_cover: float
    least_together: int
    most_sentences: int


@dataclass(frozen=True, slots=True)
class SentenceRules:
    """Where sentences end and which passages are quoted whole."""

    sentence: re.Pattern[str]
    whole_characters: int
    introduces: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class EvidenceRules:
    """What a passage must show to be an answer; ranks and a cosine need both searches."""

    cover: float
    cosine: float | None = None
    best_rank: int | None = None
    worst_rank: int | None = None
    every_word: bool = False


@dataclass(frozen=True, slots=True)
class TextRules:
    """All of topics.toml."""

    topics: tuple[Topic, ...]
    generic_focus: re.Pattern[str]
    heading: HeadingRules
    definition: DefinitionRules
    reason: ReasonRules
    none: re.Pattern[str]
    sentence: SentenceRules
    enough: tuple[EvidenceRules, ...]
    enough_for_definition: tuple[EvidenceRules, ...]
    hits: int
    focus: float


@lru_cache(maxsize=1)
def read_text_rules() -> TextRules:
    """The rules of topics.toml."""
    path = Path(__file__).with_name("topics.toml")
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    heading, definition, reason = found["heading"], found["definition"], found["reason"]
    sentence = found["sentence"]
    ends, closing = re.escape(sentence["ends"]), re.escape(sentence["closing"])
    return TextRules(
        topics=tuple(
            Topic(t["name"], _any_of(t["ask"]), tuple(map(re.compile, t["heading"])))
            for t in found["topic"]
        ),
        generic_focus=re.compile(found["focus"]["generic"]),
        heading=HeadingRules(
            re.compile(heading["run_in"]),
            heading["least_cover"],
            heading["most_characters"],
            re.compile(heading["weak"]),
        ),
        definition=DefinitionRules(
            tuple(map(re.compile, definition["ask"])),
            tuple(map(re.compile, definition["ask_loosely"])),
            re.compile(definition["term"]),
            re.compile(definition["levels"]),
            re.compile(definition["several"]),
            definition["least_ratio"],
            definition["least_margin"],
        ),
        reason=ReasonRules(
            _any_of(reason["ask"]),
            _any_of(reason["given"]),
            reason["least_cover"],
            reason["least_together"],
            reason["most_sentences"],
        ),
        none=_any_of(found["none"]["statement"]),
        sentence=SentenceRules(
            re.compile(f"[^{ends}]+(?:[{ends}]+[{closing}]*|$)"),
            sentence["whole_characters"],
            re.compile(sentence["introduces"]),
        ),
        enough=tuple(map(_read_evidence, found["evidence"]["enough"])),
        enough_for_definition=(_read_evidence(found["evidence"]["definition"]),),
        hits=found["choice"]["hits"],
        focus=found["choice"]["focus"],
    )


def _read_evidence(found: Mapping[str, Any]) -> EvidenceRules:
    best, worst = found.get("ranks", (None, None))
    every_word = found.get("every_word", False)
    return EvidenceRules(found["cover"], found.get("cosine"), best, worst, every_word)


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
