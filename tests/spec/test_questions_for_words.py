"""Questions for the words of a performance form: which cell, or why it is left to others."""

import pytest

from service.answer import Outcome, Route
from service.holdings import Holdings
from service.steps.look_up_words import find_words
from tests.ingest.drawn import COVER
from tests.spec.asking import Reading

REPORT = f"""{COVER}
项目支出绩效自评汇总表
单位：万元

序号|项目名称|资金使用单位|全年预算数|自评得分|自评等级
1|河道清淤工程经费|青山县河务站|48.5|98|优
2|堤防巡查经费|青山县水文站|8|81.5|良

项目支出绩效自评表
单位：万元

项目名称||河道清淤工程经费|||||
主管部门||青山县水利局||实施单位||青山县河务站|
项目资金|||年初预算数|全年预算数|全年执行数|执行率|得分
||年度资金总额|50|48.5|48.5|100%|10
年度总体目标||预期目标|||实际完成情况||
||清淤十公里|||全部完成||
绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分
|产出指标|数量指标|清淤长度|≥10公里|10.5公里|30|30
总分||||||100|98
"""


@pytest.fixture(scope="module")
def reading(tmp_path_factory):
    return Reading(tmp_path_factory.mktemp("words"), {"report.txt": REPORT.replace("|", "\t")})


@pytest.mark.parametrize(
    ("question", "printed"),
    [
        ("堤防巡查经费的自评等级是什么？", "良"),
        ("堤防巡查项目的资金使用单位是哪个？", "青山县水文站"),
        ("河道清淤工程经费的主管部门是谁？", "青山县水利局"),
        ("青山县财政局河道清淤项目的实际完成情况如何？", "全部完成"),
        ("2023年河道清淤项目清淤长度的年度指标值是多少？", "≥10公里"),
    ],
)
def test_words_are_given_as_printed(reading, question, printed):
    answer = reading.ask(question)
    assert (answer.outcome, answer.route) == (Outcome.ANSWERED, Route.LOOKUP)
    assert f"“{printed}”" in answer.answer
    assert answer.values == ()
    assert printed in answer.citations[0].quote


def test_two_labels_of_one_project_are_answered_together(reading):
    answer = reading.ask("河道清淤工程经费的主管部门和实施单位分别是谁？")
    assert "“青山县水利局”[1]" in answer.answer
    assert "“青山县河务站”[2]" in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "河道清淤工程经费的全年执行数是多少？",
        "河道清淤工程经费的自评得分是多少？",
        "河道清淤项目清淤长度的实际完成值是多少？",
    ],
)
def test_figures_stay_with_the_figures(reading, question):
    answer = reading.ask(question)
    assert "“" not in answer.answer
    assert [value.value for value in answer.values] in (["48.5"], ["98"], ["10.5"])


@pytest.mark.parametrize(
    "question",
    ["自评等级是什么？", "经费的自评等级是什么？", "植树造林经费的自评等级是什么？"],
)
def test_a_project_that_is_not_named_or_not_held_is_not_guessed(reading, question):
    holdings = Holdings(reading.corpus)
    assert find_words(question, holdings.facts(holdings.reports())) == []
