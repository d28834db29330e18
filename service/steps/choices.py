"""Questions back with choices that work when asked, and suggestions of what to ask next."""

from __future__ import annotations

from collections.abc import Sequence

from disclosure.concepts import concept_by_key
from disclosure.fact import Basis, Fact, Origin, Presence
from prompts import wording
from service.answer import Answer, Outcome
from service.holdings import KnownFact, ReportFacts
from service.steps.compose import kind_name, label_of, question_for
from service.steps.look_up import Found

# More choices than this are no help.
MAX_CHOICES = 8
MAX_SUGGESTIONS = 3
_SUGGESTED = (
    (Basis.EXECUTION_RATE, "execution_rate"),
    (Basis.GROWTH, "growth"),
)


def ask_back(text: str, choices: Sequence[str], resolved: str = "") -> Answer:
    """A question back; every choice is a whole question."""
    unique = tuple(dict.fromkeys(choices))[:MAX_CHOICES]
    return Answer(text, Outcome.CLARIFY, suggestions=unique, resolved_question=resolved)


def which_reading(found: Found) -> Answer:
    """One word fits several figures: which one is meant."""
    text = str(wording()["scope"]["which_reading"]).format(item=found.item.text)
    kinds = {known.report.kind for known in found.facts}
    if len(kinds) > 1:
        choices = [
            question_for(k, "item_in_kind", kind=kind_name(k.report), item=_asked(k))
            for k in found.facts
        ]
        return ask_back(str(wording()["scope"]["which_kind"]), choices)
    choices = list(dict.fromkeys(_choice(known) for known in found.facts))
    if len(choices) == 1 < len(found.facts):
        # Asked again it would be the same question.
        open_ = str(wording()["scope"]["which_reading_open"]).format(item=found.item.text)
        return ask_back(open_, ())
    return ask_back(text, choices)


def _choice(known: KnownFact) -> str:
    fact = known.fact
    if fact.concept:
        return question_for(known, item=_asked(known))
    name = _full_label(fact)
    root = fact.row_path[0] if fact.form and fact.form.startswith("performance") else None
    if root and len(fact.row_path) > 1:
        return question_for(known, "item_of", root=root, item=name)
    if fact.origin is Origin.TABLE and fact.table:
        return question_for(known, "item_in_table", table=fact.table, item=name)
    return question_for(known, item=name)


def _asked(known: KnownFact) -> str:
    """The name of a figure together with what is asked of it, where that is not the default."""
    name, basis = label_of(known.fact), known.fact.basis
    words = wording()["asked"]
    return name if _is_plain(known) or basis.value not in words else name + words[basis.value]


def _full_label(fact: Fact) -> str:
    """Row and column, as far as they say more than that it is a total."""
    parts = [fact.row or ""] if not fact.row_is_total else []
    if fact.column and not fact.column_is_total:
        parts.append(fact.column)
    return "的".join(p for p in parts if p) or fact.label


def suggest(facts: Sequence[KnownFact], holdings: Sequence[ReportFacts]) -> tuple[str, ...]:
    """Up to three questions that the same report answers: the family, the change, the rate."""
    lead = facts[0]
    known = [k for held in holdings for k in held.known if k.report is lead.report]
    figures = [k for k in known if k.fact.presence is Presence.FIGURE and k.fact.concept]
    shown = {k.fact.concept for k in facts}
    key = lead.fact.concept
    if key is None:
        return ()
    name, family = concept_by_key(key).name, concept_by_key(key).family
    found: dict[str, None] = {}
    for other in figures:
        concept = concept_by_key(other.fact.concept or "")
        if concept.family == family and concept.key not in shown and _is_plain(other):
            found[question_for(lead, item=concept.name)] = None
    for basis, template in _SUGGESTED:
        held = any(k.fact.concept == key and k.fact.basis is basis for k in figures)
        if held and lead.fact.basis is not basis:
            found[question_for(lead, template, item=name)] = None
    return tuple(found)[:MAX_SUGGESTIONS]


def _is_plain(known: KnownFact) -> bool:
    """A figure that the bare question for its item is answered with."""
    default = Basis.BUDGET if known.report.kind.is_budget else Basis.ACTUAL
    return known.fact.basis is default
