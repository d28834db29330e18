"""What a figure is of: the phrase in front of it, what was named before, or the noun behind it."""

from __future__ import annotations

from dataclasses import dataclass, field

from disclosure.fact import Basis, Direction
from disclosure.labels import squeeze
from disclosure.report import Report
from ingest.grammar import Grammar

MOST_OF_A_NOUN = 20


@dataclass(slots=True)
class Context:
    """What carries over from figure to figure.

    `run_in` is the title of a paragraph that holds on; `topic` the item named last; `base` what is
    compared with, `base_words` which figure of it, and `has_bases` that more is; `amount` the item
    of the last plain amount, and `whole` the one whose parts are told; `several` the items of a
    row of figures; `listed` the items of the amounts of money since the last full stop, and
    `goes_on` says that a semicolon stands between; `side` is the side of an item named last;
    `direction` that of the change directly in front; `as_of` the year of a date that counts are
    told of, amounts too where the sentence says it (`is_dated`); `planned` says that the sentence
    plans; `outer` the topics outside of open brackets; `changed` says that there is a change that
    a reason can explain, `counted` that the last figure of the sentence is a count. Within a
    reason other items are named, and what is named there is no topic behind it.
    """

    report: Report
    grammar: Grammar
    heading: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    run_in: str = ""
    topic: str = ""
    base: Basis | None = None
    base_words: str = ""
    has_bases: bool = False
    amount: str = ""
    whole: str = ""
    several: str = ""
    listed: list[str] = field(default_factory=list)
    goes_on: bool = False
    side: str = ""
    direction: Direction | None = None
    as_of: int | None = None
    is_dated: bool = False
    planned: bool = False
    changed: bool = False
    in_reason: bool = False
    topic_of_reason: str = ""
    told_in_reason: bool = False
    counted: bool = False
    outer: list[str] = field(default_factory=list)

    @property
    def named(self) -> str:
        """The item that a figure without a subject of its own is of."""
        return self.topic_of_reason if self.in_reason else self.topic

    def name(self, subject: str) -> str:
        """Take a subject for the topic of what follows."""
        self.side = ""
        if self.in_reason:
            self.topic_of_reason = subject
        else:
            self.topic = subject
        return subject

    def compare(self, phrase: str) -> Basis | None:
        """Take what is compared with, where a phrase says it."""
        base = self.grammar.find_base(phrase, self.report.year)
        if base:
            which = self.grammar.which_base.search(phrase)
            self.base_words = which[0] if which and base is Basis.LAST_YEAR else ""
        self.has_bases = self.has_bases or (None not in (base, self.base) and base != self.base)
        self.base = base or self.base
        return base

    def clean(self, phrase: str) -> str:
        """A phrase without time, verbs and the department's own name around the item it names."""
        subject = self.grammar.subject.comparison.sub("", self._without_reason(phrase))
        subject = subject.replace(squeeze(self.report.department), "")
        previous = None
        while previous != subject:
            previous = subject
            subject = self.grammar.subject.front.sub("", subject, count=1)
            subject = self.grammar.subject.back.sub("", subject, count=1)
        return _balance(subject)

    def _without_reason(self, phrase: str) -> str:
        *_, end = [0, *(mark.end() for mark in self.grammar.reason.marks.finditer(phrase))]
        return phrase[end:] or phrase

    def clean_of_change(self, phrase: str) -> str:
        """The item of a change; which of its figures is compared is no part of its name."""
        subject = self.clean(phrase)
        previous = None
        while previous != subject:
            previous = subject
            subject = self.grammar.subject.back_of_change.sub("", subject, count=1)
        return subject

    def topic_of_heading(self, section: tuple[str, ...]) -> str:
        """The item that a section is about, from its heading; empty where it names none."""
        heading = self.clean(squeeze(section[-1]).rstrip("。")) if section else ""
        leveled = bool(section) and self.grammar.level.search(squeeze(section[-1]))
        previous = None
        while previous != heading:
            if self.grammar.subject.no_item.search(heading) and not leveled:
                return ""
            previous = heading
            heading = self.grammar.subject.heading_back.sub("", heading, count=1) or heading
        return heading

    def enter_brackets(self, words: str) -> str:
        """The words behind the last bracket left open or closed; its topic is put off or back."""
        depth, start = 0, 0
        for index, char in enumerate(words):
            if char == "(":
                depth += 1
            elif char == ")" and depth:
                depth -= 1
            elif char == ")" and self.outer:
                self.topic, start = self.outer.pop(), index + 1
        if depth and words.rfind("(") >= start:
            self.outer.append(self.topic)
            start = words.rfind("(") + 1
        return words[start:]


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words of a figure's own clause: in front, the clauses before, and those behind."""

    own: str
    before: tuple[str, ...] = ()
    behind: str = ""
    is_plain: bool = True
    is_change: bool = False
    is_share: bool = False


