"""Performance forms (绩效自评表, 绩效目标表): each rule as a small form, drawn and as a text extract."""

import pytest

from tests.ingest.drawn import read_text_report
from tests.spec.drawn_forms import (
    CASES,
    EXPECTED_PAIRS,
    EXPECTED_ROWS,
    FUNDS_AS_PAIRS,
    FUNDS_AS_ROWS,
    TITLE,
    WEIGHTS_AT_EVERY_LEVEL,
    as_text,
    expected,
    facts,
    grid,
    read_as_text,
    read_drawn,
)


@pytest.mark.parametrize(("form", "wanted"), CASES.values(), ids=CASES)
@pytest.mark.parametrize("kind", ["drawn", "text"])
def test_every_cell_of_a_form_stands_under_its_labels(tmp_path, kind, form, wanted):
    rows = grid(form)
    content = read_drawn(tmp_path, [rows]) if kind == "drawn" else read_as_text(tmp_path, rows)
    assert facts(content) == expected(wanted)
    assert content.unread == ()


@pytest.mark.parametrize("header_again", [False, True])
def test_a_form_goes_on_over_a_page(tmp_path, header_again):
    rows = grid(FUNDS_AS_ROWS)
    first, second = rows[:9], [list(row) for row in rows[9:]]
    # What is merged over the break is drawn again, empty.
    second[0] = ["" if cell == "^" else cell for cell in second[0]]
    if header_again:
        second.insert(0, rows[7])
    content = read_drawn(tmp_path, [first], [second])
    assert facts(content) == expected(EXPECTED_ROWS)
    assert len(content.tables) == 1


def test_a_form_goes_on_over_a_blank_line_of_a_text_extract(tmp_path):
    one, other = as_text(grid(FUNDS_AS_ROWS)[:5]), as_text(grid(FUNDS_AS_ROWS)[5:])
    content = read_text_report(tmp_path, f"\n{TITLE}\n\n{one}\n\n{other}\n")
    assert facts(content) == expected(EXPECTED_ROWS)


def test_forms_under_one_title_are_tables_of_their_own(tmp_path):
    one, other = grid(FUNDS_AS_PAIRS), grid(FUNDS_AS_PAIRS.replace("校园安防", "操场翻新"))
    content = read_drawn(tmp_path, [one, other])
    assert [(t.title, t.form) for t in content.tables] == [
        (TITLE, "performance_self_evaluation")
    ] * 2
    again = EXPECTED_PAIRS.replace("校园安防", "操场翻新")
    assert facts(content) == expected(EXPECTED_PAIRS + again.lstrip())


@pytest.mark.parametrize("kind", ["drawn", "text"])
def test_a_line_above_the_form_names_its_project(tmp_path, kind):
    rows, above = grid(WEIGHTS_AT_EVERY_LEVEL), "项目名称：技能培训 填报单位：青山县人社局"
    read = read_as_text if kind == "text" else lambda *a, **k: read_drawn(a[0], [a[1]], **k)
    content = read(tmp_path, rows, above=above)
    assert [t.title for t in content.tables] == [TITLE]
    assert {fact.row_path[0] for fact in content.facts if fact.table_id} == {"技能培训"}


def test_a_value_merged_over_indicators_belongs_to_what_they_share(tmp_path):
    rows = grid(
        """
项目名称 | 农产品监测 | < | < | <
绩效指标 | 一级指标 | 二级指标 | 得分 | 原因分析
^ | 产出指标 | 抽检批次 | 19 | 任务下达较晚
^ | ^ | 快检批次 | 14 | ^
"""
    )
    assert "农产品监测/产出指标 | 原因分析 | 任务下达较晚 | words" in facts(
        read_drawn(tmp_path, [rows])
    )


def test_a_score_merged_over_the_funds_belongs_to_their_total(tmp_path):
    rows = grid(
        """
项目名称 | 农产品监测 | < | <
项目资金（万元） |  | 全年执行数 | 得分
^ | 年度资金总额 | 34.2 | 9
^ | 其中：财政拨款 | 34.2 | ^
"""
    )
    content = read_drawn(tmp_path, [rows])
    assert "农产品监测/年度资金总额 | 得分 | 9 | 分 score" in facts(content)


def test_a_summary_of_projects_is_no_form(tmp_path):
    rows = grid(
        """
序号 | 项目名称 | 主管部门 | 预算执行情况（万元） | < | 自评得分 | 自评等级
^ | ^ | ^ | 全年预算数 | 全年执行数 | ^ | ^
1 | 移民扶持 | 水利局 | 245.6 | 240 | 98 | 优
"""
    )
    wanted = """
移民扶持 | 主管部门 | 水利局 | words
移民扶持 | 预算执行情况（万元）/全年预算数 | 245.6 | 万元 adjusted_budget
移民扶持 | 预算执行情况（万元）/全年执行数 | 240 | 万元 actual
移民扶持 | 自评得分 | 98 | 分 score
移民扶持 | 自评等级 | 优 | words
"""
    assert facts(read_drawn(tmp_path, [rows])) == expected(wanted)
    assert facts(read_as_text(tmp_path, rows)) == expected(wanted)


def test_in_a_target_form_of_final_accounts_a_sum_without_a_basis_is_planned(tmp_path):
    rows = grid(
        """
项目名称 | 林火监测 |
年度资金总额（万元） | 310 |
一级指标 | 二级指标 | 指标值
产出指标 | 监测点 | 30处
"""
    )
    text = f"\n项目支出绩效目标表\n\n{as_text(rows)}\n"
    assert "林火监测/年度资金总额（万元） | | 310 | 万元 budget" in facts(
        read_text_report(tmp_path, text)
    )


def test_no_cell_of_a_form_is_without_a_role(tmp_path):
    [reading] = read_drawn(tmp_path, [grid(FUNDS_AS_ROWS)]).reading.tables
    counts = reading.cells
    assert (counts.facts, counts.words, counts.unread) == (len(expected(EXPECTED_ROWS)), 0, 0)
