"""What is asked of figures and how it is computed, over final accounts and the budget after them."""

import pytest

from service.answer import Outcome
from tests.spec.asking import Reading, draw_values

FINAL = """2023 年度
禾丰县林业局
部门决算

第二部分 部门决算表

收入支出决算总表
单位：万元

项目|决算数|项目|决算数
一、一般公共预算财政拨款收入|150.00|一、农林水支出|130.00
|||
本年收入合计|150.00|本年支出合计|148.00
年初结转和结余|8.00|年末结转和结余|10.00
总计|158.00|总计|158.00

支出决算表
单位：万元

科目编码|科目名称|本年支出合计|基本支出|项目支出
合计||148.00|90.00|58.00
213|农林水支出|130.00|72.00|58.00
21302|林业和草原|130.00|72.00|58.00
2130201|行政运行|72.00|72.00|
2130212|湿地保护|38.00||38.00
2130234|防灾减灾|20.00||20.00
221|住房保障支出|18.00|18.00|
22102|住房改革支出|18.00|18.00|
2210201|住房公积金|18.00|18.00|

一般公共预算财政拨款支出决算表
单位：万元

科目编码|科目名称|合计|基本支出|项目支出
合计||140.00|90.00|50.00
213|农林水支出|122.00|72.00|50.00
21302|林业和草原|122.00|72.00|50.00
2130201|行政运行|72.00|72.00|
2130212|湿地保护|30.00||30.00
2130234|防灾减灾|20.00||20.00
221|住房保障支出|18.00|18.00|
22102|住房改革支出|18.00|18.00|
2210201|住房公积金|18.00|18.00|

第三部分 部门决算情况说明

五、一般公共预算财政拨款支出决算情况说明

1.农林水支出（类）林业和草原（款）行政运行（项）。年初预算为80.00万元，支出决算为72.00万元，完成年初预算的90.00%。
2.农林水支出（类）林业和草原（款）湿地保护（项）。年初预算为25.00万元，支出决算为30.00万元，完成年初预算的120.00%。
3.农林水支出（类）林业和草原（款）防灾减灾（项）。年初预算为40.00万元，支出决算为20.00万元，完成年初预算的50.00%。

六、机关运行经费支出情况说明

2023年度机关运行经费支出8.00万元，比年初预算增加1.00万元，增长14.29%。

七、其他情况说明

年末实有离退休人员31人。
"""

BUDGET = """禾丰县林业局
2024年部门预算

第二部分 部门预算表

部门支出预算总表
单位：元

科目编码|科目名称|合计|基本支出|项目支出
合计||1,234,567.00|800,000.00|434,567.00
213|农林水支出|1,234,567.00|800,000.00|434,567.00
21302|林业和草原|1,234,567.00|800,000.00|434,567.00
2130201|行政运行|800,000.00|800,000.00|
2130212|湿地保护|434,567.00||434,567.00

第三部分 部门预算情况说明

一、支出预算情况说明

2024年机关运行经费预算9.50万元。
农林水支出（类）林业和草原（款）湿地保护（项）43.46万元，主要用于湿地保护。
财政拨款收入150.00万元，比2023年预算执行数增加2.50万元。

二、绩效目标设置情况

2024年度，编报绩效目标的项目共3个，涉及项目预算资金43.46万元。
"""


@pytest.fixture(scope="module")
def reading(tmp_path_factory):
    folder = tmp_path_factory.mktemp("operations")
    reports = {"final.txt": FINAL, "budget.txt": BUDGET}
    return Reading(folder, {name: text.replace("|", "\t") for name, text in reports.items()})


def rows(text: str) -> list[list[str]]:
    """The rows of a drawn table, each as its cells."""
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]


COMPUTED = """
2023年行政运行完成年初预算的百分之几               | 90.00 %
2023年行政运行决算是年初预算的百分之多少           | 90.00 %
2023年防灾减灾年初预算和决算相差多少               | 20.00 万元
机关运行经费2024年预算比2023年决算多多少           | 1.50 万元
2024年湿地保护的项目支出预算比2023年决算多多少     | 5.4567 万元
2023年机关运行经费决算和2024年机关运行经费预算差多少 | 1.50 万元
2023年行政运行和住房公积金一共多少                 | 90.00 万元
2023年哪个科目花得最多                             | 72.00 万元
2023年哪一类支出最多                               | 130.00 万元
2023年支出最少的科目是哪个                         | 18.00 万元
2023年支出决算表里合计是多少                       | 148.00 万元
2023年支出决算表中合计的项目支出是多少             | 58.00 万元
2023年收入支出决算总表中总计是多少                 | 158.00 万元
2023年支出决算表里行政运行的支出合计是多少         | 72.00 万元
2023年一、农林水支出是多少                         | 130.00 万元
2023年湿地保护支出多少                             | 38.00 万元
2023年年初结转和结余多少                           | 8.00 万元
2023年一般公共预算湿地保护是多少                   | 30.00 万元
2024年编报绩效目标的项目涉及预算资金多少           | 43.46 万元
2024年绩效目标的项目涉及多少钱                     | 43.46 万元
2024年编报绩效目标的项目有几个                     | 3 个
"""


