from decimal import Decimal

import pytest

from eval.case import CaseKind, GoldError, parse_case, read_cases
from eval.gold_set import find_own_sets, read_gold_set
from service.answer import Outcome
from tests.eval.answers import gold_case, gold_line

OWN_SETS = find_own_sets()


def expectation(**fields):
    return {"outcome": "answered", **fields}


def test_reads_every_part_of_a_case():
    case = gold_case()
    [expected] = case.expected
    assert (case.id, case.kind) == ("visits", CaseKind.NARRATIVE_FIGURE)
    assert expected is not None
    assert expected.outcome is Outcome.ANSWERED
    assert [(v.value, v.unit) for v in expected.values] == [(Decimal(13), "批次")]
    assert [(p.page, p.contains) for p in expected.places] == [(23, "13 批次")]


def test_expect_checks_the_last_turn_only():
    case = gold_case(turns=["公车花了多少？", "那接待费呢？"])
    assert case.expected[0] is None
    assert case.expected[1] is not None


def test_expect_turns_checks_each_turn():
    turns = [expectation(), expectation(outcome="clarify")]
    case = gold_case(turns=["a", "b"], expect=..., expect_turns=turns)
    assert [e.outcome for e in case.expected if e] == [Outcome.ANSWERED, Outcome.CLARIFY]


def test_a_citation_of_nulls_asks_for_no_place():
    [expected] = gold_case(expect=expectation(citation={"page": None})).expected
    assert expected is not None
    assert expected.places == ()


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"id": ...}, "id: is missing"),
        ({"kind": "riddle"}, "kind: 'riddle' is none of cell, "),
        ({"turns": []}, "turns: must hold at least one question"),
        ({"turns": [""]}, "turns[0]: must not be empty"),
        ({"expect": ...}, "expect: give either expect or expect_turns"),
        ({"expects": {}}, "expects: unknown field"),
        ({"scope": {"departement": []}}, "scope.departement: unknown field"),
        ({"scope": {"years": ["2023"]}}, "scope.years[0]: must be a whole number"),
        ({"expect": expectation(outcome="done")}, "expect.outcome: 'done' is none of"),
        ({"expect": expectation(values=[{"value": "13"}])}, "expect.values[0].unit: is missing"),
        (
            {"expect": expectation(values=[{"value": 13, "unit": "批次"}])},
            "expect.values[0].value: must be a string",
        ),
        (
            {"expect": expectation(values=[{"value": "1,3", "unit": "批次"}])},
            "expect.values[0].value: not a decimal",
        ),
        (
            {"expect": {"outcome": "refused", "values": [{"value": "1", "unit": "元"}]}},
            "expect.values: the outcome refused gives no figures",
        ),
        ({"expect": expectation(tolerance="-1")}, "expect.tolerance: must not be negative"),
        ({"expect": expectation(citation={"page": 0})}, "expect.citation.page: counts from 1"),
        ({"expect": expectation(text_any="x")}, "expect.text_any: must be a list"),
        (
            {"expect": ..., "turns": ["a", "b"], "expect_turns": [expectation()]},
            "expect_turns: has 1 entries for 2 turns",
        ),
    ],
)
def test_an_error_names_the_line_and_the_field(fields, fault):
    with pytest.raises(GoldError) as error:
        parse_case(gold_line(**fields), "gold.jsonl:7")
    assert str(error.value).startswith(f"gold.jsonl:7: {fault}")


def test_a_line_that_is_no_json_is_named():
    with pytest.raises(GoldError, match=r"gold.jsonl:3: not JSON"):
        parse_case("{", "gold.jsonl:3")


def test_an_id_used_twice_is_an_error(tmp_path):
    file = tmp_path / "gold.jsonl"
    file.write_text(f"{gold_line()}\n\n{gold_line()}\n", encoding="utf-8")
    with pytest.raises(GoldError, match=r"gold.jsonl:3: id: 'visits' is used twice"):
        read_cases(file)


def test_an_empty_set_is_an_error(tmp_path):
    file = tmp_path / "gold.jsonl"
    file.write_text("\n", encoding="utf-8")
    with pytest.raises(GoldError, match="holds no case"):
        read_cases(file)


@pytest.mark.parametrize("path", OWN_SETS, ids=lambda path: path.stem)
def test_our_own_sets_are_read(path):
    gold = read_gold_set(path)
    assert gold.reports, "the config names no reports"
    assert gold.gate.wrong_figures == 0


def test_no_id_is_used_in_two_sets():
    ids = [case.id for path in OWN_SETS for case in read_cases(path)]
    assert len(ids) == len(set(ids))
