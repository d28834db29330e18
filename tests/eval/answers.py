"""Answers as they leave the service, and a few-line answerer, for the tests of the evaluation."""

import json
from dataclasses import dataclass, field
from typing import Any

from eval.case import Case, ExpectedTurn, parse_case
from service.answer import Question

QUOTE = "2023年国内公务接待共计接待 13 批次、200 人次，支出 2 万元。"


def citation(**changes: Any) -> dict[str, Any]:
    return {
        "report_id": "r1",
        "report_title": "昌乐县人民政府办公室2023年度部门决算",
        "department": "昌乐县人民政府办公室",
        "year": 2023,
        "page": 23,
        "section": "九、“三公”经费支出决算情况说明",
        "table": None,
        "row": None,
        "column": None,
        "quote": QUOTE,
        "bbox": [90.0, 300.2, 505.1, 315.9],
        "url": "/v1/reports/r1/pages/23.png",
        **changes,
    }


def value(number: str, unit: str, **changes: Any) -> dict[str, Any]:
    return {
        "value": number,
        "unit": unit,
        "label": "国内公务接待批次",
        "department": "昌乐县人民政府办公室",
        "year": 2023,
        "measure": "actual",
        "citations": [0],
        **changes,
    }


def answered(text: str, *values: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {
        "answer": text,
        "outcome": "answered",
        "route": "lookup",
        "values": list(values),
        "calculation": None,
        "citations": [citation()],
        "notices": [],
        "resolved_question": "昌乐县人民政府办公室2023年度国内公务接待批次是多少？",
        "suggestions": [],
        "conversation_id": None,
        "elapsed_ms": 3.1,
        **changes,
    }


def visits(**changes: Any) -> dict[str, Any]:
    """The right answer to the question for 接待批次."""
    return answered("2023年度国内公务接待共 13 批次[1]。", value("13", "批次"), **changes)


def expecting(**fields: Any) -> ExpectedTurn:
    case = gold_case(expect={"outcome": "answered", **fields})
    [expected] = case.expected
    assert expected is not None
    return expected


def gold_case(**fields: Any) -> Case:
    return parse_case(gold_line(**fields), "gold.jsonl:1")


def gold_line(**fields: Any) -> str:
    body = {
        "id": "visits",
        "turns": ["公务接待费多少批次？"],
        "scope": {},
        "kind": "narrative_figure",
        "expect": {
            "outcome": "answered",
            "values": [{"value": "13", "unit": "批次"}],
            "tolerance": "0",
            "citation": {"page": 23, "table": None, "row": None, "contains": "13 批次"},
            "text_contains": [],
            "text_any": [],
        },
        **fields,
    }
    return json.dumps({k: v for k, v in body.items() if v is not ...}, ensure_ascii=False)


@dataclass
class Scripted:
    """Answers by the text of the question, and remembers what it was asked."""

    answers: dict[str, dict[str, Any]]
    name: str = "scripted"
    asked: list[Question] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)

    def ask(self, question: Question) -> dict[str, Any]:
        self.asked.append(question)
        return self.answers[question.text]

    def forget(self, conversation_id: str) -> None:
        self.forgotten.append(conversation_id)

    def describe(self) -> dict[str, Any]:
        return {"answers": len(self.answers)}
