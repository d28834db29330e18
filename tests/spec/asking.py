"""Reports into a corpus by the real ingest, questions to it, and what must hold of every answer."""

import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from disclosure.corpus import Corpus
from ingest.pipeline import Status, ingest_file
from service.answer import Answer, CalculationInput, Question, Scope, Value
from service.answering import Answerer
from service.settings import Settings

EVERYTHING = Scope()
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_MARK = re.compile(r"\[(\d+)\]")
# Which year a figure is of, and titles and quotes of the report, are no figures of the answer.
_NO_FIGURE = re.compile(r"20\d\d(?:、20\d\d)*年(?:度)?|《[^》]*》|“[^”]*”")


class Reading:
    """A corpus of its own, and someone who answers from it."""

    def __init__(self, folder: Path, reports: Mapping[str, str]) -> None:
        """Put reports in, each a file name and its text."""
        self.corpus = Corpus(folder / "data")
        for name, text in reports.items():
            path = folder / name
            path.write_text(text, encoding="utf-8")
            self.take_in(path)
        self._answerer = Answerer(self.corpus, Settings(data=folder / "data"))

    def take_in(self, path: Path) -> None:
        """Put one file in."""
        result = ingest_file(self.corpus, path)
        assert (result.status, result.unread) == (Status.INGESTED, ()), result

    def put_in_place(self, path: Path) -> None:
        """Put a file in, in place of the report that had its name."""
        assert ingest_file(self.corpus, path).status is Status.REPLACED

    def ask(self, *turns: str, scope: Scope = EVERYTHING) -> Answer:
        """The answer to the last of the turns of one conversation."""
        conversation = None
        for turn in turns:
            answer = self._answerer.ask(Question(turn, conversation, scope))
            conversation = answer.conversation_id
        check_answer(answer)
        return answer


def check_answer(answer: Answer) -> None:
    """Every figure in the text is a value or an input, and leads to the place that prints it."""
    inputs = answer.calculation.inputs if answer.calculation else ()
    figures: list[Value | CalculationInput] = [*answer.values, *inputs]
    known = {_bare(figure.value) for figure in figures}
    shown = {_bare(n) for n in _NUMBER.findall(_NO_FIGURE.sub("", _MARK.sub("", answer.answer)))}
    assert shown <= known, f"figures without a source: {shown - known} in {answer.answer}"
    for value in answer.values:
        _check_value(value, answer)
    for one in inputs:
        assert _is_quoted(one, answer, (one.citation,)), one
    marks = {int(number) for number in _MARK.findall(answer.answer)}
    assert marks <= set(range(1, len(answer.citations) + 1))


def _check_value(value: Value, answer: Answer) -> None:
    assert value.citations, f"{value} has no citation"
    cited = [answer.citations[number] for number in value.citations]
    # A figure computed over several departments names them all.
    departments = {citation.department for citation in cited}
    assert set(value.department.split("、")) <= departments, value
    if answer.calculation is None:
        assert _is_quoted(value, answer, value.citations[:1]), value
        # The places that agree may print another unit: the same digits.
        for number in value.citations[1:]:
            printed = _NUMBER.findall(unicodedata.normalize("NFKC", answer.citations[number].quote))
            assert _digits(value.value) in {_digits(other) for other in printed}, value
        assert departments == {value.department}


def _is_quoted(figure: Value | CalculationInput, answer: Answer, numbers: tuple[int, ...]) -> bool:
    quotes = [unicodedata.normalize("NFKC", answer.citations[n].quote) for n in numbers]
    printed = {_bare(number) for quote in quotes for number in _NUMBER.findall(quote)}
    return _bare(figure.value) in printed


def _digits(number: str) -> str:
    return _bare(number).replace(".", "").strip("0")


def _bare(number: str) -> str:
    return number.replace(",", "")


def draw_values(answer: Answer) -> list[str]:
    """Value and unit, department and year of every figure."""
    return [f"{v.value} {v.unit} {v.department} {v.year}" for v in answer.values]
