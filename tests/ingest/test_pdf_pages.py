"""Whole pages: printed twice, scanned, blank, damaged, locked, with notes laid over them."""

import io

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader

from disclosure.errors import UnreadableSourceError
from disclosure.reading_report import PageState, Unread
from ingest.readers import read_document
from ingest.reading import read_report
from tests.ingest.drawn import (
    FONT,
    HEIGHT,
    WIDTH,
    cells,
    draw_cover,
    draw_line,
    draw_table,
    write_pdf,
)
from tests.ingest.odd_pdfs import (
    CELLS,
    SENTENCE,
    draw_expenditure,
    draw_text,
    read_drawn,
    text_figures,
    use_latin_font,
)

LONG = [
    "本年度严格执行各项规定，从严控制会议数量和规模，没有安排新的会议。",
    "会议费支出 2.5 万元，比上年减少 0.5 万元，主要原因是会议次数减少。",
    "培训费支出 3.1 万元，比上年增加 0.7 万元，主要原因是培训班次增加。",
    "办公设备购置费支出 8.2 万元，全部用于更换已经到报废年限的设备。",
]
FIGURES = ["2.5", "0.5", "3.1", "0.7", "8.2"]


def states(content):
    return [page.state.value for page in content.reading.pages]


def draw_picture(canvas, width=WIDTH, height=HEIGHT):
    picture = io.BytesIO()
    Image.new("RGB", (60, 80), (200, 210, 220)).save(picture, "PNG")
    picture.seek(0)
    canvas.drawImage(ImageReader(picture), 0, 0, width, height)


def test_a_page_printed_twice_is_read_once_and_said(tmp_path):
    def draw(canvas):
        for number in (1, 2, 3):
            draw_text(canvas, *LONG)
            draw_line(canvas, 290, 30, f"- {number} -", 9)
            canvas.showPage()
        draw_text(canvas, SENTENCE)
        draw_line(canvas, 290, 30, "- 4 -", 9)
        canvas.showPage()

    content = read_drawn(tmp_path, draw)
    assert states(content) == ["text", "text", "duplicate", "duplicate", "text"]
    assert [page.duplicate_of for page in content.reading.pages] == [None, None, 2, 2, None]
    assert [printed for printed, _ in text_figures(content)] == [*FIGURES, "4.37", "13"]
    assert [
        line.startswith(f"page {n}: repeats")
        for n, line in zip((3, 4), content.unread, strict=True)
    ]


def test_a_table_over_two_pages_printed_twice_is_read_once(tmp_path):
    more = [[f"2130{n}", f"农业农村事务之{n}", f"{n}.25", f"{n}.05"] for n in range(1, 9)]

    def draw(canvas):
        for _ in range(2):
            draw_expenditure(canvas)
            canvas.showPage()
            draw_expenditure(canvas, [["科目编码", "科目名称", "合计", "基本支出"], *more])
            draw_text(canvas, *LONG, top=300)
            canvas.showPage()

    content = read_drawn(tmp_path, draw)
    assert states(content)[-1] == "duplicate"
    assert len([c for c in cells(content) if c[2].endswith(".25")]) == len(more)


def test_two_tables_may_go_on_with_the_same_rows(tmp_path):
    head = ["科目编码", "科目名称", "合计", "基本支出"]
    first = [["20101", "人大事务", "80.00", "80.00"]]
    rest = [[f"2130{n}", f"农业农村事务之{n}", f"{n}00.25", f"{n}00.25"] for n in range(1, 9)]

    def draw(canvas):
        for title in ("支出决算表", "一般公共预算财政拨款支出决算表"):
            draw_line(canvas, 200, 760, title, 16)
            draw_line(canvas, 60, 735, "单位：万元", 10)
            draw_table(canvas, 696, [head, *first])
            canvas.showPage()
            draw_table(canvas, 760, rest)
            canvas.showPage()

    content = read_drawn(tmp_path, draw)
    assert states(content) == ["text"] * 5
    assert len([c for c in cells(content) if c[2] == "800.25"]) == 4


def test_a_page_that_only_nearly_repeats_another_one_is_read(tmp_path):
    def draw(canvas):
        for amount in ("8.2", "8.3"):
            draw_text(canvas, *LONG[:3], *["其他事项没有变化，继续从严控制支出。"] * 4)
            draw_text(canvas, f"办公设备购置费支出 {amount} 万元，全部用于更换设备。", top=500)
            canvas.showPage()

    content = read_drawn(tmp_path, draw)
    assert states(content) == ["text", "text", "text"]
    assert {"8.2", "8.3"} <= {printed for printed, _ in text_figures(content)}


def test_scanned_and_blank_pages_are_said_with_their_number(tmp_path):
    def draw(canvas):
        draw_text(canvas, SENTENCE)
        canvas.showPage()
        draw_picture(canvas)
        canvas.showPage()
        canvas.showPage()

    content = read_drawn(tmp_path, draw)
    assert states(content) == ["text", "text", "scanned", "blank"]
    [region] = content.reading.regions
    assert (region.page, region.why) == (3, Unread.PICTURE)
    assert "page 3" in content.unread[0]


def test_what_ocr_wrote_invisibly_over_a_picture_is_not_read_as_print(tmp_path):
    def draw(canvas):
        draw_text(canvas, SENTENCE)
        canvas.showPage()
        draw_picture(canvas)
        text = canvas.beginText(60, 700)
        text.setFont(FONT, 12)
        text.setTextRenderMode(3)
        for line in LONG:
            text.textLine(line)
        canvas.drawText(text)
        canvas.showPage()

    content = read_drawn(tmp_path, draw)
    assert states(content) == ["text", "text", "scanned"]
    assert text_figures(content) == [("4.37", "万元"), ("13", "批次")]
    assert {region.why for region in content.reading.regions} == {Unread.PICTURE, Unread.HIDDEN}


