"""The lexicon at work: everyday wordings of a question and the official terms for them."""

from functools import lru_cache

from corpus.longest import Longest
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
def _wordings() -> Longest:
    return Longest(synonyms())


def _is_whole(plain: str, start: int, end: int) -> bool:
    """Whether no English word or number is cut: "ip" must not be found inside "script"."""
    if not plain[start:end].isascii():
        return True
    return not any(char.isascii() and char.isalnum() for char in (plain[start - 1 : start], plain[end : end + 1]) if char)


def in_official_terms(text: str) -> str:
    """Return the normalized text with the first official term in the place of each everyday wording: 地标条例 is 地理标志条例."""
    plain = normalize(text)
    wordings = dict.fromkeys(plain[start:end] for start, end in _wordings().spans(plain, _is_whole))
    for wording in wordings:
        if not any(term in plain for term in synonyms()[wording]):
            plain = plain.replace(wording, synonyms()[wording][0])
    return plain


def added_terms(text: str) -> list[str]:
    """Return the official terms that the lexicon knows for the wordings in ``text``, each once, in order."""
    plain = normalize(text)
    found: dict[str, None] = {}
    known = synonyms()
    for start, end in _wordings().spans(plain, _is_whole):
        wording = plain[start:end]
        terms = known[wording]
        if any(wording in term and term in plain for term in terms):
            continue  # 外观 of 外观设计专利: the official term stands there already
        for term in terms:
            if term not in plain:
                found.setdefault(term)
    return list(found)
