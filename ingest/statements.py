"""Absences and equalities that a sentence states in words: 未发生…, 与上年持平."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from disclosure.fact import Basis, Direction, Presence
from ingest.measuring import note_base
from ingest.subjects import Context

_CLAUSE = re.compile(r"(?<=[,:。;!?])")
_MARKS = ",:。;!?"


@dataclass(frozen=True, slots=True)
class Statement:
    """What a clause states, and where it stands in the sentence."""

    presence: Presence
    subject: str
    start: int
    words: str
    basis: Basis
    compared_with: str | None = None
    direction: Direction | None = None
    compared_words: str = ""


def read_statements(words: str, offset: int, context: Context, before: bool) -> Iterator[Statement]:
    """The statements in the words between two figures; `before` says that a figure stands behind.

    The last clause is then the figure's own, and says of it whatever it says.
    """
    position = offset
    clauses = _CLAUSE.split(words)
    named = ""
    for number, clause in enumerate(clauses):
        text = clause.rstrip(_MARKS)
        is_last = before and number == len(clauses) - 1
        if text:
            _note_reason(text, context)
            yield from _equalities(text, position, context)
            if not is_last:
                yield from _absences(text, position, named, context)
            named = context.clean(text) if clause.endswith(":") else ""
        position += len(clause)


def _note_reason(text: str, context: Context) -> None:
    if context.changed and context.grammar.reason.marks.search(f",{text}:"):
        context.in_reason, context.topic_of_reason, context.told_in_reason = True, "", False


def _equalities(text: str, start: int, context: Context) -> Iterator[Statement]:
    grammar = context.grammar
    compares = note_base(text, context)
    for pattern in grammar.stated.equality:
        match = pattern.search(text)
        if match is None:
            continue
        base = context.compare(match["base"]) if match["base"] else context.base
        if base is None and not match["base"]:
            continue
        if compares:
            context.in_reason = False
        own = context.clean_of_change(match["subject"])
        told_before = grammar.subject.spent.search(own) and context.named
        is_named = own and not told_before and not grammar.subject.generic.search(own)
        subject = context.name(own) if is_named else context.named
        yield Statement(
            Presence.STATED_EQUAL,
            subject,
            start,
            text,
            Basis.CHANGE,
            base.value if base else None,
            Direction.UNCHANGED,
            context.base_words if base is Basis.LAST_YEAR else "",
        )
        return


def _absences(text: str, start: int, named: str, context: Context) -> Iterator[Statement]:
    grammar = context.grammar.stated
    if grammar.no_clause.search(text) or any(grammar.no_section.search(h) for h in context.section):
        return
    told = max((m.end() for m in context.grammar.reason.marks.finditer(text)), default=0)
    words = text[told:]
    for pattern in grammar.absence:
        match = pattern.search(words)
        if match is None or (match["subject"] and grammar.no_subject.search(match["subject"])):
            continue
        own = context.clean(match["subject"])
        if not own or context.grammar.subject.generic.search(own):
            own = named or context.topic
        elif not context.in_reason:
            context.name(own)
        if len(own) > 1:
            basis = Basis.BUDGET if context.report.kind.is_budget else Basis.ACTUAL
            yield Statement(Presence.STATED_NONE, own, start + told, words, basis)
        return
