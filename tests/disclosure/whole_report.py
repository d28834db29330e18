"""A report with everything that a report can hold, each field set."""

import dataclasses
import hashlib
from decimal import Decimal
from pathlib import Path

from disclosure.content import ReportContent
from disclosure.fact import Basis, Direction, Fact, Origin, Presence
from disclosure.finding import Compared, Finding
from disclosure.passage import Passage, PassageKind
from disclosure.place import Box, Place, PlacedText, Run
from disclosure.reading_report import (
    CellCounts,
    Characters,
    PageReading,
    PageState,
    ReadingReport,
    Region,
    TableReading,
    TextReading,
    Unread,
)
from disclosure.report import Report, ReportKind, Section, SourceForm
from disclosure.table import Block, Cell, Column, Row, Table, TableState

SECTION = ("第三部分 部门决算情况说明", "六、“三公”经费支出决算情况说明")


def write_source(folder: Path, text: str = "共接待27批次。") -> Path:
    path = folder / "report.txt"
    path.write_text(text, encoding="utf-8")
    return path


def build_report(source: Path, report_id: str = "r1", **fields: object) -> Report:
    values: dict[str, object] = {
        "id": report_id,
        "title": "2023年度禾丰县林业局部门决算",
        "department": "禾丰县林业局",
        "year": 2023,
        "kind": ReportKind.DEPARTMENT_FINAL_ACCOUNTS,
        "source": source.name,
        "source_form": SourceForm.TEXT,
        "sha256": hashlib.sha256(source.read_bytes()).hexdigest(),
        "page_count": 24,
        "reader_version": "7",
    }
    return Report(**{**values, **fields})  # type: ignore[arg-type]


# A value for every type of field, so that a field that is added to Fact is tried too.
_BY_TYPE = {
    "str": "文字",
    "str | None": "另一文字",
    "bool": True,
    "int": 2022,
    "tuple[str, ...]": ("第一级", "第二级"),
    "Place": Place(11, Box(90.25, 300.5, 130.75, 312.0)),
    "Origin": Origin.TABLE,
    "Presence": Presence.FIGURE,
    "Basis": Basis.EXECUTION_RATE,
    "Direction | None": Direction.DECREASE,
    "Decimal | None": Decimal("-1234.50"),
}


def build_full_fact(report_id: str) -> Fact:
    """A fact with no field left at its default."""
    filled = {field.name: _BY_TYPE[str(field.type)] for field in dataclasses.fields(Fact)}
    return Fact(**{**filled, "report_id": report_id})  # type: ignore[arg-type]


def build_sparse_facts(report_id: str) -> tuple[Fact, ...]:
    """Facts that leave most fields at their defaults."""
    none = Fact(
        report_id, Origin.TEXT, "因公出国(境)费", Basis.ACTUAL, 2022, Presence.STATED_NONE,
        printed="未发生因公出国（境）费", place=Place(12, None), section=SECTION,
    )  # fmt: skip
    blank = Fact(report_id, Origin.TABLE, "事业收入", Basis.BUDGET, 2023, Presence.BLANK)
    zero = Fact(
        report_id, Origin.TEXT, "公务用车购置费", Basis.CHANGE, 2023, value=Decimal("0.00"),
        printed="０.00", unit="万元", direction=Direction.UNCHANGED,
    )  # fmt: skip
    return (none, blank, zero)


def build_table() -> Table:
    cells = (
        Cell(0, 0, "项目", row_span=2, column_span=1, page=11, box=Box(60, 80, 90, 128)),
        Cell(0, 1, "本年支出", column_span=2, page=11),
        Cell(2, 0, "行政运行", page=11),
        Cell(2, 1, "-1,234.50", page=12, box=Box(90, 300, 130, 312)),
        Cell(2, 2, "", page=12),
    )
    row = Row(2, "行政运行", ("农林水支出", "行政运行"), "2130201", "4", is_total=True)
    columns = (
        Column(1, ("本年支出", "合计"), "1", is_total=True),
        Column(2, ("本年支出", "项目支出")),
    )
    return Table(
        id="t3",
        title="支出决算表",
        form="expenditure",
        unit="万元",
        section=("第二部分 部门决算表",),
        state=TableState.FILLED,
        cells=cells,
        header_rows=2,
        blocks=(Block("支出", (row,), columns),),
        note="注：本表反映支出情况。",
        pages=(11, 12),
        number="03",
    )


def build_passages(report_id: str) -> tuple[Passage, ...]:
    runs = (
        Run(0, 4, 12, 700.0, 712.0, (90.0, 100.0, 110.0, 120.0, 130.0)),
        Run(4, 9, 13, 60.0, 72.0, (90.0, 100.0, 110.0, 120.0, 130.0, 140.0)),
    )
    body = PlacedText("共接待二十七批次。", runs)
    row = PlacedText("行政运行 -1,234.50", (Run(0, 14, None),))
    return (
        Passage(report_id, 0, PassageKind.PARAGRAPH, body, "三公经费：共接待", SECTION),
        Passage(
            report_id, 1, PassageKind.TABLE_ROW, row, "支出决算表 行政运行",
            ("第二部分 部门决算表",), "t3", "支出决算表", "行政运行",
        ),
    )  # fmt: skip


def build_findings(report_id: str) -> tuple[Finding, ...]:
    sides = (
        Compared(
            "合计",
            "18.10",
            "万元",
            Place(11, Box(1, 2, 3, 4)),
            "支出决算表",
            "合计 18.10",
            report_id,
            "actual",
        ),
        Compared("合计", "18.01", "万元", Place(12, None), None, "合计18.01万元"),
    )
    return (
        Finding(
            report_id,
            "text_equals_table",
            sides,
            Decimal("0.09"),
            is_rounding=False,
            name="文字与表不一致",
            is_same=True,
        ),
        Finding(report_id, "words_against_figures", sides, None, is_rounding=True),
        Finding(report_id, "sum_of_rows", sides, Decimal("0.01"), is_rounding=True),
    )


def build_reading() -> ReadingReport:
    """A reading report with no field left at its default."""
    characters = Characters(1, 2, 3, 4, 5, 6, 7, 8)
    pages = (PageReading(9, PageState.DUPLICATE, 90, characters, 2, 3, 8, ("t01",)),)
    cells = CellCounts(9, 8, 7, 6, 5, 4, 3, 2)
    tables = (TableReading("t01", "支出决算表", "expenditure", TableState.FILLED, (9,), cells),)
    region = Region(Unread.UNMAPPED, "支出\ufffd元", 9, Box(1, 2, 3, 4), "t01")
    return ReadingReport(
        pages, tables, TextReading(4, (("date", 2),), 1), (region,), 1, 2, (("year", "2023"),)
    )


def build_content(report: Report) -> ReportContent:
    """All of it."""
    return ReportContent(
        report=report,
        sections=(Section(SECTION[:1], 11), Section(SECTION, None)),
        tables=(build_table(),),
        facts=(build_full_fact(report.id), *build_sparse_facts(report.id)),
        passages=build_passages(report.id),
        findings=build_findings(report.id),
        reading=build_reading(),
    )
