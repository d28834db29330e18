"""Line breaking and flowables for running text and contents lines.

A flowable tells a `Tracker` on which page its heading and its figures came to stand.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable

from samples.wording import Mark, Passage

FONT = "SampleSans"
FONT_FILE = Path("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc")
FAUX_BOLD_STROKE = 0.03
TOKEN = re.compile(r"[A-Za-z0-9.,%+\-]+|.", re.DOTALL)
NOT_AT_START = set("，。、；：）”》%！？…")
NOT_AT_END = set("（“《")


@dataclass
class Tracker:
    """Pages (physical, from 1) of what was drawn."""

    headings: dict[str, int] = field(default_factory=dict)
    marks: list[tuple[Mark, str, int]] = field(default_factory=list)
    cells: dict[tuple[int, int, int], int] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """A printed line: its text, where it starts in the paragraph, and whether it ends it."""

    text: str
    start: int
    last: bool
    indent: float = 0.0


def register_font() -> None:
    """Makes the CJK font known to reportlab."""
    pdfmetrics.registerFont(TTFont(FONT, str(FONT_FILE), subfontIndex=0))


def text_width(text: str, size: float) -> float:
    """The width of a text in points."""
    return float(pdfmetrics.stringWidth(text, FONT, size))


def break_lines(text: str, size: float, width: float, indent: float = 0.0) -> list[Line]:
    """Breaks between any two characters, but not within a number or before closing marks."""
    lines: list[Line] = []
    current, start = "", 0
    for token in TOKEN.findall(text):
        room = width - (0 if lines else indent)
        fits = text_width(current + token, size) <= room
        if current and not fits and token not in NOT_AT_START:
            carried = current[-1] if current[-1] in NOT_AT_END else ""
            kept = current.removesuffix(carried)
            lines.append(Line(kept, start, False, 0 if lines else indent))
            start += len(kept)
            current = carried
        current += token
    lines.append(Line(current, start, True, 0 if lines else indent))
    return lines


class TextBlock(Flowable):
    """A paragraph or heading that knows where its marked figures are drawn."""

    def __init__(
        self,
        passage: Passage,
        tracker: Tracker,
        *,
        size: float = 12.0,
        leading: float = 1.75,
        indent: float = 2.0,
        bold: bool = False,
        centred: bool = False,
        heading: str = "",
    ) -> None:
        super().__init__()
        self.passage, self.tracker, self.heading = passage, tracker, heading
        self.size, self.leading, self.indent = size, size * leading, size * indent
        self.bold, self.centred = bold, centred
        self.lines: list[Line] | None = None
        self.keepWithNext = bool(heading)

    def wrap(self, available_width: float, _height: float) -> tuple[float, float]:
        self.width = available_width
        if self.lines is None:
            self.lines = break_lines(self.passage.text, self.size, available_width, self.indent)
        return available_width, self.leading * len(self.lines)

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        self.wrap(available_width, available_height)
        lines = self.lines or []
        fitting = int(available_height / self.leading)
        if fitting < 1 or fitting >= len(lines):
            return []
        return [self._part(lines[:fitting]), self._part(lines[fitting:])]

    def _part(self, lines: list[Line]) -> "TextBlock":
        part = TextBlock(self.passage, self.tracker, size=self.size, bold=self.bold)
        part.leading, part.lines, part.centred = self.leading, lines, self.centred
        part.heading = self.heading
        return part

    def draw(self) -> None:
        page = self.canv.getPageNumber()
        lines = self.lines or []
        if self.heading:
            self.tracker.headings.setdefault(self.heading, page)
        for n, line in enumerate(lines):
            self._draw_line(line, self.leading * (len(lines) - n) - self.size * 1.1)
            self._track(line, page)

    def _draw_line(self, line: Line, y: float) -> None:
        natural = text_width(line.text, self.size)
        x = (self.width - natural) / 2 if self.centred else line.indent
        text = self.canv.beginText(x, y)
        text.setFont(FONT, self.size)
        if self.bold:
            self.canv.setLineWidth(self.size * FAUX_BOLD_STROKE)
            text.setTextRenderMode(2)
        if not line.last and not self.centred and len(line.text) > 1:
            text.setCharSpace((self.width - line.indent - natural) / (len(line.text) - 1))
        text.textOut(line.text)
        text.setCharSpace(0)
        text.setTextRenderMode(0)
        self.canv.drawText(text)

    def _track(self, line: Line, page: int) -> None:
        for mark in self.passage.marks:
            if line.start <= mark.start < line.start + len(line.text):
                self.tracker.marks.append((mark, self.passage.text, page))


class ContentsLine(Flowable):
    """A title, dot leaders, and a page number at the right margin."""

    def __init__(self, title: str, page: str, level: int) -> None:
        super().__init__()
        self.title, self.page = title, page
        self.size = 12.0 if level == 1 else 11.0
        self.inset = 0.0 if level == 1 else 12.0

    def wrap(self, available_width: float, _height: float) -> tuple[float, float]:
        self.width = available_width
        return available_width, self.size * 1.62

    def draw(self) -> None:
        dot = text_width(".", self.size)
        left = self.inset + text_width(self.title, self.size)
        room = self.width - left - text_width(self.page, self.size) - dot * 2
        self.canv.setFont(FONT, self.size)
        self.canv.drawString(self.inset, 4, self.title + "." * int(room / dot))
        self.canv.drawRightString(self.width, 4, self.page)


class SideLines(Flowable):
    """Lines above a table: something at the left, something at the right."""

    def __init__(self, lines: Sequence[tuple[str, str]], size: float = 9.0) -> None:
        super().__init__()
        self.lines, self.size = lines, size

    def wrap(self, available_width: float, _height: float) -> tuple[float, float]:
        self.width = available_width
        return available_width, len(self.lines) * self.size * 1.5

    def draw(self) -> None:
        self.canv.setFont(FONT, self.size)
        for n, (left, right) in enumerate(reversed(self.lines)):
            y = n * self.size * 1.5 + 3
            self.canv.drawString(0, y, left)
            self.canv.drawRightString(self.width, y, right)
