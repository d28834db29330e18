"""What the text lane hands over to be made an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from disclosure.report import Report
from prompts import wording
from service.answer import Citation, Outcome
from service.steps.excerpts import Excerpt


@dataclass(frozen=True, slots=True)
class TextFinding:
    """An outcome with its text; `[n]` in the text marks the n-th citation, counted from 1."""

    outcome: Outcome
    text: str
    citations: tuple[Citation, ...] = ()
    notices: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()


def render_section(heading: str, excerpts: Sequence[Excerpt]) -> TextFinding:
    """All excerpts in their order, a line each, every one cited."""
    words, lines = wording()["text"], _lines(excerpts)
    title = excerpts[0].report.title
    if len(excerpts) == 1:
        return _finding(words["passage"], excerpts, title=title, heading=heading, lines=lines)
    return _finding(words["section"], excerpts, title=title, heading=heading, lines=lines)


def render_excerpts(excerpts: Sequence[Excerpt]) -> TextFinding:
    """Excerpts under the heading of the first; a statement that there is none is NOT_DISCLOSED."""
    words, lines = wording()["text"], _lines(excerpts)
    first = excerpts[0]
    heading = first.passage.table or first.passage.heading
    if heading:
        return render_section(heading, excerpts)
    return _finding(
        words["passage_without_heading"], excerpts, title=first.report.title, lines=lines
    )


def render_not_found(topic: str, reports: Sequence[Report]) -> TextFinding:
    """What was looked for, and where."""
    words = wording()["text"]
    if not reports:
        return TextFinding(Outcome.OUT_OF_SCOPE, words["nothing_held"])
    template = words["not_found"] if len(reports) == 1 else words["not_found_many"]
    text = template.format(titles=reports[0].title, count=len(reports), topic=topic)
    return TextFinding(Outcome.OUT_OF_SCOPE, text)


def render_which_department(topic: str, question: str, departments: Sequence[str]) -> TextFinding:
    """A question back: several departments write about it."""
    words = wording()["text"]
    choices = [words["suggestion"].format(department=d, question=question) for d in departments]
    text = words["which_department"].format(topic=topic)
    return TextFinding(Outcome.CLARIFY, text, suggestions=tuple(choices))


def render_other_reports(used: Report, others: Sequence[Report]) -> str:
    """A notice that the same department has other reports."""
    titles = "、".join(f"《{report.title}》" for report in others)
    template: str = wording()["text"]["other_reports"]
    return template.format(title=used.title, others=titles)


def _finding(template: str, excerpts: Sequence[Excerpt], **parts: str) -> TextFinding:
    outcome = Outcome.ANSWERED
    if all(excerpt.states_none() for excerpt in excerpts):
        outcome = Outcome.NOT_DISCLOSED
        template = wording()["text"]["none_stated"]
    return TextFinding(outcome, template.format(**parts), tuple(e.cite() for e in excerpts))


def _lines(excerpts: Sequence[Excerpt]) -> str:
    line = wording()["text"]["line"]
    return "\n".join(
        line.format(text=excerpt.text, number=number)
        for number, excerpt in enumerate(excerpts, start=1)
    )
