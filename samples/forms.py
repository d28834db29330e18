"""The nine forms (决算表) of a report: headers and columns are data, rows follow from the account."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from samples.accounts import HERE, Account, read_toml
from samples.grids import LEFT, Grid, build_grid
from samples.printing import Printing

CLASSIFICATION = read_toml(HERE / "classification.toml")
CATEGORIES: Mapping[str, str] = dict(CLASSIFICATION["categories"])
FUNCTIONAL: Mapping[str, str] = CATEGORIES | CLASSIFICATION["functional"]
ECONOMIC: Mapping[str, str] = CLASSIFICATION["economic"]
NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True)
class Form:
    """One printed table with what stands around it, and which columns are labels and values."""

    title: str
    number: str
    unit: str
    unit_line: str
    note: str
    landscape: bool
    same_page: bool
    widths: tuple[float, ...]
    grid: Grid
    blocks: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]


@dataclass(frozen=True)
class FormSpec:
    """A form as its department describes it."""

    raw: Mapping[str, Any]
    printing: Printing
    account: Account

    def cell(self, value: Decimal, column: str = "") -> str:
        """A value as this form prints it."""
        nils = self.raw.get("nil_by_year", {}).get(str(self.account.year), {})
        return self.printing.cell(value, self.raw["unit"], nils.get(column, ""))


Builder = Callable[[FormSpec], list[list[str]]]


def numeral(number: int) -> str:
    """1 to 99 as a Chinese numeral, as headings and lists count."""
    tens, ones = divmod(number, 10)
    lead = ("" if tens < 2 else NUMERALS[tens - 1]) + ("十" if tens else "")
    return lead + (NUMERALS[ones - 1] if ones else "")


def build_forms(folder: Path, account: Account) -> list[Form]:
    """All forms of a department's report, in its own order and layout."""
    raw = read_toml(folder / "forms.toml")
    printing = Printing(raw["strip_zeros"], raw["table_separators"])
    return [
        _build_form(FormSpec(raw["defaults"] | form, printing, account)) for form in raw["form"]
    ]


def _build_form(spec: FormSpec) -> Form:
    raw = spec.raw
    return Form(
        title=raw["title"],
        number=raw["number"],
        unit=raw["unit"],
        unit_line=raw["unit_line"],
        note=raw["note"],
        landscape=raw["landscape"],
        same_page=raw["same_page"],
        widths=tuple(float(w) for w in raw["widths"]),
        grid=build_grid(raw["head"], BUILDERS[raw["kind"]](spec)),
        blocks=tuple((tuple(labels), tuple(values)) for labels, values in raw["blocks"]),
    )


def build_item_rows(spec: FormSpec) -> list[list[str]]:
    """合计, then 类, 款 and 项, one row a code."""
    columns: Sequence[str] = spec.raw["columns"]
    account = spec.account

    def values(prefix: str) -> list[str]:
        return [spec.cell(account.amount(c, prefix), c) for c in columns]

    anything = [c for c in account.items if any(account.amount(q, c) for q in columns)]
    codes = sorted({code[:length] for code in anything for length in (3, 5, 7)})
    rows = [[*_code_cells(spec, code), FUNCTIONAL[code], *values(code)] for code in codes]
    code_columns: int = spec.raw["code_columns"]
    total = [spec.raw["total_label"], *[LEFT] * code_columns, *values("")]
    empty = [[""] * len(total) for _ in range(spec.raw["empty_rows"] if not codes else 0)]
    return [total, *rows, *empty] if spec.raw["total_first"] else [*rows, *empty, total]


def _code_cells(spec: FormSpec, code: str) -> list[str]:
    if spec.raw["code_columns"] == 1:
        return [code]
    return [code[:3], code[3:5], code[5:7]]


def build_summary_rows(spec: FormSpec) -> list[list[str]]:
    """Income lines beside the categories of expenditure, then the totals of both sides."""
    raw, account = spec.raw, spec.account
    right_columns: Sequence[str] = raw["columns"]
    shown: Sequence[str] = raw.get("categories") or list(CATEGORIES)
    right = [
        [f"{numeral(list(CATEGORIES).index(code) + 1)}、{CATEGORIES[code]}"]
        + [spec.cell(account.amount(q, code)) for q in right_columns]
        for code in shown
    ]
    left = [[label, spec.cell(account.amount(q))] for label, q in raw["left"]]
    left += [["", ""]] * (len(right) - len(left))
    for label, quantity in raw["left_foot"]:
        left.append([label, spec.cell(account.amount(quantity))])
    for label, *quantities in raw["right_foot"]:
        right.append([label, *(spec.cell(account.amount(q)) for q in quantities)])
    if raw["line_numbers"]:
        return _number_lines(left, right)
    return [a + b for a, b in zip(left, right, strict=True)]


def _number_lines(left: list[list[str]], right: list[list[str]]) -> list[list[str]]:
    count = len(left)
    return [
        [a[0], str(n), *a[1:], b[0], str(count + n), *b[1:]]
        for n, (a, b) in enumerate(zip(left, right, strict=True), start=1)
    ]


def build_economic_rows(spec: FormSpec) -> list[list[str]]:
    """Economic codes in blocks side by side, and the totals of personnel and operating costs."""
    blocks = [_economic_block(spec, classes) for classes in spec.raw["economic_blocks"]]
    width = len(blocks[0][0])
    length = max(len(block) for block in blocks)
    padded = [block + [[""] * width] * (length - len(block)) for block in blocks]
    rows = [[cell for block in padded for cell in block[n]] for n in range(length)]
    account = spec.account
    personnel, operating = (spec.cell(account.amount(q)) for q in ("personnel", "operating"))
    left_label, right_label = spec.raw["economic_totals"]
    merged = width * (len(blocks) - 1) - 2
    foot = [left_label, *[LEFT] * (width - 2), personnel, right_label, *[LEFT] * merged, operating]
    return [*rows, foot]


def _economic_block(spec: FormSpec, classes: Sequence[str]) -> list[list[str]]:
    codes = [c for c in ECONOMIC if c[:3] in classes]
    rows = []
    for code in codes:
        cells = [code] if spec.raw["code_columns"] == 1 else [code[:3], code[3:]]
        rows.append([*cells, ECONOMIC[code], spec.cell(spec.account.economic_amount([code]))])
    return rows


def build_single_row(spec: FormSpec) -> list[list[str]]:
    """One row of named quantities, as in the table of the three public expenses."""
    return [[spec.cell(spec.account.amount(c), c) for c in spec.raw["columns"]]]


BUILDERS: Mapping[str, Builder] = {
    "items": build_item_rows,
    "summary": build_summary_rows,
    "economic": build_economic_rows,
    "single": build_single_row,
}
