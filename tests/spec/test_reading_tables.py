"""How tables are read: each rule as a drawn table and the facts that it gives, in every form."""

import pytest

from tests.spec.drawn_tables import ALIGNED_FORMS, FORMS, draw_facts, lines, read_table


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
