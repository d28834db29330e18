"""Figures in sentences: every number that is a figure becomes a fact with subject and place.

The flagship figure, how many visits were received (接待批次), is printed in no table. The words in
front of a number say what it is (figures.toml); where a clause has no subject of its own, the
figure is of the subject before it, and at the start of a paragraph of what the heading names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from disclosure.fact import Fact, Presence
from disclosure.place import Place, PlacedText, Run
from disclosure.report import Report
from ingest.grammar import Grammar, load_grammar
from ingest.measuring import is_count, note_date
from ingest.numbering import find_numbering
from ingest.numbers import Ignored, Number, find_numbers
from ingest.outline import Paragraph
from ingest.reasons import Open, Told, attach_reasons, can_have_reason, find_explained
from ingest.respectively import find_leads
from ingest.sentences import Sentence, split_sentences, squeeze_placed
from ingest.statements import read_statements
from ingest.subjects import Context
from ingest.text_facts import Words, build_figure, build_statement, quote_span

MAX_LEAD_HEADING = 40
MAX_ITEM = 80


@dataclass(frozen=True, slots=True)
class IgnoredNumber:
    """A number of the text that is no figure: the rule of numbers.toml that says so."""

    printed: str
    rule: str
    quote: str
    place: Place


@dataclass(frozen=True, slots=True)
class UnreadNumber:
    """A number of the text that may be a figure, and was not understood."""

    printed: str
    quote: str
    place: Place


@dataclass(slots=True)
class FigureReading:
    """What the sentences of a report say: each number is a fact, ignored by a rule, or unread."""

    facts: list[Fact] = field(default_factory=list)
    ignored: list[IgnoredNumber] = field(default_factory=list)
    unread: list[UnreadNumber] = field(default_factory=list)


def read_figures(paragraphs: Sequence[Paragraph], report: Report) -> FigureReading:
    """All figures, stated absences and stated equalities of the text, in printed order."""
    context = Context(report, load_grammar())
    reading = FigureReading()
    leads_on = False
    told: list[Told] = []
    section: list[Told] = []
    for paragraph in _join_broken(paragraphs, context.grammar):
        moved = _enter(paragraph, context)
        if moved or not leads_on:
            context.topic = context.topic_of_heading(context.section)
        if moved:
            section = []
        found = _read_paragraph(paragraph, context, reading, moved or leads_on, section)
        told += found
        section += found
        # A paragraph without figures, or one that ends in a colon, names what the next one is of.
        leads_on = not found or bool(context.grammar.opens.search(_ending(paragraph)))
    reading.facts = [one.fact for one in told]
    return reading


def _enter(paragraph: Paragraph, context: Context) -> bool:
    """Stand under the headings of a paragraph; whether they are others than those before."""
    moved = paragraph.section != context.heading
    if moved:
        context.whole = context.amount = context.several = context.run_in = ""
    context.heading = paragraph.section
    if context.run_in:
        begun = find_numbering(paragraph.body.text)
        held = find_numbering(context.run_in)
        if begun and held and begun.rank <= held.rank:
            context.run_in = ""
    run_in = (context.run_in,) if context.run_in else ()
    context.section = (*paragraph.section, *run_in)
    return moved


def _enter_title(sentence: Sentence, context: Context) -> None:
    """Stand under a title at the beginning of a paragraph; it names what the figures are of."""
    title = sentence.printed(0, len(sentence.text)).strip()
    if context.grammar.holds.match(sentence.text):
        context.run_in = title
    context.section = (*context.section, title)
    context.topic = context.topic_of_heading(context.section) or context.topic


def _ending(paragraph: Paragraph) -> str:
    return squeeze_placed(paragraph.body)[0][-3:]


def _join_broken(paragraphs: Sequence[Paragraph], grammar: Grammar) -> Iterator[Paragraph]:
    """Paragraphs under one heading, those together that a layout broke within a sentence."""
    held: Paragraph | None = None
    for paragraph in paragraphs:
        if held and held.section == paragraph.section and _goes_on(held, paragraph, grammar):
            held = Paragraph(_join(held.body, paragraph.body), held.section)
            continue
        if held:
            yield held
        held = paragraph
    if held:
        yield held


def _goes_on(held: Paragraph, paragraph: Paragraph, grammar: Grammar) -> bool:
    numbered = grammar.numbered.search(squeeze_placed(paragraph.body)[0])
    return not numbered and not grammar.closed.search(_ending(held))


def _join(first: PlacedText, second: PlacedText) -> PlacedText:
    shift = len(first.text)
    runs = (
        Run(r.start + shift, r.end + shift, r.page, r.top, r.bottom, r.edges) for r in second.runs
    )
    return PlacedText(first.text + second.text, (*first.runs, *runs))


def _read_paragraph(
    paragraph: Paragraph,
    context: Context,
    reading: FigureReading,
    is_told: bool,
    section: Sequence[Told],
) -> list[Told]:
    grammar = context.grammar
    found: list[Told] = []
    before: list[Told] = []
    reason: Open | None = None
    leads_clause = False
    context.outer, context.as_of = [], None
    for number, sentence in enumerate(split_sentences(paragraph.body, grammar.ends)):
        if number == 0 and _is_lead_heading(sentence, grammar):
            _enter_title(sentence, context)
        elif number == 0:
            before = _explained_before(sentence, context, section)
        _begin_sentence(sentence, context, leads_clause, reason)
        leads_clause = sentence.text.endswith(grammar.clause_end)
        told = _once(_read_sentence(sentence, context, reading, is_told or number > 0))
        context.changed = any(can_have_reason(t.fact, grammar.reason) for t in told)
        reason = attach_reasons(told, before, sentence, grammar.reason, reason)
        found += told
        before = told
    return found


def _explained_before(sentence: Sentence, context: Context, section: Sequence[Told]) -> list[Told]:
    direction = context.grammar.find_direction(sentence.text.partition(",")[0])
    before = find_explained(section, sentence, direction, context.grammar.reason)
    context.changed = bool(before)
    return before


def _once(told: Iterator[Told]) -> list[Told]:
    """What a sentence tells, an absence of one item once: 不涉及…，故本表为空表."""
    found: list[Told] = []
    absent: set[str] = set()
    for one in told:
        if one.fact.presence is Presence.STATED_NONE:
            if one.fact.label in absent:
                continue
            absent.add(one.fact.label)
        found.append(one)
    return found


def _begin_sentence(
    sentence: Sentence, context: Context, leads_clause: bool, reason: Open | None
) -> None:
    """Let go of what the sentence before told, as far as this one does not go on with it."""
    grammar = context.grammar
    goes_on = bool(reason and grammar.reason.goes_on.search(sentence.text))
    context.in_reason, context.topic_of_reason, context.told_in_reason = goes_on, "", goes_on
    context.counted, context.planned, context.is_dated = False, False, False
    context.direction = None
    context.goes_on = leads_clause
    # Parts are compared with what the whole is compared with, where that is one thing.
    is_divided = grammar.divides.match(sentence.text) and not context.has_bases
    if not leads_clause and not is_divided:
        context.base = None
    if not leads_clause:
        context.listed, context.has_bases = [], False
    if not leads_clause and not grammar.numbered.search(sentence.text):
        context.whole = ""
    if not grammar.divides.match(sentence.text):
        context.amount = ""


def _read_sentence(
    sentence: Sentence, context: Context, reading: FigureReading, is_told: bool
) -> Iterator[Told]:
    text = sentence.text
    numbers, others = find_numbers(text)
    leads = find_leads(text, numbers, context)
    previous, lead_before = 0, ""
    for index, (number, lead) in enumerate(zip(numbers, leads, strict=True)):
        words = text[previous : number.start]
        yield from _state(sentence, previous, words, context, before=True)
        _note_topic(words, context)
        note_date(words, context)
        words = context.enter_brackets(words)
        _note_whole(words, context)
        lead = words if lead == text[previous : number.start] else lead
        if lead is not None and index and previous == numbers[index - 1].end:
            lead = _without_counted(lead, numbers[index - 1], context)
        if lead is not None and context.grammar.goes_on.search(lead):
            lead = lead_before + lead
        behind = text[number.end : numbers[index + 1].start if index + 1 < len(numbers) else None]
        fact = None
        if lead is not None and (is_told or number.start > 0):
            fact = build_figure(sentence, number, Words(lead, behind), context)
        if fact:
            clause = _clause_start(text, previous, number.start)
            context.changed |= can_have_reason(fact, context.grammar.reason)
            yield Told(fact, number.start, clause, context.in_reason)
        else:
            others.append(Ignored(number.start, number.digits_end, None))
        context.told_in_reason |= context.in_reason
        previous, lead_before = number.end, lead or ""
    rest = text[previous:]
    yield from _state(sentence, previous, rest, context, before=False)
    _note_whole(context.enter_brackets(rest), context)
    if not numbers:
        _note_heading_sentence(rest, context)
    _report_others(sentence, others, reading)


def _clause_start(text: str, previous: int, start: int) -> int:
    return max(text.rfind(",", previous, start) + 1, previous)


def _report_others(sentence: Sentence, others: list[Ignored], reading: FigureReading) -> None:
    """Count the numbers that are no facts, by their rule or as unread."""
    for other in sorted(others, key=lambda other: other.start):
        printed = sentence.printed(other.start, other.end)
        quote = sentence.printed(*quote_span(sentence, other.start, other.end)).strip()
        place = sentence.body.place(*sentence.printed_span(other.start, other.end))
        if other.rule is None:
            reading.unread.append(UnreadNumber(printed, quote, place))
        else:
            reading.ignored.append(IgnoredNumber(printed, other.rule, quote, place))


def _without_counted(lead: str, before: Number, context: Context) -> str:
    """The words behind a count of organs without the noun that was counted: 1家机关和…."""
    if not is_count(before.unit, context):
        return lead
    organ = context.grammar.subject.organ.match(lead)
    shared = organ and context.grammar.subject.behind_organ.match(lead, organ.end())
    return lead[organ.end() :] if organ and shared else lead


def _is_lead_heading(sentence: Sentence, grammar: Grammar) -> bool:
    """A paragraph's first sentence that is only a numbered title: 「2.政府采购支出情况。」."""
    text = sentence.text
    most = MAX_ITEM if grammar.level.search(text) else MAX_LEAD_HEADING
    return len(text) <= most and bool(grammar.numbered.match(text)) and not find_numbers(text)[0]


