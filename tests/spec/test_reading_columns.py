"""How columns are seen, whatever rules are drawn: each rule as a drawn table and its facts."""

import pytest

from disclosure.reading_report import Unread
from ingest.reading import read_report
from tests.ingest.drawn import draw_cover, draw_line, write_pdf
from tests.spec.drawn_tables import ALIGNED_FORMS, FORMS, draw_facts, lines, read_table

SUMMARY = """
收入支出决算总表
单位：万元

收入|<|支出|<|<|<
项目|金额|项目|合计|基本支出|项目支出
一、财政拨款收入|1,280.50|一、教育支出|1,100.00|900.00|200.00
二、事业收入|20.00|二、住房保障支出|65.50|65.50|
三、其他收入||三、卫生健康支出|135.00|135.00|
本年收入合计|1,300.50|本年支出合计|1,300.50|1,100.50|200.00
"""
SUMMARY_FACTS = lines("""
一、财政拨款收入 | | 收入/金额     | 1,280.50 | 万元 | actual
一、教育支出     | | 支出/合计     | 1,100.00 | 万元 | actual
一、教育支出     | | 支出/基本支出 | 900.00   | 万元 | actual
一、教育支出     | | 支出/项目支出 | 200.00   | 万元 | actual
二、事业收入     | | 收入/金额     | 20.00    | 万元 | actual
二、住房保障支出 | | 支出/合计     | 65.50    | 万元 | actual
二、住房保障支出 | | 支出/基本支出 | 65.50    | 万元 | actual
三、卫生健康支出 | | 支出/合计     | 135.00   | 万元 | actual
三、卫生健康支出 | | 支出/基本支出 | 135.00   | 万元 | actual
本年收入合计     | | 收入/金额     | 1,300.50 | 万元 | actual
本年支出合计     | | 支出/合计     | 1,300.50 | 万元 | actual
本年支出合计     | | 支出/基本支出 | 1,100.50 | 万元 | actual
本年支出合计     | | 支出/项目支出 | 200.00   | 万元 | actual
""")


@pytest.mark.parametrize("form", [*FORMS, *ALIGNED_FORMS])
def test_columns_are_seen_whatever_rules_are_drawn(tmp_path, form):
    assert draw_facts(read_table(tmp_path, form, SUMMARY)) == SUMMARY_FACTS


@pytest.mark.parametrize("form", ALIGNED_FORMS)
def test_an_empty_column_without_rules_moves_no_figure_under_its_header(tmp_path, form):
    content = read_table(
        tmp_path,
        form,
        """
一般公共预算财政拨款支出决算表
单位：万元

项目|<|年初结转|本年支出|<|<|年末结转
科目编码|科目名称|^|小计|基本支出|项目支出|^
合计|<||31.50|20.25|11.25|1.00
205|教育支出||31.50|20.25|11.25|1.00
20502|普通教育||31.50|20.25|11.25|
2050299|其他普通教育↵支出||11.25||11.25|
""",
    )
    assert draw_facts(content) == lines("""
合计                       |         | 本年支出/小计     | 31.50 | 万元 | actual
合计                       |         | 本年支出/基本支出 | 20.25 | 万元 | actual
合计                       |         | 本年支出/项目支出 | 11.25 | 万元 | actual
合计                       |         | 年末结转          | 1.00  | 万元 | actual
教育支出                   | 205     | 本年支出/小计     | 31.50 | 万元 | actual
教育支出                   | 205     | 本年支出/基本支出 | 20.25 | 万元 | actual
教育支出                   | 205     | 本年支出/项目支出 | 11.25 | 万元 | actual
教育支出                   | 205     | 年末结转          | 1.00  | 万元 | actual
教育支出/普通教育          | 20502   | 本年支出/小计     | 31.50 | 万元 | actual
教育支出/普通教育          | 20502   | 本年支出/基本支出 | 20.25 | 万元 | actual
教育支出/普通教育          | 20502   | 本年支出/项目支出 | 11.25 | 万元 | actual
教育支出/普通教育/其他普通教育支出 | 2050299 | 本年支出/小计 | 11.25 | 万元 | actual
教育支出/普通教育/其他普通教育支出 | 2050299 | 本年支出/项目支出 | 11.25 | 万元 | actual
""")


