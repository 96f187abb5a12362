"""An answer in pieces, for pages that put something in the place of each mark."""

import re
from collections.abc import Iterator, Sequence

from assistant.records import Citation

_MARK = re.compile(r"\[(\d{1,3})\]")


def cited_lines(text: str, citations: Sequence[Citation]) -> list[list[str | Citation]]:
    """Return an answer's lines in pieces, a citation in place of each mark that has one; empty lines are left out."""
    by_number = {citation.n: citation for citation in citations}
    return [list(_cited(line, by_number)) for line in text.split("\n") if line.strip()]


def _cited(line: str, by_number: dict[int, Citation]) -> Iterator[str | Citation]:
    at = 0
    for found in _MARK.finditer(line):
        citation = by_number.get(int(found.group(1)))
        if citation is not None:
            yield line[at : found.start()]
            yield citation
            at = found.end()
    yield line[at:]
