"""Reads files in this process or in others, so that a file that kills its reader kills no more."""

from __future__ import annotations

import logging
import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from disclosure.content import ReportContent
from disclosure.errors import DisclosureError
from ingest.identity import NOTHING_GIVEN, Given
from ingest.reading import read_report

_log = logging.getLogger(__name__)
_DIED = "the reader ended without a word, probably for lack of memory; is the file very large?"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one file says, or why it could not be read."""

    content: ReportContent | None
    problem: str | None = None


def read_one(path: Path, given: Given = NOTHING_GIVEN) -> Outcome:
    """Read a file; whatever goes wrong is said and not raised."""
    try:
        return Outcome(read_report(path, given=given))
    except DisclosureError as error:
        return Outcome(None, str(error))
    except MemoryError:
        return Outcome(None, "the file needs more memory than there is")
    except Exception as error:  # noqa: BLE001 - a bug over one file must not stop the others
        _log.debug("reading %s failed", path.name, exc_info=True)
        return Outcome(None, f"the reader failed ({type(error).__name__}); please report this file")


def read_all(
    paths: Sequence[Path], workers: int, given: Given = NOTHING_GIVEN
) -> Iterator[tuple[Path, Outcome]]:
    """Read files, in worker processes when there are several, and yield each when it is done."""
    if workers <= 1 or len(paths) <= 1:
        for path in paths:
            yield path, read_one(path, given)
        return
    left = set(paths)
    try:
        for path, outcome in _read_in_pool(paths, min(workers, len(paths)), given):
            left.discard(path)
            yield path, outcome
    except BrokenProcessPool:
        # Which file killed its process is not known: each that is left gets one of its own.
        for path in [path for path in paths if path in left]:
            yield path, _read_apart(path, given)


def _read_in_pool(
    paths: Sequence[Path], workers: int, given: Given
) -> Iterator[tuple[Path, Outcome]]:
    # The longest first, so that no worker is left with one when the others are done.
    ordered = sorted(paths, key=_size, reverse=True)
    with _pool(workers) as pool:
        futures = {pool.submit(read_one, path, given): path for path in ordered}
        for future in as_completed(futures):
            yield futures.pop(future), future.result()


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _read_apart(path: Path, given: Given) -> Outcome:
    try:
        with _pool(1) as pool:
            return pool.submit(read_one, path, given).result()
    except BrokenProcessPool:
        return Outcome(None, _DIED)


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))
