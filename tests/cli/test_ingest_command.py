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


def test_facts_prints_figures_only_with_all_fields(run, tmp_path):
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
