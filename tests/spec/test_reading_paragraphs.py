"""What carries over in a text: titles, dates, wholes, bases and reasons, as tables.

The rows are those of test_reading_sentences: number unit | label | basis | year | compared with |
direction | concept.
"""

import pytest

from tests.spec.test_reading_sentences import BUDGET, check, read


@pytest.mark.parametrize(
    "table",
    [
        """2.公务接待费。2023年度决算数2万元，比年初预算数3万元减少1万元。
        2 万元 | 公务接待费 | actual | 2023 | - | - | hospitality
        3 万元 | 公务接待费 | initial_budget | 2023 | - | - | hospitality
        1 万元 | 公务接待费 | change | 2023 | initial_budget | decrease | hospitality""",
        """（二）公务接待费。严格控制支出。¶2023年度决算数2万元。
        2 万元 | 公务接待费 | actual | 2023 | - | - | hospitality""",
        """具体情况如下：农林水支出（类）林业和草原（款）森林管护（项），支出决算为8万元。
        8 万元 | 森林管护 | actual | 2023 | - | - | -""",
    ],
    ids=["its own paragraph", "the next paragraph", "an item with its levels"],
)
def test_a_title_in_a_paragraph_names_what_its_figures_are_of(table):
    check("“三公”经费支出说明", table)


def test_a_title_in_a_paragraph_is_a_heading_until_the_next_one():
    facts = read(
        "其他事项",
        "（一）绩效管理情况。开展自评。",
        "自评项目4个。",
        "1.道路维修项目绩效自评综述：自评得分98分。",
        "（二）公务接待费3万元。",
    ).facts
    heads = ["（一）绩效管理情况。", "（一）绩效管理情况。", "其他事项"]
    assert [fact.section[-1] for fact in facts] == heads


@pytest.mark.parametrize(
    "heading", ["单位预算编制说明", "预算绩效管理工作开展情况", "其他重要事项"]
)
def test_no_figure_is_of_a_heading_that_names_no_item(heading):
    reading = read(heading, "共计30万元。")
    assert reading.facts == []
    assert [number.printed for number in reading.unread] == ["30"]


@pytest.mark.parametrize(
    "table",
    [
        """截至2022年12月31日，本部门共有车辆7辆，其中：越野车2辆。2023年计划购置车辆1辆。
        7 辆 | 共有车辆 | actual | 2022 | - | - | vehicles_owned
        2 辆 | 越野车 | actual | 2022 | - | - | -
        1 辆 | 计划购置车辆 | budget | 2023 | - | - | -""",
        """截止2022年底，人员编制56人。实有人员51人，会议费5万元。
        56 人 | 人员编制 | actual | 2022 | - | - | -
        51 人 | 实有人员 | actual | 2022 | - | - | -
        5 万元 | 会议费 | budget | 2023 | - | - | -""",
        """内设机构6个，在职人员22人，培训人员30人。
        6 个 | 内设机构 | actual | 2023 | - | - | -
        22 人 | 在职人员 | actual | 2023 | - | - | -
        30 人 | 培训人员 | budget | 2023 | - | - | -""",
        """截至2022年12月31日，固定资产总额90万元。
        90 万元 | 固定资产总额 | actual | 2022 | - | - | -""",
    ],
    ids=["cars", "the next sentence", "no date", "money"],
)
def test_what_a_budget_tells_of_a_date_is_no_budget(table):
    check("国有资产占用情况", table, BUDGET)


@pytest.mark.parametrize(
    "table",
    [
        """财政拨款收入90万元（其中：一般公共预算80万元，政府性基金预算10万元），占收入合计98%。
        90 万元 | 财政拨款收入 | actual | 2023 | - | - | fiscal_appropriation_income
        80 万元 | 一般公共预算 | actual | 2023 | - | - | -
        10 万元 | 政府性基金预算 | actual | 2023 | - | - | -
        98 % | 财政拨款收入 | share | 2023 | 收入合计 | - | fiscal_appropriation_income""",
        """财政拨款收支总预算90万元，涉及预算资金8万元，预算批复金额6万元。
        90 万元 | 财政拨款收支总预算 | budget | 2023 | - | - | -
        8 万元 | 财政拨款收支总预算涉及预算资金 | budget | 2023 | - | - | -
        6 万元 | 预算批复金额 | budget | 2023 | - | - | -""",
    ],
    ids=["the name of a fund", "the name of a budget"],
)
def test_the_name_of_a_fund_is_no_basis_and_that_of_a_budget_is_one(table):
    check("收入情况", table)


