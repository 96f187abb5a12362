"""Lines and their roles: what a line of an official text is before it becomes part of a heading or a clause."""

import re
from dataclasses import dataclass

from corpus.markers import Marker, match_marker

LONGEST_HEADING = 60  # characters; the longest numbered heading seen in the 62 reference texts has 43
LONGEST_LABEL = 10  # characters; texts without numbers are headed by short words on a line of their own (申报条件)
LONGEST_LEAD = 30  # a heading that ends in a full stop (基本原则。) is short; a clause is not
ITEM_RANK = 8  # (1) and deeper: what is numbered below an item is part of it
TABLE_LINE = 40  # characters; shorter unnumbered lines without a full stop are cells of a flattened table
_STOP = re.compile(r"[。；;！!？?]")
_ENDED = re.compile(r"[。；;！!？?，,、：:][”’\"』」》）)]*$")
_STATES = re.compile(r"\d|的。$")  # (1)一等补贴10万元。 (3)有其他理由的。: short, yet no headings
_TEXT_ENDS = ("。", "；", ";", "：", ":", "，", ",")  # no title ends so; one that asks or exclaims may
_FIRST = {"第一编", "第一章", "第一节", "一", "(一)", "1", "(1)", "1)", "①"}
_DATED = re.compile(r"^[（(]?\d{4}年\d{1,2}月\d{1,2}日")
_TOC = re.compile(r"^(?:#+\s*)?目[\s\u3000]*[录次]$")
_TOC_TAIL = re.compile(r"(?<![\s.…·])[\s.…·]+\d*$|(?<!\d)\d+$")


@dataclass(slots=True)
class Line:
    """A line that is not blank, with the blank lines behind it."""

    start: int
    end: int  # behind the line break
    text: str  # without white space at both ends
    marker: Marker | None
    role: str = ""  # title, toc, heading, open (starts a clause), more (goes on with the clause before)

    @property
    def rest(self) -> str:
        """The text behind the number."""
        return self.text if self.marker is None else self.text[self.marker.end :].strip(" \t\u3000*")


def read_lines(text: str) -> list[Line]:
    """Return the lines of ``text``; their spans, blank lines included, tile it."""
    lines: list[Line] = []
    for found in re.finditer(r"[^\r\n]*(?:\r\n|\r|\n|$)", text):
        if not found.group():
            continue
        stripped = found.group().strip()
        if lines and not (stripped and lines[-1].text):
            lines[-1].end = found.end()  # blank lines go with the line before them, at the start with the one behind
            if stripped:
                lines[-1].text, lines[-1].marker = stripped, match_marker(stripped)
            continue
        lines.append(Line(found.start(), found.end(), stripped, match_marker(stripped)))
    return lines


def mark_roles(lines: list[Line]) -> None:
    """Set the role of every line: title, toc, heading, open (starts a clause) or more (goes on with it)."""
    body = _mark_front(lines)
    outlined = any(map(_is_outline, lines[body:]))
    holder: Line | None = None  # the line whose clause takes in the deeper numbers below it
    for number in range(body, len(lines)):
        line, following = lines[number], lines[number + 1] if number + 1 < len(lines) else None
        before = lines[number - 1] if number > body else None
        if holder is not None and _inside(line, holder, following):
            line.role = "more"
            continue
        line.role = _role(line, before, following, outlined)
        holder = line if _holds(line) else None


def _is_outline(line: Line) -> bool:
    """Whether the line bears a number of the outline, 一、 or above."""
    return line.marker is not None and line.marker.rank <= 5 and line.marker.kind != "annex"


def _role(line: Line, before: Line | None, following: Line | None, outlined: bool) -> str:
    if line.marker is None:
        return _role_of_unnumbered(line, before, following, outlined)
    return "heading" if line.marker.kind not in ("article", "row") and _is_heading(line, before, following) else "open"


def _holds(line: Line) -> bool:
    """Whether the clause that the line opens takes in the deeper numbers below it."""
    if line.marker is None or line.role != "open" or line.marker.kind == "row":
        return False
    return line.marker.kind == "article" or line.marker.rank >= ITEM_RANK or line.text.endswith(("：", ":"))


def _mark_front(lines: list[Line]) -> int:
    """Mark title lines and the table of contents; return the number of the first line of the body."""
    at = 0
    labelled = all(line.marker is None or line.marker.rank > 5 for line in lines)
    while at < len(lines):
        toc_end = _toc_end(lines, at)
        if not toc_end and _starts_body(lines, at, labelled):
            break
        end = toc_end or at + 1
        for line in lines[at:end]:
            line.role = "toc" if toc_end else "title"
        at = end
    if all(line.role == "title" for line in lines):
        return 1  # no body was recognised: the first line is the title, the rest is the body
    return at


