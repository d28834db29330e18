"""Findings in answers: a figure that is printed in two ways, or that does not fit with others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from disclosure.finding import Finding
from prompts import wording
from service.finding_text import render_finding
from service.holdings import KnownFact, ReportFacts
from service.steps.look_up import Found, Status, by_place, same_figure


def with_disagreeing(found: Found, held: Sequence[ReportFacts]) -> Found:
    """A figure as a conflict, where ingest found the same quantity printed with another value."""
    if found.status is Status.AMBIGUOUS:
        return _one_quantity(found)
    if found.status is not Status.FIGURE:
        return found
    findings = {f for known in found.facts for f in known.findings if f.is_same}
    sides = (k for facts in held for k in facts.known if findings.intersection(k.findings))
    return _conflict(found, (found.lead, *sides)) if findings else found


def _one_quantity(found: Found) -> Found:
    """Readings that are the two sides of one finding, and no others, are a conflict."""
    same = {f for known in found.facts for f in known.findings if f.is_same}
    for finding in same:
        sides = [k for k in found.facts if finding in k.findings]
        if all(any(same_figure(k.fact, side.fact) for side in sides) for k in found.facts):
            return _conflict(found, sides)
    return found


def _conflict(found: Found, facts: Iterable[KnownFact]) -> Found:
    """Every figure once, that of the table first; one figure alone is none."""
    shown: list[KnownFact] = []
    for known in facts:
        if not any(same_figure(known.fact, other.fact) for other in shown):
            shown.append(known)
    if len(shown) == 1:
        return found
    return Found(Status.CONFLICT, found.item, tuple(by_place(shown)))


def notices_of(used: Iterable[KnownFact], held: Iterable[ReportFacts], *, told: bool) -> list[str]:
    """What does not agree with the figures of an answer; `told`: two printings were shown."""
    titles = {facts.report.id: facts.report.title for facts in held}
    findings: dict[Finding, None] = {}
    for known in used:
        titles.setdefault(known.report.id, known.report.title)
        findings.update(dict.fromkeys(f for f in known.findings if not (told and f.is_same)))
    template = str(wording()["findings"]["notice"])
    return [template.format(line=render_finding(finding, titles)) for finding in findings]
