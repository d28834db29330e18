"""Figures in sentences: every number with a unit becomes a fact with its subject and its place.

The flagship figure, how many visits were received (接待批次), is printed in no table. The words in
front of a number say what it is (figures.toml); where a clause has no subject of its own, the
figure is of the subject before it, and at the start of a paragraph of what the heading names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from disclosure.amount import parse_decimal
from disclosure.fact import Basis, Direction, Fact, Origin, Presence
from disclosure.labels import squeeze
from disclosure.report import Report
from ingest.grammar import Grammar, Rule, load_grammar
from ingest.outline import Paragraph
from ingest.sentences import Sentence, split_sentences

# A quote is the sentence; a longer one is cut at the clause marks around the figure.
MAX_QUOTE = 120
MAX_LEAD_HEADING = 40
_NUMBERED = re.compile(r"^(?:\d{1,2}[、.]|\(?[一二三四五六七八九十\d]+[)、])")
_LEVELS = re.compile(r"\(类\)|\(款\)|\(项\)")
_OTHER_YEAR = re.compile(r"((?:19|20)\d\d)年(?!\d{1,2}月|底|末)")


@dataclass(slots=True)
class _Context:
    """What carries over from figure to figure: the subject, and the base of the comparison."""

    report: Report
    grammar: Grammar
    heading: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    topic: str = ""
    base: Basis | None = None


@dataclass(frozen=True, slots=True)
class _Reading:
    """How one number was understood."""

    basis: Basis
    subject: str
    compared_with: str | None = None
    direction: Direction | None = None


def read_figures(paragraphs: Sequence[Paragraph], report: Report) -> list[Fact]:
    """All figures, stated absences and stated equalities of the text, in printed order."""
    context = _Context(report, load_grammar())
    facts: list[Fact] = []
    leads_on = False
    for paragraph in paragraphs:
        moved = paragraph.section != context.heading
        context.section = context.heading = paragraph.section
        if moved or not leads_on:
            context.topic = _topic_of_heading(paragraph.section, context)
        found: list[Fact] = []
        starts: tuple[int, ...] = ()
        leads_clause = False
        for number, sentence in enumerate(split_sentences(paragraph.body, context.grammar.ends)):
            if number == 0 and _is_lead_heading(sentence, context.grammar):
                heading = sentence.printed(0, len(sentence.text)).strip()
                context.section = (*paragraph.section, heading)
            if not leads_clause:
                context.base = None
            leads_clause = sentence.text.endswith(context.grammar.clause_end)
            starts = (*starts[-1:], len(found))
            here = list(_read_sentence(sentence, context))
            found.extend(here)
            _attach_reason(found, starts, sentence, context.grammar)
        facts.extend(found)
        # A paragraph without figures, or one that ends in a colon, names what the next one is of.
        leads_on = not found or squeeze(paragraph.body.text).endswith(":")
    return facts


def _read_sentence(sentence: Sentence, context: _Context) -> Iterator[Fact]:
    grammar = context.grammar
    previous = 0
    figures = [
        m for m in grammar.figure.finditer(sentence.text) if _is_figure(m, sentence.text, grammar)
    ]
    for match in figures:
        lead = sentence.text[previous : match.start()]
        _note_topic(lead, context)
        yield from _read_words(sentence, previous, lead, context)
        yield _read_figure(sentence, match, lead, context)
        previous = match.end()
    rest = sentence.text[previous:]
    yield from _read_words(sentence, previous, rest, context)
    if not figures:
        _note_heading_sentence(rest, context)


def _is_lead_heading(sentence: Sentence, grammar: Grammar) -> bool:
    """A paragraph's first sentence that is only a numbered title: 「2.政府采购支出情况。」."""
    text = sentence.text
    return (
        len(text) <= MAX_LEAD_HEADING
        and bool(_NUMBERED.match(text))
        and not any(_is_figure(m, text, grammar) for m in grammar.figure.finditer(text))
    )


def _is_figure(match: re.Match[str], text: str, grammar: Grammar) -> bool:
    before, after = text[: match.start()], text[match.end("number") :]
    if match["unit"] is None and not grammar.bare.search(before):
        return False
    return not (grammar.ignore_after.search(after) or grammar.ignore_before.search(before))


def _read_figure(sentence: Sentence, match: re.Match[str], lead: str, context: _Context) -> Fact:
    unit = _unit_of(match, lead, context.grammar)
    reading = _understand(lead, unit, context)
    named = _resolve_subject(reading.subject, sentence, match, context)
    if unit in context.grammar.carried_units:
        named = _carry(named, sentence.text[: match.start()], context.grammar)
    subject, row_path = _split_levels(named)
    start, end = _quote_span(sentence, match.start(), match.end())
    printed_start, printed_end = sentence.printed_span(start, end)
    number_start, number_end = sentence.printed_span(match.start(), match.end())
    page = sentence.body.place(number_start, number_end).page
    printed = sentence.printed(match.start("number"), match.end("number"))
    year = _year_described(lead, reading.basis, context.report)
    return Fact(
        report_id=context.report.id,
        origin=Origin.TEXT,
        label=subject,
        basis=reading.basis,
        year=year,
        value=parse_decimal(printed),
        printed=printed,
        unit=unit,
        place=sentence.body.place(printed_start, printed_end, page),
        quote=sentence.printed(start, end).strip(),
        section=context.section,
        row_path=row_path,
        compared_with=reading.compared_with
        or _whole_of(reading, subject, sentence, match, context),
        direction=reading.direction,
    )


