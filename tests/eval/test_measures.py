"""Each planted fault is caught by the measure that is named after it, and by no other reading."""

import pytest

from eval.measures import MEASURES, find_missed, judge
from tests.eval.answers import answered, citation, expecting, gold_case, value, visits

DEPARTMENT = "昌乐县人民政府办公室"
VISITS = gold_case().expected[0]
NAMED = expecting(
    values=[
        {
            "value": "13",
            "unit": "批次",
            "year": 2023,
            "department": DEPARTMENT,
            "measure": "actual",
        }
    ],
    citation={"page": 23},
)


def missed(expected, answer):
    return find_missed(judge(expected, answer))


def test_the_right_answer_misses_nothing():
    verdicts = judge(NAMED, visits())
    assert find_missed(verdicts) == []
    assert verdicts["every_figure_cited"] is True
    assert verdicts["figure_in_quote"] is True


def test_catches_a_wrong_figure():
    answer = answered("共 14 批次[1]。", value("14", "批次"))
    verdicts = judge(NAMED, answer)
    assert verdicts["number_exact"] is False
    assert verdicts["wrong_figure"] is True
    assert {"value_exact", "wrong_figure"} <= set(find_missed(verdicts))


@pytest.mark.parametrize(
    ("part", "wrong"),
    [
        ("unit", "人次"),
        ("year", 2022),
        ("department", "昌乐县财政局"),
        ("measure", "initial_budget"),
    ],
)
def test_catches_a_wrong_part_of_the_right_number(part, wrong):
    verdicts = judge(NAMED, visits(values=[{**value("13", "批次"), part: wrong}]))
    assert verdicts["number_exact"] is True
    assert verdicts[f"{part}_exact"] is False
    assert verdicts["value_exact"] is False
    assert verdicts["wrong_figure"] is True
    others = {"unit", "year", "department", "measure"} - {part}
    assert all(verdicts[f"{other}_exact"] for other in others)


def test_catches_a_wrong_page_and_calls_the_figure_right():
    verdicts = judge(VISITS, visits(citations=[citation(page=22)]))
    assert verdicts["value_exact"] is True
    assert verdicts["wrong_figure"] is False
    assert verdicts["citation_page"] is False
    assert verdicts["citation_place"] is False


def test_catches_a_false_refusal():
    verdicts = judge(VISITS, answered("报告没有披露。", outcome="not_disclosed", citations=[]))
    assert verdicts["outcome_correct"] is False
    assert verdicts["value_exact"] is False
    assert verdicts["wrong_figure"] is False


@pytest.mark.parametrize("outcome", ["clarify", "not_disclosed", "out_of_scope", "refused"])
def test_a_figure_where_none_should_be_given_is_a_wrong_figure(outcome):
    assert judge(expecting(outcome=outcome), visits())["wrong_figure"] is True


def test_a_figure_in_the_text_alone_is_seen_where_none_should_be_given():
    answer = answered("该项支出为 2 万元[1]。")
    assert judge(expecting(outcome="out_of_scope"), answer)["wrong_figure"] is True


def test_a_text_that_gives_other_figures_only_is_a_wrong_figure():
    assert judge(VISITS, answered("共接待 200 人次[1]。"))["wrong_figure"] is True
    assert judge(VISITS, answered("共接待 13 批次[1]。"))["wrong_figure"] is False


def test_an_incomplete_answer_is_not_a_wrong_figure():
    expected = expecting(values=[{"value": "13", "unit": "批次"}, {"value": "200", "unit": "人次"}])
    verdicts = judge(expected, visits())
    assert verdicts["value_exact"] is False
    assert verdicts["wrong_figure"] is False


def test_another_number_under_the_same_label_is_a_wrong_figure():
    answer = visits(values=[value("13", "批次"), value("12", "批次")])
    assert set(missed(VISITS, answer)) == {"no_extra_wrong", "wrong_figure"}


def test_more_figures_of_the_kind_asked_for_miss_the_point_and_context_does_not():
    rival = visits(values=[value("13", "批次"), value("12", "批次", label="外宾")])
    context = visits(
        values=[value("13", "批次"), value("200", "人次"), value("15", "批次", year=2022)]
    )
    assert missed(VISITS, rival) == ["no_extra_wrong"]
    assert missed(VISITS, context) == []


