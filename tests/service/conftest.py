"""The service over a tiny corpus, with an engine of a few lines."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from disclosure.corpus import Conversations, Corpus
from service.answer import Answer, Citation, Outcome, Question, Value
from service.answer_json import answer_json
from service.app import create_app
from service.settings import Settings
from tests.service.tiny_corpus import SENTENCE, write_tiny_corpus


class Parrot:
    """Gives one figure, whatever is asked; remembers what came and keeps the conversation."""

    def __init__(self, corpus: Corpus) -> None:
        self.asked: list[Question] = []
        self._conversations = Conversations(corpus)

    def warm(self) -> None:
        """Nothing to load."""

    def ask(self, question: Question) -> Answer:
        self.asked.append(question)
        citation = Citation(
            report_id="qs-2023",
            report_title="2023年度部门决算",
            department="青穗县水利局",
            year=2023,
            page=2,
            section="三公经费",
            table=None,
            row=None,
            column=None,
            quote="13 批次",
            box=SENTENCE,
        )
        value = Value("13", "批次", "国内公务接待批次", "青穗县水利局", 2023, "actual", (0,))
        name = question.conversation_id or "c1"
        answer = Answer("共 13 批次[1]。", Outcome.ANSWERED, values=(value,), citations=(citation,))
        answer = answer.within(name, 1.25)
        turn = {"question": question.text, "plan": {}, "answer": answer_json(answer)}
        self._conversations.add(name, turn)
        return answer


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """A data folder with one report of two pages and one without pages."""
    return write_tiny_corpus(tmp_path)


@pytest.fixture
def parrot(data_dir: Path) -> Parrot:
    return Parrot(Corpus(data_dir))


@pytest.fixture
def client(data_dir: Path, parrot: Parrot) -> Iterator[TestClient]:
    app = create_app(Settings(data=data_dir, page_dpi=72), parrot)
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client
