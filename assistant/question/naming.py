"""How far words name a document: the share of their characters that stand in its name, and which of many names reach a share."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.wordings import patterns

SHORTEST = 2  # characters of a stretch that counts as the same words
_PARTICLE = patterns(Path(__file__).with_name("document_facts.tsv"))["particle"]


def share_named(words: tuple[str, ...], name: str) -> float:
    """Return the share, in [0, 1], of the characters of ``words`` that stand in ``name``, two in a row at least.

    Particles count neither for nor against; words of nothing else are named by anything.
    """
    said = held = 0
    for word in words:
        at = 0
        while at < len(word):
            end = next((end for end in range(len(word), at + SHORTEST - 1, -1) if word[at:end] in name), 0)
            silent = None if end else _PARTICLE.match(word, at)
            said += 0 if silent else (end or at + 1) - at
            held += end - at if end else 0
            at = silent.end() if silent else end or at + 1
    return held / said if said else 1.0


def without_particles(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words that are more than particles."""
    return tuple(word for word in words if _PARTICLE.sub("", word))


class Names:
    """The names of documents, of which those that words name are found without holding each against them."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)

    def sharing(self, words: tuple[str, ...], least: float) -> dict[int, float]:
        """Return the numbers of the names that hold at least that share of the words, ascending, with their shares."""
        shares = {int(number): share_named(words, self.names[number]) for number in np.flatnonzero(self._at_most(words) >= least)}
        return {number: share for number, share in shares.items() if share >= least}

    def _at_most(self, words: tuple[str, ...]) -> NDArray[np.float64]:
        """Return for each name a share that it cannot exceed, shape (n,).

        What stands in a name stands there in pairs of characters, so only characters of such pairs can be held; and whatever
        is no part of a particle is said.
        """
        covered = np.zeros(len(self.names), np.int32)
        said = 0
        for word in words:
            silent = [match.span() for at in range(len(word)) if (match := _PARTICLE.match(word, at))]
            said += sum(not any(start <= at < end for start, end in silent) for at in range(len(word)))
            covered += self._covered(word)
        return covered / said if said else np.ones(len(self.names))

    def _covered(self, word: str) -> NDArray[np.int32]:
        """Return how many characters of a word stand in a pair that a name holds too, shape (n,)."""
        pairs = [word[at : at + SHORTEST] for at in range(len(word) - SHORTEST + 1)]
        holds = {pair: np.fromiter((pair in name for name in self.names), bool, len(self.names)) for pair in set(pairs)}
        found = np.zeros(len(self.names), np.int32)
        for at in range(len(word)):
            around = [holds[pair] for pair in pairs[max(0, at - SHORTEST + 1) : at + 1]]
            found += np.logical_or.reduce(around) if around else 0
        return found
