from decimal import Decimal

import pytest

from eval.case import GoldError
from eval.evaluation import evaluate, hold_level
from eval.gate import check_gate
from eval.gold_set import Gate, read_gold_set, read_held
from eval.runner import run_cases
from tests.eval.answers import Scripted, answered, gold_case, gold_line, value, visits

QUESTIONS = ["a", "b", "c"]
CASES = [gold_case(id=f"case-{text}", turns=[text]) for text in QUESTIONS]
WRONG = answered("14 批次[1]", value("14", "批次"))
NONE = answered("没有", outcome="not_disclosed")


def run(**answers):
    return run_cases(CASES, Scripted({text: answers.get(text, visits()) for text in QUESTIONS}))


def test_names_the_lost_and_the_gained_cases():
    result = check_gate(Gate(), ["case-a", "case-b"], run(a=NONE))
    assert result.lost == ("case-a",)
    assert result.gained == ("case-c",)
    assert result.faults == ("lost: case-a",)
    assert not result.holds


def test_a_held_case_that_left_the_set_is_lost():
    result = check_gate(Gate(), ["case-z"], run())
    assert result.faults == ("lost: case-z (no longer in the set)",)


def test_holds_when_everything_held_passes():
    assert check_gate(Gate(Decimal(1), 0, 0), ["case-a", "case-b", "case-c"], run()).holds


def test_names_the_cases_with_a_wrong_figure():
    result = check_gate(Gate(wrong_figures=0), [], run(b=WRONG))
    [fault] = result.faults
    assert fault == "wrong figures: 1, at most 0 allowed: case-b"


def test_names_the_cases_with_a_figure_without_a_citation():
    uncited = visits(answer="13 批次，另有 99 批次")
    [fault] = check_gate(Gate(uncited_figures=0), [], run(c=uncited)).faults
    assert fault == "answers with an uncited figure: 1, at most 0 allowed: case-c"


@pytest.mark.parametrize(("least", "holds"), [("0.66", True), ("0.67", False)])
def test_the_pass_rate_is_compared_exactly(least, holds):
    assert check_gate(Gate(pass_rate=Decimal(least)), [], run(a=NONE)).holds is holds


@pytest.fixture
def gold(tmp_path):
    file = tmp_path / "set.jsonl"
    lines = [gold_line(id=f"case-{text}", turns=[text]) for text in QUESTIONS]
    file.write_text("\n".join(lines), encoding="utf-8")
    config = 'title = "T"\nreports = ["r"]\n[gate]\npass_rate = 0.1\nwrong_figures = 0\n'
    (tmp_path / "set.toml").write_text(config, encoding="utf-8")
    return read_gold_set(file)


def test_the_held_level_is_written_and_compared_with(gold):
    good = Scripted({text: visits() for text in QUESTIONS})
    assert hold_level(evaluate(gold, good)).gate.gained == ()
    assert read_held(gold) == ["case-a", "case-b", "case-c"]
    worse = evaluate(gold, Scripted({**good.answers, "b": NONE}))
    assert worse.gate.lost == ("case-b",)


def test_holding_a_level_does_not_excuse_a_wrong_figure(gold):
    asker = Scripted({**{text: visits() for text in QUESTIONS}, "a": WRONG})
    assert not hold_level(evaluate(gold, asker)).gate.holds


def test_reads_the_config_beside_the_set(gold, tmp_path):
    assert gold.gate == Gate(Decimal("0.1"), 0, None)
    assert gold.report_paths({}) == [tmp_path / "r"]


def test_fills_in_where_the_shared_reports_are(gold, tmp_path):
    (tmp_path / "set.toml").write_text('reports = ["$DISCLOSURE_QA_SHARED/x.pdf"]')
    paths = read_gold_set(gold.path).report_paths({"DISCLOSURE_QA_SHARED": "/elsewhere"})
    assert [path.as_posix() for path in paths] == ["/elsewhere/x.pdf"]


@pytest.mark.parametrize(
    ("config", "fault"),
    [
        ("gates = 1", "set.toml: gates: unknown"),
        ("[gate]\nwrong = 0", "set.toml: gate: wrong: unknown"),
        ("[gate]\npass_rate = 97", "gate.pass_rate: must lie between 0 and 1"),
        ("[gate]\npass_rate = 'all'", "gate.pass_rate: not a number"),
        ("title = ", "set.toml: not TOML"),
    ],
)
def test_a_config_that_says_something_unknown_is_an_error(gold, tmp_path, config, fault):
    (tmp_path / "set.toml").write_text(config, encoding="utf-8")
    with pytest.raises(GoldError) as error:
        read_gold_set(gold.path)
    assert fault in str(error.value)
