"""Roles of lines: what a line of an official text is before it becomes part of a heading or a clause."""

import re
from collections.abc import Sequence

from corpus.acts import act_title_end
from corpus.apart import mark_apart
from corpus.asked import mark_asked
from corpus.decimals import mark_decimals
from corpus.front import contents_end, mark_front, mark_titles
from corpus.markers import RANKS, Marker
from corpus.outline import component_number
from corpus.pieces import Line
from corpus.rows import mark_rows
from corpus.wording import ENDED, LONGEST_HEADING, LONGEST_LABEL, STOP, is_section

LONGEST_LEAD = 30  # a heading that ends in a full stop (基本原则。) is short; a clause is not
TABLE_LINE = 40  # characters; shorter unnumbered lines without a full stop are cells of a flattened table
ACT = "act"  # the place of the first title line of another act
_STATES = re.compile(r"\d|的。$")  # (1)一等补贴10万元。 (3)有其他理由的。: short, yet no headings
_GOES_ON = ("：", ":", "；", ";", "，", ",", "、")
_COLONS = ("：", ":")
_FOOTNOTE_LINES = 30  # lines above a footnote that may hold its sign


def mark_roles(lines: list[Line]) -> None:
    """Set the role of every line: title, toc, heading, apart, row, open (starts a clause) or more (goes on with it)."""
    mark_decimals(lines)
    body = mark_front(lines)
    mark_apart(lines, body)
    mark_rows(lines, body)
    mark_asked(lines, body)
    _mark_contents_and_acts(lines, body)
    _mark_bodiless(lines, body)
    _mark_rest(lines, body)


def _mark_rest(lines: Sequence[Line], body: int) -> None:
    """Mark what is not marked yet: headings, clauses, and what goes on with a clause."""
    outlined = any(line.marker is not None and line.marker.outlines for line in lines[body:])
    holder: Line | None = None  # the line whose clause takes in the deeper numbers below it
    for number in range(body, len(lines)):
        line = lines[number]
        lists = False
        if not line.role:
            inside = holder is not None and _inside(lines, number, holder)
            lists = inside and line.marker is not None and leads(holder)
            goes_on = (inside and not lists) or _is_footnote(lines, number)
            line.role = "more" if goes_on else _role(lines, number, body, outlined, lists)
            if goes_on:
                continue
        holder = _holder(line, holder, lists=lists)


def _holder(line: Line, before: Line | None, *, lists: bool) -> Line | None:
    """Return the line whose clause takes in what follows ``line``: itself, the one before it, or none."""
    if _holds(line):
        return line
    return before if lists or line.role == "more" else None


def leads(line: Line | None) -> bool:
    """Whether the line leads a list whose items are clauses of their own: 一、主要职责是："""
    return line is not None and line.marker is not None and line.marker.kind == "yi" and line.text.endswith(_COLONS)


def _mark_contents_and_acts(lines: Sequence[Line], body: int) -> None:
    """Mark the contents of annexes, and the title lines of acts behind the first."""
    at = body
    while at < len(lines):
        end = 0 if lines[at].role else contents_end(lines, at)
        if end:
            for line in lines[at:end]:
                line.role = "toc"
        elif at > body and not lines[at].role and act_title_end(lines, at, lines[at - 1]):
            end = mark_titles(lines, at)
            lines[at].place = ACT
        at = max(end, at + 1)


def _mark_bodiless(lines: Sequence[Line], body: int) -> None:
    """Mark short points without any text below them as clauses: a list of 一、废止《…》 is no list of headings."""
    at = body
    while at < len(lines):
        end = at + 1
        while end < len(lines) and _is_point(lines[end - 1]) and _is_point(lines[end]) and _counts_on(lines[end - 1], lines[end]):
            end += 1
        closed = end == len(lines) or lines[end].role in ("apart", "title", "toc") or lines[end].annexed
        if end - at > 1 and closed:
            for line in lines[at:end]:
                line.role = "open"
        at = end


def _is_footnote(lines: Sequence[Line], number: int) -> bool:
    """Whether a line explains a sign in a sentence above it: …达到12件①。"""
    marker = lines[number].marker
    if marker is None or marker.kind != "①" or lines[number - 1].role not in ("open", "more"):
        return False
    return any(marker.key in above.text[1:] for above in lines[max(0, number - _FOOTNOTE_LINES) : number])


def _is_point(line: Line) -> bool:
    return line.marker is not None and line.marker.kind == "yi" and not line.role and _looks_like_heading(line)


def _counts_on(before: Line, line: Line) -> bool:
    """Whether the number of a line is the next of its kind."""
    if before.marker is None or line.marker is None or before.marker.kind != line.marker.kind:
        return False
    return component_number(line.marker.key) == component_number(before.marker.key) + 1


