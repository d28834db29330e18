"""Text questions over a real report, both answerable and not, at the level reached so far."""

import tomllib
from pathlib import Path

import pytest

from disclosure.corpus import Corpus
from disclosure.labels import squeeze
from ingest.reading import read_report
from service.answer import Outcome
from service.retrieval.embed import Embedder
from service.retrieval.live import LiveIndex
from service.steps.search import answer_text

QUESTIONS = tomllib.loads(
    Path(__file__).with_name("changle_text_questions.toml").read_text(encoding="utf-8")
)
pytestmark = [pytest.mark.shared, pytest.mark.model]


@pytest.fixture(scope="module")
def changle(tmp_path_factory, shared_dir):
    """The corpus of the report alone, and its index."""
    corpus = Corpus(tmp_path_factory.mktemp("changle"))
    source = shared_dir / "reports" / "changle-2023.pdf"
    corpus.replace(read_report(source), source)
    yield corpus, LiveIndex(corpus, Embedder())
    corpus.close()


def holds(texts, wanted):
    text = squeeze("".join(texts))
    return any(squeeze(part) in text for part in wanted)


def test_the_right_passage_is_among_the_first_five(changle):
    corpus, index = changle
    ids = [report.id for report in corpus.reports()]
    missed = [
        asked["question"]
        for asked in QUESTIONS["answerable"]
        if not holds(
            [hit.passage.text for hit in index.search(asked["question"], ids, 5).hits],
            asked["contains"],
        )
    ]
    assert len(missed) <= 3, missed


def test_questions_are_answered_with_the_right_quote_on_its_page(changle):
    corpus, index = changle
    missed = []
    for asked in QUESTIONS["answerable"]:
        finding = answer_text(asked["question"], corpus.reports(), corpus, index)
        quotes = [citation.quote for citation in finding.citations]
        placed = all(citation.page and citation.box for citation in finding.citations)
        if not (placed and holds(quotes, asked["contains"])):
            missed.append(f"{asked['question']} → {finding.text[:60]}")
    assert len(missed) <= 2, missed


def test_questions_that_the_report_does_not_answer_are_declined(changle):
    corpus, index = changle
    answered = [
        question
        for question in QUESTIONS["unanswerable"]["questions"]
        if answer_text(question, corpus.reports(), corpus, index).outcome
        is not Outcome.OUT_OF_SCOPE
    ]
    assert len(answered) <= 1, answered


def test_a_stated_absence_is_told_from_silence(changle):
    corpus, index = changle
    question = "中央对地方转移支付项目绩效自评结果怎么样"
    finding = answer_text(question, corpus.reports(), corpus, index)
    assert finding.outcome is Outcome.NOT_DISCLOSED
    assert finding.citations[0].page == 26
