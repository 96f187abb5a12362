"""What every page shows of an answer: its heading, and its text in pieces, with something in the place of each mark."""

import re
from collections.abc import Iterator, Sequence

from assistant import messages
from assistant.records import Answer, Citation, Status

_ICONS = {
    Status.ANSWERED: "✓", Status.PARTIAL: "◐", Status.NOT_FOUND: "○", Status.OUT_OF_SCOPE: "○", Status.BLOCKED: "!",
    Status.CLARIFY: "?", Status.ERROR: "!",
}  # fmt: skip
_MARK = re.compile(r"\[(\d{1,3})\]")


def icon_of(answer: Answer) -> str:
    """Return the sign before the heading, empty where nothing was looked up."""
    return "" if answer.aside else _ICONS[answer.status]


def title_of(answer: Answer) -> str:
    """Return what an answer is headed: what it says of a claim, else how it ends."""
    if answer.verdict is not None:
        return messages.VERDICTS[answer.verdict]
    return messages.ASIDE_TITLES.get(answer.aside) or messages.STATUS_TITLES[answer.status]


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
