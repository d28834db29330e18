"""How headers, rows and names are read: each rule as a drawn table and its facts, in every form."""

from tests.spec.drawn_tables import draw_facts, lines


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


def test_a_name_that_breaks_in_its_cell_is_one_name(read):
    content = read("""
支出决算表
单位：万元

科目编码|科目名称|金额
2080505|机关事业单位基本养老↵保险缴费支出|3.5
""")
    assert draw_facts(content) == lines("""
机关事业单位基本养老保险缴费支出 | 2080505 | 金额 | 3.5 | 万元 | actual
""")


def test_column_numbers_below_the_levels_of_the_code_are_no_figures(read):
    content = read("""
收入决算表
单位：万元

项目|<|<|<|本年收入合计|事业收入|<
科目编码|<|<|科目名称|^|小计|教育收费
类|款|项|栏次|1|2|3
^|^|^|合计|9|3|1
208|05|01|行政单位离退休|9|3|1
""")
    assert draw_facts(content) == lines("""
合计           |         | 本年收入合计      | 9 | 万元 | actual
合计           |         | 事业收入/小计     | 3 | 万元 | actual
合计           |         | 事业收入/教育收费 | 1 | 万元 | actual
行政单位离退休 | 2080501 | 本年收入合计      | 9 | 万元 | actual
行政单位离退休 | 2080501 | 事业收入/小计     | 3 | 万元 | actual
行政单位离退休 | 2080501 | 事业收入/教育收费 | 1 | 万元 | actual
""")


def test_letters_number_the_columns_of_words_and_numerals_those_of_figures(read):
    content = read("""
项目支出决算表
单位：万元

项目|栏次|预算数|决算数|执行率（%）
甲|乙|1|2|3=2/1
水渠清淤|1|20|19|95.00
路灯|2|8|8|100.00
""")
    assert draw_facts(content) == lines("""
水渠清淤 | | 预算数      | 20     | 万元 | budget
水渠清淤 | | 决算数      | 19     | 万元 | actual
水渠清淤 | | 执行率（%） | 95.00  | %    | execution_rate
路灯     | | 预算数      | 8      | 万元 | budget
路灯     | | 决算数      | 8      | 万元 | actual
路灯     | | 执行率（%） | 100.00 | %    | execution_rate
""")


def test_two_classifications_in_one_row_keep_their_own_codes(read):
    content = read("""
支出经济分类表
单位：元

政府预算经济分类|<|部门预算经济分类|<|金额
科目编码|科目名称|科目编码|科目名称|^
50201|办公经费|30211|差旅费|1,200.00
""")
    assert draw_facts(content) == lines("""
办公经费/差旅费 | 30211 | 金额 | 1,200.00 | 元 | actual
""")


def test_the_code_of_a_unit_is_no_part_of_the_code_of_an_item(read):
    content = read("""
部门支出总表
单位：万元

科目编码|<|<|单位代码|科目名称|合计
类|款|项|^|^|^
201|04|01|301|行政运行|9.5
""")
    assert draw_facts(content) == lines("行政运行 | 2010401 | 合计 | 9.5 | 万元 | actual")


def test_the_item_that_a_project_is_booked_to_is_neither_its_code_nor_a_figure(read):
    content = read("""
项目支出决算表
单位：万元

项目名称|功能科目|决算数
校舍改造|2050204|9.5
""")
    assert draw_facts(content) == lines("校舍改造 | | 决算数 | 9.5 | 万元 | actual")
    assert content.unread == ()


def test_a_name_merged_over_several_rows_is_the_root_of_each(read):
    content = read("""
基本支出决算表
单位：万元

经费类别|经济分类（类）|经济分类（款）|决算数
人员经费|工资福利支出|基本工资|9.5
^|^|津贴补贴|4.5
^|对个人和家庭的补助|退休费|2
公用经费|商品和服务支出|办公费|1
合计|<|<|17
""")
    assert draw_facts(content) == lines("""
人员经费/工资福利支出/基本工资     | | 决算数 | 9.5 | 万元 | actual
人员经费/工资福利支出/津贴补贴     | | 决算数 | 4.5 | 万元 | actual
人员经费/对个人和家庭的补助/退休费 | | 决算数 | 2   | 万元 | actual
公用经费/商品和服务支出/办公费     | | 决算数 | 1   | 万元 | actual
合计                               | | 决算数 | 17  | 万元 | actual
""")


def test_items_that_come_again_under_another_unit_belong_to_that_unit(read):
    content = read("""
部门支出总表
单位：万元

科目编码|单位名称（科目）|合计
|合计|17
|县林业局机关|9.5
2130201|行政运行|9.5
|县林场|7.5
2130201|行政运行|7.5
""")
    assert draw_facts(content) == lines("""
合计                  |         | 合计 | 17  | 万元 | actual
县林业局机关          |         | 合计 | 9.5 | 万元 | actual
县林业局机关/行政运行 | 2130201 | 合计 | 9.5 | 万元 | actual
县林场                |         | 合计 | 7.5 | 万元 | actual
县林场/行政运行       | 2130201 | 合计 | 7.5 | 万元 | actual
""")


def test_each_of_three_sides_has_its_own_names_whatever_they_are_called(read):
    content = read("""
部门收支总表
单位：元

收入|<|支出|<|<|<
项目|预算数|按支出用途|预算数|去向|预算数
一、财政拨款|9.5|一、基本支出|7.5|工资|4.5
二、其他收入||二、项目支出|2|修缮|5
""")
    assert draw_facts(content) == lines("""
一、财政拨款 | | 收入/预算数 | 9.5 | 元 | budget
一、基本支出 | | 支出/预算数 | 7.5 | 元 | budget
工资         | | 支出/预算数 | 4.5 | 元 | budget
二、项目支出 | | 支出/预算数 | 2   | 元 | budget
修缮         | | 支出/预算数 | 5   | 元 | budget
""")


def test_words_between_figures_that_name_no_rows_leave_the_name_in_front(read):
    content = read("""
项目支出决算表
单位：元

项目名称|预算数|资金来源|决算数
校舍改造|9.5|财政拨款|9
路灯|2|自有资金|1
""")
    assert draw_facts(content) == lines("""
校舍改造 | | 预算数 | 9.5 | 元 | budget
校舍改造 | | 决算数 | 9   | 元 | actual
路灯     | | 预算数 | 2   | 元 | budget
路灯     | | 决算数 | 1   | 元 | actual
""")


def test_rows_may_be_bases_and_columns_the_items(read):
    content = read("""
财政拨款“三公”经费支出决算表
单位：万元

项目|合计|因公出国（境）费|公务接待费
预算数|5|2|3
决算数|4|1|3
""")
    found = {(f.label, f.basis.value, f.concept, f.printed) for f in content.facts if f.table_id}
    assert found >= {
        ("公务接待费·预算数", "budget", "hospitality", "3"),
        ("公务接待费·决算数", "actual", "hospitality", "3"),
        ("因公出国（境）费·决算数", "actual", "overseas_travel", "1"),
    }
    assert {c for _, _, c, printed in found if printed in ("5", "4")} == {"three_public_total"}
