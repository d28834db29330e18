"""How PDFs are read: places, merged cells, pages, baselines, and files that cannot be read."""

import pytest

from disclosure.errors import UnidentifiedReportError, UnreadableSourceError
from disclosure.fact import Presence
from ingest.document import TextLine
from ingest.readers import read_document
from ingest.readers.pdf_chars import Char
from ingest.readers.pdf_lines import build_strips
from ingest.reading import read_report
from tests.ingest.drawn import HEIGHT, cells, draw_cover, draw_line, draw_table, figures, write_pdf

HEADER = [
    ["项目", "<", "本年支出", "<"],
    ["科目编码", "科目名称", "合计", "基本支出"],
]


def chars(text: str, x: float, top: float, size: float = 12.0) -> list[Char]:
    return [
        Char(c, x + i * size, top, x + (i + 1) * size, top + size, size, True)
        for i, c in enumerate(text)
    ]


def test_digits_on_a_lower_baseline_stay_in_their_line():
    low = [*chars("支出", 0, 100), *chars("9.5", 24, 104.8), *chars("万元", 60, 100)]
    assert [strip.text for strip in build_strips([*low, *chars("下一行", 0, 128)])] == [
        "支出9.5万元",
        "下一行",
    ]


def test_every_character_has_its_edge():
    [strip] = build_strips(chars("共计13批次", 10, 50))
    assert len(strip.edges) == len(strip.text) + 1
    assert strip.edges[2] == 34.0


def test_merged_cells_are_known_from_where_they_are_drawn(tmp_path):
    def draw(canvas):
        draw_cover(canvas)
        draw_line(canvas, 240, 760, "支出决算表", 16)
        draw_line(canvas, 60, 735, "单位：万元", 10)
        draw_table(
            canvas,
            720,
            [*HEADER, ["合计", "<", "7.5", "7.5"], ["201", "一般公共服务支出", "7.5", "7.5"]],
        )
        canvas.showPage()

    content = read_report(write_pdf(tmp_path / "a.pdf", draw))
    assert cells(content) == [
        ("合计", "本年支出/合计", "7.5"),
        ("合计", "本年支出/基本支出", "7.5"),
        ("一般公共服务支出", "本年支出/合计", "7.5"),
        ("一般公共服务支出", "本年支出/基本支出", "7.5"),
    ]
    place = figures(content)[0].place
    assert place.page == 2
    assert place.box is not None
    assert place.box.as_list() == [280.0, HEIGHT - 672.0, 390.0, HEIGHT - 648.0]


@pytest.mark.parametrize("repeated", [HEADER, []], ids=["header again", "no header"])
def test_a_table_over_two_pages_is_one_table(tmp_path, repeated):
    def draw(canvas):
        draw_cover(canvas)
        draw_line(canvas, 240, 760, "支出决算表", 16)
        draw_line(canvas, 60, 735, "单位：万元", 10)
        draw_table(canvas, 720, [*HEADER, ["201", "一般公共服务支出", "7.5", "7.5"]])
        draw_line(canvas, 290, 30, "- 1 -", 9)
        canvas.showPage()
        draw_table(canvas, 780, [*repeated, ["20106", "财政事务", "7.5", ""]])
        draw_line(canvas, 290, 30, "- 2 -", 9)
        canvas.showPage()

    content = read_report(write_pdf(tmp_path / "a.pdf", draw))
    [table] = content.tables
    assert table.pages == (2, 3)
    assert figures(content)[-1].row_path == ("一般公共服务支出", "财政事务")
    assert figures(content)[-1].place.page == 3
    assert content.facts[-1].presence is Presence.BLANK


def test_a_paragraph_goes_on_over_the_page_and_knows_both_places(tmp_path):
    lines = [
        "从严控制接待支出。" * 4 + "本年",
        "度" * 39 + "。",
        "接待来宾若干人，" * 4 + "共计接待",
    ]

    def draw(canvas):
        draw_cover(canvas)
        draw_line(canvas, 84, 700, lines[0])
        draw_line(canvas, 60, 670, lines[1])
        draw_line(canvas, 84, 640, lines[2] + "了")
        draw_line(canvas, 290, 30, "- 1 -", 9)
        canvas.showPage()
        draw_line(canvas, 60, 780, "13 批次。")
        draw_line(canvas, 290, 30, "- 2 -", 9)
        canvas.showPage()

    content = read_report(write_pdf(tmp_path / "a.pdf", draw))
    bodies = [passage.body for passage in content.passages]
    assert [body.text for body in bodies][-2:] == [lines[0] + lines[1], lines[2] + "了13 批次。"]
    at = bodies[-1].text.index("13")
    assert bodies[-1].place(at, at + 2).page == 3
    assert bodies[-1].place().page == 2


def test_page_numbers_are_not_text(tmp_path):
    def draw(canvas):
        draw_cover(canvas)
        for number in (1, 2):
            draw_line(canvas, 60, 700, f"第{number}页的内容", 12)
            draw_line(canvas, 290, 30, f"— {number} —", 9)
            canvas.showPage()

    document = read_document(write_pdf(tmp_path / "a.pdf", draw))
    texts = [block.text for block in document.blocks if isinstance(block, TextLine)]
    assert texts[-2:] == ["第1页的内容", "第2页的内容"]


def test_files_that_cannot_be_read_say_why(tmp_path):
    empty = tmp_path / "empty.pdf"
    empty.write_bytes(b"")
    damaged = tmp_path / "damaged.pdf"
    damaged.write_bytes(b"%PDF-1.7\nnothing of a PDF follows")
    office = tmp_path / "report.pdf"
    office.write_bytes(b"PK\x03\x04" + bytes(100))
    binary = tmp_path / "report.txt"
    binary.write_bytes(bytes(range(256)) * 40)
    scanned = write_pdf(tmp_path / "scanned.pdf", lambda canvas: canvas.showPage())
    locked = write_pdf(tmp_path / "locked.pdf", draw_cover, encrypt="secret")
    reasons = {
        empty: "empty",
        damaged: "damaged",
        office: "DOCX",
        binary: "not a known form",
        scanned: "OCR",
        locked: "password",
    }
    for path, reason in reasons.items():
        with pytest.raises(UnreadableSourceError, match=reason):
            read_document(path)


def test_a_report_that_names_no_department_is_not_guessed(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text("2023 年度部门决算\n\n一、收入情况\n\n收入合计 10 万元。\n", encoding="utf-8")
    with pytest.raises(UnidentifiedReportError, match="department"):
        read_report(path)
