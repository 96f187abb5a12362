"""Whether a quote says all that a claim says: what is confirmed to a reader must stand in the text."""

from collections.abc import Callable, Sequence

from assistant.grounding.check import check
from assistant.grounding.figures import plain
from assistant.records import Citation

SCOPE = frozenset("只仅都均各每全皆必须未无")  # words of one character that widen, narrow or turn what is claimed
LEAST = 2  # characters of a word that counts as content


def entails(quote: Citation, claim: str, words: Callable[[str], Sequence[str]]) -> bool:
    """Return whether the quote states the whole claim: doubt is no.

    The grounding check holds figures, names, places, bodies, polarity and binding words; beyond it each word of the claim
    must stand in the quote or in the headings above it, so that a verb or a scope that the text does not use confirms nothing.

    Args:
        quote: the sentence with its document, path and title.
        claim: the statement, without what only asks.
        words: cuts a text into words.
    """
    if not check(f"{claim.rstrip('。.?？')}[{quote.n}]。", [quote]).kept:
        return False
    stated = plain(f"{quote.quote}。{quote.doc_title}。{quote.path}。{quote.title}")
    return all(word in stated for word in words(plain(claim)) if len(word) >= LEAST or word in SCOPE)
