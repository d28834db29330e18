"""Numbers in a sentence: which are figures and in what unit, and which say something else.

A date, a document number, a limit or a round number is no figure; numbers.toml says so by name, so
that a reading report can count every number of a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from disclosure.amount import parse_decimal
from disclosure.numerals import read_numeral
from ingest.rules import any_of, read_rules

_NUMBER = r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_ANY_NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_ENDS_IN_NUMBER = re.compile(r"\d[.,]?$")
_GOES_ON = re.compile(r"[.,]?\d")
_NOT_A_DIGIT = "\0"


@dataclass(frozen=True, slots=True)
class Number:
    """A figure: `[start, end)` with its unit, the digits up to `digits_end`."""

    start: int
    digits_end: int
    end: int
    unit: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Ignored:
    """A number that is no figure, and the rule that says so; no rule knows an unread one."""

    start: int
    end: int
    rule: str | None


@dataclass(frozen=True, slots=True)
class _Rules:
    """numbers.toml as compiled patterns."""

    figure: re.Pattern[str]
    listed: re.Pattern[str]
    chinese: re.Pattern[str]
    bare: tuple[re.Pattern[str], ...]
    ignored: tuple[tuple[str | None, re.Pattern[str]], ...]
    money: re.Pattern[str]
    spelling: dict[str, str]
    multipliers: frozenset[str]


def find_numbers(text: str) -> tuple[list[Number], list[Ignored]]:
    """The figures of a sentence, and its other numbers, each in printed order."""
    rules = _load_rules()
    ignored = list(_find_ignored(text, rules))
    masked = list(text)
    for number in ignored:
        masked[number.start : number.end] = _NOT_A_DIGIT * (number.end - number.start)
    rest = "".join(masked)
    figures = []
    for match in rules.figure.finditer(rest):
        figure = _read_figure(match, rest, rules)
        if figure:
            figures.append(figure)
        else:
            ignored.append(Ignored(*match.span("number"), None))
    figures += [_read_chinese(match) for match in rules.chinese.finditer(rest)]
    return sorted(figures, key=lambda f: f.start), sorted(ignored, key=lambda n: n.start)


def spell_unit(printed: str, words: str) -> str:
    """The unit of a figure that stands behind some words; 万 alone may be money or persons."""
    rules = _load_rules()
    if printed in rules.multipliers and rules.money.search(words):
        return printed + str(read_rules("numbers")["units"]["money_unit"])
    return rules.spelling.get(printed, printed)


def _find_ignored(text: str, rules: _Rules) -> Iterator[Ignored]:
    taken: set[int] = set()
    for name, pattern in rules.ignored:
        for match in pattern.finditer(text):
            if _cuts_a_number(text, match, taken):
                continue
            for number in _ANY_NUMBER.finditer(text, *match.span()):
                if number.start() not in taken:
                    yield Ignored(*number.span(), name)
            taken.update(range(*match.span()))


def _cuts_a_number(text: str, match: re.Match[str], taken: set[int]) -> bool:
    """Whether a rule would take the beginning or the end of a number only."""
    start, end = match.span()
    before = _ENDS_IN_NUMBER.search(text, 0, start)
    cut_in_front = before and text[start : start + 1].isdigit() and start - 1 not in taken
    behind = _GOES_ON.match(text, end)
    return bool(cut_in_front or (behind and text[end - 1 : end].isdigit() and end not in taken))


def _read_figure(match: re.Match[str], text: str, rules: _Rules) -> Number | None:
    start, digits_end = match.span("number")
    end, unit = match.end(), match["unit"] or match["unknown"] or ""
    if not unit:
        unit_behind = rules.listed.match(text, digits_end)
        bare = _find_bare(text, match, rules)
        if unit_behind:
            unit = unit_behind["unit"]
        elif bare is not None:
            unit = bare
        else:
            return None
        end = digits_end
    return Number(start, digits_end, end, unit, parse_decimal(match["number"]))


def _find_bare(text: str, match: re.Match[str], rules: _Rules) -> str | None:
    """The unit in front of a number without one behind; empty when none is printed."""
    if re.match(r"[^\W\d_]", text[match.end() :]):
        return None
    for pattern in rules.bare:
        if found := pattern.search(text, 0, match.start()):
            return found.groupdict().get("unit") or ""
    return None


def _read_chinese(match: re.Match[str]) -> Number:
    value = read_numeral(match["number"]) or 0
    return Number(
        match.start("number"), match.end("number"), match.end(), match["unit"], Decimal(value)
    )


@lru_cache(maxsize=1)
def _load_rules() -> _Rules:
    data = read_rules("numbers")
    units = data["units"]
    measure = _alternatives(units["measures"])
    joined = units["joined"].replace("{measure}", measure)
    many = _alternatives(units["multipliers"])
    unit = f"{_alternatives(units['rates'])}|(?:{many})?(?:{measure}){joined}|万|亿"
    unknown = rf"(?!{'|'.join(units['not_unknown'])})[\u4e00-\u9fff]{{1,2}}(?=[,、。;:)]|$)"
    other = "|".join(units["begins_word"])
    behind = rf"\"?(?!{other})(?:(?P<unit>{unit})|(?P<unknown>{unknown}))"
    figure = rf"(?<![\d.])(?P<number>{_NUMBER})(?!\d)(?:{behind})?"
    counted = _alternatives(units["chinese"])
    return _Rules(
        figure=re.compile(figure),
        listed=re.compile(rf"(?:[、,和及与]{_NUMBER})+(?P<unit>{unit})"),
        chinese=re.compile(
            rf"(?<![一二两三四五六七八九十百千万第几])(?P<number>[一二两三四五六七八九十]{{1,3}})"
            rf"(?P<unit>{counted})(?=[,、。;)(]|$)"
        ),
        bare=tuple(re.compile(rule["pattern"]) for rule in data["bare"]),
        ignored=tuple(
            (
                None if rule.get("unread") else rule["name"],
                any_of(_fill(p, unit) for p in rule["patterns"]),
            )
            for rule in data["ignored"]
        ),
        money=re.compile(units["money"]),
        spelling=units["spelling"],
        multipliers=frozenset(units["multipliers"]),
    )


def _fill(pattern: str, unit: str) -> str:
    number = rf"(?<![\d.]){_NUMBER}"
    return pattern.replace("{n}", number).replace("{u}", f"(?:{unit})")


def _alternatives(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
