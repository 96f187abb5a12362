"""Fingerprints: by which a stored text is known to be the one that was registered, and one corpus is told from another."""

import hashlib
import json
from collections.abc import Iterable

from corpus.records import Document


def sha256(text: str) -> str:
    """Return the fingerprint of a stored text (SHA-256 of its UTF-8 form, hexadecimal)."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def sound(document: Document, text: str) -> bool:
    """Return whether a text is the one that was registered."""
    return document.sha256 in (None, "", sha256(text))


class Fingerprint:
    """The fingerprint of all documents, their metadata included, as it grows: built-in ones first, then others by id."""

    def __init__(self, shipped: Iterable[Document]) -> None:
        rows = (json.dumps(document.to_row(), ensure_ascii=False, sort_keys=True) for document in shipped)
        self._digest = hashlib.sha256("\n".join(rows).encode())

    def add(self, meta: str) -> None:
        """Count one more document, by its record as it is stored."""
        self._digest.update(meta.encode() + b"\n")

    def __str__(self) -> str:
        return self._digest.hexdigest()
