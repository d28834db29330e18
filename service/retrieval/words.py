"""Words of questions and passages: what is asked about, without what only asks.

Chinese is not segmented here: single characters and bigrams were measured to find more than a
segmenter's words do, and a new word needs no dictionary.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_RUN = re.compile(r"[㐀-䶿一-鿿]+|[a-z]+|\d+(?:\.\d+)?")
# 三公 is printed with and without quotation marks.
_IGNORED = re.compile(r"[\s“”‘’\"'「」『』《》]+")
_CJK = re.compile(r"[㐀-䶿一-鿿]")

# The shortest tail of a department's name that stands for it: 财政局.
_LEAST_NAME = 3
_LEAST_STRETCH = 2


@dataclass(frozen=True, slots=True)
class WordRules:
    """retrieval.toml, compiled."""

    filler: re.Pattern[str]
    scope: re.Pattern[str]
    punctuation: re.Pattern[str]
    heads: str
    tails: str
    alone: re.Pattern[str]
    aliases: tuple[tuple[str, tuple[str, ...]], ...]
    candidates: int
    fusion_constant: int
    weight: dict[str, float]


@lru_cache(maxsize=1)
def read_word_rules() -> WordRules:
    """The rules of retrieval.toml."""
    path = Path(__file__).with_name("retrieval.toml")
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    question, search = found["question"], found["search"]
    filler = sorted(question["filler"], key=len, reverse=True)
    return WordRules(
        filler=re.compile("|".join([*map(re.escape, filler), *question["patterns"]])),
        scope=re.compile("|".join(question["scope"])),
        punctuation=re.compile(question["punctuation"]),
        heads=question["heads"],
        tails=question["tails"],
        alone=re.compile(f"[{question['alone']}{question['heads']}{question['tails']}]*"),
        aliases=tuple((word, tuple(meant)) for word, meant in found["aliases"].items()),
        candidates=search["candidates"],
        fusion_constant=search["fusion_constant"],
        weight=search["weight"],
    )


def fold(text: str) -> str:
    """Half-width, lower case, without white space and quotation marks: for comparing only."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text)).lower()


def tokenise(text: str) -> list[str]:
    """Single Chinese characters and bigrams; words of Latin letters and numbers whole."""
    tokens: list[str] = []
    for run in _RUN.findall(fold(text)):
        if _CJK.match(run):
            tokens += run
            tokens += (run[i : i + 2] for i in range(len(run) - 1))
        else:
            tokens.append(run)
    return tokens


def find_content(question: str, names: Iterable[str] = ()) -> tuple[str, ...]:
    """The stretches of a question that say what it is about.

    `names` are names of the scope (departments): they choose the reports and are no evidence that
    a passage is about the matter asked for.
    """
    rules = read_word_rules()
    text = fold(question)
    for name in sorted(filter(None, map(fold, names)), key=len, reverse=True):
        text = _without_name(text, name)
    for pattern in (rules.scope, rules.punctuation, rules.filler):
        text = pattern.sub(" ", text)
    stretches = (_strip_ends(stretch, rules) for stretch in text.split())
    return tuple(stretch for stretch in stretches if not rules.alone.fullmatch(stretch))


def _without_name(text: str, name: str) -> str:
    """People leave the place away: 政府办公室 for 昌乐县人民政府办公室."""
    for start in range(len(name) - _LEAST_NAME + 1):
        if name[start:] in text:
            return text.replace(name[start:], " ")
    return text


def _strip_ends(stretch: str, rules: WordRules) -> str:
    """Without single filler characters at the ends, unless only one character would be left."""
    while len(stretch) > _LEAST_STRETCH and stretch[0] in rules.heads:
        stretch = stretch[1:]
    while len(stretch) > _LEAST_STRETCH and stretch[-1] in rules.tails:
        stretch = stretch[:-1]
    return stretch


def add_aliases(question: str) -> str:
    """The question with what reports print for the words that people say."""
    meant = [
        word for said, words in read_word_rules().aliases if said in question for word in words
    ]
    return " ".join([question, *meant])


def find_query_tokens(question: str, names: Iterable[str] = ()) -> list[str]:
    """The tokens to search for; the whole question when nothing but question words is in it."""
    content = find_content(add_aliases(question), names)
    return [token for stretch in content or (fold(question),) for token in tokenise(stretch)]


def cover(content: Sequence[str], text: str) -> float:
    """How much of the content stands in the text, 0 to 1, counted in characters.

    A character counts when it stands there together with a neighbour, so that chance meetings of
    single characters are no evidence and the joints between words cost nothing. A stretch that
    says the same by an alias counts whole.
    """
    folded = fold(text)
    total = sum(map(len, content))
    if not total:
        return 0.0
    return sum(_covered_characters(stretch, folded) for stretch in content) / total


def _covered_characters(stretch: str, text: str) -> int:
    if stretch in text:
        return len(stretch)
    covered = [False] * len(stretch)
    for start in range(len(stretch) - 1):
        if stretch[start : start + 2] in text:
            covered[start] = covered[start + 1] = True
    for said, meant in read_word_rules().aliases:
        at = stretch.find(said)
        if at >= 0 and any(fold(word) in text for word in meant):
            covered[at : at + len(said)] = [True] * len(said)
    return sum(covered)
