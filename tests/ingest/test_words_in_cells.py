"""Cells that hold words are facts with a place and without a value."""

from disclosure.content import ReportContent
from disclosure.fact import Basis, Presence
from tests.ingest.drawn import figures, read_text_report

SUMMARY = """
项目支出绩效自评汇总表
单位：万元

序号|项目名称|主管部门|全年预算数|自评得分|自评等级|备注
1|河道清淤|青山县水利局|120.50|96|优|
2|堤防巡查|青山县河务站|8.00|81.5|良|—
"""


def words(content: ReportContent) -> list[tuple[str, str, str]]:
    """Row path, column path and text of every fact of words."""
    found = [fact for fact in content.facts if fact.presence is Presence.WORDS]
    assert {fact.value for fact in found} <= {None}
    assert {fact.unit for fact in found} <= {""}
    return [("/".join(f.row_path), "/".join(f.column_path), f.printed) for f in found]


def test_words_of_a_cell_stand_under_their_row_and_column(tmp_path):
    content = read_text_report(tmp_path, SUMMARY)
    assert words(content) == [
        ("河道清淤", "主管部门", "青山县水利局"),
        ("河道清淤", "自评等级", "优"),
        ("堤防巡查", "主管部门", "青山县河务站"),
        ("堤防巡查", "自评等级", "良"),
        ("堤防巡查", "备注", "—"),
    ]
    assert [fact.printed for fact in figures(content)] == ["120.50", "96", "8.00", "81.5"]


def test_a_column_of_words_has_no_absent_figures(tmp_path):
    content = read_text_report(tmp_path, SUMMARY)
    absent = {Presence.BLANK, Presence.DASH, Presence.STATED_NONE}
    assert not [fact for fact in content.facts if fact.presence in absent]


def test_a_bound_is_kept_as_words_and_a_number_with_its_unit_is_a_figure(tmp_path):
    content = read_text_report(
        tmp_path,
        """
项目绩效指标表

指标|年度指标值|实际完成值
培训合格率|≥95%|98%
发表文章|=12次|12篇
完成时间|2023年12月底前|11月
单位成本|≤24.8万元|24.1万元
""",
    )
    assert [text for _, _, text in words(content)] == [
        "≥95%",
        "=12次",
        "2023年12月底前",
        "11月",
        "≤24.8万元",
    ]
    assert [(f.printed, f.unit, f.basis) for f in figures(content)] == [
        ("98%", "%", Basis.ACTUAL),
        ("12篇", "篇", Basis.ACTUAL),
        ("24.1万元", "万元", Basis.ACTUAL),
    ]


def test_a_number_without_a_unit_among_words_is_no_figure(tmp_path):
    content = read_text_report(
        tmp_path,
        """
支出决算表
单位：万元

项目|金额|起止说明
河道清淤|120.50|2023
堤防巡查|8.00|全年
水尺更新|3.00|上半年
""",
    )
    assert [fact.printed for fact in figures(content)] == ["120.50", "8.00", "3.00"]
    assert ("河道清淤", "起止说明", "2023") in words(content)


def test_words_in_place_of_a_figure_are_a_fact_of_their_column(tmp_path):
    content = read_text_report(
        tmp_path,
        """
支出决算表
单位：万元

项目|金额|上年数
公务接待费|由区统筹安排|1.50
会议费|0.40|0.60
""",
    )
    assert words(content) == [("公务接待费", "金额", "由区统筹安排")]


def test_a_table_of_words_alone_is_read(tmp_path):
    content = read_text_report(
        tmp_path,
        """
所属单位情况表

序号|单位名称|单位性质
1|青山县财政局本级|行政
2|青山县国库支付中心|事业
""",
    )
    assert words(content) == [
        ("青山县财政局本级", "单位性质", "行政"),
        ("青山县国库支付中心", "单位性质", "事业"),
    ]


def test_a_header_that_comes_again_is_no_fact(tmp_path):
    rows = SUMMARY.strip().splitlines()
    again = "\n".join([*rows[:4], rows[3], *rows[4:]])
    content = read_text_report(tmp_path, f"\n{again}\n")
    assert words(content) == words(read_text_report(tmp_path, SUMMARY))
