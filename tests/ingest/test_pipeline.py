"""What becomes of files: ingested, unchanged, replaced, failed, skipped."""

import pytest

from disclosure.corpus import Corpus
from ingest import pipeline
from ingest.pipeline import Status, ingest_paths
from tests.ingest.drawn import COVER

TABLE = "收入决算表\n单位：万元\n\n项目\t金额\n财政拨款收入\t{value}\n"


def write_report(path, value="10", cover=COVER):
    path.write_text(cover + TABLE.format(value=value), encoding="utf-8")
    return path


def statuses(results):
    return [(result.path.name, result.status.value) for result in results]


def test_an_unchanged_file_is_left_alone(tmp_path, monkeypatch):
    report = write_report(tmp_path / "a.txt")
    [first] = ingest_paths(tmp_path / "data", [report])
    assert first.status is Status.INGESTED
    assert first.counts["facts"] == 1

    def read_again(*_args):
        pytest.fail("an unchanged file was read again")

    monkeypatch.setattr(pipeline, "read_all", lambda paths, *_rest: map(read_again, paths))
    [second] = ingest_paths(tmp_path / "data", [report])
    assert (second.status, second.report_id) == (Status.UNCHANGED, first.report_id)


def test_another_version_of_the_reader_reads_the_file_anew(tmp_path, monkeypatch):
    report = write_report(tmp_path / "a.txt")
    ingest_paths(tmp_path / "data", [report])
    monkeypatch.setattr(pipeline, "READER_VERSION", "another")
    assert statuses(ingest_paths(tmp_path / "data", [report])) == [("a.txt", "replaced")]


def test_a_corrected_file_replaces_its_report(tmp_path):
    report = write_report(tmp_path / "a.txt")
    [first] = ingest_paths(tmp_path / "data", [report])
    write_report(report, value="12")
    [second] = ingest_paths(tmp_path / "data", [report])
    assert (second.status, second.report_id) == (Status.REPLACED, first.report_id)
    corpus = Corpus(tmp_path / "data")
    assert [str(fact.value) for fact in corpus.facts(second.report_id)] == ["12"]
    corpus.close()


@pytest.mark.parametrize("workers", [1, 2])
def test_one_bad_file_does_not_stop_the_others(tmp_path, workers):
    folder = tmp_path / "reports"
    (folder / "2023").mkdir(parents=True)
    write_report(folder / "2023" / "good.txt")
    write_report(folder / "other.txt", cover=COVER.replace("财政局", "教育局"))
    (folder / "bad.pdf").write_bytes(b"%PDF-1.4 broken")
    (folder / "table.xlsx").write_bytes(b"PK\x03\x04")
    results = ingest_paths(tmp_path / "data", [folder, tmp_path / "absent.pdf"], workers)
    assert sorted(statuses(results)) == [
        ("absent.pdf", "failed"),
        ("bad.pdf", "failed"),
        ("good.txt", "ingested"),
        ("other.txt", "ingested"),
        ("table.xlsx", "skipped"),
    ]
    reasons = {result.path.name: result.reason for result in results}
    assert "no such file" in reasons["absent.pdf"]
    assert "damaged" in reasons["bad.pdf"]


def test_a_file_of_another_kind_fails_when_it_is_named(tmp_path):
    office = tmp_path / "table.xlsx"
    office.write_bytes(b"PK\x03\x04" + bytes(50))
    [result] = ingest_paths(tmp_path / "data", [office])
    assert result.status is Status.FAILED
    assert "XLSX" in (result.reason or "")


def test_a_copy_under_another_name_is_the_same_report(tmp_path):
    write_report(tmp_path / "a.txt")
    write_report(tmp_path / "b.txt")
    results = ingest_paths(tmp_path / "data", [tmp_path / "a.txt", tmp_path / "b.txt"])
    assert statuses(results) == [("a.txt", "ingested"), ("b.txt", "unchanged")]
    assert results[0].report_id == results[1].report_id


def test_a_bug_over_one_file_is_said_and_not_raised(tmp_path, monkeypatch):
    def fail(_path, **_known):
        raise ZeroDivisionError

    monkeypatch.setattr("ingest.worker.read_report", fail)
    [result] = ingest_paths(tmp_path / "data", [write_report(tmp_path / "a.txt")])
    assert result.status is Status.FAILED
    assert "ZeroDivisionError" in (result.reason or "")
