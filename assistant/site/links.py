"""Addresses of documents and of places in them, which the pages, exports and answers link to."""

from urllib.parse import quote, urlencode


def document_url(doc: str) -> str:
    """Return the address of a document's page."""
    return f"/documents/{quote(doc, safe='')}"


def place_url(doc: str, clause_start: int, start: int | None = None, end: int | None = None) -> str:
    """Return the address of a clause, or of a passage in it, which the page marks.

    Args:
        doc: the document's id.
        clause_start: where the clause begins (character offset into the stored text).
        start: where the passage begins; None for the clause as a whole.
        end: where the passage ends.
    """
    asked = {"at": clause_start} if start is None or end is None else {"s": start, "e": end}
    return f"{document_url(doc)}?{urlencode(asked)}#c-{clause_start}"
