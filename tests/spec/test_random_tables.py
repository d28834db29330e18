"""Tables of any header tree, rows and layout give their own facts, and never another's."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from disclosure.fact import Presence
from tests.spec.drawn_tables import ALIGNED_FORMS, FORMS, draw_facts, read_table

COLUMNS = [
    "养殖",
    "灌溉",
    "防汛",
    "造林",
    "道路",
    "桥梁",
    "校舍",
    "图书",
    "设备",
    "燃料",
    "餐饮",
    "印刷",
    "邮电",
    "取暖",
    "绿化",
    "照明",
    "消防",
    "医疗",
]
ITEMS = [
    "行政运行",
    "机关服务",
    "湿地保护",
    "森林培育",
    "防灾减灾",
    "信息管理",
    "执法监督",
    "行业管理",
]
LEVELS = ("类", "款", "项")
BLANKS = {"": Presence.BLANK, "—": Presence.DASH, "无": Presence.STATED_NONE}


@dataclass(frozen=True)
class Node:
    """A header cell; one without children is above a column of figures."""

    label: str
    children: tuple[Node, ...] = ()

    @property
    def width(self) -> int:
        return sum(child.width for child in self.children) or 1

    @property
    def depth(self) -> int:
        return 1 + max((child.depth for child in self.children), default=0)


@dataclass
class Drawing:
    """A table as rows of cells, and the facts that it prints."""

    header: list[list[str]]
    paths: list[tuple[str, ...]] = field(default_factory=list)


@st.composite
def trees(draw: st.DrawFn) -> tuple[Node, ...]:
    """One to three roots, up to three levels, no label twice."""
    labels = iter(draw(st.permutations(COLUMNS)))
    shapes = st.recursive(st.none(), lambda s: st.lists(s, min_size=2, max_size=2), max_leaves=2)

    def grow(shape: list | None) -> Node:
        label = next(labels)
        return Node(label, tuple(grow(child) for child in shape or ()))

    return tuple(grow(shape) for shape in draw(st.lists(shapes, min_size=1, max_size=3)))


AMOUNTS = st.decimals(min_value="-999.99", max_value="99999.99", places=2).map(
    lambda value: f"{value:,.2f}"
)
CELLS = st.one_of(AMOUNTS, AMOUNTS, AMOUNTS, st.sampled_from(sorted(BLANKS)))


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, str]:
    """A drawn table, and the facts that it must give."""
    roots = draw(trees())
    width = sum(root.width for root in roots)
    codes = draw(st.sampled_from(["none", "one column", "three columns"]))
    drawing = draw_header(roots, codes)
    names = draw(st.lists(st.sampled_from(ITEMS), min_size=1, max_size=5, unique=True))
    rows = [(f"21302{n:02d}", name) for n, name in enumerate(names, start=1)]
    total = draw(st.sampled_from([0, len(rows), None]))
    if total is not None:
        rows.insert(total, ("", "合计"))
    lines, facts = [], []
    for code, name in rows:
        cells = draw(st.lists(CELLS, min_size=width, max_size=width))
        lines.append([*name_cells(code, name, codes), *cells])
        printed = code if codes != "none" else ""
        facts += [
            " | ".join((name, printed, "/".join(path), shown(cell), "万元", "actual"))
            for path, cell in zip(drawing.paths, cells, strict=True)
        ]
    body = "\n".join("|".join(row) for row in [*drawing.header, *lines])
    return f"支出决算表\n单位：万元\n\n{body}\n", "\n".join(facts)


def shown(cell: str) -> str:
    return BLANKS[cell].value if cell in BLANKS else cell


def name_cells(code: str, name: str, codes: str) -> list[str]:
    if codes == "none":
        return [name]
    parts = [code] if codes == "one column" else [code[:3], code[3:5], code[5:]]
    return [*parts, name] if code else [name, *["<"] * len(parts)]


def draw_header(roots: Sequence[Node], codes: str) -> Drawing:
    """The names of rows in front; leaves reach down to the last header row."""
    fronts = {
        "none": [["科目名称"]],
        "one column": [["项目", "<"], ["科目编码", "科目名称"]],
        "three columns": [
            ["项目", "<", "<", "<"],
            ["科目编码", "<", "<", "科目名称"],
            [*LEVELS, "^"],
        ],
    }
    front = fronts[codes]
    depth = max(len(front), *(root.depth for root in roots))
    drawing = Drawing([[*row] for row in front])
    while len(drawing.header) < depth:
        drawing.header.append(["^"] * len(front[0]))
    for root in roots:
        _place(root, drawing, 0, ())
    return drawing


def _place(node: Node, drawing: Drawing, row: int, above: tuple[str, ...]) -> None:
    path = (*above, node.label)
    drawing.header[row] += [node.label, *["<"] * (node.width - 1)]
    for child in node.children:
        _place(child, drawing, row + 1, path)
    if not node.children:
        drawing.paths.append(path)
        for lower in drawing.header[row + 1 :]:
            lower.append("^")


def read(form: str, drawn: str, presence: Presence | None) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        return draw_facts(read_table(Path(folder), form, drawn), presence).splitlines()


QUICK = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


@pytest.mark.parametrize("form", FORMS)
@QUICK
@given(table=tables())
def test_a_ruled_table_gives_all_its_facts(form, table):
    drawn, facts = table
    assert read(form, drawn, None) == facts.splitlines()


@pytest.mark.parametrize("form", ALIGNED_FORMS)
@QUICK
@given(table=tables())
def test_a_table_without_rules_gives_no_fact_of_another(form, table):
    drawn, facts = table
    assert set(read(form, drawn, Presence.FIGURE)) <= set(facts.splitlines())
