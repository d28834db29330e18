"""Reads a PDF: the only file that knows pdfplumber. Characters are taken once from every page."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTContainer, LTCurve, LTImage
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import list_value, resolve1
from pdfminer.psparser import literal_name
from pdfminer.utils import apply_matrix_pt, apply_matrix_rect, decode_text, mult_matrix
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import PdfminerException

from disclosure.errors import UnreadableSourceError
from disclosure.place import Box
from ingest.document import Document
from ingest.readers.pdf_aligned import AlignedTables
from ingest.readers.pdf_chars import Drawn, Fill
from ingest.readers.pdf_document import build_document
from ingest.readers.pdf_page import DrawnPage, ReadPage, fail_page, read_page
from ingest.readers.pdf_rules import find_open_sides

_TABLE_SETTINGS = {"snap_tolerance": 3, "join_tolerance": 3, "intersection_tolerance": 3}
# Text modes that paint nothing: invisible, and clipping only.
_UNPAINTED = (3, 7)
# How far from full white or black a colour still looks like it.
_NEARLY = 0.03
# Notes that a viewer draws over the page, with text of their own.
_SHOWN_NOTES = ("FreeText", "Widget", "Stamp")
# The sine of the slant up to which text is taken for upright or turned.
_SLANT = 0.1


def read_pdf(path: Path) -> Document:
    """Read every page; one that fails does not stop the others. Raises UnreadableSourceError."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    pages: list[ReadPage] = []
    aligned = AlignedTables()
    try:
        # A stream of our own: pdfplumber would open every page once more to close it.
        with path.open("rb") as stream:
            pdf = pdfplumber.open(stream)
            for number, page in enumerate(_page_objects(pdf), start=1):
                pages.append(_read_page(pdf, page, number, aligned))
    except PdfminerException as error:
        raise UnreadableSourceError(_explain(error)) from error
    if not pages:
        raise UnreadableSourceError("the PDF has no pages; it is damaged, download it again")
    return build_document(pages)


def _explain(error: PdfminerException) -> str:
    if error.args and isinstance(error.args[0], PDFPasswordIncorrect):
        return "the PDF is encrypted and needs a password; save it without one"
    return "the PDF is damaged and cannot be opened; download it again"


class _Sheet(PDFPage):
    """A page of the file; what is wrong with it does not end the list of pages."""

    problem: Exception | None = None

    def __init__(self, *args: Any) -> None:
        """Keep the error for when the page is read."""
        try:
            super().__init__(*args)
        except Exception as error:  # noqa: BLE001 - whatever it is, the other pages may be good
            self.problem = error


def _page_objects(pdf: Any) -> Iterator[PDFPage | Exception]:
    """The pages; where the list of pages breaks off, the error in their place."""
    try:
        for sheet in _Sheet.create_pages(pdf.doc):
            yield sheet.problem or sheet  # type: ignore[attr-defined]
    except Exception as error:  # noqa: BLE001 - whatever it is, the pages before it are good
        yield error


def _read_page(
    pdf: Any, page: PDFPage | Exception, number: int, aligned: AlignedTables
) -> ReadPage:
    try:
        if isinstance(page, Exception):
            raise page
        opened = _Page(pdf, page, number)
        drawn = _draw(opened)
        opened.close()
        return read_page(drawn, aligned)
    except Exception as error:  # noqa: BLE001 - a page that fails must not lose the others
        return fail_page(number, error)


class _Device(PDFPageAggregator):
    """Also notes of every character how it is painted, and to which area it is clipped."""

    _mode = 0
    clip: tuple[float, float, float, float] | None = None

    def narrow(self, area: tuple[float, float, float, float]) -> None:
        """Clip what follows to an area, in the coordinates of the page."""
        old = self.clip or area
        self.clip = (
            max(old[0], area[0]),
            max(old[1], area[1]),
            min(old[2], area[2]),
            min(old[3], area[3]),
        )

    def begin_figure(self, name: str, bbox: Any, matrix: Any) -> None:
        """A form shows nothing outside of its own box."""
        super().begin_figure(name, bbox, matrix)
        self.narrow(apply_matrix_rect(mult_matrix(matrix, self.ctm), bbox))

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        """Text modes are known for whole strings only."""
        self._mode = textstate.render
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(self, *args: Any, **kwargs: Any) -> float:
        """Mark the character that was added last."""
        advance = super().render_char(*args, **kwargs)
        char: Any = self.cur_item._objs[-1]
        char.mode, char.clip = self._mode, self.clip
        return advance


