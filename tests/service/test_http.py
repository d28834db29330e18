"""Asking, conversations and state over HTTP."""

import json

import pytest
from fastapi.testclient import TestClient

from service.answer_json import answer_json
from service.app import create_app
from service.schemas import AnswerOut
from service.settings import Settings
from tests.service.tiny_corpus import SENTENCE

PROBLEM = "application/problem+json"


def assert_problem(reply, status, field=None):
    assert reply.status_code == status, reply.text
    assert reply.headers["content-type"] == PROBLEM
    body = reply.json()
    assert body["status"] == status
    assert body["title"]
    if field is not None:
        assert field in [fault["field"] for fault in body["errors"]]


def test_an_answer_has_exactly_the_fields_of_the_interface(client):
    reply = client.post("/v1/ask", json={"question": "公务接待费多少批次？"})
    assert reply.status_code == 200
    body = reply.json()
    assert list(body) == [
        "answer", "outcome", "route", "values", "calculation", "citations", "notices",
        "resolved_question", "suggestions", "conversation_id", "elapsed_ms",
    ]  # fmt: skip
    assert body["values"] == [
        {
            "value": "13",
            "unit": "批次",
            "label": "国内公务接待批次",
            "department": "青穗县水利局",
            "year": 2023,
            "measure": "actual",
            "citations": [0],
        }
    ]
    [citation] = body["citations"]
    assert citation["bbox"] == SENTENCE.as_list()
    assert list(citation) == [
        "report_id", "report_title", "department", "year", "page", "section", "table", "row",
        "column", "quote", "bbox", "url",
    ]  # fmt: skip


def test_the_url_of_a_citation_leads_to_its_picture(client):
    [citation] = client.post("/v1/ask", json={"question": "?"}).json()["citations"]
    assert client.get(citation["url"]).headers["content-type"] == "image/png"


def test_the_plain_answer_is_what_the_schema_describes(parrot):
    from service.answer import Question

    AnswerOut.model_validate(answer_json(parrot.ask(Question("?"))))


def test_scope_and_history_reach_the_engine(client, parrot):
    body = {
        "question": "  那接待费呢？ ",
        "scope": {"departments": ["青穗县水利局"], "years": [2023], "kinds": ["unit_budget"]},
        "history": ["公车呢？", {"role": "assistant", "content": "……"}],
    }
    assert client.post("/v1/ask", json=body).status_code == 200
    [question] = parrot.asked
    assert question.text == "那接待费呢？"
    assert question.scope.departments == ("青穗县水利局",)
    assert question.scope.years == (2023,)
    assert question.scope.kinds == ("unit_budget",)
    assert question.history == ("公车呢？",)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "question"),
        ({"question": ""}, "question"),
        ({"question": " \n "}, "question"),
        ({"question": "长" * 2001}, "question"),
        ({"question": 13}, "question"),
        ({"question": "\ud800"}, "question"),
        ({"question": "?", "scop": {}}, "scop"),
        ({"question": "?", "scope": {"department": ["x"]}}, "scope.department"),
        ({"question": "?", "scope": {"kinds": ["final"]}}, "scope.kinds.0"),
        ({"question": "?", "scope": {"years": [10**30]}}, "scope.years.0"),
        ({"question": "?", "conversation_id": "../x"}, "conversation_id"),
        ({"question": "?", "history": ["?"] * 51}, "history"),
        (
            {"question": "?", "history": [{"role": "user", "content": "长" * 2001}]},
            "history.0",
        ),
    ],
)
def test_a_wrong_question_names_the_field(client, body, field):
    headers = {"Content-Type": "application/json"}
    reply = client.post("/v1/ask", content=json.dumps(body), headers=headers)
    assert_problem(reply, 422, field)


def test_the_longest_question_is_taken(client):
    assert client.post("/v1/ask", json={"question": "长" * 2000}).status_code == 200


def test_what_is_not_json_is_told_apart(client):
    headers = {"Content-Type": "application/json"}
    assert_problem(client.post("/v1/ask", content=b"{", headers=headers), 400)
    assert_problem(client.post("/v1/ask", data={"question": "?"}), 415)
    assert_problem(client.post("/v1/ask", json=["?"]), 422)


