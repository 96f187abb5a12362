"""The lexicon at work: everyday wordings of a question and the official terms for them."""

from collections.abc import Iterator
from functools import lru_cache

from index.segment import LEXICON, normalize


@lru_cache(maxsize=1)
def synonyms() -> dict[str, tuple[str, ...]]:
    """Return everyday wording → official terms, from ``lexicon/synonyms.tsv``."""
    path = LEXICON / "synonyms.tsv"
    found: dict[str, tuple[str, ...]] = {}
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else []:
        cells = line.split("\t")
        if len(cells) >= 2 and not line.startswith("#"):
            found[normalize(cells[0])] = tuple(normalize(term) for term in cells[1].split("、") if term)
    return found


@lru_cache(maxsize=1)
def _longest() -> dict[str, int]:
    """Return by first character how long a wording that begins with it can be."""
    found: dict[str, int] = {}
    for word in synonyms():
        found[word[0]] = max(found.get(word[0], 0), len(word))
    return found


def _wordings(plain: str) -> Iterator[str]:
    """Yield the wordings of the lexicon in the text, the longest at each place, without overlap."""
    at = 0
    while at < len(plain):
        ends = range(min(at + _longest().get(plain[at], 0), len(plain)), at, -1)
        end = next((end for end in ends if plain[at:end] in synonyms() and _is_whole(plain, at, end)), 0)
        if end:
            yield plain[at:end]
        at = end or at + 1


def _is_whole(plain: str, start: int, end: int) -> bool:
    """Whether no English word or number is cut: "ip" must not be found inside "script"."""
    if not plain[start:end].isascii():
        return True
    return not any(char.isascii() and char.isalnum() for char in (plain[start - 1 : start], plain[end : end + 1]) if char)


def in_official_terms(text: str) -> str:
    """Return the normalized text with the first official term in the place of each everyday wording: 地标条例 is 地理标志条例."""
    plain = normalize(text)
    for wording in dict.fromkeys(_wordings(plain)):
        if not any(term in plain for term in synonyms()[wording]):
            plain = plain.replace(wording, synonyms()[wording][0])
    return plain


def added_terms(text: str) -> list[str]:
    """Return the official terms that the lexicon knows for the wordings in ``text``, each once, in order."""
    plain = normalize(text)
    found: dict[str, None] = {}
    for wording in _wordings(plain):
        terms = synonyms()[wording]
        if any(wording in term and term in plain for term in terms):
            continue  # 外观 of 外观设计专利: the official term stands there already
        for term in terms:
            if term not in plain:
                found.setdefault(term)
    return list(found)
