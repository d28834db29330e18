"""The baseline BM25 + first number: what full-text search alone answers.

The question, with the earlier ones of its conversation, searches all passages of the corpus (BM25
over character bigrams); the answer is the first number with the asked unit in the best passage that
has one, else the best passage itself. It is given a fair chance: it reads the same passages as we
do, knows the unit of a table row, and the unit asked for is read from the question by a word list.
It has no idea of declining, except where no passage shares a bigram with the question.
"""

from __future__ import annotations

import math
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from disclosure.amount import MONEY_UNITS
from disclosure.corpus import Corpus
from disclosure.labels import squeeze
from disclosure.passage import Passage, PassageKind
from disclosure.report import Report
from eval.figures import FIGURE, NUMBER, Answer, half_width
from service.answer import Outcome, Question, Route, Scope

# The constants that Robertson and Zaragoza (2009) recommend, and most engines ship with.
_K1, _B = 1.2, 0.75
# Looking further down than this finds figures of other things.
_PASSAGES_SEARCHED = 5
_WORDS = Path(__file__).with_name("asked_units.toml")


@dataclass(frozen=True, slots=True)
class _Entry:
    """A passage as it is searched."""

    report: Report
    passage: Passage
    unit: str | None
    bigrams: Counter[str]


class LexicalBaseline:
    """BM25 over the passages of a corpus, built in memory."""

    name = "BM25 + first number"

    def __init__(self, corpus: Corpus) -> None:
        self._entries = _read_entries(corpus)
        self._units = tomllib.loads(_WORDS.read_text(encoding="utf-8"))["units"]
        lengths = [entry.bigrams.total() for entry in self._entries]
        self._mean_length = sum(lengths) / len(lengths) if lengths else 1.0
        self._frequency = Counter(bigram for entry in self._entries for bigram in entry.bigrams)

    def ask(self, question: Question) -> Answer:
        """The first figure of the asked unit among the best passages, or the best passage."""
        earlier = "".join(question.history or ())
        best = self._search(earlier + question.text, question.scope)
        if not best:
            return {"answer": "", "outcome": Outcome.OUT_OF_SCOPE, "route": Route.RETRIEVAL}
        for entry in best:
            figure = self._find_figure(question.text, entry)
            if figure is not None:
                return _figure_answer(entry, *figure)
        return _passage_answer(best[0])

    def forget(self, conversation_id: str) -> None:
        """It keeps no conversation: it is asked with the earlier questions."""

    def describe(self) -> dict[str, Any]:
        """Its constants."""
        return {"passages": len(self._entries), "k1": _K1, "b": _B}

    # ---- inside --------------------------------------------------------------------------

    def _search(self, text: str, scope: Scope) -> list[_Entry]:
        asked = _bigrams(text)
        scored = [
            (self._score(asked, entry), -position)
            for position, entry in enumerate(self._entries)
            if _is_within(entry.report, scope)
        ]
        best = sorted((pair for pair in scored if pair[0] > 0), reverse=True)
        return [self._entries[-position] for _, position in best[:_PASSAGES_SEARCHED]]

    def _score(self, asked: Counter[str], entry: _Entry) -> float:
        length = entry.bigrams.total() / self._mean_length
        score = 0.0
        for bigram in asked:
            count = entry.bigrams[bigram]
            if count:
                among, total = self._frequency[bigram], len(self._entries)
                weight = math.log(1 + (total - among + 0.5) / (among + 0.5))
                score += weight * count * (_K1 + 1) / (count + _K1 * (1 - _B + _B * length))
        return score

    def _find_figure(self, question: str, entry: _Entry) -> tuple[str, str] | None:
        wanted = self._asked_units(question)
        text = half_width(entry.passage.text)
        for number, unit in FIGURE.findall(text):
            if unit in wanted:
                return number, unit
        # A row of a table prints its unit above the table and not behind the figure.
        if entry.passage.kind is PassageKind.TABLE_ROW and entry.unit in wanted:
            for number in NUMBER.findall(text):
                # Codes and line numbers have no decimals.
                if "." in number:
                    return number, entry.unit or ""
        return None

    def _asked_units(self, question: str) -> frozenset[str]:
        text = squeeze(question)
        for entry in self._units:
            if any(word in text for word in entry["words"]):
                return frozenset(entry["units"])
        return frozenset()


def _read_entries(corpus: Corpus) -> list[_Entry]:
    entries = []
    for report in corpus.reports():
        units = {table.id: table.unit for table in corpus.tables(report.id)}
        for passage in corpus.passages(report.id):
            text = "".join((*passage.section[-1:], passage.table or "", passage.text))
            unit = units.get(passage.table_id or "")
            entries.append(_Entry(report, passage, unit, _bigrams(text)))
    return entries


def _bigrams(text: str) -> Counter[str]:
    squeezed = squeeze(text)
    return Counter(squeezed[i : i + 2] for i in range(len(squeezed) - 1))


def _is_within(report: Report, scope: Scope) -> bool:
    return (
        (not scope.departments or report.department in scope.departments)
        and (not scope.years or report.year in scope.years)
        and (not scope.report_ids or report.id in scope.report_ids)
        and (not scope.kinds or report.kind in scope.kinds)
    )


def _figure_answer(entry: _Entry, number: str, unit: str) -> Answer:
    value = {
        "value": number.replace(",", ""),
        "unit": unit,
        "label": entry.passage.row or entry.passage.heading,
        "department": entry.report.department,
        "year": entry.report.year,
        "measure": "",
        "citations": [0],
    }
    shown = f"{number} {unit}" if unit in MONEY_UNITS else f"{number}{unit}"
    return {**_passage_answer(entry), "answer": f"{shown}[1]", "values": [value]}


def _passage_answer(entry: _Entry) -> Answer:
    passage = entry.passage
    citation = {
        "report_id": entry.report.id,
        "report_title": entry.report.title,
        "department": entry.report.department,
        "year": entry.report.year,
        "page": passage.body.place().page,
        "section": passage.heading or None,
        "table": passage.table,
        "row": passage.row,
        "column": None,
        "quote": passage.text,
    }
    return {
        "answer": f"{passage.text}[1]",
        "outcome": Outcome.ANSWERED,
        "route": Route.RETRIEVAL,
        "values": [],
        "citations": [citation],
    }
