"""Findings in words: one line that names every place and what it prints."""

from __future__ import annotations

from collections.abc import Mapping

from disclosure.amount import plain
from disclosure.finding import Compared, Finding
from prompts import wording


def render_finding(finding: Finding, titles: Mapping[str, str]) -> str:
    """A finding as one line: what it is, every place with what it prints, the difference.

    `titles` names the reports; it is used where the places stand in several.
    """
    words = wording()["findings"]
    several = len(finding.report_ids) > 1
    places = [_side_line(side, titles if several else {}) for side in finding.sides]
    line = str(words["line"]).format(name=finding.name, places=str(words["joint"]).join(places))
    if finding.difference is None:
        return line
    shown = plain(abs(finding.difference))
    unit = finding.sides[0].unit
    unit = words["difference_units"].get(unit, unit)
    return line + str(words["difference"]).format(value=shown, unit=unit)


def _side_line(side: Compared, titles: Mapping[str, str]) -> str:
    words = wording()["findings"]
    report = titles.get(side.report_id, "")
    page = "" if side.place.page is None else str(words["page"]).format(page=side.place.page)
    return str(words["in_table" if side.table else "in_text"]).format(
        report=str(words["report"]).format(title=report) if report else "",
        table=side.table,
        label=side.label,
        measure=words["measures"].get(side.measure, ""),
        printed=side.printed,
        unit=side.unit,
        page=page,
    )
