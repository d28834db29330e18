"""A file that is turned, cropped, moved, wrapped or printed twice says what it said before."""

from collections import Counter

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from ingest.reading import read_report

SAMPLE = "reports/qingsui-water-2023.pdf"


def turn(degrees):
    def edit(document):
        for page in document:
            page.set_rotation((page.get_rotation() + degrees) % 360)
        return document

    return edit


def crop(document):
    for page in document:
        left, foot, right, head = page.get_mediabox()
        page.set_cropbox(left + 20, foot + 15, right - 20, head - 25)
    return document


def move(document):
    for page in document:
        left, foot, right, head = page.get_mediabox()
        page.set_mediabox(left - 100, foot - 50, right + 30, head + 70)
    return document


def wrap(document):
    """Every page as a form on a page of its own."""
    wrapped = pypdfium2.PdfDocument.new()
    for index, page in enumerate(document):
        sheet = wrapped.new_page(*page.get_size())
        form = pdfium.FPDF_NewXObjectFromPage(wrapped, document, index)
        pdfium.FPDFPage_InsertObject(sheet, pdfium.FPDF_NewFormObjectFromXObject(form))
        sheet.gen_content()
    return wrapped


# Where a box lies afterwards, from the width and the height of the page before.
EDITS = {
    "turned 90": (turn(90), lambda b, _w, h: (h - b[3], b[0], h - b[1], b[2])),
    "turned 180": (turn(180), lambda b, w, h: (w - b[2], h - b[3], w - b[0], h - b[1])),
    "turned 270": (turn(270), lambda b, w, _h: (b[1], w - b[2], b[3], w - b[0])),
    "cropped": (crop, lambda b, *_: (b[0] - 20, b[1] - 25, b[2] - 20, b[3] - 25)),
    "moved": (move, lambda b, *_: (b[0] + 100, b[1] + 70, b[2] + 100, b[3] + 70)),
    "wrapped in forms": (wrap, lambda b, *_: b),
}


def said(fact):
    return (
        fact.table, fact.row_path, fact.column_path, fact.printed, fact.unit, fact.basis, fact.label,
        fact.place.page, fact.presence, fact.code, fact.concept,
    )  # fmt: skip


@pytest.fixture(scope="module")
def before(samples_dir):
    return read_report(samples_dir / SAMPLE)


@pytest.mark.parametrize("name", EDITS)
def test_an_edited_file_gives_the_same_facts_at_their_new_places(
    tmp_path, samples_dir, before, name
):
    edit, place = EDITS[name]
    document = pypdfium2.PdfDocument(samples_dir / SAMPLE)
    sizes = [page.get_size() for page in document]
    edit(document).save(tmp_path / "edited.pdf")
    after = read_report(tmp_path / "edited.pdf", source=before.report.source)
    assert [said(fact) for fact in after.facts] == [said(fact) for fact in before.facts]
    assert [section.path for section in after.sections] == [s.path for s in before.sections]
    for old, new in zip(before.facts, after.facts, strict=True):
        if old.place.box is None or new.place.box is None:
            continue
        width, height = sizes[(old.place.page or 1) - 1]
        wanted = place(old.place.box.as_list(), width, height)
        assert new.place.box.as_list() == pytest.approx(wanted, abs=1.5), said(old)


def test_a_file_with_every_page_twice_gives_every_fact_once(tmp_path, samples_dir, before):
    source = pypdfium2.PdfDocument(samples_dir / SAMPLE)
    twice = pypdfium2.PdfDocument.new()
    for index in range(len(source)):
        twice.import_pages(source, [index, index])
    twice.save(tmp_path / "twice.pdf")
    after = read_report(tmp_path / "twice.pdf", source=before.report.source)

    def counts(content):
        return Counter(
            (
                *said(f)[:7],
                (f.place.page or 1) if content is before else ((f.place.page or 1) + 1) // 2,
            )
            for f in content.facts
        )

    assert counts(after) == counts(before)