def test_text_on_a_picture_is_read(tmp_path):
    def draw(canvas):
        draw_picture(canvas)
        draw_text(canvas, SENTENCE)
        canvas.showPage()

    content = read_drawn(tmp_path, draw)
    assert text_figures(content) == [("4.37", "万元"), ("13", "批次")]
    assert states(content) == ["text", "text"]


def test_a_page_over_which_the_reader_fails_does_not_lose_the_others(tmp_path):
    def draw(canvas):
        draw_cover(canvas)
        draw_text(canvas, SENTENCE)
        canvas.showPage()
        canvas.setPageSize((600, 800))
        draw_text(canvas, *LONG)
        canvas.showPage()
        canvas.setPageSize((WIDTH, HEIGHT))
        draw_expenditure(canvas)
        canvas.showPage()

    path = write_pdf(tmp_path / "a.pdf", draw, compress=False)
    content = path.read_bytes()
    assert content.count(b"0 0 600 800") == 1
    path.write_bytes(content.replace(b"0 0 600 800", b"0 0 /AB /CD"))
    found = read_report(path)
    assert states(found) == ["text", "text", "failed", "text"]
    assert text_figures(found) == [("4.37", "万元"), ("13", "批次")]
    assert cells(found) == CELLS
    assert found.unread[0].startswith("page 3: the page cannot be read")
    assert found.report.page_count == 4


@pytest.mark.parametrize("strength", [40, 128])
def test_a_password_for_changes_only_does_not_stop_reading(tmp_path, strength):
    lock = StandardEncryption("", "owner", canPrint=0, canModify=0, canCopy=0, strength=strength)

    def draw(canvas):
        use_latin_font(canvas)
        canvas.drawString(60, 700, "4.37")

    document = read_document(write_pdf(tmp_path / "a.pdf", draw, encrypt=lock))
    assert [block.text for block in document.blocks] == ["4.37"]


def test_a_password_for_opening_is_asked_for(tmp_path):
    lock = StandardEncryption("user", "owner", strength=128)
    with pytest.raises(UnreadableSourceError, match="password"):
        read_drawn(tmp_path, lambda canvas: draw_text(canvas, SENTENCE), encrypt=lock)


def test_notes_and_fields_laid_over_a_page_are_said_and_not_read(tmp_path):
    def draw(canvas):
        draw_text(canvas, SENTENCE)
        canvas.freeTextAnnotation("会议费支出 99.99 万元。", "(0 g)", Rect=[60, 500, 300, 520])
        canvas.acroForm.textfield(value="88.88", x=60, y=400, width=100, height=20)
        canvas.linkURL("https://example.org", (60, 300, 200, 320))
        canvas.showPage()

    content = read_drawn(tmp_path, draw)
    assert text_figures(content) == [("4.37", "万元"), ("13", "批次")]
    regions = content.reading.regions
    assert [(r.why, r.page) for r in regions] == [(Unread.ANNOTATION, 2)] * 2
    assert {("99.99" in r.text, "88.88" in r.text) for r in regions} == {
        (True, False),
        (False, True),
    }
    boxes = {tuple(r.box.as_list()) for r in regions if r.box}
    assert (60.0, HEIGHT - 520.0, 300.0, HEIGHT - 500.0) in boxes


def test_a_broken_note_does_not_lose_its_page(tmp_path):
    def draw(canvas):
        draw_text(canvas, SENTENCE)
        canvas.freeTextAnnotation("注", "0 g", Rect=[60, 500, 300, 520])
        canvas.showPage()

    content = read_drawn(tmp_path, draw)
    assert text_figures(content) == [("4.37", "万元"), ("13", "批次")]
    assert [region.why for region in content.reading.regions] == [Unread.ANNOTATION]


def test_a_slanted_watermark_is_no_text_and_is_said(tmp_path):
    def draw(canvas):
        draw_text(canvas, *LONG)
        canvas.translate(100, 300)
        canvas.rotate(45)
        canvas.setFillGray(0.8)
        draw_line(canvas, 0, 0, "内部资料 99.99 万元", 60)
        canvas.showPage()

    content = read_drawn(tmp_path, draw)
    assert [printed for printed, _ in text_figures(content)] == FIGURES
    assert [region.why for region in content.reading.regions] == [Unread.SLANTED]


def test_text_in_a_frame_is_text_and_a_table_in_a_frame_a_table(tmp_path):
    def draw(canvas):
        canvas.rect(40, 40, 520, 30)
        canvas.rect(40, 70, 520, 740)
        draw_expenditure(canvas)
        draw_text(canvas, *LONG, top=500)
        canvas.showPage()

    content = read_drawn(tmp_path, draw)
    assert cells(content) == CELLS
    assert [printed for printed, _ in text_figures(content)] == FIGURES


def test_a_file_of_damaged_and_blank_pages_only_is_not_read(tmp_path):
    with pytest.raises(UnreadableSourceError, match="scanned"):
        read_report(write_pdf(tmp_path / "a.pdf", draw_picture))


def test_page_states_have_a_name_for_every_page(tmp_path):
    content = read_drawn(tmp_path, lambda canvas: draw_text(canvas, SENTENCE))
    assert {page.state for page in content.reading.pages} <= set(PageState)
