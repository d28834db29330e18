import json

import httpx
import pytest

from eval.case import parse_case
from eval.runner import NO_ANSWER, OverHttp, RunError, question_json, run_case, run_cases
from service.answer import Question, Scope
from tests.eval.answers import Scripted, answered, gold_case, gold_line, visits

CHAT = ["公车花了多少？", "那接待费呢？", "多少批次？"]


def test_each_turn_goes_into_the_conversation_of_the_first():
    asker = Scripted({text: visits(conversation_id="c1") for text in CHAT})
    run = run_case(gold_case(turns=CHAT), asker)
    assert [question.conversation_id for question in asker.asked] == [None, "c1", "c1"]
    assert [question.history for question in asker.asked] == [None, None, None]
    assert asker.forgotten == ["c1"]
    assert run.passed


def test_without_conversations_the_earlier_questions_are_sent_along():
    asker = Scripted({text: visits() for text in CHAT})
    run_case(gold_case(turns=CHAT), asker)
    assert [question.history for question in asker.asked] == [None, CHAT[:1], CHAT[:2]]
    assert asker.forgotten == []


def test_a_turn_that_is_not_checked_cannot_fail():
    asker = Scripted({"a": answered("?"), "b": visits()})
    run = run_case(gold_case(turns=["a", "b"]), asker)
    assert len(run.checked) == 1
    assert run.passed


def test_one_failed_turn_fails_the_conversation():
    turns = [{"outcome": "answered"}, {"outcome": "clarify"}]
    case = gold_case(turns=["a", "b"], expect=..., expect_turns=turns)
    assert not run_case(case, Scripted({"a": visits(), "b": visits()})).passed


def test_a_case_that_breaks_the_answerer_is_counted_and_the_rest_goes_on():
    cases = [gold_case(), gold_case(id="other", turns=["?"])]
    broken, good = run_cases(cases, Scripted({"?": visits()}))
    assert broken.turns[0].answer["outcome"] == NO_ANSWER
    assert "KeyError" in broken.turns[0].answer["error"]
    assert (broken.passed, good.passed) == (False, True)


def test_the_scope_of_a_case_narrows_its_questions():
    case = parse_case(gold_line(scope={"years": [2022], "departments": ["甲"]}), "gold.jsonl:1")
    asker = Scripted({case.turns[0]: visits()})
    run_case(case, asker)
    assert asker.asked[0].scope == Scope(departments=("甲",), years=(2022,))


def service(handle) -> OverHttp:
    return OverHttp(httpx.Client(base_url="http://service", transport=httpx.MockTransport(handle)))


def test_asks_a_service_through_the_ask_route():
    seen = []

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append((request.method, request.url.path, request.content))
        return httpx.Response(200, json=visits(conversation_id="c9"))

    run = run_case(gold_case(), service(handle))
    assert run.passed
    assert [(method, path) for method, path, _ in seen] == [
        ("POST", "/v1/ask"),
        ("DELETE", "/v1/conversations/c9"),
    ]
    assert json.loads(seen[0][2]) == question_json(Question("公务接待费多少批次？"))


def test_a_problem_reply_is_an_answer_not_given():
    run = run_case(gold_case(), service(lambda _request: httpx.Response(503)))
    assert run.turns[0].answer["outcome"] == NO_ANSWER


def test_a_service_that_is_not_there_ends_the_run():
    def handle(_request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    with pytest.raises(RunError, match="no answer from http://service"):
        run_case(gold_case(), service(handle))
