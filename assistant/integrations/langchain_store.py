"""The vectors of an index as LangChain's vector store, whichever engine holds them."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.vectorstores import VectorStore
from numpy.typing import NDArray

from assistant import messages
from assistant.errors import FilterError
from assistant.integrations.filters import Limits
from assistant.integrations.langchain_retriever import document_of, shortened
from assistant.pipeline import Assistant
from index.encoder import Encoder

FILTERS = ("doc", "region", "in_force_on")


class IndexEmbeddings(Embeddings):
    """The encoder of an index; unit vectors."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return the vectors of passages."""
        return [[float(value) for value in vector] for vector in self._encoder.encode_document(texts)]

    def embed_query(self, text: str) -> list[float]:
        """Return the vector of a question."""
        return [float(value) for value in self._encoder.encode_query([text])[0]]


class PolicyVectorStore(VectorStore):
    """The sentences of an index, nearest first by vector alone; ``PolicyRetriever`` is the whole search, and finds more.

    Scores are cosines in [-1, 1], higher is nearer. Every search takes the limits ``doc``, ``region`` and ``in_force_on``, as
    ``PolicyRetriever`` does. The store is read only: what it holds comes from the registered documents.

    Raises:
        FilterError: by every search, where a limit means nothing.
        SearchUnavailableError: likewise, where a service searches and does not answer.
    """

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    @property
    def embeddings(self) -> Embeddings:
        """The encoder of the index."""
        return IndexEmbeddings(self._assistant.retriever.maker.encoder)

    def similarity_search_with_score(self, query: str, k: int = 4, **kwargs: Any) -> list[tuple[Document, float]]:
        """Return the ``k`` sentences nearest to a question with their cosines; ``kwargs`` are limits."""
        asked = shortened(query, self._assistant.settings.max_question_chars)
        (vector,) = self._assistant.retriever.maker.encoder.encode_query([asked])
        return self._nearest(vector, k, kwargs)

    def similarity_search(self, query: str, k: int = 4, **kwargs: Any) -> list[Document]:
        """Return the ``k`` sentences nearest to a question; ``kwargs`` are limits."""
        return [document for document, _ in self.similarity_search_with_score(query, k, **kwargs)]

    def similarity_search_by_vector(self, embedding: list[float], k: int = 4, **kwargs: Any) -> list[Document]:
        """Return the ``k`` sentences nearest to a vector of ``embeddings``; ``kwargs`` are limits."""
        return [document for document, _ in self._nearest(np.array(embedding, np.float32), k, kwargs)]

    @classmethod
    def from_texts(
        cls, texts: Sequence[str], embedding: Embeddings, metadatas: list[dict[str, Any]] | None = None, **kwargs: Any
    ) -> "PolicyVectorStore":
        """Refuse: texts come from the registry, whose documents are checked and dated.

        Raises:
            NotImplementedError: always; says how texts are registered.
        """
        raise NotImplementedError(messages.READ_ONLY)

    def _select_relevance_score_fn(self) -> Callable[[float], float]:
        return lambda cosine: (cosine + 1) / 2

    def _nearest(self, vector: NDArray[np.float32], k: int, given: dict[str, Any]) -> list[tuple[Document, float]]:
        if unknown := sorted(given.keys() - set(FILTERS)):
            known = messages.AND.join(FILTERS)
            raise FilterError(messages.UNKNOWN_LIMIT.format(unknown=messages.AND.join(unknown), known=known))
        limits, retriever = Limits(k, **given), self._assistant.retriever
        limits.check(self._assistant.documents())
        allowed = retriever.scoper.mask(doc=limits.doc, region=limits.region, in_force_on=limits.in_force_on)
        numbers, cosines = retriever.source.backend.nearest("sentence", vector, k, allowed)
        hits = [retriever.hit(number, cosine) for number, cosine in zip(numbers.tolist(), cosines.tolist(), strict=True)]
        return [(document_of(hit), hit.score) for hit in hits]
