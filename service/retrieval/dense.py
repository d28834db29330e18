"""Search by meaning: passage vectors in FAISS, through llama-index's store. The door to faiss."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from llama_index.core.schema import TextNode

_FILE = "vectors.faiss"
Vectors = NDArray[np.float32]
Rows = NDArray[np.int64]


class DenseIndex:
    """Normalised vectors, so that the inner product is the cosine; exact search."""

    def __init__(self, store: Any) -> None:
        """`store` is a llama-index FaissVectorStore."""
        self._store = store

    @classmethod
    def build(cls, nodes: Sequence[TextNode], dimension: int) -> DenseIndex:
        """Hold the vectors of the nodes, in their order."""
        import faiss
        from llama_index.vector_stores.faiss import FaissVectorStore

        store = FaissVectorStore(faiss_index=faiss.IndexFlatIP(dimension))
        store.add(list(nodes))
        return cls(store)

    @classmethod
    def read(cls, folder: Path) -> DenseIndex:
        """The index that `write` left in the folder."""
        from llama_index.vector_stores.faiss import FaissVectorStore

        return cls(FaissVectorStore.from_persist_path(str(folder / _FILE)))

    def write(self, folder: Path) -> None:
        """Keep the index in the folder."""
        self._store.persist(str(folder / _FILE))

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        return int(self._store.client.d)

    def search(self, vector: Vectors, rows: Rows, limit: int) -> list[tuple[int, float]]:
        """The best of `rows` with their cosines.

        The scope goes into the search as a selector: filtering afterwards would return nothing for
        a small report among many.
        """
        import faiss

        if not len(rows):
            return []
        # The vector store's own `query` knows no filter, so its index is asked directly.
        selector = faiss.IDSelectorBatch(rows)
        found = self._store.client.search(
            vector.reshape(1, -1),
            min(limit, len(rows)),
            # The stub of faiss does not know the keyword.
            params=faiss.SearchParameters(sel=selector),  # type: ignore[call-arg]
        )
        scores, indices = found
        pairs = zip(indices[0], scores[0], strict=True)
        return [(int(row), float(score)) for row, score in pairs if row >= 0]
