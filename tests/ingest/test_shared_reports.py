"""The shared reports, read whole: every figure of every table, both forms of one report alike."""

from collections import Counter
from pathlib import Path

import pdfplumber
import pytest

from disclosure.content import ReportContent
from disclosure.fact import Basis, Fact, Presence
from disclosure.labels import squeeze
from disclosure.reading_report import Unread
from disclosure.report import ReportKind
from disclosure.table import TableState
from ingest.figure_cells import Holds, read_cell
from ingest.reading import read_report

pytestmark = pytest.mark.shared

FIGURES_PER_TABLE = {
    "收入支出决算总表": [9],
    "收入决算表": [34],
    "支出决算表": [37],
    "财政拨款收入支出决算总表": [15],
    "一般公共预算财政拨款支出决算表": [37],
    "一般公共预算财政拨款基本支出决算明细表": [34],
    "政府性基金预算财政拨款收入支出决算表": [0],
    "财政拨款“三公”经费支出决算表": [8],
    "2023年度县级预算项目绩效自评情况汇总表": [4],
    "2023年县级预算项目支出绩效自评表": [27, 24, 26],
}


@pytest.fixture(scope="module")
def pdf(shared_dir: Path) -> ReportContent:
    return read_report(shared_dir / "reports/changle-2023.pdf")


@pytest.fixture(scope="module")
def text(shared_dir: Path) -> ReportContent:
    return read_report(shared_dir / "reports/changle-2023.txt")


def table_facts(content: ReportContent, *presences: Presence) -> list[Fact]:
    return [f for f in content.facts if f.table_id and f.presence in presences]


def find(content: ReportContent, table: str, **wanted: str | None) -> Fact:
    [fact] = [
        fact
        for fact in table_facts(content, Presence.FIGURE)
        if squeeze(fact.table or "") == squeeze(table)
        and all(getattr(fact, name) == value for name, value in wanted.items())
    ]
    return fact


def test_the_report_is_identified_from_its_broken_cover(pdf):
    report = pdf.report
    assert report.department == "昌乐县人民政府办公室"
    assert (report.year, report.kind) == (2023, ReportKind.DEPARTMENT_FINAL_ACCOUNTS)
    assert report.page_count == 39


@pytest.mark.parametrize("form", ["pdf", "text"])
def test_every_table_gives_all_its_figures(form, request):
    content = request.getfixturevalue(form)
    counts = Counter(f.table_id for f in table_facts(content, Presence.FIGURE))
    found: dict[str, list[int]] = {}
    for table in content.tables:
        if table.state is not TableState.ABSENT:
            found.setdefault(squeeze(table.title), []).append(counts[table.id])
    assert found == {squeeze(title): counts for title, counts in FIGURES_PER_TABLE.items()}
    assert content.unread == ()


def test_pdf_and_text_extract_give_the_same_facts(pdf, text):
    def keys(content: ReportContent) -> Counter[tuple[object, ...]]:
        return Counter(
            (
                squeeze(fact.table or ""),
                tuple(squeeze(label) for label in fact.row_path),
                fact.code,
                tuple(squeeze(label) for label in fact.column_path),
                fact.presence,
                fact.value,
                fact.unit,
                fact.basis,
                fact.fund,
            )
            for fact in content.facts
            if fact.table_id
        )

    assert keys(pdf) == keys(text)
    assert [section.path for section in pdf.sections] == [section.path for section in text.sections]


def test_a_listed_table_that_is_not_printed_is_absent(pdf):
    states = {squeeze(table.title): table for table in pdf.tables}
    assert states["国有资本经营预算财政拨款支出决算表"].state is TableState.ABSENT
    fund = states["政府性基金预算财政拨款收入支出决算表"]
    assert fund.state is TableState.EMPTY
    assert "无数据" in (fund.note or "")


