"""What was added, changed or removed, and what came into force or ended, as an Atom feed (RFC 4287)."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import NAMESPACE_OID, NAMESPACE_URL, uuid5

from fastapi import APIRouter, Request
from fastapi.responses import Response

from assistant import messages
from assistant.finder.validity import Validity
from assistant.site.catalogue import Catalogue, Entry
from assistant.site.library import Shelf
from assistant.site.links import document_url, site_of
from assistant.site.shell import Shell
from corpus.dates import last_day
from corpus.events import Happened
from corpus.records import Document

MOST = 100  # entries
_NEVER = "1970-01-01T00:00:00+00:00"  # of a feed in which nothing happened yet
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what no XML may hold


@dataclass(frozen=True, slots=True)
class News:
    """An entry of the feed; ``at`` is a time of RFC 3339, ``path`` an address on this site."""

    id: str
    at: str
    title: str
    summary: str
    path: str


def make_router(shell: Shell) -> APIRouter:
    """Return the routes."""
    router = APIRouter()

    @router.get("/changes.atom")
    def changes(request: Request) -> Response:
        site, entries = site_of(request), news(shell.shelf())
        address = f"{site}/changes.atom"
        text = shell.filled(
            "changes.atom", site=site, address=address, entries=entries, updated=entries[0].at if entries else _NEVER,
            id=uuid5(NAMESPACE_URL, address).urn,
        )  # fmt: skip
        return Response(text.encode("utf-8"), media_type="application/atom+xml", headers={"Cache-Control": "max-age=300"})

    return router


def news(shelf: Shelf) -> list[News]:
    """Return what happened, the latest first."""
    catalogue = shelf.catalogue()
    found = [*_registered(shelf, catalogue), *_by_date(catalogue)]
    return sorted(found, key=lambda entry: entry.at, reverse=True)[:MOST]


def _registered(shelf: Shelf, catalogue: Catalogue) -> Iterator[News]:
    """Yield what the registry keeps of what was done with the documents."""
    for event in shelf.events(MOST):
        entry = catalogue.entry(event.id)
        summary = "" if entry is None or event.kind == Happened.REMOVED else _standing(entry)
        yield _news(event.kind, event.id, event.at, event.title, summary, there=bool(summary))


def _by_date(catalogue: Catalogue) -> Iterator[News]:
    """Yield the documents that ended by their own dates."""
    for entry in catalogue.entries():
        ended = _end(entry.document)
        if entry.standing.validity in (Validity.ENDED, Validity.OVER, Validity.AMENDED) and ended and ended <= catalogue.day:
            yield _news("ended", entry.document.id, f"{ended}T00:00:00+00:00", entry.document.title, _standing(entry), there=True)


def _end(document: Document) -> str:
    """Return the day after the last one of a document, an empty text where no end is stated."""
    if not document.valid_to:
        return ""
    year, month, day = (int(part) for part in last_day(document.valid_to).split("-"))
    return (date(year, month, min(day, monthrange(year, month)[1])) + timedelta(1)).isoformat()


def _standing(entry: Entry) -> str:
    return messages.FEED_STANDING.format(name=entry.standing.name, reason=entry.standing.reason)


def _news(kind: str, doc: str, at: str, title: str, summary: str, *, there: bool) -> News:
    identifier = uuid5(NAMESPACE_OID, f"{kind} {doc} {at}").urn
    return News(
        identifier, at, messages.FEED_TITLES[kind].format(title=_CONTROL.sub("", title)), _CONTROL.sub("", summary),
        document_url(doc) if there else "/documents",
    )  # fmt: skip
