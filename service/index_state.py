"""What can be said of the passage index without opening it: for /readyz and `doctor`."""

from __future__ import annotations

from enum import StrEnum

from disclosure.corpus import Corpus
from service.retrieval.build import find_live_folder
from service.retrieval.index import FORMAT, Manifest


class IndexState(StrEnum):
    """All but UNREADABLE are in order: the first text question builds what is missing."""

    NOT_NEEDED_YET = "not needed yet"
    CURRENT = "current"
    BEHIND = "behind the corpus; the next text question rebuilds it"
    UNREADABLE = "unreadable"


def read_manifest(corpus: Corpus) -> Manifest | None:
    """The manifest of the live index; None before the first text question."""
    folder = find_live_folder(corpus.data_dir)
    return None if folder is None else Manifest.read(folder)


def find_index_state(corpus: Corpus) -> IndexState:
    """Whether the live index is a view of the corpus as it stands."""
    try:
        manifest = read_manifest(corpus)
    except (OSError, ValueError, TypeError):
        return IndexState.UNREADABLE
    if manifest is None:
        return IndexState.NOT_NEEDED_YET
    if manifest.format != FORMAT or manifest.generation != corpus.generation:
        return IndexState.BEHIND
    return IndexState.CURRENT
