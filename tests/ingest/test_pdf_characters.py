"""Characters of a PDF: low, raised, spaced, doubled, hidden and damaged ones."""

import pytest
from reportlab.lib.colors import Color

from disclosure.errors import UnreadableSourceError
from disclosure.reading_report import PageState, Unread
from ingest.readers.pdf_chars import Drawn, sort_chars
from ingest.reading import read_report
from tests.ingest.drawn import FONT, cells, draw_cover, draw_line, write_pdf
from tests.ingest.odd_pdfs import (
    CELLS,
    ROWS,
    SENTENCE,
    draw_expenditure,
    draw_text,
    read_drawn,
    remap,
    text_figures,
    use_latin_font,
)


def whys(content):
    return [region.why for region in content.reading.regions]


def draw_mixed(canvas, y, parts, x=60):
    """Pieces of one line: text, size, and how much higher than the line they stand."""
    for text, size, rise in parts:
        canvas.setFont(FONT, size)
        canvas.drawString(x, y + rise, text)
        x += canvas.stringWidth(text, FONT, size)


@pytest.mark.parametrize("rise", [-6, -4, -2, 2, 4])
@pytest.mark.parametrize("size", [9, 12, 14])
def test_figures_of_another_size_and_height_stay_in_their_sentence(tmp_path, rise, size):
    def draw(canvas):
        for index in range(3):
            draw_mixed(
                canvas,
                700 - 24 * index,
                [("公务接待费支出", 12, 0), (f"4.3{index}", size, rise), ("万元。", 12, 0)],
            )
        canvas.showPage()

    content = read_drawn(tmp_path, draw)
    assert text_figures(content) == [(f"4.3{index}", "万元") for index in range(3)]


def test_a_character_without_a_code_is_unknown():
    drawn = [
        Drawn(text, 10 * i, 0, 10 * i + 9, 12, 12, 0, i)
        for i, text in enumerate(
            ["支", "(cid:7)", "\x00", "1", "\x00", "2", "\u00ad", "3", "\u200b"]
        )
    ]
    assert "".join(c.text for c in sort_chars(drawn, [], 1e6, 1).chars) == "支��1�2-3"


def test_the_raised_mark_of_a_note_is_no_digit_of_the_figure(tmp_path):
    def draw(canvas):
        draw_mixed(canvas, 700, [("会议费支出 18.05", 12, 0), ("2", 7, 5), ("万元。", 12, 0)])
        rows = [ROWS[0], ["201", "一般公共服务支出", "", "6.10"]]
        draw_expenditure(canvas, rows)
        draw_mixed(canvas, 658, [("7.52", 10, 0), ("1", 6, 4)], x=284)
        canvas.showPage()

    content = read_drawn(tmp_path, draw)
    values = {str(fact.value) for fact in content.facts if fact.value is not None}
    assert values == {"7.52", "6.10", "18.05"}


def test_a_figure_set_in_spaced_letters_is_one_figure(tmp_path):
    def draw(canvas):
        text = canvas.beginText(60, 700)
        text.setFont(FONT, 12)
        text.setCharSpace(5)
        text.textOut("会议费支出128.05万元，接待13批次。")
        canvas.drawText(text)
        canvas.showPage()

    content = read_drawn(tmp_path, draw)
    assert text_figures(content) == [("128.05", "万元"), ("13", "批次")]


@pytest.mark.parametrize("shift", [(0.3, 0), (0.4, -0.4), (0, 0), (1.0, -1.0)])
def test_bold_print_by_printing_twice_does_not_double_digits(tmp_path, shift):
    def draw(canvas):
        draw_expenditure(canvas)
        draw_text(canvas, SENTENCE, top=500)
        canvas.translate(*shift)
        draw_expenditure(canvas)
        draw_text(canvas, SENTENCE, top=500)
        canvas.showPage()

    content = read_drawn(tmp_path, draw)
    assert cells(content) == CELLS
    assert text_figures(content) == [("4.37", "万元"), ("13", "批次")]
    assert content.reading.pages[1].doubled > 50


def test_doubled_letters_and_equal_digits_side_by_side_are_kept(tmp_path):
    content = read_drawn(tmp_path, lambda canvas: draw_text(canvas, "会议费支出 1111.11 万元。"))
    assert text_figures(content) == [("1111.11", "万元")]


def test_a_figure_printed_over_another_one_is_no_figure(tmp_path):
    def draw(canvas):
        draw_text(canvas, "会议费支出 18.05 万元。", "培训费支出 2.40 万元。")
        draw_text(canvas, "会议费支出 27.93 万元。")
        canvas.showPage()

    content = read_drawn(tmp_path, draw)
    assert text_figures(content) == [("2.40", "万元")]
    assert Unread.UNMAPPED in whys(content)