def _whole_of(
    reading: _Reading,
    subject: str,
    sentence: Sentence,
    match: re.Match[str],
    context: _Context,
) -> str | None:
    """What a share is of that names no whole: the amount in front of 其中 in its sentence."""
    divided = context.grammar.divides.search(sentence.text[: match.start()])
    if reading.basis is not Basis.SHARE or divided is None:
        return None
    front = sentence.text[: divided.start()]
    figures = context.grammar.figure.finditer(front)
    first = next((m for m in figures if _is_figure(m, sentence.text, context.grammar)), None)
    if first is None or first["unit"] == "%":
        return None
    named = _understand(sentence.text[: first.start()], first["unit"] or "", context)
    whole = _clean(named.subject, context)
    return whole if whole and whole != subject else None


def _unit_of(match: re.Match[str], lead: str, grammar: Grammar) -> str:
    """The unit behind the number, or the one in front of a number without (接待人次 218)."""
    printed = match["unit"]
    if printed is None:
        bare = grammar.bare.search(lead)
        printed = bare["unit"] if bare else ""
    return grammar.unit_spelling.get(printed, printed)


def _understand(lead: str, unit: str, context: _Context) -> _Reading:
    """What the words in front of a number say: the first rule that fits, else a plain amount."""
    grammar, report = context.grammar, context.report
    for comparison in grammar.comparison.finditer(lead):
        context.base = grammar.find_base(comparison["phrase"], report.year) or context.base
    for rule in grammar.rules:
        match = rule.pattern.search(lead) if not rule.units or unit in rule.units else None
        if match:
            return _apply(rule, match, unit, context)
    clause = grammar.clause.split(lead)[-1]
    basis = Basis.BUDGET if report.kind.is_budget else Basis.ACTUAL
    return _Reading(basis, clause)


def _apply(rule: Rule, match: re.Match[str], unit: str, context: _Context) -> _Reading:
    groups = match.groupdict()
    subject = groups.get("subject") or ""
    if rule.name == "change":
        basis = Basis.GROWTH if unit == "%" else Basis.CHANGE
        base = context.base.value if context.base else None
        direction = context.grammar.find_direction(groups["turn"])
        return _Reading(basis, subject, base, direction)
    base_phrase = groups.get("base") or None
    if rule.name == Basis.EXECUTION_RATE:
        named = context.grammar.find_base(base_phrase or "", context.report.year)
        return _Reading(Basis.EXECUTION_RATE, subject, named.value if named else None)
    return _Reading(Basis(rule.name), subject, base_phrase)


def _resolve_subject(
    phrase: str, sentence: Sentence, match: re.Match[str], context: _Context
) -> str:
    """The subject of a figure: its own, the one before it, or both together."""
    grammar = context.grammar
    if grammar.example.search(phrase):
        context.topic = _noun_behind(sentence.text[match.end() :])
        return context.topic
    subject = _clean(phrase, context)
    if grammar.dependent.search(subject) and not grammar.dependent_on.search(context.topic):
        return subject
    if not subject or grammar.dependent.search(subject) or grammar.generic.search(subject):
        return context.topic or _noun_behind(sentence.text[match.end() :])
    if grammar.attached.search(subject):
        return context.topic + subject
    context.topic = subject
    return subject


def _carry(subject: str, before: str, grammar: Grammar) -> str:
    """A count that belongs to what the sentence began with: vehicles to be bought, by kind."""
    carried = grammar.carried.search(before)
    if carried is None or grammar.carried.search(subject):
        return subject
    return carried[0] + subject


def _clean(phrase: str, context: _Context) -> str:
    """A phrase without time, verbs and the department's own name around the item that it names."""
    grammar = context.grammar
    subject = grammar.comparison_cut.sub("", phrase)
    subject = subject.replace(squeeze(context.report.department), "")
    previous = None
    while previous != subject:
        previous = subject
        subject = grammar.front.sub("", subject, count=1)
        subject = grammar.back.sub("", subject, count=1)
    return subject


def _noun_behind(text: str) -> str:
    """The words behind the unit, for a figure that nothing in front of it names (4 个项目)."""
    return re.split(r"[,:、。;]", text, maxsplit=1)[0][:20]


def _split_levels(subject: str) -> tuple[str, tuple[str, ...]]:
    """A functional item named with its levels, 类(类)款(款)项(项): the last one is the item."""
    parts = [part for part in _LEVELS.split(subject) if part.strip('"')]
    levels = len(_LEVELS.findall(subject))
    if levels == 0 or not parts:
        return subject, ()
    path = tuple(part.strip('"') for part in parts[:levels])
    return path[-1], path