def test_a_plain_amount_under_the_heading_of_a_budget_is_one():
    told = [read(f"（二）项目{what}", "道路维修项目经费共计69万元。") for what in ("预算", "支出")]
    assert [r.facts[0].basis.value for r in told] == ["budget", "actual"]


@pytest.mark.parametrize(
    "table",
    [
        """专项经费总预算90万，其中宣传60万，检测30万，合计90万。
        90 万元 | 专项经费 | budget | 2023 | - | - | -
        60 万元 | 宣传 | actual | 2023 | - | - | -
        30 万元 | 检测 | actual | 2023 | - | - | -
        90 万元 | 专项经费 | actual | 2023 | - | - | -""",
        """公务接待9批次，合计2万元。
        9 批次 | 公务接待 | actual | 2023 | - | - | hospitality_visits
        2 万元 | 公务接待 | actual | 2023 | - | - | hospitality""",
    ],
    ids=["of the whole", "of one item"],
)
def test_a_closing_sum_is_of_the_whole_and_not_of_the_last_part(table):
    check("公务接待", table)


def test_a_sum_of_items_that_no_whole_is_told_of_is_unread():
    reading = read("支出", "办公费3万元，印刷费2万元，合计5万元。")
    assert [number.printed for number in reading.unread] == ["5"]


def test_a_name_that_ends_like_a_change_is_none_unless_something_is_compared():
    reading = read("专项资金", "支持外贸稳增长30万元，支持消费增长20万元。")
    assert [(f.label, f.direction) for f in reading.facts] == [("支持外贸稳增长", None)]
    assert [number.printed for number in reading.unread] == ["20"]
    assert read("收入", "与上年相比，收入增长20万元。").facts[0].label == "收入"


@pytest.mark.parametrize(
    "table",
    [
        """会议费比上年减少1.4万元（12.73%）。
        1.4 万元 | 会议费 | change | 2023 | last_year | decrease | -
        12.73 % | 会议费 | growth | 2023 | last_year | decrease | -""",
        """会议费2万元，比2022年的3万元减少1万元，比年初预算数4万元少2万元。
        2 万元 | 会议费 | actual | 2023 | - | - | -
        3 万元 | 会议费 | last_year | 2022 | - | - | -
        1 万元 | 会议费 | change | 2023 | last_year | decrease | -
        4 万元 | 会议费 | initial_budget | 2023 | - | - | -
        2 万元 | 会议费 | change | 2023 | initial_budget | decrease | -""",
        """会议费2万元，上年为3万元，减少1万元。
        2 万元 | 会议费 | actual | 2023 | - | - | -
        3 万元 | 会议费 | last_year | 2022 | - | - | -
        1 万元 | 会议费 | change | 2023 | last_year | decrease | -""",
        """2023年培训费支出3万元，2022年支出4万元，同比下降25%。
        3 万元 | 培训费支出 | actual | 2023 | - | - | -
        4 万元 | 培训费支出 | actual | 2022 | - | - | -
        25 % | 培训费支出 | growth | 2023 | last_year | decrease | -""",
        """会议费比上年增加1万元，主要是场次由4场增加到6场；比年初预算减少2万元。
        1 万元 | 会议费 | change | 2023 | last_year | increase | -
        4 场 | 场次 | last_year | 2022 | - | - | -
        6 场 | 场次 | actual | 2023 | - | - | -
        2 万元 | 会议费 | change | 2023 | initial_budget | decrease | -""",
        """“三公”经费决算数与2022年度持平。其中：公务接待费决算持平。
        stated_equal | "三公"经费 | change | 2023 | last_year | unchanged | three_public_total
        stated_equal | 公务接待费 | change | 2023 | last_year | unchanged | hospitality""",
        """会议费比上年减少1万元，比年初预算减少2万元。其中，办公费减少3万元。
        1 万元 | 会议费 | change | 2023 | last_year | decrease | -
        2 万元 | 会议费 | change | 2023 | initial_budget | decrease | -
        3 万元 | 办公费 | change | 2023 | - | decrease | -""",
        """住房公积金支出决算为9万元，支出决算数等于年初预算数。
        9 万元 | 住房公积金支出 | actual | 2023 | - | - | -
        stated_equal | 住房公积金支出 | change | 2023 | initial_budget | unchanged | -""",
    ],
    ids=[
        "in brackets",
        "the value compared with",
        "in its own clause",
        "spent on it",
        "behind a reason",
        "parts",
        "two bases",
        "equal",
    ],
)
def test_a_change_has_its_base_from_where_it_is_told(table):
    check("会议费与“三公”经费", table)


