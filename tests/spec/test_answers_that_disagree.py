"""What an answer says of a figure that the report contradicts."""

import pytest

from service.answer import Outcome
from tests.spec.asking import Reading, draw_values

REPORT = """2023 年度
禾丰县林业局
部门决算

第二部分 部门决算表

一般公共预算财政拨款支出决算表
单位：万元

科目编码|科目名称|小计|基本支出|项目支出
合计||100.00|80.00|20.00
213|农林水支出|100.00|80.00|20.00
21302|林业和草原|100.00|80.00|20.00
2130201|行政运行|60.00|60.00|
2130212|湿地保护|40.00|20.00|20.00

第三部分 部门决算情况说明

五、一般公共预算财政拨款支出决算情况说明

2023年度一般公共预算财政拨款支出10.00万元，与2022年度相比，增加2.00万元，增长52.00%。
农林水支出（类）林业和草原（款）湿地保护（项）。年初预算为50.00万元，支出决算为40.00万元。决算数大于预算数的主要原因：工程提前完工。

六、机关运行经费支出情况说明

2023年度机关运行经费支出8.00万元，比年初预算增加1.00万元，增长14.29%。
"""


@pytest.fixture(scope="module")
def reading(tmp_path_factory):
    folder = tmp_path_factory.mktemp("disagree")
    return Reading(folder, {"a.txt": REPORT.replace("|", "\t")})


def test_a_quantity_with_two_figures_is_a_conflict_and_the_table_leads(reading):
    answer = reading.ask("一般公共预算财政拨款支出是多少")
    assert answer.outcome is Outcome.CONFLICT
    assert [value.split()[0] for value in draw_values(answer)] == ["100.00", "10.00"]
    assert [citation.table is None for citation in answer.citations] == [False, True]


def test_a_figure_that_does_not_fit_with_others_has_a_notice(reading):
    answer = reading.ask("一般公共预算财政拨款支出比上年增长百分之几")
    assert answer.outcome is Outcome.ANSWERED
    [notice] = answer.notices
    assert "增减率与按所印增减额计算的结果不一致" in notice
    for printed in ("52.00 %", "2.00 万元", "10.00 万元", "27.00 个百分点"):
        assert printed in notice


def test_words_that_contradict_the_figure_are_shown_beside_it(reading):
    answer = reading.ask("湿地保护的年初预算是多少")
    assert draw_values(answer)[0].startswith("50.00 万元")
    assert "决算数大于预算数" in answer.notices[0]


def test_a_figure_that_agrees_with_everything_has_no_notice(reading):
    answer = reading.ask("机关运行经费是多少")
    assert (answer.outcome, answer.notices) == (Outcome.ANSWERED, ())
