"""The part of a long sentence that answers: verbatim, with who and by when."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.records import Span

WHOLE = 110  # characters; a sentence up to this length is shown whole
TARGET = 90  # characters that an excerpt of a longer one aims at
STRONG = 0.4  # share of what the best piece has more than the weakest, from which another one is shown as well
_PART = re.compile(r"[^，,；;：:]*(?:[，,；;：:]+|$)")
# who and by when, at the start of a sentence: 到2025年, “十三五”期间, 截至2020年, 国务院专利行政部门
_LEAD = re.compile(
    r"^(?:[“\"]?十[二三四五]五[”\"]?(?:期间|末|时期)?|(?:到|截至|截止)?\d{4}年(?:底|末|度)?|[^，,]{2,18}(?:的|时|后|前|内))$"
)
_SHARE = re.compile("[%％‰]|百分之|[一二三四五六七八九]成")
_LIMIT = re.compile(
    r"(?![对向]|其中|另)[^，,；;。]{0,30}(?:每|单|年度|全年|总额|累计)[^，,；;。]{0,20}(?:不超过|不高于|最高|封顶|上限)[^，,；;。]{0,12}\d"
)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sentence between commas, with its offsets in the document and how well it answers."""

    start: int
    end: int
    score: float


def parts_of(text: str, start: int, score: Callable[[int, int, str], float]) -> list[Part]:
    """Return the pieces of ``text``, which begins at offset ``start``; ``score(start, end, piece)`` rates each."""
    found: list[Part] = []
    depth = 0
    opened = start
    for match in _PART.finditer(text):
        piece = match.group()
        if not piece:
            continue
        depth += sum(piece.count(c) for c in "“《（(") - sum(piece.count(c) for c in "”》）)")
        if depth > 0:
            continue  # inside quotes or brackets nothing is cut
        end = start + match.end()
        found.append(Part(opened, end, score(opened, end, text[opened - start : match.end()])))
        opened = end
    if opened < start + len(text):
        found.append(Part(opened, start + len(text), score(opened, start + len(text), text[opened - start :])))
    return found


def excerpt(
    text: str, start: int, score: Callable[[int, int, str], float], each: Sequence[Callable[[int, int, str], float]] = ()
) -> list[Span]:
    """Return the spans of ``text`` to show, in order: the whole, or the best run of pieces with its lead, and others as strong.

    Args:
        text: the sentence.
        start: its offset in the document.
        score: how well a piece answers, any scale, 0 for not at all.
        each: how well a piece answers each of several questions that are asked at once; the best of each is shown.
    """
    if len(text) <= WHOLE:
        return [(start, start + len(text))]
    parts = parts_of(text, start, score)
    first, last = _best_run(parts)
    shown = sorted({*range(first, last + 1), *_strong(parts), *(n for one in each for n in _best(parts_of(text, start, one)))})
    shown = sorted({*shown, *_limits(text, start, parts, shown)})
    spans = [(parts[run[0]].start, parts[run[-1]].end) for run in _runs(shown)]
    lead = text[: parts[0].end - start].rstrip("，,；;：:")
    if shown[0] > 0 and _LEAD.match(lead):
        spans.insert(0, (start, start + len(lead)))
    return [_trimmed(text, start, span) for span in spans]


def _strong(parts: Sequence[Part]) -> list[int]:
    """Return the pieces that answer hardly less than the best: of two things that one sentence states neither is left out.

    What all of them have, such as the bank's finger on the sentence, tells none of them apart.
    """
    scores = [part.score for part in parts]
    least, most = min(scores), max(scores)
    return [number for number, score in enumerate(scores) if most > least and score - least >= STRONG * (most - least)]


def _limits(text: str, start: int, parts: Sequence[Part], shown: Sequence[int]) -> list[int]:
    """Return the pieces that limit the sum which the shown piece just before them gives as a share: 的50%，每家年度不超过200万元.

    Only what follows at a comma is of the same thing.
    """
    pieces = [text[part.start - start : part.end - start] for part in parts]
    return [
        n + 1
        for n in shown
        if n + 1 < len(parts) and pieces[n][-1:] in ",，" and _SHARE.search(pieces[n]) and _LIMIT.match(pieces[n + 1])
    ]


def _best(parts: Sequence[Part]) -> list[int]:
    """Return the number of the piece that answers best, none where no piece answers."""
    best = max(range(len(parts)), key=lambda n: (parts[n].score, -n))
    return [best] if parts[best].score > 0 else []


def _runs(numbers: Sequence[int]) -> list[list[int]]:
    """Return rising numbers as runs of such as follow one another."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def _best_run(parts: Sequence[Part]) -> tuple[int, int]:
    """Return the first and the last of the pieces to show: the best, and what beside it answers better, as room allows."""
    first = last = max(range(len(parts)), key=lambda n: (parts[n].score, -n))
    while beside := _fitting(parts, first, last):
        chosen = max(beside, key=lambda n: (parts[n].score, n))  # of two as good, the one behind
        first, last = min(first, chosen), max(last, chosen)
    return first, last


def _fitting(parts: Sequence[Part], first: int, last: int) -> list[int]:
    """Return the pieces before and behind a run that it has room for."""
    room = TARGET - (parts[last].end - parts[first].start)
    return [n for n in (first - 1, last + 1) if 0 <= n < len(parts) and parts[n].end - parts[n].start <= room]


def _trimmed(text: str, start: int, span: Span) -> Span:
    begin, end = span
    while end > begin and text[end - 1 - start] in "，,；;：: ":
        end -= 1
    return begin, end
