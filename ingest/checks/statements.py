"""Words that say which of two figures is the larger, against the figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from disclosure.fact import BUDGETS, Basis, Fact
from disclosure.finding import Compared, Finding
from disclosure.labels import squeeze
from ingest.checks.printed import (
    Printed,
    build_finding_of,
    check_rules,
    is_figure,
    name_of,
    pattern,
    value_in,
)
from ingest.sentences import Sentence, split_sentences


def check_statements(printed: Printed) -> Iterator[Finding]:
    """决算数大于预算数, where the figures in front of these words are the other way round."""
    rules = check_rules()["statements"]
    by_quote: dict[str, list[Fact]] = {}
    for fact in printed.text:
        if is_figure(fact):
            by_quote.setdefault(squeeze(fact.quote), []).append(fact)
    for paragraph in printed.paragraphs:
        before: list[Fact] = []
        for sentence in split_sentences(paragraph.body, rules["ends"]):
            here = by_quote.get(squeeze(sentence.body.text[slice(*_span(sentence))]), [])
            said = pattern(rules["pattern"]).search(sentence.text)
            if said and (here or before):
                yield from _against(said, sentence, here or before)
            before = here or before


def _span(sentence: Sentence) -> tuple[int, int]:
    return sentence.printed_span(0, len(sentence.text))


def _against(said: re.Match[str], sentence: Sentence, facts: Sequence[Fact]) -> Iterator[Finding]:
    subject = facts[-1].label
    front = name_of(sentence.text[: said.start()])
    if front and name_of(subject) not in front:
        # The words are of something else than the figures in front of them.
        return
    of_it = [f for f in facts if f.label == subject]
    done = [f for f in of_it if f.basis is Basis.ACTUAL]
    budget = [f for f in of_it if f.basis in BUDGETS]
    if len(done) != 1 or len(budget) != 1:
        return
    base = check_rules()["statements"]["bases"].get(said["base"])
    if base and budget[0].basis.value not in (base, Basis.BUDGET.value):
        return
    one, other = done[0].value, value_in(budget[0], done[0].unit)
    if one is None or other is None or _holds(said["turn"], one > other, one < other):
        return
    start, end = sentence.printed_span(said.start(), said.end())
    place = sentence.body.place(start, end)
    printed = sentence.printed(said.start(), said.end())
    quote = sentence.body.text[slice(*_span(sentence))].strip()
    words = Compared(subject, printed, "", place, None, quote, done[0].report_id)
    sides = (words, Compared.of(done[0]), Compared.of(budget[0]))
    yield build_finding_of("words_against_figures", sides, None)


def _holds(turn: str, is_more: bool, is_less: bool) -> bool:
    """Whether the figures are as the words say."""
    turns = check_rules()["statements"]
    if turn in turns["more"]:
        return is_more
    if turn in turns["less"]:
        return is_less
    return not (is_more or is_less)
