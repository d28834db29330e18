"""Small performance forms with what they say, drawn as PDF or written as a text extract.

`<` merges a cell with its left neighbour, `^` with the one above. What is expected is written as
row path | column path | printed | unit and basis, or what else the cell holds.
"""

from pathlib import Path

from disclosure.content import ReportContent
from disclosure.fact import Presence
from ingest.reading import read_report
from tests.ingest.drawn import draw_cover, draw_line, draw_table, read_text_report, write_pdf

TITLE = "项目支出绩效自评表"

FUNDS_AS_ROWS = """
项目名称 | <          | 河道清淤 | <        | <        | <    | <      | <
主管部门 | <          | 水利局   | <        | 实施单位 | <    | 河务站 | <
项目资金（万元） | <  |          | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 | 得分
^        | ^          | 年度资金总额 | 50   | 48.5     | 48.5 | 100%   | 10
^        | ^          | 其中：财政拨款 | 50 | 40       | 40   | －     |
年度目标 | <          | 预期目标 | <        | <        | 实际完成情况 | < | <
^        | <          | 清淤十公里 | <      | <        | 全部完成 | <    | <
绩效指标 | 一级指标   | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
^        | 产出指标   | 数量指标 | 清淤长度（公里） | 10 | 10.5 | 30     | 30
^        | ^          | ^        | 清淤方量 | ≥5万立方米 | 6万立方米 | 20 | 22
^        | 效益指标   | 社会效益 | 行洪能力 | 提升     | 提升 | 40     | 40
总分     | <          | <        | <        | <        | <    | 100    | 102
"""
EXPECTED_ROWS = """
河道清淤/项目名称 | | 河道清淤 | words
河道清淤/主管部门 | | 水利局 | words
河道清淤/实施单位 | | 河务站 | words
河道清淤/年度资金总额 | 年初预算数 | 50 | 万元 initial_budget
河道清淤/年度资金总额 | 全年预算数 | 48.5 | 万元 adjusted_budget
河道清淤/年度资金总额 | 全年执行数 | 48.5 | 万元 actual
河道清淤/年度资金总额 | 执行率 | 100% | % execution_rate
河道清淤/年度资金总额 | 得分 | 10 | 分 score
河道清淤/其中：财政拨款 | 年初预算数 | 50 | 万元 initial_budget
河道清淤/其中：财政拨款 | 全年预算数 | 40 | 万元 adjusted_budget
河道清淤/其中：财政拨款 | 全年执行数 | 40 | 万元 actual
河道清淤/其中：财政拨款 | 执行率 | － | dash
河道清淤/年度目标 | 预期目标 | 清淤十公里 | words
河道清淤/年度目标 | 实际完成情况 | 全部完成 | words
河道清淤/产出指标/数量指标/清淤长度（公里） | 年度指标值 | 10 | 公里 budget
河道清淤/产出指标/数量指标/清淤长度（公里） | 实际完成值 | 10.5 | 公里 actual
河道清淤/产出指标/数量指标/清淤长度（公里） | 分值 | 30 | 分 weight
河道清淤/产出指标/数量指标/清淤长度（公里） | 得分 | 30 | 分 score
河道清淤/产出指标/数量指标/清淤方量 | 年度指标值 | ≥5万立方米 | words
河道清淤/产出指标/数量指标/清淤方量 | 实际完成值 | 6万立方米 | 万立方米 actual
河道清淤/产出指标/数量指标/清淤方量 | 分值 | 20 | 分 weight
河道清淤/产出指标/数量指标/清淤方量 | 得分 | 22 | 分 score
河道清淤/效益指标/社会效益/行洪能力 | 年度指标值 | 提升 | words
河道清淤/效益指标/社会效益/行洪能力 | 实际完成值 | 提升 | words
河道清淤/效益指标/社会效益/行洪能力 | 分值 | 40 | 分 weight
河道清淤/效益指标/社会效益/行洪能力 | 得分 | 40 | 分 score
河道清淤/总分 | 分值 | 100 | 分 weight
河道清淤/总分 | 得分 | 102 | 分 score
"""

