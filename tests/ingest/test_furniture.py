"""Running headers, footers and page numbers are no text; what only looks like them is."""

import pytest

from ingest.document import TextLine
from ingest.readers import read_document
from ingest.reading import read_report
from tests.ingest.drawn import HEIGHT, WIDTH, cells, draw_cover, draw_line, draw_table, write_pdf
from tests.ingest.odd_pdfs import CELLS, HEADER, ROWS, draw_expenditure

# A sentence that goes on over every page end.
FIRST = "本年度严格执行各项规定，从严控制会议数量和规模，全年会议费支出"
ORDER = "甲乙丙丁戊己庚"
NUMBERS = [
    "- {n} -", "— {n} —", "－{n}－", "{n}", "· {n} ·", "第 {n} 页", "第 {n} 页 共 6 页", "第{n}页/共6页",
    "{n} / 6", "Page {n} of 6", "({n})", "共6页 第{n}页", "~ {n} ~", "第 {n} 页，共 6 页",
]  # fmt: skip


def read_pages(tmp_path, dress, count=6, landscape=()):
    """Pages of one long sentence, each dressed with what repeats."""

    def draw(canvas):
        draw_cover(canvas)
        for number in range(1, count + 1):
            size = (HEIGHT, WIDTH) if number in landscape else (WIDTH, HEIGHT)
            canvas.setPageSize(size)
            dress(canvas, number, size)
            for line in range(3):
                start = f"{ORDER[number]}{ORDER[line]}"
                draw_line(canvas, 60, size[1] - 120 - 24 * line, f"{start}两项{FIRST}从严控制会议")
            draw_line(
                canvas, 60, size[1] - 192, f"规模全年会议费支出共计{number}2.5万元和培训费支出"
            )
            canvas.showPage()
        draw_line(canvas, 60, 700, "3.1万元。")
        canvas.showPage()

    return read_document(write_pdf(tmp_path / "a.pdf", draw))


def texts(document):
    return [b.text for b in document.blocks if isinstance(b, TextLine) and b.page != 1]


@pytest.mark.parametrize("form", NUMBERS)
def test_page_numbers_of_every_form_are_dropped(tmp_path, form):
    def dress(canvas, number, size):
        draw_line(canvas, size[0] / 2 - 20, 30, form.format(n=number), 9)

    document = read_pages(tmp_path, dress)
    assert len(texts(document)) == 25
    assert len(document.furniture) == 6


def test_headers_of_odd_and_even_pages_with_a_rule_are_dropped(tmp_path):
    def dress(canvas, number, size):
        header = "青山县财政局" if number % 2 else "2023 年度部门决算"
        draw_line(canvas, 60 if number % 2 else 400, size[1] - 50, header, 9)
        canvas.line(60, size[1] - 54, size[0] - 60, size[1] - 54)

    document = read_pages(tmp_path, dress)
    assert len(texts(document)) == 25
    assert {block.text for block in document.furniture} == {"青山县财政局", "2023 年度部门决算"}


def test_a_header_of_two_lines_and_a_footer_with_name_and_number_are_dropped(tmp_path):
    def dress(canvas, number, size):
        draw_line(canvas, 60, size[1] - 40, "青山县财政局", 9)
        draw_line(canvas, 60, size[1] - 54, "2023 年度部门决算公开", 9)
        draw_line(canvas, 60, 44, "青山县财政局", 9)
        draw_line(canvas, 500, 44, f"{number}", 9)
        draw_line(canvas, 280, 28, f"第 {number} 页", 9)

    document = read_pages(tmp_path, dress, landscape=(3, 4))
    assert len(texts(document)) == 25


def test_a_header_drawn_as_a_table_is_dropped(tmp_path):
    def dress(canvas, number, size):
        canvas.rect(60, size[1] - 60, 200, 20)
        canvas.rect(260, size[1] - 60, 200, 20)
        draw_line(canvas, 64, size[1] - 54, "青山县财政局", 9)
        draw_line(canvas, 264, size[1] - 54, f"2023 年度部门决算  {number}", 9)

    document = read_pages(tmp_path, dress)
    assert len(texts(document)) == len(document.blocks) - 4 == 25


