"""Pages of published files as pictures with a marked place; the one door to PDFium."""

from __future__ import annotations

import hashlib
import io
import math
from collections import OrderedDict
from pathlib import Path
from threading import Lock

import pypdfium2
from PIL import Image, ImageDraw

from disclosure.errors import NotHeldError
from disclosure.place import Box
from disclosure.report import Report, SourceForm

_POINTS_PER_INCH = 72
# A page may claim any size; this bounds the memory that one picture takes (about 100 MB).
_MOST_PIXELS = 25_000_000
# Orange is not used in these reports, and stands out on white and on grey.
_FILL = (255, 170, 0, 70)
_OUTLINE = (226, 88, 34, 255)
# Room around the marked characters, in points, so that the line does not touch them.
_MARGIN = 1.5
# Grows when the same page would be drawn differently, so that no browser keeps the old picture.
_DRAWING = "2"


class PageImages:
    """Draws pages, one at a time (PDFium is not thread-safe), and keeps the last ones drawn."""

    def __init__(self, dpi: int, kept: int) -> None:
        self._dpi = dpi
        self._kept = kept
        self._pictures: OrderedDict[str, bytes] = OrderedDict()
        self._pdfium = Lock()
        self._cache = Lock()

    def etag(self, report: Report, page: int, mark: Box | None) -> str:
        """Names the picture by what it is drawn from; no drawing is needed to know it."""
        edges = None if mark is None else mark.as_list()
        drawn_from = f"{_DRAWING} {report.sha256} {page} {self._dpi} {edges}"
        return hashlib.sha256(drawn_from.encode()).hexdigest()[:32]

    def png(self, report: Report, source: Path, page: int, mark: Box | None) -> bytes:
        """The page (from 1) as PNG. Raises NotHeldError when the source has no such page."""
        key = self.etag(report, page, mark)
        with self._cache:
            if key in self._pictures:
                self._pictures.move_to_end(key)
                return self._pictures[key]
        picture = self._draw(report, source, page, mark)
        with self._cache:
            self._pictures[key] = picture
            while len(self._pictures) > self._kept:
                self._pictures.popitem(last=False)
        return picture

    def _draw(self, report: Report, source: Path, page: int, mark: Box | None) -> bytes:
        if report.source_form is not SourceForm.PDF:
            raise NotHeldError(f"report {report.id!r} was published without pages")
        with self._pdfium:
            image, scale = self._render(report, source, page)
        if mark is not None:
            image = _marked(image, mark, scale)
        out = io.BytesIO()
        image.save(out, format="PNG", compress_level=6)
        return out.getvalue()

    def _render(self, report: Report, source: Path, number: int) -> tuple[Image.Image, float]:
        """The picture and its pixels per point; PDFium draws what a box of a fact is measured on.

        That is the crop box, turned as the page says.
        """
        try:
            document = pypdfium2.PdfDocument(source)
        except (pypdfium2.PdfiumError, OSError) as error:
            raise NotHeldError(f"the file of report {report.id!r} cannot be drawn") from error
        try:
            if not 1 <= number <= len(document):
                raise NotHeldError(f"report {report.id!r} has no page {number}")
            page = document[number - 1]
            width, height = page.get_size()
            scale = self._dpi / _POINTS_PER_INCH
            scale = min(scale, math.sqrt(_MOST_PIXELS / max(1.0, width * height)))
            return page.render(scale=scale).to_pil().convert("RGB"), scale
        except pypdfium2.PdfiumError as error:
            raise NotHeldError(f"page {number} of {report.id!r} cannot be drawn") from error
        finally:
            document.close()


def _marked(image: Image.Image, mark: Box, scale: float) -> Image.Image:
    """The picture with the box filled translucently and outlined, as far as it is on the page."""
    corners = (
        (mark.x0 - _MARGIN) * scale,
        (mark.top - _MARGIN) * scale,
        (mark.x1 + _MARGIN) * scale,
        (mark.bottom + _MARGIN) * scale,
    )
    right, bottom = image.width - 1, image.height - 1
    x0, x1 = (min(max(round(x), 0), right) for x in corners[::2])
    y0, y1 = (min(max(round(y), 0), bottom) for y in corners[1::2])
    layer = Image.new("RGBA", image.size, (0, 0, 0, 0))
    draw = ImageDraw.Draw(layer)
    draw.rectangle((x0, y0, x1, y1), fill=_FILL, outline=_OUTLINE, width=max(2, round(scale)))
    return Image.alpha_composite(image.convert("RGBA"), layer).convert("RGB")
