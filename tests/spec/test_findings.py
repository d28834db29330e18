"""What is a contradiction, what is rounding, and what is neither: each rule as a small report."""

import pytest

from disclosure.finding import Finding
from tests.ingest.drawn import read_text_report
from tests.spec import drawn_reports
from tests.spec.asking import Reading
from tests.spec.other_province import CONTRADICTIONS, draw_other_province

CLASSIFIED = """
第二部分 部门决算表

支出决算表
单位：万元

科目编码|科目名称|本年支出合计|基本支出|项目支出
合计||{total}|80.00|{projects}
213|农林水支出|100.01|80.00|20.01
21303|水利|{item}|80.00|20.01
2130301|行政运行|60.00|60.00|
2130306|水利工程运行与维护|40.01|20.00|20.01
"""
SUMMARY = """
第二部分 部门决算表

收入支出决算总表
单位：万元

收入||支出|
项目|金额|项目|金额
一、财政拨款收入|90.00|一、教育支出|70.00
二、其他收入|5.00|二、其他支出|20.00
本年收入合计|{income}|本年支出合计|90.00
使用非财政拨款结余||结余分配|
年初结转和结余|3.00|年末结转和结余|8.00
总计|{total}|总计|98.00
"""
THREE_PUBLIC = """
第二部分 部门决算表

财政拨款“三公”经费支出决算表
单位：万元

合计|因公出国（境）费|公务用车购置及运行维护费|||公务接待费{more}
||小计|公务用车购置费|公务用车运行维护费|{more_below}
{total}||6.40||6.40|1.20{more_value}
"""
FUND = """
第二部分 部门决算表

政府性基金预算财政拨款收入支出决算表
单位：万元

项目||年初结转和结余|本年收入|本年支出|||年末结转和结余
科目编码|科目名称|||小计|基本支出|项目支出|
合计||10.00|30.00|25.00||25.00|{left}
"""
FORM = """
第五部分 附件

2023年度项目支出绩效自评表
单位：万元

项目名称|河道清淤|||||
项目资金|年初预算数|全年预算数(A)|全年执行数(B)|分值|执行率(B/A)|得分
年度资金总额|50.00|40.00|30.00|10|{rate}|7.5
其中：当年财政拨款|50.00|40.00|{own}|||
一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分
产出指标|数量指标|清淤长度|12|12|60|{length}
效益指标|社会效益指标|受益人口|300|310|30|30
总分|||||100|{score}
"""
SECTION = """
第三部分 部门决算情况说明

五、一般公共预算财政拨款支出决算情况说明

"""
TABLE_OF_ITEMS = """
第二部分 部门决算表

一般公共预算财政拨款支出决算表
单位：万元

科目编码|科目名称|小计|基本支出|项目支出
合计||100.00|80.00|20.00
213|农林水支出|100.00|80.00|20.00
21303|水利|100.00|80.00|20.00
2130301|行政运行|60.00|60.00|
2130306|水利工程运行与维护|40.00|20.00|20.00
"""


def draw(finding: Finding) -> str:
    """The rule, the difference, and whether it is rounding."""
    mark = " rounding" if finding.is_rounding else ""
    return f"{finding.rule} {finding.difference}{mark}"


def findings(folder, text: str) -> list[str]:
    return [draw(f) for f in read_text_report(folder, text).findings]


# ---- Within a table ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("total", "projects", "item", "found"),
    [
        ("100.01", "20.01", "100.01", []),
        (
            "100.02",
            "20.01",
            "100.01",
            ["columns_add_up 0.01 rounding", "items_add_up_to_total 0.01 rounding"],
        ),
        ("101.01", "20.01", "100.01", ["columns_add_up 1.00", "items_add_up_to_total 1.00"]),
        ("100.01", "21.01", "100.01", ["columns_add_up -1.00", "items_add_up_to_total 1.00"]),
        (
            "100.01",
            "20.01",
            "99.01",
            ["columns_add_up -1.00", "items_add_up_to_item 1.00", "items_add_up_to_item -1.00"],
        ),
    ],
)
def test_columns_and_items_add_up(tmp_path, total, projects, item, found):
    assert findings(tmp_path, CLASSIFIED.format(total=total, projects=projects, item=item)) == found


