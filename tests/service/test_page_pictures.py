"""The marked place of a fact is the cell that a reader sees, however the page is turned or cropped."""

import io

import pytest
from PIL import Image

from ingest.reading import read_report
from service.page_images import PageImages
from tests.ingest.drawn import draw_cover, figures, write_pdf
from tests.ingest.odd_pdfs import (
    draw_expenditure,
    edit_pages,
    find_marked,
    green_box,
    lay_sideways,
    turn_page,
)

DPI = 144


def cropped_and_turned(page):
    page.set_mediabox(-40, -60, 640, 900)
    page.set_cropbox(30, 300, 570, 800)
    page.set_rotation(270)


def keep(_):
    pass


@pytest.mark.parametrize(
    ("before", "edit"),
    [
        (keep, keep),
        (lambda canvas: turn_page(canvas, 90), keep),
        (lambda canvas: lay_sideways(canvas, 270), keep),
        (keep, cropped_and_turned),
    ],
    ids=["upright", "shown turned", "set sideways", "cropped, moved and turned"],
)
def test_the_mark_frames_the_cell_in_the_picture(tmp_path, before, edit):
    def draw(canvas):
        draw_cover(canvas)
        before(canvas)
        draw_expenditure(canvas, marked=True)
        canvas.showPage()

    path = edit_pages(write_pdf(tmp_path / "a.pdf", draw), edit)
    content = read_report(path)
    place = find_marked(figures(content)).place
    images = PageImages(DPI, 4)
    plain, marked = (
        Image.open(io.BytesIO(images.png(content.report, path, place.page or 0, box))).convert(
            "RGB"
        )
        for box in (None, place.box)
    )
    changed = [
        (x, y)
        for x in range(plain.width)
        for y in range(plain.height)
        if plain.getpixel((x, y)) != marked.getpixel((x, y))
    ]
    scale = DPI / 72
    found = [f(v[axis] for v in changed) / scale for f in (min, max) for axis in (0, 1)]
    assert found == pytest.approx(green_box(path, place.page or 0), abs=3)
