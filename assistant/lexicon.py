"""The lexicon at work: everyday wordings of a question and the official terms for them."""

import re
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
def _synonym_pattern() -> re.Pattern[str]:
    words = sorted(synonyms(), key=len, reverse=True)
    # English wordings only as whole words: "ip" must not be found inside "script"
    return re.compile(
        "|".join(rf"(?<![a-z0-9]){re.escape(w)}(?![a-z0-9])" if w.isascii() else re.escape(w) for w in words) or r"(?!)"
    )


def added_terms(text: str) -> list[str]:
    """Return the official terms that the lexicon knows for the wordings in ``text``, each once, in order."""
    plain = normalize(text)
    found: dict[str, None] = {}
    for match in _synonym_pattern().finditer(plain):
        terms = synonyms()[match.group()]
        if any(match.group() in term and term in plain for term in terms):
            continue  # 外观 of 外观设计专利: the official term stands there already
        for term in terms:
            if term not in plain:
                found.setdefault(term)
    return list(found)