def _role(lines: Sequence[Line], number: int, body: int, outlined: bool, lists: bool) -> str:
    """Return the role of a line that is no part of the clause that is open; ``lists``: it stands in a list that is led."""
    line, before = lines[number], lines[number - 1] if number > body else None
    following = lines[number + 1] if number + 1 < len(lines) else None
    if line.marker is None:
        return _role_of_unnumbered(line, before, following, outlined)
    if line.marker.kind == "article" or (lists and ENDED.search(line.text)):
        return "open"
    return "heading" if _is_heading(line, before, following) else "open"


def _holds(line: Line) -> bool:
    """Whether the clause that the line opens takes in the deeper numbers below it."""
    if line.marker is None or line.role != "open":
        return False
    return line.marker.kind == "article" or line.marker.rank >= RANKS["(1)"] or line.text.endswith(_COLONS)


def _inside(lines: Sequence[Line], number: int, holder: Line) -> bool:
    """Whether a line belongs to the clause that ``holder`` opened."""
    assert holder.marker is not None
    line, following = lines[number], lines[number + 1] if number + 1 < len(lines) else None
    if line.marker is None:
        if holder.marker.kind == "article":
            return not is_section(line.text)
        return _goes_on(lines, number, holder.marker)
    if line.marker.rank <= RANKS["article"]:
        return False
    if holder.marker.kind != "article":
        return line.marker.rank > holder.marker.rank and not line.marker.decimal  # 3.6.1 is a place of its own below 3.6
    # between articles a short numbered line right before the next article or heading is a heading: 一、促进…
    heads = following is not None and following.marker is not None and following.marker.kind in ("section", "article")
    named = line.marker.kind in ("yi", "(yi)") and _looks_like_heading(line) and not ENDED.search(line.text)
    return not (heads and named)


def _goes_on(lines: Sequence[Line], number: int, holder: Marker) -> bool:
    """Whether an unnumbered line stands within the list of ``holder``: the next number is the next of that list."""
    following = next((line for line in lines[number:] if line.marker is not None or line.role), None)
    if following is None or following.marker is None or following.marker.rank <= holder.rank:
        return False
    before = next((line for line in reversed(lines[:number]) if line.marker is not None), None)
    return before is not None and _counts_on(before, following)


def _looks_like_heading(line: Line) -> bool:
    rest = line.rest
    if len(rest) > LONGEST_HEADING:
        return False
    if not ENDED.search(rest):
        return not STOP.search(rest)
    if rest.endswith(("？", "?")):
        return not STOP.search(rest[:-1])
    return len(rest) <= LONGEST_LEAD and rest.endswith("。") and not STOP.search(rest[:-1]) and not _STATES.search(rest)


def _is_heading(line: Line, before: Line | None, following: Line | None) -> bool:
    assert line.marker is not None
    if line.marker.rank <= RANKS["section"]:
        return True
    if not _looks_like_heading(line) or _is_next_item(line, before, following):
        return False
    if following is None or following.marker is None:
        return following is not None and following.role != "apart"
    if line.marker.outlines and not ENDED.search(line.text):
        return True  # a heading may stand without body; a sentence may not be lost as one
    return following.marker.rank > line.marker.rank  # else an item of a list: 1.营业执照


def _is_next_item(line: Line, before: Line | None, following: Line | None) -> bool:
    """Whether the line is the next item of a list, not a heading: 11.申请信息表。

    So is the last of 1、采集 2、标注 where （4） follows, which counts on with another list.
    """
    if before is None or before.role != "open" or before.marker is None or line.marker is None:
        return False
    if before.marker.kind != line.marker.kind:
        return False
    deeper = following.marker if following is not None else None
    counts_on = deeper is not None and not deeper.decimal and component_number(deeper.key) > 1
    return ENDED.search(line.text) is not None or (counts_on and _looks_like_heading(before))


def _role_of_unnumbered(line: Line, before: Line | None, following: Line | None, outlined: bool) -> str:
    labels = not outlined and (before is None or before.role != "heading") and _is_label(line)
    if following is not None and (labels or is_section(line.text)):
        return "heading"
    return "more" if before is not None and _continues(before, line) else "open"


def _continues(before: Line, line: Line) -> bool:
    """Whether an unnumbered line goes on with the clause of the line before it."""
    if before.role not in ("open", "more"):
        return False
    if before.text.endswith(_COLONS):
        return True
    if before.marker is not None:
        return False
    return (before.role == "more" and before.text.endswith(_GOES_ON)) or (is_cell(line) and is_cell(before))


def _is_label(line: Line) -> bool:
    return len(line.text) <= LONGEST_LABEL and re.fullmatch(r"[\u4e00-\u9fff/、]+", line.text) is not None


def is_cell(line: Line) -> bool:
    """Whether the line looks like a cell of a flattened table."""
    return len(line.text) <= TABLE_LINE and not STOP.search(line.text)