def _note_whole(words: str, context: Context) -> None:
    """Take the amount of which the words say that its parts follow."""
    grammar = context.grammar
    if match := grammar.within.search(words):
        context.whole = context.clean_of_change(match["whole"])
    elif grammar.divides.search(words) and context.amount:
        # Parts of a part: what a share is of that names no whole is then not told.
        context.whole = "" if context.whole else context.amount


def _state(
    sentence: Sentence, offset: int, words: str, context: Context, before: bool
) -> Iterator[Told]:
    """The absences and equalities that are stated in the clauses between two figures."""
    for statement in read_statements(words, offset, context, before):
        fact = build_statement(statement, sentence, context)
        context.changed |= can_have_reason(fact, context.grammar.reason)
        yield Told(fact, statement.start, statement.start, context.in_reason)


def _note_topic(lead: str, context: Context) -> None:
    """Words such as 「…项目绩效自评综述：」 name the item of the figures behind them."""
    for pattern in context.grammar.subject.topics:
        for match in pattern.finditer(lead):
            subject = context.clean(match["subject"])
            if subject and not context.grammar.subject.not_topic.search(subject):
                context.topic = subject


def _note_heading_sentence(text: str, context: Context) -> None:
    """A sentence that only names an item (1、…(类)…(款)…(项)。) is the subject of the next."""
    if context.grammar.level.search(text) and len(text) <= MAX_ITEM:
        subject = context.clean(text.rstrip("。;:"))
        context.topic = subject or context.topic
