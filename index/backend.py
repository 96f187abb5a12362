"""The seam between the question's side and the engine that searches: the few verbs that retrieval needs.

Two kinds of unit are searched, sentences and clauses; "clause" counts passages (see ``Units.clause_passage``). Units are
numbered from 0 in the order of the texts. A mask is by document, and None where every document is allowed: how units are
left out is the engine's own matter.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from index.build import Progress

Kind = Literal["sentence", "clause"]
KINDS: tuple[Kind, Kind] = ("sentence", "clause")
Terms = Sequence[tuple[str, float]]  # features with weights
Allowed = NDArray[np.bool_] | None  # which documents, shape (n_documents,); None for all
Found = tuple[NDArray[np.int64], NDArray[np.float32]]  # numbers of units, and their scores


class SearchBackend(Protocol):
    """One generation of an index as an engine serves it. Thread-safe; nothing in it changes.

    Cosines are in [-1, 1], higher is nearer. Shares are BM25 scores as a share in [0, 1) of what the query could reach.

    Raises:
        SearchUnavailableError: by every verb that searches, where the engine is a service that does not answer.
    """

    def nearest(self, kind: Kind, query: NDArray[np.float32], depth: int, allowed: Allowed) -> Found:
        """Return at most ``depth`` units of the allowed documents with their cosines, nearest first, ties by number.

        Args:
            kind: of the units.
            query: unit vector, shape (d,).
            depth: how many units at most.
            allowed: the documents.
        """

    def matching(self, kind: Kind, terms: Terms, depth: int, allowed: Allowed) -> Found:
        """Return at most ``depth`` units of the allowed documents with shares above 0, highest first, ties by number."""

    def cosines(self, kind: Kind, query: NDArray[np.float32], numbers: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the cosines of the units with these numbers, shape (len(numbers),); ``numbers`` ascend."""

    def shares(self, kind: Kind, terms: Terms, numbers: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the shares of the units with these numbers, shape (len(numbers),); ``numbers`` ascend."""

    def highest(self, kind: Kind, queries: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the cosine of the nearest unit of each of n unit vectors, shape (n,); -1 where there is no unit."""

    def holding(self, terms: Sequence[str], allowed: Allowed) -> NDArray[np.int64]:
        """Return the numbers of the sentences that hold all terms, ascending; all sentences where there are no terms."""

    def vocabulary(self, kind: Kind) -> Collection[str]:
        """Return the terms that units hold."""

    def idf(self, kind: Kind, terms: Collection[str]) -> float:
        """Return the summed inverse document frequencies of terms; one that no unit holds counts nothing."""

    def only(self, kept: Mapping[Kind, NDArray[np.bool_]], documents: Mapping[Kind, NDArray[np.int32]]) -> "SearchBackend":
        """Return the engine of some of the units, in the same order and numbered anew.

        Args:
            kept: which units, by kind.
            documents: the document of each that is kept, as documents are numbered then.
        """


class SearchService(Protocol):
    """Machines that serve generations of an index folder in place of the process that answers.

    ``name`` is that of a generation's folder, and ``folder`` the engine that was read from it.

    Raises:
        SearchUnavailableError: by every verb, where the service does not answer.
    """

    def check(self) -> None:
        """Return where the service answers."""

    def holds(self, name: str) -> bool:
        """Return whether a generation has been written, whole."""

    def write(self, name: str, folder: SearchBackend, progress: "Progress") -> None:
        """Write a generation; nobody asks for it before its folder is in use. What a write that was cut short left is replaced.

        Raises:
            SearchIndexError: it does not hold afterwards what it was given.
        """

    def opened(self, name: str, folder: SearchBackend) -> SearchBackend:
        """Return a generation to search in.

        Raises:
            StaleIndexError: it does not hold it.
        """

    def drop(self, name: str) -> None:
        """Drop a generation, if it is there."""
