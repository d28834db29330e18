"""Whether what is stored is whole; looks only, and repairs nothing."""

from __future__ import annotations

import hashlib
from pathlib import Path

from disclosure.corpus.store import DATABASE, Corpus

_MOST_FAULTS = 5


def is_corpus(data_dir: Path) -> bool:
    """Whether the folder holds a corpus; opening a Corpus would make one."""
    return (data_dir / DATABASE).is_file()


def find_database_faults(corpus: Corpus) -> list[str]:
    """What SQLite finds wrong with the file, and parts whose report is gone."""
    with corpus.engine.connect() as connection:
        checked = connection.exec_driver_sql(f"PRAGMA integrity_check({_MOST_FAULTS})")
        faults = [str(row[0]) for row in checked if row[0] != "ok"]
        orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(_MOST_FAULTS)
    return faults + [f"a row of {row[0]} belongs to no report" for row in orphans]


def find_source_faults(corpus: Corpus) -> list[str]:
    """Reports whose published file is missing or is not the one that was read."""
    faults = []
    for report in corpus.reports():
        path = corpus.source_file(report)
        if not path.is_file():
            faults.append(f"{report.id}: {report.source} is missing")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != report.sha256:
            faults.append(f"{report.id}: {report.source} has changed")
    return faults
