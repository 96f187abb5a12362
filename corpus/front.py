"""What stands before the body of a document: page information, red head, number, title, table of contents."""

import re
from collections.abc import Sequence

from corpus.pieces import Line
from corpus.portal import page_information
from corpus.rows import LEAST_CELLS, cells
from corpus.wording import (
    DATE,
    LONGEST_HEADING,
    LONGEST_LABEL,
    STOP,
    TEXT_ENDS,
    is_contents,
    is_doc_no,
    is_section,
    names_act,
    squeeze,
)

PAGE = "页面信息"  # the place of what a portal says about a document above its title
_FIRST = {"第一编", "第一分编", "第一章", "第一节", "一", "(一)", "1", "(1)", "1)", "①"}
_TOC_TAIL = re.compile(r"(?<![\s.…·])[\s.…·]+(?:\d*|x+)$|(?<!\d)\d+$")
_LEADER = re.compile(r"(?<![\s.…·])(?:…[\s.…·]*+|[\s.·…]{3,}+)(?:\d{1,4}|x{1,4})$")  # 申请表……………01
_COLONS = ("：", ":")
_QUESTION = re.compile(r"(?:\*\*)?(?:\d{1,3}[.、．]\s{0,3})?【?(?:问题?|Q)\s{0,3}\d*\s{0,3}】?[：:]")


def mark_front(lines: Sequence[Line]) -> int:
    """Mark page information, title lines and the table of contents; return the number of the first line of the body."""
    at = _mark_page(lines)
    labelled = all(line.marker is None or not line.marker.outlines for line in lines)
    at = mark_titles(lines, at, labelled=labelled, inside=at > 0)
    if at and all(line.role == "title" for line in lines):
        for line in lines[1:]:
            line.role = ""
        return 1  # no body was recognised: the first line is the title, the rest is the body
    return at


def mark_titles(lines: Sequence[Line], at: int, *, labelled: bool = False, inside: bool = True) -> int:
    """Mark the title lines and the contents that begin at ``at``; return the number of the line behind them.

    Args:
        lines: those of the document.
        at: where a title is expected.
        labelled: whether only the first line can be one: short labels follow it.
        inside: whether something stands before it, so that ``at`` is no beginning of a text.
    """
    first = at + (at < len(lines) and lines[at].alone)  # 附件1 on a line of its own, then the title
    while at < len(lines):
        toc_end = contents_end(lines, at)
        if not toc_end and _starts_body(lines, at, labelled and at > first, inside=inside or at > first):
            break
        end = toc_end or at + 1
        for line in lines[at:end]:
            line.role = "toc" if toc_end else "title"
        at = end
    return at


def _mark_page(lines: Sequence[Line]) -> int:
    end = 0
    for at, found in page_information([line.text for line in lines]):
        end = at + found.lines
    if end == len(lines):
        return 0
    for line in lines[:end]:
        line.role, line.place = "apart", PAGE
    return end


def _starts_body(lines: Sequence[Line], at: int, labelled: bool, *, inside: bool) -> bool:
    """Whether no title stands at ``at`` any more."""
    if not inside:
        return _is_body(lines)  # a text without a title: one article, a list of points
    line = lines[at]
    if line.marker is not None or line.role:
        return True
    if DATE.match(line.text) and len(line.text) <= LONGEST_HEADING * 2:
        return False  # 2020年…第四次修正
    if labelled and not (is_doc_no(line.text) or (names_act(line.text) and len(line.text) > LONGEST_LABEL)):
        return True
    return _is_prose(line.text)


def _is_prose(text: str) -> bool:
    """Whether a line before the first number is text or the address of a letter, not a part of the title."""
    if len(text) > LONGEST_HEADING or text.endswith(("，", ",", *_COLONS)) or is_section(text):
        return True
    if len(cells(text)) >= LEAST_CELLS:
        return True
    return STOP.search(text) is not None or _QUESTION.match(text) is not None


def _is_body(lines: Sequence[Line]) -> bool:
    """Whether the first line is text already, not a title. A title may carry a number: 10. 关于加大……的办法."""
    first = lines[0]
    if first.marker is not None and first.marker.kind != "annex":
        counted = any(line.marker is not None and line.marker.kind == first.marker.kind for line in lines[1:])
        if first.marker.kind in ("article", "row") or (first.marker.key in _FIRST and counted):
            return True
    alone = len(lines) == 1 and first.text != ""
    asks = _QUESTION.match(first.text) is not None
    return alone or asks or len(first.text) > LONGEST_HEADING * 2 or first.text.endswith(TEXT_ENDS)


def contents_end(lines: Sequence[Line], at: int) -> int:
    """Return the number of the line behind the table of contents that starts at ``at``, or 0 if none does.

    Entries of contents recur as headings, white space aside, or lead with dots to the number of a page.
    """
    if not is_contents(lines[at].text) or at + 2 >= len(lines):
        return 0
    first = _bare(lines[at + 1].text)
    end = at + 1
    while end < len(lines) and len(lines[end].text) <= LONGEST_HEADING and "。" not in lines[end].text:
        if end > at + 1 and _bare(lines[end].text) == first:
            break
        end += 1
    entries = {_bare(line.text) for line in lines[at + 1 : end]}
    recurring = sum(_bare(line.text) in entries for line in lines[end:])
    recurs = recurring >= max(1, len(entries) // 2)  # headings that never recur are no contents
    return end if recurs else _led_end(lines, at)


def _led_end(lines: Sequence[Line], at: int) -> int:
    """Return the number of the line behind entries that lead to page numbers, or 0 if the next line is none."""
    end = at + 1
    while end < len(lines) and _LEADER.search(lines[end].text):
        end += 1
    return end if end > at + 1 else 0


def _bare(text: str) -> str:
    return squeeze(_TOC_TAIL.sub("", text))
