"""What stands around a table, and how it goes on over pages: each rule as a drawn table."""

import pytest

from ingest.reading import read_report
from tests.spec.drawn_tables import draw_facts, lines, read_table


def test_the_number_of_a_table_is_not_its_title(read):
    content = read("""
机构运行信息表
附03表
单位：万元

项目|统计数
机关运行经费|12.5
""")
    assert [table.title for table in content.tables] == ["机构运行信息表"]


def test_the_unit_may_stand_below_the_table(read):
    content = read("""
支出决算表

项目|金额
教育支出|12,500.00

单位：元

收入决算表
单位：万元

项目|金额
财政拨款|1.25
""")
    assert [(f.printed, f.unit) for f in content.facts if f.table_id] == [
        ("12,500.00", "元"),
        ("1.25", "万元"),
    ]


@pytest.mark.parametrize("form", ["pdf", "pdf open at the sides"])
@pytest.mark.parametrize("repeated", [True, False], ids=["header again", "no header"])
@pytest.mark.parametrize("after", range(1, 4))
def test_a_table_goes_on_over_the_page_after_any_row(tmp_path, form, repeated, after):
    header = ["项目|<|本年支出|<", "科目编码|科目名称|合计|基本支出"]
    rows = [
        "合计|<|9.5|9.5",
        "205|教育支出|4.5|4.5",
        "20502|普通教育|4.5|4.5",
        "221|住房保障支出|5|5",
    ]
    first, rest = [*header, *rows[:after]], [*(header if repeated else []), *rows[after:]]
    drawn = "\n".join(["支出决算表", "单位：万元", "", *first, "", "----", "", *rest])
    content = read_table(tmp_path, form, drawn)
    [table] = content.tables
    assert table.pages == (2, 3)
    assert draw_facts(content) == lines("""
合计              |       | 本年支出/合计     | 9.5 | 万元 | actual
合计              |       | 本年支出/基本支出 | 9.5 | 万元 | actual
教育支出          | 205   | 本年支出/合计     | 4.5 | 万元 | actual
教育支出          | 205   | 本年支出/基本支出 | 4.5 | 万元 | actual
教育支出/普通教育 | 20502 | 本年支出/合计     | 4.5 | 万元 | actual
教育支出/普通教育 | 20502 | 本年支出/基本支出 | 4.5 | 万元 | actual
住房保障支出      | 221   | 本年支出/合计     | 5   | 万元 | actual
住房保障支出      | 221   | 本年支出/基本支出 | 5   | 万元 | actual
""")


BROKEN_BY_CODE = """
支出决算表
单位：万元

科目编码|科目名称|金额
205|教育支出|9.5
2080505|机关事业单位基本养老|{upper}

----

|保险缴费支出|{lower}
221|住房保障支出|5
"""
BROKEN_BY_BRACKET = """
项目支出决算表
单位：万元

项目名称|依据|金额
水渠工程（含清淤、|县发〔2022〕3号|{upper}

----

护坡）|文件|{lower}
路灯|会议纪要|5
"""


@pytest.mark.parametrize(("upper", "lower"), [("3.5", ""), ("", "3.5")], ids=["above", "below"])
@pytest.mark.parametrize("repeated", [True, False], ids=["header again", "no header"])
def test_a_row_that_the_page_cuts_in_two_is_one_row(tmp_path, upper, lower, repeated):
    for drawn, name in (
        (BROKEN_BY_CODE, "机关事业单位基本养老保险缴费支出"),
        (BROKEN_BY_BRACKET, "水渠工程（含清淤、护坡）"),
    ):
        drawn = drawn.format(upper=upper, lower=lower)
        if repeated:
            header = drawn.splitlines()[4]
            drawn = drawn.replace("----\n\n", f"----\n\n{header}\n")
        content = read_table(tmp_path, "pdf", drawn)
        assert [f.row for f in content.facts if f.printed == "3.5"] == [name]
        assert [f.row for f in content.facts if f.printed == "5"] != [name]
        place = next(f.place for f in content.facts if f.printed == "3.5")
        assert place.page == (2 if upper else 3)


