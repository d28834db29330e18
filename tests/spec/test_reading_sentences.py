"""Sentences of final accounts and budgets, and the facts that each states, as tables.

A row is: number unit | label | basis | year | compared with | direction | concept; the sentence
stands in front of its rows. A statement in words has its presence in place of a number.
"""

import re

import pytest

from disclosure.concepts import find_concept
from disclosure.fact import Fact, Presence
from disclosure.place import PlacedText
from disclosure.report import ReportKind
from ingest.figures import FigureReading, read_figures
from ingest.outline import Paragraph
from tests.ingest.stated import PART, build_report

BUDGET = ReportKind.DEPARTMENT_BUDGET
FINAL = ReportKind.DEPARTMENT_FINAL_ACCOUNTS


def read(section: str, *paragraphs: str, kind: ReportKind = FINAL) -> FigureReading:
    bodies = [Paragraph(PlacedText(text), (PART, section)) for text in paragraphs]
    return read_figures(bodies, build_report(kind))


def draw(fact: Fact) -> str:
    figure = f"{fact.value} {fact.unit}".strip()
    printed = figure if fact.presence is Presence.FIGURE else fact.presence.value
    cells = [printed, fact.label, fact.basis.value, str(fact.year), fact.compared_with or "-"]
    return " | ".join([*cells, fact.direction or "-", find_concept(fact) or "-"])


def check(section: str, table: str, kind: ReportKind = FINAL) -> None:
    sentence, *rows = [line.strip() for line in table.strip().splitlines()]
    facts = read(section, *sentence.split("¶"), kind=kind).facts
    assert [draw(fact) for fact in facts] == rows


@pytest.mark.parametrize(
    "table",
    [
        """因公出国（境）费、公务用车购置及运行维护费和公务接待费分别为0万元、6.2万元和1.1万元。
        0 万元 | 因公出国(境)费 | actual | 2023 | - | - | overseas_travel
        6.2 万元 | 公务用车购置及运行维护费 | actual | 2023 | - | - | official_vehicles
        1.1 万元 | 公务接待费 | actual | 2023 | - | - | hospitality""",
        """基本支出和项目支出分别为32万元和8万元，分别占总支出的80%和20%。
        32 万元 | 基本支出 | actual | 2023 | - | - | -
        8 万元 | 项目支出 | actual | 2023 | - | - | -
        80 % | 基本支出 | share | 2023 | 总支出 | - | -
        20 % | 项目支出 | share | 2023 | 总支出 | - | -""",
        """办公费、印刷费、差旅费分别比上年增加1.5、0.5、0.2万元。
        1.5 万元 | 办公费 | change | 2023 | last_year | increase | -
        0.5 万元 | 印刷费 | change | 2023 | last_year | increase | -
        0.2 万元 | 差旅费 | change | 2023 | last_year | increase | -""",
        """办公费、印刷费和差旅费分别比上年减少1.5万元、0.5万元和增加0.2万元。
        1.5 万元 | 办公费 | change | 2023 | last_year | decrease | -
        0.5 万元 | 印刷费 | change | 2023 | last_year | decrease | -
        0.2 万元 | 差旅费 | change | 2023 | last_year | increase | -""",
        """2022年、2023年培训费决算数分别为2.6万元、3.1万元。
        2.6 万元 | 培训费 | actual | 2022 | - | - | -
        3.1 万元 | 培训费 | actual | 2023 | - | - | -""",
        """事业收入、其他收入占总收入的比重分别为12.5%、0.8%。
        12.5 % | 事业收入 | share | 2023 | 总收入 | - | -
        0.8 % | 其他收入 | share | 2023 | 总收入 | - | -""",
    ],
    ids=["amounts", "shares of the same", "one unit", "a turn", "years", "a common end"],
)
def test_a_row_of_figures_is_told_to_the_items_in_order(table):
    check("三公经费说明", table)


