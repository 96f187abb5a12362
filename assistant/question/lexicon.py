"""The lexicon at work: everyday wordings of a question and the official terms for them."""

from collections.abc import Mapping
from functools import lru_cache

from assistant.field import SYNONYMS, read_synonyms
from corpus.longest import Longest
from index.segment import LEXICON, normalize


class Lexicon:
    """Everyday wordings and their official terms. Thread-safe: nothing changes after it was made.

    Args:
        synonyms: wording → terms, normalized.
    """

    def __init__(self, synonyms: Mapping[str, tuple[str, ...]]) -> None:
        self.synonyms = synonyms
        self._wordings = Longest(synonyms)

    def with_those_of(self, own: Mapping[str, tuple[str, ...]]) -> "Lexicon":
        """Return the lexicon with an office's own entries, which count where both have a wording."""
        return Lexicon({**self.synonyms, **own}) if own else self

    def in_official_terms(self, text: str) -> str:
        """Return the normalized text with the first official term for each everyday wording: 地标条例 is 地理标志条例."""
        plain = normalize(text)
        wordings = dict.fromkeys(plain[start:end] for start, end in self._wordings.spans(plain, _is_whole))
        for wording in wordings:
            if not any(term in plain for term in self.synonyms[wording]):
                plain = plain.replace(wording, self.synonyms[wording][0])
        return plain

    def added_terms(self, text: str) -> list[str]:
        """Return the official terms that the lexicon knows for the wordings in ``text``, each once, in order."""
        plain = normalize(text)
        found: dict[str, None] = {}
        for start, end in self._wordings.spans(plain, _is_whole):
            wording = plain[start:end]
            terms = self.synonyms[wording]
            if any(wording in term and term in plain for term in terms):
                continue  # 外观 of 外观设计专利: the official term stands there already
            for term in terms:
                if term not in plain:
                    found.setdefault(term)
        return list(found)


def _is_whole(plain: str, start: int, end: int) -> bool:
    """Whether no English word or number is cut: "ip" must not be found inside "script"."""
    if not plain[start:end].isascii():
        return True
    return not any(char.isascii() and char.isalnum() for char in (plain[start - 1 : start], plain[end : end + 1]) if char)


@lru_cache(maxsize=1)
def shared_lexicon() -> Lexicon:
    """Return the lexicon that every office has, from ``lexicon/synonyms.tsv``."""
    return Lexicon(read_synonyms(LEXICON / SYNONYMS))
