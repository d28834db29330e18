"""What is held, in memory and ready to be asked: a view of the corpus, renewed when it changes."""

from __future__ import annotations

import re
import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from disclosure.concepts import item_column, load_concepts
from disclosure.corpus import Corpus
from disclosure.fact import Fact, Origin, Presence
from disclosure.finding import Finding
from disclosure.labels import normalise_label
from disclosure.report import Report
from service.answer import Scope
from service.labels_alike import names_by_sound

# A label shorter than this is too common to be found inside a question.
MIN_LABEL = 2
MAX_VOCABULARIES = 64
_EXPENDITURE = "支出"
_EXPENDITURE_SUFFIX = re.compile(f"{_EXPENDITURE}$")
_SUBTOTAL = "小计"
_PROJECT_FORMS = "performance"
_PURE_NUMBER = re.compile(r"^[\d.%,/-]+$")


@dataclass(frozen=True, slots=True)
class KnownFact:
    """A fact with the spellings under which a question can name it."""

    fact: Fact
    report: Report
    labels: frozenset[str]
    context: str
    row: str
    column: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the words of a question can be a part of: the printed labels and headings in scope."""

    labels: tuple[str, ...]
    contexts: tuple[str, ...]
    joined_labels: str
    joined_contexts: str
    by_sound: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, facts: Iterable[ReportFacts]) -> Vocabulary:
        """The vocabulary of some reports."""
        held = list(facts)
        labels = tuple(sorted({label for f in held for label in f.by_label}))
        contexts = tuple(sorted({c for f in held for c in f.contexts}))
        sounds = names_by_sound({*labels, *(alias for alias, _ in concept_aliases())})
        return cls(labels, contexts, "\n".join(labels), "\n".join(contexts), sounds)

    def labels_with(self, part: str) -> list[str]:
        """The labels that contain a text."""
        if part not in self.joined_labels:
            return []
        return [label for label in self.labels if part in label]


@dataclass(slots=True)
class ReportFacts:
    """The facts of one report, found by any of their labels, by code and by concept.

    Words of a cell stand apart (`words`): they are neither a figure nor its absence.
    """

    report: Report
    known: list[KnownFact] = field(default_factory=list)
    words: list[KnownFact] = field(default_factory=list)
    by_label: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_code: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_concept: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    titles: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    contexts: set[str] = field(default_factory=set)


def spellings(label: str) -> set[str]:
    """A label and its shorter form without 支出, if enough is left to tell it from others."""
    plain = normalise_label(label)
    forms = {plain, plain.replace("(", "").replace(")", "")}
    for form in tuple(forms):
        short = _EXPENDITURE_SUFFIX.sub("", form)
        if len(short) >= 3:
            forms.add(short)
    return {f for f in forms if len(f) >= MIN_LABEL and not _PURE_NUMBER.match(f)}


def _know(fact: Fact, report: Report, findings: Sequence[Finding]) -> KnownFact:
    row = normalise_label(fact.row or "")
    column = item_column(fact) if fact.origin is Origin.TABLE else ""
    named = {row, column} if fact.origin is Origin.TABLE else {normalise_label(fact.label)}
    labels: set[str] = set()
    for name in named:
        if name:
            labels |= spellings(name)
    if fact.row_path and (fact.form or "").startswith(_PROJECT_FORMS):
        # The form of a project: its figures are of the project and of each level of indicators.
        for level in fact.row_path:
            labels |= spellings(level)
    if fact.origin is Origin.TEXT and fact.row_path:
        # 一般公共服务（类）支出 is 一般公共服务支出: the level stands inside the name.
        labels |= {f"{label}{_EXPENDITURE}" for label in labels if label[-2:] != _EXPENDITURE}
    around = (*fact.section, fact.table or "", *fact.row_path, *fact.column_path)
    return KnownFact(
        fact=fact,
        report=report,
        labels=frozenset(labels),
        context="|".join(normalise_label(part) for part in around if part),
        row=row if not fact.row_is_total else "",
        column="" if _is_row_total(fact, column) else column,
        findings=tuple(f for f in findings if any(side.is_of(fact) for side in f.sides)),
    )


def _is_row_total(fact: Fact, column: str) -> bool:
    """Whether a column holds the whole of its row, so that its header adds nothing to the row.

    In a table without row labels the item stands in the header above the total. A 小计 is the total
    of the group of columns that its header names.
    """
    leaf = normalise_label(fact.column_path[-1]) if fact.column_path else ""
    return bool(fact.column_is_total and fact.row and leaf not in (column, _SUBTOTAL))


def _load_report(corpus: Corpus, report: Report) -> ReportFacts:
    loaded = ReportFacts(report)
    findings = [f for f in corpus.findings(report.id) if not f.is_rounding]
    for fact in corpus.facts(report.id):
        known = _know(fact, report, findings)
        if fact.presence is Presence.WORDS:
            loaded.words.append(known)
            continue
        position = len(loaded.known)
        loaded.known.append(known)
        loaded.contexts.update(known.context.split("|"))
        for label in known.labels:
            loaded.by_label[label].append(position)
        if fact.code:
            loaded.by_code[fact.code].append(position)
        if fact.concept:
            loaded.by_concept[fact.concept].append(position)
        if fact.table:
            title = normalise_label(fact.table)
            loaded.titles[title] = fact.table
            if fact.table_number:
                loaded.numbers[fact.table_number] = title
    return loaded


class Holdings:
    """The reports and their facts. Loaded a report at a time, when a question first needs it."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._lock = threading.Lock()
        self._generation = -1
        self._reports: list[Report] = []
        self._facts: dict[str, ReportFacts] = {}
        self._vocabularies: dict[tuple[str, ...], Vocabulary] = {}
        self._texts: dict[str, str] = {}

    def vocabulary(self, reports: Sequence[Report]) -> Vocabulary:
        """The labels and headings of some reports."""
        key = tuple(r.id for r in reports)
        known = self._vocabularies.get(key)
        if known is None:
            known = Vocabulary.of(self.facts(reports))
            with self._lock:
                # Scopes are few: everything, and what widgets set. A flood of others starts anew.
                if len(self._vocabularies) >= MAX_VOCABULARIES:
                    self._vocabularies = {}
                self._vocabularies[key] = known
        return known

    def reports(self, scope: Scope | None = None) -> list[Report]:
        """The reports in scope; all when no scope is given."""
        self._refresh()
        return [r for r in self._reports if scope is None or _in_scope(r, scope)]

    def facts(self, reports: Iterable[Report]) -> list[ReportFacts]:
        """The facts of some reports."""
        return [self._report_facts(report) for report in reports]

    def text_mentions(self, reports: Sequence[Report], phrase: str) -> bool:
        """Whether the text of a report in scope has this phrase."""
        return any(phrase in self._text(report) for report in reports)

    def _text(self, report: Report) -> str:
        text = self._texts.get(report.id)
        if text is None:
            passages = self._corpus.passages(report.id)
            text = "\n".join(normalise_label(passage.text) for passage in passages)
            with self._lock:
                self._texts[report.id] = text
        return text

    def _refresh(self) -> None:
        generation = self._corpus.generation
        with self._lock:
            if generation != self._generation:
                self._reports = self._corpus.reports()
                self._facts = {}
                self._vocabularies = {}
                self._texts = {}
                self._generation = generation

    def _report_facts(self, report: Report) -> ReportFacts:
        with self._lock:
            loaded = self._facts.get(report.id)
        if loaded is None:
            loaded = _load_report(self._corpus, report)
            with self._lock:
                self._facts[report.id] = loaded
        return loaded


def _in_scope(report: Report, scope: Scope) -> bool:
    names = [normalise_label(name) for name in scope.departments]
    return (
        (not names or any(_same_body(name, report.department) for name in names))
        and (not scope.years or report.year in scope.years)
        and (not scope.report_ids or report.id in scope.report_ids)
        and (not scope.kinds or report.kind.value in scope.kinds)
    )


def _same_body(name: str, department: str) -> bool:
    held = normalise_label(department)
    return name == held or (len(name) >= 3 and held.endswith(name))


def concept_aliases(short_in: frozenset[str] = frozenset()) -> list[tuple[str, str]]:
    """Every alias of every concept as it can stand in a question, with the concept's key.

    Short names are given for the families in `short_in` only.
    """
    pairs = []
    for concept in load_concepts():
        short = concept.short if concept.family in short_in else ()
        for alias in {concept.name, *concept.aliases, *short}:
            pairs.append((normalise_label(alias), concept.key))
    return pairs