def test_a_budget_of_the_year_before_is_told_from_its_execution():
    text = "办公费比2022年预算执行数增加3万元；差旅费比2022年预算减少1万元；会议费与上年持平。"
    words = [f.compared_words for f in read("支出", text, kind=BUDGET).facts]
    assert words == ["2022年预算执行数", "2022年预算", ""]


@pytest.mark.parametrize(
    "table",
    [
        """下属1家机关和2家事业单位财政拨款的机关运行经费预算为8万元。
        1 家 | 机关 | actual | 2023 | - | - | -
        2 家 | 事业单位 | actual | 2023 | - | - | -
        8 万元 | 财政拨款的机关运行经费 | budget | 2023 | - | - | agency_operating""",
        """评价指标体系总分为100分，包括产出、效益2个指标，自评98分，平均得分97分。
        100 分 | 评价指标体系总分 | weight | 2023 | - | - | -
        2 个 | 指标 | actual | 2023 | - | - | -
        98 分 | 指标 | score | 2023 | - | - | -
        97 分 | 指标平均得分 | score | 2023 | - | - | -""",
        """国内接待费2万元，共计接待13批次、200人次，人均0.01万元。
        2 万元 | 国内接待费 | actual | 2023 | - | - | domestic_hospitality
        13 批次 | 国内接待 | actual | 2023 | - | - | hospitality_visits
        200 人次 | 国内接待 | actual | 2023 | - | - | hospitality_persons
        0.01 万元 | 国内接待费人均 | actual | 2023 | - | - | -""",
        """对部门项目支出开展绩效自评，涉及资金8万元，占项目支出总额的90%。
        8 万元 | 部门项目支出涉及资金 | actual | 2023 | - | - | -
        90 % | 部门项目支出涉及资金 | share | 2023 | 项目支出总额 | - | -""",
        """购置公务用车2辆，其中：轿车1辆；保有量8辆。
        2 辆 | 购置公务用车 | actual | 2023 | - | - | -
        1 辆 | 购置轿车 | actual | 2023 | - | - | -
        8 辆 | 保有量 | actual | 2023 | - | - | vehicles_held""",
        """运行经费主要用于办公费5万元；防汛（2130314）7万元。
        5 万元 | 办公费 | actual | 2023 | - | - | -
        7 万元 | 防汛 | actual | 2023 | - | - | -""",
    ],
    ids=[
        "organs",
        "full mark",
        "visits of a fee",
        "a share of a side",
        "what is held",
        "what it is used for",
    ],
)
def test_a_label_says_what_is_counted_and_no_more(table):
    kind = BUDGET if "下属" in table else None
    check("接待、绩效与机关运行经费", table, *([kind] if kind else []))


@pytest.mark.parametrize(
    ("paragraphs", "reasons"),
    [
        (
            [
                "拨款收入90万元，比上年增加3万元；拨款支出90万元，比上年增加3万元。",
                "拨款收入支出增加的主要原因是增员。",
            ],
            [None, "增员", None, "增员"],
        ),
        (["办公费比上年增加2万元。", "主要原因：搬迁。"], ["搬迁"]),
        (["办公费比上年增加2万元。", "差旅费减少的主要原因是会议减少。"], [None]),
        (
            ["年初预算为9万元，支出决算为8万元。决算数小于预算数的主要原因：压减。"],
            [None, "压减"],
        ),
    ],
    ids=["named", "not named", "of something else", "a final figure"],
)
def test_a_reason_is_given_to_what_it_names(paragraphs, reasons):
    assert [fact.reason for fact in read("拨款支出", *paragraphs).facts] == reasons
