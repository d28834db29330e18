"""How tables are read, each rule as a small drawn table."""

import pytest

from disclosure.fact import Basis, Presence
from disclosure.table import TableState
from tests.ingest.drawn import cells, figures, read_text_report


def test_merged_headers_become_header_paths(tmp_path):
    content = read_text_report(
        tmp_path,
        """
一般公共预算财政拨款支出决算表
公开 05 表
单位：万元

项 目||本年支出||
科目编码|科目名称|小计|基本支出|项目支出
栏 次||1|2|3
合 计||3.5|2|1.5
201|一般公共服务支出|3.5|2|1.5
20103|政府办公厅（室）及相关机构事务|3.5|2|1.5
2010301|行政运行|3.5|2|1.5
""",
    )
    assert cells(content)[:3] == [
        ("合 计", "本年支出/小计", "3.5"),
        ("合 计", "本年支出/基本支出", "2"),
        ("合 计", "本年支出/项目支出", "1.5"),
    ]
    last = figures(content)[-1]
    assert last.row_path == (
        "一般公共服务支出",
        "政府办公厅（室）及相关机构事务",
        "行政运行",
    )
    assert (last.code, last.label, last.unit) == ("2010301", "行政运行·项目支出", "万元")
    assert content.tables[0].blocks[0].columns[2].ordinal == "3"


def test_side_by_side_tables_have_row_labels_of_their_own(tmp_path):
    content = read_text_report(
        tmp_path,
        """
收入支出决算总表
单位：万元

收入|||支出||
项目|行次|金额|项目|行次|金额
栏次||1|栏次||2
一、财政拨款收入|1|10|一、教育支出|4|7
|2||二、其他支出|5|3
总计|3|10|总计|6|10
""",
    )
    assert cells(content) == [
        ("一、财政拨款收入", "收入/金额", "10"),
        ("一、教育支出", "支出/金额", "7"),
        ("二、其他支出", "支出/金额", "3"),
        ("总计", "收入/金额", "10"),
        ("总计", "支出/金额", "10"),
    ]
    assert [fact.row_is_total for fact in figures(content)] == [False, False, False, True, True]


def test_line_numbers_and_column_numbers_are_no_facts(tmp_path):
    content = read_text_report(
        tmp_path,
        """
支出决算表
单位：万元

序号|项目名称|行次|金额
栏次|||1
1|甲项目|1|5
2|乙项目|2|6
""",
    )
    assert [fact.printed for fact in figures(content)] == ["5", "6"]


def test_a_code_in_three_columns_is_one_code(tmp_path):
    content = read_text_report(
        tmp_path,
        """
支出决算表
单位：万元

项目||||合计|基本支出
科目编码|||科目名称||
类|款|项|||
201|||一般公共服务支出|9|9
201|06||财政事务|9|9
201|06|01|行政运行|9|9
合计||||9|9
""",
    )
    codes = [fact.code for fact in figures(content)]
    assert codes == ["201", "201", "20106", "20106", "2010601", "2010601", None, None]
    assert figures(content)[4].row_path == ("一般公共服务支出", "财政事务", "行政运行")


@pytest.mark.parametrize(
    ("header", "figures_row"),
    [
        ("预算数|||决算数||\n合计|用车费|接待费|合计|用车费|接待费", "3|2|1|2.5|1.8|0.7"),
        (
            "合计||用车费||接待费|\n预算数|决算数|预算数|决算数|预算数|决算数",
            "3|2.5|2|1.8|1|0.7",
        ),
    ],
    ids=["budget columns first", "interleaved item by item"],
)
def test_the_order_of_budget_and_final_columns_does_not_matter(tmp_path, header, figures_row):
    text = f"\n财政拨款“三公”经费支出决算表\n单位：万元\n\n{header}\n{figures_row}\n"
    facts = figures(read_text_report(tmp_path, text))
    found = {(fact.label, fact.basis, fact.printed) for fact in facts}
    assert found >= {
        ("用车费·预算数", Basis.BUDGET, "2"),
        ("用车费·决算数", Basis.ACTUAL, "1.8"),
        ("接待费·决算数", Basis.ACTUAL, "0.7"),
    }
    assert {fact.row for fact in facts} == {None}


def test_blank_dash_none_and_zero_stay_apart(tmp_path):
    content = read_text_report(
        tmp_path,
        """
支出决算表
单位：万元

科目名称|基本支出|项目支出|经营支出|其他支出
教育支出|0||—|无
""",
    )
    presences = [fact.presence for fact in content.facts]
    assert presences == [Presence.FIGURE, Presence.BLANK, Presence.DASH, Presence.STATED_NONE]
    assert [fact.value for fact in content.facts][1:] == [None, None, None]


def test_a_row_without_a_name_leaves_no_blank_behind(tmp_path):
    content = read_text_report(
        tmp_path,
        """
收入支出决算总表
单位：万元

项目|行次|金额
一、财政拨款收入|1|10
|2|
……|3|
""",
    )
    assert [(fact.row, fact.printed) for fact in content.facts] == [("一、财政拨款收入", "10")]


def test_a_figure_behind_its_merged_label_keeps_that_label(tmp_path):
    content = read_text_report(
        tmp_path,
        """
一般公共预算财政拨款基本支出决算明细表
单位：万元

人员经费|||公用经费|||||
科目编码|科目名称|金额|科目编码|科目名称|金额|科目编码|科目名称|金额
301|工资福利支出|8|302|商品和服务支出|2|310|资本性支出|1
人员经费合计||8|公用经费合计|||||3
""",
    )
    assert cells(content)[-2:] == [
        ("人员经费合计", "人员经费/金额", "8"),
        ("公用经费合计", "公用经费/金额", "3"),
    ]
    assert not [fact for fact in content.facts if fact.presence is Presence.BLANK]


