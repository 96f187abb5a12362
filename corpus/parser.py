"""Clause parser for Chinese official texts.

Every line becomes part of a heading or of a clause, together with the line breaks behind it, so that headings
and clauses, in order, are the source text. No character is dropped, doubled or changed.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

from corpus.markers import Marker, match_marker
from corpus.records import Clause, Document, Heading, ParsedDocument
from corpus.sentences import split_sentences

LONGEST_HEADING = 60  # characters; the longest numbered heading seen in the 62 reference texts has 43
LONGEST_LABEL = 10  # characters; texts without numbers are headed by short words on a line of their own (申报条件)
LONGEST_LEAD = 30  # a heading that ends in a full stop (基本原则。) is short; a clause is not
SMALL_DOCUMENT = 1500  # characters; an unnumbered text of this size (one article, a note) is one clause
TABLE_LINE = 40  # characters; shorter unnumbered lines without a full stop are cells of a flattened table
TABLE_SIZE = 400  # characters; where a run of such lines is cut into clauses
_STOP = re.compile(r"[。；;！!？?]")
_ENDED = re.compile(r"[。；;！!？?，,、：:][”’\"』」》）)]*$")
_DATED = re.compile(r"^[（(]?\d{4}年\d{1,2}月\d{1,2}日")
_TOC = re.compile(r"^(?:#+\s*)?目[\s\u3000]*[录次]$")
_TOC_TAIL = re.compile(r"[\s.…·\u3000]*\d*$")


@dataclass(slots=True)
class _Line:
    start: int
    end: int  # behind the line break
    text: str  # without white space at both ends
    marker: Marker | None
    role: str = ""  # title, toc, heading, open (starts a clause), more (goes on with the clause before)

    @property
    def rest(self) -> str:
        """The text behind the number."""
        return self.text if self.marker is None else self.text[self.marker.end :].strip(" \t\u3000*")


@dataclass(slots=True)
class _Section:
    markers: list[Marker] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)


def parse(document: Document, text: str) -> ParsedDocument:
    """Split ``text`` into headings and clauses whose spans tile it.

    A text without any word gives headings only. Nothing is raised: whatever the numbering, coverage is complete.
    """
    lines = _read_lines(text)
    _mark_roles(lines)
    return _assemble(document, text, lines)


def _read_lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    for found in re.finditer(r"[^\n]*\n?", text):
        if not found.group():
            continue
        stripped = found.group().strip()
        if not stripped and lines:
            lines[-1].end = found.end()  # blank lines go with the line before them
            continue
        lines.append(_Line(found.start(), found.end(), stripped, match_marker(stripped)))
    return lines


def _mark_roles(lines: list[_Line]) -> None:
    by_articles = sum(line.marker is not None and line.marker.kind == "article" for line in lines) >= 2
    body = _mark_front(lines, by_articles)
    outlined = by_articles or any(
        line.marker and line.marker.rank <= 5 and line.marker.kind != "annex" for line in lines[body:]
    )
    holder: _Line | None = None  # the line whose clause takes in the deeper numbers below it
    for number in range(body, len(lines)):
        line, following = lines[number], lines[number + 1] if number + 1 < len(lines) else None
        before = lines[number - 1] if number > body else None
        if holder is not None and _inside(line, holder, following):
            line.role = "more"
            continue
        holder = None
        if line.marker is None:
            line.role = _role_of_unnumbered(line, before, following, outlined)
            continue
        if line.marker.kind == "article" or not _is_heading(line, before, following):
            line.role = "open"
            if line.marker.kind == "article" or line.text.endswith(("：", ":")):
                holder = line
        else:
            line.role = "heading"


def _mark_front(lines: list[_Line], by_articles: bool) -> int:
    """Mark title lines and the table of contents; return the number of the first line of the body."""
    at = 0
    labelled = not by_articles and not any(line.marker and line.marker.rank <= 5 for line in lines)
    while at < len(lines):
        line = lines[at]
        toc_end = _toc_end(lines, at)
        if toc_end:
            for entry in lines[at:toc_end]:
                entry.role = "toc"
            at = toc_end
            continue
        if at and (line.marker is not None and not _DATED.match(line.text)):
            break
        dated = _DATED.match(line.text) is not None and len(line.text) <= LONGEST_HEADING * 2  # 2020年…第四次修正
        prose = len(line.text) > LONGEST_HEADING or line.text.endswith(("，", ",")) or _STOP.search(line.text)
        if at and not dated and (prose or labelled):
            break
        if not at and len(line.text) > LONGEST_HEADING * 2:
            break
        line.role = "title"
        at += 1
    if at == len(lines) and at > 1 and not any(line.role == "toc" for line in lines):
        at = 1  # no body was recognised: the first line is the title, the rest is the body
    return at


def _toc_end(lines: list[_Line], at: int) -> int:
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


def _inside(line: _Line, holder: _Line, following: _Line | None) -> bool:
    """Whether ``line`` belongs to the clause that ``holder`` opened."""
    assert holder.marker is not None
    if line.marker is None:
        return holder.marker.kind == "article"
    if line.marker.kind in ("annex", "part", "chapter", "section", "article"):
        return False
    if holder.marker.kind != "article":
        return line.marker.rank > holder.marker.rank
    # between articles a short numbered line right before the next article or heading is a heading: 一、促进…
    heads = following is not None and following.marker is not None and following.marker.kind in ("section", "article")
    named = line.marker.kind in ("yi", "(yi)") and _looks_like_heading(line) and not _ENDED.search(line.text)
    return not (heads and named)


def _looks_like_heading(line: _Line) -> bool:
    rest = line.rest
    if len(rest) > LONGEST_HEADING:
        return False
    if not _ENDED.search(rest):
        return not _STOP.search(rest)
    return len(rest) <= LONGEST_LEAD and rest.endswith("。") and not _STOP.search(rest[:-1])


def _is_heading(line: _Line, before: _Line | None, following: _Line | None) -> bool:
    assert line.marker is not None
    if line.marker.rank <= 3:
        return True
    if not _looks_like_heading(line):
        return False
    sibling = before is not None and before.role == "open" and before.marker is not None
    if sibling and before is not None and before.marker is not None and before.marker.kind == line.marker.kind and _ENDED.search(line.text):
        return False  # the next item of a list, not a heading: 11.申请信息表。
    if following is None or following.marker is None:
        return following is not None
    if line.marker.rank <= 5:
        return True  # a heading may stand without body
    return following.marker.rank > line.marker.rank  # else an item of a list: 1.营业执照


def _role_of_unnumbered(line: _Line, before: _Line | None, following: _Line | None, outlined: bool) -> str:
    label = not outlined and len(line.text) <= LONGEST_LABEL and re.fullmatch(r"[\u4e00-\u9fff/、]+", line.text)
    if label and following is not None and (before is None or before.role != "heading"):
        return "heading"
    if before is not None and before.role in ("open", "more"):
        if before.text.endswith(("：", ":")):
            return "more"
        if _is_cell(line) and _is_cell(before) and before.marker is None:
            return "more"
    return "open"


def _is_cell(line: _Line) -> bool:
    return len(line.text) <= TABLE_LINE and not _STOP.search(line.text)


def _assemble(document: Document, text: str, lines: list[_Line]) -> ParsedDocument:
    body_size = sum(line.end - line.start for line in lines if line.role in ("open", "more"))
    plain = not any(line.role == "heading" or (line.role == "open" and line.marker) for line in lines)
    if plain and body_size <= SMALL_DOCUMENT:
        opened = [line for line in lines if line.role == "open"]
        for line in opened[1:]:
            line.role = "more"
    headings: list[Heading] = []
    drafts: list[tuple[_Section, list[_Line]]] = []
    section = _Section()
    for line in lines:
        if line.role == "title":
            headings.append(Heading("题名", "", line.text, line.start, line.end))
        elif line.role == "toc":
            headings = _extend_toc(headings, line)
        elif line.role == "heading":
            section = _enter(section, line)
            headings.append(Heading("", "", line.text, line.start, line.end))
            headings[-1] = Heading(_path(section), _label(section), line.text.strip("#* \u3000"), line.start, line.end)
        elif line.role == "open" or not drafts or _too_long(drafts[-1][1], line):
            if line.marker is not None:
                inner = _enter(section, line)
                section = _leave(section, line.marker)
                drafts.append((inner, [line]))
            else:
                drafts.append((section, [line]))
        else:
            drafts[-1][1].append(line)
    return ParsedDocument(document, text, _unique(headings), tuple(_clauses(document, text, drafts)))


def _too_long(group: list[_Line], line: _Line) -> bool:
    return group[0].marker is None and _is_cell(line) and line.end - group[0].start > TABLE_SIZE and len(group) > 3


def _extend_toc(headings: list[Heading], line: _Line) -> list[Heading]:
    if headings and headings[-1].path == "目录":
        return headings[:-1] + [Heading("目录", "", "目录", headings[-1].start, line.end)]
    return headings + [Heading("目录", "", "目录", line.start, line.end)]


def _leave(section: _Section, marker: Marker) -> _Section:
    """Return the part of ``section`` that holds a marker of this rank."""
    keep = [n for n, m in enumerate(section.markers) if m.rank < marker.rank]
    if marker.kind == "article":  # the number of an article is unique in its document; headings above stay known
        keep = [n for n, m in enumerate(section.markers) if m.kind != "article" and (m.rank < 4 or m.kind in ("yi", "(yi)"))]
    return _Section([section.markers[n] for n in keep], [section.titles[n] for n in keep])


def _enter(section: _Section, line: _Line) -> _Section:
    marker = line.marker or Marker("label", 6, line.text, line.text, 0, len(line.text))
    outer = _leave(section, marker)
    return _Section([*outer.markers, marker], [*outer.titles, _title(line)])


def _title(line: _Line) -> str:
    rest = line.rest
    if line.role == "heading" or line.marker is None:
        return rest.strip("。：: \u3000")
    lead = re.match(r"([^。；;：:，,\s\u3000]{2,24})[。：:](?=.)", rest)
    return lead.group(1) if lead else ""


def _path(section: _Section) -> str:
    return ".".join(marker.key for marker in _named(section))


def _label(section: _Section) -> str:
    return "".join(marker.label.strip() + (" " if marker.kind == "annex" else "") for marker in _named(section)).strip()


def _named(section: _Section) -> list[Marker]:
    """The numbers that name a place: an article needs no chapter before it."""
    markers = section.markers
    first = max((n for n, marker in enumerate(markers) if marker.kind == "article"), default=0)
    annexes = [m for m in markers[:first] if m.kind == "annex"]
    return annexes + markers[first:]


def _clauses(document: Document, text: str, drafts: list[tuple[_Section, list[_Line]]]) -> list[Clause]:
    plain = Counter(_path(section) for section, group in drafts if group[0].marker is None)
    counted: Counter[str] = Counter()
    used: Counter[str] = Counter()
    clauses = []
    for section, group in drafts:
        first, last = group[0], group[-1]
        path, label = _path(section) or "前言", _label(section) or "前言"
        if first.marker is None:
            counted[path] += 1
            if plain[_path(section)] > 1:
                label += f"第{counted[path]}段"
                path += f".p{counted[path]}"
        used[path] += 1
        if used[path] > 1:
            path += f"~{used[path]}"
        skip = _marker_width(text, first)
        sentences = split_sentences(text[first.start + skip : last.end], first.start + skip)
        titles = tuple(title for title in section.titles if title)
        headings = titles[:-1] if first.marker is not None and section.titles[-1] and titles else titles
        clauses.append(
            Clause(
                id=f"{document.id}#{path}", doc=document.id, path=path, label=label, title=titles[-1] if titles else "",
                headings=headings, text=text[first.start : last.end], start=first.start, end=last.end,
                sentences=tuple(sentences),
            )
        )  # fmt: skip
    return clauses


def _marker_width(text: str, line: _Line) -> int:
    """Return how many characters of the line its number takes, where a text follows the number."""
    if line.marker is None or not line.rest:
        return 0
    raw = text[line.start : line.end]
    return len(raw) - len(raw.lstrip()) + line.marker.end


def _unique(headings: list[Heading]) -> tuple[Heading, ...]:
    used: Counter[str] = Counter()
    out = []
    for heading in headings:
        used[heading.path] += 1
        again = heading.structural and used[heading.path] > 1
        path = f"{heading.path}~{used[heading.path]}" if again else heading.path
        out.append(Heading(path, heading.label, heading.title, heading.start, heading.end))
    return tuple(out)