def test_a_figure_painted_over_and_printed_anew_is_the_new_one(tmp_path):
    def draw(canvas):
        draw_expenditure(canvas)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.rect(282, 650, 100, 20, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        draw_line(canvas, 284, 656, "8.88", 10)
        draw_text(canvas, SENTENCE, top=500)
        canvas.setFillColorRGB(0, 0, 0)
        canvas.rect(55, 495, 300, 20, stroke=0, fill=1)
        canvas.showPage()

    content = read_drawn(tmp_path, draw)
    assert cells(content) == [("一般公共服务支出", "合计", "8.88"), *CELLS[1:]]
    assert text_figures(content) == []
    assert any("7.52" in line for line in content.unread)


def draw_hidden(canvas, how):
    canvas.saveState()
    if how == "white":
        canvas.setFillColorRGB(1, 1, 1)
    elif how == "nearly white":
        canvas.setFillColor(Color(0.99, 0.98, 1))
    text = canvas.beginText(60, 560)
    text.setFont(FONT, 0.8 if how == "tiny" else 12)
    if how == "invisible":
        text.setTextRenderMode(3)
    text.textOut("会议费支出 99.99 万元。")
    canvas.drawText(text)
    canvas.restoreState()


@pytest.mark.parametrize("how", ["white", "nearly white", "tiny", "invisible"])
def test_text_that_cannot_be_seen_is_not_read_and_said(tmp_path, how):
    def draw(canvas):
        draw_hidden(canvas, how)
        draw_text(canvas, SENTENCE, top=500)
        canvas.showPage()

    content = read_drawn(tmp_path, draw)
    assert text_figures(content) == [("4.37", "万元"), ("13", "批次")]
    assert whys(content) == [Unread.HIDDEN]
    assert content.reading.regions[0].page == 2


def test_white_text_on_a_dark_ground_is_read(tmp_path):
    def draw(canvas):
        canvas.setFillColorRGB(0.1, 0.2, 0.5)
        canvas.rect(60, 672, 440, 24, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        draw_expenditure(canvas, [["", "", "", ""], *ROWS[1:]])
        canvas.setFillColorRGB(1, 1, 1)
        for index, text in enumerate(ROWS[0]):
            draw_line(canvas, 64 + 110 * index, 680, text, 10)
        canvas.showPage()

    content = read_drawn(tmp_path, draw)
    assert cells(content) == CELLS
    assert content.unread == ()


def test_a_figure_with_a_digit_of_unknown_meaning_is_no_figure(tmp_path):
    def draw(canvas):
        draw_cover(canvas)
        draw_expenditure(canvas, [*ROWS, ["229", "其他支出", "", "1.00"]])
        draw_text(canvas, "会议费支出", "培训费支出 2.40 万元。", top=500)
        use_latin_font(canvas, 10)
        canvas.drawString(284, 607, "52.31")
        canvas.drawString(124, 500, "18.05")
        draw_text(canvas, "万元。", top=500)
        draw_line(canvas, 170, 500, "万元。", 12)
        canvas.showPage()

    path = write_pdf(tmp_path / "a.pdf", draw, compress=False)
    content = read_report(remap(remap(path, "3", 0xE033), "8", 0xFFFD))
    assert cells(content) == [*CELLS, ("其他支出", "基本支出", "1.00")]
    assert text_figures(content) == [("2.40", "万元")]
    assert any(line.startswith("page 2") for line in content.unread)


def test_a_page_whose_font_maps_to_other_letters_is_damaged(tmp_path):
    def draw(canvas):
        draw_cover(canvas)
        draw_expenditure(canvas)
        canvas.showPage()
        use_latin_font(canvas)
        for index in range(12):
            canvas.drawString(60, 700 - 24 * index, "Expenditure of the year was 1,234.56 million")
        canvas.showPage()
        draw_text(canvas, SENTENCE)
        canvas.showPage()

    content = read_report(write_pdf(tmp_path / "a.pdf", draw))
    states = [page.state for page in content.reading.pages]
    assert states == [PageState.TEXT, PageState.TEXT, PageState.DAMAGED, PageState.TEXT]
    assert cells(content) == CELLS
    assert {fact.place.page for fact in content.facts} == {2, 4}
    assert any(line.startswith("page 3") for line in content.unread)


def test_chinese_text_in_a_wrong_encoding_is_damaged(tmp_path):
    wrong = "本部门二〇二三年度收入总计和支出总计均有所增加主要原因是人员经费增加".encode()
    garbled = "".join(c for c in wrong.decode("gb18030", "replace") if "\u4e00" <= c <= "\u9fff")

    def draw(canvas):
        draw_text(canvas, SENTENCE)
        canvas.showPage()
        draw_text(canvas, *[f"{garbled[:20]} 18.05 万元。"] * 6)
        canvas.showPage()

    content = read_drawn(tmp_path, draw)
    assert content.reading.pages[2].state is PageState.DAMAGED
    assert text_figures(content) == [("4.37", "万元"), ("13", "批次")]


def test_amounts_without_their_numbers_are_said(tmp_path):
    lines = ["本年收入万元，支出万元。", "公务接待费支出万元，共计接待批次。"]
    content = read_drawn(tmp_path, lambda canvas: draw_text(canvas, *lines))
    assert whys(content) == [Unread.NO_FIGURES]
    assert text_figures(content) == []


def test_a_unit_that_is_only_named_is_no_amount_without_number(tmp_path):
    content = read_drawn(tmp_path, draw_expenditure)
    assert content.unread == ()


def test_a_file_whose_pages_are_all_damaged_says_so(tmp_path):
    def draw(canvas):
        use_latin_font(canvas)
        for index in range(12):
            canvas.drawString(60, 700 - 24 * index, "Expenditure of the year was 1,234.56 million")
        canvas.showPage()

    path = write_pdf(tmp_path / "a.pdf", draw)
    with pytest.raises(UnreadableSourceError, match="fonts"):
        read_report(path)


def test_a_bullet_of_a_symbol_font_does_not_damage_its_line(tmp_path):
    def draw(canvas):
        draw_cover(canvas)
        draw_text(canvas, "第一部分 概况", top=740)
        use_latin_font(canvas)
        canvas.drawString(60, 700, "l")
        draw_line(canvas, 84, 700, SENTENCE, 12)
        canvas.showPage()

    path = write_pdf(tmp_path / "a.pdf", draw, compress=False)
    found = read_report(remap(path, "l", 0xF06C))
    assert text_figures(found) == [("4.37", "万元"), ("13", "批次")]
    assert found.unread == ()