FUNDS_AS_PAIRS = """
项目概况 | 项目名称 | 校园安防 | < | <
^ | 项目资金（万元） | 全年预算数： | 64.5 | <
^ | ^ | 其中：财政资金 | 60 | <
^ | ^ | 全年执行数： | 63.9 | <
^ | ^ | 其中：财政资金 | 59.4 | <
^ | 项目负责人 | 王五 | 联系电话 | 62210
绩效指标 | 一级指标 | 二级指标 | 指标值 | 完成值
^ | 产出指标 | 监控数量 | 120路 | 124路
"""
EXPECTED_PAIRS = """
校园安防/项目名称 | | 校园安防 | words
校园安防/全年预算数： | | 64.5 | 万元 adjusted_budget
校园安防/全年预算数：/其中：财政资金 | | 60 | 万元 adjusted_budget
校园安防/全年执行数： | | 63.9 | 万元 actual
校园安防/全年执行数：/其中：财政资金 | | 59.4 | 万元 actual
校园安防/项目负责人 | | 王五 | words
校园安防/联系电话 | | 62210 | words
校园安防/产出指标/监控数量 | 指标值 | 120路 | 路 budget
校园安防/产出指标/监控数量 | 完成值 | 124路 | 路 actual
"""

FUNDS_AS_COLUMNS = """
项目名称 | 馆藏修复 | < | 负责科室 | 典藏科
预算执行（元） |  | 资金总额 | 其中：财政资金 | 其他资金
^ | 年初预算 | 90,000.00 | 60,000.00 | 30,000.00
^ | 全年执行 | 88,200.00 | 60,000.00 | 28,200.00
绩效指标 | 二级指标 | 三级指标 | 指标值 | 完成值
^ | 数量指标 | 修复册数 | 300册 | 310册
项目名称 | 库房温控 | < | 负责科室 | 保管科
预算执行（元） |  | 资金总额 | 其中：财政资金 | 其他资金
^ | 年初预算 | 20,000.00 | 20,000.00 |
"""
EXPECTED_COLUMNS = """
馆藏修复/项目名称 | | 馆藏修复 | words
馆藏修复/负责科室 | | 典藏科 | words
馆藏修复/年初预算 | 资金总额 | 90,000.00 | 元 initial_budget
馆藏修复/年初预算 | 其中：财政资金 | 60,000.00 | 元 initial_budget
馆藏修复/年初预算 | 其他资金 | 30,000.00 | 元 initial_budget
馆藏修复/全年执行 | 资金总额 | 88,200.00 | 元 actual
馆藏修复/全年执行 | 其中：财政资金 | 60,000.00 | 元 actual
馆藏修复/全年执行 | 其他资金 | 28,200.00 | 元 actual
馆藏修复/数量指标/修复册数 | 指标值 | 300册 | 册 budget
馆藏修复/数量指标/修复册数 | 完成值 | 310册 | 册 actual
库房温控/项目名称 | | 库房温控 | words
库房温控/负责科室 | | 保管科 | words
库房温控/年初预算 | 资金总额 | 20,000.00 | 元 initial_budget
库房温控/年初预算 | 其中：财政资金 | 20,000.00 | 元 initial_budget
"""

FUNDS_BEFORE_NAME = """
资金情况（万元） | 资金来源 | 年初预算 | 调整后预算 | 实际支出
^ | 资金总额 | 500 | 460.5 | 459.9
^ | 中央资金 | 300 | 300 | 300
基本情况 | 项目名称 | 应急广播 | 项目编码 | 530124
绩效指标 | 一级指标 | 二级指标 | 目标值 | 得分
^ | 产出指标 | 终端数 | 320 | 31
自评总分 | < | < | < | 106
自评等级 | 优秀 | < | 填报人 | 钱二
"""
EXPECTED_BEFORE_NAME = """
应急广播/资金总额 | 年初预算 | 500 | 万元 initial_budget
应急广播/资金总额 | 调整后预算 | 460.5 | 万元 adjusted_budget
应急广播/资金总额 | 实际支出 | 459.9 | 万元 actual
应急广播/中央资金 | 年初预算 | 300 | 万元 initial_budget
应急广播/中央资金 | 调整后预算 | 300 | 万元 adjusted_budget
应急广播/中央资金 | 实际支出 | 300 | 万元 actual
应急广播/项目名称 | | 应急广播 | words
应急广播/项目编码 | | 530124 | words
应急广播/产出指标/终端数 | 目标值 | 320 |  budget
应急广播/产出指标/终端数 | 得分 | 31 | 分 score
应急广播/自评总分 | 得分 | 106 | 分 score
应急广播/自评等级 | | 优秀 | words
应急广播/填报人 | | 钱二 | words
"""