def test_a_row_without_figures_at_the_top_of_a_page_stays_a_row(tmp_path):
    content = read_table(
        tmp_path,
        "pdf",
        """
收入支出决算总表
单位：万元

项目|金额
一、财政拨款收入|9.5

----

二、事业收入|
三、其他收入|5
""",
    )
    assert [f.row for f in content.facts if f.table_id] == [
        "一、财政拨款收入",
        "二、事业收入",
        "三、其他收入",
    ]


def test_title_department_and_unit_may_be_the_first_rows_of_the_table(read):
    content = read("""
收入支出决算总表|<|<|<
部门：青山县财政局|<|单位：万元|<
收入|<|支出|<
项目|金额|项目|金额
财政拨款|9.5|教育支出|9.5
""")
    assert [(t.title, t.unit, t.form) for t in content.tables] == [
        ("收入支出决算总表", "万元", "income_expenditure_summary")
    ]
    assert draw_facts(content) == lines("""
财政拨款 | | 收入/金额 | 9.5 | 万元 | actual
教育支出 | | 支出/金额 | 9.5 | 万元 | actual
""")


def test_a_note_over_all_columns_is_the_note_of_the_table(read):
    content = read("""
支出决算表
单位：万元

科目名称|决算数
教育支出|9.5
注：本表反映本年度支出情况。|<
""")
    assert draw_facts(content, None) == lines("教育支出 | | 决算数 | 9.5 | 万元 | actual")
    assert content.tables[0].note == "注：本表反映本年度支出情况。"


def test_the_same_table_of_another_unit_is_another_table(read):
    table = "支出决算表\n部门：{unit}　金额单位：万元\n\n科目名称|决算数\n教育支出|{figure}\n"
    units = {"青山县第一中学": "9.5", "青山县第二小学": "4.5"}
    drawn = "\n".join(table.format(unit=u, figure=f) for u, f in units.items())
    assert len(read(drawn).tables) == 2
    assert len(read(drawn.replace("第二小学", "第一中学")).tables) == 1


def test_the_rest_of_a_table_that_is_not_found_again_is_unread(tmp_path):
    path = tmp_path / "2023年度禾丰县林业局部门决算.txt"
    path.write_text(
        "2023年度\n禾丰县林业局部门决算\n\n第二部分 部门决算表\n\n"
        "十三、交通运输支出\t43\t\n十九、住房保障支出\t49\t71.20\n总计\t60\t912.40\n",
        encoding="utf-8",
    )
    content = read_report(path)
    assert draw_facts(content) == ""
    unread = {region.text.rpartition(" ")[2] for region in content.reading.regions}
    assert {"43", "49", "71.20", "60", "912.40"} <= unread


def test_a_table_that_is_not_read_gives_no_figures_to_sentences(tmp_path):
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
    assert [fact for fact in content.facts if fact.value is not None] == []


def test_a_header_printed_again_without_its_rules_goes_on_with_the_table(tmp_path):
    path = tmp_path / "2023年度禾丰县林业局部门决算.txt"
    path.write_text(
        "2023年度\n禾丰县林业局部门决算\n\n第二部分 部门决算表\n\n支出决算表\n单位：万元\n\n"
        "科目编码\t科目名称\t合计\t基本支出\n213\t农林水支出\t80.50\t80.50\n\n"
        "科目编码 科目名称 合计 基本支出\n\n"
        "栏次\t\t1\t2\n21302\t林业和草原\t80.50\t80.50\n",
        encoding="utf-8",
    )
    assert draw_facts(read_report(path)) == lines("""
农林水支出            | 213   | 合计     | 80.50 | 万元 | actual
农林水支出            | 213   | 基本支出 | 80.50 | 万元 | actual
农林水支出/林业和草原 | 21302 | 合计     | 80.50 | 万元 | actual
农林水支出/林业和草原 | 21302 | 基本支出 | 80.50 | 万元 | actual
""")
