"""Builds the index beside the live one and swaps it in with one rename."""

from __future__ import annotations

import shutil
import time
import uuid
from collections.abc import Callable
from pathlib import Path

from disclosure.corpus import Corpus
from service.retrieval.dense import DenseIndex
from service.retrieval.embed import Embedder
from service.retrieval.index import FORMAT, MANIFEST, Manifest, PassageIndex
from service.retrieval.lexical import LexicalIndex
from service.retrieval.vector_cache import VectorCache

OnProgress = Callable[[int, int], None]

_FOLDER = "index"
_CURRENT = "current"
# A folder that is not the live one may be in the making by another process for as long as this.
_MAKING_SECONDS = 24 * 3600


def silent(_done: int, _total: int) -> None:
    """Progress that nobody looks at."""


def open_or_build(
    corpus: Corpus, embedder: Embedder | None, on_progress: OnProgress = silent
) -> PassageIndex:
    """The live index when it is of the corpus as it stands, else a new one.

    Without an embedder the index searches by words only; a later call with one adds the vectors.
    Raises IndexMismatchError when the live index was made by another model: making all vectors
    anew can take hours and is the user's decision.
    """
    folder = find_live_folder(corpus.data_dir)
    if folder is None:
        return build_index(corpus, embedder, on_progress)
    manifest = Manifest.read(folder)
    lacks_vectors = manifest.model is None and embedder is not None
    if manifest.format != FORMAT or lacks_vectors:
        return build_index(corpus, embedder, on_progress)
    index = _read_index(folder, manifest, corpus, embedder)
    if manifest.generation != corpus.generation:
        return build_index(corpus, embedder, on_progress)
    return index


def build_index(
    corpus: Corpus, embedder: Embedder | None, on_progress: OnProgress = silent
) -> PassageIndex:
    """A new generation, whatever is live; only texts that the cache does not know are embedded."""
    # Read first: a report that comes in while we build makes the next question build again.
    generation = corpus.generation
    name = f"{generation:08d}-{uuid.uuid4().hex[:8]}"
    folder = corpus.data_dir / _FOLDER / name
    folder.mkdir(parents=True)
    try:
        reports = corpus.reports()
        passages = [(report, p) for report in reports for p in corpus.passages(report.id)]
        texts = [passage.embedded for _, passage in passages]
        counts = {report.id: 0 for report in reports}
        for report, _ in passages:
            counts[report.id] += 1
        LexicalIndex.build(texts).write(folder)
        if embedder is not None and passages:
            from service.retrieval.nodes import build_node

            cache = VectorCache(corpus.data_dir, embedder.name)
            vectors = cache.embed(texts, embedder.embed_passages, on_progress)
            nodes = [
                build_node(report, passage, vector.tolist())
                for (report, passage), vector in zip(passages, vectors, strict=True)
            ]
            DenseIndex.build(nodes, vectors.shape[1]).write(folder)
        model = embedder.name if embedder is not None and passages else None
        manifest = Manifest(generation, model, counts)
        manifest.write(folder)
        index = _read_index(folder, manifest, corpus, embedder)
        _swap_in(folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return index


def find_live_folder(data_dir: Path) -> Path | None:
    """The folder of the live generation, if there is one."""
    try:
        name = (data_dir / _FOLDER / _CURRENT).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    folder = data_dir / _FOLDER / name
    return folder if name and (folder / MANIFEST).is_file() else None


def _read_index(
    folder: Path, manifest: Manifest, corpus: Corpus, embedder: Embedder | None
) -> PassageIndex:
    # Without a model the vectors are of no use, so that faiss and llama-index stay out.
    with_vectors = manifest.model is not None and embedder is not None
    dense = DenseIndex.read(folder) if with_vectors else None
    return PassageIndex(manifest, LexicalIndex.read(folder), dense, corpus, embedder)


def _swap_in(folder: Path) -> None:
    """Point to the new generation in one step, then drop what nobody can still be making."""
    root = folder.parent
    pointer = root / f"{_CURRENT}.{uuid.uuid4().hex[:8]}"
    pointer.write_text(folder.name, encoding="utf-8")
    pointer.replace(root / _CURRENT)
    for other in root.iterdir():
        is_finished = (other / MANIFEST).is_file()
        is_abandoned = time.time() - other.stat().st_mtime > _MAKING_SECONDS
        if other.is_dir() and other != folder and (is_finished or is_abandoned):
            shutil.rmtree(other, ignore_errors=True)
