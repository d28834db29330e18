"""Four small invented reports, drawn as text: two departments, two years, final accounts.

FIGURES holds every figure; TEMPLATE is the report, in which a name in braces is the figure of that
name. The functions below print the same figures in another way: other templates, or other text.
"""

import re

FORESTRY, ARCHIVES = "禾丰县林业局", "禾丰县档案馆"
# The same kind of department in another county.
STRANGER = "砚川县林业局"

FIGURES = """
             | 林业局 2022 | 林业局 2023 | 档案馆 2022 | 档案馆 2023
收入合计     | 410.50      | 436.25      | 88.40       | 93.70
财政拨款     | 405.50      | 430.25      | 87.40       | 91.70
其他收入     | 5.00        | 6.00        | 1.00        | 2.00
支出合计     | 405.50      | 431.25      | 86.40       | 91.70
基本支出     | 300.00      | 310.00      | 60.00       | 64.00
项目支出     | 105.50      | 121.25      | 26.40       | 27.70
农林水       | 364.40      | 388.95      | 77.60       | 82.60
行政运行     | 258.90      | 267.70      | 51.20       | 54.90
湿地保护     | 105.50      | 121.25      | 26.40       | 27.70
养老保险     | 41.10       | 42.30       | 8.80        | 9.10
基本工资     | 262.30      | 271.10      | 50.10       | 53.40
退休费       | 4.20        | 4.60        | 1.10        | 1.20
人员经费     | 266.50      | 275.70      | 51.20       | 54.60
差旅费       | 32.75       | 33.70       | 8.60        | 9.25
日常接待     | 0.75        | 0.60        | 0.20        | 0.15
公用经费     | 33.50       | 34.30       | 8.80        | 9.40
三公预算     | 12.00       | 21.00       | 3.00        | 2.90
出国预算     | 0.00        | 0.00        | 0.00        | 0.00
用车预算     | 10.00       | 18.90       | 2.40        | 2.40
购车预算     | 0.00        | 9.00        | 0.00        | 0.00
运行预算     | 10.00       | 9.90        | 2.40        | 2.40
接待预算     | 2.00        | 2.10        | 0.60        | 0.50
三公         | 9.90        | 18.10       | 2.50        | 2.30
出国         | 0.00        | 0.00        | 0.00        | 0.00
用车         | 8.40        | 16.90       | 2.10        | 2.00
购车         | 0.00        | 9.00        | 0.00        | 0.00
运行         | 8.40        | 7.90        | 2.10        | 2.00
接待         | 1.50        | 1.20        | 0.40        | 0.30
完成率       | 82.50       | 86.19       | 83.33       | 79.31
批次         | 21          | 17          | 6           | 4
人次         | 160         | 132         | 38          | 25
保有量       | 5           | 6           | 1           | 1
机关运行     | 33.00       | 36.00       | 8.75        | 9.50
超年初       | 3.00        | 4.00        | 1.25        | 0.50
超年初率     | 10.00       | 12.50       | 16.67       | 5.56
采购         | 37.50       | 43.25       | 5.50        | 6.00
货物         | 10.00       | 11.00       | 3.00        | 3.20
工程         | 20.00       | 24.00       | 0.50        | 0.60
服务         | 7.50        | 8.25        | 2.00        | 2.20
车辆         | 7           | 8           | 2           | 2
"""

