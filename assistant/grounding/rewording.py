"""A claim in the figures of a quote: what the reading model is shown, which takes 七千件 for something else than 7092件.

Which figures make each other true the slots know (``Paired``). The model knows whether the rest of a claim is in a quote, and it
knows that far better where no figure keeps it from seeing so.
"""

from collections.abc import Callable

from assistant.grounding.alignment import Alignment, Paired
from assistant.grounding.pairing import Counted


def as_quoted(alignment: Alignment) -> str:
    """Return the claim with the figures of the quote where they make it true: 超过7092件 for 超过7000件."""
    return _with(alignment, _agreeing)


def as_given(alignment: Alignment) -> str:
    """Return the claim with the figures that the quote has in their place: what would be true, if the quote is about the same.

    It is the claim itself where the quote has no other figures than the claim.
    """
    return _with(alignment, lambda pair: _agreeing(pair) or (None if pair.right else pair.nearest))


def _agreeing(pair: Paired) -> Counted | None:
    return pair.same if pair.right else None


def _with(alignment: Alignment, chosen: Callable[[Paired], Counted | None]) -> str:
    text, quote = alignment.claim.text, alignment.quote.text
    for pair in sorted(alignment.paired, key=lambda pair: -pair.claimed.quantity.start):
        counted, ours = chosen(pair), pair.claimed.quantity
        if counted:
            theirs = quote[counted.quantity.start : counted.quantity.end]
            text = text[: ours.start] + theirs + text[ours.end :]
    return text
