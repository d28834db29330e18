"""Search by words: BM25 over characters and bigrams. The one door to bm25s."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from service.retrieval.words import tokenise

_FOLDER = "lexical"
Rows = NDArray[np.int64]


class LexicalIndex:
    """BM25 scores of all passages; rows count from 0 in the order in which they were given."""

    def __init__(self, scorer: Any | None) -> None:
        """`scorer` is None for an empty index, which bm25s does not know."""
        self._scorer = scorer

    @classmethod
    def build(cls, texts: Sequence[str]) -> LexicalIndex:
        """Index the texts."""
        import bm25s

        # bm25s writes a debug line for every index.
        logging.getLogger("bm25s").setLevel(logging.WARNING)
        # A text without any token would shift nothing but is refused when all are so.
        tokens = [tokenise(text) or [""] for text in texts]
        if not tokens:
            return cls(None)
        scorer = bm25s.BM25()
        scorer.index(tokens, show_progress=False)
        return cls(scorer)

    @classmethod
    def read(cls, folder: Path) -> LexicalIndex:
        """The index that `write` left in the folder."""
        import bm25s

        path = folder / _FOLDER
        return cls(bm25s.BM25.load(str(path)) if path.is_dir() else None)

    def write(self, folder: Path) -> None:
        """Keep the index in the folder."""
        if self._scorer is not None:
            self._scorer.save(str(folder / _FOLDER), show_progress=False)

    def search(self, tokens: Sequence[str], rows: Rows, limit: int) -> list[tuple[int, float]]:
        """The best of `rows` with their scores; rows without any of the tokens are no hits."""
        if self._scorer is None or not len(rows):
            return []
        known = [token for token in tokens if token in self._scorer.vocab_dict]
        if not known:
            return []
        scores = self._scorer.get_scores(known)[rows]
        best = np.argsort(-scores, kind="stable")[:limit]
        return [(int(rows[i]), float(scores[i])) for i in best if scores[i] > 0]
