"""Small tables drawn as text, printed in every form of input that is read, and their facts.

A drawn report has text lines and rows of cells with `|` between them. A cell `<` is merged into
the one at its left, `^` into the one above; `↵` breaks a line within a cell. A line of
dashes begins a new page. To read another form of file, add its writer to FORMS.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from disclosure.content import ReportContent
from disclosure.fact import Fact, Presence
from ingest.reading import read_report
from tests.ingest.drawn import COVER, FONT, HEIGHT, WIDTH, draw_cover, draw_line, write_pdf

Rows = list[list[str]]
_SIZE, _LEADING, _MARGIN, _TOP = 9, 12, 40, 760


def read_table(folder: Path, form: str, drawn: str) -> ReportContent:
    """The content of a report for 2023 that prints what is drawn."""
    return read_report(FORMS[form](folder, drawn))


def draw_facts(content: ReportContent, presence: Presence | None = Presence.FIGURE) -> str:
    """A line for each fact of a table: row path | code | column path | printed | unit | basis."""
    facts = [f for f in content.facts if f.table_id and presence in (None, f.presence)]
    return "\n".join(_draw_fact(fact) for fact in facts)


def _draw_fact(fact: Fact) -> str:
    rows, columns = ("/".join(map(_close_up, p)) for p in (fact.row_path, fact.column_path))
    shown = fact.printed if fact.presence is Presence.FIGURE else fact.presence.value
    cells = (rows, fact.code or "", columns, shown, fact.unit, fact.basis.value)
    return " | ".join(cells).strip()


def _close_up(label: str) -> str:
    return "".join(label.split())


def lines(text: str) -> str:
    """Expected facts without their margins."""
    return "\n".join(" | ".join(c.strip() for c in x.split("|")) for x in text.strip().splitlines())


def _items(drawn: str) -> Iterator[str | Rows]:
    """Text lines, tables, and "" for a new page."""
    rows: Rows = []
    for line in [*drawn.strip().splitlines(), ""]:
        if "|" in line:
            rows.append([cell.strip(" ") for cell in line.split("|")])
            continue
        if rows:
            yield rows
            rows = []
        if line.strip():
            yield "" if set(line.strip()) == {"-"} else line.strip(" ")


def write_text(folder: Path, drawn: str) -> Path:
    """A text extract: tabs between cells, merged cells empty."""
    printed = []
    for item in _items(drawn):
        if isinstance(item, str):
            printed.append(item)
            continue
        cells = [["" if c in ("<", "^") else c.replace("↵", "") for c in row] for row in item]
        printed.extend(["", *("\t".join(row) for row in cells), ""])
    path = folder / "report.txt"
    path.write_text(COVER + "\n".join(printed), encoding="utf-8")
    return path


def write_ruled_pdf(folder: Path, drawn: str) -> Path:
    """A PDF with ruled tables."""

    def draw(canvas: Canvas) -> None:
        draw_cover(canvas)
        top = float(_TOP)
        for item in _items(drawn):
            if item == "" or top < 120:
                canvas.showPage()
                top = _TOP
            if isinstance(item, str):
                draw_line(canvas, _MARGIN, top, item, 9 if "：" in item else 15)
                top -= 24 if item else 0
            else:
                top = _draw_rows(canvas, top + 10, item) - 30
        canvas.showPage()

    return write_pdf(folder / "report.pdf", draw)


def _draw_rows(canvas: Canvas, top: float, rows: Rows) -> float:
    xs = _column_edges(rows)
    ys = [top]
    for row in rows:
        ys.append(ys[-1] - _LEADING * max(len(cell.split("↵")) for cell in row) - 5)
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text in ("<", "^"):
                continue
            right, down = c + 1, r + 1
            while right < len(row) and row[right] == "<":
                right += 1
            while down < len(rows) and rows[down][c] == "^":
                down += 1
            canvas.rect(xs[c], ys[down], xs[right] - xs[c], ys[r] - ys[down])
            for number, part in enumerate(text.split("↵")):
                draw_line(canvas, xs[c] + 3, ys[r] - _LEADING * (number + 1) + 1, part, _SIZE)
    return ys[-1]


def _column_edges(rows: Rows) -> list[float]:
    """Columns as wide as their text, all within the page."""
    count = len(rows[0])
    widths = [16.0] * count
    for row in rows:
        for c, text in enumerate(row):
            spans = c + 1 < len(row) and row[c + 1] == "<"
            if not spans:
                parts = [stringWidth(part, FONT, _SIZE) for part in text.split("↵")]
                widths[c] = max(widths[c], *(part + 7 for part in parts))
    room = WIDTH - 2 * _MARGIN
    assert sum(widths) <= room, f"the drawn table is {sum(widths) - room:.0f} points too wide"
    edges = [float(_MARGIN)]
    for width in widths:
        edges.append(edges[-1] + width)
    assert HEIGHT > _TOP
    return edges


FORMS: dict[str, Callable[[Path, str], Path]] = {"text": write_text, "pdf": write_ruled_pdf}
