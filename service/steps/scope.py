"""Scope first: which reports a question is about; an empty scope never widens by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from disclosure.report import Report, ReportKind
from prompts import wording
from service.answer import Answer, Outcome
from service.question import Operation, QuestionPlan
from service.steps.choices import choose_scope
from service.steps.compose import kind_name

_DIGIT = re.compile(r"\d")
# Operations over several departments or years ask of all of them what others ask of one.
_OVER_MANY = (Operation.TREND, Operation.COMPARE, Operation.EXTREME)


def narrow(plan: QuestionPlan, reports: Sequence[Report]) -> list[Report]:
    """The reports of the departments, years and kinds that the question names."""
    fitting = [
        r
        for r in reports
        if (not plan.departments or r.department in plan.departments)
        and (not plan.years or r.year in plan.years)
    ]
    missing = set(plan.years) - {r.year for r in fitting}
    if missing:
        return []
    return _of_kind(plan.kinds, fitting)


def _of_kind(kinds: Sequence[str], reports: list[Report]) -> list[Report]:
    """The reports of the kinds named; a budget is never answered from final accounts."""
    fits: dict[str, Callable[[ReportKind], bool]] = {
        "unit": lambda kind: kind.is_unit,
        "department": lambda kind: not kind.is_unit,
        "budget": lambda kind: kind.is_budget,
        "final_accounts": lambda kind: not kind.is_budget,
    }
    for name in kinds:
        fit = fits.get(name)
        reports = [r for r in reports if (fit(r.kind) if fit else r.kind.value == name)]
    return reports


def which_scope(plan: QuestionPlan, reports: Sequence[Report]) -> Answer | None:
    """A question back when the department or the year is open and several are held."""
    departments = sorted({r.department for r in reports})
    years = sorted({r.year for r in reports}, reverse=True)
    unclear = [d for d in plan.ambiguous_departments if d in departments]
    if len(unclear) > 1:
        labels = [(d, _one_year(plan, reports, d)) for d in unclear]
        return choose_scope("which_department", labels, _without_year(plan))
    if len(departments) > 1 and not plan.departments:
        if plan.operation in _OVER_MANY:
            return None
        labels = [(d, _one_year(plan, reports, d)) for d in departments]
        return choose_scope("which_department", labels, _without_year(plan))
    if len(years) > 1 and not plan.years and plan.operation not in _OVER_MANY:
        named = "" if plan.departments and plan.topic != plan.text else departments[0]
        return choose_scope("which_year", [(named, year) for year in years], plan.text)
    return None


def _one_year(plan: QuestionPlan, reports: Sequence[Report], department: str) -> int:
    return (
        plan.years[0] if plan.years else max(r.year for r in reports if r.department == department)
    )


def _without_year(plan: QuestionPlan) -> str:
    text = plan.topic or plan.text
    for year in plan.years:
        for form in (f"{year}年度", f"{year}年"):
            text = text.replace(form, "")
    return text


def decline_unknown(
    key: str, reports: Sequence[Report], body: str = "", plan: QuestionPlan | None = None
) -> Answer:
    """Not held: what is missing, and what is held."""
    words = wording()["scope"]
    departments = sorted({r.department for r in reports})
    if plan is None:
        held = "、".join(departments) if key == "body_not_held" else held_reports(reports)
        return Answer(str(words[key]).format(body=body, held=held), Outcome.OUT_OF_SCOPE)
    if plan.kinds and not set(plan.years) - {r.year for r in reports}:
        key = "kind_not_held"
    chosen = [r for r in reports if not plan.departments or r.department in plan.departments]
    text = str(words[key]).format(
        department="、".join(plan.departments),
        years="、".join(str(y) for y in _missing_years(plan, chosen)),
        held=held_reports(chosen or reports),
    )
    return Answer(text, Outcome.OUT_OF_SCOPE)


def _missing_years(plan: QuestionPlan, chosen: Sequence[Report]) -> list[int]:
    held = {report.year for report in chosen}
    return [year for year in plan.years if year not in held] or list(plan.years)


def held_reports(reports: Sequence[Report]) -> str:
    """What is held, by department: 某局（2022、2023年部门决算）."""
    by_body: dict[tuple[str, str], set[int]] = {}
    for report in reports:
        by_body.setdefault((report.department, kind_name(report)), set()).add(report.year)
    return "、".join(
        f"{department}（{'、'.join(map(str, sorted(years)))}年{kind}）"
        for (department, kind), years in sorted(by_body.items())
    )


def decline_item(plan: QuestionPlan, reports: Sequence[Report]) -> Answer:
    """The question is in scope, but what it asks for is not printed, or was not understood."""
    words = wording()["scope"]
    # Digits of a question are not repeated: they would look like figures of a report.
    unread = (*plan.unknown, *plan.unknown_bodies)
    unknown = "、".join(word for word in unread if not _DIGIT.search(word))
    if unread:
        key = "not_understood" if unknown else "number_not_understood"
        return Answer(str(words[key]).format(unknown=unknown), Outcome.OUT_OF_SCOPE)
    text = str(words["not_printed"]).format(
        department="、".join(sorted({r.department for r in reports})),
        year="、".join(str(y) for y in sorted({r.year for r in reports})),
        item="、".join(item.text for item in plan.items),
    )
    return Answer(text, Outcome.OUT_OF_SCOPE)
