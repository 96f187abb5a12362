"""Embedding models behind one protocol: the shipped one, any sentence-transformers model, or one behind an HTTP interface."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index import messages
from index.errors import EncoderError
from index.remote_encoder import RemoteEncoder
from index.settings import IndexSettings
from index.static_encoder import StaticEncoder

SHIPPED = Path(__file__).parent / "model"
_MODEL_SUFFIXES = (".json", ".safetensors", ".txt")


class Encoder(Protocol):
    """Turns texts into unit vectors; questions and documents are encoded by different verbs."""

    name: str
    fingerprint: str

    def encode_query(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return unit vectors of questions, shape (n, d)."""
        ...

    def encode_document(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return unit vectors of clauses or sentences, shape (n, d)."""
        ...


class SentenceTransformerEncoder:
    """A sentence-transformers model by name or folder, with its instructions."""

    def __init__(self, name: str, query_prompt: str = "", document_prompt: str = "") -> None:
        """Load the model.

        Raises:
            EncoderError: the model is neither a local folder nor in the local cache, and cannot be fetched.
        """
        try:
            from sentence_transformers import SentenceTransformer  # takes seconds to import: only where it is used

            self._model = SentenceTransformer(name, device="cpu")
        except Exception as error:  # the library raises OSError, ValueError, and errors of its download client
            raise EncoderError(messages.NOT_LOADED.format(name=name, error=error)) from error
        self.name = name
        self._query_prompt, self._document_prompt = query_prompt, document_prompt
        self.fingerprint = hashlib.sha256(f"{name}\0{query_prompt}\0{document_prompt}".encode()).hexdigest()

    def encode_query(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return unit vectors of questions, shape (n, d)."""
        vectors = self._model.encode_query(list(texts), prompt=self._query_prompt or None, normalize_embeddings=True)
        return np.ascontiguousarray(vectors, dtype=np.float32)

    def encode_document(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return unit vectors of clauses or sentences, shape (n, d)."""
        vectors = self._model.encode_document(list(texts), prompt=self._document_prompt or None, normalize_embeddings=True)
        return np.ascontiguousarray(vectors, dtype=np.float32)


class ShippedEncoder:
    """The static model of the project, through its light path: numpy only, no torch import.

    Documents take that path too. Through sentence-transformers, which gives the same vectors (a test holds the two
    together), building the index of the plan takes 7.5 s of processor time instead of 2.3, nearly all of it the import,
    and 669 MB instead of 220; of the 62 documents 12.6 s instead of 4.9.
    """

    def __init__(self, path: Path = SHIPPED) -> None:
        """Load the weights.

        Raises:
            EncoderError: the model folder is missing or incomplete.
        """
        self._model = StaticEncoder.load(path)
        digest = hashlib.sha256()
        for file in sorted(p for p in path.rglob("*") if p.is_file() and p.suffix in _MODEL_SUFFIXES):
            digest.update(file.read_bytes())
        self.name, self.fingerprint = "shipped", digest.hexdigest()

    def encode_query(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return unit vectors of questions, shape (n, d)."""
        return np.asarray(self._model.encode_query(list(texts)), np.float32)

    def encode_document(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return unit vectors of clauses or sentences, shape (n, d)."""
        return np.asarray(self._model.encode_document(list(texts)), np.float32)


def load_encoder(settings: IndexSettings) -> Encoder:
    """Return the encoder that the settings name.

    Raises:
        EncoderError: it cannot be loaded.
    """
    prompts = settings.encoder_query_prompt, settings.encoder_document_prompt
    if settings.encoder_url:
        return RemoteEncoder(settings.encoder_url, settings.encoder, *prompts, key=settings.encoder_key)
    if not settings.encoder:
        return ShippedEncoder()
    folder = Path(settings.encoder)
    if (folder / "vocabulary.txt").is_file():  # made by index.train_encoder
        return ShippedEncoder(folder)
    return SentenceTransformerEncoder(settings.encoder, *prompts)