@pytest.mark.parametrize(
    ("income", "total", "found"),
    [
        ("95.00", "98.00", []),
        ("95.01", "98.01", ["rows_add_up 0.01 rounding", "tables_agree 0.01 rounding"]),
        ("96.00", "98.00", ["rows_add_up 1.00", "rows_add_up -1.00"]),
        ("95.00", "99.00", ["rows_add_up 1.00", "tables_agree 1.00"]),
    ],
)
def test_the_rows_of_a_summary_add_up_to_both_totals(tmp_path, income, total, found):
    assert findings(tmp_path, SUMMARY.format(income=income, total=total)) == found


def test_rows_below_one_another_are_not_added_up_twice(tmp_path):
    text = SUMMARY.format(income="95.00", total="98.00")
    text = text.replace(
        "二、其他收入|5.00|", "其中：一般公共预算|80.00|三、债务支出|\n二、其他收入|5.00|"
    )
    assert findings(tmp_path, text) == []


def test_a_summary_that_prints_no_carry_over_is_not_added_up(tmp_path):
    text = SUMMARY.format(income="95.00", total="98.00")
    lines = [line for line in text.splitlines() if "结转" not in line]
    assert findings(tmp_path, "\n".join(lines)) == []


@pytest.mark.parametrize(
    ("total", "found"), [("7.60", []), ("7.61", ["concepts_add_up 0.01 rounding"]), ("6.70", ["concepts_add_up -0.90"])]
)  # fmt: skip
def test_three_public_expenses_add_up(tmp_path, total, found):
    text = THREE_PUBLIC.format(total=total, more="", more_below="", more_value="")
    assert findings(tmp_path, text) == found


def test_a_total_that_may_hold_other_columns_is_not_added_up(tmp_path):
    text = THREE_PUBLIC.format(
        total="9.60", more="|会议费", more_below="|", more_value="|2.00"
    )  # fmt: skip
    assert findings(tmp_path, text) == []


@pytest.mark.parametrize(
    ("left", "found"), [("15.00", []), ("15.01", ["balance 0.01 rounding"]), ("25.00", ["balance 10.00"])]
)  # fmt: skip
def test_what_comes_in_is_spent_or_carried_over(tmp_path, left, found):
    assert findings(tmp_path, FUND.format(left=left)) == found


# ---- Performance -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rate", "own", "length", "score", "found"),
    [
        ("75%", "30.00", "60", "97.5", []),
        ("57%", "30.00", "60", "97.5", ["execution_rate_recomputes -18.00"]),
        ("75%", "36.00", "60", "97.5", ["part_within_whole 6.00"]),
        ("75%", "30.00", "65", "102.5", ["score_within_weight 5", "score_within_weight 2.5"]),
        ("75%", "30.00", "60", "92.5", ["scores_add_up -5.0"]),
    ],
)
def test_the_form_of_a_project_agrees_with_itself(tmp_path, rate, own, length, score, found):
    text = FORM.format(rate=rate, own=own, length=length, score=score)
    assert findings(tmp_path, text) == found