def _starts_body(lines: list[Line], at: int, labelled: bool) -> bool:
    """Whether no title stands at ``at`` any more. ``labelled``: only the first line can be one, short labels follow it."""
    if not at:
        return _is_body(lines)  # a text without a title: one article, a list of points
    line = lines[at]
    if line.marker is not None:
        return True
    if _DATED.match(line.text) and len(line.text) <= LONGEST_HEADING * 2:
        return False  # 2020年…第四次修正
    return labelled or len(line.text) > LONGEST_HEADING or line.text.endswith(("，", ",")) or _STOP.search(line.text) is not None


def _is_body(lines: list[Line]) -> bool:
    """Whether the first line is text already, not a title. A title may carry a number: 10. 关于加大……的办法."""
    first = lines[0]
    if first.marker is not None and first.marker.kind != "annex":
        counted = any(line.marker is not None and line.marker.kind == first.marker.kind for line in lines[1:])
        if first.marker.kind == "article" or (first.marker.key in _FIRST and counted):
            return True
    alone = len(lines) == 1 and first.text != ""
    return alone or len(first.text) > LONGEST_HEADING * 2 or first.text.endswith(_TEXT_ENDS)


def _toc_end(lines: list[Line], at: int) -> int:
    """Return the number of the line behind the table of contents that starts at ``at``, or 0 if none does."""
    if not _TOC.match(lines[at].text) or at + 2 >= len(lines):
        return 0
    first = _TOC_TAIL.sub("", lines[at + 1].text)
    end = at + 1
    while end < len(lines) and len(lines[end].text) <= LONGEST_HEADING and not re.search(r"。", lines[end].text):
        if end > at + 1 and _TOC_TAIL.sub("", lines[end].text) == first:
            break
        end += 1
    entries = {_squeeze(line.text) for line in lines[at + 1 : end]}
    recurring = sum(_squeeze(line.text) in entries for line in lines[end:])
    return end if recurring >= max(1, len(entries) // 2) else 0  # headings that never recur are no contents


def _squeeze(text: str) -> str:
    return re.sub(r"[\s\u3000]", "", _TOC_TAIL.sub("", text))


def _inside(line: Line, holder: Line, following: Line | None) -> bool:
    """Whether ``line`` belongs to the clause that ``holder`` opened."""
    assert holder.marker is not None
    if line.marker is None:
        return holder.marker.kind == "article"
    if line.marker.kind in ("annex", "part", "chapter", "section", "article", "row"):
        return False
    if holder.marker.kind != "article":
        return line.marker.rank > holder.marker.rank
    # between articles a short numbered line right before the next article or heading is a heading: 一、促进…
    heads = following is not None and following.marker is not None and following.marker.kind in ("section", "article")
    named = line.marker.kind in ("yi", "(yi)") and _looks_like_heading(line) and not _ENDED.search(line.text)
    return not (heads and named)


def _looks_like_heading(line: Line) -> bool:
    rest = line.rest
    if len(rest) > LONGEST_HEADING:
        return False
    if not _ENDED.search(rest):
        return not _STOP.search(rest)
    return len(rest) <= LONGEST_LEAD and rest.endswith("。") and not _STOP.search(rest[:-1]) and not _STATES.search(rest)


def _is_heading(line: Line, before: Line | None, following: Line | None) -> bool:
    assert line.marker is not None
    if line.marker.rank <= 3:
        return True
    if not _looks_like_heading(line) or _is_next_item(line, before):
        return False
    if following is None or following.marker is None:
        return following is not None
    if line.marker.rank <= 5 and not _ENDED.search(line.text):
        return True  # a heading may stand without body; a sentence may not be lost as one
    return following.marker.rank > line.marker.rank  # else an item of a list: 1.营业执照


def _is_next_item(line: Line, before: Line | None) -> bool:
    """Whether the line is the next item of a list, not a heading: 11.申请信息表。"""
    if before is None or before.role != "open" or before.marker is None or line.marker is None:
        return False
    return before.marker.kind == line.marker.kind and _ENDED.search(line.text) is not None


def _role_of_unnumbered(line: Line, before: Line | None, following: Line | None, outlined: bool) -> str:
    if not outlined and following is not None and (before is None or before.role != "heading") and _is_label(line):
        return "heading"
    if before is not None and before.role in ("open", "more"):
        if before.text.endswith(("：", ":")):
            return "more"
        if is_cell(line) and is_cell(before) and before.marker is None:
            return "more"
    return "open"


def _is_label(line: Line) -> bool:
    return len(line.text) <= LONGEST_LABEL and re.fullmatch(r"[\u4e00-\u9fff/、]+", line.text) is not None


def is_cell(line: Line) -> bool:
    """Whether the line looks like a cell of a flattened table."""
    return len(line.text) <= TABLE_LINE and not _STOP.search(line.text)