@pytest.mark.parametrize(("question", "expected"), rows(COMPUTED))
def test_the_figure_asked_for_is_given(reading, question, expected):
    answer = reading.ask(f"林业局{question}")
    assert answer.outcome is Outcome.ANSWERED, answer.answer
    assert " ".join(draw_values(answer)[0].split()[:2]) == expected


def test_the_three_largest_items_are_given_in_order(reading):
    answer = reading.ask("林业局2023年支出最多的三个科目是哪些")
    assert [value.split()[0] for value in draw_values(answer)] == ["72.00", "38.00", "20.00"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("林业局2023年哪些科目没有完成年初预算", ["90.00", "50.00"]),
        ("林业局2023年哪些科目超了年初预算", ["120.00"]),
        ("林业局2023年哪个科目完成年初预算的比例最高", ["120.00"]),
    ],
)
def test_items_are_told_by_the_rates_that_are_printed(reading, question, expected):
    answer = reading.ask(question)
    assert [value.split()[0] for value in draw_values(answer)] == expected


@pytest.mark.parametrize("last", ["一共多少", "合计多少", "这两个加起来呢"])
def test_a_sum_takes_in_every_item_asked_before(reading, last):
    answer = reading.ask("林业局2023年行政运行是多少", "住房公积金呢", last)
    assert [value.split()[0] for value in draw_values(answer)] == ["90.00"]
    assert answer.calculation.expression == "72.00 + 18.00"


def test_a_column_asked_for_after_an_item_stays_in_its_row(reading):
    answer = reading.ask("林业局2023年支出决算表里农林水支出是多少", "项目支出呢")
    assert [value.split()[0] for value in draw_values(answer)] == ["58.00"]
    answer = reading.ask("林业局2023年支出决算表里农林水支出的基本支出", "项目支出?", "合计呢")
    assert [value.split()[0] for value in draw_values(answer)] == ["130.00"]


def test_one_sum_in_two_units_is_one_answer_that_says_both(reading):
    answer = reading.ask("林业局2024年湿地保护预算多少")
    assert answer.outcome is Outcome.ANSWERED
    assert [value.split()[:2] for value in draw_values(answer)] == [
        ["434567.00", "元"],
        ["43.46", "万元"],
    ]


def test_a_sum_printed_in_the_unit_asked_for_is_not_converted(reading):
    answer = reading.ask("林业局2024年湿地保护预算多少万元")
    assert draw_values(answer)[0].split()[:2] == ["43.46", "万元"]
    assert answer.calculation is None


def test_a_figure_of_the_text_is_given_when_the_text_is_asked_about(reading):
    answer = reading.ask("林业局2024年编制说明里写的湿地保护是多少")
    assert [value.split()[0] for value in draw_values(answer)] == ["43.46"]


def test_a_change_against_the_execution_is_none_against_the_budget(reading):
    against_execution = reading.ask("林业局2024年财政拨款收入比2023年预算执行数增加多少")
    assert [value.split()[0] for value in draw_values(against_execution)] == ["2.50"]
    against_budget = reading.ask("林业局2024年财政拨款收入比2023年预算增加多少")
    assert against_budget.values == ()


@pytest.mark.parametrize("question", ["林业局2023年退休人员多少", "林业局2023年退休人员有几个"])
def test_a_name_that_ends_like_another_is_not_taken_for_it(reading, question):
    assert reading.ask(question).values == ()


def test_a_name_with_one_character_changed_is_asked_back(reading):
    assert reading.ask("林业局2023年林地保护支出多少").outcome is not Outcome.ANSWERED


def test_the_largest_growth_is_not_the_largest_amount(reading):
    assert reading.ask("林业局2023年哪个科目增长最多").values == ()


def test_the_kind_of_report_in_front_of_a_title_is_no_part_of_it(reading):
    answer = reading.ask("林业局2023年部门决算支出决算表中湿地保护是多少")
    assert [value.split()[0] for value in draw_values(answer)] == ["38.00"]


def test_a_year_that_only_the_next_report_prints_is_answered_from_there(tmp_path):
    budget = """禾丰县林业局
2024年部门预算

第二部分 部门预算表

一般公共预算支出表
单位：万元

科目编码|科目名称|2023年预算数|2024年预算数
213|农林水支出|41.00|43.50
2130212|湿地保护|41.00|43.50
"""
    reading = Reading(tmp_path, {"budget.txt": budget.replace("|", "\t")})
    before = reading.ask("林业局2023年湿地保护预算是多少")
    assert [value.split()[:2] for value in draw_values(before)] == [["41.00", "万元"]]
    assert reading.ask("林业局2023年湿地保护决算是多少").outcome is Outcome.OUT_OF_SCOPE
    change = reading.ask("林业局2024年湿地保护比2023年预算增加多少")
    assert [value.split()[0] for value in draw_values(change)] == ["2.50"]