# ---- In the text -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        # Growth is the change over what it was before.
        ("一般公共预算财政拨款支出120.00万元，与2022年度相比，增加20.00万元，增长20.00%。", []),
        ("一般公共预算财政拨款支出120.00万元，与2022年度相比，减少20.00万元，下降14.29%。", []),
        (
            "一般公共预算财政拨款支出120.00万元，与2022年度相比，增加20.00万元，增长16.67%。",
            ["growth_recomputes -3.33"],
        ),
        # Cut off in place of rounded.
        ("一般公共预算财政拨款支出1200.00万元，与2022年度相比，减少200.00万元，下降14.28%。",
         ["growth_recomputes -0.01 rounding"]),
        # A round figure allows for what it was rounded from.
        ("一般公共预算财政拨款支出120万元，与2022年度相比，增加20万元，增长20.31%。", []),
        ("一般公共预算财政拨款支出约120.00万元，与2022年度相比，增加20.00万元，增长19%。", []),
        # Execution rate and change against the budget beside it.
        ("一般公共预算财政拨款支出年初预算为80.00万元，支出决算为60.00万元，完成年初预算的75.00%。", []),
        (
            "一般公共预算财政拨款支出年初预算为80.00万元，支出决算为60.00万元，完成年初预算的57.00%。",
            ["execution_rate_recomputes -18.00"],
        ),
        # Shares, of the whole in front of them.
        ("一般公共预算财政拨款支出200.00万元，其中：农林水支出（类）150.00万元，占75.00%；教育支出（类）50.00万元，占25.00%。", []),
        (
            "一般公共预算财政拨款支出200.00万元，其中：农林水支出（类）150.00万元，占75.00%；教育支出（类）50.00万元，占52.00%。",
            ["share_recomputes 27.00"],
        ),
        # Words against figures.
        ("行政运行年初预算为80.00万元，支出决算为60.00万元。决算数小于预算数的主要原因：厉行节约。", []),
        (
            "行政运行年初预算为80.00万元，支出决算为60.00万元。决算数大于预算数的主要原因：厉行节约。",
            ["words_against_figures None"],
        ),
        (
            "行政运行年初预算为80.00万元，支出决算为60.00万元。决算数等于年初预算数。",
            ["words_against_figures None"],
        ),
        # The words are of something else.
        ("行政运行年初预算为80.00万元，支出决算为60.00万元。培训费决算数大于预算数。", []),
        # The base that the words name is not the one that is printed.
        ("行政运行全年预算为80.00万元，支出决算为60.00万元。决算数大于年初预算数。", []),
    ],
)  # fmt: skip
def test_rates_and_words_of_the_text_agree_with_its_figures(tmp_path, sentence, found):
    assert findings(tmp_path, SECTION + sentence) == found


@pytest.mark.parametrize(
    ("services", "share", "found"),
    [
        ("30.00", "96.00", []),
        ("31.00", "96.00", ["concepts_add_up -1.00", "weighted_shares -0.96"]),
        ("30.00", "69.00", ["weighted_shares 8.10"]),
    ],
)
def test_procurement_adds_up_by_kind_and_by_share(tmp_path, services, share, found):
    sentence = (
        "第三部分 情况说明\n\n十一、政府采购支出情况\n\n2023年度政府采购支出总额50.00万元，"
        "其中：政府采购货物支出20.00万元、政府采购工程支出0万元、政府采购服务支出{services}万元。"
        "授予中小企业合同金额48.80万元，占政府采购支出总额的97.60%。货物采购授予中小企业合同金额占"
        "货物支出金额的100%，工程采购授予中小企业合同金额占工程支出金额的0%，服务采购授予中小企业"
        "合同金额占服务支出金额的{share}%。"
    )
    assert findings(tmp_path, sentence.format(services=services, share=share)) == found


@pytest.mark.parametrize(
    ("decrease", "found"),
    [
        # 0.40 of other income last year: the totals may have fallen by different amounts.
        ("99.60", []),
        ("100.40", ["changes_of_totals 0.40"]),
    ],
)
def test_last_year_no_part_was_larger_than_the_whole(tmp_path, decrease, found):
    text = f"""
第三部分 部门决算情况说明

一、收入支出决算总体情况说明

2023年度收、支总计均为300.00万元。与2022年度相比，收、支总计各减少100.00万元，下降25.00%。

四、财政拨款收入支出决算总体情况说明

2023年度财政拨款收、支总计均为300.00万元。与2022年度相比，财政拨款收、支总计各减少{decrease}万元。
"""
    assert findings(tmp_path, text) == found


