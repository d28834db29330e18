"""What a budget tells besides its budget figures: what there is, and what it compares with."""

import pytest

from service.answer import Outcome
from tests.spec.asking import Reading, draw_values

REPORT = """2023 年度
禾丰县林业局
部门预算

第一部分 部门预算情况说明

一、收入支出预算情况说明

2023年支出预算90.00万元，比2022年预算执行数增加6.00万元。

二、国有资产占用情况说明

截至2022年8月31日，本部门共有车辆7辆，其中：越野车2辆。2023年部门预算安排购置车辆1辆。
"""


@pytest.fixture(scope="module")
def reading(tmp_path_factory):
    folder = tmp_path_factory.mktemp("budget")
    return Reading(folder, {"禾丰县林业局2023年部门预算.txt": REPORT})


@pytest.mark.parametrize("question", ["共有多少辆车", "2023年预算里共有车辆几辆"])
def test_what_a_budget_tells_of_a_date_is_found_and_is_of_the_year_of_the_date(reading, question):
    answer = reading.ask(question)
    assert answer.outcome is Outcome.ANSWERED
    assert draw_values(answer) == ["7 辆 禾丰县林业局 2022"]
    assert "2023年度部门预算：2022年的共有车辆" in answer.answer


def test_a_change_is_told_with_the_figure_that_the_budget_compares_with(reading):
    answer = reading.ask("支出预算比上年增加多少")
    assert draw_values(answer) == ["6.00 万元 禾丰县林业局 2023"]
    assert "比2022年预算执行数增加" in answer.answer
