"""A tiny corpus with real files: one report of two pages, and one without pages."""

import hashlib
from decimal import Decimal
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from disclosure.content import ReportContent
from disclosure.corpus import Corpus
from disclosure.fact import Basis, Direction, Fact, Origin, Presence
from disclosure.finding import Compared, Finding
from disclosure.place import Box, Place
from disclosure.report import Report, ReportKind, Section, SourceForm
from disclosure.table import Block, Cell, Column, Row, Table, TableState
from tests.disclosure.whole_report import build_reading

WIDTH, HEIGHT = 420.0, 300.0
# The sentence of the second page, as it is drawn there.
SENTENCE = Box(60.0, 100.0, 240.0, 114.0)
TABLE_TITLE = "收入支出决算总表"


def draw_pdf(path: Path) -> None:
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT))
    canvas.drawString(60, 200, "cover")
    canvas.showPage()
    canvas.drawString(SENTENCE.x0, HEIGHT - SENTENCE.bottom + 3, "13 visits in all")
    canvas.showPage()
    canvas.save()


def build_report(source: Path, **fields: object) -> Report:
    values = {
        "id": "qs-2023",
        "title": "2023年度青穗县水利局部门决算",
        "department": "青穗县水利局",
        "year": 2023,
        "kind": ReportKind.DEPARTMENT_FINAL_ACCOUNTS,
        "source": source.name,
        "source_form": SourceForm.PDF,
        "sha256": hashlib.sha256(source.read_bytes()).hexdigest(),
        "page_count": 2,
    }
    return Report(**{**values, **fields})  # type: ignore[arg-type]


def build_facts(report_id: str) -> tuple[Fact, ...]:
    cell = Fact(
        report_id,
        Origin.TABLE,
        "其他收入",
        Basis.ACTUAL,
        2023,
        value=Decimal("-1234.50"),
        printed="-1,234.50",
        unit="万元",
        place=Place(1, Box(10, 10, 20, 20)),
        table_id="t1",
        table=TABLE_TITLE,
        row="其他收入",
        row_path=("收入", "其他收入"),
        column="决算数",
        column_path=("收入", "决算数"),
    )
    sentence = Fact(
        report_id,
        Origin.TEXT,
        '=HYPERLINK("x")',
        Basis.ACTUAL,
        2023,
        value=Decimal("13"),
        printed="13",
        unit="批次",
        place=Place(2, SENTENCE),
        quote="13 批次",
        section=("第三部分 情况说明", "三公经费"),
    )
    change = Fact(
        report_id,
        Origin.TEXT,
        "公务接待费",
        Basis.CHANGE,
        2022,
        value=Decimal("0.50"),
        printed="0.50",
        unit="万元",
        direction=Direction.DECREASE,
        compared_with="last_year",
        concept="hospitality",
    )
    blank = Fact(report_id, Origin.TABLE, "事业收入", Basis.ACTUAL, 2023, Presence.BLANK)
    return (cell, sentence, change, blank)


def build_table() -> Table:
    cells = (
        Cell(0, 0, "收入", column_span=2, page=1, box=Box(10, 0, 40, 8)),
        Cell(1, 0, "项目", page=1),
        Cell(1, 1, "决算数", page=1),
        Cell(2, 0, "其他收入", page=1),
        Cell(2, 1, "-1,234.50", page=1, box=Box(10, 10, 20, 20)),
        Cell(3, 0, "事业收入", page=1),
        Cell(3, 1, "", page=1),
    )
    rows = (Row(2, "其他收入", ("其他收入",)), Row(3, "事业收入", ("事业收入",), ordinal="2"))
    block = Block("收入", rows, (Column(1, ("收入", "决算数")),))
    section = ("第二部分 部门决算表",)
    return Table(
        "t1", TABLE_TITLE, None, "万元", section, TableState.FILLED, cells, 2, (block,), None, (1,)
    )


def build_content(report: Report) -> ReportContent:
    sides = (
        Compared(
            "总计",
            "27.70",
            "万元",
            Place(1, Box(1, 2, 3, 4)),
            TABLE_TITLE,
            report_id=report.id,
            measure=Basis.ACTUAL.value,
        ),
        Compared("总计", "27.07", "万元", Place(2, None), None, "共 27.07 万元"),
    )
    return ReportContent(
        report,
        (Section(("第三部分 情况说明", "三公经费"), 2),),
        (build_table(),),
        build_facts(report.id),
        (),
        (
            Finding(
                report.id,
                "text_equals_table",
                sides,
                Decimal("0.63"),
                is_rounding=False,
                name="总计不一致",
            ),
            Finding(report.id, "sum_of_rows", sides, Decimal("0.01"), is_rounding=True),
        ),
        reading=build_reading(),
    )


def write_tiny_corpus(folder: Path) -> Path:
    """The data folder, beside the published files."""
    pdf, text = folder / "water.pdf", folder / "water.txt"
    draw_pdf(pdf)
    text.write_text("共 13 批次", encoding="utf-8")
    corpus = Corpus(folder / "data")
    corpus.replace(build_content(build_report(pdf)), pdf)
    plain = build_report(
        text, id="qs-2022", year=2022, source_form=SourceForm.TEXT, page_count=None
    )
    corpus.replace(ReportContent(plain), text)
    corpus.close()
    return folder / "data"
