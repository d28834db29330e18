"""Why a figure changed: the words behind 主要原因是 are given to the changes they explain."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from disclosure.fact import Basis, Direction, Fact
from ingest.grammar import ReasonGrammar
from ingest.sentences import Sentence

_OF = "的"
# A label of so few characters names any item.
_TELLING = 2


@dataclass(slots=True)
class Told:
    """A fact of a sentence: where it and its clause stand, and whether a reason tells it."""

    fact: Fact
    at: int
    clause: int
    in_reason: bool


@dataclass(slots=True)
class Open:
    """The reason told last, which the next sentence may go on with: 一是…；二是…."""

    facts: tuple[Told, ...]
    start: int
    mark: int


def attach_reasons(
    told: Sequence[Told],
    before: Sequence[Told],
    sentence: Sentence,
    grammar: ReasonGrammar,
    last: Open | None,
) -> Open | None:
    """Give the reasons of a sentence to its own changes and rates, else to the sentence before."""
    if last and grammar.goes_on.search(sentence.text):
        _give(last, sentence, len(sentence.text), grammar)
        return last
    _attach_leading(told, sentence, grammar)
    marks = list(grammar.marks.finditer(sentence.text))
    opened, done = None, 0
    for number, mark in enumerate(marks):
        following = marks[number + 1].start() if number + 1 < len(marks) else len(sentence.text)
        start = (
            mark.end()
            + len(sentence.text[mark.end() :])
            - len(sentence.text[mark.end() :].lstrip(":,"))
        )
        ends = [t.clause for t in told if t.clause >= mark.end() and not t.in_reason]
        end = min([following, *ends])
        own = [t for t in told if done <= t.at < mark.start()]
        explained = _explained(own, grammar)
        if not explained and not done:
            explained = _explained(before, grammar) or _deviating(before, sentence, mark, grammar)
        if explained and start < end:
            opened = Open(explained, *_printed(sentence, start, mark.start()))
            _give(opened, sentence, end, grammar)
            done = end
    return opened


def _explained(told: Sequence[Told], grammar: ReasonGrammar) -> tuple[Told, ...]:
    return tuple(t for t in told if not t.in_reason and can_have_reason(t.fact, grammar))


def _deviating(
    before: Sequence[Told], sentence: Sentence, mark: re.Match[str], grammar: ReasonGrammar
) -> tuple[Told, ...]:
    """The final figure in front of a reason for its distance from the budget."""
    if not grammar.deviates.search(sentence.text[: mark.start()].removesuffix(_OF)):
        return ()
    finals = [t for t in before if t.fact.basis is Basis.ACTUAL and t.fact.value is not None]
    return tuple(t for t in finals[-1:] if t.fact.reason is None)


def find_explained(
    told: Sequence[Told], sentence: Sentence, direction: Direction | None, grammar: ReasonGrammar
) -> list[Told]:
    """What a paragraph that begins with a reason explains of the paragraphs in front of it."""
    mark = grammar.marks.search(sentence.text)
    if mark is None or not told:
        return []
    named = sentence.text[: mark.start()]
    if not named:
        return [t for t in told if t.fact.quote == told[-1].fact.quote]
    changes = [t for t in told if direction and t.fact.direction is direction]
    return [t for t in changes if len(t.fact.label) > _TELLING and _is_within(t.fact.label, named)]


def _is_within(label: str, named: str) -> bool:
    """Whether some words name an item, also together with another: 拨款收入支出 is both."""
    rest = iter(named)
    return all(char in rest for char in label)


def _attach_leading(told: Sequence[Told], sentence: Sentence, grammar: ReasonGrammar) -> None:
    """A reason in front of the change that it explains: 由于人员减少，…."""
    match = grammar.leads.search(sentence.text)
    if match is None or any(t.at < match.end() for t in told):
        return
    first = next((t for t in told if can_have_reason(t.fact, grammar)), None)
    if first is None:
        return
    explained = tuple(t for t in told if t.clause == first.clause or t is first)
    opened = Open(explained, *_printed(sentence, match.start("reason"), match.start()))
    _give(opened, sentence, match.end("reason"), grammar)


def _printed(sentence: Sentence, start: int, mark: int) -> tuple[int, int]:
    return sentence.origins[start], sentence.origins[mark]


def _give(reason: Open, sentence: Sentence, end: int, grammar: ReasonGrammar) -> None:
    """Write the reason up to `end` of a sentence into the facts that it explains."""
    text = sentence.text[:end].rstrip(grammar.ends)
    if not text:
        return
    stop = sentence.origins[len(text) - 1] + 1
    body = sentence.body
    for told in reason.facts:
        told.fact = replace(
            told.fact,
            reason=body.text[reason.start : stop].strip(),
            reason_quote=body.text[reason.mark : stop],
            reason_place=body.place(reason.mark, stop),
        )


def can_have_reason(fact: Fact, grammar: ReasonGrammar) -> bool:
    """Whether a reason may explain it: a change, a rate of execution, or that nothing changed."""
    unchanged = fact.direction is Direction.UNCHANGED
    return fact.reason is None and (fact.basis.value in grammar.only_for or unchanged)
