"""Step 6: figures placed into wording. Every figure in the text is a value with its citation."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from disclosure.amount import MONEY_UNITS, plain
from disclosure.concepts import concept_by_key
from disclosure.fact import AMOUNTS, Basis, Fact, Origin, Presence
from disclosure.labels import normalise_label, squeeze
from disclosure.report import Report
from prompts import wording
from service.answer import Answer, Calculation, CalculationInput, Citation, Outcome, Route, Value
from service.holdings import KnownFact
from service.lexicon import load_lexicon

# Places beyond the first that are cited for the same figure.
MAX_AGREEING = 3


def label_of(fact: Fact) -> str:
    """What to call a fact: the name of its concept, else its printed label."""
    if fact.concept:
        return concept_by_key(fact.concept).name
    if (
        fact.row_path
        and (fact.form or "").startswith("performance")
        and fact.row != fact.row_path[0]
    ):
        return f"{fact.row_path[0]}·{fact.label}"
    if fact.table and normalise_label(fact.label) in load_lexicon().not_items:
        # 合计 alone says nothing: it is the total of its table.
        return str(wording()["lookup"]["total_of"]).format(table=fact.table, label=fact.label)
    return fact.label


def citation_of(known: KnownFact) -> Citation:
    """The printed place of a fact."""
    fact, report = known.fact, known.report
    return Citation(
        report_id=report.id,
        report_title=report.title,
        department=report.department,
        year=report.year,
        page=fact.place.page,
        section=fact.section[-1] if fact.section else None,
        table=fact.table,
        row=fact.row,
        column=" / ".join(fact.column_path) or fact.column,
        quote=fact.quote,
        box=fact.place.box,
        table_id=fact.table_id,
    )


@dataclass(slots=True)
class Draft:
    """An answer while it is put together; citations are numbered as they are first used."""

    values: list[Value] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    used: list[KnownFact] = field(default_factory=list)

    def cite(self, known: KnownFact) -> int:
        """The number of a fact's citation, counting from 0."""
        self.used.append(known)
        return self.cite_place(citation_of(known))

    def cite_place(self, citation: Citation) -> int:
        """The number of a citation, counting from 0."""
        if citation not in self.citations:
            self.citations.append(citation)
        return self.citations.index(citation)

    def show(self, *places: KnownFact) -> str:
        """Make the first fact a value, cited with the places that agree; the citation marks."""
        lead = places[0]
        marks = tuple(self.cite(k) for k in places[: 1 + MAX_AGREEING])
        fact = lead.fact
        value = Value(
            value=plain(fact.value) if fact.value is not None else "",
            unit=fact.unit,
            label=label_of(fact),
            department=lead.report.department,
            year=fact.year,
            measure=fact.basis.value,
            citations=marks,
        )
        if value not in self.values:
            self.values.append(value)
        return marks_of(marks)

    def say(self, group: str, key: str, **parts: object) -> None:
        """Add a sentence of the wording."""
        self.sentences.append(wording()[group][key].format(**parts))

    def finish(
        self,
        outcome: Outcome,
        resolved: str = "",
        calculation: Calculation | None = None,
        suggestions: tuple[str, ...] = (),
    ) -> Answer:
        """The answer."""
        return Answer(
            answer="".join(self.sentences),
            outcome=outcome,
            route=Route.LOOKUP,
            values=tuple(self.values),
            calculation=calculation,
            citations=tuple(self.citations),
            notices=tuple(self.notices),
            resolved_question=resolved,
            suggestions=suggestions,
        )


def marks_of(numbers: tuple[int, ...]) -> str:
    """Citation marks as they stand in the text, counting from 1."""
    return "".join(f"[{n + 1}]" for n in dict.fromkeys(numbers))


def base_words(basis: str | None) -> str:
    """What a change is compared with, in words; nothing when the report does not say."""
    words = wording()["words"]
    if not basis:
        return ""
    return str(words["compared_with"]).format(base=words.get(basis, basis))


