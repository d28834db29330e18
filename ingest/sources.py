"""Which files are meant by the paths of a command: files as named, folders with all below them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ingest.readers import SUFFIXES


@dataclass(frozen=True, slots=True)
class Sources:
    """`files` are to be read; `skipped` stood in a folder and are of another kind."""

    files: tuple[Path, ...]
    skipped: tuple[Path, ...]


def find_sources(paths: Iterable[Path]) -> Sources:
    """Every file once, folders in order of their names; hidden files are passed over."""
    files: dict[Path, None] = {}
    skipped: dict[Path, None] = {}
    for path in paths:
        if not path.is_dir():
            files.setdefault(path)
            continue
        for found in sorted(path.rglob("*")):
            below = found.relative_to(path).parts
            if not found.is_file() or any(part.startswith(".") for part in below):
                continue
            (files if found.suffix.lower() in SUFFIXES else skipped).setdefault(found)
    return Sources(tuple(files), tuple(skipped))
