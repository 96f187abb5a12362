"""The words of a question that say what it is about, once those that only ask are gone."""

import re

from assistant.question.cues import PATTERNS
from index.segment import normalize

_SEPARATORS = re.compile(r"[\s、,，;；和与及]+")
_DENIED = re.compile(r"[(（](?:不是|不含|不包括|非)[^()（）]*[)）]")
PIECE = (2, 8)  # characters of a keyword


def without_denied(text: str) -> str:
    """Return a question without what it says in brackets that it does not mean: 示范单位（不是试点）."""
    return _DENIED.sub("", text)


def core(text: str) -> tuple[str, ...]:
    """Return the stretches of a question between the words that only ask; they are what is searched."""
    return tuple(part for part in PATTERNS["chatter"].split(normalize(text)) if part and part.strip())


def topic(text: str) -> tuple[str, ...]:
    """Return what a question is about, in pieces of two characters and more, without words on the text itself (原文, 提到)."""
    pieces = (word.strip() for part in core(text) for word in PATTERNS["about_text"].split(part) if word)
    return tuple(piece for piece in pieces if len(piece) >= 2)


def keywords(text: str) -> tuple[str, ...]:
    """Return the stretches of a question between separators that are as short as keywords."""
    return tuple(piece for piece in _SEPARATORS.split(text) if PIECE[0] <= len(piece) <= PIECE[1])
