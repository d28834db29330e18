"""The baseline has to be a fair one, so it is tested like everything else."""

import pytest

from disclosure.content import ReportContent
from disclosure.corpus import Corpus
from disclosure.passage import Passage, PassageKind
from disclosure.place import PlacedText, Run
from disclosure.report import Report, ReportKind, SourceForm
from disclosure.table import Table, TableState
from eval.baselines.lexical import LexicalBaseline
from service.answer import Question, Scope

TEXTS = [
    ("九、公务接待", "国内公务接待共计接待 13 批次、200 人次，支出 2 万元。"),
    ("十、机关运行", "机关运行经费支出 122.93 万元，增长 141.04%。"),
]


@pytest.fixture
def baseline(tmp_path):
    source = tmp_path / "a.txt"
    source.write_text("…", encoding="utf-8")
    kind = ReportKind.DEPARTMENT_FINAL_ACCOUNTS
    report = Report("r1", "某局2023年度决算", "某局", 2023, kind, "a.txt", SourceForm.TEXT, "ab")
    passages = [
        Passage(
            "r1", n, PassageKind.PARAGRAPH, PlacedText(text, (Run(0, 99, n + 7),)), text, (head,)
        )
        for n, (head, text) in enumerate(TEXTS)
    ]
    row = PlacedText("30207 邮电费 12.50")
    passages.append(
        Passage("r1", 2, PassageKind.TABLE_ROW, row, row.text, (), "t1", "明细表", "邮电费")
    )
    table = Table("t1", "明细表", None, "万元", (), TableState.FILLED)
    corpus = Corpus(tmp_path / "data")
    corpus.replace(ReportContent(report, (), (table,), (), tuple(passages)), source)
    yield LexicalBaseline(corpus)
    corpus.close()


@pytest.mark.parametrize(
    ("question", "number", "unit"),
    [
        ("公务接待多少批次？", "13", "批次"),
        ("公务接待花了多少钱？", "2", "万元"),
        ("机关运行经费增长百分之几？", "141.04", "%"),
        ("邮电费是多少？", "12.50", "万元"),
    ],
)
def test_takes_the_first_number_of_the_asked_unit(baseline, question, number, unit):
    [value] = baseline.ask(Question(question))["values"]
    assert (value["value"], value["unit"]) == (number, unit)


def test_cites_the_passage_it_took_the_number_from(baseline):
    [citation] = baseline.ask(Question("机关运行经费多少？"))["citations"]
    assert (citation["page"], citation["quote"]) == (8, TEXTS[1][1])


def test_knows_the_earlier_questions_of_a_conversation(baseline):
    answer = baseline.ask(Question("增长百分之几？", history=["机关运行经费支出多少？"]))
    assert answer["values"][0]["value"] == "141.04"


def test_answers_a_text_question_with_the_best_passage(baseline):
    answer = baseline.ask(Question("公务接待的对象"))
    assert answer["values"] == []
    assert TEXTS[0][1] in answer["answer"]


def test_looks_only_at_the_reports_of_the_scope(baseline):
    answer = baseline.ask(Question("公务接待多少批次？", scope=Scope(years=(2022,))))
    assert answer["outcome"] == "out_of_scope"
