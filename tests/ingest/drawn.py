"""Small reports drawn as text or typeset as PDF, read as a file would be."""

from collections.abc import Callable
from pathlib import Path

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from disclosure.content import ReportContent
from disclosure.fact import Fact, Presence
from ingest.reading import read_report

FONT = "STSong-Light"
WIDTH, HEIGHT = 595, 842
COVER = "2023 年度\n青山县财政局\n部门决算\n\n"


def read_text_report(folder: Path, text: str, cover: str = COVER) -> ReportContent:
    """The content of a text extract; `|` in a drawn table stands for a tab."""
    path = folder / "report.txt"
    lines = (cover + text).splitlines()
    path.write_text(
        "\n".join(line.replace(" | ", "\t").replace("|", "\t") for line in lines), "utf-8"
    )
    return read_report(path)


def figures(content: ReportContent) -> list[Fact]:
    """The facts of tables that have a value."""
    return [f for f in content.facts if f.table_id and f.presence is Presence.FIGURE]


def cells(content: ReportContent) -> list[tuple[str, str, str]]:
    """Row path, column path and printed figure of every fact of a table."""
    return [("/".join(f.row_path), "/".join(f.column_path), f.printed) for f in figures(content)]


def write_pdf(
    path: Path,
    draw: Callable[[Canvas], None],
    encrypt: str | StandardEncryption | None = None,
    *,
    compress: bool = True,
) -> Path:
    """A PDF drawn by `draw`, with a font for Chinese text."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    canvas = Canvas(
        str(path), pagesize=(WIDTH, HEIGHT), encrypt=encrypt, pageCompression=int(compress)
    )
    draw(canvas)
    canvas.save()
    return path


def draw_line(canvas: Canvas, x: float, y: float, text: str, size: float = 12) -> None:
    """One line of text, its baseline `y` points above the bottom of the page."""
    canvas.setFont(FONT, size)
    canvas.drawString(x, y, text)


def draw_cover(canvas: Canvas) -> None:
    """A cover page that names the report."""
    for index, line in enumerate(COVER.split()):
        canvas.setFont(FONT, 26)
        canvas.drawCentredString(WIDTH / 2, 600 - 50 * index, line)
    canvas.showPage()


def draw_table(canvas: Canvas, top: float, rows: list[list[str]], width: float = 110) -> None:
    """A ruled table; a cell `<` is merged into the one at its left, `^` into the one above."""
    height = 24
    count = len(rows[0])
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text in ("<", "^"):
                continue
            right, down = 1, 1
            while c + right < count and row[c + right] == "<":
                right += 1
            while r + down < len(rows) and rows[r + down][c] == "^":
                down += 1
            x, y = 60 + c * width, top - (r + down) * height
            canvas.rect(x, y, right * width, down * height)
            draw_line(canvas, x + 4, y + down * height / 2 - 4, text, 10)
