"""Clause parser for Chinese official texts.

Every line becomes part of a heading or of a clause, together with the line breaks behind it, so that headings
and clauses, in order, are the source text. No character is dropped, doubled or changed.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus.lines import Line, is_cell, mark_roles, read_lines
from corpus.markers import Marker
from corpus.records import Clause, Document, Heading, ParsedDocument, Span
from corpus.sentences import split_sentences

SMALL_DOCUMENT = 1500  # characters; an unnumbered text of this size (one article, a note) is one clause
ROW_SENTENCE = 200  # characters; a longer row of a table is divided into its sentences
TABLE_SIZE = 400  # characters; where a run of such lines is cut into clauses


@dataclass(slots=True)
class _Section:
    markers: list[Marker] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)


def parse(document: Document, text: str) -> ParsedDocument:
    """Split ``text`` into headings and clauses whose spans tile it.

    A text without any word gives headings only. Nothing is raised: whatever the numbering, coverage is complete.
    """
    lines = read_lines(text)
    mark_roles(lines)
    _join_note(lines)
    return _assemble(document, text, lines)


def _join_note(lines: list[Line]) -> None:
    """Make one clause of a short text that has neither headings nor numbers."""
    if any(line.role == "heading" or (line.role == "open" and line.marker) for line in lines):
        return
    if sum(line.end - line.start for line in lines if line.role in ("open", "more")) <= SMALL_DOCUMENT:
        for line in [line for line in lines if line.role == "open"][1:]:
            line.role = "more"


def _assemble(document: Document, text: str, lines: list[Line]) -> ParsedDocument:
    headings: list[Heading] = []
    drafts: list[tuple[_Section, list[Line]]] = []
    section = _Section()
    for line in lines:
        if line.role == "title":
            headings.append(Heading("题名", "", line.text.strip("#* \u3000"), line.start, line.end))
        elif line.role == "toc":
            headings = _extend_toc(headings, line)
        elif line.role == "heading":
            section = _enter(section, line)
            headings.append(Heading(_path(section), _label(section), line.text.strip("#* \u3000"), line.start, line.end))
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


def _too_long(group: list[Line], line: Line) -> bool:
    return group[0].marker is None and is_cell(line) and line.end - group[0].start > TABLE_SIZE and len(group) > 3


def _extend_toc(headings: list[Heading], line: Line) -> list[Heading]:
    if headings and headings[-1].path == "目录":
        return [*headings[:-1], Heading("目录", "", "目录", headings[-1].start, line.end)]
    return [*headings, Heading("目录", "", "目录", line.start, line.end)]


def _leave(section: _Section, marker: Marker) -> _Section:
    """Return the part of ``section`` that holds a marker of this rank."""
    keep = [n for n, m in enumerate(section.markers) if m.rank < marker.rank]
    if marker.kind == "article":  # the number of an article is unique in its document; headings above stay known
        keep = [n for n, m in enumerate(section.markers) if m.kind != "article" and (m.rank < 4 or m.kind in ("yi", "(yi)"))]
    return _Section([section.markers[n] for n in keep], [section.titles[n] for n in keep])


def _enter(section: _Section, line: Line) -> _Section:
    marker = line.marker or Marker("label", 6, line.text, line.text, 0, len(line.text))
    outer = _leave(section, marker)
    return _Section([*outer.markers, marker], [*outer.titles, _title(line)])


def _title(line: Line) -> str:
    rest = line.rest
    if line.role == "heading" or line.marker is None:
        return rest.strip("。：: \u3000")
    if line.marker.kind == "row":
        return ""
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


def _clauses(document: Document, text: str, drafts: list[tuple[_Section, list[Line]]]) -> Iterator[Clause]:
    for (section, group), (path, label) in zip(drafts, _places(drafts), strict=True):
        first, last = group[0], group[-1]
        skip = _marker_width(text, first)
        titles = tuple(title for title in section.titles if title)
        headings = titles[:-1] if first.marker is not None and section.titles[-1] else titles
        yield Clause(
            id=f"{document.id}#{path}", doc=document.id, path=path, label=label, title=titles[-1] if titles else "",
            headings=headings, text=text[first.start : last.end], start=first.start, end=last.end,
            sentences=_sentences(text, group, skip),
        )  # fmt: skip


def _sentences(text: str, group: list[Line], skip: int) -> tuple[Span, ...]:
    """Return the sentences of a clause; a short row of a table is one: its values mean nothing without each other."""
    first, last = group[0], group[-1]
    if first.marker is not None and first.marker.kind == "row" and len(group) == 1 and len(first.rest) <= ROW_SENTENCE:
        at = text.index(first.rest, first.start + skip)
        return ((at, at + len(first.rest)),)
    return tuple(split_sentences(text[first.start + skip : last.end], first.start + skip))


def _places(drafts: list[tuple[_Section, list[Line]]]) -> Iterator[tuple[str, str]]:
    """Yield path and label of each clause; no path twice, and paragraphs counted where a section has several."""
    plain = Counter(_path(section) for section, group in drafts if group[0].marker is None)
    counted: Counter[str] = Counter()
    used: Counter[str] = Counter()
    for section, group in drafts:
        path, label = _path(section) or "前言", _label(section) or "前言"
        if group[0].marker is None and plain[_path(section)] > 1:
            counted[path] += 1
            label += f"第{counted[path]}段"
            path += f".p{counted[path]}"
        used[path] += 1
        yield (f"{path}~{used[path]}" if used[path] > 1 else path), label


def _marker_width(text: str, line: Line) -> int:
    """Return how many characters of the line its number takes, where a text follows the number."""
    if line.marker is None or not line.rest:
        return 0
    raw = text[line.start : line.end]
    width = len(raw) - len(raw.lstrip()) + line.marker.end
    return width + len(raw[width:]) - len(raw[width:].lstrip("*"))  # Markdown: **(一)**目的


def _unique(headings: list[Heading]) -> tuple[Heading, ...]:
    used: Counter[str] = Counter()
    out = []
    for heading in headings:
        used[heading.path] += 1
        again = heading.structural and used[heading.path] > 1
        path = f"{heading.path}~{used[heading.path]}" if again else heading.path
        out.append(Heading(path, heading.label, heading.title, heading.start, heading.end))
    return tuple(out)
