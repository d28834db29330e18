"""The rules drawn on a page, and the sides that a table leaves open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

# A horizontal rule: left, right, height on the page.
Rule = tuple[float, float, float]

# Ends nearer than this are one.
_NEAR = 3.0
# Above and below a row.
_FEWEST_RULES = 2


class _Upright(NamedTuple):
    x: float
    top: float
    bottom: float


def find_rules(edges: Iterable[dict[str, Any]]) -> list[Rule]:
    """The horizontal rules of a page."""
    return [(e["x0"], e["x1"], e["top"]) for e in edges if e["orientation"] == "h"]


def find_open_sides(edges: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The outer verticals that are missing where the inner ones are drawn, as lines to add."""
    uprights = [_Upright(e["x0"], e["top"], e["bottom"]) for e in edges if e["orientation"] == "v"]
    if not uprights:
        return []
    sides: list[dict[str, Any]] = []
    for rules in _stacks(_join_rules(find_rules(edges))):
        for (x0, x1, top), (_, _, bottom) in pairwise(rules):
            between = [u for u in uprights if u.top < bottom - _NEAR and u.bottom > top + _NEAR]
            if not any(x0 + _NEAR < u.x < x1 - _NEAR for u in between):
                continue
            for x in (x0, x1):
                if not any(abs(u.x - x) < _NEAR for u in between):
                    sides.append(_build_line(x, top, bottom))
    return sides


def _join_rules(rules: Iterable[Rule]) -> list[Rule]:
    """Rules at one height that touch are one rule."""
    joined: list[Rule] = []
    for x0, x1, y in sorted(rules, key=lambda r: (round(r[2]), r[0])):
        if joined and abs(joined[-1][2] - y) < 1.0 and x0 <= joined[-1][1] + _NEAR:
            joined[-1] = (joined[-1][0], max(joined[-1][1], x1), joined[-1][2])
        else:
            joined.append((x0, x1, y))
    return joined


def _stacks(rules: Iterable[Rule]) -> list[list[Rule]]:
    """Rules that begin and end alike, from top to bottom."""
    stacks: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda r: r[2]):
        home = next(
            (
                s
                for s in stacks
                if abs(s[0][0] - rule[0]) < _NEAR and abs(s[0][1] - rule[1]) < _NEAR
            ),
            None,
        )
        if home is None:
            stacks.append([rule])
        else:
            home.append(rule)
    return [stack for stack in stacks if len(stack) >= _FEWEST_RULES]


def _build_line(x: float, top: float, bottom: float) -> dict[str, Any]:
    """A line as pdfplumber has them."""
    height = bottom - top
    place = {"x0": x, "x1": x, "top": top, "bottom": bottom, "width": 0.0, "height": height}
    return {"object_type": "line", **place}
