"""The audit of an answer's own claims: no figure in its text without a source.

INTERFACE: every figure in `answer` is one of `values` or of `calculation.inputs`, and each of those
has a citation. A number of the text is accounted for when it is

- a value or an input that has a citation (a minus sign may have become a word, 下降 for -);
- printed in a cited quote (text answers give the report's own sentences);
- part of a name: the label of a value or input, or the title, department, section, table, row or
  column of a citation, where that whole name stands in the text (科目编码, 单价100万元以上设备);
- a mark of a citation ([1]), a number of a list item at the start of a line, the page of a citation
  (第 23 页), a year or a date (2023年, 12月31日), the 100 of a formula (× 100%), or the number of
  reports held (2 份报告);
- in an answer that gives no figures (clarify, out_of_scope, refused): printed in the question,
  because saying what was asked is no statement of ours.

Not seen: figures in Chinese numerals, and the right figure put to the wrong words; the latter is
what the gold values are for.
"""

from __future__ import annotations

import re
from decimal import Decimal

from disclosure.labels import squeeze
from eval.figures import (
    NUMBER,
    Answer,
    GivenValue,
    calculation_inputs,
    find_decimal,
    given_values,
    half_width,
    numbers_in,
)
from eval.places import citations_of
from service.answer import Outcome

_MARK = re.compile(r"\[\d+\]")
_LIST_NUMBER = re.compile(r"^\s*\(?\d{1,2}[.、)](?!\d)", re.MULTILINE)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?=\s*年|\s*[—–~至、和-]\s*(?:19|20)\d{2}(?!\d))")
_DATE = re.compile(r"(?<![\d.])\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?")
_PAGE = re.compile(r"第\s*(\d+)\s*页")
_REPORTS_HELD = re.compile(r"(?<![\d.])\d+\s*份报告")
_HUNDRED = re.compile(r"[×*]\s*100\s*%")
_NAME_FIELDS = ("report_title", "department", "section", "table", "row", "column")
_ECHOING = frozenset({Outcome.CLARIFY, Outcome.OUT_OF_SCOPE, Outcome.REFUSED})


def find_uncited_values(answer: Answer) -> list[str]:
    """The values and inputs of the answer that lead to no citation, as `value unit`."""
    values = [v for v in given_values(answer) if not _value_citations(answer, v)]
    inputs = [v for v in calculation_inputs(answer) if not _value_citations(answer, v)]
    return [f"{value.get('value')} {value.get('unit')}".strip() for value in (*values, *inputs)]


def find_uncited_numbers(answer: Answer, question: str = "") -> list[str]:
    """The numbers of the text that nothing accounts for, as they stand in it."""
    known = _known_numbers(answer)
    if answer.get("outcome") in _ECHOING:
        known |= {abs(n) for n in numbers_in(f"{question} {answer.get('resolved_question') or ''}")}
    rest = _without_names(_without_marks(answer), answer)
    found = ((text, find_decimal(text)) for text in NUMBER.findall(rest))
    return [text for text, value in found if value is not None and abs(value) not in known]


def find_unquoted_values(answer: Answer) -> list[str]:
    """Disclosed values whose number stands in no quote of their citations, as `value unit`.

    A computed value is printed nowhere, so of a calculation the inputs are looked at.
    """
    disclosed = calculation_inputs(answer) or given_values(answer)
    return [
        f"{value.get('value')} {value.get('unit')}".strip()
        for value in disclosed
        if not _is_quoted(answer, value)
    ]


def _value_citations(answer: Answer, value: GivenValue) -> list[dict]:
    indices = value["citations"] if "citations" in value else [value.get("citation", -1)]
    return citations_of(answer, list(indices or []))


def _is_quoted(answer: Answer, value: GivenValue) -> bool:
    number = find_decimal(str(value.get("value", "")))
    quoted = {
        abs(n) for c in _value_citations(answer, value) for n in numbers_in(c.get("quote") or "")
    }
    return number is not None and abs(number) in quoted


def _known_numbers(answer: Answer) -> set[Decimal]:
    figures = [*given_values(answer), *calculation_inputs(answer)]
    cited = [find_decimal(str(v.get("value"))) for v in figures if _value_citations(answer, v)]
    known = {abs(number) for number in cited if number is not None}
    for citation in answer.get("citations") or []:
        # The year of a quoted sentence does not vouch for a figure of that number.
        quote = _YEAR.sub(" ", half_width(citation.get("quote") or ""))
        known |= {abs(number) for number in numbers_in(quote)}
    return known


def _without_marks(answer: Answer) -> str:
    """The text without what is counted and not disclosed: marks, list numbers, years, pages."""
    pages = {str(citation.get("page")) for citation in answer.get("citations") or []}
    text = _MARK.sub(" ", half_width(str(answer.get("answer") or "")))
    for pattern in (_LIST_NUMBER, _YEAR, _DATE, _HUNDRED, _REPORTS_HELD):
        text = pattern.sub(" ", text)
    return _PAGE.sub(lambda match: " " if match[1] in pages else match[0], text)


def _without_names(text: str, answer: Answer) -> str:
    """The text without the names it gives in full; the longest are taken out first."""
    figures = [*given_values(answer), *calculation_inputs(answer)]
    names = {squeeze(str(value.get("label") or "")) for value in figures}
    for citation in answer.get("citations") or []:
        names |= {squeeze(str(citation.get(field) or "")) for field in _NAME_FIELDS}
    for name in sorted(names, key=len, reverse=True):
        if name and not NUMBER.fullmatch(name):
            text = re.sub(r"\s*".join(map(re.escape, name)), "\n", text)
    return text