def test_a_row_that_does_not_fit_its_items_is_unread():
    reading = read("支出", "基本支出和项目支出分别为32万元、8万元和5万元。")
    assert reading.facts == []
    assert [number.printed for number in reading.unread] == ["32", "8", "5"]


@pytest.mark.parametrize(
    "table",
    [
        """本年收入合计90万元，其中：财政拨款收入72万元，占80%；其他收入18万元，占20%。
        90 万元 | 收入合计 | actual | 2023 | - | - | income_total
        72 万元 | 财政拨款收入 | actual | 2023 | - | - | fiscal_appropriation_income
        80 % | 财政拨款收入 | share | 2023 | 收入合计 | - | fiscal_appropriation_income
        18 万元 | 其他收入 | actual | 2023 | - | - | -
        20 % | 其他收入 | share | 2023 | 收入合计 | - | -""",
        """本年收入合计90万元，其中：¶1.事业收入72万元，占80%。¶2.其他收入18万元，占20%。
        90 万元 | 收入合计 | actual | 2023 | - | - | income_total
        72 万元 | 事业收入 | actual | 2023 | - | - | -
        80 % | 事业收入 | share | 2023 | 收入合计 | - | -
        18 万元 | 其他收入 | actual | 2023 | - | - | -
        20 % | 其他收入 | share | 2023 | 收入合计 | - | -""",
        """2023年度事业支出决算中，办公费6万元，占60%，差旅费4万元，占40%。
        6 万元 | 办公费 | actual | 2023 | - | - | -
        60 % | 办公费 | share | 2023 | 事业支出 | - | -
        4 万元 | 差旅费 | actual | 2023 | - | - | -
        40 % | 差旅费 | share | 2023 | 事业支出 | - | -""",
        """采购总金额90万元。货物72万元，占80%，其中办公设备36万元，占40%。
        90 万元 | 采购总金额 | actual | 2023 | - | - | -
        72 万元 | 货物 | actual | 2023 | - | - | -
        80 % | 货物 | share | 2023 | - | - | -
        36 万元 | 办公设备 | actual | 2023 | - | - | -
        40 % | 办公设备 | share | 2023 | - | - | -""",
    ],
    ids=["one enumeration", "numbered paragraphs", "within", "parts of a part"],
)
def test_every_share_of_an_enumeration_is_of_its_whole_where_that_is_told(table):
    check("收入情况", table)


@pytest.mark.parametrize(
    "table",
    [
        """公务用车保有量由2022年的10辆减少到8辆。
        10 辆 | 公务用车保有量 | last_year | 2022 | - | - | vehicles_held
        8 辆 | 公务用车保有量 | actual | 2023 | - | - | vehicles_held""",
        """公务接待费由上年的3万元下降至2万元，降幅33.33%。
        3 万元 | 公务接待费 | last_year | 2022 | - | - | hospitality
        2 万元 | 公务接待费 | actual | 2023 | - | - | hospitality
        33.33 % | 公务接待费 | growth | 2023 | last_year | decrease | hospitality""",
        """公务接待费2万元，完成全年预算数4万元的50%，比上年决算数3万元减少1万元。
        2 万元 | 公务接待费 | actual | 2023 | - | - | hospitality
        4 万元 | 公务接待费 | adjusted_budget | 2023 | - | - | hospitality
        50 % | 公务接待费 | execution_rate | 2023 | adjusted_budget | - | hospitality
        3 万元 | 公务接待费 | last_year | 2022 | - | - | hospitality
        1 万元 | 公务接待费 | change | 2023 | last_year | decrease | hospitality""",
        """公务接待费2023年决算数2万元，比2023年年初预算数3万元减少1万元。
        2 万元 | 公务接待费 | actual | 2023 | - | - | hospitality
        3 万元 | 公务接待费 | initial_budget | 2023 | - | - | hospitality
        1 万元 | 公务接待费 | change | 2023 | initial_budget | decrease | hospitality""",
        """公务接待费比年初预算多0.5万元，同比上升5%。
        0.5 万元 | 公务接待费 | change | 2023 | initial_budget | increase | hospitality
        5 % | 公务接待费 | growth | 2023 | last_year | increase | hospitality""",
        """公务接待费比上年略有下降，减少0.3万元。
        0.3 万元 | 公务接待费 | change | 2023 | last_year | decrease | hospitality""",
        """上年结转12万元，2022年公务接待费3万元。
        12 万元 | 上年结转 | actual | 2023 | - | - | -
        3 万元 | 公务接待费 | actual | 2022 | - | - | hospitality""",
        """公务接待费增长率为-3.2%。
        -3.2 % | 公务接待费 | growth | 2023 | - | increase | hospitality""",
    ],
)
def test_a_figure_is_of_its_year_and_its_base(table):
    check("三公经费说明", table)


