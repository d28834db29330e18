"""The text lane as a step: the passages that answer, with every figure in them a cited value."""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from disclosure.amount import plain
from disclosure.corpus import Corpus
from disclosure.fact import Presence
from disclosure.labels import squeeze
from disclosure.report import Report
from prompts import wording
from service.answer import Answer, Citation, Outcome, Route, Value
from service.holdings import Holdings, KnownFact
from service.question import QuestionPlan
from service.settings import Settings
from service.steps.choices import ask_back
from service.steps.compose import label_of
from service.steps.scope import decline_item

# A question with a smaller share of printed pairs of characters is about something else.
MIN_PRINTED = 0.25
_PAIR = re.compile(r"(?=([\u4e00-\u9fff]{2}))")

if TYPE_CHECKING:
    from service.retrieval.index import Searcher


class TextLane:
    """Opens the passage index when the first text question comes, and not before."""

    def __init__(self, corpus: Corpus, holdings: Holdings, settings: Settings) -> None:
        self._corpus = corpus
        self._holdings = holdings
        self._model = settings.embedding_model
        self._index: Searcher | None = None
        self._lock = threading.Lock()

    def answer(self, asked: str, plan: QuestionPlan, reports: Sequence[Report]) -> Answer:
        """An extract with its citations, or why there is none."""
        from service.steps.search import answer_text

        finding = answer_text(plan.topic or asked, reports, self._corpus, self._open_index())
        if finding.outcome is Outcome.CLARIFY:
            return ask_back(finding.text, finding.suggestions)
        answer = Answer(
            answer=finding.text,
            outcome=finding.outcome,
            route=Route.RETRIEVAL,
            citations=finding.citations,
            notices=finding.notices,
            suggestions=finding.suggestions,
            resolved_question=asked,
        )
        if finding.outcome is Outcome.OUT_OF_SCOPE and self._is_foreign(asked, plan, reports):
            return Answer(str(wording()["scope"]["refused"]), Outcome.REFUSED)
        if finding.outcome is Outcome.OUT_OF_SCOPE and plan.unknown:
            return decline_item(plan, reports)
        return replace(answer, values=self._values(finding.citations, reports))

    def warm(self) -> None:
        """Build or open the index now."""
        reports = self._holdings.reports()
        if reports:
            self._open_index().search(reports[0].title, [reports[0].id], limit=1)

    def _is_foreign(self, asked: str, plan: QuestionPlan, reports: Sequence[Report]) -> bool:
        """Whether a question has nothing to do with any report: none of its words is printed."""
        if plan.items or plan.departments or plan.years:
            return False
        words = _PAIR.findall(asked)
        if not words:
            return True
        printed = sum(self._holdings.text_mentions(reports, word) for word in words)
        return printed / len(words) < MIN_PRINTED

    def _open_index(self) -> Searcher:
        from service.retrieval.embed import Embedder
        from service.retrieval.live import LiveIndex

        with self._lock:
            if self._index is None:
                self._index = LiveIndex(self._corpus, Embedder(self._model))
            return self._index

    def _values(
        self, citations: Sequence[Citation], reports: Sequence[Report]
    ) -> tuple[Value, ...]:
        """The facts that stand in the cited sentences, so that every figure shown is a value."""
        held = {f.report.id: f for f in self._holdings.facts(reports)}
        values: dict[Value, None] = {}
        for number, citation in enumerate(citations):
            quote = squeeze(citation.quote)
            report_facts = held.get(citation.report_id)
            for known in report_facts.known if report_facts else ():
                fact = known.fact
                if fact.presence is not Presence.FIGURE or fact.value is None:
                    continue
                if _stands_in(known, citation, quote):
                    value = Value(
                        plain(fact.value), fact.unit, label_of(fact), known.report.department,
                        fact.year, fact.basis.value, (number,),
                    )  # fmt: skip
                    values[value] = None
        return tuple(values)


def _stands_in(known: KnownFact, citation: Citation, quote: str) -> bool:
    """Whether a fact is printed in the cited sentence, or in the cited row of a table."""
    fact = known.fact
    if fact.table is not None:
        return (fact.table, fact.row) == (citation.table, citation.row)
    printed = squeeze(fact.printed + fact.unit) in quote
    return printed and (squeeze(fact.quote) in quote or quote in squeeze(fact.quote))
