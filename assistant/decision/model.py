"""How likely a question asks for something that the documents do not state, or is about another subject altogether."""

import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.question.facets import FIGURES, SMALL_PRINT, states
from assistant.question.understand import Understood
from assistant.reading.model import Reading
from assistant.records import Hit
from assistant.retrieval.queries import Query
from assistant.retrieval.reading import odds_of
from assistant.thresholds import FACET_DEPTH, OWN_SUBJECT
from corpus.questions import read_unanswerable
from index.background import UNCHANGED, Scale
from index.encoder import Encoder

WEIGHTS = Path(__file__).parent / "weights.json"
KINDS = ("near_miss", "wrong_region")
NEAR = 5  # hits whose nearness is looked at
LEAD = 11.0  # odds; a lead larger than this says no more
NOTHING = -6.0  # odds of a hit that is not there
FEATURES = (
    "score",  # log-odds of the best hit
    "margin",  # its lead over the second
    "bank_dense",  # nearness of the best hit's own bank questions
    "bank_bm25",
    "miss_dense",  # nearness of the nearest written near miss
    "miss_third",  # … of the third nearest: one alone may be a coincidence
    "small_print",  # asks for a telephone, a deadline, materials … that no near hit states
    "figure",  # asks for a figure that no near hit states
    "figure_asked",
    "domain",  # uses a word of the field
    "length",  # logarithm of its characters
)


OUTSIDE = ("out_of_scope",)
LOOKED_AT = 4  # written questions looked for in the index at once, which FAISS does in the time of two
DENSE = ("dense_sentence", "dense_clause")  # not the bank: what people ask in their own words is near to much else