@pytest.mark.parametrize(
    ("table", "wanted", "printed", "page"),
    [
        ("支出决算表", {"code": "2010302", "column": "项目支出"}, "133.47", 11),
        ("财政拨款收入支出决算总表", {"row": "十九、住房保障支出", "column": "合 计"}, "71.77", 12),
        ("一般公共预算财政拨款基本支出决算明细表", {"code": "30301"}, "0.78", 15),
        ("一般公共预算财政拨款基本支出决算明细表", {"row": "公用经费合计"}, "122.93", 16),
        ("财政拨款“三公”经费支出决算表", {"label": "公务接待费·决算数"}, "2", 18),
    ],
)
def test_particular_cells_have_their_value_and_page(pdf, table, wanted, printed, page):
    fact = find(pdf, table, **wanted)
    assert (fact.printed, fact.place.page, fact.unit) == (printed, page, "万元")


def test_the_box_of_a_fact_frames_its_figure_on_the_page(pdf, shared_dir):
    facts = [f for f in table_facts(pdf, Presence.FIGURE) if f.place.page in (11, 15, 18, 33)]
    with pdfplumber.open(shared_dir / "reports/changle-2023.pdf") as document:
        pages = {number: document.pages[number - 1] for number in (11, 15, 18, 33)}
        for fact in facts:
            assert fact.place.box is not None
            cropped = pages[fact.place.page].crop(fact.place.box.as_list(), strict=False)
            assert squeeze(cropped.extract_text()) == squeeze(fact.printed)


def test_the_three_public_columns_are_told_apart_by_their_header(pdf):
    facts = [f for f in table_facts(pdf, Presence.FIGURE) if f.form == "three_public_expenses"]
    assert Counter(fact.basis for fact in facts) == {Basis.ADJUSTED_BUDGET: 4, Basis.ACTUAL: 4}
    assert {fact.row for fact in facts} == {None}


def test_a_table_over_two_pages_is_joined(pdf):
    pages = {squeeze(table.title): table.pages for table in pdf.tables}
    assert pages["财政拨款收入支出决算总表"] == (12, 13)
    assert pages["一般公共预算财政拨款基本支出决算明细表"] == (15, 16)


def draw_findings(content: ReportContent) -> list[tuple[str, ...]]:
    """Rule and printed figures of everything that is more than rounding."""
    return [
        (f.rule, *(side.printed.split()[0] for side in f.sides))
        for f in content.findings
        if not f.is_rounding
    ]


def test_the_contradictions_of_the_report_are_found_and_nothing_else_is(pdf, text):
    found = [
        ("part_within_whole", "49.28", "24.8"),
        ("weighted_shares", "92.42", "100", "1.44", "0", "0", "93.44", "94.48"),
        ("changes_of_totals", "1251.19", "1251.59", "1251.15"),
        ("item_under_other_section", "450.96", "432.6"),
        ("score_within_weight", "15", "10"),
        ("score_within_weight", "15", "10"),
    ]
    assert draw_findings(pdf) == found
    assert draw_findings(text) == found


def test_rounding_is_no_discrepancy(pdf):
    rounded = [finding for finding in pdf.findings if finding.is_rounding]
    assert len(rounded) == 11
    assert {str(abs(finding.difference)) for finding in rounded} == {"0.01"}


