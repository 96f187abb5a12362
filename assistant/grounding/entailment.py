"""Whether a quote says all that a claim says: what is confirmed to a reader must stand in the text."""

import re
from functools import lru_cache

from assistant.grounding.check import check
from assistant.grounding.figures import figures, plain
from assistant.records import Citation

# Between a subject and its figure: the text may have another of these words there. Bounds are held by the grounding check.
_LINKS = re.compile(r"(?:将|要|拟|计划)?(?:达到|超过)|目标|指标|[是为,;:、。!?()“”\"'《》]")
_SKIPPED = re.compile(r"[了的着地得]")


def entails(quote: Citation, claim: str) -> bool:
    """Return whether the quote states the whole claim: doubt is no.

    The grounding check holds figures, names, places, bodies, polarity and binding words. Beyond it, each stretch of the claim
    must stand in the quote, or in the headings above it, word for word: a word that stands elsewhere in the sentence speaks of
    something else (省级 of a base, not of a pilot city).

    Args:
        quote: the sentence with its document, path and title.
        claim: the statement, without what only asks.
    """
    stated = _in_one_form(f"{quote.quote}。{quote.doc_title}。{quote.path}。{quote.title}")
    if not all(stretch in stated for stretch in _LINKS.split(_in_one_form(claim))):
        return False  # of nearly all quotes, and told in a tenth of the time of the check
    return bool(check(f"{claim.rstrip('。.?？')}[{quote.n}]。", [quote]).kept)


@lru_cache(maxsize=1024)  # a claim is held against several quotes, and the same quotes come up again
def _in_one_form(text: str) -> str:
    """Return a text without particles, its figures in Arabic numerals: 三年 is 3年."""
    text = plain(text)
    for figure in reversed(figures(text)):
        if figure.unit not in ("date", "number", "phone"):
            text = f"{text[: figure.start]}{figure.value}{figure.unit}{text[figure.end :]}"
    return _SKIPPED.sub("", text)
