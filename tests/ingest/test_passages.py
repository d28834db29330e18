"""Passages: cut along the report's own structure, short enough to quote, with their places."""

from disclosure.passage import PassageKind
from disclosure.place import Box, PlacedText, Run
from disclosure.report import Report, ReportKind, Section, SourceForm
from disclosure.table import Block, Cell, Column, Row, Table, TableState
from ingest.outline import Paragraph
from ingest.passages import build_passages, read_patterns, split_text

REPORT = Report(
    "qs23", "2023年度青穗县水利局部门决算", "青穗县水利局", 2023,
    ReportKind.DEPARTMENT_FINAL_ACCOUNTS, "qs.pdf", SourceForm.PDF, "0" * 64, 9,
)  # fmt: skip
DUTIES = ("第一部分 部门概况", "一、部门职责")
GLOSSARY = ("第四部分 名词解释",)
SPENDING = ("第三部分 情况说明", "（二）“三公”经费支出决算具体情况")


def placed(text: str, page: int = 3, top: float = 100.0) -> PlacedText:
    """One line of characters ten points wide."""
    edges = tuple(50.0 + 10 * i for i in range(len(text) + 1))
    return PlacedText(text, (Run(0, len(text), page, top, top + 12, edges),))


def build(*paragraphs: tuple[str, tuple[str, ...]], tables=(), sections=None):
    if sections is None:
        paths = [path for _, path in paragraphs] + [table.section for table in tables]
        sections = [Section(path, 1) for path in dict.fromkeys(paths)]
    return build_passages(
        REPORT, sections, [Paragraph(placed(text), path) for text, path in paragraphs], tables
    )


def spending_table(**changes) -> Table:
    cells = (
        Cell(0, 0, "科目名称"), Cell(0, 1, "本年支出 合计"), Cell(0, 2, "基本支出"),
        Cell(0, 3, "项目支出"),
        Cell(1, 0, "行政运行", page=7, box=Box(10, 20, 50, 30)),
        Cell(1, 1, "432.6", page=7, box=Box(60, 20, 80, 30)),
        Cell(1, 2, "432.6", page=7, box=Box(90, 20, 110, 30)), Cell(1, 3, "", page=7),
        Cell(2, 0, "事业运行", page=7), Cell(2, 1, "", page=7), Cell(2, 2, "", page=7),
    )  # fmt: skip
    rows = (Row(1, "行政运行", ("行政运行",)), Row(2, "事业运行", ("事业运行",)))
    columns = (Column(1, ("本年支出合计",)), Column(2, ("基本支出",)), Column(3, ("项目支出",)))
    fields = {
        "id": "t3", "title": "支出决算表", "form": None, "unit": "万元",
        "section": ("第二部分 部门决算表",), "state": TableState.FILLED, "cells": cells,
        "header_rows": 1, "blocks": (Block("", rows, columns),), "note": None, "pages": (7,),
    }  # fmt: skip
    return Table(**{**fields, **changes})


def test_a_paragraph_is_embedded_with_its_last_heading_only():
    [passage] = build(("本单位负责全县水利工作。", DUTIES))
    assert passage.kind is PassageKind.PARAGRAPH
    assert passage.embedded == "部门职责：本单位负责全县水利工作。"
    assert passage.text == "本单位负责全县水利工作。"


def test_numbered_items_are_list_items_each_a_passage():
    texts = [
        "（一）负责防汛。",
        "2. 负责抗旱。",
        "- 3、管理河道。",
        "④ 其他。",
        "2.5 万元用于防汛。",
    ]
    kinds = [p.kind for p in build(*((text, DUTIES) for text in texts))]
    assert kinds == [PassageKind.LIST_ITEM] * 4 + [PassageKind.PARAGRAPH]


def test_entries_under_a_glossary_heading_are_glossary_entries():
    entry, remark = build(
        ("一、事业收入：指事业单位取得的收入。", GLOSSARY), ("以下为常用名词。", GLOSSARY)
    )
    assert entry.kind is PassageKind.GLOSSARY
    assert remark.kind is PassageKind.PARAGRAPH


