"""Sentences from templates, with every figure in them marked for the truth file.

`{m:spend|支出合计}` prints the amount `spend` and marks it as 支出合计 in 万元;
`{n:counts.visits|接待批次|批次}` prints a count; `{share:a,b|…}` a percentage;
`{compare:name,a,b|…}` and `{change:name,a|…}` one of the phrases more, less, same, new of `name`,
the latter against the year before; `{name}` a word, within a subject too.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from samples.accounts import Account, Department, percentage, round_cents
from samples.printing import Printing

PLACEHOLDER = re.compile(r"\{((?:[^{}]|\{\w+\})+)\}")
DIFFERENCE, RATE = "增减额", "增减率"


@dataclass(frozen=True)
class Mark:
    """One figure printed in a sentence."""

    start: int
    end: int
    subject: str
    value: str
    unit: str

    def shifted(self, offset: int) -> "Mark":
        """The same mark in a longer text."""
        return Mark(self.start + offset, self.end + offset, self.subject, self.value, self.unit)


@dataclass(frozen=True)
class Passage:
    """A paragraph of running text with its marked figures."""

    text: str
    marks: tuple[Mark, ...] = ()

    def __add__(self, other: "Passage") -> "Passage":
        shifted = tuple(m.shifted(len(self.text)) for m in other.marks)
        return Passage(self.text + other.text, self.marks + shifted)


@dataclass(frozen=True)
class Teller:
    """Fills the templates of one report."""

    department: Department
    account: Account
    printing: Printing
    phrases: Mapping[str, Mapping[str, str]]

    def tell(self, template: str, local: Mapping[str, Any] | None = None) -> Passage:
        """A template with its placeholders filled, from the local names first."""
        names: Mapping[str, Any] = local or {}
        passage, position = Passage(""), 0
        for match in PLACEHOLDER.finditer(template):
            passage += Passage(template[position : match.start()])
            passage += self._fill(match[1], names)
            position = match.end()
        return passage + Passage(template[position:])

    def holds(self, quantity: str, local: Mapping[str, Any] | None = None) -> bool:
        """Whether a quantity is anything but zero."""
        return bool(self._quantity(quantity, local or {}))

    def _fill(self, content: str, local: Mapping[str, Any]) -> Passage:
        expression, _, mark = content.partition("|")
        subject, _, unit = mark.partition("|")
        verb, _, arguments = expression.partition(":")
        if not arguments:
            return Passage(self._word(verb, local))
        if verb in ("compare", "change"):
            return self._compare(verb, arguments.split(","), self.tell(subject, local).text, local)
        value = self._value(verb, arguments.split(","), local)
        printed = str(value) if verb == "n" else self.printing.number(value)
        if not subject:
            return Passage(printed)
        default = "%" if verb == "share" else "万元"
        told = self.tell(subject, local).text
        return Passage(printed, (Mark(0, len(printed), told, printed, unit or default),))

    def _value(self, verb: str, arguments: list[str], local: Mapping[str, Any]) -> Decimal:
        values = [self._quantity(name, local) for name in arguments]
        return percentage(values[0], values[1]) if verb == "share" else values[0]

    def _compare(
        self, verb: str, arguments: list[str], subject: str, local: Mapping[str, Any]
    ) -> Passage:
        name, *quantities = arguments
        now = self._quantity(quantities[0], local)
        if verb == "change":
            base = round_cents(self.department.before(self.account, quantities[0]))
        else:
            base = self._quantity(quantities[1], local)
        figures = {"delta": abs(now - base), "rate": percentage(abs(now - base), base)}
        outcome = "same" if now == base else "new" if not base else "more" if now > base else "less"
        passage = self.tell(self.phrases[name][outcome], {**local, **figures})
        return Passage(
            passage.text,
            tuple(
                Mark(m.start, m.end, subject + m.subject, m.value, m.unit) for m in passage.marks
            ),
        )

    def _quantity(self, name: str, local: Mapping[str, Any]) -> Decimal:
        """As printed, so that differences and shares recompute from the printed figures."""
        value = local[name] if name in local else self.account.told(name)
        return value if value == value.to_integral_value() else round_cents(value)

    def _word(self, name: str, local: Mapping[str, Any]) -> str:
        year = self.account.year
        own = {"year": year, "last": year - 1, "department": self.department.name}
        return str({**own, **self.account.text, **local}[name])
