"""Addresses of documents and of places in them, which the pages, exports and answers link to."""

from urllib.parse import quote, urlencode

from fastapi import Request


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
    return f"{_holding(doc, clause_start, start, end)}#c-{clause_start}"


def heading_url(doc: str, start: int) -> str:
    """Return the address of a heading.

    Args:
        doc: the document's id.
        start: where the heading begins (character offset into the stored text).
    """
    return f"{_holding(doc, start)}#h-{start}"


def _holding(doc: str, at: int, start: int | None = None, end: int | None = None) -> str:
    """Return the address of the page that holds an offset: a long document has several."""
    asked = {"at": at} if start is None or end is None else {"s": start, "e": end}
    return f"{document_url(doc)}?{urlencode(asked)}"


def site_of(request: Request) -> str:
    """Return scheme and host that a reader has called, as a proxy of ours says them; the gate drops what others say."""
    host = request.headers.get("x-forwarded-host", "").split(",")[0].strip() or request.url.netloc
    return f"{request.url.scheme}://{host}"