LIST_OF_TARGETS = """
序号 | 项目名称 | 预算金额（万元） | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 权重（%）
1 | 养老补贴 | 356.8 | 产出指标 | 数量指标 | 机构数 | ≥ | 18 | 家 | 60
^ | ^ | ^ | ^ | ^ | 老人数 | ≥ | 4200 | 人 | 40
2 | 辅具适配 | 42 | 产出指标 | 时效指标 | 及时性 | 定性 | 及时 |  | 100
"""
EXPECTED_LIST = """
养老补贴 | 预算金额（万元） | 356.8 | 万元 budget
养老补贴/产出指标/数量指标/机构数 | 指标性质 | ≥ | words
养老补贴/产出指标/数量指标/机构数 | 指标值 | 18 | 家 budget
养老补贴/产出指标/数量指标/机构数 | 度量单位 | 家 | words
养老补贴/产出指标/数量指标/机构数 | 权重（%） | 60 | % weight
养老补贴/产出指标/数量指标/老人数 | 指标性质 | ≥ | words
养老补贴/产出指标/数量指标/老人数 | 指标值 | 4200 | 人 budget
养老补贴/产出指标/数量指标/老人数 | 度量单位 | 人 | words
养老补贴/产出指标/数量指标/老人数 | 权重（%） | 40 | % weight
辅具适配 | 预算金额（万元） | 42 | 万元 budget
辅具适配/产出指标/时效指标/及时性 | 指标性质 | 定性 | words
辅具适配/产出指标/时效指标/及时性 | 指标值 | 及时 | words
辅具适配/产出指标/时效指标/及时性 | 权重（%） | 100 | % weight
"""

WEIGHTS_AT_EVERY_LEVEL = """
一级指标 | 分值 | 二级指标 | 分值 | 三级指标 | 分值 | 得分
决策 | 20 | 项目立项 | 8 | 依据充分 | 4 | 4
^ | ^ | ^ | ^ | 程序规范 | 4 | 3.5
^ | ^ | 绩效目标 | 12 | 目标合理 | 12 | 11
合计 | 20 |  | 20 |  | 20 | 18.5
"""
EXPECTED_WEIGHTS = """
决策 | 分值 | 20 | 分 weight
决策/项目立项 | 分值 | 8 | 分 weight
决策/项目立项/依据充分 | 分值 | 4 | 分 weight
决策/项目立项/依据充分 | 得分 | 4 | 分 score
决策/项目立项/程序规范 | 分值 | 4 | 分 weight
决策/项目立项/程序规范 | 得分 | 3.5 | 分 score
决策/绩效目标 | 分值 | 12 | 分 weight
决策/绩效目标/目标合理 | 分值 | 12 | 分 weight
决策/绩效目标/目标合理 | 得分 | 11 | 分 score
合计 | 分值 | 20 | 分 weight
合计 | 分值 | 20 | 分 weight
合计 | 分值 | 20 | 分 weight
合计 | 得分 | 18.5 | 分 score
"""

WHOLE_DEPARTMENT = """
部门名称 | <  | 交通局 | <    | <        | <      | <
主要任务 | 任务名称 | 完成情况 | 预算数（万元） | < | 执行数（万元） | <
^        | ^      | ^      | 总额 | 财政拨款 | 总额   | 财政拨款
^        | 公路养护 | 已完成 | 820.5 | 800    | 815.3  | 796
^        | 金额合计 | <    | 820.5 | 800    | 815.3  | 796
"""
EXPECTED_WHOLE_DEPARTMENT = """
交通局/部门名称 | | 交通局 | words
交通局/公路养护 | 完成情况 | 已完成 | words
交通局/公路养护 | 预算数（万元）/总额 | 820.5 | 万元 budget
交通局/公路养护 | 预算数（万元）/财政拨款 | 800 | 万元 budget
交通局/公路养护 | 执行数（万元）/总额 | 815.3 | 万元 actual
交通局/公路养护 | 执行数（万元）/财政拨款 | 796 | 万元 actual
交通局/金额合计 | 预算数（万元）/总额 | 820.5 | 万元 budget
交通局/金额合计 | 预算数（万元）/财政拨款 | 800 | 万元 budget
交通局/金额合计 | 执行数（万元）/总额 | 815.3 | 万元 actual
交通局/金额合计 | 执行数（万元）/财政拨款 | 796 | 万元 actual
"""

FLAT_INDICATORS = """
项目名称 | < | 农田管护 | < | < | 自评总分（分） | 97.4
项目资金（万元） | < |  | 年初预算数 | 全年（调整）预算数 | 执行率权重 | 执行率得分
^ | ^ | 年度总金额 | 260 | 245 | 10 | 9.7
绩效目标 | < | 年初绩效目标 | < | 全年调整绩效目标 | 全年目标完成情况 | <
^ | ^ | 管护三万亩 | < | 管护二万亩 | 已完成 | <
绩效指标 | 指标名称 | 计量单位 | 指标性质 | 年初指标值 | 全年完成值 | 指标得分
^ | 管护面积 | 亩 | ≥ | 30000 | 28120 | 30
"""
EXPECTED_FLAT = """
农田管护/项目名称 | | 农田管护 | words
农田管护/自评总分（分） | | 97.4 | 分 score
农田管护/年度总金额 | 年初预算数 | 260 | 万元 initial_budget
农田管护/年度总金额 | 全年（调整）预算数 | 245 | 万元 adjusted_budget
农田管护/年度总金额 | 执行率权重 | 10 | 分 weight
农田管护/年度总金额 | 执行率得分 | 9.7 | 分 score
农田管护/绩效目标 | 年初绩效目标 | 管护三万亩 | words
农田管护/绩效目标 | 全年调整绩效目标 | 管护二万亩 | words
农田管护/绩效目标 | 全年目标完成情况 | 已完成 | words
农田管护/管护面积 | 计量单位 | 亩 | words
农田管护/管护面积 | 指标性质 | ≥ | words
农田管护/管护面积 | 年初指标值 | 30000 | 亩 budget
农田管护/管护面积 | 全年完成值 | 28120 | 亩 actual
农田管护/管护面积 | 指标得分 | 30 | 分 score
"""