def resolve_subject(phrase: Phrase, context: Context) -> str:
    """The subject of a figure: its own, the one before it, or both together."""
    grammar = context.grammar.subject
    noun = _noun_behind(phrase.behind, context) if phrase.is_plain else ""
    if grammar.example.search(phrase.own) and noun:
        return context.name(noun)
    subject = context.clean_of_change(phrase.own) if phrase.is_change else context.clean(phrase.own)
    if grammar.summed.search(phrase.own) and context.named:
        if phrase.before and grammar.headed.search(phrase.before[-1]):
            return context.name(context.clean(phrase.before[-1]))
        return _summed(context)
    spent = context.counted or grammar.spent_of.search(context.named)
    if spent and context.named and grammar.spent.search(subject):
        return context.named
    if grammar.dependent.search(subject) and not grammar.dependent_on.search(context.named):
        return subject
    if not subject and noun:
        return noun
    if noun and grammar.counts_verb.fullmatch(subject):
        return context.name(subject + noun)
    if not subject and phrase.is_share and context.side:
        return context.side
    if not subject and (named := _named_before(phrase.before, context)):
        return context.name(named)
    if not subject or grammar.dependent.search(subject) or grammar.generic.search(subject):
        return context.named or noun or context.clean(phrase.own)
    return _resolve_own(subject, noun, phrase, context)


def _resolve_own(subject: str, noun: str, phrase: Phrase, context: Context) -> str:
    """The subject where the clause has words of its own, which may need more to tell what it is."""
    grammar = context.grammar.subject
    if noun and (grammar.counts_behind.search(subject) or grammar.listing.search(subject)):
        return context.name(noun)
    if noun and grammar.counts_verb.search(subject):
        return context.name(subject + noun)
    if grammar.untelling.search(subject):
        left_open = _open_clauses(phrase.before, context)
        context.side = left_open + subject if left_open else context.named + subject
        return context.side
    if grammar.attached.search(subject):
        context.side = context.named + subject
        return context.side
    return context.name(subject)


def _summed(context: Context) -> str:
    """What a bare sum is of: of several items it is the whole they are parts of, where told."""
    if context.counted or len(context.listed) < _SEVERAL:
        return context.named
    return "" if context.goes_on else context.whole


def _named_before(clauses: tuple[str, ...], context: Context) -> str:
    """The item of the clause before, by its levels or compared: 培训费略有下降，减少1万元."""
    if clauses and context.grammar.level.search(clauses[-1]):
        return context.clean(clauses[-1])
    compared = context.grammar.comparison.search(clauses[-1]) if clauses else None
    subject = context.clean_of_change(clauses[-1][: compared.start()]) if compared else ""
    return "" if context.grammar.subject.generic.search(subject) else subject


def _open_clauses(clauses: tuple[str, ...], context: Context) -> str:
    """The clauses directly in front that do not close: 在…项目中，由…成交的，."""
    opened: list[str] = []
    for clause in reversed(clauses):
        if not context.grammar.subject.open_clause.search(clause):
            break
        opened.insert(0, clause)
    if not opened:
        return ""
    first = context.grammar.subject.front.sub("", opened[0])
    return ",".join([first.removeprefix(_WITHIN), *opened[1:]]) + ","


_WITHIN = "在"
_SEVERAL = 2


def _noun_behind(text: str, context: Context) -> str:
    """The words behind the unit, for a figure that nothing in front of it names (4 个项目)."""
    if organ := context.grammar.subject.organ.match(text):
        return organ["organ"]
    end = context.grammar.subject.noun_ends.search(text)
    return _balance(text[: end.start() if end else None][:MOST_OF_A_NOUN])


def _balance(subject: str) -> str:
    """A phrase without the half of a pair of quotes or brackets that was cut off."""
    quotes = subject.count('"')
    if quotes % 2 or (quotes == 2 and subject[0] == subject[-1] == '"'):
        inner = subject.strip('"')
        subject = inner if inner.count('"') % 2 == 0 else inner.replace('"', "")
    if subject.count("(") > subject.count(")"):
        subject = subject.rpartition("(")[2] or subject.strip("(")
    if subject.count(")") > subject.count("("):
        subject = subject.partition(")")[0] or subject.strip(")")
    return subject
