"""Parts of PDFs as odd programs write them: turned, cropped, doubled, hidden and damaged."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from disclosure.content import ReportContent
from disclosure.fact import Fact
from ingest.reading import read_report
from tests.ingest.drawn import HEIGHT, WIDTH, draw_cover, draw_line, draw_table, write_pdf

HEADER = ["科目编码", "科目名称", "合计", "基本支出"]
ROWS = [HEADER, ["201", "一般公共服务支出", "7.52", "6.10"], ["213", "农林水支出", "31.40", "0.08"]]
CELLS = [
    ("一般公共服务支出", "合计", "7.52"),
    ("一般公共服务支出", "基本支出", "6.10"),
    ("农林水支出", "合计", "31.40"),
    ("农林水支出", "基本支出", "0.08"),
]
# Where the cell of 31.40 is drawn by draw_expenditure, from the lower left corner.
MARKED = (280, 648 - 24, 110, 24)
SENTENCE = "公务接待费支出 4.37 万元，共计接待 13 批次。"


def read_drawn(folder: Path, draw: Callable[[Canvas], None], **options: object) -> ReportContent:
    """A report of a cover and what `draw` draws."""

    def draw_all(canvas: Canvas) -> None:
        draw_cover(canvas)
        draw(canvas)

    return read_report(write_pdf(folder / "report.pdf", draw_all, **options))  # type: ignore[arg-type]


def draw_expenditure(canvas: Canvas, rows: list[list[str]] = ROWS, *, marked: bool = False) -> None:
    """A table with its title and unit; `marked` paints the cell of 31.40 green."""
    if marked:
        canvas.setFillColorRGB(0, 1, 0)
        canvas.rect(*MARKED, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
    draw_line(canvas, 240, 760, "支出决算表", 16)
    draw_line(canvas, 60, 735, "单位：万元", 10)
    draw_table(canvas, 696, rows)


def draw_text(canvas: Canvas, *lines: str, top: float = 700, size: float = 12) -> None:
    """Lines of running text."""
    for index, line in enumerate(lines):
        draw_line(canvas, 60, top - 24 * index, line, size)


def text_figures(content: ReportContent) -> list[tuple[str, str]]:
    """Printed number and unit of every figure of the sentences."""
    return [
        (f.printed, f.unit) for f in content.facts if f.table_id is None and f.value is not None
    ]


def turn_page(canvas: Canvas, degrees: int) -> None:
    """What follows is upright when the page is shown turned clockwise by `degrees`."""
    canvas.setPageRotation(degrees)
    lay_sideways(canvas, degrees)


def lay_sideways(canvas: Canvas, degrees: int) -> None:
    """What follows is drawn turned against the clock by `degrees`, on a page of the same size."""
    shift = {90: (WIDTH, 0), 180: (WIDTH, HEIGHT), 270: (0, HEIGHT)}[degrees]
    canvas.translate(*shift)
    canvas.rotate(degrees)
    if degrees % 180:
        # Down to where the page is wide and low.
        canvas.translate(60, -200)


def render(path: Path, page: int, scale: float = 2.0):
    """The page (from 1) as a picture."""
    document = pypdfium2.PdfDocument(path)
    try:
        return document[page - 1].render(scale=scale).to_pil().convert("RGB")
    finally:
        document.close()


def green_box(path: Path, page: int, scale: float = 2.0) -> list[float]:
    """The box of the green pixels of a page, in points."""
    picture = render(path, page, scale)
    red, green, blue = (band.point(lambda v: 255 if v > 200 else 0) for band in picture.split())
    from PIL import ImageChops

    only = ImageChops.subtract(ImageChops.subtract(green, red), blue)
    box = only.getbbox()
    assert box is not None, "nothing is green"
    return [edge / scale for edge in box]


def find_marked(facts: list[Fact]) -> Fact:
    """The fact of the cell that is painted green."""
    [fact] = [fact for fact in facts if fact.printed == "31.40"]
    return fact


def use_latin_font(canvas: Canvas, size: float = 12) -> None:
    """A font that is embedded, with a map of its characters."""
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    canvas.setFont("Vera", size)


def remap(path: Path, letter: str, code: int) -> Path:
    """The uncompressed file with a letter of its embedded font mapped to another code."""
    content = path.read_bytes()
    old, new = b"<%04X>" % ord(letter), b"<%04X>" % code
    assert content.count(old) == 1
    path.write_bytes(content.replace(old, new))
    return path


def edit_pages(path: Path, edit: Callable[[pypdfium2.PdfPage], None], first: int = 2) -> Path:
    """The file with every page from `first` on changed by `edit`."""
    document = pypdfium2.PdfDocument(path)
    for index in range(first - 1, len(document)):
        edit(document[index])
    edited = path.with_name("edited.pdf")
    document.save(edited)
    document.close()
    return edited
