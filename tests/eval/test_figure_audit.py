import pytest

from eval.figure_audit import find_uncited_numbers, find_uncited_values, find_unquoted_values
from tests.eval.answers import answered, citation, value, visits


@pytest.mark.parametrize(
    "text",
    [
        "2023年度国内公务接待共 13 批次[1]、200 人次[1]。",
        "2021、2022、2023年均有披露。",
        "1. 接待 13 批次\n2. 支出 2 万元",
        "见第 23 页。",
        "在现有的 2 份报告中没有找到。",
        "截至2023年12月31日，13 批次",
        "13批次，200人次",
        "下降13批次",
    ],
)
def test_numbers_with_a_source_are_accounted_for(text):
    assert find_uncited_numbers(answered(text, value("13", "批次"))) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("共 14 批次[1]。", ["14"]),
        ("共 １４ 批次。", ["14"]),
        ("10，20 批次", ["10", "20"]),
        ("支出 1,072.04 万元", ["1,072.04"]),
        ("见第 24 页。", ["24"]),
        ("13 批次，比上年多 3 批次", ["3"]),
        ("2023 万元", ["2023"]),
        ("12 个月", ["12"]),
    ],
)
def test_a_number_without_a_source_is_found(text, found):
    assert find_uncited_numbers(answered(text, value("13", "批次"))) == found


def test_a_number_inside_a_name_is_no_figure():
    cited = citation(row="30217 公务接待费", table="公开09表", quote="2")
    answer = answered("公开09表 30217公务接待费：2 万元", value("2", "万元"), citations=[cited])
    assert find_uncited_numbers(answer) == []


def test_the_number_of_a_name_does_not_vouch_for_a_figure():
    cited = citation(row="30217 公务接待费", quote="2")
    assert find_uncited_numbers(answered("共 30217 万元", citations=[cited])) == ["30217"]


def test_what_was_asked_may_be_repeated_by_an_answer_without_figures():
    echo = answered("第 27 行没有 2021 的数字。", outcome="out_of_scope", citations=[])
    assert find_uncited_numbers(echo, "行次27，2021 年是多少") == []
    assert find_uncited_numbers({**echo, "outcome": "answered"}, "行次27，2021 年是多少") != []


def test_a_value_without_a_citation_is_found():
    lost = visits(values=[value("13", "批次", citations=[7])])
    assert find_uncited_values(lost) == ["13 批次"]
    assert find_uncited_numbers(visits(citations=[])) == ["13"]


def test_an_input_of_a_calculation_needs_its_citation_too():
    inputs = [{"label": "批次", "value": "13", "unit": "批次", "citation": 3}]
    answer = visits(calculation={"expression": "2 ÷ 13", "inputs": inputs, "rounding": ""})
    assert find_uncited_values(answer) == ["13 批次"]


def test_the_hundred_of_a_percentage_is_no_figure():
    assert find_uncited_numbers(visits(answer="13 ÷ 200 × 100% = 13")) == []


def test_a_figure_that_its_quote_does_not_show_is_found():
    assert find_unquoted_values(visits()) == []
    assert find_unquoted_values(visits(citations=[citation(quote="200 人次")])) == ["13 批次"]
