"""Reasons: the sentence that gives the reason, with the figure that it explains."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from disclosure.passage import Passage, PassageKind
from disclosure.report import Report
from service.retrieval.words import cover, find_content, fold
from service.steps.excerpts import Excerpt, split_sentences
from service.steps.text_rules import read_text_rules


def asks_for_reason(question: str) -> bool:
    """Whether the question asks why."""
    return read_text_rules().reason.ask.search(fold(question)) is not None


def find_reason(
    question: str, report: Report, passages: Sequence[Passage], names: Sequence[str]
) -> Excerpt | None:
    """The passage up to its reason whose beginning or heading holds the item asked about.

    Of equal ones the passage that names the item first is about it; the others mention it.
    """
    rules = read_text_rules().reason
    content = find_content(rules.ask.sub(" ", question), names)
    if not content:
        return None
    found = []
    for passage in passages:
        if passage.kind in (PassageKind.TABLE_ROW, PassageKind.GLOSSARY):
            continue
        for end in _ends_of_reasons(passage):
            context = passage.text[:end]
            share = max(cover(content, context), cover(content, f"{passage.heading} {context}"))
            if share >= rules.least_cover and _names_item(content, passage, context):
                early = _first_mention(content, context)
                own = cover(content, context)
                same = _longest_same(max(content, key=len), context)
                order = (-round(share, 1), -round(own, 1), -same, early, passage.position)
                found.append((order, end, passage))
    if not found:
        return None
    _, end, passage = min(found, key=lambda f: f[0])
    return Excerpt(report, passage, _start_before(passage, end, content), end)


def _names_item(content: Sequence[str], passage: Passage, context: str) -> bool:
    """The longest stretch is the item; a passage that lacks it explains something else."""
    item = max(content, key=len)
    rules, near = read_text_rules().reason, f"{passage.heading} {context}"
    together = _longest_same(item, near) >= min(len(item), rules.least_together)
    return together and cover((item,), near) >= rules.least_cover


def _longest_same(item: str, text: str) -> int:
    folded = fold(text)
    return SequenceMatcher(None, item, folded, autojunk=False).find_longest_match().size


def _ends_of_reasons(passage: Passage) -> list[int]:
    given = read_text_rules().reason.given
    spans = split_sentences(passage.text)
    return [end for start, end in spans if given.search(fold(passage.text[start:end]))]


def _first_mention(content: Sequence[str], text: str) -> int:
    folded, item = fold(text), max(content, key=len)
    places = [folded.find(item[i : i + 2]) for i in range(max(1, len(item) - 1))]
    held = [place for place in places if place >= 0]
    return min(held, default=len(folded))


def _start_before(passage: Passage, end: int, content: Sequence[str]) -> int:
    """The beginning of the passage, or of the sentence with the item when that is far back."""
    spans = [span for span in split_sentences(passage.text) if span[1] <= end]
    if len(spans) <= read_text_rules().reason.most_sentences:
        return 0
    item = max(content, key=len)
    for start, stop in reversed(spans):
        if cover((item,), passage.text[start:stop]) == 1.0:
            return start
    return spans[-1][0]
