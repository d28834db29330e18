"""Scope first: which reports a question is about; an empty scope never widens by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from disclosure.fact import Basis
from disclosure.report import Report, ReportKind
from prompts import wording
from service.answer import Answer, Outcome
from service.holdings import Holdings
from service.question import Operation, QuestionPlan
from service.steps.compose import kind_name

_DIGIT = re.compile(r"\d")
_BODIES = ("unit", "department")
_TYPES = ("budget", "final_accounts")
# Operations over several departments or years ask of all of them what others ask of one.
_OVER_MANY = (Operation.TREND, Operation.COMPARE, Operation.EXTREME)


def narrow(plan: QuestionPlan, reports: Sequence[Report], holdings: Holdings) -> list[Report]:
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
    fitting = _as_final(plan, _of_kind(plan.kinds, fitting))
    return _like_before(plan, _that_print(plan, fitting, holdings))


def _of_kind(kinds: Sequence[str], reports: list[Report]) -> list[Report]:
    """The reports of the kinds named; a budget is never answered from final accounts."""
    bodies = {b for b in _BODIES for kind in kinds if kind.startswith(b)}
    types = {t for t in _TYPES for kind in kinds if kind.endswith(t)}
    return [
        r
        for r in reports
        if (not bodies or _body_of(r.kind) in bodies) and (not types or _type_of(r.kind) in types)
    ]


def _body_of(kind: ReportKind) -> str:
    return "unit" if kind.is_unit else "department"


def _type_of(kind: ReportKind) -> str:
    return "budget" if kind.is_budget else "final_accounts"


def _as_final(plan: QuestionPlan, reports: list[Report]) -> list[Report]:
    """A final figure (决算) is asked of final accounts, where every year named has them."""
    if Basis.ACTUAL not in plan.basis:
        return reports
    final = [r for r in reports if not r.kind.is_budget]
    covered = set(plan.years) <= {r.year for r in final}
    return final if covered or not final else reports


def _that_print(plan: QuestionPlan, reports: list[Report], holdings: Holdings) -> list[Report]:
    """The reports that print a table which the question names: 2025年部门支出预算总表."""
    for group in plan.contexts:
        titles = {term.key for term in group if term.kind == "table"}
        printing = [f.report for f in holdings.facts(reports) if titles & f.titles.keys()]
        reports = printing or reports
    return reports


def _like_before(plan: QuestionPlan, reports: list[Report]) -> list[Report]:
    """Of the kinds that were talked about, unless the question or what is held leaves none."""
    if not plan.held_kinds or plan.kinds:
        return reports
    same = [r for r in reports if r.kind.value in plan.held_kinds]
    bodies = {kind.split("_", 1)[0] for kind in plan.held_kinds}
    alike = [r for r in reports if _body_of(r.kind) in bodies]
    covered = {(r.department, r.year) for r in reports}
    for chosen in (same, alike):
        if {(r.department, r.year) for r in chosen} == covered:
            return chosen
    return reports


@dataclass(frozen=True, slots=True)
class Open:
    """What a question leaves open: the departments or years that it may be about."""

    key: str
    options: tuple[tuple[str, int], ...]

    def reports_of(self, option: tuple[str, int], reports: Sequence[Report]) -> list[Report]:
        """The reports of one option."""
        return [r for r in reports if (r.department, r.year) == option]


def find_open(plan: QuestionPlan, reports: Sequence[Report]) -> Open | None:
    """What is open of the scope, when the department or the year is and several are held."""
    departments = sorted({r.department for r in reports})
    years = sorted({r.year for r in reports}, reverse=True)
    every = sorted({(r.department, r.year) for r in reports}, key=lambda o: (o[0], -o[1]))
    unclear = [d for d in plan.ambiguous_departments if d in departments]
    if len(unclear) > 1:
        return Open("which_department", tuple(o for o in every if o[0] in unclear))
    if plan.operation in _OVER_MANY:
        return None
    if len(departments) > 1 and not plan.departments:
        return Open("which_department", tuple(every))
    if len(years) > 1 and not plan.years:
        return Open("which_year", tuple(every))
    return None


def decline_unknown(
    key: str, reports: Sequence[Report], body: str = "", plan: QuestionPlan | None = None
) -> Answer:
    """Not held: what is missing, and what is held."""
    words = wording()["scope"]
    departments = sorted({r.department for r in reports})
    if plan is None:
        held = "、".join(departments) if key == "body_not_held" else held_reports(reports)
        return Answer(str(words[key]).format(body=body, held=held), Outcome.OUT_OF_SCOPE)
    chosen = [r for r in reports if not plan.departments or r.department in plan.departments]
    if set(plan.years) <= {r.year for r in chosen}:
        key = "kind_not_held"
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
    named = [item.text for item in plan.items if not _DIGIT.search(item.text)]
    text = str(words["not_printed" if named else "code_not_printed"]).format(
        department="、".join(sorted({r.department for r in reports})),
        year="、".join(str(y) for y in sorted({r.year for r in reports})),
        item="、".join(named),
    )
    return Answer(text, Outcome.OUT_OF_SCOPE)
