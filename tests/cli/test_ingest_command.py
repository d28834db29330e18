"""The commands around the corpus, as a user and another program run them."""

import csv
import io
import json

import pytest
from typer.testing import CliRunner

from cli.main import app
from disclosure.fact_fields import FACT_FIELDS

REPORT = (
    "2023 年度\n青山县财政局\n部门决算\n\n收入决算表\n单位：万元\n\n"
    "项目\t金额\n财政拨款收入\t1,000.50\n其他收入\t\n"
)


@pytest.fixture
def run(tmp_path):
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")

    def run_command(*words: str):
        return CliRunner().invoke(app, [*words, "--data", str(tmp_path / "data")])

    return run_command


def test_ingest_says_what_became_of_each_file(run, tmp_path):
    result = run("ingest", str(tmp_path / "report.txt"), "--json")
    assert result.exit_code == 0
    [line] = [json.loads(line) for line in result.stdout.splitlines()]
    assert (line["status"], line["file"], line["counts"]["facts"]) == ("ingested", "report.txt", 1)
    again = run("ingest", str(tmp_path / "report.txt"))
    assert again.exit_code == 0
    assert again.stdout.startswith("unchanged")


def test_ingest_fails_for_a_file_that_is_not_there_and_reads_the_rest(run, tmp_path):
    result = run("ingest", str(tmp_path / "report.txt"), str(tmp_path / "absent.pdf"))
    assert result.exit_code == 1
    assert "absent.pdf: there is no such file" in result.stdout
    assert "1 failed; 1 ingested" in result.stdout


def test_ingest_without_a_path_is_wrong_usage(run):
    assert run("ingest").exit_code == 2
    assert run("facts", "--format", "xml").exit_code == 2


def test_facts_prints_all_fields_and_no_blank_cells(run, tmp_path):
    run("ingest", str(tmp_path / "report.txt"))
    rows = list(csv.DictReader(io.StringIO(run("facts").stdout)))
    assert [(row["row"], row["value"], row["printed"]) for row in rows] == [
        ("财政拨款收入", "1000.50", "1,000.50")
    ]
    assert tuple(rows[0]) == FACT_FIELDS
    [line] = run("facts", "--format", "jsonl").stdout.splitlines()
    assert json.loads(line)["value"] == "1000.50"


def test_reports_lists_what_is_held_and_remove_takes_it_out(run, tmp_path):
    run("ingest", str(tmp_path / "report.txt"))
    [report] = [json.loads(line) for line in run("reports", "--json").stdout.splitlines()]
    assert (report["department"], report["year"], report["facts"]) == ("青山县财政局", 2023, 1)
    assert run("remove", report["id"]).exit_code == 0
    assert run("reports", "--json").stdout == ""


CONTRADICTION = (
    "2023 年度\n青山县财政局\n部门决算\n\n支出决算表\n单位：万元\n\n"
    "科目编码\t科目名称\t金额\n合计\t\t9.00\n205\t教育支出\t3.00\n206\t科学技术支出\t5.00\n"
)


def test_reports_lists_what_contradicts_itself_in_one_line(run, tmp_path):
    run("ingest", str(tmp_path / "report.txt"))
    assert run("reports", "--findings").stdout == "No discrepancy was found.\n"
    (tmp_path / "report.txt").write_text(CONTRADICTION, encoding="utf-8")
    run("ingest", str(tmp_path / "report.txt"))
    [report, finding] = run("reports", "--findings").stdout.splitlines()
    assert "青山县财政局" in report
    assert finding == (
        "  合计与各类之和不一致：《支出决算表》合计 9.00 万元；《支出决算表》教育支出 3.00 万元；"
        "《支出决算表》科学技术支出 5.00 万元；相差 1.00 万元"
    )
    [line] = run("reports", "--findings", "--json").stdout.splitlines()
    assert json.loads(line)["rule"] == "items_add_up_to_total"
    assert run("reports", "--findings", "--report", "absent").exit_code == 1
    assert run("reports", "--report", "absent").exit_code == 2


NAMELESS = "部门决算\n\n收入决算表\n单位：万元\n\n项目\t金额\n财政拨款收入\t1,000.50\n"


def test_ingest_prints_all_that_was_read_and_not_as_json(run, tmp_path):
    [line] = run("ingest", str(tmp_path / "report.txt"), "--json").stdout.splitlines()
    reading = json.loads(line)["reading"]
    assert [table["cells"]["facts"] for table in reading["tables"]] == [1]
    assert reading["totals"]["cells_unread"] == 0
    [again] = run("ingest", str(tmp_path / "report.txt"), "--json").stdout.splitlines()
    assert json.loads(again)["reading"] == reading


def test_ingest_prints_one_line_a_file_that_says_what_is_unread(run, tmp_path):
    result = run("ingest", str(tmp_path / "report.txt"))
    first, summary = result.stdout.splitlines()
    assert first.endswith("1 tables, 1 facts, 1 passages, 0 findings, nothing unread")
    assert summary == "1 ingested"


def test_a_file_without_a_name_is_read_with_what_is_given(run, tmp_path):
    path = tmp_path / "表.txt"
    path.write_text(NAMELESS, encoding="utf-8")
    failed = run("ingest", str(path))
    assert failed.exit_code == 1
    assert "--department --year" in failed.stdout
    given = run("ingest", str(path), "--department", "青山县林业局", "--year", "2021")
    assert given.exit_code == 0
    assert "as given: 青山县林业局 2021" in given.stdout
    [report] = [json.loads(line) for line in run("reports", "--json").stdout.splitlines()]
    assert (report["department"], report["year"]) == ("青山县林业局", 2021)


def test_what_was_given_wrongly_can_be_given_anew(run, tmp_path):
    path = tmp_path / "表.txt"
    path.write_text(NAMELESS, encoding="utf-8")
    run("ingest", str(path), "--department", "青山县林业局", "--year", "2021")
    again = run("ingest", str(path), "--department", "青山县水利局", "--year", "2021")
    assert again.stdout.startswith("replaced")
    [report] = [json.loads(line) for line in run("reports", "--json").stdout.splitlines()]
    assert report["department"] == "青山县水利局"
    assert run("ingest", str(path)).stdout.startswith("unchanged")


def test_a_kind_that_does_not_exist_is_wrong_usage(run, tmp_path):
    assert run("ingest", str(tmp_path / "report.txt"), "--kind", "budget").exit_code == 2
