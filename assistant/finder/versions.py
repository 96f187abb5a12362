"""Versions of a document, as the register links them."""

from collections.abc import Mapping

from corpus.records import Document


def versions(document: Document, held: Mapping[str, Document]) -> list[Document]:
    """Return the versions of a document, itself among them, the oldest first."""
    seen = {document.id: document}
    for name, at_front in (("supersedes", True), ("superseded_by", False)):
        current = document
        while (other := held.get(getattr(current, name) or "")) is not None and other.id not in seen:
            seen = {other.id: other, **seen} if at_front else {**seen, other.id: other}
            current = other
    return list(seen.values())
