"""The corpus gives back what was put in, whole; a change is all or nothing."""

import dataclasses

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from disclosure.content import ReportContent
from disclosure.corpus import Corpus, schema
from disclosure.errors import NotHeldError
from disclosure.report import ReportKind
from tests.disclosure.whole_report import build_content, build_report, write_source


@pytest.fixture
def corpus(tmp_path):
    corpus = Corpus(tmp_path / "data")
    yield corpus
    corpus.close()


@pytest.fixture
def source(tmp_path):
    return write_source(tmp_path)


@pytest.fixture
def held(corpus, source):
    """A report with everything in it, in the corpus."""
    content = build_content(build_report(source))
    corpus.replace(content, source)
    return content


def everything(corpus: Corpus, report_id: str) -> dict[str, object]:
    return {
        "report": corpus.report(report_id),
        "sections": tuple(corpus.sections(report_id)),
        "tables": tuple(corpus.tables(report_id)),
        "facts": tuple(corpus.facts(report_id)),
        "passages": tuple(corpus.passages(report_id)),
        "findings": tuple(corpus.findings(report_id)),
        "reading": corpus.reading(report_id),
    }


def row_counts(corpus: Corpus) -> dict[str, int]:
    with corpus.engine.connect() as connection:
        return {
            table.name: len(connection.execute(select(table)).all())
            for table in (schema.reports, *schema.PARTS)
        }


def source_files(corpus: Corpus) -> list[bytes]:
    return sorted(path.read_bytes() for path in (corpus.data_dir / "sources").iterdir())


def test_everything_comes_back_as_it_was_put_in(corpus, held):
    found = everything(corpus, held.report.id)
    assert found == {name: getattr(held, name) for name in found}


def test_it_comes_back_after_the_corpus_was_closed(corpus, held):
    corpus.close()
    again = Corpus(corpus.data_dir)
    assert everything(again, held.report.id)["facts"] == held.facts
    again.close()


def test_printed_digits_survive(corpus, held):
    values = [str(fact.value) for fact in corpus.facts(held.report.id)]
    assert values == ["-1234.50", "None", "None", "0.00"]


def test_the_published_file_is_kept_as_given(corpus, held, source):
    assert corpus.source_file(held.report).read_bytes() == source.read_bytes()


def test_counts_are_of_figures_passages_and_discrepancies(corpus, held):
    assert corpus.counts(held.report.id) == {"facts": 2, "chunks": 2, "discrepancies": 1}


def test_reports_are_listed_by_department_and_year(corpus, source):
    for number, (department, year) in enumerate([("乙局", 2023), ("甲局", 2023), ("乙局", 2022)]):
        report = build_report(source, f"r{number}", department=department, year=year)
        corpus.replace(ReportContent(report), source)
    listed = [(report.department, report.year) for report in corpus.reports()]
    assert listed == sorted(listed)
    assert len(listed) == 3


def test_a_table_is_found_by_its_id(corpus, held):
    assert corpus.table(held.report.id, "t3") == held.tables[0]


@pytest.mark.parametrize(
    "look",
    [
        lambda corpus: corpus.report("none"),
        lambda corpus: corpus.table("r1", "none"),
        lambda corpus: corpus.remove("none"),
    ],
    ids=["report", "table", "remove"],
)
@pytest.mark.usefixtures("held")
def test_what_is_not_held_is_an_error(corpus, look):
    with pytest.raises(NotHeldError):
        look(corpus)
    assert row_counts(corpus)["reports"] == 1


def test_a_replaced_report_leaves_nothing_behind(corpus, held, tmp_path):
    newer = tmp_path / "newer.txt"
    newer.write_text("另一份文件", encoding="utf-8")
    report = build_report(newer, kind=ReportKind.UNIT_FINAL_ACCOUNTS)
    corpus.replace(ReportContent(report, facts=held.facts[:1]), newer)
    assert corpus.reports() == [report]
    assert corpus.facts("r1") == [held.facts[0]]
    counts = row_counts(corpus)
    assert counts == {name: 1 if name in ("reports", "facts") else 0 for name in counts}
    assert source_files(corpus) == [newer.read_bytes()]


def test_a_replacement_that_fails_leaves_the_old_report(corpus, held, source):
    before, generation = everything(corpus, "r1"), corpus.generation
    nameless = dataclasses.replace(held.facts[0], label=None)
    broken = dataclasses.replace(held, facts=(held.facts[1], nameless))
    with pytest.raises(IntegrityError):
        corpus.replace(broken, source)
    assert everything(corpus, "r1") == before
    assert corpus.generation == generation
    assert corpus.source_file(held.report).is_file()


def test_a_first_report_that_fails_leaves_an_empty_corpus(corpus, source):
    content = build_content(build_report(source))
    nameless = dataclasses.replace(content.facts[0], label=None)
    with pytest.raises(IntegrityError):
        corpus.replace(dataclasses.replace(content, facts=(nameless,)), source)
    assert set(row_counts(corpus).values()) == {0}
    assert corpus.generation == 0


def test_removing_takes_everything_with_it(corpus, held):
    corpus.remove(held.report.id)
    assert corpus.reports() == []
    assert set(row_counts(corpus).values()) == {0}
    assert source_files(corpus) == []


@pytest.mark.usefixtures("held")
def test_removing_one_report_leaves_the_other(corpus, tmp_path):
    other_source = tmp_path / "other.txt"
    other_source.write_text("别的报告", encoding="utf-8")
    other = build_content(build_report(other_source, "r2", year=2022))
    corpus.replace(other, other_source)
    corpus.remove("r1")
    assert corpus.reports() == [other.report]
    assert everything(corpus, "r2")["facts"] == other.facts
    assert source_files(corpus) == [other_source.read_bytes()]


@pytest.mark.usefixtures("held")
def test_a_file_that_two_reports_share_stays_until_the_second_is_gone(corpus, source):
    twin = build_report(source, "r2", department="禾丰县档案馆")
    corpus.replace(ReportContent(twin), source)
    corpus.remove("r1")
    assert corpus.source_file(twin).read_bytes() == source.read_bytes()
    corpus.remove("r2")
    assert source_files(corpus) == []


def test_the_generation_grows_with_every_change_and_with_nothing_else(corpus, source):
    seen = [corpus.generation]
    content = build_content(build_report(source))
    for change in (
        lambda: corpus.replace(content, source),
        lambda: corpus.replace(content, source),
        lambda: corpus.remove("r1"),
    ):
        change()
        seen.append(corpus.generation)
    assert seen == [0, 1, 2, 3]
    corpus.reports()
    assert corpus.generation == 3


@pytest.mark.usefixtures("held")
def test_another_reader_sees_the_change(corpus):
    reader = Corpus(corpus.data_dir)
    assert reader.generation == corpus.generation
    corpus.remove("r1")
    assert (reader.reports(), reader.generation) == ([], corpus.generation)
    reader.close()
