"""Sections of a report by their headings: whole sections answer duties, organisation and so on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from disclosure.labels import normalise_label
from disclosure.passage import Passage, PassageKind
from service.retrieval.words import cover, fold
from service.steps.text_rules import Topic, read_text_rules

# A single character names no heading.
_LEAST_NAME = 2


@dataclass(frozen=True, slots=True)
class SectionText:
    """A heading with all text under it; `path` are the headings above and itself."""

    path: tuple[str, ...]
    passages: tuple[Passage, ...]

    @property
    def heading(self) -> str:
        """The heading without its number."""
        return normalise_label(self.path[-1])

    @property
    def length(self) -> int:
        """Characters of text."""
        return sum(len(passage.text) for passage in self.passages)


def find_sections(passages: Sequence[Passage]) -> list[SectionText]:
    """All sections with text, parents too, and titles printed at the head of a paragraph."""
    texts = [p for p in passages if p.kind is not PassageKind.TABLE_ROW and p.section]
    grouped: dict[tuple[str, ...], list[Passage]] = {}
    for passage in texts:
        for depth in range(1, len(passage.section) + 1):
            grouped.setdefault(passage.section[:depth], []).append(passage)
    sections = [SectionText(path, tuple(found)) for path, found in grouped.items()]
    return sections + list(_run_in_sections(texts))


def find_topic_sections(topic: Topic, sections: Sequence[SectionText]) -> list[SectionText]:
    """The sections whose heading fits the first pattern that any fits; the shortest paths first."""
    most = read_text_rules().heading.most_characters
    for pattern in topic.headings:
        found = [s for s in sections if pattern.search(s.heading) and s.length <= most]
        if found:
            # A parent that only repeats what its child holds is left to the child.
            return [s for s in found if not _is_parent_of_any(s, found)]
    return []


def find_named_sections(
    content: Sequence[str], sections: Sequence[SectionText]
) -> list[SectionText]:
    """The sections whose heading holds (nearly) all that the question asks about, best first."""
    rules = read_text_rules().heading
    asked = "".join(content)
    if len(rules.weak.sub("", asked)) < _LEAST_NAME:
        return []
    named = [
        section
        for section in sections
        if section.length <= rules.most_characters
        and cover(content, section.heading) >= rules.least_cover
    ]

    def fit(section: SectionText) -> tuple[float, float, int]:
        matter = rules.weak.sub("", section.heading)
        return (-cover(content, section.heading), -cover((matter,), asked), section.length)

    return sorted(named, key=fit)


def _is_parent_of_any(section: SectionText, others: Sequence[SectionText]) -> bool:
    return any(
        len(other.path) > len(section.path) and other.path[: len(section.path)] == section.path
        for other in others
    )


def _run_in_sections(texts: Sequence[Passage]) -> Iterator[SectionText]:
    """A paragraph with a title at its head, and what follows up to the next title of its kind."""
    run_in = read_text_rules().heading.run_in
    found = [(i, match) for i, p in enumerate(texts) if (match := run_in.match(fold(p.text)))]
    for index, match in found:
        path = texts[index].section
        end = index + 1
        while end < len(texts) and texts[end].section == path:
            following = run_in.match(fold(texts[end].text))
            if following and _style(following["number"]) == _style(match["number"]):
                break
            end += 1
        if end == index + 1 and match.end() == len(fold(texts[index].text)):
            continue  # An item that is one short sentence, not a title of anything.
        yield SectionText((*path, match["title"]), tuple(texts[index:end]))


def _style(number: str) -> str:
    """（一） and （二） are of one style, 1. of another."""
    return number[0] + number[-1] if number[0] == "(" else number[-1]
