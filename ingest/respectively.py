"""Several figures told to several items in order: A、B和C分别为1万元、2万元和3万元."""

from __future__ import annotations

import re
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
        row = _tell_apart(words[index], size, context) if size > 1 else [words[index]]
        leads += row
        index += size
    return leads


def _tell_apart(words: str, count: int, context: Context) -> list[str | None]:
    """The words as they would stand in front of each figure of a row alone."""
    rules = context.grammar.respectively
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
            return [name + behind for name in names]
    return [None] * count


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
    common = rules.common.search(last)
    if common and not any(rules.common.search(name) for name in others):
        whole = re.sub(r"^\W+", "", common[0])
        return [name + whole for name in others] + [last]
    return names
