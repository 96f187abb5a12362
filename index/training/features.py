"""Turns whole corpora into n-gram features at once.

The encoder looks at every substring of one to four characters that is in its vocabulary (see
``index/static_encoder.py``). Here the same features are computed for a hundred million characters with
numpy alone: a text becomes a stretch of one long array of characters, and the features that start at
each character lie side by side, so the features of any stretch are one contiguous slice.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from index.static_encoder import MAX_NGRAM, normalize

SEPARATOR = 0  # character id of everything an n-gram must not cross


def char_table(minimum: int, counts: np.ndarray) -> np.ndarray:
    """Numbers the characters that are frequent enough.

    Args:
        minimum: Smallest count of a character that gets a number.
        counts: (65536,) int64 counts by code point.

    Returns:
        (65536,) int32: number of the character from 1 on, ``SEPARATOR`` for all others.
    """
    table = np.zeros(65536, np.int32)
    keep = np.flatnonzero(counts >= minimum)
    keep = np.array([code for code in keep if chr(code).isalnum()], np.int64)
    table[keep] = np.arange(1, len(keep) + 1, dtype=np.int32)
    return table


def code_points(texts: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Joins normalised texts into one array of code points, a separator after each.

    Args:
        texts: Raw texts.

    Returns:
        Code points, (n,) uint16 (characters beyond the basic plane become 0), and bounds, (len(texts) + 1,)
        int64: text ``i`` is ``[bounds[i], bounds[i + 1] - 1)``.
    """
    cleaned = [normalize(text) for text in texts]
    bounds = np.zeros(len(texts) + 1, np.int64)
    np.cumsum([len(text) + 1 for text in cleaned], out=bounds[1:])
    joined = "\0".join(cleaned) + "\0"
    wide = np.frombuffer(joined.encode("utf-32-le"), np.uint32)
    return np.where(wide < 65536, wide, 0).astype(np.uint16), bounds


def ngram_codes(chars: np.ndarray, size: int, base: int) -> np.ndarray:
    """Gives each position the number of the n-gram that starts there.

    Args:
        chars: (n,) int32 character ids, ``SEPARATOR`` where n-grams break.
        size: Length of the n-grams.
        base: Number of character ids, so that codes are unique below ``base ** size``.

    Returns:
        (n,) int64, -1 where no n-gram of this size starts.
    """
    n = len(chars)
    codes = chars.astype(np.int64)
    valid = chars != SEPARATOR
    for shift in range(1, size):
        following = np.zeros(n, np.int64)
        following[: n - shift] = chars[shift:]
        valid &= following != SEPARATOR
        codes = codes * base + following
    codes[~valid] = -1
    return codes


@dataclass(frozen=True)
class Vocabulary:
    """The n-grams that have a vector.

    Attributes:
        terms: The n-grams; the index in this list is the row of the vector.
        table: (65536,) int32, code point to character id.
        sorted_codes: For each size, the sorted int64 codes of its n-grams.
        rows: For each size, the int32 rows in the order of ``sorted_codes``.
    """

    terms: list[str]
    table: np.ndarray
    sorted_codes: list[np.ndarray]
    rows: list[np.ndarray]

    @property
    def base(self) -> int:
        """Number of character ids, the separator included."""
        return int(self.table.max()) + 1

    @classmethod
    def from_terms(cls, terms: list[str]) -> Vocabulary:
        """Builds the look-up tables of a list of n-grams (single characters must be among them)."""
        table = np.zeros(65536, np.int32)
        alphabet = sorted({char for term in terms for char in term})
        table[[ord(char) for char in alphabet]] = np.arange(1, len(alphabet) + 1, dtype=np.int32)
        base = len(alphabet) + 1
        codes: list[list[int]] = [[] for _ in range(MAX_NGRAM)]
        rows: list[list[int]] = [[] for _ in range(MAX_NGRAM)]
        for row, term in enumerate(terms):
            code = 0
            for char in term:
                code = code * base + int(table[ord(char)])
            codes[len(term) - 1].append(code)
            rows[len(term) - 1].append(row)
        order = [np.argsort(np.array(part, np.int64)) for part in codes]
        return cls(
            terms,
            table,
            [np.array(part, np.int64)[o] for part, o in zip(codes, order, strict=True)],
            [np.array(part, np.int32)[o] for part, o in zip(rows, order, strict=True)],
        )


