"""Segmentation with jieba: a Tokenizer of our own, with the project's lexicon."""

import logging
import re
import threading
import unicodedata
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import jieba

LEXICON = Path(__file__).parent / "lexicon"
_TERM_FREQUENCY = 20_000  # above every compound in jieba's dictionary, so that a term of the lexicon is kept whole
_lock = threading.Lock()
jieba.setLogLevel(logging.WARNING)


def normalize(text: str) -> str:
    """Fold width and case, so that ， and ,  Ａ and a are one; the length may change."""
    return unicodedata.normalize("NFKC", text).lower()


@lru_cache(maxsize=16_384)
def plain(text: str) -> str:
    """Return what ``normalize`` does, remembered: for sentences and clauses of the documents, which are read again and again."""
    return normalize(text)


def lexicon_terms() -> list[str]:
    """Return the terms that are kept whole, from ``lexicon/terms.txt`` (one a line; # starts a comment)."""
    path = LEXICON / "terms.txt"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [term for line in lines if (term := normalize(line.split("#")[0].strip()))]


def _counted(dictionary: str) -> tuple[dict[str, int], int]:
    """Return what jieba keeps of its dictionary, as its own ``gen_pfdict`` makes it in twice the time.

    Args:
        dictionary: lines of a word, how often it was counted, and its part of speech.

    Returns:
        How often each word was counted, with 0 for what only begins words; and the sum of all lines.
    """
    cells = dictionary.split()
    counts = [*map(int, cells[1::3])]
    frequency = dict(zip(cells[::3], counts, strict=True))
    for word in [*frequency]:
        begin = word[:-1]
        while begin and begin not in frequency:
            frequency[begin] = 0
            begin = begin[:-1]
    return frequency, sum(counts)


class Segmenter:
    """Cuts text into words and character bigrams. Thread-safe; the dictionary loads at the first use (about 0.7 s)."""

    def __init__(self) -> None:
        self._tokenizer: jieba.Tokenizer | None = None

    def _ready(self) -> jieba.Tokenizer:
        if self._tokenizer is None:
            with _lock:
                if self._tokenizer is None:
                    tokenizer = jieba.Tokenizer()
                    # jieba's own initialize() keeps a cache of pickled data in the shared temporary folder; the
                    # dictionary is read directly instead, so that nobody else's file is ever loaded.
                    with tokenizer.get_dict_file() as lines:
                        tokenizer.FREQ, tokenizer.total = _counted(lines.read().decode("utf-8"))
                    tokenizer.initialized = True
                    for term in lexicon_terms():
                        tokenizer.add_word(term, _TERM_FREQUENCY)
                    self._tokenizer = tokenizer
        return self._tokenizer

    def words(self, text: str) -> list[str]:
        """Return the words of ``text``: long words and the dictionary words inside them, without punctuation."""
        tokenizer = self._ready()
        return [word for word in tokenizer.cut_for_search(normalize(text), HMM=False) if _is_word(word)]

    def cut(self, text: str) -> list[str]:
        """Return the words of ``text``, longest reading only, with punctuation."""
        return list(self._ready().cut(text, HMM=False))

    def spans(self, text: str) -> list[tuple[str, int]]:
        """Return the words of ``text``, longest reading only, each with its first character's number."""
        found, at = [], 0
        for word in self._ready().cut(text, HMM=False):
            found.append((word, at))
            at += len(word)
        return found

    def frequency(self, word: str) -> int:
        """Return how often jieba's dictionary counted the word, 0 if it does not hold it."""
        return int(self._ready().FREQ.get(word, 0))

    def features(self, text: str) -> list[str]:
        """Return the terms that BM25 counts: the words, and the bigrams of Chinese characters.

        A two-character word counts twice, as word and as bigram: where the dictionary knows it, it is worth more.
        """
        plain = normalize(text)
        return self.words(plain) + self.bigrams(plain)

    def bigrams(self, plain: str) -> list[str]:
        """Return the pairs of neighbouring Chinese characters of a normalized text; each is a feature of it."""
        return [a + b for a, b in pairwise(plain) if _is_han(a) and _is_han(b)]


def dictionary(tag: str = "") -> list[str]:
    """Return the words of jieba's dictionary, or those of one part of speech (``ns``: places).

    One expression over the whole file takes 0.05 s; line by line it would be ten times that.
    """
    with jieba.Tokenizer().get_dict_file() as lines:
        text = lines.read().decode("utf-8")
    return re.findall(rf"(?m)^(\S+) \d+ {re.escape(tag) or '.*'}$", text)


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


@lru_cache(maxsize=200_000)
def _is_word(word: str) -> bool:
    return any(char.isalnum() for char in word)


@lru_cache(maxsize=1)
def default_segmenter() -> Segmenter:
    """Return the segmenter that the process shares."""
    return Segmenter()