class _Interpreter(PDFPageInterpreter):
    """Also follows the clipping path: text outside of it is in the file and not on the page."""

    device: _Device

    def init_state(self, ctm: Any) -> None:
        """Each form starts with the clip of what draws it."""
        super().init_state(ctm)
        self._clips: list[Any] = []

    def do_q(self) -> None:
        """Save the clip with the graphics state."""
        super().do_q()
        self._clips.append(self.device.clip)

    def do_Q(self) -> None:  # noqa: N802 - the name of the operator
        """Restore the clip with the graphics state."""
        super().do_Q()
        if self._clips:
            self.device.clip = self._clips.pop()

    def do_W(self) -> None:  # noqa: N802 - the name of the operator
        """Clip to the box around the path."""
        points = [
            apply_matrix_pt(self.ctm, (float(x), float(y)))
            for _, *numbers in self.curpath
            for x, y in zip(numbers[::2], numbers[1::2], strict=False)
        ]
        if points:
            xs, ys = [x for x, _ in points], [y for _, y in points]
            self.device.narrow((min(xs), min(ys), max(xs), max(ys)))

    do_W_a = do_W  # noqa: N815 - the operator W*

    def do_Do(self, xobjid_arg: Any) -> None:  # noqa: N802 - the name of the operator
        """A form or a picture leaves the clip as it was."""
        clip = self.device.clip
        super().do_Do(xobjid_arg)
        self.device.clip = clip


class _Page(Page):
    """A page of which pdfplumber only sees what can be the rule of a table."""

    @property
    def layout(self) -> Any:
        """What is drawn on the page, in the order of painting."""
        if not hasattr(self, "_layout"):
            device = _Device(self.pdf.rsrcmgr, pageno=self.page_number)
            _Interpreter(self.pdf.rsrcmgr, device).process_page(self.page_obj)
            self._layout = device.get_result()
        return self._layout

    @property
    def objects(self) -> dict[str, list[dict[str, Any]]]:
        """Lines, rectangles and curves."""
        if not hasattr(self, "_objects"):
            self._objects: dict[str, list[dict[str, Any]]] = {}
            for item in _items(self.layout):
                if isinstance(item, LTCurve):
                    found = self.process_object(item)
                    self._objects.setdefault(found["object_type"], []).append(found)
        return self._objects


def _items(container: Any) -> Iterator[Any]:
    for item in container:
        if isinstance(item, LTContainer):
            yield from _items(item)
        else:
            yield item


def _draw(page: _Page) -> DrawnPage:
    """The page in the coordinates in which it is shown."""
    left, foot, width, height = _shown_area(page)
    head = foot + height
    chars: list[Drawn] = []
    fills: list[Fill] = []
    pictures: list[Box] = []
    items: Iterator[Any] = _items(page.layout)
    for order, item in enumerate(items):
        x0, top, x1, bottom = item.x0 - left, head - item.y1, item.x1 - left, head - item.y0
        if isinstance(item, LTChar):
            outside = _is_outside(item, (left, foot, left + width, head))
            chars.append(_draw_char(item, (x0, top, x1, bottom), order, outside))
        elif isinstance(item, LTImage):
            fills.append(Fill(x0, top, x1, bottom, order))
            pictures.append(Box(x0, top, x1, bottom))
        elif isinstance(item, LTCurve) and item.fill:
            white, black = _is_white(item.non_stroking_color), _is_black(item.non_stroking_color)
            fills.append(Fill(x0, top, x1, bottom, order, white, black))
    corner = page.mediabox[0] + left, page.mediabox[1] + page.height - head
    tables = [[_shift(cell, *corner) for cell in cells] for cells in _find_tables(page)]
    edges = [_shift((e["x0"], e["top"], e["x1"], e["bottom"]), *corner) for e in page.edges]
    return DrawnPage(
        number=page.page_number,
        rotation=page.rotation,
        width=width,
        height=height,
        chars=chars,
        fills=fills,
        edges=edges,
        tables=tables,
        pictures=pictures,
        notes=list(_notes(page, left, head)),
    )


def _draw_char(
    item: Any, box: tuple[float, float, float, float], order: int, is_outside: bool
) -> Drawn:
    quarter = _quarter(item.matrix)
    # The library takes the height of the box for the size, however the text is turned.
    size = item.width if (quarter or 0) % 2 else item.size
    is_white = _is_white(item.graphicstate.ncolor, item.ncs)
    is_unpainted = item.mode in _UNPAINTED
    return Drawn(item.get_text(), *box, size, quarter, order, is_white, is_unpainted, is_outside)


