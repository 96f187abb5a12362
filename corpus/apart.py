"""What belongs to a whole document and to none of its sections: the list of annexes, closing sentences, the signature."""

import re
from collections.abc import Sequence
from itertools import takewhile

from corpus.numerals import CHINESE
from corpus.outline import component_number
from corpus.pieces import Line
from corpus.records import Clause
from corpus.wording import closes, is_date, is_name, is_note, signs

SIGNED, CLOSING, LISTED = "落款", "结语", "附件说明"  # places; the last is GB/T 9704's word for the list of annexes
_MOST_SIGNERS = 8  # lines above the date
_NUMBER = re.compile(rf"[\d{CHINESE}]")
_COUNTED = re.compile(r"[：:]?\s{0,9}1\s{0,9}[.、．]")
_BLANK = re.compile(r"[□☐]|_{3}|\t\s*\t|[年月][ \u3000]{1,12}[月日]|[ \u3000]{5}")  # what is left to be filled in
_ANNEXED = ("附件", "附录", "附表")
_ENDS = ("。", "；", ";", "！", "!")


def states_nothing(clause: Clause, following: Clause | None) -> bool:
    """Return whether a clause only tells who signed or which annexes there are, heads a table, or is of a form to be filled in.

    Args:
        clause: the clause.
        following: the one behind it; a row of a table stands under the words of its head.
    """
    if clause.path in (SIGNED, LISTED) or (following is not None and following.headings[-1:] == (clause.text.strip(),)):
        return True
    texts = [clause.sentence_text(number).rstrip() for number in range(len(clause.sentences))]
    return clause.path.startswith(_ANNEXED) and _BLANK.search(clause.text) is not None and not any(map(_ends, texts))


def _ends(text: str) -> bool:
    """Return whether a text ends as a sentence does."""
    return text.endswith(_ENDS)


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
    above = takewhile(lambda line: line.free and signs(line.text), reversed(lines[max(body, date - _MOST_SIGNERS) : date]))
    first = date - sum(1 for _ in above)
    last = date + 1
    while last < len(lines) and lines[last].marker is None and is_note(lines[last].text):
        last += 1
    if first == date:
        if date == body or not (last == len(lines) or lines[last].annexed):
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
    end = _followed_end(lines, at)
    listed = end - at
    if first.alone:  # its text begins
        return 0
    behind = lines[end : end + 1]
    again = any(line.annexed for line in behind)  # the first begins again, with its text
    closed = all(line.role == "apart" for line in behind)
    return end if again or (closed and listed > named) else 0


def _followed_end(lines: Sequence[Line], at: int) -> int:
    """Return the number of the line behind the annexes that are named one behind the other from ``at`` on."""
    end = at + 1
    while end < len(lines) and _follows(lines[end - 1], lines[end]):
        end += 1
    return end


def _counted_end(lines: Sequence[Line], at: int, number: int) -> int:
    """Return the number of the line behind items that count up from ``number``."""
    while _key(lines, at) == str(number):
        at, number = at + 1, number + 1
    return at


def _follows(before: Line, line: Line) -> bool:
    """Whether a line names the next annex in a list of them."""
    if before.marker is None or line.marker is None or not line.annexed or line.alone:
        return False
    return component_number(before.marker.key) < component_number(line.marker.key)


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