SUMMARY = """收入|||支出||
项目|行次|金额|项目|行次|金额
栏次||1|栏次||2
一、财政拨款收入|1|{财政拨款}|一、农林水支出|5|{农林水}
二、其他收入|2|{其他收入}|二、社会保障和就业支出|6|{养老保险}
本年收入合计|3|{收入合计}|本年支出合计|7|{支出合计}
总计|4|{收入合计}|总计|8|{收入合计}
"""
EXPENDITURE_HEAD = """项目||本年支出合计|基本支出|项目支出
科目编码|科目名称|||
栏次||1|2|3
"""
THREE_PUBLIC = """预算数||||||决算数|||||
合计|因公出国（境）费|公务用车购置及运行维护费|||公务接待费|合计|因公出国（境）费|公务用车购置及运行维护费|||公务接待费
||小计|公务用车购置费|公务用车运行维护费||||小计|公务用车购置费|公务用车运行维护费|
1|2|3|4|5|6|7|8|9|10|11|12
{三公预算}|{出国预算}|{用车预算}|{购车预算}|{运行预算}|{接待预算}|{三公}|{出国}|{用车}|{购车}|{运行}|{接待}
"""
TEMPLATE = (
    """{年} 年度
{部门}
部门决算

第二部分 部门决算表

收入支出决算总表
公开 01 表
部门：{部门} 单位：万元

"""
    + SUMMARY
    + """
支出决算表
公开 03 表
部门：{部门} 单位：万元

"""
    + EXPENDITURE_HEAD
    + """合计||{支出合计}|{基本支出}|{项目支出}
213|农林水支出|{农林水}|{行政运行}|{项目支出}
21302|林业和草原|{农林水}|{行政运行}|{项目支出}
2130201|行政运行|{行政运行}|{行政运行}|
2130212|湿地保护|{湿地保护}||{湿地保护}
208|社会保障和就业支出|{养老保险}|{养老保险}|
20805|行政事业单位养老支出|{养老保险}|{养老保险}|
2080505|机关事业单位基本养老保险缴费支出|{养老保险}|{养老保险}|

一般公共预算财政拨款基本支出决算明细表
公开 06 表
部门：{部门} 单位：万元

人员经费|||公用经费||
科目编码|科目名称|金额|科目编码|科目名称|金额
301|工资福利支出|{基本工资}|302|商品和服务支出|{公用经费}
30101|基本工资|{基本工资}|30211|差旅费|{差旅费}
303|对个人和家庭的补助|{退休费}|30217|公务接待费|{日常接待}
30302|退休费|{退休费}|||
人员经费合计||{人员经费}|公用经费合计||{公用经费}

财政拨款“三公”经费支出决算表
公开 08 表
部门：{部门} 单位：万元

"""
    + THREE_PUBLIC
    + """
第三部分 部门决算情况说明

一、收入支出决算总体情况说明
{年}年度收入、支出总计均为{收入合计}万元。

二、“三公”经费支出决算情况说明
{年}年度“三公”经费支出决算为{三公}万元，完成全年预算的{完成率}%。
公务接待费{接待}万元，共接待{批次}批次、{人次}人次。
公务用车运行维护费{运行}万元，年末公务用车保有量为{保有量}辆。

三、机关运行经费支出情况说明
{年}年度机关运行经费支出{机关运行}万元，比年初预算增加{超年初}万元，增长{超年初率}%，主要原因是取暖费用上涨。

四、政府采购支出情况说明
{年}年度政府采购支出总额{采购}万元，其中：政府采购货物支出{货物}万元、政府采购工程支出{工程}万元、政府采购服务支出{服务}万元。

五、国有资产占用情况说明
截至{年}年12月31日，本部门共有车辆{车辆}辆。
"""
)

HELD = [(FORESTRY, 2022), (FORESTRY, 2023), (ARCHIVES, 2022), (ARCHIVES, 2023)]


def read_figures() -> dict[tuple[str, int], dict[str, str]]:
    """The figures of each report by name."""
    _, *rows = [[c.strip() for c in line.split("|")] for line in FIGURES.strip().splitlines()]
    columns = zip(*[row[1:] for row in rows], strict=True)
    return {
        key: dict(zip([row[0] for row in rows], column, strict=True))
        for key, column in zip(HELD, columns, strict=True)
    }


def draw_report(department: str, year: int, template: str = TEMPLATE) -> str:
    """The text extract of one report; of a stranger it has the figures of the archives."""
    key = (department if department in (FORESTRY, ARCHIVES) else ARCHIVES, year)
    text = template.format(部门=department, 年=year, **read_figures()[key])
    return "\n".join(line.replace("|", "\t") for line in text.splitlines())


def draw_reports(template: str = TEMPLATE) -> dict[str, str]:
    """All four, by file name."""
    return {f"{d}{y}.txt": draw_report(d, y, template) for d, y in HELD}


# ---- The same figures, printed in another way --------------------------------------------------


def _replaced(old: str, new: str) -> str:
    assert old in TEMPLATE
    return TEMPLATE.replace(old, new)


def mirrored() -> str:
    """决算数 in front of 预算数."""
    head, *rest = THREE_PUBLIC.strip().splitlines()
    swapped = [_swap(head)] + [_swap(line) if "{" in line else line for line in rest]
    return _replaced(THREE_PUBLIC, "\n".join(swapped) + "\n")


def _swap(line: str) -> str:
    cells = line.split("|")
    return "|".join(cells[6:] + cells[:6])


