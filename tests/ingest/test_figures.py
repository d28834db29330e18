"""Figures in sentences: each rule as a sentence and the facts that it states."""

from decimal import Decimal

import pytest

from disclosure.labels import normalise_label
from disclosure.place import PlacedText
from disclosure.report import ReportKind
from ingest.figures import read_figures
from ingest.outline import Paragraph
from tests.ingest.stated import (
    ASSETS,
    PART,
    THREE_PUBLIC,
    build_report,
    draw_facts,
    lines,
    read_sentences,
)

FISCAL = (PART, "五、一般公共预算财政拨款支出决算情况说明")
AGENCY = (PART, "十、机关运行经费支出情况说明")
PROCUREMENT = (PART, "十一、政府采购支出情况说明")
PERFORMANCE = (PART, "十三、预算绩效情况说明")
OTHER = (PART, "九、其他重要事项的情况说明")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "2023年国内公务接待27批次、318人次。",
            """国内公务接待 | actual | 27 批次
            国内公务接待 | actual | 318 人次""",
        ),
        (
            "公务接待费1.20万元，主要用于接待上级检查，共接待27批次、318人次。",
            """公务接待费 | actual | 1.20 万元
            公务接待 | actual | 27 批次
            公务接待 | actual | 318 人次""",
        ),
        (
            "公务接待27批次、318人次，其中：接待外宾2批次、9人次。",
            """公务接待 | actual | 27 批次
            公务接待 | actual | 318 人次
            接待外宾 | actual | 2 批次
            接待外宾 | actual | 9 人次""",
        ),
        (
            "国内公务接待批次27个，接待人次318。",
            """国内公务接待批次 | actual | 27 个
            接待人次 | actual | 318 人次""",
        ),
        (
            "国内公务接待批次为27，国（境）外公务接待0批次、0人次。",
            """国内公务接待批次 | actual | 27 批次
            国(境)外公务接待 | actual | 0 批次
            国(境)外公务接待 | actual | 0 人次""",
        ),
        (
            "因公出国（境）费3.40万元，因公出国（境）团组2个，累计7人次。",
            """因公出国(境)费 | actual | 3.40 万元
            因公出国(境)团组 | actual | 2 个
            因公出国(境)团组 | actual | 7 人次""",
        ),
        (
            "公务用车购置费8万元，购置公务用车1辆；年末公务用车保有量为6辆。",
            """公务用车购置费 | actual | 8 万元
            购置公务用车 | actual | 1 辆
            公务用车保有量 | actual | 6 辆""",
        ),
    ],
)
def test_visits_persons_groups_and_vehicles_have_their_subject(sentence, expected):
    assert draw_facts(read_sentences(THREE_PUBLIC, sentence)) == lines(expected)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "公务接待费1.20万元，比上年增加0.20万元，增长20.00%。",
            """公务接待费 | actual | 1.20 万元
            公务接待费 | change of last_year | increase 0.20 万元
            公务接待费 | growth of last_year | increase 20.00 %""",
        ),
        (
            "公务接待费1.20万元，与年初预算相比减少0.30万元，下降20.00%。",
            """公务接待费 | actual | 1.20 万元
            公务接待费 | change of initial_budget | decrease 0.30 万元
            公务接待费 | growth of initial_budget | decrease 20.00 %""",
        ),
        (
            "公务接待费1.20万元，较全年预算压减0.10万元。",
            """公务接待费 | actual | 1.20 万元
            公务接待费 | change of adjusted_budget | decrease 0.10 万元""",
        ),
        (
            "公务接待费1.20万元，比预算节约0.10万元。",
            """公务接待费 | actual | 1.20 万元
            公务接待费 | change of budget | decrease 0.10 万元""",
        ),
        (
            "公务接待费1.20万元，较2022年度减少0.30万元。",
            """公务接待费 | actual | 1.20 万元
            公务接待费 | change of last_year | decrease 0.30 万元""",
        ),
        (
            "公务接待费1.20万元，较2019年减少0.90万元。",
            """公务接待费 | actual | 1.20 万元
            公务接待费 | change | decrease 0.90 万元""",
        ),
        (
            "公务接待费年初预算为1.50万元，支出决算为1.20万元，完成年初预算的80.00%。",
            """公务接待费 | initial_budget | 1.50 万元
            公务接待费 | actual | 1.20 万元
            公务接待费 | execution_rate of initial_budget | 80.00 %""",
        ),
        (
            "公务接待费全年预算为1.30万元，支出决算为1.20万元，完成全年预算的92.31%。",
            """公务接待费 | adjusted_budget | 1.30 万元
            公务接待费 | actual | 1.20 万元
            公务接待费 | execution_rate of adjusted_budget | 92.31 %""",
        ),
        (
            "公务接待费预算1.50万元，决算1.20万元，预算完成率80.00%。",
            """公务接待费 | budget | 1.50 万元
            公务接待费 | actual | 1.20 万元
            公务接待费 | execution_rate of budget | 80.00 %""",
        ),
        (
            "公务接待费1.20万元，占“三公”经费的8.00%。",
            """公务接待费 | actual | 1.20 万元
            公务接待费 | share of "三公"经费 | 8.00 %""",
        ),
        (
            "基本支出400.00万元，占83.33%；项目支出80.00万元，占16.67%。",
            """基本支出 | actual | 400.00 万元
            基本支出 | share | 83.33 %
            项目支出 | actual | 80.00 万元
            项目支出 | share | 16.67 %""",
        ),
    ],
)
def test_a_figure_says_what_it_measures_and_against_what(sentence, expected):
    assert draw_facts(read_sentences(THREE_PUBLIC, sentence)) == lines(expected)


