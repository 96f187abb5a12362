"""What an answer says of itself: which documents it is made from, and what may be asked of them."""

from collections.abc import Sequence

from assistant import messages
from assistant.profile import Profile
from corpus.records import Document


class Office:
    """Fills the phrases that speak of the office and its documents.

    Args:
        profile: of the office.
        documents: those of the index, at least one.
        home_document: the id of the one that is named.
    """

    def __init__(self, profile: Profile, documents: Sequence[Document], home_document: str) -> None:
        home = next((document for document in documents if document.id == home_document), documents[0])
        named = messages.ONE_DOCUMENT if len(documents) == 1 else messages.SEVERAL_DOCUMENTS
        self._fields = {
            "documents": named.format(title=home.title, count=len(documents)),
            "subject": profile.subject,
            "examples": "".join(messages.EXAMPLE.format(question=question) for question in profile.examples),
        }

    def said(self, phrase: str) -> str:
        """Return a phrase with what it says of the office filled in."""
        return phrase.format(**self._fields)
