"""Rules for others than what they name: 通过PCT以外的其他途径申请的 says nothing of what came by PCT."""

import re

from index.segment import normalize

_RULE_FOR_OTHERS = re.compile("(?:以外|之外)的(?:其他|其它)")
_MARK = "外的其"  # stands in every such rule
_STOPS = re.compile("[，,；;。、：:]")
_DENIED = re.compile(r"(?:没有?|不|非|未|除了?)[^，,；;。？?]{0,3}$")
SHORTEST, LONGEST = 3, 12  # characters of a name


def of_others(sentence: str, said: str) -> float:
    """Return how a rule for others than what it names fits what is said: 1 where that is of the others, -1 where of the named.

    0 for any other sentence, and where nothing of the name is said.

    Args:
        sentence: of a document.
        said: a question or a claim, its width folded.
    """
    others = _RULE_FOR_OTHERS.search(sentence) if _MARK in sentence else None  # few sentences: nearly all are told by that alone
    named = normalize(_STOPS.split(sentence[: others.start()].rstrip())[-1])[-LONGEST:] if others else ""
    pieces = (named[at:end] for at in range(len(named)) for end in range(len(named), at + SHORTEST - 1, -1))
    spoken = max((piece for piece in pieces if piece in said), key=len, default="")
    if not spoken:
        return 0.0
    before, _, behind = said.partition(spoken)
    return 1.0 if _DENIED.search(before) or behind.startswith(("以外", "之外")) else -1.0