def test_a_body_over_the_bound_is_refused_whether_it_says_so_or_not(client):
    big = b'{"question": "' + b"x" * 300_000 + b'"}'
    headers = {"Content-Type": "application/json"}
    assert_problem(client.post("/v1/ask", content=big, headers=headers), 413)
    pieces = (big[i : i + 50_000] for i in range(0, len(big), 50_000))
    assert_problem(client.post("/v1/ask", content=pieces, headers=headers), 413)


def test_a_conversation_can_be_read_and_forgotten(client):
    name = client.post("/v1/ask", json={"question": "?"}).json()["conversation_id"]
    body = client.get(f"/v1/conversations/{name}").json()
    assert body["conversation_id"] == name
    [turn] = body["turns"]
    assert turn["question"] == "?"
    assert "plan" not in turn
    AnswerOut.model_validate(turn["answer"])
    assert client.delete(f"/v1/conversations/{name}").status_code == 204
    assert_problem(client.get(f"/v1/conversations/{name}"), 404)
    assert_problem(client.delete(f"/v1/conversations/{name}"), 404)


def test_a_bug_leaves_as_a_problem_without_its_message(client, parrot, monkeypatch):
    def fail(_question):
        raise RuntimeError("/secret/path")

    monkeypatch.setattr(parrot, "ask", fail)
    reply = client.post("/v1/ask", json={"question": "?"})
    assert_problem(reply, 500)
    assert "secret" not in reply.text
    assert "Traceback" not in reply.text


def test_unknown_addresses_and_methods_are_problems(client):
    assert_problem(client.get("/v1/nothing"), 404)
    assert_problem(client.get("/static/nothing.js"), 404)
    assert_problem(client.get("/v1/ask"), 405)


def test_ready_says_what_is_held(client):
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {
        "status": "ready",
        "reports": 2,
        "generation": 2,
        "index": "not needed yet",
    }


def test_not_ready_when_the_corpus_cannot_be_read(client, data_dir):
    corpus = client.app.state.wiring.corpus
    corpus.close()
    for file in data_dir.glob("corpus.sqlite3*"):
        file.unlink()
    (data_dir / "corpus.sqlite3").write_bytes(b"not a database, and longer than its header" * 9)
    reply = client.get("/readyz")
    assert_problem(reply, 503)
    assert "sqlite" not in reply.text


def test_pages_load_nothing_from_elsewhere_and_run_nothing_inline(client):
    for page in ("/", "/docs"):
        reply = client.get(page)
        assert reply.status_code == 200
        assert "default-src 'self'" in reply.headers["content-security-policy"]
        assert "http://" not in reply.text.replace("http://www.w3.org", "")
        assert "https://" not in reply.text
        assert "<script>" not in reply.text
        assert " style=" not in reply.text
    assert 'content="72"' in client.get("/").text
    for file in ("app.js", "answer.js", "evidence.js", "client.js", "dom.js", "docs.js"):
        reply = client.get(f"/static/{file}")
        assert reply.status_code == 200
        assert "innerHTML" not in reply.text


def test_every_reference_of_the_description_exists(client):
    spec = client.get("/openapi.json").json()
    schemas = spec["components"]["schemas"]

    def references(node):
        if isinstance(node, dict):
            if isinstance(node.get("$ref"), str):
                yield node["$ref"]
            for value in node.values():
                yield from references(value)
        elif isinstance(node, list):
            for value in node:
                yield from references(value)

    missing = {r for r in references(spec) if r.split("/")[-1] not in schemas}
    assert missing == set()
    assert "HTTPValidationError" not in schemas
    assert set(spec["paths"]["/v1/ask"]["post"]["responses"]) >= {"200", "400", "413", "415", "422"}


def test_the_real_engine_answers_without_a_traceback_over_a_tiny_corpus(data_dir):
    app = create_app(Settings(data=data_dir))
    with TestClient(app) as client:
        for question in ("公务接待费多少批次？", "2021年的三公经费", "你好"):
            reply = client.post("/v1/ask", json={"question": question})
            assert reply.status_code == 200
            assert reply.json()["conversation_id"]
