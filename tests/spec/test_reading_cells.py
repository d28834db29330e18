"""What a cell holds and in which unit: each rule as a drawn table and its facts."""

import pytest

from tests.spec.drawn_tables import draw_facts, lines, read_table


def test_quantity_and_value_of_one_row_have_units_of_their_own(read):
    content = read("""
国有资产占用情况表
单位：万元

项目|数量|价值
合计|—|80.5
一、房屋（平方米）|120|60
二、其他|7|20.5
""")
    assert draw_facts(content) == lines("""
合计               | | 价值 | 80.5 | 万元   | actual
一、房屋（平方米） | | 数量 | 120  | 平方米 | actual
一、房屋（平方米） | | 价值 | 60   | 万元   | actual
二、其他           | | 数量 | 7    |        | actual
二、其他           | | 价值 | 20.5 | 万元   | actual
""")


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("1,234.50", "1234.50"),
        ("１，２３４．５０", "1234.50"),
        ("-3.20", "-3.20"),
        ("－3.20", "-3.20"),
        ("(1,234.00)", "-1234.00"),
        ("（12.50）", "-12.50"),
        ("￥ 45.00", "45.00"),
        ("0.00", "0.00"),
    ],
)
def test_a_figure_is_read_however_it_is_set(read, printed, value):
    content = read(f"""
支出决算表
单位：万元

项目|金额
教育支出|{printed}
""")
    [fact] = [f for f in content.facts if f.table_id]
    assert (str(fact.value), fact.printed) == (value, printed)


@pytest.mark.parametrize("printed", ["12 13", "12/13", "(1)", "约12", "12以上", "12.5、13"])
def test_what_is_not_one_figure_is_no_figure(read, printed):
    content = read(f"""
支出决算表
单位：万元

项目|金额|备注
教育支出|{printed}|
其他支出|7|
""")
    assert [f.printed for f in content.facts if f.table_id and f.value is not None] == ["7"]


def test_a_table_of_persons_counts_in_persons(read):
    content = read("""
在职人员情况表
单位：人

单位名称|编制数|实有数
第一中学|210|205
""")
    assert draw_facts(content) == lines("""
第一中学 | | 编制数 | 210 | 人 | actual
第一中学 | | 实有数 | 205 | 人 | actual
""")


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("12,345,678,↵901.50", "12345678901.50"),
        ("12,345,678,901.↵50", "12345678901.50"),
        ("1234567890.↵50", "1234567890.50"),
        ("12↵13", None),
        ("12.50↵13.00", None),
        ("1,234.50↵7", None),
    ],
)
def test_a_figure_may_break_in_its_cell_and_two_figures_stay_two(tmp_path, printed, value):
    content = read_table(
        tmp_path,
        "pdf",
        f"""
支出决算表
单位：元

项目|金额|上年
教育支出|{printed}|
其他支出|7|8
""",
    )
    [*found] = [f for f in content.facts if f.row == "教育支出" and f.column == "金额"]
    assert [str(f.value) for f in found if f.value is not None] == ([value] if value else [])
