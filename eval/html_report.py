"""The report of an evaluation as one HTML page that a finance clerk can read and keep.

Built from the JSON report alone, so that an old report.json can be shown again. Everything that is
filled into a template is escaped unless it was built here (`Html`).
"""

from __future__ import annotations

import html
import tomllib
from functools import cache
from pathlib import Path
from string import Template
from typing import Any

from eval.measures import MEASURES

Json = dict[str, Any]
TEMPLATES = Path(__file__).parent / "templates"
# An answer to a text question may cite a dozen sentences; the first few show where it went.
MOST_CITATIONS = 4
BAR_WIDTH = 240
_GOOD, _BAD = "good", "bad"
_FAULTS = frozenset(measure.name for measure in MEASURES if measure.fault)


class Html(str):
    """Text that is HTML already, because it was built here out of escaped parts."""

    __slots__ = ()


def fill(template: str, **parts: object) -> Html:
    """A template with its parts; each part that is not Html is escaped."""
    safe = {
        name: part if isinstance(part, Html) else html.escape(str(part))
        for name, part in parts.items()
    }
    return Html(Template(template).substitute(safe))


def join(parts: list[Html]) -> Html:
    """The parts one after the other."""
    return Html("\n".join(parts))


def write_html(report: Json, folder: Path) -> Path:
    """Write report.html and give its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "report.html"
    path.write_text(render_html(report), encoding="utf-8")
    return path


def render_html(report: Json) -> Html:
    """The whole page."""
    row = "<tr><td>$name<br><code>$id</code></td><td>$words</td><td>$definition</td></tr>"
    definitions = [
        fill(
            row,
            name=_word("measures", name),
            id=name,
            words=_word("phrases", "needed" if measure["needed"] else "informative"),
            definition=measure["definition"],
        )
        for name, measure in report["measures"].items()
    ]
    configuration = report["configuration"]
    return fill(
        _template("page"),
        created_at=report["created_at"],
        revision=configuration.get("revision") or "",
        results=join([_render_result(result) for result in report["results"]]),
        definitions=join(definitions),
        configuration=_render_configuration(report),
    )


# ---- one gold set ------------------------------------------------------------------------


def _render_result(result: Json) -> Html:
    wrong, uncited = result["wrong_figures"], result["uncited_figures"]
    latency = result["latency_ms"]
    return fill(
        _template("result"),
        title=result["title"],
        set=result["set"],
        system=result["system"],
        passed=result["passed"],
        cases=result["cases"],
        percent=result["percent"],
        wrong_count=len(wrong),
        wrong_class=_class_of(not wrong),
        uncited_count=len(uncited),
        uncited_class=_class_of(not uncited),
        median=latency.get("median", ""),
        slowest=latency.get("slowest", ""),
        gate=_render_gate(result["gate"]),
        kinds=join([_render_kind(kind, count) for kind, count in result["kinds"].items()]),
        measures=join([_render_measure(name, c) for name, c in result["measures"].items()]),
        outcomes=join([_render_outcomes(o, got) for o, got in result["outcomes"].items()]),
        wrong=_render_ids(_word("phrases", "wrong_list"), wrong),
        failed_count=len(result["failed"]),
        failed=join([_render_failed(case, result) for case in _worst_first(result)])
        or Html(html.escape(_word("phrases", "none"))),
    )


def _render_gate(gate: Json | None) -> Html:
    if gate is None:
        return fill("<p class=soft>$text</p>", text=_word("phrases", "no_gate"))
    if gate["holds"]:
        text = fill('<p class="good">$text</p>', text=_word("phrases", "gate_holds"))
    else:
        faults = join([fill("<li>$fault</li>", fault=fault) for fault in gate["faults"]])
        head = _word("phrases", "gate_fails")
        text = fill('<div class="bad">$head<ul>$faults</ul></div>', head=head, faults=faults)
    return join([text, _render_ids(_word("phrases", "gained"), gate["gained"])])


def _render_ids(title: str, ids: list[str]) -> Html:
    if not ids:
        return Html("")
    links = join([fill("<code>$id</code> ", id=i) for i in ids])
    return fill(
        "<details><summary>$title（$count）</summary>$links</details>",
        title=title,
        count=len(ids),
        links=links,
    )


def _render_kind(kind: str, count: Json) -> Html:
    return fill(
        "<tr><td>$name</td><td>$bar</td><td class=number>$passed</td><td class=number>$cases</td>"
        '<td class="number $wrong_class">$wrong</td></tr>',
        name=_word("kinds", kind),
        bar=_render_bar(count["passed"], count["cases"]),
        passed=count["passed"],
        cases=count["cases"],
        wrong=count["wrong_figures"],
        wrong_class=_class_of(not count["wrong_figures"]),
    )


def _render_measure(name: str, count: Json) -> Html:
    if not count["applicable"]:
        return Html("")
    return fill(
        "<tr><td>$name</td><td>$bar</td><td class=number>$held</td>"
        "<td class=number>$applicable</td><td class=number>$percent</td></tr>",
        name=_word("measures", name),
        bar=_render_bar(count["held"], count["applicable"], _BAD if name in _FAULTS else _GOOD),
        held=count["held"],
        applicable=count["applicable"],
        percent=count["percent"],
    )


def _render_bar(part: int, whole: int, colour: str = _GOOD) -> Html:
    width = BAR_WIDTH * part // whole if whole else 0
    return fill(
        '<svg width="$whole" height="12" role="img" aria-label="$part / $of">'
        '<rect width="$whole" height="12" rx="3" fill="var(--bar)"/>'
        '<rect width="$width" height="12" rx="3" fill="var(--$colour)"/></svg>',
        whole=BAR_WIDTH,
        width=width,
        part=part,
        of=whole,
        colour=colour,
    )


def _render_outcomes(expected: str, got: dict[str, int]) -> Html:
    cells = join(
        [
            fill(
                '<span class="$mark">$name $count</span>　',
                mark=_class_of(name == expected),
                name=_word("outcomes", name),
                count=count,
            )
            for name, count in got.items()
        ]
    )
    return fill(
        "<tr><td>$name</td><td>$cells</td></tr>", name=_word("outcomes", expected), cells=cells
    )


# ---- a failed case -----------------------------------------------------------------------


def _worst_first(result: Json) -> list[Json]:
    wrong = set(result["wrong_figures"])
    return sorted(result["failed"], key=lambda case: (case["id"] not in wrong, case["kind"]))


def _render_failed(case: Json, result: Json) -> Html:
    is_wrong = case["id"] in result["wrong_figures"]
    return fill(
        _template("failed"),
        anchor=f"{result['set']}-{result['system']}-{case['id']}".replace(" ", "-"),
        mark=_word("phrases", "wrong_mark" if is_wrong else "failed_mark"),
        mark_class="bad" if is_wrong else "soft",
        question=" → ".join(turn["question"] for turn in case["turns"]),
        kind=_word("kinds", case["kind"]),
        id=case["id"],
        turns=join([_render_turn(turn) for turn in case["turns"]]),
        note=case["note"],
    )


def _render_turn(turn: Json) -> Html:
    expected, got = turn["expected"], turn["got"]
    missed = [_word("measures", name) for name in turn["missed"]]
    passed = _word("phrases", "passed_turn" if expected else "unchecked_turn")
    return fill(
        _template("turn"),
        question=turn["question"],
        expected=_render_expected(expected) if expected else passed,
        got=_render_got(got),
        cited=_render_citations(got.get("citations") or []),
        missed="；".join(missed) or passed,
    )


def _render_expected(expected: Json) -> Html:
    lines = [_word("outcomes", expected["outcome"]), _figures(expected["values"])]
    lines += ["，".join(expected["text_contains"])]
    if expected["text_any"]:
        lines += [_word("phrases", "any_of") + " / ".join(expected["text_any"])]
    lines += [_place(place, place.get("contains")) for place in expected["places"]]
    return _lines(lines)


def _render_got(got: Json) -> Html:
    lines = [
        _word("outcomes", str(got.get("outcome"))),
        str(got.get("answer") or ""),
        _figures(got.get("values") or []),
        str(got.get("error") or ""),
    ]
    return _lines(lines)


def _render_citations(citations: list[Json]) -> Html:
    if not citations:
        return Html(html.escape(_word("phrases", "no_citation")))
    shown = [
        fill(
            "<blockquote>$quote<br><span class=soft>$title $place</span></blockquote>",
            quote=citation.get("quote") or "",
            title=citation.get("report_title") or "",
            place=_place(citation, None),
        )
        for citation in citations[:MOST_CITATIONS]
    ]
    if len(citations) > MOST_CITATIONS:
        more = _word("phrases", "more").format(count=len(citations) - MOST_CITATIONS)
        shown.append(fill("<span class=soft>$more</span>", more=more))
    return join(shown)


def _figures(values: list[Json]) -> str:
    """`2 万元 (公务接待费, 2023)`: what is known of each figure, in one line."""
    shown = []
    for value in values:
        known = [str(value[k]) for k in ("label", "department", "year", "measure") if value.get(k)]
        shown.append(
            f"{value['value']} {value['unit']}" + (f"（{'，'.join(known)}）" if known else "")
        )
    return "；".join(shown)


def _place(place: Json, words: str | None) -> str:
    page = place.get("page")
    shown = _word("phrases", "place_page").format(page=page) if page else ""
    parts = [shown, place.get("table"), place.get("row"), place.get("column"), words]
    return " · ".join(str(part) for part in parts if part)


# ---- inside ------------------------------------------------------------------------------


def _render_configuration(report: Json) -> Html:
    configuration = report["configuration"]
    rows = {
        "python": configuration["python"],
        "machine": configuration["machine"],
        "revision": configuration.get("revision") or "",
        "packages": "，".join(f"{k} {v}" for k, v in configuration["packages"].items()),
        "data files": "，".join(f"{k} {v}" for k, v in configuration["data_files"].items()),
    }
    for result in report["results"]:
        described = result["system_configuration"].items()
        rows[f"{result['set']} · {result['system']}"] = "，".join(f"{k}: {v}" for k, v in described)
        rows[f"{result['set']} · gold"] = f"sha256 {result['gold_sha256']}"
    row = "<tr><td>$name</td><td><code>$value</code></td></tr>"
    return join([fill(row, name=name, value=value) for name, value in rows.items()])


def _lines(lines: list[str]) -> Html:
    return Html("<br>".join(html.escape(line) for line in lines if line))


def _class_of(is_good: bool) -> str:
    return _GOOD if is_good else _BAD


def _word(group: str, name: str) -> str:
    """The Chinese word for a name; the name itself where a newer report knows more than we do."""
    return str(_words().get(group, {}).get(name, name))


@cache
def _words() -> Json:
    return tomllib.loads((TEMPLATES / "words.zh-CN.toml").read_text(encoding="utf-8"))


@cache
def _template(name: str) -> str:
    return (TEMPLATES / f"{name}.html").read_text(encoding="utf-8")
