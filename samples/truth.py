"""What a sample report says and where, one JSON object a line, for tests to compare with."""

import json
from collections.abc import Iterator
from pathlib import Path

from samples.accounts import SampleError
from samples.document import Report
from samples.forms import Form
from samples.typography import Tracker

SENTENCE_ENDS = "。；"
CLAUSE_ENDS = "，、：" + SENTENCE_ENDS
QUOTE_LENGTH = 24


def write_truth(report: Report, tracker: Tracker, target: Path) -> None:
    """Every figure in the nine forms and every marked figure in the text."""
    rows = [*_form_truth(report, tracker), *_text_truth(tracker)]
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _form_truth(report: Report, tracker: Tracker) -> Iterator[dict[str, object]]:
    for number, form in enumerate(report.forms):
        for row in range(form.grid.head, len(form.grid.rows)):
            for labels, columns in form.blocks:
                label = _row_label(form, row, labels)
                for column in columns:
                    printed = form.grid.rows[row][column]
                    place = (number, row, column)
                    if _is_figure(printed):
                        yield {
                            "table": form.title,
                            **label,
                            "column": "/".join(form.grid.header_path(column)),
                            "printed": printed,
                            "value": printed.replace(",", ""),
                            "unit": form.unit,
                            "page": tracker.cells[place],
                        }


def _row_label(form: Form, row: int, labels: tuple[int, ...]) -> dict[str, str]:
    places = dict.fromkeys(form.grid.origin(row, column) for column in labels)
    texts = [form.grid.rows[top][left] for top, left in places]
    code = "".join(text for text in texts if text.isdecimal())
    name = "".join(text for text in texts if not text.isdecimal())
    return {"row": name, "code": code} if code else {"row": name}


def _is_figure(printed: str) -> bool:
    return bool(printed) and printed.replace(",", "").replace(".", "").isdecimal()


def _text_truth(tracker: Tracker) -> Iterator[dict[str, object]]:
    seen = set()
    for mark, text, page in tracker.marks:
        if text[mark.start : mark.end] != mark.value:
            raise SampleError(f"mark {mark} does not stand in {text}")
        if (mark, text) not in seen:
            seen.add((mark, text))
            yield {
                "subject": mark.subject,
                "value": mark.value,
                "unit": mark.unit,
                "page": page,
                "quote": _quote(text, mark.start, mark.end),
            }


def _quote(text: str, start: int, end: int) -> str:
    """The clause around a figure, led by enough words to tell it from others."""
    left = start
    while left > 0 and (start - left < QUOTE_LENGTH and text[left - 1] not in SENTENCE_ENDS):
        left -= 1
    right = end
    while right < len(text) and text[right] not in CLAUSE_ENDS:
        right += 1
    return text[left:right].strip()
