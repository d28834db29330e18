"""Department, year and kind from covers, captions and file names of every make."""

from __future__ import annotations

import pytest

from disclosure.errors import UnidentifiedReportError
from disclosure.report import ReportKind
from ingest.document import TextLine
from ingest.identity import Identity, read_identity

FINAL, UNIT_FINAL = ReportKind.DEPARTMENT_FINAL_ACCOUNTS, ReportKind.UNIT_FINAL_ACCOUNTS
BUDGET, UNIT_BUDGET = ReportKind.DEPARTMENT_BUDGET, ReportKind.UNIT_BUDGET


def identify(*cover: str, captions=(), titles=(), texts=(), file_name="a.pdf") -> Identity:
    lines = [TextLine(line) for line in cover]
    return read_identity(lines, captions, titles, texts, file_name)


@pytest.mark.parametrize(
    ("cover", "department", "year", "kind"),
    [
        ("禾丰县林业局|2023年度部门决算", "禾丰县林业局", 2023, FINAL),
        ("2023年度|禾丰县林业局部门决算", "禾丰县林业局", 2023, FINAL),
        ("2023年|禾丰县文学艺术界联合会|决算公开", "禾丰县文学艺术界联合会", 2023, FINAL),
        ("2024年度|部门决算公开|部门名称：禾丰县统计局", "禾丰县统计局", 2024, FINAL),
        ("禾丰县统计局关于2024年度部门决算公开的说明", "禾丰县统计局", 2024, FINAL),
        ("附件1|禾丰县司法局2023年度部门决算公开报告", "禾丰县司法局", 2023, FINAL),
        ("禾丰县林业局|2024年部门综合预算公开说明", "禾丰县林业局", 2024, BUDGET),
        ("禾丰县东湖镇人民政府2025年政府预算公开", "禾丰县东湖镇人民政府", 2025, BUDGET),
        ("2025 年 禾 丰 县 司 法 局 部 门 预 算", "禾丰县司法局", 2025, BUDGET),
        ("禾丰县第一中学|2024年单位预算公开", "禾丰县第一中学", 2024, UNIT_BUDGET),
        (
            "禾丰县老干部活动中心(事业)2024年度单位决算",
            "禾丰县老干部活动中心(事业)",
            2024,
            UNIT_FINAL,
        ),
    ],
)
def test_a_cover_names_department_year_and_kind(cover, department, year, kind):
    found = identify(*cover.split("|"))
    assert (found.department, found.year, found.kind) == (department, year, kind)


@pytest.mark.parametrize(
    "cover", ["二〇二四年度禾丰县司法局部门决算", "二○二四年度|禾丰县司法局部门决算"]
)
def test_a_year_may_be_written_in_chinese(cover):
    found = identify(*cover.split("|"))
    assert (found.department, found.year) == ("禾丰县司法局", 2024)


@pytest.mark.parametrize(
    ("cover", "kind"),
    [
        ("禾丰县林业局（本级）|2023年度决算公开", UNIT_FINAL),
        ("禾丰县林业局本级2023年度部门决算", UNIT_FINAL),
        ("禾丰县林业局本级|2025年单位预算公开报告|2025年2月", UNIT_BUDGET),
    ],
)
def test_the_level_behind_a_name_makes_it_the_units_own_report(cover, kind):
    found = identify(*cover.split("|"), captions=["单位名称：禾丰县林业局本级 单位：万元"])
    assert (found.department, found.kind) == ("禾丰县林业局", kind)


def test_the_date_of_publication_is_not_the_year_of_the_accounts():
    found = identify("禾丰县司法局", "2025年9月20日公开", "2024年度部门决算")
    assert found.year == 2024


def test_words_for_the_department_in_the_text_are_no_name():
    with pytest.raises(UnidentifiedReportError, match="department"):
        identify(
            "2024年部门综合预算公开说明", texts=["从预算单位构成看，本部门的部门预算包括本级预算。"]
        )