def _year_described(lead: str, basis: Basis, report: Report) -> int:
    """The year a figure is of: the report's, the one before, or one that its clause names."""
    if basis is Basis.LAST_YEAR:
        return report.year - 1
    if basis in (Basis.CHANGE, Basis.GROWTH):
        return report.year
    named = _OTHER_YEAR.findall(re.split(r"[,:]", lead)[-1])
    return int(named[-1]) if named else report.year


def _quote_span(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """The sentence around a figure, or as many whole clauses of it as fit."""
    text = sentence.text
    if len(text) <= MAX_QUOTE:
        return 0, len(text)
    marks = [m.end() for m in re.finditer(r"[,:、]", text)]
    room = (MAX_QUOTE - (end - start)) // 2
    first = min((m for m in marks if start - room <= m <= start), default=max(0, start - room))
    last = max((m for m in marks if end <= m <= end + room), default=min(len(text), end + room))
    return (0 if start <= room else first), (len(text) if len(text) - end <= room else last)


def _read_words(sentence: Sentence, offset: int, words: str, context: _Context) -> Iterator[Fact]:
    """Absences and equalities that are stated in the clauses between two figures."""
    grammar = context.grammar
    position = offset
    for clause in re.split(r"(?<=[,:。;])", words):
        text = clause.rstrip(",:。;")
        for pattern in grammar.equality:
            if match := pattern.search(text):
                base = grammar.find_base(match["base"], context.report.year)
                own = _clean(match["subject"], context)
                named = context.topic if not own or grammar.generic.search(own) else own
                topic, _ = _split_levels(named)
                fact = _stated(Presence.STATED_EQUAL, topic, sentence, position, text, context)
                yield replace(
                    fact,
                    basis=Basis.CHANGE,
                    compared_with=base.value if base else None,
                    direction=Direction.UNCHANGED,
                )
                break
        for pattern in grammar.absence:
            if match := pattern.search(text):
                subject = _clean(match["subject"], context)
                yield _stated(Presence.STATED_NONE, subject, sentence, position, text, context)
                break
        position += len(clause)


def _stated(
    presence: Presence, subject: str, sentence: Sentence, start: int, text: str, context: _Context
) -> Fact:
    printed_start, printed_end = sentence.printed_span(0, len(sentence.text))
    clause_start, _ = sentence.printed_span(start, start + max(1, len(text)))
    page = sentence.body.place(clause_start, clause_start + 1).page
    basis = Basis.BUDGET if context.report.kind.is_budget else Basis.ACTUAL
    return Fact(
        report_id=context.report.id,
        origin=Origin.TEXT,
        label=subject,
        basis=basis,
        year=context.report.year,
        presence=presence,
        printed=text,
        place=sentence.body.place(printed_start, printed_end, page),
        quote=sentence.printed(0, len(sentence.text)).strip(),
        section=context.section,
    )


def _note_topic(lead: str, context: _Context) -> None:
    """Words such as 「…项目绩效自评综述：」 name the item of the figures behind them."""
    for pattern in context.grammar.topics:
        for match in pattern.finditer(lead):
            subject = _clean(match["subject"], context)
            if subject and not context.grammar.not_topic.search(subject):
                context.topic = subject


def _note_heading_sentence(text: str, context: _Context) -> None:
    """A sentence that only names an item (1、…(类)…(款)…(项)。) is the subject of the next."""
    if _LEVELS.search(text) and len(text) <= 80:
        subject = _clean(text.rstrip("。;:"), context)
        context.topic = subject or context.topic


def _topic_of_heading(section: tuple[str, ...], context: _Context) -> str:
    """What a section is about, from its heading."""
    heading = _clean(squeeze(section[-1]), context) if section else ""
    previous = None
    while previous != heading:
        previous = heading
        heading = context.grammar.heading_back.sub("", heading, count=1)
    return heading


def _attach_reason(
    found: list[Fact], starts: tuple[int, ...], sentence: Sentence, grammar: Grammar
) -> None:
    """Give the reason of a sentence to its own changes and rates, else to the sentence before.

    `starts` are where the facts of the sentence before and of this one begin in `found`.
    """
    match = grammar.reason.search(sentence.text)
    start, end = (match.end() if match else 0), len(sentence.text.rstrip(grammar.ends))
    if match is None or start >= end:
        return
    reason = sentence.printed(start, end)
    place = sentence.body.place(*sentence.printed_span(match.start(), end))
    quote = sentence.printed(match.start(), end)
    for first, last in ((starts[-1], len(found)), (starts[0], starts[-1])):
        explained = [i for i in range(first, last) if _can_have_reason(found[i], grammar)]
        for index in explained:
            found[index] = replace(
                found[index], reason=reason, reason_quote=quote, reason_place=place
            )
        if explained:
            return


def _can_have_reason(fact: Fact, grammar: Grammar) -> bool:
    unchanged = fact.direction is Direction.UNCHANGED
    return fact.reason is None and (fact.basis.value in grammar.reason_for or unchanged)