@pytest.mark.parametrize(
    "table",
    [
        """举办培训班6期，培训1.2万人次，新建道路12.6公里，节水30毫升/天。
        6 期 | 举办培训班 | actual | 2023 | - | - | -
        1.2 万人次 | 培训 | actual | 2023 | - | - | -
        12.6 公里 | 新建道路 | actual | 2023 | - | - | -
        30 毫升/天 | 节水 | actual | 2023 | - | - | -""",
        """栽植红柳30丛，房屋120㎡，误差0.5‰。
        30 丛 | 栽植红柳 | actual | 2023 | - | - | -
        120 平方米 | 房屋 | actual | 2023 | - | - | -
        0.5 ‰ | 误差 | share | 2023 | - | - | -""",
        """购置公务用车三辆，公务接待两个批次、三十二人次。
        3 辆 | 购置公务用车 | actual | 2023 | - | - | vehicles_purchased
        2 批次 | 公务接待 | actual | 2023 | - | - | hospitality_visits
        32 人次 | 公务接待 | actual | 2023 | - | - | hospitality_persons""",
        """公务接待批次为13，接待人数45，公务用车保有量为2。
        13 批次 | 公务接待批次 | actual | 2023 | - | - | hospitality_visits
        45 人 | 接待人数 | actual | 2023 | - | - | hospitality_persons
        2 | 公务用车保有量 | actual | 2023 | - | - | -""",
        """惠及群众3万，投入资金5万。
        3 万 | 惠及群众 | actual | 2023 | - | - | -
        5 万元 | 投入资金 | actual | 2023 | - | - | -""",
    ],
    ids=["compound", "unknown", "Chinese numerals", "in front or none", "ten thousand of what"],
)
def test_a_measure_word_is_the_unit_whether_it_is_known_or_not(table):
    check("三公经费说明", table)


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("2021年至2023年，截至12月31日。", {"date"}),
        ("按照财预〔2023〕15号、县发（2022）8号文件执行。", {"document number"}),
        ("依据第14条、第3款。", {"ordinal"}),
        ("详见附件2和公开07表。", {"reference"}),
        ("1.加强管理；2.严控支出。", {"numbering"}),
        ("联系电话：0731-85550000，科目2010301。", {"phone or code"}),
        ("PM2.5、4G网络、5A级景区。", {"part of a name"}),
        ("检测费5—10万元，参加2至3人。", {"range"}),
        ("单价不超过3万元，满意度≥95%，30%以上的村。", {"threshold"}),
        ("接待近30批次，100余人次，约5万元，20人左右。", {"approximate"}),
        ("比上年增加（减少）3万元，增长/下降5%。", {"direction left open"}),
    ],
)
def test_what_is_no_figure_is_counted_under_its_rule(text, rules):
    reading = read("其他事项", text)
    assert (reading.facts, reading.unread) == ([], [])
    assert {number.rule for number in reading.ignored} == rules
    assert len(reading.ignored) == len(re.findall(r"\d+(?:\.\d+)?", text))


