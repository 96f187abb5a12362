"""Raw questions without what no reader means to type: control characters, hidden Unicode, markup."""

import re

_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\x00-\x08\x0b-\x1f\x7f]")
_TAG = re.compile(r"<[^<>]{0,200}>")
_SPACE = re.compile(r"\s+")
_PUNCTUATION = re.compile(r"[\W_]+")


def clean(question: str) -> str:
    """Return the question without control characters, hidden Unicode and markup, white space as single blanks."""
    return _SPACE.sub(" ", _TAG.sub(" ", _INVISIBLE.sub("", question))).strip()


def words_only(question: str) -> str:
    """Return the question without punctuation and blanks."""
    return _PUNCTUATION.sub("", question)
