"""The retrieval as a LangChain retriever, for chains of one's own."""

import re
from functools import partial
from typing import Any

from langchain_core.callbacks import AsyncCallbackManagerForRetrieverRun, CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import RunnableConfig, run_in_executor
from langsmith import tracing_context
from pydantic import ConfigDict, Field

from assistant import messages
from assistant.errors import FilterError, QuestionError
from assistant.integrations.filters import MOST_HITS, Limits
from assistant.pipeline import Assistant
from assistant.question.cleaning import clean
from assistant.records import Hit

_STOP = re.compile(r"[。！？!?；;]")


class PolicyRetriever(BaseRetriever):
    """Finds sentences of the documents with their clauses, as ``Assistant.search`` does.

    The limits may be given for one call too: ``invoke(question, top_k=3, region="北京")``; None lifts one. A question
    without words finds nothing; one that is too long is cut (``shortened``). What a chain does is sent to no tracing
    service that an environment variable names; callbacks that are passed are called.

    Raises:
        FilterError: on each call, where a limit means nothing: an unknown document or region, no date, no number.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True, extra="forbid")

    assistant: Assistant
    top_k: int = Field(default=10, ge=1, le=MOST_HITS)
    doc: str | None = None  # only this document
    region: str | None = None  # only this region, and what holds nationwide
    in_force_on: str | None = None  # a date in ISO form

    def invoke(self, input: str, config: RunnableConfig | None = None, **kwargs: Any) -> list[Document]:
        """Return the hits of a question as documents, best first; ``kwargs`` are limits for this call."""
        with tracing_context(enabled=False):
            return super().invoke(input, config, **kwargs)

    async def ainvoke(self, input: str, config: RunnableConfig | None = None, **kwargs: Any) -> list[Document]:
        """Return the same as ``invoke``; the search runs in a thread."""
        with tracing_context(enabled=False):
            return await super().ainvoke(input, config, **kwargs)

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, **kwargs: Any
    ) -> list[Document]:
        limits = self._limits(kwargs)
        question = shortened(query, self.assistant.settings.max_question_chars)
        try:
            hits = self.assistant.search(question, limits.top_k, limits.doc, limits.region, limits.in_force_on)
        except QuestionError:
            return []
        return [document_of(hit) for hit in hits]

    async def _aget_relevant_documents(
        self, query: str, *, run_manager: AsyncCallbackManagerForRetrieverRun, **kwargs: Any
    ) -> list[Document]:
        search = partial(self._get_relevant_documents, query, run_manager=run_manager.get_sync(), **kwargs)
        return await run_in_executor(None, search)

    def _limits(self, given: dict[str, Any]) -> Limits:
        own = {"top_k": self.top_k, "doc": self.doc, "region": self.region, "in_force_on": self.in_force_on}
        if unknown := sorted(given.keys() - own.keys()):
            raise FilterError(messages.UNKNOWN_LIMIT.format(unknown=messages.AND.join(unknown), known=messages.AND.join(own)))
        limits = Limits(**{**own, **given})
        limits.check(self.assistant.documents())
        return limits


def shortened(question: str, limit: int) -> str:
    """Return a question of at most ``limit`` characters: whole sentences where they fill half of it, else cut in one.

    A chain may put a whole letter where a question is meant; its beginning is then what is searched.
    """
    cleaned = clean(question)
    if len(cleaned) <= limit:
        return cleaned
    ends = [match.end() for match in _STOP.finditer(cleaned, 0, limit)]
    return cleaned[: ends[-1] if ends and ends[-1] * 2 >= limit else limit]


def document_of(hit: Hit) -> Document:
    """Return a hit as LangChain's document.

    ``start`` and ``end`` are character offsets in the stored text of ``doc``; ``score`` is the probability, in [0, 1],
    that the sentence answers.
    """
    metadata = {
        "doc": hit.doc, "clause": hit.clause, "path": hit.path, "title": hit.title, "start": hit.start, "end": hit.end,
        "score": hit.score, "page": hit.page, "recognised": hit.recognised,
    }  # fmt: skip
    return Document(page_content=hit.text, metadata=metadata, id=f"{hit.doc}:{hit.start}-{hit.end}")