@dataclass(frozen=True)
class Featurized:
    """Features of many texts.

    Attributes:
        features: (m,) int32 rows of the vocabulary, in order of the character they start at.
        starts: (n + 1,) int64: the features starting at character ``i`` are ``features[starts[i]:starts[i + 1]]``.
        bounds: (texts + 1,) int64 character bounds as from ``code_points``.
        points: (n,) uint16 code points.
    """

    features: np.ndarray
    starts: np.ndarray
    bounds: np.ndarray
    points: np.ndarray


def featurize(texts: list[str], vocabulary: Vocabulary) -> Featurized:
    """Computes the features of all texts.

    Args:
        texts: Raw texts.
        vocabulary: The n-grams to look for.

    Returns:
        The features, laid out so that a stretch of characters is a slice.
    """
    points, bounds = code_points(texts)
    chars = vocabulary.table[points]
    n = len(chars)
    grid = np.full((n, MAX_NGRAM), -1, np.int32)
    for size in range(1, MAX_NGRAM + 1):
        known = vocabulary.sorted_codes[size - 1]
        if not len(known):
            continue
        codes = ngram_codes(chars, size, vocabulary.base)
        at = np.searchsorted(known, codes)
        at[at == len(known)] = 0
        hit = known[at] == codes
        grid[hit, size - 1] = vocabulary.rows[size - 1][at[hit]]
    present = grid >= 0
    starts = np.zeros(n + 1, np.int64)
    np.cumsum(present.sum(1), out=starts[1:])
    return Featurized(grid[present], starts, bounds, points)


def choose_terms(weighted: list[tuple[list[str], int]], sizes: tuple[int, int, int, int], words: set[str]) -> list[str]:
    """Chooses the n-grams that get a vector, by weighted frequency.

    Args:
        weighted: Groups of texts with the weight of one occurrence in them (laws and questions count
            for more than news, of which there is most).
        sizes: How many n-grams of one, two, three and four characters to keep at most.
        words: Dictionary words; three and four characters that are a word count fourfold, because
            most frequent n-grams of that length straddle word borders.

    Returns:
        The chosen n-grams, shortest first, most frequent first.
    """
    parts = [(code_points(texts)[0], weight) for texts, weight in weighted]
    counts = np.sum([np.bincount(points, minlength=65536) * weight for points, weight in parts], axis=0)
    table = char_table(1, counts)
    by_count = np.argsort(-np.where(table > 0, counts, 0), kind="stable")
    frequent = [int(code) for code in by_count[: sizes[0]] if table[code] > 0 and counts[code] >= 8]
    table = np.zeros(65536, np.int32)
    table[frequent] = np.arange(1, len(frequent) + 1, dtype=np.int32)
    inverse = np.array([0, *frequent])
    base = len(frequent) + 1
    terms = [chr(code) for code in frequent]
    for size in range(2, MAX_NGRAM + 1):
        terms += _frequent_ngrams(parts, size, sizes[size - 1], table, inverse, base, words)
    return terms


def _frequent_ngrams(
    parts: list[tuple[np.ndarray, int]],
    size: int,
    keep: int,
    table: np.ndarray,
    inverse: np.ndarray,
    base: int,
    words: set[str],
) -> list[str]:
    """Returns the ``keep`` most frequent n-grams of one size, words preferred (see ``choose_terms``)."""
    totals: dict[int, float] = {}
    for points, weight in parts:
        codes = ngram_codes(table[points], size, base)
        codes = codes[codes >= 0]
        codes.sort()
        edges = np.flatnonzero(np.diff(codes, prepend=-2))
        runs = np.diff(edges, append=len(codes))
        often = runs * weight >= 12
        for code, count in zip(codes[edges[often]].tolist(), runs[often].tolist(), strict=True):
            totals[code] = totals.get(code, 0.0) + count * weight
    scored = []
    for code, count in totals.items():
        rest, term = code, ""
        for _ in range(size):
            term = chr(int(inverse[rest % base])) + term
            rest //= base
        bonus = 8.0 if size > 2 and term in words else 1.0
        scored.append((-count * bonus, term))
    scored.sort()
    return [term for _, term in scored[:keep]]