def _is_outside(char: Any, shown: tuple[float, float, float, float]) -> bool:
    """Whether the middle of a character is clipped or off the page."""
    x, y = (char.x0 + char.x1) / 2, (char.y0 + char.y1) / 2
    areas = (shown, char.clip) if char.clip is not None else (shown,)
    return any(not (a[0] <= x <= a[2] and a[1] <= y <= a[3]) for a in areas)


def _find_tables(page: _Page) -> list[list[tuple[float, float, float, float]]]:
    settings = {**_TABLE_SETTINGS, "explicit_vertical_lines": find_open_sides(page.edges)}
    return [table.cells for table in page.find_tables(settings)] if page.edges else []


def _shift(
    cell: tuple[float, float, float, float], left: float, top: float
) -> tuple[float, float, float, float]:
    return cell[0] - left, cell[1] - top, cell[2] - left, cell[3] - top


def _shown_area(page: _Page) -> tuple[float, float, float, float]:
    """Left and lower edge, width and height of the crop box on the sheet as it is turned."""
    media, crop = page.page_obj.mediabox, page.page_obj.cropbox
    x0, y0 = max(media[0], min(crop[0], crop[2])), max(media[1], min(crop[1], crop[3]))
    x1, y1 = min(media[2], max(crop[0], crop[2])), min(media[3], max(crop[1], crop[3]))
    if x0 >= x1 or y0 >= y1:
        x0, y0, x1, y1 = media
    left, foot, right, head = _on_sheet(page, (x0, y0, x1, y1))
    return left, foot, right - left, head - foot


def _on_sheet(page: _Page, box: Sequence[float]) -> tuple[float, float, float, float]:
    """A box of the file on the sheet as it is turned, from its lower left corner."""
    media = page.page_obj.mediabox
    corners = []
    for x, y in ((box[0], box[1]), (box[2], box[3])):
        x, y, right, head = x - media[0], y - media[1], media[2] - x, media[3] - y
        turned = {90: (y, right), 180: (right, head), 270: (head, x)}
        corners.append(turned.get(page.rotation, (x, y)))
    (xa, ya), (xb, yb) = corners
    return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)


def _quarter(matrix: tuple[float, ...]) -> int | None:
    """Quarter turns of the direction of writing, against the clock; None for a slant."""
    along, up = matrix[0], matrix[1]
    if abs(up) <= _SLANT * abs(along):
        return 0 if along > 0 else 2
    if abs(along) <= _SLANT * abs(up):
        return 1 if up > 0 else 3
    return None


def _levels(colour: Any) -> tuple[float, ...]:
    parts = colour if isinstance(colour, (tuple, list)) else (colour,)
    return tuple(part for part in parts if isinstance(part, (int, float)))


def _is_white(colour: Any, space: Any = None) -> bool:
    levels = _levels(colour)
    if space is not None and space.name in ("Separation", "DeviceN", "Indexed", "Pattern"):
        return False
    if len(levels) == 4:
        return max(levels) <= _NEARLY
    return len(levels) in (1, 3) and min(levels) >= 1 - _NEARLY


def _is_black(colour: Any) -> bool:
    levels = _levels(colour)
    if len(levels) == 4:
        return levels[3] >= 1 - _NEARLY
    return len(levels) in (1, 3) and max(levels) <= _NEARLY


def _notes(page: _Page, left: float, head: float) -> Iterator[tuple[str, Box | None]]:
    """The text of what viewers draw over the page; links and comments are not drawn."""
    try:
        for reference in list_value(page.page_obj.annots):
            note = resolve1(reference)
            if not isinstance(note, dict) or _subtype(note) not in _SHOWN_NOTES:
                continue
            text = resolve1(note.get("Contents") or note.get("V"))
            box = [resolve1(edge) for edge in list_value(note.get("Rect"))]
            if isinstance(text, bytes) and text.strip() and len(box) == 4:
                x0, foot, x1, top = _on_sheet(page, box)
                yield decode_text(text), Box(x0 - left, head - top, x1 - left, head - foot)
    except Exception:  # noqa: BLE001 - a broken note must not lose the page that it is laid over
        yield "", None


def _subtype(note: dict[str, Any]) -> str:
    return str(literal_name(resolve1(note.get("Subtype"))))
