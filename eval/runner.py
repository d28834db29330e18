"""Running gold cases: in this process over a data folder, or against a running service.

Both runners give the JSON object of INTERFACE, so that what is judged is what leaves the service.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import httpx

from disclosure.corpus import Conversations, Corpus
from disclosure.errors import DisclosureError
from eval.case import Case, ExpectedTurn
from eval.figures import Answer
from eval.measures import find_missed, judge
from service.answer import Question, Scope

if TYPE_CHECKING:
    from service.answering import Answerer

# The slowest answers come with the first text question, which loads the embedding model.
REPLY_WITHIN_SECONDS = 120.0
NO_ANSWER = "no_answer"


class RunError(DisclosureError):
    """A run cannot begin or go on: nothing is held, or no service answers."""


class Asker(Protocol):
    """Something that answers: our answerer, a service, or a baseline."""

    name: str

    def ask(self, question: Question) -> Answer:
        """The answer as the JSON object of INTERFACE."""

    def forget(self, conversation_id: str) -> None:
        """Drop a conversation that the run began."""

    def describe(self) -> dict[str, Any]:
        """What has to be known to repeat the run; nothing secret."""


@dataclass(frozen=True, slots=True)
class TurnRun:
    """One question with its answer, and what the measures say of it (empty where unchecked)."""

    question: str
    expected: ExpectedTurn | None
    answer: Answer
    milliseconds: float
    verdicts: dict[str, bool | None] = field(default_factory=dict)

    @property
    def missed(self) -> list[str]:
        """The names of the needed measures that were missed."""
        return find_missed(self.verdicts) if self.expected is not None else []


@dataclass(frozen=True, slots=True)
class CaseRun:
    """A case with all its turns."""

    case: Case
    turns: tuple[TurnRun, ...]

    @property
    def passed(self) -> bool:
        """Whether every checked turn passed."""
        return not any(turn.missed for turn in self.turns)

    @property
    def checked(self) -> list[TurnRun]:
        """The turns that the case says something about."""
        return [turn for turn in self.turns if turn.expected is not None]

    def shows(self, measure: str) -> bool:
        """Whether the measure said yes on a checked turn: `wrong_figure` for one."""
        return any(turn.verdicts[measure] is True for turn in self.checked)

    def misses(self, measure: str) -> bool:
        """Whether the measure said no on a checked turn."""
        return any(turn.verdicts[measure] is False for turn in self.checked)


def run_cases(
    cases: Iterable[Case], asker: Asker, on_case: Callable[[CaseRun], None] | None = None
) -> list[CaseRun]:
    """All cases, one after the other, each in a conversation of its own."""
    runs = []
    for case in cases:
        run = run_case(case, asker)
        runs.append(run)
        if on_case is not None:
            on_case(run)
    return runs


def run_case(case: Case, asker: Asker) -> CaseRun:
    """One conversation. A turn without an answer is recorded as such, and the rest goes on."""
    conversation_id: str | None = None
    turns: list[TurnRun] = []
    for text, expected in zip(case.turns, case.expected, strict=True):
        earlier = [turn.question for turn in turns]
        # A service that keeps no conversations is asked with the earlier questions instead.
        history = earlier if earlier and conversation_id is None else None
        turn = _run_turn(asker, Question(text, conversation_id, case.scope, history), expected)
        conversation_id = turn.answer.get("conversation_id") or conversation_id
        turns.append(turn)
    if conversation_id is not None:
        asker.forget(conversation_id)
    return CaseRun(case, tuple(turns))


def _run_turn(asker: Asker, question: Question, expected: ExpectedTurn | None) -> TurnRun:
    started = time.perf_counter()
    answer = _ask_or_note(asker, question)
    milliseconds = (time.perf_counter() - started) * 1000
    verdicts = judge(expected, {**answer, "question": question.text}) if expected else {}
    return TurnRun(question.text, expected, answer, milliseconds, verdicts)


def _ask_or_note(asker: Asker, question: Question) -> Answer:
    """The answer; a failure of the answerer becomes an answer that no measure likes."""
    try:
        return asker.ask(question)
    except RunError:
        raise
    except Exception as error:  # noqa: BLE001 - one broken case must not hide the other results
        return {"outcome": NO_ANSWER, "answer": "", "error": f"{type(error).__name__}: {error}"}


class InProcess:
    """Our answerer over a data folder, without HTTP."""

    name = "disclosure-qa"

    def __init__(self, answerer: Answerer, corpus: Corpus, embedding_model: str = "") -> None:
        self._answerer = answerer
        self._embedding_model = embedding_model
        self._corpus = corpus
        self._conversations = Conversations(corpus)

    def ask(self, question: Question) -> Answer:
        """Through the same encoding as `ask --json` and the service."""
        from service.answer_json import answer_json

        return answer_json(self._answerer.ask(question))

    def forget(self, conversation_id: str) -> None:
        """Out of the store of the corpus."""
        self._conversations.forget(conversation_id)

    def describe(self) -> dict[str, Any]:
        """What is held, and the settings that an answer depends on."""
        reports = [f"{r.title} ({r.source})" for r in self._corpus.reports()]
        return {
            "runner": "in process",
            "reports": reports,
            "embedding_model": self._embedding_model,
        }


@contextmanager
def open_in_process(data_dir: Path) -> Iterator[InProcess]:
    """The answerer over what `data_dir` holds. Raises RunError when it holds nothing."""
    # Looked for first: opening a corpus makes the folder, also where its name was mistyped.
    if not (data_dir / "corpus.sqlite3").is_file():
        raise RunError(f"nothing is held in {data_dir.name!r}: run `disclosure-qa ingest`")
    from service.answering import Answerer
    from service.settings import load_settings

    settings = load_settings(data=data_dir)
    corpus = Corpus(data_dir)
    try:
        yield InProcess(Answerer(corpus, settings), corpus, settings.embedding_model)
    finally:
        corpus.close()


class OverHttp:
    """A running service, asked through POST /v1/ask."""

    name = "disclosure-qa"

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def ask(self, question: Question) -> Answer:
        """Raises RunError when no service answers; a problem reply is an answer not given."""
        try:
            reply = self._client.post("/v1/ask", json=question_json(question))
        except httpx.TransportError as error:
            raise RunError(f"no answer from {self._client.base_url}: {error}") from error
        reply.raise_for_status()
        answer: Answer = reply.json()
        return answer

    def forget(self, conversation_id: str) -> None:
        """Best effort: a conversation left behind spoils no result."""
        with suppress(httpx.TransportError):
            self._client.delete(f"/v1/conversations/{conversation_id}")

    def describe(self) -> dict[str, Any]:
        """The address; what is held there is the service's own business."""
        return {"runner": "over HTTP", "url": str(self._client.base_url)}


@contextmanager
def open_over_http(url: str) -> Iterator[OverHttp]:
    """The service at `url`."""
    with httpx.Client(base_url=url, timeout=REPLY_WITHIN_SECONDS) as client:
        yield OverHttp(client)


def question_json(question: Question) -> dict[str, Any]:
    """A question as the body of POST /v1/ask."""
    return {
        "question": question.text,
        "conversation_id": question.conversation_id,
        "scope": _scope_json(question.scope),
        "history": list(question.history) if question.history is not None else None,
    }


def _scope_json(scope: Scope) -> dict[str, list]:
    return {
        "departments": list(scope.departments),
        "years": list(scope.years),
        "report_ids": list(scope.report_ids),
        "kinds": list(scope.kinds),
    }
