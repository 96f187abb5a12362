"""The retrieval as a LangChain retriever, for chains of one's own."""

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field

from assistant.errors import QuestionError
from assistant.pipeline import Assistant
from assistant.records import Hit


class PolicyRetriever(BaseRetriever):
    """Finds sentences of the documents with their clauses, as ``Assistant.search`` does.

    A question without words finds nothing: a chain gets an empty list, never an exception, for what a reader typed.
    A filter that no document can fit, which the chain's author wrote, raises ``FilterError``.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True, extra="forbid")

    assistant: Assistant
    top_k: int = Field(default=10, ge=1, le=1000)
    doc: str | None = None  # only this document
    region: str | None = None  # only this region, and what holds nationwide
    in_force_on: str | None = None  # a date in ISO form

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, **kwargs: Any
    ) -> list[Document]:
        try:
            hits = self.assistant.search(query, self.top_k, self.doc, self.region, self.in_force_on)
        except QuestionError:
            return []
        return [document_of(hit) for hit in hits]


def document_of(hit: Hit) -> Document:
    """Return a hit as LangChain's document.

    ``start`` and ``end`` are character offsets in the stored text of ``doc``; ``score`` is the probability, in [0, 1],
    that the sentence answers.
    """
    metadata = {
        "doc": hit.doc, "clause": hit.clause, "path": hit.path, "title": hit.title, "start": hit.start, "end": hit.end,
        "score": hit.score,
    }  # fmt: skip
    return Document(page_content=hit.text, metadata=metadata, id=f"{hit.doc}:{hit.start}-{hit.end}")
