"""Files into the corpus: unchanged ones left alone, the others read, each put in as one piece.

Files are parsed here or in worker processes; only this process writes to the corpus.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from disclosure.content import ReportContent
from disclosure.corpus import Corpus
from disclosure.errors import DisclosureError
from disclosure.fact import Presence
from disclosure.reading_report import ReadingReport
from disclosure.table import TableState
from ingest.checks.across import compare_reports
from ingest.identity import NOTHING_GIVEN, Given
from ingest.reading import READER_VERSION, read_sha256
from ingest.sources import find_sources
from ingest.worker import Outcome, read_all, read_one

_log = logging.getLogger(__name__)

OnProgress = Callable[["FileResult", int, int], None]


class Status(StrEnum):
    """What became of a file."""

    INGESTED = "ingested"
    UNCHANGED = "unchanged"
    REPLACED = "replaced"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class FileResult:
    """One file: its status, why it failed, and how much of it was read."""

    path: Path
    status: Status
    reason: str | None = None
    report_id: str | None = None
    title: str | None = None
    counts: dict[str, int] = field(default_factory=dict)
    reading: ReadingReport | None = None

    @property
    def unread(self) -> tuple[str, ...]:
        """What was not read of the file, a line each."""
        return () if self.reading is None else self.reading.lines

    @property
    def failed(self) -> bool:
        """Whether the file is not in."""
        return self.status is Status.FAILED


def ingest_file(corpus: Corpus, path: Path, given: Given = NOTHING_GIVEN) -> FileResult:
    """Read one file into the corpus."""
    sha256, problem = _hash(path)
    if sha256 is None:
        return FileResult(path, Status.FAILED, problem)
    held = _held(corpus).get(sha256)
    if held is not None and not _is_said_otherwise(corpus, held, given):
        return _as_unchanged(corpus, path, held)
    return _store(corpus, path, read_one(path, given))


def ingest_paths(
    data_dir: Path,
    paths: Iterable[Path],
    workers: int = 1,
    on_progress: OnProgress | None = None,
    given: Given = NOTHING_GIVEN,
) -> list[FileResult]:
    """Read files and folders into the corpus; one that fails does not stop the others.

    `given` is what the caller knows of the files that do not name themselves.
    """
    sources = find_sources(paths)
    corpus = Corpus(data_dir)
    results: list[FileResult] = []
    total = len(sources.files)
    try:
        for result in _ingest(corpus, sources.files, workers, given):
            results.append(result)
            if on_progress is not None:
                on_progress(result, len(results), total)
    finally:
        corpus.close()
    reason = "neither a PDF nor a text extract"
    results += [FileResult(path, Status.SKIPPED, reason) for path in sources.skipped]
    return results


def _ingest(
    corpus: Corpus, files: Iterable[Path], workers: int, given: Given
) -> Iterator[FileResult]:
    held = _held(corpus)
    first: dict[str, Path] = {}
    to_read: list[Path] = []
    again: list[Path] = []
    for path in files:
        sha256, problem = _hash(path)
        if sha256 is None:
            yield FileResult(path, Status.FAILED, problem)
        elif sha256 in held and not _is_said_otherwise(corpus, held[sha256], given):
            yield _as_unchanged(corpus, path, held[sha256])
        elif sha256 in first:
            again.append(path)
        else:
            first[sha256] = path
            to_read.append(path)
    for path, outcome in read_all(to_read, workers, given):
        yield _store(corpus, path, outcome)
    # A copy under another name is the same report, held by now unless it could not be read.
    for path in again:
        yield ingest_file(corpus, path, given)


def _as_unchanged(corpus: Corpus, path: Path, report_id: str) -> FileResult:
    reading = corpus.reading(report_id)
    return FileResult(path, Status.UNCHANGED, report_id=report_id, reading=reading)


def _is_said_otherwise(corpus: Corpus, report_id: str, given: Given) -> bool:
    """Whether the caller corrects what was said of a report that does not name itself."""
    said = corpus.reading(report_id).given
    now = dict(given.said)
    return any(name in now and now[name] != value for name, value in said)


def _held(corpus: Corpus) -> dict[str, str]:
    """The files that this version of the reader has read, by their hash."""
    return {r.sha256: r.id for r in corpus.reports() if r.reader_version == READER_VERSION}


def _hash(path: Path) -> tuple[str | None, str | None]:
    """The hash of a file, or why it cannot be read."""
    try:
        return read_sha256(path), None
    except FileNotFoundError:
        return None, "there is no such file"
    except IsADirectoryError:
        return None, "a folder, not a file"
    except OSError as error:
        return None, f"the file cannot be opened: {error.strerror or 'unknown reason'}"


def _store(corpus: Corpus, path: Path, outcome: Outcome) -> FileResult:
    if outcome.content is None:
        return FileResult(path, Status.FAILED, outcome.problem)
    content = outcome.content
    held = {report.id for report in corpus.reports()}
    status = Status.REPLACED if content.report.id in held else Status.INGESTED
    try:
        corpus.replace(content, path, compare_reports)
        for other in [r for r in corpus.reports() if r.sha256 == content.report.sha256]:
            if other.id != content.report.id:
                corpus.remove(other.id)
                status = Status.REPLACED
    except (OSError, DisclosureError) as error:
        _log.exception("could not store %s", path.name)
        return FileResult(path, Status.FAILED, f"read, but not stored: {error}")
    return FileResult(
        path,
        status,
        report_id=content.report.id,
        title=content.report.title,
        counts=count_content(content),
        reading=content.reading,
    )


def count_content(content: ReportContent) -> dict[str, int]:
    """How much was read, for the line that a person sees and for `--json`."""
    figures = [fact for fact in content.facts if fact.presence is Presence.FIGURE]
    states = [table.state for table in content.tables]
    return {
        "pages": content.report.page_count or 0,
        "sections": len(content.sections),
        "tables": states.count(TableState.FILLED) + states.count(TableState.EMPTY),
        "tables_empty": states.count(TableState.EMPTY),
        "tables_absent": states.count(TableState.ABSENT),
        "tables_unread": states.count(TableState.UNREAD),
        "facts": len(figures),
        "facts_from_text": sum(fact.table_id is None for fact in figures),
        "cells_without_figure": sum(
            fact.presence not in (Presence.FIGURE, Presence.WORDS) and fact.table_id is not None
            for fact in content.facts
        ),
        "cells_of_words": sum(fact.presence is Presence.WORDS for fact in content.facts),
        "passages": len(content.passages),
        "findings": sum(not finding.is_rounding for finding in content.findings),
        "unread": len(content.unread),
    }