def test_items_named_again_are_parts_of_the_row_above(tmp_path):
    content = read_text_report(
        tmp_path,
        """
财政拨款收入支出决算总表
单位：万元

项目|金额
一、一般公共预算财政拨款|10
年初结转和结余|2
一般公共预算财政拨款|2
其中：项目结转|1
""",
    )
    assert [fact.row_path for fact in figures(content)][2] == (
        "年初结转和结余",
        "一般公共预算财政拨款",
    )


def test_each_table_has_the_unit_that_it_prints(tmp_path):
    content = read_text_report(
        tmp_path,
        """
收入决算表
编制部门：青山县财政局 单位：元

项目|金额
财政拨款收入|100,000.00

支出决算表
金额单位：万元

项目|金额|占比（%）|人数（人）
教育支出|10|55.5|3
""",
    )
    units = [(fact.printed, fact.unit) for fact in figures(content)]
    assert units == [("100,000.00", "元"), ("10", "万元"), ("55.5", "%"), ("3", "人")]


def test_a_table_with_a_repeated_header_is_one_table(tmp_path):
    header = "科目编码|科目名称|金额"
    content = read_text_report(
        tmp_path,
        f"""
支出决算表
单位：万元

{header}
201|一般公共服务支出|5

{header}
20101|人大事务|5
""",
    )
    [table] = content.tables
    assert [row.code for row in table.blocks[0].rows] == ["201", "20101"]
    assert figures(content)[-1].row_path == ("一般公共服务支出", "人大事务")


def test_a_table_without_figures_is_empty_and_keeps_its_note(tmp_path):
    content = read_text_report(
        tmp_path,
        """
政府性基金预算财政拨款收入支出决算表
单位：万元

科目编码|科目名称|本年收入|本年支出
栏次||1|2
合计|||

注：本部门没有政府性基金收入，故本表无数据。
""",
    )
    [table] = content.tables
    assert table.state is TableState.EMPTY
    assert table.note == "注：本部门没有政府性基金收入，故本表无数据。"
    assert {fact.presence for fact in content.facts if fact.table_id} == {Presence.BLANK}


def test_a_table_that_is_only_listed_is_absent(tmp_path):
    content = read_text_report(
        tmp_path,
        """
目 录
一、收入决算表......1
二、国有资本经营预算财政拨款支出决算表......2

收入决算表
单位：万元

项目|金额
财政拨款收入|10
""",
    )
    states = {table.title: table.state for table in content.tables}
    assert states == {
        "收入决算表": TableState.FILLED,
        "国有资本经营预算财政拨款支出决算表": TableState.ABSENT,
    }


def test_a_performance_form_is_read_region_by_region(tmp_path):
    content = read_text_report(
        tmp_path,
        """
项目支出绩效自评表
单位：万元

项目名称||城市更新经费|||||
主管部门||青山县财政局||实施单位|青山县财政局||
项目预算执行情况||年初预算数|全年预算数（A）|全年执行数（B）|分值|执行率（B/A）|得分
||年度资金总额|0|36.3|36.3|10|100%|10
||其中：当年财政拨款|0|36.3|36.3|||
年度总体目标||年初预期目标|||目标实际完成情况||
||做好工作|||做好了工作||
绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成指标值|分值|得分
|成本指标|经济成本指标|成本控制数|≤53 万元|36.3 万元|20|20
|产出指标|数量指标|办理件数|≥100 件|完成|20|18
||质量指标|完成质量|高|高|20|20
满意度指标|服务对象满意度指标|服务对象满意度|满意|满意|30|29
总分||97||||||
""",
    )
    facts = {(f.row, f.column): f for f in figures(content)}
    rate = facts["年度资金总额", "执行率（B/A）"]
    assert (rate.basis, rate.unit, rate.printed) == (Basis.EXECUTION_RATE, "%", "100%")
    budget = facts["年度资金总额", "年初预算数"]
    assert (budget.basis, budget.printed, budget.unit) == (Basis.INITIAL_BUDGET, "0", "万元")
    cost = facts["成本控制数", "实际完成指标值"]
    assert (cost.printed, cost.unit) == ("36.3 万元", "万元")
    quality = facts["完成质量", "得分"]
    assert quality.row_path == ("城市更新经费", "产出指标", "质量指标", "完成质量")
    shifted = facts["服务对象满意度", "得分"]
    assert (shifted.printed, shifted.basis) == ("29", Basis.SCORE)
    assert facts["总分", "得分"].printed == "97"
    assert all(f.row_path[0] == "城市更新经费" for f in figures(content))
    assert ("成本控制数", "年度指标值") not in facts


def test_a_difference_within_the_rounding_envelope_is_rounding(tmp_path):
    table = """
支出决算表
单位：万元

科目编码|科目名称|金额
合计||{total}
201|一般公共服务支出|1.01
205|教育支出|2.01
"""
    rounded = read_text_report(tmp_path, table.format(total="3.03")).findings
    wrong = read_text_report(tmp_path, table.format(total="3.30")).findings
    assert [finding.is_rounding for finding in rounded] == [True]
    assert [(finding.is_rounding, str(finding.difference)) for finding in wrong] == [
        (False, "0.28")
    ]
