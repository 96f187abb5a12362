"""Sentence splitting for official Chinese text."""

import re

from corpus.records import Span

# A sentence ends at a full stop, semicolon, question or exclamation mark (with the closing quotes and brackets
# behind it) or at a line break.
_SENTENCE = re.compile(r"[^。；;！!？?\n\r]*(?:[。；;！!？?]+[”’\"』」》）)】]*|[\n\r]+|$)")
_HAS_WORD = re.compile(r"\w")
_SPACES = " \xa0\u3000"  # no line break: what stands on a line of its own stays apart
SHORTEST = 4  # characters; a shorter piece (a stray "略。") says nothing alone and joins its neighbour


def split_sentences(text: str, start: int = 0) -> list[Span]:
    """Return the sentences of ``text`` as spans, shifted by ``start``, without surrounding white space.

    Every character that is not white space lies in exactly one span.
    """
    spans: list[Span] = []
    behind = 0  # the end of the span before, in text
    for match in _SENTENCE.finditer(text):
        piece = match.group()
        stripped = piece.strip()
        if not stripped:
            continue
        at = match.start() + piece.index(stripped)
        span = (start + at, start + at + len(stripped))
        short = len(_HAS_WORD.findall(stripped)) < SHORTEST
        touching = bool(spans) and not text[behind:at].strip(_SPACES)
        if short and touching:
            spans[-1] = (spans[-1][0], span[1])
        else:
            spans.append(span)
        behind = at + len(stripped)
    return spans
