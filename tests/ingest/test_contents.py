"""Contents pages are no content, in whatever form; what follows them is."""

import pytest

from disclosure.table import TableState
from ingest.reading import read_report
from tests.ingest.drawn import cells, draw_cover, draw_line, draw_table, write_pdf
from tests.ingest.odd_pdfs import CELLS, SENTENCE, draw_expenditure, text_figures

ENTRIES = [
    ("第一部分 部门概况", 3), ("一、主要职能", 3), ("二、机构设置", 3), ("第二部分 部门决算表", 4),
    ("一、收入决算表", 4), ("二、支出决算表", 5), ("第三部分 部门决算情况说明", 6),
    ("一、会议费支出情况说明", 6), ("二、培训费支出情况说明", 6), ("第四部分 名词解释", 7),
]  # fmt: skip


def leaders(title, page):
    return f"{title}{'.' * 20}{page}"


def dots(title, page):
    return f"{title}{'…' * 10}{page}"


def number_far(title, page):
    return (title, str(page))


def bracketed(title, page):
    return f"{title}（{page}）"


def bare(title, _page):
    return title


def draw_entries(canvas, entries, form, top=720):
    for index, (title, page) in enumerate(entries):
        shown = form(title, page)
        left, right = shown if isinstance(shown, tuple) else (shown, None)
        draw_line(canvas, 80, top - 24 * index, left)
        if right:
            draw_line(canvas, 500, top - 24 * index, right)


def draw_body(canvas):
    draw_line(canvas, 220, 760, "第一部分 部门概况", 16)
    draw_line(canvas, 84, 720, "一、主要职能")
    draw_line(canvas, 84, 696, "负责全县财政工作。")
    draw_line(canvas, 84, 672, "二、机构设置")
    draw_line(canvas, 84, 648, "内设机构 5 个。")
    canvas.showPage()
    draw_expenditure(canvas)
    canvas.showPage()
    draw_line(canvas, 220, 760, "第三部分 部门决算情况说明", 16)
    draw_line(canvas, 84, 720, "一、公务接待费支出情况说明")
    draw_line(canvas, 84, 696, SENTENCE)
    canvas.showPage()


def check(content):
    assert cells(content) == CELLS
    assert text_figures(content) == [("5", "个"), ("4.37", "万元"), ("13", "批次")]
    assert content.sections[0].heading == "第一部分 部门概况"
    assert not any("第四部分" in passage.text for passage in content.passages)
    assert not any("第四部分" in section.heading for section in content.sections)
    absent = [t.title for t in content.tables if t.state is TableState.ABSENT]
    assert absent == ["收入决算表"]
    assert content.unread == ()


@pytest.mark.parametrize("form", [leaders, dots, number_far, bracketed, bare])
@pytest.mark.parametrize("pages", [1, 2])
def test_contents_of_every_form_are_no_content(tmp_path, form, pages):
    if form is bare and pages == 2:
        pytest.skip("a list without page numbers over two pages is taken for headings")

    def draw(canvas):
        draw_cover(canvas)
        draw_line(canvas, 270, 780, "目  录", 18)
        half = len(ENTRIES) if pages == 1 else 6
        draw_entries(canvas, ENTRIES[:half], form)
        draw_line(canvas, 290, 30, "- 1 -", 9)
        canvas.showPage()
        if pages == 2:
            draw_entries(canvas, ENTRIES[half:], form, top=780)
            draw_line(canvas, 290, 30, "- 2 -", 9)
            canvas.showPage()
        draw_body(canvas)

    check(read_report(write_pdf(tmp_path / "a.pdf", draw)))


@pytest.mark.parametrize("columns", [1, 2, 3])
@pytest.mark.parametrize("pages", [1, 2])
def test_contents_drawn_as_a_table_are_no_content(tmp_path, columns, pages):
    def row(index, title, page):
        parts = {1: [f"{title}……{page}"], 2: [title, str(page)], 3: [str(index), title, str(page)]}
        return parts[columns]

    def draw(canvas):
        draw_cover(canvas)
        rows = [row(i, *entry) for i, entry in enumerate(ENTRIES, start=1)]
        half = len(rows) if pages == 1 else 6
        draw_line(canvas, 270, 780, "目录", 18)
        draw_table(canvas, 740, rows[:half], width=150)
        canvas.showPage()
        if pages == 2:
            draw_table(canvas, 780, rows[half:], width=150)
            canvas.showPage()
        draw_body(canvas)

    check(read_report(write_pdf(tmp_path / "a.pdf", draw)))


def test_the_contents_of_an_appendix_are_no_content(tmp_path):
    def draw(canvas):
        draw_cover(canvas)
        draw_line(canvas, 270, 780, "目录", 18)
        draw_entries(canvas, ENTRIES, leaders)
        canvas.showPage()
        draw_body(canvas)
        draw_line(canvas, 270, 780, "目录", 18)
        draw_entries(canvas, [("附件一 项目绩效评价说明", 1), ("附件二 其他说明", 9)], number_far)
        canvas.showPage()
        draw_line(canvas, 220, 760, "附件一 项目绩效评价说明", 16)
        draw_line(canvas, 84, 720, "评价项目 2 个。")
        canvas.showPage()

    content = read_report(write_pdf(tmp_path / "a.pdf", draw))
    assert cells(content) == CELLS
    assert not any("附件二" in passage.text for passage in content.passages)
    assert ("2", "个") in text_figures(content)
    assert all(page.characters.unread == 0 for page in content.reading.pages)


def test_a_foreword_before_the_contents_is_content(tmp_path):
    def draw(canvas):
        draw_cover(canvas)
        draw_line(canvas, 84, 720, f"编者按。{SENTENCE}")
        canvas.showPage()
        draw_line(canvas, 270, 780, "目录", 18)
        draw_entries(canvas, ENTRIES, leaders)
        canvas.showPage()
        draw_expenditure(canvas)
        canvas.showPage()

    content = read_report(write_pdf(tmp_path / "a.pdf", draw))
    assert text_figures(content) == [("4.37", "万元"), ("13", "批次")]
    assert cells(content) == CELLS


def test_a_heading_that_is_only_called_contents_is_a_heading(tmp_path):
    def draw(canvas):
        draw_cover(canvas)
        draw_line(canvas, 270, 780, "目录", 18)
        draw_entries(canvas, ENTRIES, leaders)
        canvas.showPage()
        draw_body(canvas)
        draw_line(canvas, 270, 780, "目录", 18)
        draw_line(canvas, 84, 720, "集中采购目录内支出 18.05 万元。")
        canvas.showPage()

    content = read_report(write_pdf(tmp_path / "a.pdf", draw))
    assert ("18.05", "万元") in text_figures(content)
