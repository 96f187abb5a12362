"""What `corpus add` says of a file: how much of it is stored, what was left out, what must be known."""

from collections.abc import Iterator
from itertools import groupby

from corpus import messages
from corpus.readers.source import Dropped, Source

LONGEST = 60  # characters of a text that is shown


def report(source: Source) -> Iterator[str]:
    """Yield lines: the warnings, the coverage of the file, every text that was dropped or lost. Nothing for plain text."""
    yield from source.warnings
    if source.kind == "text" and not source.dropped:
        return
    kinds = groupby(sorted(source.dropped, key=_kind), key=_kind)
    counts = "、".join(messages.DROPPED_OF_KIND.format(kind=kind, count=len(list(rows))) for kind, rows in kinds)
    yield messages.FILE_COVERAGE.format(coverage=source.coverage(), dropped=counts or messages.NOTHING)
    for dropped in source.dropped:
        page = "" if dropped.page is None else messages.PAGE.format(page=dropped.page)
        yield messages.DROPPED.format(kind=dropped.kind, page=page, text=dropped.text[:LONGEST])
    yield from (messages.LOST.format(text=text[:LONGEST]) for text in source.lost())


def _kind(dropped: Dropped) -> str:
    return dropped.kind
