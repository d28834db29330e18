"""Pages are read as they are shown: turned, cropped, drawn sideways; boxes lie on what is shown."""

import pytest

from ingest.reading import read_report
from tests.ingest.drawn import HEIGHT, WIDTH, cells, draw_cover, draw_line, figures, write_pdf
from tests.ingest.odd_pdfs import (
    CELLS,
    SENTENCE,
    draw_expenditure,
    draw_text,
    edit_pages,
    find_marked,
    green_box,
    lay_sideways,
    text_figures,
    turn_page,
)


def frames(path, content) -> bool:
    fact = find_marked(figures(content))
    box = fact.place.box
    assert box is not None
    drawn = green_box(path, fact.place.page or 0)
    return all(abs(a - b) < 1.5 for a, b in zip(box.as_list(), drawn, strict=True))


def write(tmp_path, draw):
    def draw_all(canvas):
        draw_cover(canvas)
        draw(canvas)

    return write_pdf(tmp_path / "a.pdf", draw_all)


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_that_is_shown_turned_is_read_as_it_is_shown(tmp_path, degrees):
    def draw(canvas):
        turn_page(canvas, degrees)
        draw_expenditure(canvas, marked=True)
        draw_text(canvas, SENTENCE, top=500)
        canvas.showPage()

    path = write(tmp_path, draw)
    content = read_report(path)
    assert cells(content) == CELLS
    assert text_figures(content) == [("4.37", "万元"), ("13", "批次")]
    assert frames(path, content)
    assert [page.rotation for page in content.reading.pages] == [0, degrees]


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_table_set_sideways_on_its_page_is_read_upright(tmp_path, degrees):
    def draw(canvas):
        canvas.saveState()
        lay_sideways(canvas, degrees)
        draw_expenditure(canvas, marked=True)
        draw_text(canvas, SENTENCE, top=500)
        canvas.restoreState()
        draw_line(canvas, 290, 30, "- 1 -", 9)
        canvas.showPage()

    path = write(tmp_path, draw)
    content = read_report(path)
    assert cells(content) == CELLS
    assert content.tables[0].unit == "万元"
    assert text_figures(content) == [("4.37", "万元"), ("13", "批次")]
    assert frames(path, content)
    [visits] = [f for f in content.facts if f.printed == "13"]
    box = visits.place.box
    assert box is not None
    if degrees != 180:
        assert box.bottom - box.top > 3 * (box.x1 - box.x0)
    assert content.unread == ()


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_cropped_page_has_its_boxes_on_what_is_shown(tmp_path, rotation):
    def draw(canvas):
        draw_expenditure(canvas, marked=True)
        canvas.showPage()

    def crop(page):
        page.set_cropbox(40, 300, 560, 800)
        page.set_rotation(rotation)

    path = edit_pages(write(tmp_path, draw), crop)
    content = read_report(path)
    assert cells(content) == CELLS
    assert frames(path, content)


@pytest.mark.parametrize("rotation", [0, 90, 270])
def test_a_sheet_that_does_not_begin_at_zero_has_its_boxes_on_what_is_shown(tmp_path, rotation):
    def draw(canvas):
        canvas.translate(-30, 100)
        draw_expenditure(canvas, marked=True)
        canvas.showPage()

    def move(page):
        page.set_mediabox(-30, 100, WIDTH - 30, HEIGHT + 100)
        page.set_rotation(rotation)

    path = edit_pages(write(tmp_path, draw), move)
    content = read_report(path)
    assert cells(content) == CELLS
    assert frames(path, content)


def test_text_outside_of_the_crop_box_is_not_on_the_page(tmp_path):
    def draw(canvas):
        draw_expenditure(canvas)
        draw_text(canvas, "公务接待费支出 99.99 万元。", top=100)
        canvas.showPage()

    path = edit_pages(write(tmp_path, draw), lambda page: page.set_cropbox(0, 200, 595, 842))
    content = read_report(path)
    assert cells(content) == CELLS
    assert text_figures(content) == []
    assert ["99.99" in line for line in content.unread] == [True]


def test_a_large_page_is_read_like_a_small_one(tmp_path):
    def draw(canvas):
        canvas.setPageSize((WIDTH * 20, HEIGHT * 20))
        canvas.scale(20, 20)
        draw_expenditure(canvas, marked=True)
        draw_text(canvas, SENTENCE, top=500)
        canvas.showPage()

    path = write(tmp_path, draw)
    content = read_report(path)
    assert cells(content) == CELLS
    assert text_figures(content) == [("4.37", "万元"), ("13", "批次")]


def test_what_a_form_draws_is_read_where_it_is_drawn(tmp_path):
    def draw(canvas):
        canvas.beginForm("part", lowerx=0, lowery=0, upperx=WIDTH, uppery=HEIGHT)
        draw_expenditure(canvas, marked=True)
        canvas.endForm()
        canvas.translate(20, -40)
        canvas.doForm("part")
        canvas.showPage()

    path = write(tmp_path, draw)
    content = read_report(path)
    assert cells(content) == CELLS
    assert frames(path, content)


def test_text_that_is_clipped_away_is_not_on_the_page(tmp_path):
    def draw(canvas):
        draw_expenditure(canvas)
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(50, 80, 500, 40)
        canvas.clipPath(path, stroke=0, fill=0)
        draw_text(canvas, "公务接待费支出 99.99 万元。", SENTENCE, top=124)
        canvas.restoreState()
        draw_text(canvas, "会议费支出 2.05 万元。", top=60)
        canvas.showPage()

    content = read_report(write(tmp_path, draw))
    assert text_figures(content) == [("4.37", "万元"), ("13", "批次"), ("2.05", "万元")]
    assert ["99.99" in line for line in content.unread] == [True]


def test_a_number_that_its_clip_cuts_in_two_is_read_whole(tmp_path):
    def draw(canvas):
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(50, 690, 110, 30)
        canvas.clipPath(path, stroke=0, fill=0)
        draw_text(canvas, "会议费支出 1234567.05 万元。", top=700)
        canvas.restoreState()
        canvas.showPage()

    content = read_report(write(tmp_path, draw))
    assert text_figures(content) == [("1234567.05", "万元")]
