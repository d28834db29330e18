"""Step 3a: departments, years and kinds that a follow-up leaves out; never another one silently."""

from __future__ import annotations

from service.lexicon import load_lexicon
from service.question import QuestionPlan
from service.steps.link import Linked

# How far a year is from the one that was talked about.
_FROM_BEFORE = {"last": -1, "before_last": -2, "three_ago": -3, "next": 1, "same": 0}
_BODIES = ("unit", "department")
_TYPES = ("budget", "final_accounts")


def carry_scope(plan: QuestionPlan, linked: Linked, before: QuestionPlan) -> QuestionPlan:
    """The plan in the scope of the turn before, as far as it names none of its own."""
    plan = plan.with_(years=_years(plan, linked, before), kinds=_kinds(plan, before))
    same_body = not plan.departments and not plan.unknown_bodies
    if same_body:
        plan = plan.with_(departments=before.departments)
    return plan.with_(held_kinds=before.held_kinds)


def _years(plan: QuestionPlan, linked: Linked, before: QuestionPlan) -> tuple[int, ...]:
    """Years as asked; 前一年 counts from the year before it in the conversation."""
    if not plan.years:
        return before.years
    named = {m.key for m in linked.of("year")}
    relative = [m for m in linked.of("relative_year") if m.key in _FROM_BEFORE]
    if len(before.years) != 1 or not relative or named:
        return plan.years
    return tuple(dict.fromkeys(before.years[0] + _FROM_BEFORE[m.key] for m in relative))


def _kinds(plan: QuestionPlan, before: QuestionPlan) -> tuple[str, ...]:
    """The kind as asked; one that says only 单位 keeps 预算 or 决算 of before, and back."""
    kinds = plan.kinds or _bare_kind(plan)
    if not kinds:
        return before.kinds
    told = before.kinds or before.held_kinds
    bodies = {b for b in _BODIES for k in kinds if k.startswith(b)}
    types = {t for t in _TYPES for k in kinds if k.endswith(t)}
    if not types and not plan.years:
        types_before = {t for t in _TYPES for k in told if k.endswith(t)}
        kinds += tuple(types_before) if len(types_before) == 1 else ()
    if not bodies and not plan.departments:
        bodies_before = {b for b in _BODIES for k in told if k.startswith(b)}
        kinds += tuple(bodies_before) if len(bodies_before) == 1 else ()
    return kinds


def _bare_kind(plan: QuestionPlan) -> tuple[str, ...]:
    """单位呢 as a whole question: of the unit and not of the department."""
    kinds = load_lexicon().bare_kinds
    return tuple(k for k, pattern in kinds.items() if pattern.fullmatch(plan.text.rstrip("?。")))
