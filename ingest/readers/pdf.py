"""Reads a PDF: the only file that knows pdfplumber. Characters are taken once from every page."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from disclosure.errors import UnreadableSourceError
from disclosure.report import SourceForm
from ingest.document import Document, Grid, TextLine
from ingest.readers.furniture import drop_furniture
from ingest.readers.margins import set_margins
from ingest.readers.pdf_aligned import AlignedTables, is_header_only
from ingest.readers.pdf_grid import build_grid
from ingest.readers.pdf_lines import Char, build_lines
from ingest.readers.pdf_rules import find_open_sides, find_rules

_TABLE_SETTINGS = {"snap_tolerance": 3, "join_tolerance": 3, "intersection_tolerance": 3}
# Characters of fonts that say nothing about what they mean.
_UNMAPPED = ("(cid:", "\ufffd")
# A page repeats another one when they share this much of their lines; short ones may well be alike.
_REPEATED_SHARE = 0.85
_FEWEST_CHARACTERS = 100


def read_pdf(path: Path) -> Document:
    """Read every page. Raises UnreadableSourceError with what to do."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    pages: list[list[TextLine | Grid]] = []
    damage: list[str] = []
    aligned = AlignedTables()
    try:
        with pdfplumber.open(path) as pdf:
            for page in pdf.pages:
                blocks, complaint = _read_page(page, aligned)
                pages.append(blocks)
                damage.extend(complaint)
                page.close()
    except PdfminerException as error:
        raise UnreadableSourceError(_explain(error)) from error
    if not pages:
        raise UnreadableSourceError("the PDF has no pages; it is damaged, download it again")
    if not any(pages):
        raise UnreadableSourceError(
            "no page has text: the file is scanned, and OCR is not supported yet"
        )
    damage = [*_find_repeated_pages(pages), *damage]
    kept = tuple(block for page in set_margins(drop_furniture(pages)) for block in page)
    return Document(SourceForm.PDF, len(pages), kept, tuple(damage))


def _explain(error: PdfminerException) -> str:
    if error.args and isinstance(error.args[0], PDFPasswordIncorrect):
        return "the PDF is encrypted and needs a password; save it without one"
    return "the PDF is damaged and cannot be opened; download it again"


def _read_page(page: Any, aligned: AlignedTables) -> tuple[list[TextLine | Grid], list[str]]:
    number = page.page_number
    chars = [
        Char(c["text"], c["x0"], c["top"], c["x1"], c["bottom"], c["size"], c["upright"])
        for c in page.chars
        if c["text"] != "\x00"
    ]
    damage = []
    unmapped = sum(c.text.startswith(_UNMAPPED) for c in chars)
    if unmapped:
        damage.append(
            f"page {number}: {unmapped} characters have no readable meaning in their font"
        )
    if not chars and page.images:
        damage.append(f"page {number}: a picture without text; OCR is not supported yet")
    grids: list[Grid] = []
    settings = {**_TABLE_SETTINGS, "explicit_vertical_lines": find_open_sides(page.edges)}
    for table in page.find_tables(settings) if page.edges else ():
        inside, rest = _split_by_box(chars, table.bbox)
        grid = build_grid(table.cells, inside, number)
        if not is_header_only(grid, chars):
            grids.append(grid)
            chars = rest
    found, chars, complaints = aligned.read(chars, find_rules(page.edges), number)
    grids.extend(found)
    damage.extend(complaints)
    lines = build_lines(chars, number, page.width)
    return _in_reading_order(lines, grids), damage


def _split_by_box(
    chars: list[Char], box: tuple[float, float, float, float]
) -> tuple[list[Char], list[Char]]:
    x0, top, x1, bottom = box
    inside, outside = [], []
    for char in chars:
        if x0 <= (char.x0 + char.x1) / 2 <= x1 and top <= (char.top + char.bottom) / 2 <= bottom:
            inside.append(char)
        else:
            outside.append(char)
    return inside, outside


def _in_reading_order(lines: list[TextLine], grids: list[Grid]) -> list[TextLine | Grid]:
    placed: list[tuple[float, float, TextLine | Grid]] = [(b.top, b.x0, b) for b in lines]
    for grid in grids:
        box = grid.box
        if box is not None:
            placed.append((box.top, box.x0, grid))
    return [block for _, _, block in sorted(placed, key=lambda entry: entry[:2])]


def _find_repeated_pages(pages: list[list[TextLine | Grid]]) -> list[str]:
    """Pages that print nearly the lines of an earlier one; they are read all the same."""
    found = []
    texts = [{b.text for b in page if isinstance(b, TextLine)} for page in pages]
    for number, lines in enumerate(texts, start=1):
        if sum(len(line) for line in lines) < _FEWEST_CHARACTERS:
            continue
        for earlier, others in enumerate(texts[: number - 1], start=1):
            if len(lines & others) >= _REPEATED_SHARE * max(len(lines), len(others)):
                found.append(f"page {number} repeats the text of page {earlier}")
                break
    return found