def test_a_long_paragraph_is_cut_behind_sentences_and_keeps_its_places():
    sentence = "水库除险加固工程按照年度计划有序推进，资金及时足额拨付到位。"
    pieces = split_text(placed(sentence * 20), read_patterns())
    assert "".join(piece.text for piece in pieces) == sentence * 20
    assert all(len(piece.text) <= 300 and piece.text.endswith("。") for piece in pieces)
    second = len(pieces[0].text)
    assert pieces[1].place(0, 1).box == Box(50.0 + 10 * second, 100.0, 60.0 + 10 * second, 112.0)


def test_a_closing_quotation_mark_stays_with_its_sentence():
    pieces = split_text(placed("甲" * 290 + "。”乙" + "丙" * 20 + "。"), read_patterns())
    assert pieces[0].text.endswith("。”")


def test_lines_that_only_say_where_one_is_are_no_passages():
    assert build(("公开 03 表", DUTIES), ("金额单位：万元", DUTIES), ("- 12 -", DUTIES)) == []


def test_what_a_paragraph_introduces_is_embedded_with_its_matter():
    passages = build(
        ("3、公务接待费全年预算为 2 万元，支出决算为 2 万元。其中：", SPENDING),
        ("国内接待费 2 万元，用于上级调研。", SPENDING),
        ("4、会议费 1 万元。", SPENDING),
    )
    assert passages[1].embedded == (
        "三公经费支出决算具体情况：公务接待费全年预算为：国内接待费 2 万元，用于上级调研。"
    )
    assert "公务接待费" not in passages[2].embedded


def test_a_row_is_written_out_with_headers_and_unit_and_embedded_without_figures():
    [row] = build(tables=[spending_table()])
    assert row.text == "行政运行：本年支出合计 432.6，基本支出 432.6（单位：万元）"
    assert row.embedded == "支出决算表：行政运行：本年支出合计，基本支出"
    assert (row.table_id, row.table, row.row) == ("t3", "支出决算表", "行政运行")


def test_a_row_knows_the_places_of_its_label_and_figures_but_of_no_header():
    [row] = build(tables=[spending_table()])
    assert row.body.place().page == 7
    assert row.body.place().box == Box(10, 20, 110, 30)
    printed = [row.text[run.start : run.end] for run in row.body.runs]
    assert printed == ["行政运行", "432.6", "432.6"]
    last = row.body.runs[-1]
    assert row.body.place(last.start, last.end).box == Box(90, 20, 110, 30)


def test_a_form_is_read_line_by_line_under_the_name_of_its_project():
    cells = (
        Cell(0, 0, "项目名称"), Cell(0, 1, "河道清淤", column_span=3),
        Cell(1, 0, "产出指标", row_span=2), Cell(1, 1, "数量指标"), Cell(1, 2, "清淤长度"),
        Cell(1, 3, "10"), Cell(2, 1, "质量指标"), Cell(2, 2, "验收合格"), Cell(2, 3, "10"),
    )  # fmt: skip
    form = spending_table(title="绩效自评表", cells=cells, header_rows=0, blocks=())
    _, first, second = build(tables=[form])
    assert second.table == "绩效自评表"
    assert second.text == "产出指标，质量指标，验收合格，10"
    assert first.embedded == "绩效自评表(河道清淤)：产出指标，数量指标，清淤长度"


def test_a_note_is_a_passage_unless_the_text_holds_it_already():
    note = "注：本部门没有政府性基金收入，故本表无数据。"
    empty = spending_table(cells=(), blocks=(), state=TableState.EMPTY, note=note)
    [passage] = build(tables=[empty])
    assert (passage.kind, passage.text) == (PassageKind.TABLE_NOTE, note)
    assert passage.body.place().page == 7
    assert len(build((note, empty.section), tables=[empty])) == 1


def test_a_heading_with_nothing_under_it_is_text_itself():
    sections = [Section(("概况", "一、职责"), 2), Section((*DUTIES, "（一）管理县水文站。"), 3)]
    [passage] = build(sections=sections)
    assert passage.text == "（一）管理县水文站。"
    assert passage.body.place().page == 3


def test_passages_are_numbered_in_printed_order():
    sections = [Section(("前言",), 1), Section(DUTIES, 3), Section(GLOSSARY, 8)]
    passages = build(
        ("指标：指用途。", GLOSSARY), ("负责水利。", DUTIES), ("概述。", ("前言",)),
        sections=sections,
    )  # fmt: skip
    assert [p.text for p in passages] == ["概述。", "负责水利。", "指标：指用途。"]
    assert [p.position for p in passages] == [0, 1, 2]
