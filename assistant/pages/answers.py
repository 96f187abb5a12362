"""A question and its answer as HTML, from the record itself or from what the browser kept of it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from pydantic import TypeAdapter, ValidationError

from assistant import messages
from assistant.finder.validity import judge
from assistant.pages.html import answer_copy, citation_copy, render, where
from assistant.records import ANSWER_NAMES, Answer, Citation
from assistant.site.cited import icon_of, title_of
from assistant.site.library import Shelf
from assistant.site.links import document_url, place_url
from assistant.site.shared import address_of
from corpus.records import Document, ParsedDocument

_KEPT_WITHOUT = ("hits", "timings")  # what no page shows
_ANSWERS: TypeAdapter[Answer] = TypeAdapter(Answer)


@dataclass(frozen=True, slots=True)
class Place:
    """A place that an answer cites, with the marks that stand for it in the text.

    ``address`` is empty where the document is held no more; ``unshown`` are the quotes that the answer does not show whole;
    ``changed`` says that the document by now reads otherwise there.
    """

    marks: tuple[int, ...]
    name: str
    address: str
    copied: str
    unshown: tuple[str, ...]
    changed: bool


@dataclass(frozen=True, slots=True)
class Source:
    """A document that an answer cites: how it stands today, and the places in it."""

    title: str
    number: str
    standing: str
    kind: str
    address: str
    places: tuple[Place, ...]


def keep(question: str, answer: Answer, *, follows: bool) -> dict[str, Any]:
    """Return a turn as the browser stores it: all that the page shows.

    What the question was read as is kept only where it ``follows`` others and was completed by them.
    """
    if not follows or not _completes(answer.resolved, answer.question):
        answer = replace(answer, resolved="")
    row = {name: value for name, value in answer.to_dict().items() if name not in _KEPT_WITHOUT}
    return {"q": question, "a": row}


def _completes(resolved: str, asked: str) -> bool:
    """Return whether a reading says more than the question: whether a character of it is lacking there, in their order."""
    said = iter(filter(str.isalnum, asked))
    return not all(char in said for char in filter(str.isalnum, resolved))


def restore(row: Mapping[str, Any]) -> Answer | None:
    """Return a stored answer, or None where the browser's copy is not in our form (another version, edited by hand)."""
    try:
        return _ANSWERS.validate_python({own: row[name] for own in _FIELDS if (name := ANSWER_NAMES.get(own, own)) in row})
    except ValidationError:
        return None


_FIELDS = tuple(name for name in Answer.__slots__ if name not in _KEPT_WITHOUT)


def render_turn(shelf: Shelf, turn: str, question: str, answer: Answer | None, *, state: str = "", note: str = "") -> str:
    """Return a question with its answer so far.

    Args:
        shelf: the documents of now, by which sources are named and dated.
        turn: its id in the browser.
        question: as asked.
        answer: None while nothing has been found yet.
        state: "done" when the answer is complete, "failed" when there will be none; only then it is announced and has its tools.
        note: a line in place of the answer.
    """
    if answer is None:
        return render("turn.html", turn=turn, question=question, answer=None, state=state, note=note)
    return render(
        "turn.html", turn=turn, question=question, answer=answer, state=state, note=note,
        icon=icon_of(answer),
        title=title_of(answer), read_as=read_as(answer), label_note=messages.LABEL_NOTES.get(answer.label, ""),
        sources=sources(shelf, answer), addresses={c.n: _address(shelf, c)[0] for c in answer.citations},
        copied=answer_copy(answer), shared=address_of([(answer.question or question, answer.citations)]),
    )  # fmt: skip


def with_record(html: str, kept: Mapping[str, Any]) -> str:
    """Return a turn's HTML followed by what the browser is to store of it."""
    return html + render("record.html", record=json.dumps(kept, ensure_ascii=False))


def read_as(answer: Answer) -> str:
    """Return what is said of how a question was completed by those before it, empty where it was not."""
    before = answer.resolved.removesuffix(answer.question)
    if before and before != answer.resolved and not before[-1].isalnum():  # the one question behind the other
        return messages.READ_AFTER.format(before=before.strip())
    return messages.READ_AS.format(resolved=answer.resolved) if answer.resolved else ""


def sources(shelf: Shelf, answer: Answer) -> list[Source]:
    """Return the documents that an answer cites, in the order of their first marks."""
    documents = {document.id: document for document in shelf.documents()}
    order = list(dict.fromkeys(citation.doc for citation in answer.citations))
    cited = sorted(answer.citations, key=lambda citation: order.index(citation.doc))
    return [_source(shelf, documents, list(group), answer.text) for _, group in groupby(cited, key=lambda citation: citation.doc)]


def _source(shelf: Shelf, documents: Mapping[str, Document], cited: Sequence[Citation], text: str) -> Source:
    first, document = cited[0], documents.get(cited[0].doc)
    grouped: dict[str, list[Citation]] = {}
    for citation in cited:
        grouped.setdefault(where(citation.place, citation.title), []).append(citation)
    places = tuple(_place(shelf, name, group, text) for name, group in grouped.items())
    if document is None:
        return Source(first.doc_title, first.doc_no or "", messages.NOT_HELD_NOW, "bad", "", places)
    standing = judge(document, documents.get(document.superseded_by or ""))
    return Source(document.title, document.doc_no or "", standing.name, standing.kind, document_url(document.id), places)


def _place(shelf: Shelf, name: str, cited: Sequence[Citation], text: str) -> Place:
    address, _ = _address(shelf, cited[0])
    changed = any(not _address(shelf, citation)[1] for citation in cited)
    unshown = tuple(citation.quote for citation in cited if citation.quote not in text)
    copied = "\n".join(map(citation_copy, cited))
    return Place(tuple(citation.n for citation in cited), name, address, copied, unshown, changed)


def _address(shelf: Shelf, citation: Citation) -> tuple[str, bool]:
    """Return where a quote stands, empty where its document is held no more, and whether it still reads so."""
    try:
        parsed: ParsedDocument = shelf.parsed(citation.doc)
    except KeyError:
        return "", True
    start = next((clause.start for clause in parsed.clauses if clause.id == citation.clause), None)
    if start is None:
        return document_url(citation.doc), False
    return place_url(citation.doc, start, *citation.span), parsed.text[citation.start : citation.end] == citation.quote
