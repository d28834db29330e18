"""Which quantity a cell or a sentence is of; what only looks like it is of another or of none."""

from decimal import Decimal

import pytest

from disclosure.concepts import concept_by_key, find_concept, item_column, load_concepts
from disclosure.fact import Basis, Fact, Origin, Presence
from disclosure.table_forms import read_forms
from tests.ingest.drawn import read_text_report


def read_table(text: str) -> list[list[str]]:
    """The rows of a drawn table, each as its cells."""
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]


# An empty row is a table without row labels; * marks the total row. A column path has its parts
# joined by >.
CELLS = """
three_public_expenses            |                      | 决算数 > 合计                                          | three_public_total
three_public_expenses            |                      | 合计 > 预算数                                          | three_public_total
three_public_expenses            |                      | 决算数 > 因公出国（境）费                              | overseas_travel
three_public_expenses            |                      | 决算数 > 公务用车购置及运行维护费 > 小计               | official_vehicles
three_public_expenses            |                      | 公务用车购置及运行费 > 小计 > 预算数                   | official_vehicles
three_public_expenses            |                      | 决算数 > 公务用车购置及运行维护费 > 公务用车购置费     | vehicle_purchase
three_public_expenses            |                      | 决算数 > 公务用车购置及运行维护费 > 公务用车运行维护费 | vehicle_operation
three_public_expenses            |                      | 决算数 > 公务接待费                                    | hospitality
three_public_expenses            | 合计*                | 决算数 > 公务接待费                                    | hospitality
three_public_expenses            | 2.公务接待费         | 2024年预算数                                           | hospitality
three_public_expenses            | （1）公务用车购置费  | 本年预算数                                             | vehicle_purchase
three_public_expenses            | 公务用车费           | 上年预算数                                             | official_vehicles
three_public_expenses            | 合计*                | 本年预算数                                             | three_public_total
three_public_expenses            | 决算数               | 公务接待费                                             | hospitality
three_public_expenses            | 县林场               | 公务接待费                                             | -
three_public_expenses            | 公务接待费           | 政府性基金                                             | -
public_expenses_and_meetings     | 合计*                | 合计                                                   | -
public_expenses_and_meetings     | 合计*                | “三公”经费 > 小计                                      | three_public_total
public_expenses_and_meetings     | 合计*                | “三公”经费 > 公务接待费                                | hospitality
public_expenses_and_meetings     | 一、“三公”经费       | 2024年预算数                                           | three_public_total
agency_information               | 3．公务接待费        | 统计数                                                 | hospitality
agency_information               | （一）政府采购支出合计 | 统计数                                               | procurement_total
government_procurement           | 货物类               | 采购决算数 > 总计                                      | procurement_goods
general_budget_basic_expenditure | 公务接待费           | 金额                                                   | -
general_budget_basic_expenditure | 公务用车运行维护费   | 金额                                                   | -
general_budget_basic_expenditure | 因公出国（境）费用   | 金额                                                   | -
general_budget_basic_expenditure | 人员经费合计*        | 金额                                                   | personnel_costs
general_budget_basic_expenditure | 公用经费合计*        | 金额                                                   | operating_costs
income_expenditure_summary       | 本年收入合计*        | 收入 > 金额                                            | income_total
income_expenditure_summary       | 本年支出合计*        | 支出 > 金额                                            | expenditure_total
income_expenditure_summary       | 总计*                | 支出 > 金额                                            | income_and_expenditure_total
income_expenditure_summary       | 一、一般公共服务支出 | 支出 > 金额                                            | -
income                           | 合计*                | 本年收入合计                                           | income_total
income                           | 合计*                | 财政拨款收入                                           | fiscal_appropriation_income
income                           | 农林水支出           | 本年收入合计                                           | -
expenditure                      | 合计*                | 本年支出合计                                           | expenditure_total
expenditure                      | 合计*                | 基本支出                                               | basic_expenditure
expenditure                      | 合计*                | 项目支出                                               | project_expenditure
expenditure                      | 行政运行             | 项目支出                                               | -
general_budget_expenditure       | 合计*                | 本年支出 > 小计                                        | general_budget_expenditure
general_budget_expenditure       | 合计*                | 本年支出 > 基本支出                                    | general_budget_basic
fiscal_appropriation_summary     | 本年支出合计*        | 支出 > 合计                                            | fiscal_appropriation_expenditure
fiscal_appropriation_summary     | 总计*                | 支出 > 合计                                            | fiscal_appropriation_grand_total
fiscal_appropriation_summary     | 本年支出合计*        | 支出 > 政府性基金预算财政拨款                          | -
government_fund                  | 合计*                | 本年支出 > 小计                                        | -
state_capital                    | 合计*                | 本年支出 > 基本支出                                    | -
"""


