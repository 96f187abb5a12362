"""What a document states in figures, read once: each figure by what it measures, of when, and whether reached or aimed at."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log

from assistant.facts.indicators import Indicator, stated_in
from assistant.facts.pairing import Pair, pairs
from assistant.facts.periods import plan_years
from corpus.records import Clause, Document
from index.segment import normalize

UNKNOWN = 0.3  # weight of what stands nowhere in the document beside that of what stands in one sentence


@dataclass(frozen=True)
class StatedFigures:
    """The figures of a document.

    Args:
        document: what is known of it.
        clauses: its clauses, in the order of the text.
    """

    document: Document
    clauses: tuple[Clause, ...]

    @cached_property
    def rows(self) -> tuple[Indicator, ...]:
        """The figures in the order of the text."""
        return tuple(stated_in(self.document, self.clauses))

    @cached_property
    def plan(self) -> tuple[int, int] | None:
        """The first and the last year that the document plans for, or None where it is no plan."""
        return plan_years(self.document)

    def partners(self, row: Indicator) -> frozenset[Indicator]:
        """Return the figures of the same indicator, reached and aimed at, with ``row`` itself; none where it stands alone."""
        return next((rows for rows in (_rows_of(pair) for pair in self._pairs) if row in rows), frozenset())

    @cached_property
    def _pairs(self) -> list[Pair]:
        return pairs(list(self.rows))

    @cached_property
    def _names(self) -> dict[str, tuple[frozenset[str], float]]:
        """The pairs of characters of each name, and how much they tell."""
        found = {row.name: neighbours(row.name) for row in self.rows}
        return {name: (pairs, self.weigh(pairs)) for name, pairs in found.items()}

    @cached_property
    def _weights(self) -> tuple[dict[str, float], float]:
        """How much each pair of characters tells, and one that stands nowhere in the text."""
        sentences = [clause.sentence_text(n) for clause in self.clauses for n in range(len(clause.sentences))]
        held = Counter(pair for text in sentences for pair in neighbours(text))
        return {pair: log(1 + len(sentences) / count) for pair, count in held.items()}, UNKNOWN * log(1 + len(sentences))

    def weigh(self, found: Iterable[str]) -> float:
        """Return how much pairs of characters tell: one that stands in many sentences tells little."""
        weights, unknown = self._weights
        return sum(weights.get(pair, unknown) for pair in found)

    def likeness(self, row: Indicator, asked: Sequence[frozenset[str]], known: frozenset[str]) -> tuple[float, float]:
        """Return how well the name of a figure is what is asked for, both in [0, 1], higher is better.

        Args:
            row: the figure.
            asked: pairs of characters of what is asked for, several ways to say it.
            known: these, and those that may stand for them.

        Returns:
            the share of ``asked`` that the name holds, and this share with the share of the name that is asked for.
        """
        name, weight = self._names[row.name]
        if known.isdisjoint(name):
            return 0.0, 0.0
        share = max((self.weigh(pairs & name) / self.weigh(pairs) for pairs in asked), default=0.0)
        return share, share * (1 + self.weigh(known & name) / weight) / 2


def _rows_of(pair: Pair) -> frozenset[Indicator]:
    return frozenset((*pair.baseline, pair.target))


def neighbours(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters of a text, none across a space or a mark."""
    plain = "".join(char if char.isalnum() else " " for char in normalize(text))
    return frozenset(plain[n : n + 2] for n in range(len(plain) - 1) if " " not in plain[n : n + 2])


def left_over(text: str, name: str) -> str:
    """Return the characters of a text that stand in no pair of neighbours that ``name`` holds."""
    plain, held = normalize(text), neighbours(name)
    covered = {at for n in range(len(plain) - 1) if plain[n : n + 2] in held for at in (n, n + 1)}
    return "".join(char for n, char in enumerate(plain) if char.isalnum() and n not in covered)
