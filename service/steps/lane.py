"""What the operations of the lookup lane share: what they work with, and how they end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from disclosure.fact import Basis
from disclosure.report import Report
from prompts import wording
from service.answer import Answer, Calculation, Outcome
from service.holdings import Holdings, KnownFact, ReportFacts
from service.question import Item, QuestionPlan
from service.steps.asked_basis import wanted_of
from service.steps.choices import suggest
from service.steps.compose import Draft, compose_conflict, label_of
from service.steps.disagree import notices_of, with_disagreeing
from service.steps.look_up import Found, look_up


@dataclass(frozen=True, slots=True)
class Target:
    """One department in one year, with the reports held of it."""

    department: str
    year: int
    facts: tuple[ReportFacts, ...]

    @property
    def is_budget(self) -> bool:
        """Whether only budgets are held of it."""
        return all(held.report.kind.is_budget for held in self.facts)


@dataclass(frozen=True, slots=True)
class Lane:
    """What the operations work with."""

    plan: QuestionPlan
    targets: tuple[Target, ...]
    in_year: Callable[[Target, int, bool], Target | None]

    def find(self, item: Item, basis: Basis | None, target: Target) -> Found:
        """One item in one target."""
        found = look_up(item, wanted_of(self.plan, basis), target.facts)
        # 文字说明里写的是多少: one of the places that differ is asked about.
        return found if self.plan.origin else with_disagreeing(found, target.facts)

    def done(
        self,
        draft: Draft,
        outcome: Outcome,
        facts: Sequence[KnownFact],
        calculation: Calculation | None = None,
    ) -> Answer:
        """The answer, with the question as it was understood and what may be asked next."""
        held = [held for target in self.targets for held in target.facts]
        suggestions = suggest(facts, held)
        draft.notices += notices_of(draft.used, held, told=outcome is Outcome.CONFLICT)
        return draft.finish(outcome, _resolved(facts), calculation, suggestions)


def targets_of(
    reports: Sequence[Report], holdings: Holdings, *, by_kind: bool = False
) -> tuple[Target, ...]:
    """The reports by department and year, and by kind where `by_kind` says so."""

    def key(report: Report) -> tuple[str, int, str]:
        return report.department, report.year, report.kind.value if by_kind else ""

    ordered = sorted(reports, key=key)
    return tuple(
        Target(department, year, tuple(holdings.facts(list(group))))
        for (department, year, _), group in groupby(ordered, key=key)
    )


def conflict(lane: Lane, found: Found) -> Answer:
    """All printed figures of a quantity that the report prints differently."""
    draft = Draft()
    compose_conflict(draft, found.facts)
    return lane.done(draft, Outcome.CONFLICT, list(found.facts))


def _resolved(facts: Sequence[KnownFact]) -> str:
    """The question as it was understood, with everything that was left out filled in."""
    first = facts[0]
    asked = "、".join(dict.fromkeys(label_of(k.fact) for k in facts))
    template = wording()["questions"]["item"]
    return str(template).format(
        department=first.report.department, year=first.fact.year, item=asked
    )