def interleaved() -> str:
    """预算数 and 决算数 under every item."""
    return _replaced(
        THREE_PUBLIC,
        """合计||因公出国（境）费||公务用车购置及运行维护费||||||公务接待费|
||||小计||公务用车购置费||公务用车运行维护费|||
预算数|决算数|预算数|决算数|预算数|决算数|预算数|决算数|预算数|决算数|预算数|决算数
{三公预算}|{三公}|{出国预算}|{出国}|{用车预算}|{用车}|{购车预算}|{购车}|{运行预算}|{运行}|{接待预算}|{接待}
""",
    )


def hospitality_first() -> str:
    """公务接待费 in front of 公务用车."""
    return _replaced(
        THREE_PUBLIC,
        """预算数||||||决算数|||||
合计|公务接待费|因公出国（境）费|公务用车购置及运行维护费|||合计|公务接待费|因公出国（境）费|公务用车购置及运行维护费||
|||小计|公务用车购置费|公务用车运行维护费||||小计|公务用车购置费|公务用车运行维护费
{三公预算}|{接待预算}|{出国预算}|{用车预算}|{购车预算}|{运行预算}|{三公}|{接待}|{出国}|{用车}|{购车}|{运行}
""",
    )


def codes_in_three_columns() -> str:
    """类, 款 and 项 of the code in a column each."""
    start = TEMPLATE.index(EXPENDITURE_HEAD)
    end = TEMPLATE.index("\n\n", start)
    rows = TEMPLATE[start + len(EXPENDITURE_HEAD) : end].splitlines()
    split = [_split_code(*row.split("|", 1)) for row in rows]
    head = """项目||||本年支出合计|基本支出|项目支出
科目编码|||科目名称|||
类|款|项||||
"""
    return TEMPLATE[:start] + head + "\n".join(split) + TEMPLATE[end:]


def _split_code(code: str, rest: str) -> str:
    parts = (code[:3], code[3:5], code[5:]) if code.isdigit() else (code, "", "")
    return "|".join((*parts, rest))


def total_last() -> str:
    """合计 below the items."""
    total = "合计||{支出合计}|{基本支出}|{项目支出}\n"
    last = "2080505|机关事业单位基本养老保险缴费支出|{养老保险}|{养老保险}|\n"
    return _replaced(total, "").replace(last, last + total)


def continued_under_a_repeated_header() -> str:
    """The table breaks off and goes on below its header, printed again."""
    row = "2130212|湿地保护|"
    return _replaced(row, f"\n{EXPENDITURE_HEAD}{row}")


def without_numbers() -> str:
    """No 公开0x表, no 行次, no 栏次."""
    plain = """收入||支出|
项目|金额|项目|金额
一、财政拨款收入|{财政拨款}|一、农林水支出|{农林水}
二、其他收入|{其他收入}|二、社会保障和就业支出|{养老保险}
本年收入合计|{收入合计}|本年支出合计|{支出合计}
总计|{收入合计}|总计|{收入合计}
"""
    text = _replaced(SUMMARY, plain)
    return re.sub(r"(?m)^(?:公开 \d\d 表|栏次.*|1\|2\|3\|4.*)\n", "", text)


def numbered_otherwise() -> str:
    """Other parts, sections and table numbers."""
    text = TEMPLATE.replace("公开 08 表", "公开 07 表").replace("公开 03 表", "公开 09 表")
    for old, new in (
        ("第二部分", "第四部分"),
        ("第三部分", "第五部分"),
        ("二、“三公”", "八、“三公”"),
    ):
        text = text.replace(old, new)
    return text.replace("三、机关运行", "九、机关运行").replace("四、政府采购", "十、政府采购")


def in_full_width_digits(text: str) -> str:
    """A drawn report with full-width digits behind its tables."""
    start = text.index("第三部分")
    return text[:start] + text[start:].translate(
        str.maketrans("0123456789.", "０１２３４５６７８９．")
    )


def in_yuan(text: str) -> str:
    """A drawn report in 元, with thousands separators, tables and sentences alike."""

    def convert(match: re.Match[str]) -> str:
        return f"{int(match[0].replace('.', '')) * 100:,}"

    text = re.sub(r"(?<=\t)-?\d+\.\d\d(?=\t|\n|$)", convert, text)
    text = re.sub(r"\d+\.\d\d(?=万元)", convert, text)
    text = re.sub(r"(?m)^-?\d+\.\d\d(?=\t)", convert, text)
    return text.replace("万元", "元")
