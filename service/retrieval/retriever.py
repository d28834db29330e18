"""Our index as a llama-index retriever, for other llama-index applications.

retriever = PassageRetriever(LiveIndex(corpus, Embedder()), corpus)
nodes = retriever.retrieve("公务接待费用于什么？")
"""

from __future__ import annotations

from collections.abc import Sequence

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle

from disclosure.corpus import Corpus
from service.retrieval.index import Searcher
from service.retrieval.nodes import build_node


class PassageRetriever(BaseRetriever):
    """Hybrid search over the passages of the reports in scope (all reports when none is given)."""

    def __init__(
        self,
        index: Searcher,
        corpus: Corpus,
        report_ids: Sequence[str] | None = None,
        limit: int = 10,
    ) -> None:
        """`report_ids` is the scope; it is applied before the search."""
        super().__init__()
        self._index = index
        self._corpus = corpus
        self._report_ids = report_ids
        self._limit = limit

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        reports = {report.id: report for report in self._corpus.reports()}
        scope = list(reports) if self._report_ids is None else self._report_ids
        hits = self._index.search(query_bundle.query_str, scope, self._limit).hits
        return [
            NodeWithScore(node=build_node(reports[h.passage.report_id], h.passage), score=h.score)
            for h in hits
        ]