@pytest.mark.parametrize(
    ("clause", "year"),
    [
        ("公务接待费1.20万元", 2023),
        ("公务接待费上年决算数为1.20万元", 2022),
        ("2021年公务接待费1.20万元", 2021),
        ("公务接待费比2022年增加1.20万元", 2023),
        ("公务接待费年初预算数为1.20万元", 2023),
    ],
)
def test_a_figure_is_of_the_year_that_it_describes(clause, year):
    [fact] = read_sentences(THREE_PUBLIC, f"{clause}。")
    assert (fact.year, fact.value) == (year, Decimal("1.20"))


def test_the_figures_of_a_budget_are_budget_figures():
    facts = read_sentences(
        (PART, "公务接待费"), "公务接待费1.20万元。", kind=ReportKind.UNIT_BUDGET
    )
    assert draw_facts(facts) == "公务接待费 | budget | 1.20 万元"


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("公务接待费比上年减少0.30万元，主要原因：厉行节约，接待减少。", "厉行节约，接待减少"),
        ("公务接待费比上年减少0.30万元，主要原因是来访减少。", "来访减少"),
        ("公务接待费比上年减少0.30万元。主要原因是来访减少。", "来访减少"),
        ("公务接待费与上年持平，主要是来访次数相近。", "来访次数相近"),
        ("公务接待费比上年减少0.30万元，占5%。", None),
    ],
)
def test_a_change_has_the_reason_that_is_printed_behind_it(sentence, reason):
    change = read_sentences(THREE_PUBLIC, sentence)[0]
    assert change.reason == reason


