"""Several figures told to several items in order: A、B和C分别为1万元、2万元和3万元."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.grammar import Respectively
from ingest.numbers import Number
from ingest.subjects import Context


def find_leads(text: str, numbers: Sequence[Number], context: Context) -> list[str | None]:
    """The words in front of each number; None where a row of figures cannot be told apart."""
    leads: list[str | None] = []
    ends = [0, *(number.end for number in numbers)]
    words = [text[end : n.start] for end, n in zip(ends, numbers, strict=False)]
    rules = context.grammar.respectively
    index = 0
    while index < len(numbers):
        size = 1
        if rules.word.search(words[index]):
            while index + size < len(numbers) and rules.between.search(words[index + size]):
                size += 1
        row = _tell_apart(words[index : index + size], context) if size > 1 else [words[index]]
        leads += row
        index += size
    return leads


def _tell_apart(row: Sequence[str], context: Context) -> list[str | None]:
    """The words as they would stand in front of each figure of a row alone."""
    rules = context.grammar.respectively
    words, count = row[0], len(row)
    *_, mark = rules.word.finditer(words)
    front, behind = words[: mark.start()], words[mark.end() :]
    start = max((m.end() for m in context.grammar.clause.finditer(front)), default=0)
    own, before = front[start:], front[:start].rstrip(",:").rpartition(",")[2]
    compared = context.grammar.subject.comparison.search(own)
    if compared:
        own, behind = own[: compared.start()], own[compared.start() :] + behind
    for named in (own, before, context.several):
        names = _split_names(named, count, rules)
        if names:
            context.several = named
            turns = [_turn(between, behind, rules) for between in row[1:]]
            return [name + end for name, end in zip(names, [behind, *turns], strict=True)]
    return [None] * count


def _turn(between: str, behind: str, rules: Respectively) -> str:
    """The words in front of a later figure of a row, which may turn the other way: 和增加6万元."""
    match = rules.between.search(between)
    turn = match["turn"] if match else None
    return rules.turn.sub("", behind) + turn if turn else behind


def _split_names(phrase: str, count: int, rules: Respectively) -> list[str]:
    for separator in rules.separators:
        names = [name for name in separator.split(phrase) if name]
        if len(names) == count:
            return _complete(names, rules)
    return []


def _complete(names: list[str], rules: Respectively) -> list[str]:
    """Names with what the last one says for all: 2022年、2023年培训费, 货物和服务采购金额."""
    *others, last = names
    time = rules.time.search(last)
    if time and all(rules.time.fullmatch(name) for name in others):
        return [name + last[time.end() :] for name in others] + [last]
    for pattern in rules.common:
        common = pattern.search(last)
        if common and not any(pattern.search(name) for name in others):
            return [name + common[0] for name in others] + [last]
    return names
