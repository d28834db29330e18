"""The annexed forms of performance self-evaluation (绩效自评): a summary and one form a project."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from samples.grids import LEFT, UP, Grid, build_grid
from samples.printing import Printing

SUMMARY_WIDTHS = (14.0, 72.0, 52.0, 18.0, 18.0)
FORM_WIDTHS = (12.0, 18.0, 24.0, 30.0, 23.0, 23.0, 12.0, 14.0, 18.0)
EXCELLENT = Decimal(90)


def build_summary(projects: Iterable[Mapping[str, Any]], printing: Printing) -> Grid:
    """Projects with who used the money, score and grade."""
    head = [["序号", "项目名称", "资金使用单位", "自评得分", "自评等级"]]
    body = [
        [str(n), p["name"], p["unit"], printing.number(p["score"]), grade(p["score"])]
        for n, p in enumerate(projects, start=1)
    ]
    return build_grid(head, body)


def grade(score: Decimal) -> str:
    """优 from 90 points, else 良."""
    return "优" if score >= EXCELLENT else "良"


def build_form(project: Mapping[str, Any], department: str, printing: Printing) -> Grid:
    """The self-evaluation form of one project."""
    full = [LEFT] * 6
    rows = [
        ["项目名称", LEFT, project["name"], *full],
        ["主管部门", LEFT, department, LEFT, LEFT, "实施单位", project["unit"], LEFT, LEFT],
        *_execution_rows(project, printing),
        ["年度总体目标", LEFT, "年初预期目标", LEFT, LEFT, "目标实际完成情况", LEFT, LEFT, LEFT],
        [UP, LEFT, project["goal"], LEFT, LEFT, project["done"], LEFT, LEFT, LEFT],
        *_indicator_rows(project["indicators"]),
        ["总分", LEFT, LEFT, LEFT, LEFT, LEFT, "100", printing.number(project["score"]), ""],
    ]
    return build_grid([], rows)


def _execution_rows(project: Mapping[str, Any], printing: Printing) -> list[list[str]]:
    def money(value: Decimal) -> str:
        return printing.number(value)

    budget, executed, carried = project["budget"], project["executed"], project["carried"]
    rate = f"{printing.number(project['rate'])}%"
    score = printing.number(project["execution_score"])
    heads = ["年初预算数", "全年预算数（A）", "全年执行数（B）", "分值", "执行率（B/A）", "得分"]
    initial = money(project["initial"])
    whole = [initial, money(budget), money(executed), "10", rate, score]
    granted = [initial, money(budget - carried), money(executed - carried), "", "", ""]
    left_over = ["", money(carried), money(carried)] if carried else [""] * 3
    return [
        ["项目预算执行情况", LEFT, "", *heads],
        [UP, LEFT, "年度资金总额", *whole],
        [UP, LEFT, "其中：当年财政拨款", *granted],
        [UP, LEFT, "上年结转资金", *left_over, "", "", ""],
        [UP, LEFT, "其他资金", *[""] * 6],
    ]


def _indicator_rows(indicators: Iterable[list[str]]) -> list[list[str]]:
    heads = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]
    rows = [["绩效指标", *heads, "偏差原因及改进措施"]]
    above = ""
    for first, *rest in indicators:
        rows.append([UP, UP if first == above else first, *rest])
        above = first
    return rows