def test_an_amount_has_no_reason_though_its_change_has_one():
    sentence = "机关运行经费36.00万元，比上年增加4.00万元，主要原因是取暖费上涨。"
    amount, change = read_sentences(AGENCY, sentence)
    assert (amount.reason, change.reason) == (None, "取暖费上涨")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "“三公”经费支出15.70万元，其中：公务用车运行维护费12.30万元，公务接待费3.40万元。",
            """三公经费支出 | actual | 15.70 万元
            公务用车运行维护费 | actual | 12.30 万元
            公务接待费 | actual | 3.40 万元""",
        ),
        (
            "“三公”经费比上年增加0.50万元，增长3.29%。其中，公务接待费减少0.10万元。",
            """三公经费 | change of last_year | increase 0.50 万元
            三公经费 | growth of last_year | increase 3.29 %
            公务接待费 | change of last_year | decrease 0.10 万元""",
        ),
        (
            "因公出国（境）费0万元、公务接待费0.80万元。",
            """因公出国(境)费 | actual | 0 万元
            公务接待费 | actual | 0.80 万元""",
        ),
        (
            "绩效自评项目5个，涉及资金120.00万元。",
            """绩效自评项目 | actual | 5 个
            绩效自评项目涉及资金 | actual | 120.00 万元""",
        ),
        ("（三）公务接待费0.80万元。", "公务接待费 | actual | 0.80 万元"),
        ("2023年度禾丰县林业局公务接待费0.80万元。", "公务接待费 | actual | 0.80 万元"),
        ("截至2023年底，公务用车保有量6辆。", "公务用车保有量 | actual | 6 辆"),
    ],
    ids=[
        "of which",
        "the next sentence",
        "one list",
        "a side of it",
        "a numbered item",
        "the department",
        "a date",
    ],
)
def test_every_figure_has_its_own_subject(sentence, expected):
    assert draw_facts(read_sentences(THREE_PUBLIC, sentence)) == lines(expected)


@pytest.mark.parametrize(
    ("section", "sentence", "expected"),
    [
        (
            AGENCY,
            "比年初预算增加5.00万元。",
            "机关运行经费 | change of initial_budget | increase 5.00 万元",
        ),
        (
            AGENCY,
            "与上年相比，减少1.00万元。",
            "机关运行经费 | change of last_year | decrease 1.00 万元",
        ),
        (
            (PART, "（二）政府采购支出情况"),
            "年初预算为7万元。",
            "政府采购 | initial_budget | 7 万元",
        ),
    ],
)
def test_a_figure_without_a_subject_is_of_what_the_heading_names(section, sentence, expected):
    assert draw_facts(read_sentences(section, sentence)) == expected


@pytest.mark.parametrize("before", ["机关运行经费36.00万元。", "机关运行经费的说明如下。"])
def test_a_subject_does_not_carry_over_to_the_next_heading(before):
    paragraphs = [
        Paragraph(PlacedText(before), AGENCY),
        Paragraph(PlacedText("年初预算为66.00万元。"), PROCUREMENT),
    ]
    last = read_figures(paragraphs, build_report()).facts[-1]
    assert (normalise_label(last.label), last.section) == ("政府采购", PROCUREMENT)


@pytest.mark.parametrize(
    ("paragraphs", "path"),
    [
        (
            ["农林水支出（类）林业和草原（款）湿地保护（项）年初预算为30万元。"],
            ("农林水支出", "林业和草原", "湿地保护"),
        ),
        (
            ["1.农林水支出（类）林业和草原（款）湿地保护（项）。年初预算为30万元。"],
            ("农林水支出", "林业和草原", "湿地保护"),
        ),
        (
            ["农林水支出（类）林业和草原（款）湿地保护（项）。", "年初预算为30万元。"],
            ("农林水支出", "林业和草原", "湿地保护"),
        ),
        (
            ["农林水支出(类)林业和草原(款)湿地保护(项)：年初预算为30万元。"],
            ("农林水支出", "林业和草原", "湿地保护"),
        ),
        (["（1）湿地保护（项）年初预算为30万元。"], ("湿地保护",)),
        (["农林水支出（类）年初预算为30万元。"], ("农林水支出",)),
    ],
    ids=[
        "one sentence",
        "a numbered sentence",
        "a paragraph",
        "a colon",
        "item only",
        "class only",
    ],
)
def test_a_functional_item_is_known_by_its_levels(paragraphs, path):
    [fact] = read_sentences(FISCAL, *paragraphs)
    assert (fact.label, fact.row_path) == (path[-1], path)
    assert draw_facts([fact]).endswith("initial_budget | 30 万元")


