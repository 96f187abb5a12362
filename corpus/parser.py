"""Clause parser for Chinese official texts.

Every line becomes part of a heading or of a clause, together with the line breaks behind it, so that headings
and clauses, in order, are the source text. No character is dropped, doubled or changed.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile

from corpus.asked import answer_start
from corpus.front import PAGE
from corpus.lines import ACT, is_cell, leads, mark_roles
from corpus.markers import ACT_RANK, RANKS, Marker
from corpus.pieces import Line, read_lines
from corpus.records import Clause, Document, Heading, ParsedDocument, Span
from corpus.rows import LONGEST_ROW, row_parts
from corpus.sentences import split_sentences
from corpus.wording import is_section, squeeze

SMALL_DOCUMENT = 1500  # characters; an unnumbered text of this size (one article, a note) is one clause
TABLE_SIZE = 400  # characters; where a run of such lines is cut into clauses
_SIGNS = "#*｜ \t\r\n\u3000"  # no part of a title: Markdown, the empty cells of a row that is a heading


@dataclass(slots=True)
class _Section:
    markers: list[Marker] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Draft:
    section: _Section
    lines: list[Line]


def parse(document: Document, text: str) -> ParsedDocument:
    """Split ``text`` into headings and clauses whose spans tile it.

    A text without any word gives headings only. Nothing is raised: whatever the numbering, coverage is complete.
    """
    lines = read_lines(text)
    mark_roles(lines)
    _join_note(lines)
    assembly = _Assembly()
    for at, line in enumerate(lines):
        named = takewhile(lambda later: later.role == "title", lines[at:])
        assembly.take(line, "".join(later.text for later in named) if line.place == ACT else "")
    return ParsedDocument(document, text, _unique(assembly.headings), tuple(_clauses(document, text, assembly.drafts)))


def _join_note(lines: list[Line]) -> None:
    """Make one clause of a short text that has neither headings nor numbers."""
    if any(line.role in ("heading", "row") or (line.role == "open" and line.marker) for line in lines):
        return
    if sum(line.end - line.start for line in lines if line.role in ("open", "more")) <= SMALL_DOCUMENT:
        for line in [line for line in lines if line.role == "open"][1:]:
            line.role = "more"


class _Assembly:
    """Headings and clauses as the lines give them, one after the other."""

    def __init__(self) -> None:
        self.headings: list[Heading] = []
        self.drafts: list[_Draft] = []
        self.act = _Section()  # what names the act, where a file holds several
        self.section = self.act

    def take(self, line: Line, act: str) -> None:
        """Take the next line; ``act`` is the title of the act that begins with it, empty where none does."""
        if line.role == "title":
            if act:
                self._begin_act(act)
            self.headings.append(Heading("题名", "", line.text.strip(_SIGNS), line.start, line.end))
        elif line.role == "toc":
            self._take_contents(line)
        elif line.role == "heading":
            self.section = _enter(self.section, line)
            path, label = _path(self.section), _label(self.section)
            self.headings.append(Heading(path, label, line.text.strip(_SIGNS), line.start, line.end))
        elif line.role == "apart":
            self._take_apart(line)
        elif line.role in ("open", "row") or not self._goes_on(line):
            self._open(line)
        else:
            self.drafts[-1].lines.append(line)

    def _goes_on(self, line: Line) -> bool:
        """Whether a clause is open that the line can be part of."""
        last = self.drafts[-1].lines[-1] if self.drafts else None
        if last is None or last.role in ("apart", "row") or last.end != line.start:
            return False
        first = self.drafts[-1].lines[0]
        cells = first.marker is None and is_cell(line) and len(self.drafts[-1].lines) > 3
        return not (cells and line.end - first.start > TABLE_SIZE)

    def _take_contents(self, line: Line) -> None:
        start = line.start
        if self.headings and self.headings[-1].path == "目录" and self.headings[-1].end == start:
            start = self.headings.pop().start
        self.headings.append(Heading("目录", "", "目录", start, line.end))

    def _begin_act(self, title: str) -> None:
        """Begin another act: it names its places, unless it is the first that has articles."""
        self.act = _Section()
        if any(marker.kind == "article" and n == 0 for draft in self.drafts for n, marker in enumerate(_named(draft.section))):
            key = re.sub(r"[\s#~./\\]", "", title)
            self.act = _Section([Marker("act", ACT_RANK, key, key, 0, 0)], [key])
        self.section = self.act

    def _take_apart(self, line: Line) -> None:
        """Take a line that belongs to the whole act: one clause with those of its place right before it."""
        last = self.drafts[-1].lines[-1] if self.drafts else None
        if last is not None and (last.end, last.place) == (line.start, line.place):
            self.drafts[-1].lines.append(line)
        else:
            marker = Marker("apart", RANKS["annex"], line.place, line.place, 0, 0)
            self.drafts.append(_Draft(_Section([*self.act.markers, marker], [*self.act.titles, ""]), [line]))
        if line.place != PAGE:
            self.section = self.act

    def _open(self, line: Line) -> None:
        section = self.section
        if line.role == "row":
            marker = Marker("row", RANKS["①"], line.place, line.place, 0, 0)
            section = _Section([*section.markers, marker], [*section.titles, line.above, ""])
        elif line.marker is not None:
            section = _enter(section, line)
            self.section = section if leads(line) else _leave(self.section, line.marker)
        self.drafts.append(_Draft(section, [line]))


def _leave(section: _Section, marker: Marker) -> _Section:
    """Return the part of ``section`` that holds a marker of this rank."""
    keep = [n for n, m in enumerate(section.markers) if m.rank < marker.rank]
    if marker.kind == "article":  # the number of an article is unique in its document; headings above stay known
        above = ("yi", "(yi)")
        keep = [n for n, m in enumerate(section.markers) if m.rank < RANKS["article"] or m.kind in above]
    return _Section([section.markers[n] for n in keep], [section.titles[n] for n in keep])


def _enter(section: _Section, line: Line) -> _Section:
    marker = line.marker or _word(line.text)
    outer = _leave(section, marker)
    return _Section([*outer.markers, marker], [*outer.titles, _title(line)])


def _word(text: str) -> Marker:
    """Return the marker of a heading without number: 附　则 ends the chapters before it, 申报条件 the list."""
    key = squeeze(text.strip(_SIGNS)) if is_section(text) else text
    return Marker("label", RANKS["chapter"] if is_section(text) else RANKS["(yi)"], key, key, 0, len(text))


def _title(line: Line) -> str:
    rest = line.rest
    if line.role == "heading" or line.marker is None:
        return rest.strip("。：:" + _SIGNS).lstrip(".．")
    if line.marker.kind == "问":
        return rest
    lead = re.match(r"([^。；;：:，,\s\u3000]{2,24})(?:[。：]|(?<!\d):|:(?!\d))(?=.)", rest)  # not the 按1 of 按1:1配套
    return lead.group(1) if lead else ""


def _path(section: _Section) -> str:
    """Return the numbers of a place, parted by dots; an item 1. below 3.6 is 3.6.1项, for 3.6.1 is another place."""
    return ".".join(f"{marker.key}项" if marker.kind == "item" else marker.key for marker in _named(section))


def _label(section: _Section) -> str:
    apart = ("annex", "act")  # words, not numbers: a space parts them from what follows
    label = ""
    for marker in _named(section):
        said = marker.label.strip()
        label += " " if label[-1:].isdigit() and said[:1].isdigit() else ""  # 3.6 1.: not 3.61.
        label += said + (" " if marker.kind in apart else "")
    return label.strip()


def _named(section: _Section) -> list[Marker]:
    """The numbers that name a place: an article needs no chapter before it, 4.2.1 neither 4 nor 4.2."""
    markers = section.markers
    first = max((n for n, marker in enumerate(markers) if marker.kind == "article"), default=0)
    kept = [m for m in markers[:first] if m.kind in ("act", "annex")] + markers[first:]
    deepest = [marker for marker in kept if marker.decimal][-1:]
    return [marker for marker in kept if not marker.decimal or marker in deepest]


def _clauses(document: Document, text: str, drafts: list[_Draft]) -> Iterator[Clause]:
    for draft, (path, label) in zip(drafts, _places(drafts), strict=True):
        section, first, last = draft.section, draft.lines[0], draft.lines[-1]
        titles = tuple(title for title in section.titles if title)
        own = first.marker is not None and section.titles[-1]
        row = first.role == "row"
        yield Clause(
            id=f"{document.id}#{path}", doc=document.id, path=path, label=label,
            title=titles[-1] if titles and not row else "", headings=titles[:-1] if own else titles,
            text=text[first.start : last.end], start=first.start, end=last.end, sentences=tuple(_sentences(text, draft.lines)),
        )  # fmt: skip


def _sentences(text: str, lines: list[Line]) -> list[Span]:
    """Return the sentences of a clause: without its number, of an answer without its question, of a row the row."""
    first, last = lines[0], lines[-1]
    start = first.start + _marker_width(text, first)
    if first.marker is not None and first.marker.kind == "问" and len(lines) > 1:
        lead = len(text[lines[1].start : lines[1].end]) - len(text[lines[1].start : lines[1].end].lstrip())
        start = lines[1].start + lead + answer_start(lines[1].text)
    if first.place == PAGE:
        return _labelled(text, lines)
    if first.role == "row":
        begin = text.index(first.rest, start)
        end = begin + len(first.rest)
        if len(first.rest) <= LONGEST_ROW:
            return [(begin, end)]
        return [span for a, b in row_parts(text, begin, end) for span in split_sentences(text[a:b], a)]
    return split_sentences(text[start : last.end], start)


def _labelled(text: str, lines: list[Line]) -> list[Span]:
    """Return the fields of page information, each with its value: 失效日期：, and the date on the line below."""
    found: list[Span] = []
    label = False
    for line in lines:
        start = text.index(line.text, line.start)
        found.append((found.pop()[0] if label else start, start + len(line.text)))
        label = line.text.endswith(("：", ":")) and not label
    return found


def _places(drafts: list[_Draft]) -> Iterator[tuple[str, str]]:
    """Yield path and label of each clause; no path twice, and paragraphs counted where a section has several."""
    plain = Counter(_path(draft.section) for draft in drafts if _is_plain(draft))
    counted: Counter[str] = Counter()
    used: Counter[str] = Counter()
    for draft in drafts:
        path, label = _path(draft.section) or "前言", _label(draft.section) or "前言"
        if _is_plain(draft) and plain[_path(draft.section)] > 1:
            counted[path] += 1
            label += f"第{counted[path]}段"
            path += f".p{counted[path]}"
        used[path] += 1
        yield (f"{path}~{used[path]}" if used[path] > 1 else path), label


def _is_plain(draft: _Draft) -> bool:
    """Whether a clause has no number of its own and no name: a paragraph."""
    return draft.lines[0].marker is None and draft.lines[0].role not in ("apart", "row")


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
