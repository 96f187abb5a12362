"""Questions and answers: 问：… 答：… are one clause, named by the question; its sentences are the answer's."""

import re
from collections.abc import Sequence

from corpus.markers import RANKS, Marker
from corpus.pieces import Line

_ASKED = re.compile(r"(?:\*\*)?(?:\d{1,3}[.、．]\s{0,3})?(?:【问】|(?:问题?|Q)\s{0,3}\d{0,3}\s{0,3}[：:、.．])\s{0,3}(?:\*\*)?")
_ANSWERED = re.compile(r"(?:\*\*)?(?:【答】|(?:回?答|A)\s{0,3}\d{0,3}\s{0,3}[：:])\s{0,3}(?:\*\*)?")


def answer_start(text: str) -> int:
    """Return how many characters a line spends on saying that it answers, 0 where it does not say so."""
    found = _ANSWERED.match(text)
    return found.end() if found else 0


def mark_asked(lines: Sequence[Line], body: int) -> None:
    """Mark questions that answers follow as the beginnings of clauses, and what follows them as their answers."""
    asked = [at for at in range(body, len(lines)) if not lines[at].role and _ASKED.match(lines[at].text)]
    if not any(answer_start(lines[at].text) for at in range(body, len(lines))):
        return
    for number, at in enumerate(asked, 1):
        line, found = lines[at], _ASKED.match(lines[at].text)
        assert found is not None
        line.role = "open"
        line.marker = Marker("问", RANKS["1."], f"问{number}", f"问{number}", found.start(), found.end())
        end = next((n for n in range(at + 1, len(lines)) if n in asked or _heads(lines, n)), len(lines))
        for following in lines[at + 1 : end]:
            following.role = "more"


def _heads(lines: Sequence[Line], at: int) -> bool:
    """Whether a line begins something else than an answer: it is marked already, or heads the questions below it."""
    line = lines[at]
    if line.role:
        return True
    asks = at + 1 < len(lines) and _ASKED.match(lines[at + 1].text) is not None
    return line.marker is not None and line.marker.rank <= RANKS["yi"] and (asks or line.marker.divides)
