"""Probes: the question that names a fact, and the verdict on what comes back."""

import json

import pytest
import typer

from cli.main import evaluate
from cli.probes import probe_facts
from disclosure.corpus import Corpus
from eval.probes.probe import Probe, Verdict, judge_probe
from eval.probes.questions import build_probes
from ingest.pipeline import ingest_file

REPORT = """2023 年度
禾丰县林业局
部门决算

第二部分 部门决算表

支出决算表
单位：元

科目编码|科目名称|本年支出合计|基本支出|项目支出
合计||1,000,000.00|600,000.00|400,000.00
213|农林水支出|1,000,000.00|600,000.00|400,000.00
2130201|行政运行|600,000.00|600,000.00|
2130212|湿地保护|400,000.00||400,000.00

第三部分 部门决算情况说明

六、机关运行经费支出情况说明

2023年度机关运行经费支出8.00万元，比年初预算增加1.00万元，增长14.29%。
八、政府性基金预算支出情况说明

2023年度政府性基金收入5.00万元，支出5.00万元。
"""


@pytest.fixture
def data(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(REPORT.replace("|", "\t"), encoding="utf-8")
    corpus = Corpus(tmp_path / "data")
    ingest_file(corpus, path)
    corpus.close()
    return tmp_path / "data"


def probes_of(data):
    corpus = Corpus(data)
    [report] = corpus.reports()
    probes = list(build_probes(report, corpus.facts(report.id)))
    corpus.close()
    return probes


def find_probe(data, label, phrasing) -> Probe:
    return next(p for p in probes_of(data) if (p.fact.label, p.phrasing) == (label, phrasing))


def gives(value, unit, year=2023, outcome="answered"):
    return {"outcome": outcome, "values": [{"value": value, "unit": unit, "year": year}]}


def test_a_cell_is_asked_for_in_its_table_by_name_and_by_code(data):
    asked = {p.question for p in probes_of(data) if p.fact.label == "湿地保护·项目支出"}
    assert "禾丰县林业局2023年部门决算《支出决算表》中湿地保护的项目支出是多少？" in asked
    assert "禾丰县林业局2023年部门决算《支出决算表》中科目2130212的项目支出是多少" in asked


def test_a_name_that_means_another_quantity_or_none_is_not_asked_alone(data):
    """支出 of the fund is not the expenditure of the department, and 合计 is no name."""
    alone = [p for p in probes_of(data) if p.phrasing.startswith(("in_report", "text"))]
    assert {p.fact.label for p in alone}.isdisjoint({"支出", "合计"})


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (gives("400000.00", "元"), Verdict.RIGHT),
        (gives("40.00", "万元"), Verdict.RIGHT),
        (gives("40.01", "万元"), Verdict.WRONG),
        (gives("400000.00", "元", year=2022), Verdict.WRONG),
        (gives("600000.00", "元"), Verdict.WRONG),
        ({"outcome": "out_of_scope", "values": []}, Verdict.REFUSED),
        ({"outcome": "answered", "answer": "项目支出，400,000.00[1]"}, Verdict.REFUSED),
        ({"outcome": "answered", "answer": "项目支出，600,000.00[1]"}, Verdict.WRONG),
    ],
)
def test_the_verdict_compares_figure_unit_and_year(data, answer, verdict):
    probe = find_probe(data, "湿地保护·项目支出", "in_table")
    assert judge_probe(probe, answer, lambda _: {}) is verdict


def test_a_question_back_counts_by_whether_its_choices_lead_to_the_figure(data):
    probe = find_probe(data, "湿地保护·项目支出", "in_table")
    back = {"outcome": "clarify", "suggestions": ["one", "other"]}
    right, wrong = gives("400000.00", "元"), gives("600000.00", "元")
    leads = judge_probe(probe, back, {"one": wrong, "other": right}.__getitem__)
    astray = judge_probe(probe, back, {"one": wrong, "other": wrong}.__getitem__)
    assert (leads, astray) == (Verdict.CLARIFIED, Verdict.ASTRAY)


def test_a_figure_for_a_blank_cell_is_wrong(data):
    probe = find_probe(data, "行政运行·项目支出", "in_table")
    assert judge_probe(probe, gives("0", "元"), lambda _: {}) is Verdict.WRONG
    absent = {"outcome": "not_disclosed", "values": []}
    assert judge_probe(probe, absent, lambda _: {}) is Verdict.RIGHT


def test_the_command_counts_each_report_and_writes_what_was_missed(data, tmp_path, capsys):
    assert probe_facts(data, tmp_path / "out") == 0
    shown = capsys.readouterr().out
    assert "tables" in shown
    assert "text" in shown
    lines = (tmp_path / "out/probes.jsonl").read_text(encoding="utf-8").splitlines()
    assert all(json.loads(line)["verdict"] != Verdict.WRONG for line in lines)


def test_the_exit_status_is_one_when_a_figure_is_wrong(data, tmp_path, monkeypatch):
    monkeypatch.setattr(
        "cli.probes.probe_corpus", lambda *_: [wrong_result(data)]
    )  # No answer of ours is wrong here, so one is put in.
    assert probe_facts(data, tmp_path / "out") == 1


def wrong_result(data):
    from eval.probes.probe import ProbeRun
    from eval.probes.run import ReportProbes

    probe = find_probe(data, "湿地保护·项目支出", "in_table")
    run = ProbeRun(probe, gives("600000.00", "元"), Verdict.WRONG, 1.0)
    return ReportProbes(probe.report, (run,), (1, 1), (0, 0))


@pytest.mark.parametrize("options", [{"url": "http://localhost"}, {"hold": True}])
def test_probes_go_with_nothing_but_a_corpus(data, options):
    with pytest.raises(typer.BadParameter):
        evaluate(data=data, probes=True, **options)


def test_without_probes_a_gold_set_must_be_named(data):
    with pytest.raises(typer.BadParameter):
        evaluate(data=data)
