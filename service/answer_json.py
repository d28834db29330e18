"""The `Answer` of INTERFACE as plain JSON values; used by HTTP, `ask --json` and the evaluation.

Without pydantic, so that a numeric question on the command line loads nothing heavy.
"""

from __future__ import annotations

from typing import Any

from service.answer import Answer, Calculation, Citation, Value

Json = dict[str, Any]


def answer_json(answer: Answer) -> Json:
    """The answer with the field names of INTERFACE."""
    calculation = answer.calculation
    return {
        "answer": answer.answer,
        "outcome": answer.outcome.value,
        "route": answer.route.value,
        "values": [_value_json(value) for value in answer.values],
        "calculation": None if calculation is None else _calculation_json(calculation),
        "citations": [_citation_json(citation) for citation in answer.citations],
        "notices": list(answer.notices),
        "resolved_question": answer.resolved_question,
        "suggestions": list(answer.suggestions),
        "conversation_id": answer.conversation_id,
        "elapsed_ms": round(answer.elapsed_ms, 2),
    }


def _value_json(value: Value) -> Json:
    return {
        "value": value.value,
        "unit": value.unit,
        "label": value.label,
        "department": value.department,
        "year": value.year,
        "measure": value.measure,
        "citations": list(value.citations),
    }


def _calculation_json(calculation: Calculation) -> Json:
    inputs = [
        {"label": i.label, "value": i.value, "unit": i.unit, "citation": i.citation}
        for i in calculation.inputs
    ]
    return {
        "expression": calculation.expression,
        "inputs": inputs,
        "rounding": calculation.rounding,
    }


def _citation_json(citation: Citation) -> Json:
    return {
        "report_id": citation.report_id,
        "report_title": citation.report_title,
        "department": citation.department,
        "year": citation.year,
        "page": citation.page,
        "section": citation.section,
        "table": citation.table,
        "row": citation.row,
        "column": citation.column,
        "quote": citation.quote,
        "bbox": None if citation.box is None else citation.box.as_list(),
        "url": citation.url,
    }
