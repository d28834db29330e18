"""A passage as a llama-index node: what is embedded, and where it belongs as metadata."""

from __future__ import annotations

from collections.abc import Sequence

from llama_index.core.schema import MetadataMode, TextNode

from disclosure.passage import Passage
from disclosure.report import Report

__all__ = ["MetadataMode", "build_node", "node_id"]


def node_id(passage: Passage) -> str:
    """The same for the same passage of the same report, whenever it is built."""
    return f"{passage.report_id}/{passage.position}"


def build_node(report: Report, passage: Passage, vector: Sequence[float] | None = None) -> TextNode:
    """The text is as printed; no metadata is embedded, because department and year are filters."""
    metadata = {
        "report_id": report.id,
        "report_title": report.title,
        "department": report.department,
        "year": report.year,
        "kind": report.kind.value,
        "passage_kind": passage.kind.value,
        "part": passage.section[0] if passage.section else None,
        "section": passage.heading or None,
        "section_path": list(passage.section),
        "table": passage.table,
        "table_id": passage.table_id,
        "row": passage.row,
        "page": passage.body.place().page,
        "position": passage.position,
    }
    return TextNode(
        id_=node_id(passage),
        text=passage.text,
        metadata=metadata,
        excluded_embed_metadata_keys=list(metadata),
        excluded_llm_metadata_keys=["report_id", "table_id", "position"],
        embedding=None if vector is None else list(vector),
    )
