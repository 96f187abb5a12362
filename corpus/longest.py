"""Words of a list in a text: at each place the longest, without overlap."""

from collections.abc import Callable, Iterable, Iterator


class Longest:
    """Finds words in texts. A dictionary look-up a place; a pattern of thousands of names tries them one by one."""

    def __init__(self, words: Iterable[str]) -> None:
        """Keep the words; empty ones stand nowhere."""
        self._words = frozenset(words) - {""}
        sizes: dict[str, set[int]] = {}
        for word in self._words:
            sizes.setdefault(word[0], set()).add(len(word))
        self._sizes = {first: sorted(found, reverse=True) for first, found in sizes.items()}

    def spans(self, text: str, fits: Callable[[str, int, int], bool] | None = None) -> Iterator[tuple[int, int]]:
        """Yield where words stand in ``text``, from left to right, each (start, end).

        Args:
            text: any text.
            fits: tells from text, start and end whether a word may stand there; where it may not, a shorter one is tried.
        """
        begin = 0
        for start, char in enumerate(text):
            if start < begin:
                continue
            for size in self._sizes.get(char, ()):
                end = min(start + size, len(text))
                if text[start:end] in self._words and (fits is None or fits(text, start, end)):
                    yield start, end
                    begin = end
                    break