def test_operands_of_the_calculation_are_no_rivals():
    inputs = [
        {"label": "离休费", "value": "0.78", "unit": "万元", "citation": 0},
        {"label": "退休费", "value": "22.04", "unit": "万元", "citation": 0},
    ]
    answer = answered(
        "0.78 + 22.04 = 22.82 万元[1]",
        value("22.82", "万元"),
        value("0.78", "万元"),
        value("22.04", "万元"),
        calculation={"expression": "0.78 + 22.04", "inputs": inputs, "rounding": ""},
    )
    assert missed(expecting(values=[{"value": "22.82", "unit": "万元"}]), answer) == []


def test_one_side_of_a_conflict_is_no_wrong_figure_but_the_wrong_outcome():
    expected = expecting(
        outcome="conflict",
        values=[{"value": "13", "unit": "批次"}, {"value": "14", "unit": "批次"}],
    )
    assert set(missed(expected, visits())) == {"outcome_correct", "value_exact"}


def test_units_are_compared_in_one_width():
    expected = expecting(values=[{"value": "1", "unit": "台（套）"}])
    assert missed(expected, answered("1 台(套)[1]", value("1", "台(套)"))) == []


def test_the_tolerance_is_zero_unless_the_case_gives_one():
    answer = answered("39.17%[1]", value("39.17", "%"))
    loose = expecting(values=[{"value": "39.175", "unit": "%"}], tolerance="0.005")
    exact = expecting(values=[{"value": "39.175", "unit": "%"}])
    assert missed(loose, answer) == []
    assert "value_exact" in missed(exact, answer)


def test_trailing_zeros_do_not_make_another_figure():
    expected = expecting(values=[{"value": "2.00", "unit": "万元"}])
    assert missed(expected, answered("2 万元[1]", value("2", "万元"))) == []


def test_a_source_without_pages_is_not_asked_for_one():
    verdicts = judge(VISITS, visits(citations=[citation(page=None)]))
    assert verdicts["citation_page"] is None
    assert verdicts["citation_place"] is True


def test_the_page_must_be_cited_by_the_figure_itself():
    answer = visits(
        values=[value("13", "批次", citations=[1])],
        citations=[citation(), citation(page=9, quote="13")],
    )
    assert judge(VISITS, answer)["citation_page"] is False


def test_an_answer_without_a_citation_misses_the_page():
    answer = visits(citations=[], values=[value("13", "批次", citations=[])])
    assert {"citation_page", "citation_place"} <= set(missed(VISITS, answer))


def test_tables_and_rows_are_compared_as_labels():
    table = {"page": 18, "table": "财政拨款“三公”经费支出决算表", "row": "（一）合计"}
    expected = expecting(values=[{"value": "13", "unit": "批次"}], citation=table)
    cited = citation(page=18, table='财政拨款 "三公" 经费支出决算表', row="合计")
    assert missed(expected, visits(citations=[cited])) == []
    other = citation(page=18, table="“三公”经费支出决算表", row="合计")
    assert missed(expected, visits(citations=[other])) == ["citation_place"]


def test_any_of_several_places_will_do():
    places = [{"page": 9, "row": "总计"}, {"page": 23, "contains": "13批次"}]
    expected = expecting(values=[{"value": "13", "unit": "批次"}], citation_any=places)
    assert missed(expected, visits()) == []


def test_phrases_are_found_across_spaces_and_widths():
    expected = expecting(text_contains=["年初预算 (调整)"], text_any=["甲", "乙"])
    assert missed(expected, answered("年初预算（调整）为乙")) == []
    assert missed(expected, answered("年初预算为丙")) == ["text_contains", "text_any"]


def test_a_turn_without_an_answer_counts_against_us():
    assert {"outcome_correct", "value_exact", "citation_page"} <= set(
        missed(VISITS, {"outcome": "no_answer", "answer": "", "error": "boom"})
    )


def test_every_measure_has_a_name_of_its_own_and_a_definition_of_one_sentence():
    assert len({measure.name for measure in MEASURES}) == len(MEASURES)
    assert all(measure.definition.count(". ") == 0 for measure in MEASURES)
    assert all(measure.definition.endswith(".") for measure in MEASURES)