@dataclass(frozen=True, slots=True)
class Written:
    """Written questions that no document answers: unit vectors (n, d), and the scale of another encoder's cosines."""

    vectors: NDArray[np.float32]
    scale: Scale = UNCHANGED

    @classmethod
    def of(cls, encoder: Encoder, scale: Scale = UNCHANGED, kinds: Sequence[str] = KINDS) -> "Written":
        """Return those of some kinds in the vectors of an encoder."""
        return cls(encoder.encode_query([question for kind, question in read_unanswerable() if kind in kinds]), scale)

    def nearness(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the scaled cosine of each to a question, shape (n,), higher is nearer."""
        return self.scale.of(self.vectors @ vector)


class Foreign:
    """Tells which written questions on other subjects are on another subject than the documents of an index. Thread-safe.

    Only those are looked at that lie nearest to a question, and each once: to look at all when an index of a million clauses is
    opened would take two seconds.

    Args:
        vectors: of the written questions, shape (n, d).
        own: gives the nearness of the nearest text of the index to questions, shape (m, d) to (m,).
    """

    def __init__(self, vectors: NDArray[np.float32], own: Callable[[NDArray[np.float32]], NDArray[np.float32]]) -> None:
        self._vectors, self._own = vectors, own
        self._known = np.zeros(len(vectors), bool)
        self._foreign = np.zeros(len(vectors), bool)

    def first(self, order: NDArray[np.int64]) -> int | None:
        """Return the first of some numbers of written questions that the documents are not about, None where there is none."""
        for start in range(0, len(order), LOOKED_AT):
            numbers = order[start : start + LOOKED_AT]
            fresh = numbers[~self._known[numbers]]
            if len(fresh):
                self._foreign[fresh] = self._own(self._vectors[fresh]) < OWN_SUBJECT
                self._known[fresh] = True
            foreign = numbers[self._foreign[numbers]]
            if len(foreign):
                return int(foreign[0])
        return None


class Subject(NamedTuple):
    """What tells whether a question is about the documents.

    ``score``: probability of the best hit. ``known``: share of the question that there are words for. ``own``: nearness of the
    nearest hit. ``outside``: nearness of the nearest written question on another subject; two cosines. The office's own documents
    decide what is outside: where they speak of dogs, a question about dogs lies nearer to them than to any written one.
    """

    score: float
    known: float
    own: float
    outside: float


@dataclass(frozen=True, slots=True)
class DecisionModel:
    """Linear models: near miss, over a row of features and the vector of the question; another subject, over what was found.

    The weights of the vector belong to the encoder that they were fitted with. For any other, whose vectors mean
    something else and may have another width, they are zero, and the weights of the features are those that were
    fitted without the vector. Another subject is told by evidence alone, so that it means the same for documents of any field.
    """

    misses: Written
    outside: Written
    near_miss_weights: NDArray[np.float64]
    near_miss_vector: NDArray[np.float32]
    subject_weights: Mapping[str, float]
    subject_unread_weights: Mapping[str, float]
    unstated_weights: Mapping[str, float]
    elsewhere_weights: Mapping[str, float]
    foreign: Foreign | None = None  # None where every written question on other subjects counts

    @classmethod
    def load(cls, encoder: Encoder, scale: Scale = UNCHANGED, path: Path = WEIGHTS) -> "DecisionModel":
        """Return the model that ships with the project (``python -m assistant.fitting`` makes it) for an encoder.

        Args:
            encoder: of the questions.
            scale: makes its cosines of questions those of the encoder that the weights are for.
            path: of the weights.
        """
        stored = json.loads(path.read_text("utf-8"))
        misses = Written.of(encoder, scale)
        fitted = encoder.fingerprint == stored["encoder"]

        def weights(name: str) -> NDArray[np.float64]:
            values = stored[name if fitted else f"{name}_alone"]
            return np.array([values[feature] for feature in (*FEATURES, "intercept")])

        def of_vector(name: str) -> NDArray[np.float32]:
            return np.array(stored[f"{name}_vector"] if fitted else np.zeros(misses.vectors.shape[1]), np.float32)

        return cls(
            misses,
            Written.of(encoder, scale, OUTSIDE),
            weights("near_miss"),
            of_vector("near_miss"),
            stored["subject"],
            stored["subject_unread"],
            stored["unstated"],
            stored["unstated_elsewhere"],
        )

    def for_documents(self, own: Callable[[NDArray[np.float32]], NDArray[np.float32]]) -> "DecisionModel":
        """Return the model for the documents of an index: what they are about is no other subject there.

        Args:
            own: gives the nearness of the nearest text of the index to questions, shape (n, d) to (n,).
        """
        return replace(self, foreign=Foreign(self.outside.vectors, own))

    def near_miss(self, features: NDArray[np.float64], vector: NDArray[np.float32]) -> float:
        """Return the probability, in [0, 1], that what is asked for is not stated."""
        return _probability(
            self.near_miss_weights[:-1] @ features + self.near_miss_weights[-1] + float(self.near_miss_vector @ vector)
        )

    def unstated(self, near_miss: float, readings: Iterable[Reading], held: float, *, banked: bool) -> float | None:
        """Return the probability of a near miss, in [0, 1], once hits were read; None where none was.

        The near misses were written for the field of the bank: elsewhere they say less, and how much of the question stands in
        what was found says more.

        Args:
            near_miss: the probability without reading.
            readings: of the first hits.
            held: share, in [0, 1], of the question that stands in the clause and the title of the hit that reads best.
            banked: whether the question is of the field that questions were written for.
        """
        states = max((reading.states for reading in readings), default=None)
        if states is None:
            return None
        weights = self.unstated_weights if banked else self.elsewhere_weights
        given = {"near_miss": odds_of(near_miss), "read": odds_of(states), "held": held}
        return _probability(sum(weights[name] * value for name, value in given.items() if name in weights) + weights["intercept"])

    def subject_of(self, query: Query, hits: Sequence[Hit], known: float, *, without: int | None = None) -> Subject:
        """Return what tells the subject of a question.

        Args:
            query: of the question.
            hits: its hits, best first.
            known: share, in [0, 1], of the question that there are words for.
            without: number of a written question to leave out, for fitting on these themselves.
        """
        outside = self.outside.nearness(query.vector)
        if without is not None:
            outside[without] = -1.0
        own = max((hit.signals.get(name, 0.0) for hit in hits[:NEAR] for name in DENSE), default=0.0)
        return Subject(hits[0].score if hits else 0.0, known, own, self._nearest(outside))

    def _nearest(self, outside: NDArray[np.float32]) -> float:
        """Return the nearness of the nearest written question that counts, that of nothing at least."""
        if self.foreign is None:
            return float(outside.max())
        nothing = float(self.outside.scale.of(np.zeros(1, np.float32))[0])
        near = np.flatnonzero(outside > nothing)
        number = self.foreign.first(near[np.argsort(-outside[near], kind="stable")])
        return nothing if number is None else float(outside[number])

    def off_topic(self, subject: Subject, readings: Iterable[Reading]) -> float:
        """Return the probability, in [0, 1], that the question is about another subject than the documents.

        Args:
            subject: what tells it without reading.
            readings: of the first hits; empty where none was read.
        """
        states = max((reading.states for reading in readings), default=None)
        weights = self.subject_unread_weights if states is None else self.subject_weights
        read = 0.0 if states is None else weights["read"] * odds_of(states)
        given = {"score": odds_of(subject.score), "known": subject.known, "own": subject.own, "outside": subject.outside}
        return _probability(sum(weights[name] * value for name, value in given.items()) + read + weights["intercept"])


def features_of(
    understood: Understood, query: Query, hits: Sequence[Hit], misses: Written, *, without: int | None = None
) -> NDArray[np.float64]:
    """Return the row of ``FEATURES`` for a question.

    Args:
        understood: the question.
        query: its query.
        hits: its hits, best first.
        misses: the written near misses.
        without: number of a near miss to leave out, for fitting on the near misses themselves.
    """
    near = misses.nearness(query.vector)
    if without is not None:
        near[without] = -1.0
    nearest = np.sort(near)[::-1]
    found = list(hits[:FACET_DEPTH])
    odds = [hit.odds for hit in found] + [NOTHING, NOTHING]
    signals = found[0].signals if found else {}
    figures = [facet for facet in understood.facets if facet in FIGURES]
    small = [facet for facet in understood.facets if facet in SMALL_PRINT]
    return np.array([
        odds[0], min(odds[0] - odds[1], LEAD), signals.get("bank_dense", 0.0), signals.get("bank_bm25", 0.0),
        nearest[0], nearest[2],
        float(any(not any(states(hit.text, facet) for hit in found) for facet in small)),
        float(any(not any(states(hit.text, facet) for hit in found) for facet in figures)),
        float(bool(figures)), float(understood.in_field), math.log(max(len(understood.text), 2)),
    ])  # fmt: skip


def _probability(odds: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, float(odds)))))
