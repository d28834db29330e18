"""Vectors by model and text, kept beside the corpus, so that a text is embedded once ever.

Most rows of thousands of reports read the same. Several processes may use one cache: SQLite's
write-ahead log lets readers go on while one writes.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Embed = Callable[[Sequence[str]], Vectors]
OnProgress = Callable[[int, int], None]

_FILE = "vectors.sqlite3"
_BATCH = 64
# SQLite allows 32,766 variables in a statement; this keeps well below.
_LOOK_UP = 500
_SCHEMA = """CREATE TABLE IF NOT EXISTS vectors (
    model TEXT NOT NULL, text_hash BLOB NOT NULL, vector BLOB NOT NULL,
    PRIMARY KEY (model, text_hash)) WITHOUT ROWID"""


class VectorCache:
    """The vectors of one model in a data directory."""

    def __init__(self, data_dir: Path, model: str) -> None:
        """Open or make the cache."""
        self._path = data_dir / _FILE
        self._model = model
        data_dir.mkdir(parents=True, exist_ok=True)
        with self._connect() as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute(_SCHEMA)

    def embed(self, texts: Sequence[str], embed: Embed, on_progress: OnProgress) -> Vectors:
        """The vectors of the texts; those not cached are made by `embed`, a batch at a time.

        Every batch is kept as soon as it is made, so that an interrupted build goes on later.
        """
        hashes = [hash_text(text) for text in texts]
        found = self._find(list(dict.fromkeys(hashes)))
        missing = {h: t for h, t in zip(hashes, texts, strict=True) if h not in found}
        waiting = list(missing.items())
        for start in range(0, len(waiting), _BATCH):
            on_progress(len(found), len(found) + len(waiting) - start)
            batch = waiting[start : start + _BATCH]
            vectors = embed([text for _, text in batch])
            made = {h: vectors[i] for i, (h, _) in enumerate(batch)}
            self._keep(made)
            found |= made
        on_progress(len(found), len(found))
        if not hashes:
            return np.empty((0, 0), dtype=np.float32)
        return np.stack([found[h] for h in hashes])

    def _find(self, hashes: Sequence[bytes]) -> dict[bytes, Vectors]:
        found: dict[bytes, Vectors] = {}
        with self._connect() as connection:
            for start in range(0, len(hashes), _LOOK_UP):
                part = hashes[start : start + _LOOK_UP]
                marks = ",".join("?" * len(part))
                rows = connection.execute(
                    f"SELECT text_hash, vector FROM vectors"
                    f" WHERE model = ? AND text_hash IN ({marks})",
                    (self._model, *part),
                )
                found |= {h: np.frombuffer(v, dtype=np.float32) for h, v in rows}
        return found

    def _keep(self, made: dict[bytes, Vectors]) -> None:
        rows = [(self._model, h, v.astype(np.float32).tobytes()) for h, v in made.items()]
        with self._connect() as connection:
            connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)

    @contextmanager
    def _connect(self) -> Iterator[sqlite3.Connection]:
        """A connection for one transaction; none is kept, so threads and forks are no matter."""
        with closing(sqlite3.connect(self._path, timeout=30)) as connection, connection:
            yield connection


def hash_text(text: str) -> bytes:
    """What stands for the text in the cache."""
    return hashlib.sha256(text.encode()).digest()
