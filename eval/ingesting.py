"""A fresh corpus for a gold set, made of the reports that its config names."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from eval.gold_set import GoldSet
from eval.runner import RunError


def build_data_dir(
    gold: GoldSet, folder: Path, environment: Mapping[str, str] | None = None
) -> None:
    """Ingest the reports of a set into `folder`, which is emptied first.

    Raises RunError when a report is not there or is not read (a result over part of the reports
    would pass for one over all), and when `folder` is something else than a corpus.
    """
    paths = gold.report_paths(environment)
    if not paths:
        raise RunError(f"{gold.name}: its config names no reports to ingest")
    for path in paths:
        if not path.exists():
            raise RunError(f"{gold.name}: the report {path.name!r} is not there")
    if folder.exists() and any(folder.iterdir()):
        if not (folder / "corpus.sqlite3").is_file():
            raise RunError(f"{folder.name!r} is no corpus, so it is not emptied")
        shutil.rmtree(folder)
    # Imported when needed, so that a run over HTTP loads nothing that reads files.
    from ingest.pipeline import Status, ingest_paths

    results = ingest_paths(folder, paths)
    failed = [f"{r.path.name} ({r.reason})" for r in results if r.status is Status.FAILED]
    if failed:
        raise RunError(f"{gold.name}: not ingested: {', '.join(failed)}")
