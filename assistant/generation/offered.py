"""What a language model is offered beside the question: the quotes that it may cite, and what is known of their time."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.records import Answer, Citation, Hit
from corpus.instructions import instructs
from corpus.records import Document

FURTHER = 6  # clauses beside those of the extractive answer; more make a small model mix them up


def further_quotes(hits: Sequence[Hit], documents: Mapping[str, Document]) -> list[Citation]:
    """Return hits as citations, beside which a language model may quote."""
    found = []
    for number, hit in enumerate(hits, 1):
        document = documents[hit.doc]
        found.append(
            Citation(
                number, hit.doc, document.title, document.doc_no, hit.clause, hit.path, hit.title, hit.text, hit.start, hit.end,
                document.page_at(hit.start), document.recognised,
            )
        )  # fmt: skip
    return found


def validity_of(extractive: Answer) -> dict[str, str]:
    """Return by id of the document what an answer says of the time of those that it cites."""
    return {citation.doc: " ".join(extractive.notices) for citation in extractive.citations}


def quotes_offered(extractive: Answer, quotes: Sequence[Citation]) -> list[Citation]:
    """Return what the model may cite, numbered from 1: other documents were not found to apply, so they stay out."""
    applies = {citation.doc for citation in extractive.citations}
    further = [
        c for c in quotes if c.doc in applies and not any(c.doc == e.doc and c.quote in e.quote for e in extractive.citations)
    ]
    both = [c for c in [*extractive.citations, *further[:FURTHER]] if not instructs(c.quote)]  # neither sent nor repeated
    return [replace(citation, n=number) for number, citation in enumerate(both, 1)]