@pytest.mark.parametrize(
    ("name", "found"),
    [
        (
            "shanghai/上海市普陀区财政局2024年度部门决算",
            [
                ("text_agrees_with_table", "0.3", "2,961.68"),
                ("share_recomputes", "71.73", "2106.66", "2940.05"),
            ],
        ),
        (
            "altered/24年普陀区财政局（测试问题版本）",
            [
                ("text_agrees_with_table", "0", "2,995.39"),
                ("growth_recomputes", "1.87", "56.95", "0"),
                ("share_recomputes", "71.73", "2106.66", "2940.05"),
                ("words_against_figures", "决算数大于预算数", "1511.89", "1560.05"),
                ("words_against_figures", "决算数大于预算数", "80.38", "80.81"),
                ("words_against_figures", "决算数等于预算数", "60.99", "62.29"),
            ],
        ),
        (
            "shanghai/上海市普陀区财政局部门25年预算",
            [("item_agrees_with_table", "887.36", "873,617.00")],
        ),
        (
            "shanghai/上海市普陀区社会福利院2024年单位预算",
            [("item_agrees_with_table", "738.66", "6,964,796")] * 2,
        ),
        ("shanghai/上海市普陀区商务委员会25年预算", []),
        ("shanghai/上海市普陀区商务委员会单位25年预算", []),
        ("shanghai/上海市普陀区人民政府办公室25年预算", []),
        ("shanghai/上海市普陀区人民政府办公室单位25年预算", []),
    ],
)
def test_what_the_reports_contradict_is_found_and_nothing_else(shared_dir, name, found):
    assert draw_findings(read_report(shared_dir / f"reports/{name}.pdf")) == found


def test_no_report_leaves_a_figure_of_a_table_unread(shared_dir):
    for path in sorted((shared_dir / "reports/shanghai").glob("*.pdf")):
        content = read_report(path)
        found = Counter(
            (fact.place.page, squeeze(fact.printed))
            for fact in table_facts(content, Presence.FIGURE)
        )
        missing = printed_amounts(path) - found
        assert not missing, f"{path.name}: {missing}"
        # Some draw a text box over two pages and clip it to what each of them shows.
        assert {region.why for region in content.reading.regions} <= {Unread.HIDDEN}


def printed_amounts(path: Path) -> Counter[tuple[int, str]]:
    """The cells with a decimal point or separators, as pdfplumber itself extracts them."""
    counts: Counter[tuple[int, str]] = Counter()
    with pdfplumber.open(path) as document:
        for page in document.pages:
            for table in page.find_tables():
                for cell in (cell for row in table.extract() for cell in row):
                    plain = squeeze(cell or "")
                    is_amount = "." in plain or "," in plain
                    if is_amount and read_cell(plain).holds is Holds.FIGURE:
                        counts[page.page_number, plain] += 1
    return counts


@pytest.mark.parametrize(
    ("name", "department", "year", "kind"),
    [
        (
            "上海市普陀区财政局2024年度部门决算",
            "上海市普陀区财政局",
            2024,
            "department_final_accounts",
        ),
        ("上海市普陀区商务委员会25年预算", "上海市普陀区商务委员会", 2025, "department_budget"),
        ("上海市普陀区商务委员会单位25年预算", "上海市普陀区商务委员会", 2025, "unit_budget"),
        ("上海市普陀区社会福利院2024年单位预算", "上海市普陀区社会福利院", 2024, "unit_budget"),
    ],
)
def test_department_year_and_kind_are_read(shared_dir, name, department, year, kind):
    report = read_report(shared_dir / f"reports/shanghai/{name}.pdf").report
    assert (report.department, report.year, report.kind.value) == (department, year, kind)


def test_yuan_and_ten_thousand_yuan_stand_in_one_file(shared_dir):
    content = read_report(shared_dir / "reports/shanghai/上海市普陀区财政局部门25年预算.pdf")
    units = {table.form: table.unit for table in content.tables}
    assert units.pop("three_public_expenses") == "万元"
    assert set(units.values()) == {"元"}


def test_three_column_codes_and_interleaved_columns_are_read(shared_dir):
    content = read_report(shared_dir / "reports/shanghai/上海市普陀区财政局2024年度部门决算.pdf")
    income = find(content, "收入决算表", code="2010601", column="其他收入")
    assert income.printed == "0.01"
    assert income.row_path == ("一般公共服务支出", "财政事务", "行政运行")
    reception = [f for f in content.facts if f.label.startswith("公务接待费·") and f.table_id]
    assert [(f.label, f.presence.value) for f in reception] == [
        ("公务接待费·预算数", "figure"),
        ("公务接待费·决算数", "blank"),
    ]
