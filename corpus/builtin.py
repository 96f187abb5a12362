"""The documents that ship with the project."""

import json
from dataclasses import replace
from pathlib import Path

from corpus.fingerprints import sha256
from corpus.manifest import document_from
from corpus.records import Document

BUILTIN = Path(__file__).parent / "documents"


def builtin_documents() -> list[tuple[Document, str]]:
    """Return the documents that ship with the project, with their texts."""
    found = []
    for meta in sorted(BUILTIN.glob("*.json")):
        text = meta.with_suffix(".txt").read_text(encoding="utf-8")
        document = document_from(json.loads(meta.read_text(encoding="utf-8")), meta.name)
        found.append((replace(document, sha256=sha256(text)), text))
    return found


def is_builtin(identifier: str) -> bool:
    """Return whether a document of this id ships with the project."""
    return any(document.id == identifier for document, _ in builtin_documents())