def test_turned_headers_are_read(tmp_path):
    def draw(canvas):
        draw_cover(canvas)
        draw_line(canvas, 240, 760, "支出决算表", 15)
        draw_line(canvas, 60, 735, "单位：万元", 9)
        for row, height in ((0, 80), (1, 20)):
            bottom = 720 - 80 - 20 * row
            for column in range(3):
                canvas.rect(60 + 90 * column, bottom, 90, height)
        draw_line(canvas, 64, 680, "科目名称", 9)
        for column, text in ((1, "上缴上级支出"), (2, "对附属单位补助")):
            canvas.saveState()
            canvas.translate(60 + 90 * column + 45, 680)
            canvas.rotate(90)
            draw_line(canvas, -27, -4, text, 9)
            canvas.restoreState()
        for column, text in enumerate(("教育支出", "9.5", "4.5")):
            draw_line(canvas, 64 + 90 * column, 626, text, 9)
        canvas.showPage()

    content = read_report(write_pdf(tmp_path / "report.pdf", draw))
    assert draw_facts(content) == lines("""
教育支出 | | 上缴上级支出   | 9.5 | 万元 | actual
教育支出 | | 对附属单位补助 | 4.5 | 万元 | actual
""")


def test_figures_whose_columns_are_not_sure_are_no_facts_and_are_complained_of(tmp_path):
    content = read_table(
        tmp_path,
        "pdf without rules",
        """
支出决算表
单位：万元

科目名称|基本支出|
教育支出|20.25|11.25
住房保障支出|20.25|11.25
""",
    )
    assert draw_facts(content) == ""
    [region] = [region for region in content.reading.regions if region.why is Unread.COLUMNS]
    assert region.page == 2
    assert region.text == "教育支出20.2511.25 … 住房保障支出20.2511.25"


@pytest.mark.parametrize("form", FORMS)
def test_a_column_of_another_year_is_of_that_year(tmp_path, form):
    content = read_table(
        tmp_path,
        form,
        """
一般公共预算支出表
单位：万元

科目编码|科目名称|2022年决算数|2023年决算数|比上年增减
合计|<|90.00|100.00|10.00
208|社会保障和就业支出|90.00|100.00|10.00
""",
    )
    assert content.report.year == 2023
    found = [(f.printed, f.basis.value, f.year) for f in content.facts if f.code == "208"]
    assert found == [
        ("90.00", "last_year", 2022),
        ("100.00", "actual", 2023),
        ("10.00", "change", 2023),
    ]


@pytest.mark.parametrize("form", FORMS)
def test_a_group_of_columns_may_be_of_another_year(tmp_path, form):
    content = read_table(
        tmp_path,
        form,
        """
“三公”经费支出表
单位：万元

2022年|<|2023年|<|增减变化情况|<
合计|公务接待费|合计|公务接待费|合计|公务接待费
2.50|2.50|1.60|1.60|-0.90|-0.90
""",
    )
    found = [(f.printed, f.basis.value, f.year) for f in content.facts if "接待" in f.label]
    assert found == [
        ("2.50", "last_year", 2022),
        ("1.60", "actual", 2023),
        ("-0.90", "change", 2023),
    ]


@pytest.mark.parametrize("form", FORMS)
def test_what_is_carried_over_from_a_year_is_an_item_of_this_one(tmp_path, form):
    content = read_table(
        tmp_path,
        form,
        """
收入表
单位：万元

科目编码|科目名称|合计|2022年结转|财政拨款收入
208|社会保障和就业支出|100.00|4.00|96.00
""",
    )
    found = [(f.printed, f.basis.value, f.year) for f in content.facts if f.code == "208"]
    assert found == [
        ("100.00", "actual", 2023),
        ("4.00", "actual", 2023),
        ("96.00", "actual", 2023),
    ]