VALUES_IN_THEIR_LABELS = """
县级部门名称 | < | 统计局 | < | <
预算申请（万元） |  | 年初预算数 | 全年执行数 | 得分
^ | 年度资金总额 | 610.2 | 655.8 | 10
^ | 按性质分：基本支出402.6 | < | 项目支出：253.2 | <
填表人：吴七 联系电话：33456 | < | < | < | <
"""
EXPECTED_VALUES_IN_LABELS = """
统计局/县级部门名称 | | 统计局 | words
统计局/年度资金总额 | 年初预算数 | 610.2 | 万元 initial_budget
统计局/年度资金总额 | 全年执行数 | 655.8 | 万元 actual
统计局/年度资金总额 | 得分 | 10 | 分 score
统计局/预算申请（万元） | | 按性质分：基本支出402.6 | words
统计局/预算申请（万元） | | 项目支出：253.2 | words
统计局 | | 填表人：吴七 联系电话：33456 | words
"""

CASES = {
    "funds as rows, three levels, a score above its weight": (FUNDS_AS_ROWS, EXPECTED_ROWS),
    "funds as pairs under a merged title": (FUNDS_AS_PAIRS, EXPECTED_PAIRS),
    "funds as columns, two forms in one grid": (FUNDS_AS_COLUMNS, EXPECTED_COLUMNS),
    "funds before the name": (FUNDS_BEFORE_NAME, EXPECTED_BEFORE_NAME),
    "a list of targets with units of their own": (LIST_OF_TARGETS, EXPECTED_LIST),
    "weights at every level": (WEIGHTS_AT_EVERY_LEVEL, EXPECTED_WEIGHTS),
    "flat indicators with a column of units": (FLAT_INDICATORS, EXPECTED_FLAT),
    "values in the cells of their labels": (VALUES_IN_THEIR_LABELS, EXPECTED_VALUES_IN_LABELS),
    "tasks of a whole department": (WHOLE_DEPARTMENT, EXPECTED_WHOLE_DEPARTMENT),
}


def grid(form: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in form.strip().splitlines()]


def read_drawn(folder: Path, *pages: list[list[list[str]]], above: str = "") -> ReportContent:
    """A PDF with the grids of each page under each other, the title over the first."""

    def draw(canvas):
        draw_cover(canvas)
        for number, grids in enumerate(pages):
            if number:
                canvas.showPage()
            canvas.setPageSize((1000, 842))
            if not number:
                draw_line(canvas, 200, 790, TITLE, 18)
                draw_line(canvas, 60, 765, above)
            top = 750
            for rows in grids:
                draw_table(canvas, top, rows, 900 / len(rows[0]) if len(rows[0]) > 9 else 90)
                top -= 24 * len(rows) + 40

    write_pdf(folder / "form.pdf", draw)
    return read_report(folder / "form.pdf")


def as_text(rows: list[list[str]]) -> str:
    """The rows of a text extract, where a merged cell shows once."""
    return "\n".join("|".join("" if cell in "<^" else cell for cell in row) for row in rows)


def read_as_text(folder: Path, rows: list[list[str]], above: str = "") -> ReportContent:
    return read_text_report(folder, f"\n{TITLE}\n{above}\n\n{as_text(rows)}\n")


def facts(content: ReportContent) -> list[str]:
    found = []
    for fact in content.facts:
        if fact.table_id is None or fact.presence is Presence.BLANK:
            continue
        figure = fact.presence is Presence.FIGURE
        what = f"{fact.unit} {fact.basis.value}" if figure else fact.presence.value
        path, column = "/".join(fact.row_path), "/".join(fact.column_path)
        found.append(" | ".join((path, column, fact.printed, what)).replace("|  |", "| |"))
    return sorted(found)


def expected(lines: str) -> list[str]:
    return sorted(lines.strip().splitlines())