def build_cell(form: str, row: str, column: str) -> Fact:
    path = tuple(column.split(" > "))
    return Fact(
        "r1", Origin.TABLE, row or column, Basis.ACTUAL, 2023, value=Decimal(1), unit="万元",
        form=form, row=row.removesuffix("*") or None, row_is_total=row.endswith("*"),
        column=path[-1], column_path=path, table_id="t1", table="表",
    )  # fmt: skip


@pytest.mark.parametrize(("form", "row", "column", "concept"), read_table(CELLS))
def test_a_cell_is_of_the_concept_of_its_form_row_and_column(form, row, column, concept):
    assert form in read_forms()
    assert find_concept(build_cell(form, row, column)) == (None if concept == "-" else concept)


SENTENCES = """
六、“三公”经费支出决算情况说明               | “三公”经费支出             | 万元   | three_public_total
六、“三公”经费支出决算情况说明               | 因公出国（境）费           | 万元   | overseas_travel
六、“三公”经费支出决算情况说明               | 因公出国（境）团组         | 个     | overseas_groups
六、“三公”经费支出决算情况说明               | 因公出国（境）             | 人次   | overseas_persons
六、“三公”经费支出决算情况说明               | 公务用车购置费             | 万元   | vehicle_purchase
六、“三公”经费支出决算情况说明               | 购置公务用车               | 辆     | vehicles_purchased
六、“三公”经费支出决算情况说明               | 公务用车运行维护费         | 万元   | vehicle_operation
六、“三公”经费支出决算情况说明               | 公务用车保有量             | 辆     | vehicles_held
六、“三公”经费支出决算情况说明               | 公务接待费                 | 万元   | hospitality
六、“三公”经费支出决算情况说明               | 国内公务接待               | 批次   | hospitality_visits
六、“三公”经费支出决算情况说明               | 公务接待费                 | 批次   | hospitality_visits
六、“三公”经费支出决算情况说明               | 接待                       | 人次   | hospitality_persons
六、“三公”经费支出决算情况说明               | 接待外宾                   | 批次   | foreign_visits
六、“三公”经费支出决算情况说明               | 国（境）外公务接待         | 人次   | foreign_persons
一、部门职责                                 | 接待来访群众               | 批次   | -
六、“三公”经费支出决算情况说明               | 公务接待费                 | 个     | hospitality_visits
十二、国有资产占用情况说明                   | 共有车辆                   | 辆     | vehicles_owned
十二、国有资产占用情况说明                   | 机要通信用车               | 辆     | -
十二、国有资产占用情况说明                   | 单价50万元以上通用设备     | 台(套) | -
十、机关运行经费支出情况说明                 | 机关运行经费支出           | 万元   | agency_operating
十、机关运行经费支出情况说明                 | 公用经费                   | 万元   | operating_costs
十一、政府采购支出情况说明                   | 政府采购支出总额           | 万元   | procurement_total
十一、政府采购支出情况说明                   | 政府采购货物支出           | 万元   | procurement_goods
十一、政府采购支出情况说明                   | 政府采购工程支出           | 万元   | procurement_works
十一、政府采购支出情况说明                   | 政府采购服务支出           | 万元   | procurement_services
十一、政府采购支出情况说明                   | 授予中小企业合同金额       | 万元   | procurement_sme
十一、政府采购支出情况说明                   | 其中：授予小微企业合同金额 | 万元   | procurement_micro
十一、政府采购支出情况说明                   | 支出总额                   | 万元   | -
二、收入决算情况说明                         | 本年收入合计               | 万元   | income_total
三、支出决算情况说明                         | 本年支出合计               | 万元   | expenditure_total
三、支出决算情况说明                         | 基本支出                   | 万元   | basic_expenditure
八、政府性基金预算财政拨款支出决算情况说明   | 本年支出                   | 万元   | -
八、政府性基金预算财政拨款支出决算情况说明   | 基本支出                   | 万元   | -
九、国有资本经营预算财政拨款支出决算情况说明 | 本年支出合计               | 万元   | -
五、一般公共预算财政拨款支出决算情况说明     | 支出合计                   | 万元   | -
六、“三公”经费支出决算情况说明               | 支出合计                   | 万元   | -
一、收入支出决算总体情况说明                 | 收、支总计                 | 万元   | income_and_expenditure_total
四、财政拨款收入支出决算总体情况说明         | 财政拨款收、支总计         | 万元   | fiscal_appropriation_grand_total
"""


