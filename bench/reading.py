"""How fast files are read and ingested, beside pdfplumber alone, and how much memory it takes."""

from __future__ import annotations

import argparse
import logging
import multiprocessing
import os
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pdfplumber
import pypdfium2

from ingest.identity import Given
from ingest.pipeline import ingest_paths
from ingest.reading import read_report

# Files that do not name themselves are read too.
_GIVEN = Given("Bench", 2024)
_PAGES = 100


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--copies", type=int, default=3)
    options = parser.parse_args()
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    files = sorted({f for p in options.paths for f in ([p] if p.is_file() else p.rglob("*.pdf"))})
    print(f"{len(files)} files, {options.rounds} rounds, load {os.getloadavg()[0]:.1f}\n")
    print("| measure | median | lowest | highest | wanted |\n| --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        ratios = [_compare_reading(files) for _ in range(options.rounds)]
        _show("reading / pdfplumber", ratios, "≤ 1.5")
        copies = _copy(files, Path(folder) / "copies", options.copies)
        rounds = [_compare_ingest(copies, Path(folder) / str(n)) for n in range(options.rounds)]
        _show("two workers / one, wall", [r["workers"] for r in rounds], "≥ 1.7")
        _show("two workers / one, CPU of the same work", [r["overhead"] for r in rounds], "")
        _show("new / unchanged", [r["unchanged"] for r in rounds], "≥ 50")
        joined = _join(files, Path(folder) / "joined.pdf")
        peaks = [_in_child(_read_joined, joined) for _ in range(options.rounds)]
        _show("memory of 100 pages, MB", peaks, "< 500")
    print(f"\nload {os.getloadavg()[0]:.1f} at the end")


def _show(name: str, values: Sequence[float], wanted: str) -> None:
    low, middle, high = min(values), statistics.median(values), max(values)
    print(f"| {name} | {middle:.2f} | {low:.2f} | {high:.2f} | {wanted} |", flush=True)


def _compare_reading(files: Sequence[Path]) -> float:
    """One round over all files, the two in turns, so that both see the same load."""
    bare = ours = 0.0
    for path in files:
        bare += _cpu(lambda path=path: _read_bare(path))
        ours += _cpu(lambda path=path: read_report(path, given=_GIVEN))
    return ours / bare


def _cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _read_bare(path: Path) -> None:
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_words()
            for table in page.find_tables():
                table.extract()
            page.close()


def _copy(files: Sequence[Path], folder: Path, copies: int) -> list[Path]:
    """The files several times, each copy a file of its own by its hash."""
    folder.mkdir()
    copied = []
    for number in range(copies):
        for index, path in enumerate(files):
            copy = folder / f"{number}-{index}-{path.name}"
            copy.write_bytes(path.read_bytes() + b"\n%% %d" % number)
            copied.append(copy)
    return copied


def _compare_ingest(files: Sequence[Path], folder: Path) -> dict[str, float]:
    alone, work_alone = _ingest(files, folder / "one", 1)
    unchanged, _ = _ingest(files, folder / "one", 1)
    together, work_together = _ingest(files, folder / "two", 2)
    return {
        "workers": alone / together,
        "overhead": work_together / work_alone,
        "unchanged": alone / unchanged,
    }


def _ingest(files: Sequence[Path], data: Path, workers: int) -> tuple[float, float]:
    """Wall seconds, and CPU seconds of this process and its workers."""
    start, work = time.perf_counter(), _work()
    results = ingest_paths(data, files, workers, given=_GIVEN)
    assert not any(result.failed for result in results), results
    return time.perf_counter() - start, _work() - work


def _work() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _join(files: Sequence[Path], joined: Path) -> Path:
    document = pypdfium2.PdfDocument.new()
    while len(document) < _PAGES:
        for path in files:
            document.import_pages(pypdfium2.PdfDocument(path))
    for index in range(len(document) - 1, _PAGES - 1, -1):
        del document[index]
    document.save(joined)
    return joined


def _in_child(work: Callable[[Path], float], path: Path) -> float:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work, (path,))


def _read_joined(path: Path) -> float:
    """The most memory, in MB, that reading took."""
    content = read_report(path, given=_GIVEN)
    assert content.report.page_count == _PAGES
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