def test_a_sentence_over_a_page_end_with_furniture_is_joined(tmp_path):
    def draw(canvas):
        draw_cover(canvas)
        for number in (1, 2, 3):
            draw_line(canvas, 60, 790, "青山县财政局 2023 年度部门决算", 9)
            draw_line(canvas, 60, 700, "本年度严格执行各项规定从严控制会议数量和规模全年会议费支出")
            draw_line(
                canvas,
                60,
                676,
                f"{number}2.5万元，比上年减少0.5万元，主要原因是会议次数减少了一些，",
            )
            draw_line(canvas, 290, 30, f"{number}", 9)
            canvas.showPage()
        draw_line(canvas, 60, 700, "全部为内部会议，共计 4 次。")
        canvas.showPage()

    content = read_report(write_pdf(tmp_path / "a.pdf", draw))
    body = content.passages[-1].body.text
    assert body.endswith("主要原因是会议次数减少了一些，全部为内部会议，共计 4 次。")
    assert not any("青山县财政局 2023" in passage.text for passage in content.passages)


def test_a_number_that_ends_a_page_and_does_not_count_on_is_text(tmp_path):
    def draw(canvas):
        draw_cover(canvas)
        draw_line(canvas, 60, 84, "本年度严格执行各项规定从严控制接待数量和规模全年共计接待各级")
        draw_line(canvas, 60, 60, "27")
        canvas.showPage()
        draw_line(canvas, 60, 780, "批次。")
        canvas.showPage()

    document = read_document(write_pdf(tmp_path / "a.pdf", draw))
    assert texts(document)[1:] == ["27", "批次。"]


def test_the_captions_of_tables_on_several_pages_are_no_running_headers(tmp_path):
    titles = ["收入决算表", "支出决算表", "项目支出决算表", "政府采购支出决算表"]

    def draw(canvas):
        draw_cover(canvas)
        for number, title in enumerate(titles, start=1):
            draw_line(canvas, 60, 800, f"公开0{number}表", 9)
            draw_line(canvas, 240, 770, title, 16)
            draw_line(canvas, 420, 750, "单位：万元", 9)
            draw_table(canvas, 740, ROWS)
            canvas.showPage()

    path = write_pdf(tmp_path / "a.pdf", draw)
    assert read_document(path).furniture == ()
    assert [(t.title, t.unit) for t in read_report(path).tables] == [(t, "万元") for t in titles]


def test_a_sentence_goes_on_past_a_table_and_a_page_without_text(tmp_path):
    def draw(canvas):
        draw_cover(canvas)
        draw_expenditure(canvas)
        draw_line(canvas, 60, 300, FIRST)
        draw_line(canvas, 290, 30, "— 1 —", 9)
        canvas.showPage()
        draw_line(canvas, 290, 30, "— 2 —", 9)
        canvas.showPage()
        draw_line(canvas, 60, 700, "2.5 万元。")
        draw_line(canvas, 290, 30, "— 3 —", 9)
        canvas.showPage()

    content = read_report(write_pdf(tmp_path / "a.pdf", draw))
    assert cells(content) == CELLS
    [fact] = [f for f in content.facts if f.unit == "万元" and f.table_id is None]
    assert (fact.printed, fact.label, fact.place.page) == ("2.5", "会议费支出", 4)


def test_a_sentence_that_a_table_breaks_in_two_is_joined(tmp_path):
    def draw(canvas):
        draw_cover(canvas)
        draw_line(canvas, 60, 790, FIRST)
        draw_line(canvas, 240, 760, "支出决算表", 16)
        draw_line(canvas, 60, 735, "单位：万元", 10)
        draw_table(canvas, 696, [HEADER, *ROWS[1:]])
        draw_line(canvas, 60, 560, "2.5 万元。")
        canvas.showPage()

    content = read_report(write_pdf(tmp_path / "a.pdf", draw))
    [fact] = [f for f in content.facts if f.table_id is None and f.value is not None]
    assert (fact.printed, fact.label) == ("2.5", "会议费支出")
