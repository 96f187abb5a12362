"""What an answer says of itself: which documents it is made from, what may be asked of them, and whom to ask else."""

import re
from collections.abc import Sequence

from assistant import messages
from assistant.profile import Profile
from corpus.records import Document

_FIGURE = re.compile(r"\d")
NAMED = 3  # titles that tell what the corpus is about


class Office:
    """Fills the phrases that speak of the office and its documents.

    Args:
        profile: of the office.
        documents: those of the index, at least one.
        home_document: the id of the one that is named first.
        examples: questions that the documents answer, for an office that gives none.
    """

    def __init__(self, profile: Profile, documents: Sequence[Document], home_document: str, examples: Sequence[str] = ()) -> None:
        # a title with a year is named last: in an answer without a quote no number has a source
        first = sorted(documents, key=lambda document: (document.id != home_document, _FIGURE.search(document.title) is not None))
        titles = "".join(messages.ONE_DOCUMENT.format(title=document.title) for document in first[:NAMED])
        more = len(documents) > NAMED
        questions = "".join(messages.EXAMPLE.format(question=question) for question in profile.examples or examples)
        self._fields = {
            "office": messages.OF_OFFICE.format(name=profile.name) if profile.name else "",
            "documents": messages.SEVERAL_DOCUMENTS.format(titles=titles, count=len(documents)) if more else titles,
            "subject": profile.subject or messages.ANY_SUBJECT,
            "of_subject": messages.OF_SUBJECT.format(subject=profile.subject) if profile.subject else "",
            "examples": messages.EXAMPLES.format(questions=questions) if questions else "",
        }

    def said(self, phrase: str) -> str:
        """Return a phrase with what it says of the office filled in."""
        return phrase.format(**self._fields)


def contact_for(contacts: dict[str, str], general: str, about: Sequence[str]) -> str:
    """Return whom to ask: of the contacts by topic the one whose topic is named, the longest first; else the general one.

    Args:
        contacts: topic → whom to ask.
        general: whom to ask of anything else.
        about: the question, then the titles of the documents cited; what is named in the question counts first.
    """
    topics = sorted(contacts, key=len, reverse=True)
    return next((contacts[topic] for text in about for topic in topics if topic in text), general)
