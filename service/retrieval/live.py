"""The index that a running service asks: opened at the first search, reopened when stale."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence

from disclosure.corpus import Corpus
from service.retrieval.build import OnProgress, open_or_build, silent
from service.retrieval.embed import Embedder, EmbeddingUnavailableError
from service.retrieval.index import PassageIndex, SearchResult

_log = logging.getLogger(__name__)


class LiveIndex:
    """Searches the corpus as it stands now. Making one loads nothing."""

    def __init__(
        self, corpus: Corpus, embedder: Embedder | None, on_progress: OnProgress = silent
    ) -> None:
        """Without an embedder, or when it is not available, search is by words only."""
        self._corpus = corpus
        self._embedder = embedder
        self._on_progress = on_progress
        self._index: PassageIndex | None = None
        self._lock = threading.Lock()

    def search(self, query: str, report_ids: Sequence[str], limit: int = 10) -> SearchResult:
        """The best passages of these reports, best first."""
        try:
            return self.current().search(query, report_ids, limit)
        except EmbeddingUnavailableError as error:
            # All passages were cached, so the model was first wanted for the question.
            with self._lock:
                self._give_up_model(error)
                self._index = None
            return self.current().search(query, report_ids, limit)

    def current(self) -> PassageIndex:
        """The index of the corpus as it stands, built now if need be."""
        with self._lock:
            generation = self._corpus.generation
            if self._index is None or self._index.manifest.generation != generation:
                self._index = self._open()
            return self._index

    def _open(self) -> PassageIndex:
        if self._embedder is not None:
            try:
                self._embedder.check_available()
                return open_or_build(self._corpus, self._embedder, self._on_progress)
            except EmbeddingUnavailableError as error:
                self._give_up_model(error)
        return open_or_build(self._corpus, None, self._on_progress)

    def _give_up_model(self, error: EmbeddingUnavailableError) -> None:
        _log.warning("search by words only: %s", error)
        self._embedder = None