# ---- Tables and text ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2023年度一般公共预算财政拨款支出100.00万元。", []),
        ("2023年度一般公共预算财政拨款支出1,000,000.00元。", []),
        ("2023年度一般公共预算财政拨款支出100万元。", []),
        (
            "2023年度一般公共预算财政拨款支出100.01万元。",
            ["text_agrees_with_table 0.01 rounding"],
        ),
        ("2023年度一般公共预算财政拨款支出10.00万元。", ["text_agrees_with_table -90.00"]),
        ("2023年度一般公共预算财政拨款支出约105.00万元。", []),
        # Another basis, another fund and another item are not the same quantity.
        ("一般公共预算财政拨款支出年初预算为90.00万元，支出决算为100.00万元。", []),
        ("政府性基金预算财政拨款支出10.00万元。", []),
        ("农林水支出（类）水利（款）行政运行（项）。支出决算为60.00万元。", []),
        (
            "农林水支出（类）水利（款）行政运行（项）。支出决算为66.00万元。",
            ["item_agrees_with_table 6.00"],
        ),
        # A shorter name, and the name of another year, are the same 款; another name is not.
        ("农林水支出（类）水利支出（款）行政运行（项）。支出决算为60.00万元。", []),
        (
            "农林水支出（类）林业和草原（款）行政运行（项）。支出决算为60.00万元。",
            ["item_under_other_section None"],
        ),
    ],
)
def test_the_text_agrees_with_the_table(tmp_path, text, found):
    assert findings(tmp_path, TABLE_OF_ITEMS + SECTION + text) == found


def test_a_hospitality_item_of_basic_expenditure_is_not_the_one_of_three_public(tmp_path):
    basic = """
一般公共预算财政拨款基本支出决算表
单位：万元

科目编码|科目名称|金额
302|商品和服务支出|0.90
30217|公务接待费|0.90

第三部分 情况说明

六、“三公”经费支出决算情况说明

公务接待费1.20万元。公务用车保有量5辆。

十二、国有资产占用情况说明

本部门共有车辆7辆。
"""
    three_public = THREE_PUBLIC.format(total="7.60", more="", more_below="", more_value="")
    assert findings(tmp_path, three_public + basic) == []


def test_a_form_that_is_printed_for_each_unit_is_not_compared(tmp_path):
    other = TABLE_OF_ITEMS.replace("100.00", "50.00").replace("60.00", "10.00")
    other = other.replace("80.00", "30.00").replace("第二部分 部门决算表\n", "")
    text = TABLE_OF_ITEMS + other + SECTION + "一般公共预算财政拨款支出150.00万元。"
    assert findings(tmp_path, text) == []


# ---- Whole reports -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "template",
    [
        drawn_reports.TEMPLATE,
        drawn_reports.mirrored(),
        drawn_reports.interleaved(),
        drawn_reports.codes_in_three_columns(),
        drawn_reports.total_last(),
        drawn_reports.continued_under_a_repeated_header(),
    ],
)
@pytest.mark.parametrize("print_as", [str, drawn_reports.in_yuan])
def test_the_layout_makes_no_contradiction(tmp_path, template, print_as):
    reports = drawn_reports.draw_reports(template)
    reading = Reading(tmp_path, {name: print_as(text) for name, text in reports.items()})
    found = [f for r in reading.corpus.reports() for f in reading.corpus.findings(r.id)]
    assert [draw(f) for f in found if not f.is_rounding] == []


def test_a_report_of_another_province_does_not_contradict_itself(tmp_path):
    assert findings(tmp_path, draw_other_province()) == []


@pytest.mark.parametrize(("right", "wrong", "found"), CONTRADICTIONS)
def test_a_misprint_in_a_report_of_another_province_is_found(tmp_path, right, wrong, found):
    assert findings(tmp_path, draw_other_province(right, wrong)) == found
