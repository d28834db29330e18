"""Projects of performance forms as plain JSON values, shaped as `report_schemas` describes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from disclosure.amount import plain
from disclosure.fact import Fact
from disclosure.performance import Indicator, Project, find_projects
from service.place_json import picture_url

Json = dict[str, Any]


def projects_json(facts: Iterable[Fact]) -> list[Json]:
    """The projects that the forms of a report present, each value with its printed place."""
    return [
        {**_values_json(project), "indicators": [_values_json(i) for i in project.indicators]}
        for project in find_projects(facts)
    ]


def _values_json(part: Project | Indicator) -> Json:
    """The fields of a project or indicator; facts become what they print."""
    return {field.name: _value_json(getattr(part, field.name)) for field in fields(part)}


def _value_json(value: object) -> object:
    if isinstance(value, tuple):
        return list(value)
    return _fact_json(value) if isinstance(value, Fact) else value


def _fact_json(fact: Fact) -> Json:
    box = fact.place.box
    return {
        "printed": fact.printed,
        "value": None if fact.value is None else plain(fact.value),
        "unit": fact.unit,
        "page": fact.place.page,
        "bbox": None if box is None else box.as_list(),
        "url": picture_url(fact.report_id, fact.place),
    }
