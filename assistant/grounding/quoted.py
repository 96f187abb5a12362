"""What a claim says in quotation marks, where a quote has something like it in its own: “二合一” beside “三合一”."""

import re

from assistant.grounding.statements import years_of

_MARKED = re.compile(r"[“\"‘「『]([^“”\"‘’「」『』]{2,24})(?:[”\"’」』]|$)")
_MARKS = re.compile(r"[“”\"‘’「」『』]")
ALIKE = 0.5  # share of the characters of a phrase that another one has at the same place, from either end


def quoted_otherwise(claim: str, quote: str) -> str:
    """Return what a written quote has in quotation marks instead of what a written claim has in them; empty where nothing.

    What stands so is told to the letter: a phrase that differs in one word is another one. One that the quote has somewhere,
    with or without marks, is not told otherwise, and “十四五” is a time.
    """
    plain = _MARKS.sub("", quote)
    ours = [phrase for phrase in _MARKED.findall(claim) if phrase not in plain and not years_of(phrase)]
    theirs = [phrase for phrase in _MARKED.findall(quote) if phrase not in claim]
    return next((other for phrase in ours for other in theirs if _is_like(phrase, other)), "")


def _is_like(one: str, other: str) -> bool:
    """Return whether two phrases are as long but for a character, and have half of their characters at the same places."""
    if abs(len(one) - len(other)) > 1:
        return False
    ahead = sum(a == b for a, b in zip(one, other, strict=False))
    behind = sum(a == b for a, b in zip(reversed(one), reversed(other), strict=False))
    return max(ahead, behind) >= ALIKE * max(len(one), len(other))
