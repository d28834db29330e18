"""A fact of a sentence: the figure or the statement with its item, its measure and its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from disclosure.amount import MONEY_UNITS
from disclosure.fact import OWN_AMOUNTS, Basis, Fact, Origin
from ingest.grammar import Grammar
from ingest.measuring import Reading, is_count, settle_basis, understand, year_described
from ingest.numbers import Number, spell_unit
from ingest.sentences import Sentence
from ingest.statements import Statement
from ingest.subjects import Context, Phrase, resolve_subject

# A quote is the sentence; a longer one is cut at the clause marks around the figure.
MAX_QUOTE = 120
_QUOTE = '"'


@dataclass(frozen=True, slots=True)
class Words:
    """The words in front of a figure and those behind it."""

    lead: str
    behind: str


def build_figure(sentence: Sentence, number: Number, words: Words, context: Context) -> Fact | None:
    """The fact of a figure; None where the words do not tell what it is of, or when."""
    is_quoted = sentence.text[number.digits_end :][:1] == _QUOTE
    lead = words.lead.removesuffix(_QUOTE) if is_quoted else words.lead
    *clauses, own = context.grammar.clause.split(lead)
    # A part of an amount of money is money: 预算90万元，其中：宣传30万.
    unit = spell_unit(number.unit, (own or context.topic) + (context.whole if own else ""))
    reading = understand(lead, unit, context)
    context.direction = reading.direction if reading.is_change else None
    if reading.is_doubtful:
        context.name("")
        return None
    phrase = Phrase(
        reading.subject,
        tuple(clauses),
        words.behind,
        reading.is_plain,
        reading.is_change,
        reading.basis is Basis.SHARE,
    )
    named = resolve_subject(phrase, context)
    if unit in context.grammar.subject.carried_units:
        named = _carry(named, sentence.text[: number.start], context.grammar)
    if is_count(unit, context) and (fee := context.grammar.subject.counted.match(named)):
        named = fee["of"]
    context.counted = reading.is_plain and unit not in MONEY_UNITS
    subject, row_path = split_levels(named, context.grammar)
    if not subject or reading.is_timeless:
        return None
    if reading.basis in OWN_AMOUNTS:
        context.amount = subject
        if unit in MONEY_UNITS and subject not in context.listed:
            context.listed.append(subject)
    elif reading.basis is Basis.SHARE:
        # A part itself: its own parts may be told as shares of it or of the same whole.
        context.amount = ""
    fact = Fact(
        report_id=context.report.id,
        origin=Origin.TEXT,
        label=subject,
        basis=settle_basis(reading, unit, subject, context),
        year=year_described(lead, unit, reading, context),
        value=number.value,
        printed=sentence.printed(number.start, number.digits_end),
        unit=unit,
        section=context.section,
        row_path=row_path,
        compared_with=reading.compared_with or _whole_of(reading, subject, context),
        compared_words=context.base_words if reading.compared_with == Basis.LAST_YEAR else "",
        direction=reading.direction,
    )
    return _placed(fact, sentence, number)


def _placed(fact: Fact, sentence: Sentence, number: Number) -> Fact:
    start, end = quote_span(sentence, number.start, number.end)
    printed_start, printed_end = sentence.printed_span(start, end)
    number_start, number_end = sentence.printed_span(number.start, number.end)
    page = sentence.body.place(number_start, number_end).page
    return replace(
        fact,
        place=sentence.body.place(printed_start, printed_end, page),
        quote=sentence.printed(start, end).strip(),
    )


def _whole_of(reading: Reading, subject: str, context: Context) -> str | None:
    """What a share is of that names no whole: the amount in front of 其中."""
    if reading.basis is not Basis.SHARE or reading.is_plain or context.whole == subject:
        return None
    return context.whole or None


def _carry(subject: str, before: str, grammar: Grammar) -> str:
    """A count that belongs to what the sentence began with: vehicles to be bought, by kind."""
    carried = grammar.subject.carried.search(before)
    if carried is None or grammar.subject.not_carried.search(subject):
        return subject
    return carried[0] + subject


def split_levels(subject: str, grammar: Grammar) -> tuple[str, tuple[str, ...]]:
    """A functional item named with its levels, 类(类)款(款)项(项): the last one is the item."""
    if named := grammar.path.search(subject):
        path = tuple(named[1].split("-"))
        return path[-1], path
    parts = [part for part in grammar.level.split(subject) if part.strip('"')]
    levels = len(grammar.level.findall(subject))
    if levels == 0 or not parts:
        return subject, ()
    path = tuple(part.strip('"') for part in parts[:levels])
    return path[-1], path


def quote_span(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """The sentence around a figure, or as many whole clauses of it as fit."""
    text = sentence.text
    if len(text) <= MAX_QUOTE:
        return 0, len(text)
    marks = [m.end() for m in re.finditer(r"[,:、]", text)]
    room = (MAX_QUOTE - (end - start)) // 2
    first = min((m for m in marks if start - room <= m <= start), default=max(0, start - room))
    last = max((m for m in marks if end <= m <= end + room), default=min(len(text), end + room))
    return (0 if start <= room else first), (len(text) if len(text) - end <= room else last)


def build_statement(statement: Statement, sentence: Sentence, context: Context) -> Fact:
    """The fact of an absence or an equality that is stated in words."""
    end = statement.start + max(1, len(statement.words))
    printed_start, printed_end = sentence.printed_span(0, len(sentence.text))
    clause_start, _ = sentence.printed_span(statement.start, end)
    page = sentence.body.place(clause_start, clause_start + 1).page
    label, row_path = split_levels(statement.subject, context.grammar)
    return Fact(
        report_id=context.report.id,
        origin=Origin.TEXT,
        label=label,
        basis=statement.basis,
        year=context.report.year,
        presence=statement.presence,
        printed=statement.words,
        place=sentence.body.place(printed_start, printed_end, page),
        quote=sentence.printed(0, len(sentence.text)).strip(),
        section=context.section,
        row_path=row_path,
        compared_with=statement.compared_with,
        compared_words=statement.compared_words,
        direction=statement.direction,
    )
