"""A table of terms that stays on the disk: numbered in the order of their first occurrence, found by hash."""

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.files import mapped

_AT_ONCE = 4096  # terms read at once by who goes through all
_KEPT = 8192  # terms of the last questions; they are looked up several times each
_BYTES = 8  # of a hash; of a million terms no two share one, and what is found is compared


class Words(Collection[str]):
    """Terms with their numbers, mapped from files; nothing of it lies in memory but what is looked up.

    ``text`` are the terms in UTF-8 one behind the other, ``starts`` (n + 1,) where each begins; ``keys`` (n,) are their
    hashes in order, ``order`` (n,) the number of the term that each is of.
    """

    def __init__(
        self, text: NDArray[np.uint8], starts: NDArray[np.int64], keys: NDArray[np.uint64], order: NDArray[np.int32]
    ) -> None:
        self._text, self._starts, self._keys, self._order = text, starts, keys, order
        self.get = lru_cache(_KEPT)(self._get)

    @classmethod
    def of(cls, terms: Sequence[str]) -> "Words":
        """Return the table of different terms, in their order."""
        encoded = [term.encode("utf-8", "surrogatepass") for term in terms]
        keys = np.array([_hash(term) for term in encoded], np.uint64)
        order = np.argsort(keys, kind="stable").astype(np.int32)
        starts = np.concatenate([[0], np.cumsum([len(term) for term in encoded])]).astype(np.int64)
        return cls(np.frombuffer(b"".join(encoded), np.uint8), starts, keys[order], order)

    def save(self, folder: Path) -> None:
        """Write the table into ``folder``."""
        for name, array in (("text", self._text), ("starts", self._starts), ("keys", self._keys), ("order", self._order)):
            np.save(folder / f"words_{name}.npy", array, allow_pickle=False)

    @classmethod
    def load(cls, folder: Path) -> "Words":
        """Map what ``save`` wrote."""
        return cls(*(mapped(folder / f"words_{name}.npy") for name in ("text", "starts", "keys", "order")))

    def __len__(self) -> int:
        return len(self._order)

    def __iter__(self) -> Iterator[str]:
        """Yield the terms in the order of their numbers."""
        for at in range(0, len(self), _AT_ONCE):
            starts = self._starts[at : at + _AT_ONCE + 1]
            text, ends = self._text[starts[0] : starts[-1]].tobytes(), (starts - starts[0]).tolist()
            yield from (text[a:b].decode("utf-8", "surrogatepass") for a, b in pairwise(ends))

    def __contains__(self, term: object) -> bool:
        return isinstance(term, str) and self.get(term) is not None

    def _get(self, term: str) -> int | None:
        """Return the number of a term, None where it is not in the table."""
        encoded = term.encode("utf-8", "surrogatepass")
        key = np.uint64(_hash(encoded))
        at = int(self._keys.searchsorted(key))
        while at < len(self._keys) and self._keys[at] == key:
            number = int(self._order[at])
            if self._text[self._starts[number] : self._starts[number + 1]].tobytes() == encoded:
                return number
            at += 1
        return None


def _hash(term: bytes) -> int:
    return int.from_bytes(blake2b(term, digest_size=_BYTES).digest(), "little")
