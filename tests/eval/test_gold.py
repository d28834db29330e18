"""The gold sets, asked in this process: the level that was reached is held, case by case."""

import os

import pytest

from eval.evaluation import evaluate
from eval.figure_audit import find_uncited_numbers, find_uncited_values
from eval.gold_set import find_own_sets, read_gold_set
from eval.ingesting import build_data_dir
from eval.report import SetResult
from eval.runner import open_in_process

# A set whose reports stand beside the checkout is left out where these are absent.
_SHARED_SETS = {"changle"}


def _param(path):
    # One worker asks all of a set, so that its reports are ingested once.
    marks = [pytest.mark.model, pytest.mark.xdist_group(f"gold-{path.stem}")]
    if path.stem in _SHARED_SETS:
        marks.append(pytest.mark.shared)
    return pytest.param(path, marks=marks, id=path.stem)


@pytest.fixture(scope="session", params=[_param(path) for path in find_own_sets()])
def result(request, tmp_path_factory) -> SetResult:
    """One run of a gold set over a fresh corpus of the reports that its config names."""
    gold = read_gold_set(request.param)
    environment = dict(os.environ)
    if gold.name in _SHARED_SETS:
        environment["DISCLOSURE_QA_SHARED"] = str(request.getfixturevalue("shared_dir"))
    folder = tmp_path_factory.mktemp(gold.name) / "data"
    build_data_dir(gold, folder, environment)
    with open_in_process(folder) as asker:
        return evaluate(gold, asker)


def test_the_level_of_the_gold_set_is_held(result):
    assert result.gate is not None
    if not result.gate.holds:
        faults = "\n".join(result.gate.faults)
        summary = f"{result.gold.name}: {result.passed} of {len(result.runs)} cases pass"
        pytest.fail(f"{summary}\n{faults}", pytrace=False)


def test_no_figure_of_any_answer_lacks_a_citation(result):
    found = {
        f"{run.case.id}: {turn.question}": uncited
        for run in result.runs
        for turn in run.turns
        if (
            uncited := find_uncited_values(turn.answer)
            + find_uncited_numbers(turn.answer, turn.question)
        )
    }
    if found:
        pytest.fail(f"{result.gold.name}: {found}", pytrace=False)


def test_every_question_gets_an_answer(result):
    broken = {
        run.case.id: turn.answer["error"]
        for run in result.runs
        for turn in run.turns
        if "error" in turn.answer
    }
    if broken:
        pytest.fail(f"{result.gold.name}: {broken}", pytrace=False)