def test_all_figures_behind_a_functional_item_are_of_it():
    sentence = (
        "1.农林水支出（类）林业和草原（款）湿地保护（项）。年初预算为30万元，支出决算为33万元，"
        "完成年初预算的110.00%，决算数大于年初预算数的主要原因：追加资金。"
    )
    facts = read_sentences(FISCAL, sentence)
    assert draw_facts(facts) == lines(
        """湿地保护 | initial_budget | 30 万元
        湿地保护 | actual | 33 万元
        湿地保护 | execution_rate of initial_budget | 110.00 %"""
    )
    assert [fact.reason for fact in facts] == [None, None, "追加资金"]


def test_a_topic_before_a_colon_names_the_figures_behind_it():
    sentence = (
        "“古树保护”项目绩效自评综述：自评得分为96.5分。"
        "项目全年预算数为20万元，执行数为18万元，完成预算的90%。"
    )
    assert draw_facts(read_sentences(PERFORMANCE, sentence)) == lines(
        """古树保护 | score | 96.5 分
        古树保护 | adjusted_budget | 20 万元
        古树保护 | actual | 18 万元
        古树保护 | execution_rate of budget | 90 %"""
    )


def test_a_numbered_first_sentence_is_the_heading_of_its_paragraph():
    facts = read_sentences(OTHER, "2.政府采购支出情况。2023年政府采购支出总额66.00万元。")
    assert facts[0].section == (*OTHER, "2.政府采购支出情况。")
    assert draw_facts(facts) == "政府采购支出总额 | actual | 66.00 万元"


def test_a_first_sentence_with_a_figure_is_no_heading():
    [fact] = read_sentences(OTHER, "2.政府采购支出总额66.00万元。")
    assert fact.section == OTHER


def test_shares_of_procurement_name_their_whole():
    sentence = (
        "政府采购支出总额66.00万元，其中：政府采购货物支出16.00万元、政府采购工程支出30.00万元、"
        "政府采购服务支出20.00万元。授予中小企业合同金额60.00万元，占政府采购支出总额的90.91%，"
        "其中：授予小微企业合同金额45.00万元，占授予中小企业合同金额的75.00%。"
    )
    assert draw_facts(read_sentences(PROCUREMENT, sentence)) == lines(
        """政府采购支出总额 | actual | 66.00 万元
        政府采购货物支出 | actual | 16.00 万元
        政府采购工程支出 | actual | 30.00 万元
        政府采购服务支出 | actual | 20.00 万元
        授予中小企业合同金额 | actual | 60.00 万元
        授予中小企业合同金额 | share of 政府采购支出总额 | 90.91 %
        授予小微企业合同金额 | actual | 45.00 万元
        授予小微企业合同金额 | share of 授予中小企业合同金额 | 75.00 %"""
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "2023年12月31日，本部门完成机构改革。",
        "按照禾财〔2023〕15号文件，下达第2批次资金。",
        "具体见附件2和公开07表。",
        "公务接待费控制在2万元以内。",
        "公务接待费XX万元，增长XX%。",
        "接待近30批次，接待100余人次。",
        "1、严格执行预算。",
        "设置质量指标≥95%。",
    ],
    ids=["date", "document", "table number", "limit", "template", "about", "list", "target"],
)
def test_dates_numbers_of_things_and_limits_are_no_figures(sentence):
    assert draw_facts(read_sentences(OTHER, sentence)) == ""


def test_a_threshold_belongs_to_the_name_of_what_is_counted():
    sentence = (
        "截至2023年12月31日，共有车辆8辆；单价50万元以上通用设备1台（套），"
        "单价100万元（含）以上专用设备3台套，房屋1,200.50平方米。"
    )
    assert draw_facts(read_sentences(ASSETS, sentence)) == lines(
        """共有车辆 | actual | 8 辆
        单价50万元以上通用设备 | actual | 1 台(套)
        单价100万元(含)以上专用设备 | actual | 3 台(套)
        房屋 | actual | 1200.50 平方米"""
    )
