"""The passage index: a view of the corpus, built beside the live one and swapped in.

    data_dir/index/current               the name of the live generation
    data_dir/index/<name>/manifest.json  corpus generation, model, reports and their passages
                          lexical/  vectors.faiss

The corpus is the truth: texts and places are read from it, the index only ranks.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import numpy as np

from disclosure.corpus import Corpus
from disclosure.errors import IndexMismatchError
from disclosure.passage import Passage
from service.retrieval.dense import DenseIndex, Rows, Vectors
from service.retrieval.embed import Embedder
from service.retrieval.fuse import fuse_ranks
from service.retrieval.lexical import LexicalIndex
from service.retrieval.words import find_query_tokens, read_word_rules

FORMAT = 1
MANIFEST = "manifest.json"
_REPORTS_IN_MEMORY = 64
_NOT_FOUND = (None, None)


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found; ranks count from 1, and are None where that search did not find it."""

    passage: Passage
    score: float
    lexical_score: float | None = None
    lexical_rank: int | None = None
    dense_score: float | None = None
    dense_rank: int | None = None


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What was found; `lexical_only` tells that no model helped."""

    hits: tuple[Hit, ...]
    lexical_only: bool = False


class Searcher(Protocol):
    """Anything that searches passages of the reports in scope."""

    def search(self, query: str, report_ids: Sequence[str], limit: int = 10) -> SearchResult:
        """The best passages, best first."""
        ...


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index is a view of. `passages` counts them by report, in the order of the rows.

    A passage is `report id / position`; positions count from 0, so counts tell all ids.
    """

    generation: int
    model: str | None
    passages: dict[str, int]
    format: int = FORMAT

    def write(self, folder: Path) -> None:
        """Keep it in the folder of the index."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1)
        (folder / MANIFEST).write_text(text, encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """The manifest of the index in the folder."""
        return cls(**json.loads((folder / MANIFEST).read_text(encoding="utf-8")))


class PassageIndex:
    """One generation of the index in memory."""

    def __init__(
        self,
        manifest: Manifest,
        lexical: LexicalIndex,
        dense: DenseIndex | None,
        corpus: Corpus,
        embedder: Embedder | None,
    ) -> None:
        """Raise IndexMismatchError when the vectors were made by another model."""
        if dense is not None and embedder is not None and manifest.model != embedder.name:
            raise IndexMismatchError(
                f"the index was made with the model {manifest.model!r} and the setting names"
                f" {embedder.name!r}; set it back, or delete the folder `index` of the data"
                " directory to have the index made anew"
            )
        self.manifest = manifest
        self._lexical = lexical
        self._dense = dense
        self._embedder = embedder
        self._starts = _first_rows(manifest.passages)
        self._report_of_start = {start: report for report, start in self._starts.items()}
        self._sorted_starts = np.array(sorted(self._report_of_start), dtype=np.int64)
        self._passages = lru_cache(maxsize=_REPORTS_IN_MEMORY)(corpus.passages)

    @property
    def lexical_only(self) -> bool:
        """Whether this index can only search by words."""
        return self._dense is None or self._embedder is None

    def search(self, query: str, report_ids: Sequence[str], limit: int = 10) -> SearchResult:
        """The best passages of these reports, by words and by meaning, fused by rank."""
        rules = read_word_rules()
        rows = self._rows_of(report_ids)
        lexical = self._lexical.search(find_query_tokens(query), rows, rules.candidates)
        dense = self._search_dense(query, rows, rules.candidates)
        rankings = [[row for row, _ in found] for found in (lexical, dense)]
        by_words, by_meaning = _ranked(lexical), _ranked(dense)
        hits = []
        for row, score in fuse_ranks(rankings, rules.fusion_constant):
            passage = self._passage_at(row)
            weight = rules.weight.get(passage.kind.value, 1.0)
            words, meaning = by_words.get(row, _NOT_FOUND), by_meaning.get(row, _NOT_FOUND)
            hits.append(Hit(passage, score * weight, *words, *meaning))
        hits.sort(key=lambda hit: -hit.score)
        return SearchResult(tuple(hits[:limit]), self.lexical_only)

    def _search_dense(self, query: str, rows: Rows, limit: int) -> list[tuple[int, float]]:
        if self._dense is None or self._embedder is None or not len(rows):
            return []
        vector: Vectors = self._embedder.embed_queries([query])[0]
        if len(vector) != self._dense.dimension:
            raise IndexMismatchError("the model gives vectors of another length than the index has")
        return self._dense.search(vector, rows, limit)

    def _rows_of(self, report_ids: Sequence[str]) -> Rows:
        counts = self.manifest.passages
        held = [report for report in dict.fromkeys(report_ids) if counts.get(report)]
        parts = [np.arange(self._starts[r], self._starts[r] + counts[r]) for r in held]
        return np.concatenate(parts).astype(np.int64) if parts else np.empty(0, dtype=np.int64)

    def _passage_at(self, row: int) -> Passage:
        at = int(np.searchsorted(self._sorted_starts, row, side="right")) - 1
        start = int(self._sorted_starts[at])
        report_id = self._report_of_start[start]
        passages = self._passages(report_id)
        if len(passages) != self.manifest.passages[report_id]:
            raise IndexMismatchError("the corpus has changed since the index was opened; ask again")
        return passages[row - start]


def _first_rows(passages: dict[str, int]) -> dict[str, int]:
    """The first row of every report that has passages."""
    starts, row = {}, 0
    for report_id, count in passages.items():
        if count:
            starts[report_id] = row
            row += count
    return starts


def _ranked(found: list[tuple[int, float]]) -> dict[int, tuple[float, int]]:
    return {row: (score, rank) for rank, (row, score) in enumerate(found, start=1)}
