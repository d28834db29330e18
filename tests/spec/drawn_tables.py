"""Small tables drawn as text, printed in every form of input that is read, and their facts.

A drawn report has text lines and rows of cells with `|` between them. A cell `<` is merged into
the one at its left, `^` into the one above; `↵` breaks a line within a cell. A line of
dashes begins a new page. To read another form of file, add its writer to FORMS.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from disclosure.content import ReportContent
from disclosure.fact import Fact, Presence
from ingest.reading import read_report
from tests.ingest.drawn import COVER, FONT, HEIGHT, WIDTH, draw_cover, draw_line, write_pdf

Rows = list[list[str]]
# Left, bottom, right and top of a cell or a table.
Box = tuple[float, float, float, float]
# Draws the rules of one cell of a table.
Ruling = Callable[[Canvas, Box, Box], None]
_AMOUNT = re.compile(r"^[￥¥(（\-－]*[\d０-９][\d,.%０-９，．]*[)）]?$")
_SIZE, _LEADING, _MARGIN, _TOP = 9, 12, 40, 760


def read_table(folder: Path, form: str, drawn: str) -> ReportContent:
    """The content of a report for 2023 that prints what is drawn."""
    return read_report({**FORMS, **ALIGNED_FORMS}[form](folder, drawn))


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


def draw_all_rules(canvas: Canvas, cell: Box, _table: Box) -> None:
    """A frame around every cell."""
    canvas.rect(cell[0], cell[1], cell[2] - cell[0], cell[3] - cell[1])


def draw_inner_rules(canvas: Canvas, cell: Box, table: Box) -> None:
    """As many tables are set: open at the left and at the right."""
    x0, bottom, x1, top = cell
    canvas.line(x0, top, x1, top)
    canvas.line(x0, bottom, x1, bottom)
    for x in (x0, x1):
        if table[0] < x < table[2]:
            canvas.line(x, bottom, x, top)


def draw_horizontal_rules(canvas: Canvas, cell: Box, _table: Box) -> None:
    """Above and below every cell."""
    canvas.line(cell[0], cell[3], cell[2], cell[3])
    canvas.line(cell[0], cell[1], cell[2], cell[1])


def draw_outer_rules(canvas: Canvas, _cell: Box, table: Box) -> None:
    """Above and below the table."""
    for y in (table[1], table[3]):
        canvas.line(table[0], y, table[2], y)


def draw_no_rules(_canvas: Canvas, _cell: Box, _table: Box) -> None:
    """Nothing: columns are seen by where the text stands."""


def write_pdf_with(ruling: Ruling) -> Callable[[Path, str], Path]:
    """Writes a PDF whose tables have such rules."""

    def write(folder: Path, drawn: str) -> Path:
        def draw(canvas: Canvas) -> None:
            draw_cover(canvas)
            top = float(_TOP)
            items = list(_items(drawn))
            for item in items:
                if item == "" or top < 120:
                    canvas.showPage()
                    top = _TOP
                if isinstance(item, str):
                    draw_line(canvas, _MARGIN, top, item, 9 if "：" in item else 15)
                    top -= 24 if item else 0
                else:
                    top = _draw_rows(canvas, top + 10, item, ruling, _edges_of(item, items)) - 30
            canvas.showPage()

        return write_pdf(folder / "report.pdf", draw)

    return write


def _edges_of(rows: Rows, items: list[str | Rows]) -> list[float]:
    """Columns are as wide in one table as in another that has as many: it may go on there."""
    tables = [item for item in items if not isinstance(item, str)]
    return _column_edges([r for table in tables for r in table if len(r) == len(rows[0])])


def _draw_rows(canvas: Canvas, top: float, rows: Rows, ruling: Ruling, xs: list[float]) -> float:
    ys = [top]
    for row in rows:
        ys.append(ys[-1] - _LEADING * max(len(cell.split("↵")) for cell in row) - 5)
    table = (xs[0], ys[-1], xs[-1], ys[0])
    first = next((r for r, row in enumerate(rows) if any(map(_AMOUNT.match, row))), len(rows))
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text in ("<", "^"):
                continue
            right, down = _merged(row, c).stop, r + 1
            while down < len(rows) and rows[down][c] == "^":
                down += 1
            cell = (xs[c], ys[down], xs[right], ys[r])
            ruling(canvas, cell, table)
            _draw_text(canvas, cell, text.split("↵"), is_header=r < first)
    return ys[-1]


def _draw_text(canvas: Canvas, cell: Box, parts: list[str], is_header: bool) -> None:
    """Headers in the middle, figures at the right, names at the left; all halfway down."""
    x0, bottom, x1, top = cell
    y = (bottom + top) / 2 + _LEADING * len(parts) / 2 - _LEADING + 3
    for number, part in enumerate(parts):
        room = x1 - x0 - stringWidth(part, FONT, _SIZE)
        indent = room / 2 if is_header else room - 3 if _AMOUNT.match(part) else 3
        draw_line(canvas, x0 + indent, y - _LEADING * number, part, _SIZE)


def _merged(row: list[str], first: int) -> range:
    """The columns of the cell that begins at `first`."""
    end = first + 1
    while end < len(row) and row[end] == "<":
        end += 1
    return range(first, end)


def _column_edges(rows: Rows) -> list[float]:
    """Columns as wide as their text, all within the page."""
    widths = [16.0] * len(rows[0])
    cells = [
        (len(_merged(row, c)), c, max(stringWidth(part, FONT, _SIZE) for part in text.split("↵")))
        for row in rows
        for c, text in enumerate(row)
        if text not in ("<", "^")
    ]
    for count, c, width in sorted(cells):
        lacking = width + 7 - sum(widths[c : c + count])
        for column in range(c, c + count):
            widths[column] += max(0.0, lacking / count)
    room = WIDTH - 2 * _MARGIN
    assert sum(widths) <= room, f"the drawn table is {sum(widths) - room:.0f} points too wide"
    edges = [float(_MARGIN)]
    for width in widths:
        edges.append(edges[-1] + width)
    assert HEIGHT > _TOP
    return edges


FORMS: dict[str, Callable[[Path, str], Path]] = {
    "text": write_text,
    "pdf": write_pdf_with(draw_all_rules),
    "pdf open at the sides": write_pdf_with(draw_inner_rules),
}
# PDFs in which columns are seen only by where the text stands.
ALIGNED_FORMS = {
    "pdf with horizontal rules": write_pdf_with(draw_horizontal_rules),
    "pdf with three rules": write_pdf_with(draw_outer_rules),
    "pdf without rules": write_pdf_with(draw_no_rules),
}
