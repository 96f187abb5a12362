"""What belongs to a whole document and to none of its sections: the list of annexes, closing sentences, the signature."""

import re
from collections.abc import Sequence

from corpus.numerals import CHINESE
from corpus.pieces import Line
from corpus.wording import closes, is_date, is_name, is_note, signs

SIGNED, CLOSING, LISTED = "落款", "结语", "附件说明"  # places; the last is GB/T 9704's word for the list of annexes
_MOST_SIGNERS = 8  # lines above the date
_NUMBER = re.compile(rf"[\d{CHINESE}]")
_COUNTED = re.compile(r"[：:]?\s*1\s*[.、．]")


def mark_apart(lines: Sequence[Line], body: int) -> None:
    """Mark the signatures, the lists of annexes and the closing sentences of the body, which begins at line ``body``."""
    for at in range(body, len(lines)):
        if not lines[at].role and is_date(lines[at].text):
            _mark_signature(lines, body, at)
    _mark_annex_lists(lines, body)
    for at in range(body + 1, len(lines) + 1):
        if at == len(lines) or lines[at].role == "apart" or lines[at].annexed:
            _mark_closing(lines, body, at)


def _set(lines: Sequence[Line], place: str) -> None:
    for line in lines:
        line.role, line.place = "apart", place


def _mark_signature(lines: Sequence[Line], body: int, date: int) -> None:
    """Mark the date at line ``date`` with the organs above it and the notes below it, where it is the date of a signature."""
    first = date
    while first > body and date - first < _MOST_SIGNERS and lines[first - 1].free and signs(lines[first - 1].text):
        first -= 1
    last = date + 1
    while last < len(lines) and lines[last].marker is None and is_note(lines[last].text):
        last += 1
    if first == date:
        ends = last == len(lines) or lines[last].annexed
        if not ends or date == body:
            return
        first -= date - 1 > body and lines[date - 1].free and is_name(lines[date - 1].text)  # whoever it is has signed
    _set(lines[first:last], SIGNED)


def _mark_annex_lists(lines: Sequence[Line], body: int) -> None:
    at = body
    while at < len(lines):
        end = _list_end(lines, at) if lines[at].annexed and not lines[at].role else 0
        if end:
            _set(lines[at:end], LISTED)
        at = end or at + 1


def _list_end(lines: Sequence[Line], at: int) -> int:
    """Return the number of the line behind the list of annexes at ``at``, or 0 where an annex begins there."""
    first = lines[at]
    assert first.marker is not None
    named = _NUMBER.search(first.marker.key) is not None
    if not named and (_COUNTED.match(first.text[first.marker.end :]) or (first.alone and _key(lines, at + 1) == "1")):
        return _counted_end(lines, at + 1, 1 if first.alone else 2)
    end = at
    while end < len(lines) and lines[end].annexed and not lines[end].alone and (end == at or _follows(lines, end)):
        end += 1
    if end < len(lines) and lines[end].annexed:  # it begins again, with its text
        return end if end > at else 0
    closed = end == len(lines) or lines[end].role == "apart"
    return end if closed and end > at + named else 0


def _counted_end(lines: Sequence[Line], at: int, number: int) -> int:
    """Return the number of the line behind items that count up from ``number``."""
    while _key(lines, at) == str(number):
        at, number = at + 1, number + 1
    return at


def _follows(lines: Sequence[Line], at: int) -> bool:
    """Whether the annex on line ``at`` has another number than those right before it."""
    before, marker = lines[at - 1].marker, lines[at].marker
    return before is not None and marker is not None and before.key < marker.key


def _key(lines: Sequence[Line], at: int) -> str:
    """Return the number of an item 1., 2. on line ``at``, empty where it has none."""
    marker = lines[at].marker if at < len(lines) else None
    return marker.key if marker is not None and marker.kind in ("1.", "item", "n") else ""


def _mark_closing(lines: Sequence[Line], body: int, end: int) -> None:
    """Mark the unnumbered paragraphs right before line ``end`` that speak of the whole document."""
    first = end
    while first > body and lines[first - 1].free and closes(lines[first - 1].text):
        first -= 1
    above = next((line.marker for line in reversed(lines[body:first]) if line.marker is not None), None)
    if above is not None and above.kind not in ("article", "annex"):  # the last article says it itself
        _set(lines[first:end], CLOSING)
