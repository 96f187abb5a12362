"""Differences that a question asks for: both figures with their quotes, and the computed one, marked as computed."""

from collections.abc import Sequence
from decimal import Decimal

from assistant import messages
from assistant.answering.draft import Draft, place_of
from assistant.facts.indicators import Indicator
from assistant.facts.pairing import Pair, key, pairs
from assistant.question.cues import PATTERNS, Cue
from assistant.question.understand import Understood
from assistant.records import Hit
from corpus.records import Clause

_LIKE = 2  # characters that the name of an indicator must share with the question, in a row


def find_pair(understood: Understood, hits: tuple[Hit, ...], rows: Sequence[Indicator]) -> Pair | None:
    """Return the indicator with baseline and target that the question compares, where one of the hits states it.

    None where the question says more of the name of another one that the document states, of which it has only one of the two:
    有效地理标志还差多少 asks of no 有效注册商标.

    Args:
        understood: the question.
        hits: the best ones of a document.
        rows: all indicators of that document.
    """
    if _is_stated(understood, hits) or understood.wants(Cue.ALTERNATIVE):
        return None  # 专利的多还是商标的多: two things are compared, not what was reached with what is aimed at
    # 与2015年相比: none of a figure of 2020 and an aim
    compared = [pair for pair in pairs(list(rows)) if understood.years <= _years(pair)]
    found = _like([pair for pair in compared if _stated_in(pair, hits)], understood.text)
    best = max((shared for shared, _ in found), default=0)
    likest = [pair for shared, pair in found if shared == best]
    alone = len(likest) == 1 and not _says_more_of_another(understood.text, likest[0], best, rows)
    return likest[0] if alone else None  # 专利 alone is the name of several


def _says_more_of_another(question: str, pair: Pair, shared: int, rows: Sequence[Indicator]) -> bool:
    """Return whether a question holds more of the name of an indicator that is not of the pair than the ``shared`` of its own."""
    own = {key(row.name) for row in (*pair.baseline, pair.target)}
    return any(_shared(row.name, question) > shared for row in rows if key(row.name) not in own)


def _is_stated(understood: Understood, hits: Sequence[Hit]) -> bool:
    """Return whether the text itself says by how much: 较2015年分别增加4749件."""
    stated = PATTERNS[Cue.DIFFERENCE_STATED]
    return bool(hits) and stated.search(hits[0].text) is not None and understood.wants(Cue.DIFFERENCE_STATED)


def _stated_in(pair: Pair, hits: Sequence[Hit]) -> bool:
    """Return whether one of the hits holds one of the figures of the pair."""
    return any(hit.start <= row.start and row.end <= hit.end for row in (*pair.baseline, pair.target) for hit in hits)


def _like(compared: Sequence[Pair], question: str) -> list[tuple[int, Pair]]:
    """Return the pairs that have names like what a question says, each with how long a stretch of one of them that holds."""
    found = [(max(_shared(row.name, question) for row in (*pair.baseline, pair.target)), pair) for pair in compared]
    return [(shared, pair) for shared, pair in found if shared >= min(_LIKE, len(pair.name))]


def _years(pair: Pair) -> set[int | None]:
    return {row.year for row in (*pair.baseline, pair.target)}


def _shared(name: str, question: str) -> int:
    """Return the length of the longest stretch of ``name`` that the question holds."""
    longest = 0
    for start in range(len(name)):
        while start + longest < len(name) and name[start : start + longest + 1] in question:
            longest += 1
    return longest


def write_difference(pair: Pair, clauses: dict[str, Clause], draft: Draft) -> None:
    """Write baseline, target and their difference into ``draft``."""
    rows = {(row.start, row.end): row for row in (*pair.baseline, pair.target)}  # two figures may stand in one sentence
    for row in rows.values():
        clause = clauses[row.clause]
        draft.lines.append(
            f"{row.kind}：{draft.quote(clause, _sentence_of(clause, row), [(row.start, row.end)])}（{place_of(clause)}）"
        )
    if len(pair.baseline) > 1:
        return  # several baselines, some of them about figures: both sides are shown, nothing is computed
    reached = Decimal(str(pair.baseline[0].value))
    target = Decimal(str(pair.target.value))
    scale, unit = _scale(max(reached, target), pair.unit)
    numbers = [
        f"{value / scale:f}".rstrip("0").rstrip(".") if "." in f"{value / scale:f}" else f"{value / scale:f}"
        for value in (target, reached, target - reached)
    ]
    draft.lines.append(messages.COMPUTED.format(target=numbers[0], reached=numbers[1], difference=numbers[2], unit=unit))


def _scale(largest: Decimal, unit: str) -> tuple[Decimal, str]:
    for size, name in ((Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万")):
        if largest >= size:
            return size, name + unit
    return Decimal(1), unit


def _sentence_of(clause: Clause, row: Indicator) -> tuple[int, int]:
    return next((a, b) for a, b in clause.sentences if a <= row.start and row.end <= b)