def sentence_of(draft: Draft, places: tuple[KnownFact, ...]) -> str:
    """One figure as a sentence without its full stop."""
    known = places[0]
    fact, words = known.fact, wording()
    marks = draft.show(*(k for k in places if k.fact.unit == fact.unit))
    templates = words["lookup"]
    named = words["words"]
    base = named.get(fact.compared_with or "", fact.compared_with or "")
    key = fact.basis.value
    if fact.basis is Basis.SHARE and not base:
        key = "share_of_whole"
    elif fact.basis in AMOUNTS and fact.year != known.report.year:
        key = "other_year"
    elif fact.basis is Basis.EXECUTION_RATE and not base:
        key = "rate"
    elif fact.basis is Basis.BUDGET and fact.unit not in MONEY_UNITS:
        key = "actual"
    elif fact.column and not fact.concept and squeeze(fact.column) in squeeze(fact.label):
        # The label of a cell ends with its column, which says what is measured.
        key = "actual"
    direction = ""
    if fact.direction:
        prefix = "growth_" if fact.basis is Basis.GROWTH else ""
        direction = named.get(prefix + fact.direction.value, named[fact.direction.value])
    comparing = fact.basis in (Basis.CHANGE, Basis.GROWTH)
    sentence = str(templates[key]).format(
        department=known.report.department,
        year=fact.year,
        report_year=known.report.year,
        kind=kind_name(known.report),
        label=label_of(fact),
        value=plain(fact.value) if fact.value is not None else "",
        unit=fact.unit,
        marks=marks,
        base=base_words(fact.compared_words or fact.compared_with) if comparing else base,
        direction=direction,
    )
    return sentence + _in_other_unit(draft, places)


def _in_other_unit(draft: Draft, places: tuple[KnownFact, ...]) -> str:
    """The same sum as printed elsewhere in another unit: 元 in the table, 万元 in the text."""
    lead = places[0].fact
    others = [k for k in places[1:] if k.fact.unit != lead.unit and k.fact.unit in MONEY_UNITS]
    other = others[0].fact if others else lead
    if other is lead or other.value is None:
        return ""
    same = [k for k in others if (k.fact.value, k.fact.unit) == (other.value, other.unit)]
    return str(wording()["lookup"]["in_other_unit"]).format(
        place=place_words(other),
        value=plain(other.value),
        unit=other.unit,
        marks=draft.show(*same),
    )


def compose_figures(draft: Draft, found: list[tuple[KnownFact, ...]]) -> None:
    """The figures, one clause each, in one sentence."""
    words = wording()["lookup"]
    clauses = [sentence_of(draft, places) for places in found]
    draft.sentences.append(str(words["joint"]).join(clauses) + str(words["end"]))


def compose_absent(draft: Draft, known: KnownFact) -> None:
    """What is printed in place of a figure."""
    fact = known.fact
    marks = marks_of((draft.cite(known),))
    key = "unchanged" if fact.presence is Presence.STATED_EQUAL else fact.presence.value
    draft.say(
        "lookup",
        key,
        department=known.report.department,
        year=fact.year,
        kind=kind_name(known.report),
        label=label_of(fact),
        printed=fact.printed,
        marks=marks,
    )


def compose_conflict(draft: Draft, facts: tuple[KnownFact, ...]) -> None:
    """Each printed figure with its place; nothing is corrected."""
    words = wording()["lookup"]
    draft.say("lookup", "conflict", label=label_of(facts[0].fact))
    lines = [
        str(words["conflict_line"]).format(
            place=place_words(k.fact),
            value=plain(k.fact.value) if k.fact.value is not None else "",
            unit=k.fact.unit,
            marks=draft.show(k),
        )
        for k in facts
    ]
    draft.sentences.append(str(words["joint"]).join(lines) + str(words["conflict_end"]))


def place_words(fact: Fact) -> str:
    """Where a figure stands, in words."""
    words = wording()["lookup"]
    if fact.origin is Origin.TABLE:
        return str(words["table_place"]).format(table=fact.table)
    heading = fact.section[-1] if fact.section else ""
    return str(words["text_place"]).format(heading=heading)


def compose_reason(draft: Draft, known: KnownFact) -> bool:
    """The printed reason of a change, if the report gives one."""
    if not known.fact.reason:
        return False
    cited = replace(
        citation_of(known),
        quote=known.fact.reason_quote,
        page=known.fact.reason_place.page,
        box=known.fact.reason_place.box,
    )
    marks = marks_of((draft.cite_place(cited),))
    draft.say("lookup", "reason", reason=known.fact.reason, marks=marks)
    return True


def input_of(draft: Draft, known: KnownFact) -> CalculationInput:
    """A fact as the input of a calculation."""
    fact = known.fact
    value = plain(fact.value) if fact.value is not None else ""
    return CalculationInput(label_of(fact), value, fact.unit, draft.cite(known))


def question_for(known: KnownFact, key: str = "item", **parts: object) -> str:
    """A question that asks for a fact by its name."""
    department, year = known.report.department, known.report.year
    return str(wording()["questions"][key]).format(department=department, year=year, **parts)


def kind_name(report: Report) -> str:
    """部门决算, 单位预算 …"""
    return str(wording()["kinds"][report.kind.value])
