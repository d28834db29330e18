"""A question back when the department or the year is open, with choices that lead to an answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from disclosure.concepts import concept_by_key
from disclosure.report import Report
from prompts import wording
from service.answer import Answer, Outcome
from service.lexicon import load_lexicon
from service.question import Item, Operation, QuestionPlan
from service.steps.choices import ask_back
from service.steps.compose import kind_name
from service.steps.scope import Open

# With more to choose from than this, not every one is tried before it is offered.
MAX_TRIED = 60
_GIVEN = (Outcome.ANSWERED, Outcome.CONFLICT, Outcome.NOT_DISCLOSED)

Read = tuple[Answer, tuple[Item, ...]]
Option = tuple[str, int]


def ask_scope(
    left: Open,
    plan: QuestionPlan,
    reports: Sequence[Report],
    answer_of: Callable[[QuestionPlan, Sequence[Report]], Read | None],
) -> Read | None:
    """The answer where one department and year prints what is asked for, else a question back.

    None when none of them prints it.
    """
    if len(left.options) > MAX_TRIED:
        return _ask(left, left.options, plan), plan.items
    tried: dict[Option, Read] = {}
    for option in left.options:
        read = plan.with_(departments=(option[0],), ambiguous_departments=())
        found = answer_of(read, left.reports_of(option, reports))
        if found is not None:
            tried[option] = found
    if not tried:
        return None
    only = next(iter(tried.values())) if len(tried) == 1 else None
    if only and only[0].outcome in _GIVEN and _names_whole_labels(plan):
        return only
    return _ask(left, tuple(tried), plan), plan.items


def _ask(left: Open, options: Sequence[Option], plan: QuestionPlan) -> Answer:
    """The same question asked of each; of a department, in its latest year."""
    if left.key == "which_department":
        latest: dict[str, int] = {}
        for department, year in options:
            latest[department] = max(year, latest.get(department, year))
        options = list(latest.items())
    template = str(wording()["questions"]["asked"])
    asked = question_of(plan)
    choices = [template.format(department=d, year=y, question=asked) for d, y in options]
    return ask_back(str(wording()["scope"][left.key]), choices)


def _names_whole_labels(plan: QuestionPlan) -> bool:
    """Whether every part of every item is named by a whole label or a concept."""
    groups = [group for item in plan.items for group in item.groups]
    return all(any(term.kind != "part" for term in group) for group in groups)


def question_of(plan: QuestionPlan) -> str:
    """The question without department and year; what was carried over is written out."""
    text = plan.topic or plan.text
    named = all(word in plan.text for item in plan.items for word in item.words)
    if not named and plan.operation is Operation.LOOKUP and len(plan.items) == 1:
        return _carried(plan)
    for year in plan.years:
        for form in (f"{year}年度", f"{year}年"):
            text = text.replace(form, "")
    for patterns in load_lexicon().years.values() if plan.years else ():
        for pattern in patterns:
            text = _drop_year(pattern, text)
    return text


def _drop_year(pattern: re.Pattern[str], text: str) -> str:
    """Without 去年, which would count from the year of the choice; 比去年 stays."""
    kept = load_lexicon().before_base
    return pattern.sub(lambda m: m[0] if kept.search(text[: m.start()]) else "", text)


def _carried(plan: QuestionPlan) -> str:
    words = wording()
    asked = "".join(str(words["asked"].get(basis.value, "")) for basis in plan.basis)
    titles = [term.key for group in plan.contexts for term in group if term.kind == "table"]
    key = "carried_in_table" if titles else "carried"
    return str(words["questions"][key]).format(
        item=_name_of(plan.items[0]), asked=asked, table=titles[0] if titles else ""
    )


def _name_of(item: Item) -> str:
    concepts = {term.key for term in item.groups[-1] if term.kind == "concept"}
    if len(item.groups) == 1 and len(concepts) == 1:
        return concept_by_key(concepts.pop()).name
    return item.text


def of_another_kind(plan: QuestionPlan, reports: Sequence[Report]) -> str | None:
    """The kinds that were talked about, when none of the reports is of one of them."""
    if not plan.held_kinds or any(r.kind.value in plan.held_kinds for r in reports):
        return None
    return "、".join(str(wording()["kinds"][kind]) for kind in plan.held_kinds)


def ask_for_kind(plan: QuestionPlan, reports: Sequence[Report], before: str) -> Answer:
    """Final accounts were talked about and a budget is held: its figure is not given unasked."""
    now = "、".join(dict.fromkeys(kind_name(r) for r in reports))
    words = wording()
    text = str(words["scope"]["only_kind"]).format(
        department="、".join(dict.fromkeys(r.department for r in reports)),
        year="、".join(dict.fromkeys(str(r.year) for r in reports)),
        now=now,
        before=before,
    )
    choices = [
        str(words["questions"]["item_in_kind"]).format(
            department=r.department, year=r.year, kind=kind_name(r), item=_name_of(plan.items[0])
        )
        for r in reports
    ]
    return ask_back(text, choices)
