"""The embedding model that ships with the product: n-gram vectors, summed.

A text's features are all its substrings of one to four characters that are in the vocabulary; words need no
segmentation to be found, because a word is such a substring. The embedding is the unit vector of the sum of the
features' vectors, each weighted by a learned factor that differs between questions and documents. There is no
transformer, so a question costs tens of microseconds.

Two ways lead to the same numbers: ``StaticEncoder`` needs numpy alone; ``index.static_module`` holds the
sentence-transformers module that ``SentenceTransformer(path, trust_remote_code=True)`` finds in ``modules.json``
(since version 6 that library asks for the flag with every class outside its own package, local ones too; it then
imports the class from this package and copies nothing).

Folder of a model::

    modules.json                      names the module class
    config_sentence_transformers.json similarity function
    config.json                       width and format version
    vocabulary.txt                    one n-gram a line; the line is the row
    model.safetensors                 "embeddings" int8 (v, d), "weights" float32 (2, v): query, document
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import load_file, save_file

MAX_NGRAM = 4  # characters; longer Chinese words are compounds of shorter ones
FORMAT = 1
QUERY, DOCUMENT = 0, 1  # rows of "weights"
MODULE = "index.static_module.StaticNgramEmbedding"


class EncoderError(Exception):
    """A model folder cannot be read."""


def normalize(text: str) -> str:
    """Folds full-width forms and case, so that ＩＰ, IP and ip are one."""
    return unicodedata.normalize("NFKC", text).lower()


class Ngrams:
    """Finds the vocabulary's n-grams in a text.

    Attributes:
        rows: N-gram to row of its vector.
    """

    def __init__(self, terms: Sequence[str]) -> None:
        """Numbers the terms in their order."""
        self.rows = {term: row for row, term in enumerate(terms)}
        # Two characters that begin a longer n-gram: few do, so most of the longer look-ups are never made.
        self._begins = frozenset(term[:2] for term in terms if len(term) > 2)

    def find(self, text: str) -> list[int]:
        """Returns the rows of all known substrings of a raw text, with repetitions.

        Args:
            text: Any text.

        Returns:
            Rows, shortest n-grams first, from left to right; empty if nothing is known.
        """
        text = normalize(text)
        n = len(text)
        pairs = [text[i : i + 2] for i in range(n - 1)]
        begins = [i for i, pair in enumerate(pairs) if pair in self._begins]
        grams = [*text, *pairs]
        for size in range(3, MAX_NGRAM + 1):
            grams += [text[i : i + size] for i in begins if i + size <= n]
        return [row for row in map(self.rows.get, grams) if row is not None]


def _write_json(path: Path, content: Any) -> None:
    """Writes one JSON file, the same bytes for the same content."""
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def quantize(vectors: np.ndarray, gates: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rounds every row to int8 with a scale of its own.

    Args:
        vectors: (V, d) float32.
        gates: (V, 2) float32 logarithms of the factors for questions and documents.

    Returns:
        (V, d) int8 and the (2, V) float32 weights that undo the scaling and apply the factors.
    """
    step = np.maximum(np.abs(vectors).max(1), 1e-12) / 127
    rounded = np.round(vectors / step[:, None]).astype(np.int8)
    return rounded, np.ascontiguousarray((step[:, None] * np.exp(gates)).T.astype(np.float32))


class StaticEncoder:
    """The model on numpy alone; immutable after loading, so threads may share it.

    Attributes:
        dimension: Width of the vectors.
    """

    def __init__(self, terms: Sequence[str], embeddings: np.ndarray, weights: np.ndarray) -> None:
        """Keeps the tables.

        Args:
            terms: V n-grams, the row order.
            embeddings: (V, d) int8.
            weights: (2, V) float32 factors of the rows for questions and for documents.
        """
        self.ngrams = Ngrams(terms)
        self.embeddings = embeddings
        self.weights = weights
        self.dimension: int = embeddings.shape[1]

    @classmethod
    def load(cls, path: str | Path, segment: Callable[[str], list[str]] | None = None) -> StaticEncoder:
        """Loads a model folder.

        Args:
            path: The folder.
            segment: Accepted for encoders that need word segmentation; this one does not, and ignores it.

        Returns:
            The encoder.

        Raises:
            EncoderError: If a file is missing, of another format version, or the sizes disagree.
        """
        folder = Path(path)
        try:
            config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
            terms = (folder / "vocabulary.txt").read_text(encoding="utf-8").split("\n")
            tensors = load_file(str(folder / "model.safetensors"))
        except (OSError, ValueError) as error:
            raise EncoderError(f"{folder}: no readable model ({error}); run python -m index.train_encoder") from error
        if config.get("format") != FORMAT:
            raise EncoderError(f"{folder}: format {config.get('format')}, this program reads {FORMAT}; train it again")
        embeddings, weights = tensors["embeddings"], tensors["weights"]
        if len(terms) != len(embeddings) or weights.shape != (2, len(terms)):
            raise EncoderError(f"{folder}: {len(terms)} n-grams, {len(embeddings)} vectors; the files do not belong together")
        return cls(terms, embeddings, weights)

    def save(self, path: str | Path) -> None:
        """Writes the folder that ``load`` and sentence-transformers read."""
        folder = Path(path)
        self.save_tables(folder)
        _write_json(folder / "modules.json", [{"idx": 0, "name": "0", "path": "", "type": MODULE}])
        _write_json(
            folder / "config_sentence_transformers.json",
            {"model_type": "SentenceTransformer", "similarity_fn_name": "cosine", "prompts": {}},
        )

    def save_tables(self, path: str | Path) -> None:
        """Writes vocabulary, vectors and configuration alone."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        _write_json(folder / "config.json", {"format": FORMAT, "dimension": self.dimension, "max_ngram": MAX_NGRAM})
        (folder / "vocabulary.txt").write_text("\n".join(self.ngrams.rows), encoding="utf-8")
        tensors = folder / "model.safetensors"
        save_file({"embeddings": self.embeddings, "weights": self.weights}, str(tensors))
        tensors.chmod(0o644)  # safetensors lets nobody but the owner read

    def encode_query(self, texts: Sequence[str]) -> np.ndarray:
        """Encodes questions; see ``encode``."""
        return self.encode(texts, QUERY)

    def encode_document(self, texts: Sequence[str]) -> np.ndarray:
        """Encodes sentences or clauses; see ``encode``."""
        return self.encode(texts, DOCUMENT)

    def encode(self, texts: Sequence[str], side: int) -> np.ndarray:
        """Encodes texts.

        Args:
            texts: N texts.
            side: ``QUERY`` or ``DOCUMENT``.

        Returns:
            (N, d) float32 unit vectors; the dot product of two is their cosine, -1 to 1, higher is closer. A text
            without any known n-gram gets the zero vector.
        """
        out = np.zeros((len(texts), self.dimension), np.float32)
        weights = self.weights[side]
        for i, text in enumerate(texts):
            rows = self.ngrams.find(text)
            if rows:
                index = np.array(rows)
                total = weights[index] @ self.embeddings[index].astype(np.float32)
                out[i] = total / max(float(np.sqrt(total @ total)), 1e-12)
        return out
