"""Titles by the characters that they hold: which of many a stretch of text names, without reading all of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

WHOLE_TITLE = 8  # characters of a title that counts as named wherever it stands in full
MIN_TITLE_SHARE = 0.5  # a name must be half of a title …
MIN_TITLE_CHARS = 8  # … or this long, to count as naming the document
CLOSE = 2  # characters of a name that stand side by side in the title, on average: 高企奖励办法 is one, single ones are chance
HELD_SHARE = 0.6  # of a title that a name in 《》 must have in common with it to mean it
MOST_ALIKE = 500  # titles that are compared with a name character by character; what more titles share names none of them


@dataclass(frozen=True, slots=True)
class Fit:
    """How the end of a text fits titles: characters in common, their share of the title in [0, 1], the titles' holders.

    ``runs`` is into how many pieces the title parts what they have in common.
    """

    length: int = 0
    share: float = 0.0
    holders: tuple[int, ...] = ()
    runs: int = field(default=0, compare=False)

    def names(self, suffix: str) -> bool:
        """Return whether it is more than the kind of a document, and not of single characters."""
        return self.length >= len(suffix) + (1 if self.share > 0.99 else 2) and self.length >= CLOSE * self.runs

    @property
    def order(self) -> tuple[bool, int, float]:
        """Higher is better: most of a title first, then the longer name, then the larger share."""
        return self.share >= MIN_TITLE_SHARE, self.length, self.share


class TitleIndex:
    """Names of documents; one name may have several holders. Thread-safe: nothing changes after it was made.

    The end of a text is compared with a title backwards, each character with the next that equals it: 总部经济扶持办法
    names 促进总部经济发展扶持办法. Of many titles, those that hold the last characters at all are found by one
    bit a title and character, from the deepest such set on, so that few are compared.
    """

    def __init__(self, names: Sequence[Sequence[str]]) -> None:
        self._holders = _holders(names)
        self._names = list(self._holders)
        self._lengths = np.array([len(name) for name in self._names], np.int32)
        self._joined = "\n".join(dict.fromkeys(own[0] for own in names if own))
        whole = [own[0] for own in names if own and len(own[0]) >= WHOLE_TITLE]
        self._heads = {name[:WHOLE_TITLE] for name in whole}
        self._whole_lengths = sorted({len(name) for name in whole})
        self._whole = frozenset(whole)
        self._having = self._sets(self._names)
        self._ending = self._sets([name[-1] for name in self._names])

    def _sets(self, texts: Sequence[str]) -> dict[str, int]:
        """Return by character the set of the texts, one a name, that have it: bit n for name n."""
        codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
        holder = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
        narrow = codes.astype(np.uint16) if codes.max(initial=0) < 1 << 16 else codes  # NumPy sorts these in a fifth of the time
        order = np.argsort(narrow, kind="stable")
        characters, first = np.unique(codes[order], return_index=True)
        sets = {}
        for at, numbers in enumerate(np.split(holder[order], first)[1:]):
            held = np.zeros(len(texts), bool)
            held[numbers] = True
            sets[chr(characters[at])] = int.from_bytes(np.packbits(held, bitorder="little").tobytes(), "little")
        return sets

    def whole(self, text: str) -> list[int]:
        """Return the documents whose title is the text, or is long and stands in it in full, outside a longer one."""
        found = dict.fromkeys(self._standing_in(text))
        if text in self._holders:
            found[text] = None
        inmost = [name for name in found if not any(name != other and name in other for other in found)]
        return sorted({number for name in inmost for number in self._holders[name]})

    def _standing_in(self, text: str) -> Iterator[str]:
        for start in range(len(text) - WHOLE_TITLE + 1):
            if text[start : start + WHOLE_TITLE] not in self._heads:
                continue
            for length in self._whole_lengths:
                if text[start : start + length] in self._whole:
                    yield text[start : start + length]

    def ending(self, text: str, suffix: str) -> Fit:
        """Return what the end of ``text`` names among the titles that end in ``suffix``; no holders if it names none."""
        best = Fit()
        for depth, names in self._alike(text, self._ending.get(text[-1], 0)):
            if best.share >= MIN_TITLE_SHARE and depth < best.length:
                break  # what holds fewer of the characters fits worse
            for name in names:
                fit = self._fit(text, name)
                if not name.endswith(suffix) or not fit.names(suffix) or fit.order < best.order:
                    continue
                alike = () if fit.order > best.order else best.holders
                best = replace(fit, holders=tuple(sorted({*alike, *fit.holders})))
        return best if best.share >= MIN_TITLE_SHARE or best.length >= MIN_TITLE_CHARS else Fit()

    def holds(self, title: str) -> bool:
        """Return whether a title is held: as part of one, around one, or with most of one in common."""
        if title in self._joined:
            return True
        pieces = (title[start:end] for start in range(len(title)) for end in range(start + 2, len(title) + 1))
        if any(piece in self._holders for piece in pieces):
            return True
        return any(self._fit(title, name).share > HELD_SHARE for _, names in self._alike(title, -1) for name in names)

    def _fit(self, text: str, name: str) -> Fit:
        length, runs = _backward(text, name)
        return Fit(length, length / len(name), tuple(self._holders[name]), runs)

    def _alike(self, text: str, among: int) -> Iterator[tuple[int, list[str]]]:
        """Yield (n, names of the set ``among`` that hold at most the last n characters of ``text``), the highest n first.

        Left out are those of which n characters are too small a share to name them.
        """
        for depth, numbers in self._by_depth(text, among):
            able = numbers if depth >= MIN_TITLE_CHARS else numbers[self._lengths[numbers] <= depth / MIN_TITLE_SHARE]
            yield depth, [self._names[number] for number in able] if len(able) <= MOST_ALIKE else []

    def _by_depth(self, text: str, among: int) -> Iterator[tuple[int, NDArray[np.int64]]]:
        levels: list[int] = []
        for char in reversed(text):
            among &= self._having.get(char, 0)
            if not among:
                break
            levels.append(among)
        deeper = 0
        for depth in range(len(levels), 0, -1):
            yield depth, self._numbers(levels[depth - 1] & ~deeper)
            deeper = levels[depth - 1]

    def _numbers(self, bits: int) -> NDArray[np.int64]:
        raw = np.frombuffer(bits.to_bytes(len(self._names) // 8 + 1, "little"), np.uint8)
        return np.flatnonzero(np.unpackbits(raw, bitorder="little"))


def _holders(names: Sequence[Sequence[str]]) -> dict[str, list[int]]:
    """Return by name the numbers of those who bear it."""
    found: dict[str, list[int]] = {}
    for number, own in enumerate(names):
        for name in filter(None, dict.fromkeys(own)):
            found.setdefault(name, []).append(number)
    return found


def _backward(text: str, title: str) -> tuple[int, int]:
    """Return how many last characters of ``text`` occur in ``title`` from its end, in order, and in how many runs."""
    at, length, runs = len(title), 0, 0
    for char in reversed(text):
        found = title.rfind(char, 0, at)
        if found < 0:
            break
        runs += found != at - 1 or not length
        at, length = found, length + 1
    return length, runs
