"""Raw questions in Simplified characters, without what no reader means to type: hidden Unicode, markup."""

import re
from functools import lru_cache

import opencc

_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\x00-\x08\x0b-\x1f\x7f]")
_TAG = re.compile(r"<[^<>]{0,200}>")
_SPACE = re.compile(r"\s+")
_PUNCTUATION = re.compile(r"[\W_]+")


def clean(question: str) -> str:
    """Return the question in Simplified characters, without control characters, hidden Unicode and markup."""
    return simplified(_SPACE.sub(" ", _TAG.sub(" ", _INVISIBLE.sub("", question))).strip())


def simplified(text: str) -> str:
    """Return the text in Simplified characters, in which the documents are written."""
    text = text.replace("麽", "么")  # in GB 2312 as well, where it is another word, that nobody asks about
    try:
        text.encode("gb2312")  # holds no Traditional character
    except UnicodeEncodeError:
        return str(_converter().convert(text))
    return text


@lru_cache(maxsize=1)
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def words_only(question: str) -> str:
    """Return the question without punctuation and blanks."""
    return _PUNCTUATION.sub("", question)
