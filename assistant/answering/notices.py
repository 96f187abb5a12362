"""Quiet lines under an answer: validity of the documents it quotes, other places' rules."""

from collections.abc import Mapping, Sequence
from datetime import date

from assistant import messages
from assistant.records import Citation, Turn
from corpus.records import Document


def notices_for(
    citations: Sequence[Citation], documents: Mapping[str, Document], as_of: str | None, history: Sequence[Turn], home_region: str
) -> tuple[str, ...]:
    """Return what a reader must know of the documents that are quoted, each document once."""
    today = as_of or date.today().isoformat()
    found: list[str] = []
    for identifier in dict.fromkeys(citation.doc for citation in citations):
        document = documents[identifier]
        if document.superseded_by:
            found.append(messages.SUPERSEDED.format(title=document.title))
        elif document.valid_to and _ended(document.valid_to, today):
            found.append(_ended_notice(document))
        if document.region not in (None, "全国", home_region):
            found.append(messages.OTHER_PLACE.format(title=document.title, region=document.region))
    said = " ".join(turn.answer for turn in history)
    return tuple(notice for notice in found if notice not in said)


def _ended(valid_to: str, today: str) -> bool:
    return today[: len(valid_to)] > valid_to


def _ended_notice(document: Document) -> str:
    if document.kind == "规划" and document.valid_from:
        return messages.ENDED.format(
            title=document.title, start=document.valid_from[:4], end=document.valid_to[:4] if document.valid_to else ""
        )
    return messages.EXPIRED.format(title=document.title, end=document.valid_to)