@pytest.mark.parametrize(
    "text",
    ["科目8.16万元用于设备。", "1.2023年度收入5万元。", "节约0.10万元。", "编号1,202.95万元。"],
)
def test_a_rule_takes_whole_numbers_only(text):
    reading = read("其他事项", text)
    assert len(reading.facts) == 1
    assert reading.facts[0].printed in {"8.16", "5", "0.10", "1,202.95"}


def test_a_wide_comma_between_digits_parts_two_numbers():
    assert [f.value for f in read("接待", "接待批次为27，8人次。").facts] == [27, 8]
    unclear = read("接待", "接待批次为27，318人次。")
    assert unclear.facts == []
    assert [number.printed for number in unclear.unread] == ["27", "318"]


@pytest.mark.parametrize(
    "table",
    [
        """本年度未发生因公出国（境）费用，与上年一致。
        stated_none | 因公出国(境)费用 | actual | 2023 | - | - | overseas_travel
        stated_equal | 因公出国(境)费用 | change | 2023 | last_year | unchanged | overseas_travel""",
        """因公出国（境）费0万元，此项经费由县统筹安排。
        0 万元 | 因公出国(境)费 | actual | 2023 | - | - | overseas_travel
        stated_none | 因公出国(境)费 | actual | 2023 | - | - | overseas_travel""",
        """本年度未购置公务用车。
        stated_none | 购置公务用车 | actual | 2023 | - | - | vehicles_purchased""",
        """公务接待费与上年持平，均为0万元。
        stated_equal | 公务接待费 | change | 2023 | last_year | unchanged | hospitality
        0 万元 | 公务接待费 | actual | 2023 | - | - | hospitality""",
        """公务接待费决算数与年初预算数一致。
        stated_equal | 公务接待费 | change | 2023 | initial_budget | unchanged | hospitality""",
        """公务接待费1万元，与2022年决算一致0万元。
        1 万元 | 公务接待费 | actual | 2023 | - | - | hospitality
        stated_equal | 公务接待费 | change | 2023 | last_year | unchanged | hospitality
        0 万元 | 公务接待费 | change | 2023 | last_year | unchanged | hospitality""",
        """公务接待费比上年减少1万元，主要原因是上年无此项。
        1 万元 | 公务接待费 | change | 2023 | last_year | decrease | hospitality""",
        """年初结转：指以前年度没有用完的资金。""",
        """项目成本无预算不开支。""",
    ],
)
def test_absence_and_equality_are_facts_and_definitions_are_not(table):
    check("三公经费说明", table)


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("办公费比上年增加2万元，主要原因：一是增员；二是搬迁。", ["一是增员；二是搬迁"]),
        ("受搬迁影响，办公费比上年增加2万元。", ["搬迁"]),
        (
            "办公费比上年增加2万元，主要是增员，差旅费比上年减少1万元，主要是会议减少。",
            ["增员", "会议减少"],
        ),
        ("办公费比上年增加2万元，因新增科室。", ["新增科室"]),
        ("办公费5万元，主要是纸张，比上年增加2万元。", [None, None]),
    ],
    ids=["over sentences", "in front", "each its own", "a short mark", "what it was spent on"],
)
def test_a_reason_is_told_of_the_figure_that_it_explains(text, reasons):
    assert [fact.reason for fact in read("支出", text).facts] == reasons


def test_a_figure_within_a_reason_is_not_of_the_item_that_it_explains():
    reading = read("机关运行经费", "机关运行经费比上年增加2万元，主要是增加3人。下降5%。")
    assert [fact.unit for fact in reading.facts] == ["万元", "%"]
    assert [number.printed for number in reading.unread] == ["3"]


def test_a_rate_behind_its_reason_is_of_the_item():
    facts = read("机关运行经费", "机关运行经费比上年增加2万元，主要原因是搬迁，增长5%。").facts
    assert [(fact.label, fact.compared_with) for fact in facts] == [
        ("机关运行经费", "last_year"),
        ("机关运行经费", "last_year"),
    ]