def build_sentence(section: str, label: str, unit: str) -> Fact:
    headings = ("第三部分 部门决算情况说明", section)
    return Fact(
        "r1", Origin.TEXT, label, Basis.ACTUAL, 2023, value=Decimal(1), unit=unit, section=headings
    )


@pytest.mark.parametrize(("section", "label", "unit", "concept"), read_table(SENTENCES))
def test_a_sentence_is_of_the_concept_of_its_subject_unit_and_section(
    section, label, unit, concept
):
    assert find_concept(build_sentence(section, label, unit)) == (
        None if concept == "-" else concept
    )


def test_a_stated_absence_is_of_its_concept_too():
    none = Fact(
        "r1", Origin.TEXT, "因公出国（境）费", Basis.ACTUAL, 2023, Presence.STATED_NONE,
        section=("六、“三公”经费支出决算情况说明",),
    )  # fmt: skip
    assert find_concept(none) == "overseas_travel"


REPORT = """
第二部分 部门决算表

收入支出决算总表
单位：万元

收入||支出|
项目|金额|项目|金额
一、财政拨款收入|50.00|一、农林水支出|48.00
本年收入合计|50.00|本年支出合计|48.00
年初结转和结余|1.00|年末结转和结余|3.00
总计|51.00|总计|51.00

一般公共预算财政拨款基本支出决算明细表
单位：万元

人员经费|||公用经费||
科目编码|科目名称|金额|科目编码|科目名称|金额
301|工资福利支出|30.00|302|商品和服务支出|8.00
30101|基本工资|30.00|30217|公务接待费|0.70
|||30231|公务用车运行维护费|2.20
人员经费合计||30.00|公用经费合计||8.00

政府性基金预算财政拨款收入支出决算表
单位：万元

科目编码|科目名称|本年收入|本年支出||
|||小计|基本支出|项目支出
合计||4.00|4.00|1.00|3.00

财政拨款“三公”经费支出决算表
单位：万元

决算数|||||
合计|因公出国（境）费|公务用车购置及运行维护费|||公务接待费
||小计|公务用车购置费|公务用车运行维护费|
14.40|1.10|12.30|9.00|3.30|0.90

第三部分 部门决算情况说明

一、“三公”经费支出决算情况说明
公务用车运行维护费3.30万元，公务用车保有量为6辆。

二、国有资产占用情况说明
截至2023年12月31日，本部门共有车辆8辆。
"""


@pytest.mark.parametrize(
    ("concept", "figures"),
    [
        ("hospitality", ["0.90"]),
        ("vehicle_operation", ["3.30", "3.30"]),
        ("official_vehicles", ["12.30"]),
        ("three_public_total", ["14.40"]),
        ("expenditure_total", ["48.00"]),
        ("income_total", ["50.00"]),
        ("income_and_expenditure_total", ["51.00", "51.00"]),
        ("basic_expenditure", []),
        ("personnel_costs", ["30.00"]),
        ("vehicles_held", ["6"]),
        ("vehicles_owned", ["8"]),
    ],
)
def test_look_alikes_of_one_report_stay_apart(tmp_path, concept, figures):
    facts = read_text_report(tmp_path, REPORT).facts
    assert [fact.printed for fact in facts if fact.concept == concept] == figures


@pytest.mark.parametrize(
    ("path", "item"),
    [
        ("决算数 > 公务接待费", "公务接待费"),
        ("公务接待费 > 决算数", "公务接待费"),
        ("公务用车购置及运行维护费 > 小计 > 2023年决算数", "公务用车购置及运行维护费"),
        ("本年支出 > 项目支出", "项目支出"),
        ("本年支出 > 合计", ""),
        ("全年预算数（A）", ""),
        ("合计", ""),
        ("执行率（B/A）", ""),
    ],
)
def test_the_item_of_a_column_is_its_last_header_that_is_no_basis_and_no_sum(path, item):
    assert item_column(build_cell("three_public_expenses", "", path)) == item


def test_concepts_name_each_other_by_keys_that_exist():
    for concept in load_concepts():
        assert [concept_by_key(part).key for part in concept.parts] == list(concept.parts)


def test_no_two_concepts_share_a_name_that_people_use():
    owners: dict[str, str] = {}
    shared = [
        (alias, owners[alias], concept.key)
        for concept in load_concepts()
        for alias in {concept.name, *concept.aliases}
        if owners.setdefault(alias, concept.key) != concept.key
    ]
    assert shared == []


def test_at_most_one_concept_of_a_family_and_unit_is_meant_by_default():
    defaults = [(c.family, c.unit) for c in load_concepts() if c.is_default]
    assert len(defaults) == len(set(defaults))
