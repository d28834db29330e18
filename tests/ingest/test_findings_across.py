"""Findings between the reports of one body: they come and go with the reports."""

import pytest

from disclosure.corpus import Corpus
from ingest.pipeline import Status, ingest_file, ingest_paths

FINAL = """{year} 年度
{body}
{kind}决算

第三部分 {kind}决算情况说明

一、收入支出决算总体情况说明

{year}年度收、支总计均为{total}万元。与{before}年度相比，收、支总计各增加{increase}万元。

五、一般公共预算财政拨款支出决算情况说明

一般公共预算财政拨款支出年初预算为{budget}万元，支出决算为{total}万元。
农林水支出（类）水利（款）行政运行（项）。年初预算为{item}万元，支出决算为30.00万元。
"""
BUDGET = """{year} 年
{body}
{kind}预算

单位：元

一般公共预算支出功能分类预算表
单位：元

科目编码|科目名称|合计|基本支出|项目支出
213|农林水支出|{budget}|{budget}|
21303|水利|{budget}|{budget}|
2130301|行政运行|{budget}|{budget}|
合计||{budget}|{budget}|
"""
BODY = "青山县水利局"


@pytest.fixture
def corpus(tmp_path):
    corpus = Corpus(tmp_path / "data")
    yield corpus
    corpus.close()


def put_in(corpus, folder, name, template=FINAL, **figures):
    """The id of a report that is put in as a file."""
    values = {"body": BODY, "kind": "部门", "total": "100.00", "increase": "0.00"}
    values |= {"budget": "90.00", "item": "90.00", **figures}
    values["before"] = values["year"] - 1
    path = folder / name
    path.write_text(template.format(**values).replace("|", "\t"), encoding="utf-8")
    result = ingest_file(corpus, path)
    assert result.status in (Status.INGESTED, Status.REPLACED)
    return result.report_id


def discrepancies(corpus, report_id):
    found = [f for f in corpus.findings(report_id) if not f.is_rounding]
    assert corpus.counts(report_id)["discrepancies"] == len(found)
    return [f"{f.rule} {f.difference}" for f in found]


@pytest.mark.parametrize("later_first", [False, True])
def test_the_year_before_that_a_change_implies_is_compared_with_its_report(
    corpus, tmp_path, later_first
):
    reports = [("a.txt", {"year": 2022}), ("b.txt", {"year": 2023, "total": "120.00", "increase": "25.00"})]  # fmt: skip
    if later_first:
        reports.reverse()
    for name, figures in reports:
        put_in(corpus, tmp_path, name, **figures)
    for report in corpus.reports():
        [finding] = [f for f in corpus.findings(report.id) if not f.is_rounding]
        assert (finding.rule, str(finding.difference)) == ("last_year_agrees", "-5.00")
        assert [side.printed for side in finding.sides] == ["120.00", "25.00", "100.00"]
        held = {r.id: r.year for r in corpus.reports()}
        assert [held[side.report_id] for side in finding.sides] == [2023, 2023, 2022]


def test_years_that_agree_give_no_finding(corpus, tmp_path):
    first = put_in(corpus, tmp_path, "a.txt", year=2022)
    second = put_in(corpus, tmp_path, "b.txt", year=2023, total="120.00", increase="20.00")
    assert discrepancies(corpus, first) == discrepancies(corpus, second) == []


@pytest.mark.parametrize(
    "other",
    [
        {"year": 2020},
        {"year": 2022, "kind": "单位"},
        {"year": 2022, "body": "青山县林业局"},
        {"year": 2023},
    ],
)
def test_another_scope_body_or_year_is_not_compared(corpus, tmp_path, other):
    first = put_in(corpus, tmp_path, "a.txt", **other)
    second = put_in(corpus, tmp_path, "b.txt", year=2023, total="120.00", increase="25.00")
    assert discrepancies(corpus, first) == discrepancies(corpus, second) == []


@pytest.mark.parametrize("which", [0, 1])
def test_a_finding_goes_with_either_report(corpus, tmp_path, which):
    held = [
        put_in(corpus, tmp_path, "a.txt", year=2022),
        put_in(corpus, tmp_path, "b.txt", year=2023, total="120.00", increase="25.00"),
    ]
    corpus.remove(held.pop(which))
    assert discrepancies(corpus, held[0]) == []


@pytest.mark.parametrize("name", ["a.txt", "b.txt"])
def test_a_corrected_report_is_compared_anew(corpus, tmp_path, name):
    first = put_in(corpus, tmp_path, "a.txt", year=2022)
    put_in(corpus, tmp_path, "b.txt", year=2023, total="120.00", increase="25.00")
    corrected = {
        "a.txt": {"year": 2022, "total": "95.00"},
        "b.txt": {"year": 2023, "total": "120.00", "increase": "20.00"},
    }
    put_in(corpus, tmp_path, name, **corrected[name])
    assert discrepancies(corpus, first) == []


@pytest.mark.parametrize(
    ("budget", "item", "found"),
    [
        ("90.00", "90.00", []),
        ("89.00", "90.00", ["initial_budget_agrees -1.00"]),
        ("90.00", "80.00", ["initial_budget_agrees -10.00"]),
    ],
)
def test_the_initial_budget_of_final_accounts_is_the_budget_as_published(
    corpus, tmp_path, budget, item, found
):
    published = put_in(corpus, tmp_path, "a.txt", BUDGET, year=2023, budget="900,000.00")
    final = put_in(corpus, tmp_path, "b.txt", year=2023, budget=budget, item=item)
    assert discrepancies(corpus, published) == discrepancies(corpus, final) == found


def test_the_invented_county_has_the_one_contradiction_that_was_planted(samples_dir, tmp_path):
    ingest_paths(tmp_path / "data", [samples_dir / "reports"])
    corpus = Corpus(tmp_path / "data")
    found = [
        (report.source, finding.rule, str(finding.difference))
        for report in corpus.reports()
        for finding in corpus.findings(report.id)
    ]
    corpus.close()
    assert found == [
        ("qingsui-water-2023.pdf", "concepts_add_up", "-0.63"),
        ("qingsui-water-2023.pdf", "text_agrees_with_table", "-0.63"),
    ]
