"""How tables are read: each rule as a drawn table and the facts that it gives, in every form."""

import pytest

from tests.spec.drawn_tables import FORMS, draw_facts, lines, read_table


@pytest.fixture(params=FORMS)
def read(request, tmp_path):
    """Read what is drawn from one of the forms of input."""
    return lambda drawn: read_table(tmp_path, request.param, drawn)


def test_a_merged_header_is_the_root_of_the_columns_below_it(read):
    content = read("""
一般公共预算财政拨款支出决算表
单位：万元

项目|<|本年支出|<|<
科目编码|科目名称|小计|基本支出|项目支出
合计|<|3.5|2|1.5
201|一般公共服务支出|3.5|2|1.5
""")
    assert draw_facts(content) == lines("""
合计             |     | 本年支出/小计     | 3.5 | 万元 | actual
合计             |     | 本年支出/基本支出 | 2   | 万元 | actual
合计             |     | 本年支出/项目支出 | 1.5 | 万元 | actual
一般公共服务支出 | 201 | 本年支出/小计     | 3.5 | 万元 | actual
一般公共服务支出 | 201 | 本年支出/基本支出 | 2   | 万元 | actual
一般公共服务支出 | 201 | 本年支出/项目支出 | 1.5 | 万元 | actual
""")


def test_a_header_of_four_levels_is_read_down_to_its_leaves(read):
    content = read("""
部门支出预算表
单位：元

科目名称|合计|基本支出|<|<|<|项目支出
^|^|人员经费|<|公用经费|<|^
^|^|财政拨款|<|财政拨款|<|^
^|^|小计|一般公共预算|小计|一般公共预算|^
教育支出|21|6|5|4|3|11
""")
    assert draw_facts(content) == lines("""
教育支出 | | 合计                                    | 21 | 元 | actual
教育支出 | | 基本支出/人员经费/财政拨款/小计         | 6  | 元 | actual
教育支出 | | 基本支出/人员经费/财政拨款/一般公共预算 | 5  | 元 | actual
教育支出 | | 基本支出/公用经费/财政拨款/小计         | 4  | 元 | actual
教育支出 | | 基本支出/公用经费/财政拨款/一般公共预算 | 3  | 元 | actual
教育支出 | | 项目支出                                | 11 | 元 | actual
""")
