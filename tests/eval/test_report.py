import json
import re

import pytest

from eval.case import CaseKind
from eval.evaluation import evaluate
from eval.gold_set import GoldSet
from eval.html_report import Html, fill, render_html, write_html
from eval.measures import MEASURES
from eval.report import build_report, percent, write_report
from tests.eval.answers import Scripted, answered, citation, gold_case, value, visits

NASTY = '<script>alert("1")</script>&${x}'


@pytest.fixture
def report(tmp_path):
    cases = (
        gold_case(id="right", turns=["a"]),
        gold_case(id="wrong", turns=["b"], kind="cell", note=NASTY),
        gold_case(id="dull", turns=["c", NASTY]),
    )
    path = tmp_path / "set.jsonl"
    path.write_text("", encoding="utf-8")
    gold = GoldSet("set", path, cases, title="T" + NASTY)
    nasty = answered(NASTY, value("14", NASTY), citations=[citation(quote=NASTY)])
    asker = Scripted({"a": visits(), "b": nasty, "c": visits(), NASTY: {"outcome": "no_answer"}})
    return build_report([evaluate(gold, asker)])


def test_the_json_report_says_what_was_reached(report, tmp_path):
    read = json.loads(write_report(report, tmp_path).read_text(encoding="utf-8"))
    [result] = read["results"]
    assert (result["cases"], result["passed"], result["percent"]) == (3, 1, "33.3")
    assert result["wrong_figures"] == ["wrong"]
    assert result["kinds"]["cell"] == {"cases": 1, "passed": 0, "wrong_figures": 1}
    assert result["measures"]["value_exact"] == {"held": 1, "applicable": 3, "percent": "33.3"}
    assert result["outcomes"] == {"answered": {"answered": 2, "no_answer": 1}}
    assert result["latency_ms"]["turns"] == 4
    assert result["passing"] == ["right"]


def test_a_failed_case_shows_question_expectation_and_answer(report):
    [wrong, _] = report["results"][0]["failed"]
    [turn] = wrong["turns"]
    assert turn["question"] == "b"
    assert turn["expected"]["values"] == [{"value": "13", "unit": "批次"}]
    assert turn["got"]["citations"][0]["quote"] == NASTY
    assert "value_exact" in turn["missed"]


def test_the_configuration_is_recorded(report):
    configuration = report["configuration"]
    assert {"python", "revision", "packages", "data_files"} <= configuration.keys()
    assert set(report["measures"]) == {measure.name for measure in MEASURES}


def test_the_page_escapes_everything_it_is_given(report, tmp_path):
    page = write_html(report, tmp_path).read_text(encoding="utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "${x}" in page


def test_the_page_names_every_kind_and_measure_in_chinese(report):
    page = render_html(report)
    assert "表格数字" in page
    words = {measure.name for measure in MEASURES}
    names = re.findall(r"<tr><td>([^<]*)<br><code>(\w+)</code>", page)
    assert {name for _, name in names} == words
    assert all(shown != name for shown, name in names)


def test_every_kind_has_a_chinese_name():
    from eval.html_report import _word

    assert all(_word("kinds", kind.value) != kind.value for kind in CaseKind)


def test_the_page_needs_nothing_from_elsewhere(report):
    assert re.findall(r'(?:src|href)="|@import|url\(', render_html(report)) == []


def test_only_what_was_built_here_is_not_escaped():
    assert fill("<p>$a$b</p>", a="<b>", b=Html("<i>")) == "<p>&lt;b&gt;<i></p>"


@pytest.mark.parametrize(("part", "whole", "shown"), [(1, 3, "33.3"), (0, 0, ""), (2, 2, "100.0")])
def test_shares_are_shown_with_one_digit(part, whole, shown):
    assert percent(part, whole) == shown
