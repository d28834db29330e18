"""Excerpts: stretches of passages as printed, and the citations that lead to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from disclosure.passage import Passage, PassageKind
from disclosure.report import Report
from service.answer import Citation
from service.retrieval.words import cover, fold
from service.steps.text_rules import read_text_rules


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The characters `[start, end)` of a passage of a report."""

    report: Report
    passage: Passage
    start: int
    end: int

    @property
    def text(self) -> str:
        """The stretch as printed (a table row as it is written out)."""
        return self.passage.text[self.start : self.end].strip()

    @property
    def quote(self) -> str:
        """Print only: of a table row the cells, without the header words put between them."""
        if self.passage.kind is not PassageKind.TABLE_ROW:
            return self.text
        runs = (r for r in self.passage.body.runs if self.start < r.end and r.start < self.end)
        return " ".join(self.passage.text[r.start : r.end] for r in runs)

    def cite(self) -> Citation:
        """The printed place of the excerpt."""
        place = self.passage.body.place(self.start, self.end)
        return Citation(
            report_id=self.report.id,
            report_title=self.report.title,
            department=self.report.department,
            year=self.report.year,
            page=place.page,
            section=self.passage.heading or None,
            table=self.passage.table,
            row=self.passage.row,
            column=None,
            quote=self.quote,
            box=place.box,
            table_id=self.passage.table_id,
        )

    def states_none(self) -> bool:
        """Whether the report says here that there is no such thing."""
        rules, text = read_text_rules(), fold(self.text)
        title = rules.heading.run_in.match(text)
        said = text[title.end() :] if title else text
        spans = split_sentences(said)
        return bool(spans) and all(rules.none.search(said[start:end]) for start, end in spans)


def whole(report: Report, passage: Passage) -> Excerpt:
    """The whole passage."""
    return Excerpt(report, passage, 0, len(passage.text))


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Where the sentences of the text begin and end."""
    found = read_text_rules().sentence.sentence.finditer(text)
    return [match.span() for match in found if match.group().strip()]


def cut_to_content(report: Report, passage: Passage, content: Sequence[str]) -> Excerpt:
    """Short passages whole; of long ones the fewest sentences in a row that hold the words."""
    rules = read_text_rules().sentence
    spans = split_sentences(passage.text)
    if (
        passage.kind is not PassageKind.PARAGRAPH
        or len(passage.text) <= rules.whole_characters
        or len(spans) < 2
    ):
        return whole(report, passage)
    windows = [(spans[i][0], spans[j][1]) for i in range(len(spans)) for j in range(i, len(spans))]
    best = max(
        windows,
        key=lambda w: (round(cover(content, passage.text[w[0] : w[1]]), 3), w[0] - w[1], -w[0]),
    )
    return Excerpt(report, passage, *best)


def expand_list(report: Report, passage: Passage, passages: Sequence[Passage]) -> list[Excerpt]:
    """A sentence that introduces a list with all items; an item of such a list likewise.

    Empty when the passage is neither.
    """
    introduces = read_text_rules().sentence.introduces
    first = passage.position
    while first > 0 and passages[first].kind is PassageKind.LIST_ITEM:
        first -= 1
    head = passages[first]
    if head.section != passage.section or not introduces.search(head.text):
        return []
    end = first + 1
    while end < len(passages) and passages[end].kind is PassageKind.LIST_ITEM:
        if passages[end].section != head.section:
            break
        end += 1
    if end == first + 1:
        return []
    return [whole(report, p) for p in passages[first:end]]
