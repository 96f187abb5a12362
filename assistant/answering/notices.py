"""Quiet lines under an answer: validity of the documents it quotes, what is known of them, other places' rules."""

from collections.abc import Mapping, Sequence
from datetime import date

from assistant import messages
from assistant.facts.standing import IN_ORDER
from assistant.records import Citation, Turn
from corpus.dates import first_day, last_day
from corpus.gazetteer import place_of
from corpus.instructions import instructs
from corpus.places import Place, place_of_region
from corpus.records import Document


def notices_for(
    citations: Sequence[Citation], documents: Mapping[str, Document], as_of: str | None, history: Sequence[Turn], home_region: str
) -> tuple[str, ...]:
    """Return what a reader must know of the documents that are quoted, each document once, each line once a conversation."""
    today = as_of or date.today().isoformat()
    home, found = place_of_region(home_region), list[str]()
    for identifier in dict.fromkeys(citation.doc for citation in citations):
        document = documents[identifier]
        out_of_force = _out_of_force(document, documents.get(document.superseded_by or ""), today)
        found += [out_of_force, _known(document, told=bool(out_of_force))]
        if document.recognised:
            found.append(messages.RECOGNISED_NOTE.format(title=document.title))
        if _is_elsewhere(document, home):
            found.append(messages.OTHER_PLACE.format(title=document.title, region=document.region))
    said = " ".join(turn.answer for turn in history)
    return (*_warnings(citations, documents), *(notice for notice in found if notice and notice not in said))


def _warnings(citations: Sequence[Citation], documents: Mapping[str, Document]) -> list[str]:
    """Return a warning for each document whose quotes give instructions; it is told whenever they are quoted again."""
    titles = dict.fromkeys(documents[citation.doc].title for citation in citations if instructs(citation.quote))
    return [messages.INSTRUCTING_NOTE.format(title=title) for title in titles]


def _is_elsewhere(document: Document, home: Place | None) -> bool:
    """Return whether a document states that it is of a place that is neither the home region nor around it nor in it."""
    place = place_of(document) if document.region else None
    return home is not None and place is not None and not place.related(home)


def _known(document: Document, *, told: bool) -> str:
    """Return the status of a document, unless it was told or says nothing, and its note; an empty text for neither."""
    status = None if told or document.status in IN_ORDER else document.status
    known = "；".join(text for text in (status, document.note) if text)
    return messages.STATUS_NOTE.format(title=document.title, note=known.rstrip("。")) if known else ""


def _out_of_force(document: Document, successor: Document | None, today: str) -> str:
    """Return how it is that a document is not in force on a day, or an empty text where it is or nothing is known."""
    if document.in_force(today, successor):
        return ""
    if not document.ended(today, successor):
        return messages.NOT_YET.format(title=document.title, start=document.begins)
    if document.superseded_by:
        return messages.SUPERSEDED.format(title=document.title)
    if not document.valid_to or first_day(today) <= last_day(document.valid_to):
        return messages.NO_LONGER.format(title=document.title, status=document.status)
    if document.kind == "规划" and document.valid_from:
        return messages.ENDED.format(title=document.title, start=document.valid_from[:4], end=document.valid_to[:4])
    return messages.EXPIRED.format(title=document.title, end=document.valid_to)