@pytest.mark.parametrize(
    "table",
    [
        """“三公”经费预算数为12万元，比2022年预算减少0.5万元。其中：（一）公务接待费2万元。
        12 万元 | "三公"经费 | budget | 2023 | - | - | three_public_total
        0.5 万元 | "三公"经费 | change | 2023 | last_year | decrease | three_public_total
        2 万元 | 公务接待费 | budget | 2023 | - | - | hospitality""",
        """行政运行2022年执行数为30万元，2023年预算数为33万元，比2022年执行数增加10%。
        30 万元 | 行政运行 | actual | 2022 | - | - | -
        33 万元 | 行政运行 | budget | 2023 | - | - | -
        10 % | 行政运行 | growth | 2023 | last_year | increase | -""",
        """1.“一般公共服务支出-财政事务-行政运行”科目33万元。
        33 万元 | 行政运行 | budget | 2023 | - | - | -""",
    ],
)
def test_a_budget_is_compared_with_the_year_before(table):
    check("三公经费和预算安排", table, BUDGET)


@pytest.mark.parametrize(
    "table",
    [
        """在预留的采购项目中，由中小企业成交的，采购金额24万元。
        24 万元 | 预留的采购项目中,由中小企业成交的,采购金额 | actual | 2023 | - | - | -""",
        """国内公务接待9批次（其中外事接待1批次），81人次。
        9 批次 | 国内公务接待 | actual | 2023 | - | - | hospitality_visits
        1 批次 | 外事接待 | actual | 2023 | - | - | foreign_visits
        81 人次 | 国内公务接待 | actual | 2023 | - | - | hospitality_persons""",
        """公务接待9批次，81人次，支出2万元，与上年下降5%。
        9 批次 | 公务接待 | actual | 2023 | - | - | hospitality_visits
        81 人次 | 公务接待 | actual | 2023 | - | - | hospitality_persons
        2 万元 | 公务接待 | actual | 2023 | - | - | hospitality
        5 % | 公务接待 | growth | 2023 | last_year | decrease | hospitality""",
        """局机关内设办公室等8个股室，下属3家事业单位。
        8 个 | 股室 | actual | 2023 | - | - | -
        3 家 | 事业单位 | actual | 2023 | - | - | -""",
        """开支会议费1万元，人数120人；其他收入比上年增加3万元，主要是利息收入增加2万元。
        1 万元 | 会议费 | actual | 2023 | - | - | -
        120 人 | 会议费人数 | actual | 2023 | - | - | -
        3 万元 | 其他收入 | change | 2023 | last_year | increase | -
        2 万元 | 利息收入 | change | 2023 | last_year | increase | -""",
    ],
    ids=["clauses left open", "brackets", "spent on it", "behind the number", "a side of it"],
)
def test_a_subject_tells_a_figure_from_its_neighbours(table):
    check("公务接待与采购", table)


def test_a_sentence_that_the_layout_breaks_is_read_as_one():
    facts = read(
        "支出", "公务接待费3万元，比上年减少1万元；会议", "费5万元。（一）培训费2万元。"
    ).facts
    assert [fact.label for fact in facts] == ["公务接待费", "公务接待费", "会议费", "培训费"]


def test_what_begins_behind_a_number_is_no_unit_of_it():
    reading = read("收入情况", "事业收入402.80五、住房保障支出356.88六、年初结转161.90年初")
    assert [fact.printed for fact in reading.facts] == []
    assert [number.printed for number in reading.unread] == ["402.80", "356.88", "161.90"]


def test_a_measure_word_in_front_of_a_noun_is_still_one():
    facts = read("绩效情况", "全年完成4项目标任务。").facts
    assert [(fact.printed, fact.unit) for fact in facts] == [("4", "项")]
