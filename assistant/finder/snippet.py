"""What a list shows of a clause: all of a short one, of a long one the sentences that hold what was looked for."""

from collections.abc import Iterator

from assistant.finder.export import pieces
from assistant.finder.find import Found

WHOLE = 400  # characters of a clause that is shown as a whole
AROUND = 60  # characters on each side of an occurrence
MOST = 4  # stretches of a long clause
_CUT = "…"


def snippet(row: Found) -> list[tuple[str, bool]]:
    """Return the text in pieces, each with whether it is one of the terms; … stands for what is left out."""
    if len(row.clause.text) <= WHOLE:
        return pieces(row)
    if not row.spans:
        return [(row.clause.text[:WHOLE] + _CUT, False)]
    return list(_stretches(row))


def _stretches(row: Found) -> Iterator[tuple[str, bool]]:
    text, first = row.clause.text, row.clause.start
    stretches: list[list[int]] = []
    for start, end in row.spans:
        low, high = max(0, start - first - AROUND), min(len(text.rstrip()), end - first + AROUND)
        if stretches and low <= stretches[-1][1]:
            stretches[-1][1] = high
        else:
            stretches.append([low, high])
    for low, high in stretches[:MOST]:
        if low:
            yield _CUT, False
        at = low
        for start, end in ((start - first, end - first) for start, end in row.spans if low <= start - first < high):
            yield from ((text[at:start], False), (text[start:end], True))
            at = end
        yield text[at:high], False
    if stretches[:MOST][-1][1] < len(text.rstrip()):
        yield _CUT, False
