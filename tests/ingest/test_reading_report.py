"""Silence is impossible: every character and every cell is read as something, or said."""

from pathlib import Path

import pdfplumber
import pytest

from disclosure.reading_fields import parse_reading, reading_fields
from disclosure.reading_report import PageState, Unread
from disclosure.report import ReportKind
from ingest.identity import Given
from ingest.reading import read_report
from tests.conftest import ROOT
from tests.ingest.drawn import draw_line, read_text_report, write_pdf
from tests.ingest.odd_pdfs import SENTENCE, draw_expenditure, draw_text, read_drawn

SAMPLES = sorted((ROOT / "samples/reports").glob("*.pdf"))


def printed_characters(path: Path) -> list[int]:
    """The characters that pdfplumber finds on each page, white space aside."""
    with pdfplumber.open(path) as document:
        return [
            sum(len("".join(char["text"].split())) for char in page.chars)
            for page in document.pages
        ]


def check(path: Path) -> None:
    reading = read_report(path, given=Given("某县某局", 2024)).reading
    totals = [page.characters.total + page.doubled for page in reading.pages]
    assert totals == printed_characters(path)
    said = {region.page for region in reading.regions}
    silent = [p.number for p in reading.pages if p.characters.unread and p.number not in said]
    assert silent == []
    assert all(table.cells.unread == 0 for table in reading.tables)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_character_of_a_sample_is_read_as_something(path):
    check(path)
    reading = read_report(path).reading
    assert sum(page.characters.unread for page in reading.pages) == 0


@pytest.mark.shared
def test_every_character_of_the_shared_reports_is_read_or_said(shared_dir):
    for path in sorted((shared_dir / "reports").rglob("*.pdf")):
        check(path)


def test_each_character_is_counted_where_it_was_read(tmp_path):
    def draw(canvas):
        draw_expenditure(canvas)
        draw_line(canvas, 290, 30, "- 1 -", 9)
        canvas.showPage()
        draw_line(canvas, 84, 740, "第三部分 会议费支出情况")
        draw_line(canvas, 84, 700, "会议费支出 2.5 万元。")
        canvas.showPage()

    reading = read_drawn(tmp_path, draw).reading
    cover, table, text = (page.characters for page in reading.pages)
    assert cover.cover == cover.total == 16
    assert (table.caption, table.furniture) == (len("支出决算表单位：万元"), 3)
    assert table.table == table.total - 13
    assert (text.heading, text.paragraph) == (11, len("会议费支出2.5万元。"))
    assert reading.pages[1].tables == ("t01",)


def test_each_cell_is_counted_as_what_it_was_read(tmp_path):
    table = (
        "支出决算表\n单位：万元\n\n"
        "科目编码 | 科目名称 | 行次 | 合计 | 备注\n"
        "201 | 一般公共服务支出 | 1 | 7.52 | 按月支付\n"
        "213 | 农林水支出 | 2 | — | \n"
    )
    [reading] = read_text_report(tmp_path, table).reading.tables
    counts = reading.cells
    assert (counts.header, counts.label, counts.code, counts.ordinal) == (5, 2, 2, 2)
    assert (counts.facts, counts.words, counts.unread) == (3, 0, 0)
    assert counts.printed == 14


def test_numbers_of_sentences_are_counted(tmp_path):
    content = read_text_report(tmp_path, "一、会议费\n\n2023 年会议费支出 2.5 万元，共 3 次。\n")
    text = content.reading.text
    assert (text.printed, text.facts, text.unread) == (3, 2, 0)
    assert dict(text.ignored) == {"date": 1}


def test_text_in_a_table_outside_of_its_cells_is_said(tmp_path):
    def draw(canvas):
        draw_expenditure(canvas)
        # An open box at the end of the last row.
        canvas.line(500, 624, 560, 624)
        canvas.line(560, 624, 560, 560)
        canvas.line(60, 560, 560, 560)
        canvas.line(60, 560, 60, 696)
        draw_line(canvas, 510, 640, "99.99", 10)
        canvas.showPage()

    content = read_drawn(tmp_path, draw)
    printed = [f.printed for f in content.facts]
    assert (
        ("99.99" in printed)
        or any("99.99" in line for line in content.unread)
        or any("99.99" in passage.text for passage in content.passages)
    )


def test_a_reading_report_survives_its_json(tmp_path):
    reading = read_drawn(tmp_path, draw_expenditure).reading
    assert parse_reading(reading_fields(reading)) == reading
    fields = reading_fields(reading)
    assert fields["totals"]["pages"][PageState.TEXT.value] == 2
    assert fields["totals"]["cells_facts"] == 4


NAMELESS = "部门决算\n\n收入决算表\n单位：万元\n\n项目 | 金额\n财政拨款收入 | 10\n"


def test_what_the_caller_says_fills_in_what_a_file_does_not_say(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(NAMELESS.replace(" | ", "\t"), encoding="utf-8")
    given = Given("青山县林业局", 2021, ReportKind.UNIT_BUDGET)
    content = read_report(path, given=given)
    assert (content.report.department, content.report.year) == ("青山县林业局", 2021)
    assert content.report.kind is ReportKind.DEPARTMENT_FINAL_ACCOUNTS
    assert content.reading.given == (("department", "青山县林业局"), ("year", "2021"))


def test_what_a_file_says_goes_before_what_the_caller_says(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text("2023年度青山县财政局部门决算\n\n收入合计 10 万元。\n", encoding="utf-8")
    content = read_report(path, given=Given("青山县林业局", 2021))
    assert (content.report.department, content.report.year) == ("青山县财政局", 2023)
    assert content.reading.given == ()


def test_regions_are_said_as_lines_with_their_page(tmp_path):
    def draw(canvas):
        canvas.setFillColorRGB(1, 1, 1)
        draw_text(canvas, "会议费支出 99.99 万元。")
        canvas.setFillColorRGB(0, 0, 0)
        draw_text(canvas, SENTENCE, top=500)
        canvas.showPage()

    content = read_drawn(tmp_path, draw)
    [region] = content.reading.regions
    assert region.why is Unread.HIDDEN
    assert content.unread == ("page 2: text that the page does not show: 会议费支出 99.99 万元。",)
    assert content.reading.pages[1].characters.unread == len("会议费支出99.99万元。")


def test_writing_a_pdf_twice_gives_the_same_reading(tmp_path):
    first = read_report(
        write_pdf(tmp_path / "a.pdf", lambda c: draw_text(c, SENTENCE)),
        given=Given("青山县财政局", 2023, ReportKind.UNIT_BUDGET),
    )
    again = read_report(
        tmp_path / "a.pdf", given=Given("青山县财政局", 2023, ReportKind.UNIT_BUDGET)
    )
    assert first == again
