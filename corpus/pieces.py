"""Texts cut into lines, and lines cut where the numbers inside them are all the structure that there is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from corpus.markers import RANKS, Marker, match_marker
from corpus.numerals import CHINESE, chinese_to_int
from corpus.outline import article_number, component_number
from corpus.wording import STOP, is_contents, is_doc_no, is_name, is_section, names_act

LONG_LINE = 400  # characters; a shorter paragraph may hold （一）…；（二）… as one clause, in a longer one each is its own
LONGEST_TITLE = 40  # characters; of a chapter whose title stands on one line with its first article
_BREAK = r"(?:(?<=[。；：！？”])|(?<=[ \u3000\xa0]))"
# not the article that is cited: （国发〔2017〕1号）第一条。 第三条的规定; a space behind the number tells it from those, too
_CITED = r"(?![之第款项的规所、，,。；和至与或）)]|[ \u3000][的、，,。；])"
_ARTICLE = re.compile(rf"{_BREAK}第([{CHINESE}]+)条(?:之([{CHINESE}]+))?{_CITED}([ \u3000]?)(?=\S)")
_UNIT = re.compile(rf"{_BREAK}第([{CHINESE}]+)[编章节](?=[ \u3000]\S)")
_LED = re.compile(rf"[\u4e00-\u9fff]{{2,4}}第([{CHINESE}]+)([编章节])(?![的规所、至和])[^。；：，！？]*")
_ITEMS = (
    ("yi", re.compile(rf"{_BREAK}([一二三四五六七八九十]{{1,3}})、")),
    ("(yi)", re.compile(rf"{_BREAK}[（(]([一二三四五六七八九十]{{1,3}})[)）]")),
    ("1.", re.compile(rf"{_BREAK}(\d{{1,2}})[.．、](?!\d)")),
)
_ASKS = re.compile(r"(?:\*\*)?问[：:]")
_ANSWER = re.compile(r"(?<=[？?。；])(?:问|答)[：:]")


@dataclass(slots=True)
class Line:
    """A line that is not blank, with the blank lines behind it; or a part of one that has a number of its own."""

    start: int
    end: int  # behind the line break
    text: str  # without white space at both ends
    marker: Marker | None
    role: str = ""  # title, toc, heading, open (starts a clause), more (goes on with the clause before), apart
    place: str = ""  # of what stands apart its name: 落款, 附件说明, 结语, 页面信息, 表1第2行
    above: str = ""  # the row that heads the table of a row

    @property
    def rest(self) -> str:
        """The text behind the number."""
        return self.text if self.marker is None else self.text[self.marker.end :].strip(" \t\r\n\u3000*")

    @property
    def free(self) -> bool:
        """Whether the line has no number and was not marked yet."""
        return self.marker is None and not self.role

    @property
    def annexed(self) -> bool:
        """Whether the line bears the number of an annex."""
        return self.marker is not None and self.marker.kind == "annex"

    @property
    def alone(self) -> bool:
        """Whether the number has no text behind it on the line."""
        return self.marker is not None and not self.rest.strip("：:.． ")


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
    lines = _cut_led(text, lines)
    lines = [piece for line in _cut_items(text, _cut_articles(text, lines)) for piece in _cut_answers(text, line)]
    return _join_titles(text, lines)


def _cut(text: str, line: Line, offsets: Sequence[int]) -> list[Line]:
    """Return the line cut at places that are given as offsets in the document."""
    places = [line.start, *(offset for offset in offsets if text[line.start : offset].strip("#* \t\u3000")), line.end]
    pieces = [(start, end, text[start:end].strip()) for start, end in pairwise(places)]
    return [Line(start, end, piece, match_marker(piece)) for start, end, piece in pieces] if len(places) > 2 else [line]


def _cut_articles(text: str, lines: list[Line]) -> list[Line]:
    """Cut lines before the chapters and articles in them: 第一章 总则 第一条 …。第二条 …

    An article inside a line stands at the start of no other, and is the next one, or a later one with a space behind its
    number: else it is cited.
    """
    starting = {line.marker.key for line in lines if line.marker is not None and line.marker.kind == "article"}
    found: list[Line] = []
    last = (0, 0)
    for line in lines:
        if line.marker is not None and line.marker.kind == "article":
            last = article_number(line.marker.key) or last
        cuts, last = _article_cuts(text, line, starting, last)
        found += _cut(text, line, sorted(cuts + _unit_cuts(text, line, cuts)))
    return found


def _article_cuts(text: str, line: Line, starting: set[str], last: tuple[int, int]) -> tuple[list[int], tuple[int, int]]:
    """Return where articles begin inside a line, and the number of the last of them, else ``last``."""
    cuts: list[int] = []
    for match in _ARTICLE.finditer(text, line.start + 1, line.end):
        number = (chinese_to_int(match.group(1)) or 0, chinese_to_int(match.group(2) or "零") or 0)
        following = number in ((last[0] + 1, 0), (last[0], last[1] + 1))
        if (following or (match.group(3) and number > last)) and match.group().rstrip(" \u3000") not in starting:
            last = number
            cuts.append(match.start())
    return cuts, last


def _cut_led(text: str, lines: list[Line]) -> list[Line]:
    """Cut a web page's sign off a chapter that counts on: 折叠第二章 劳动合同的订立."""
    found: list[Line] = []
    last: dict[str, int] = {}
    for line in lines:
        led = _LED.fullmatch(line.text) if line.marker is None and len(line.text) <= LONGEST_TITLE else None
        if led is not None and chinese_to_int(led.group(1)) == last.get(led.group(2), 0) + 1:
            found += _cut(text, line, [text.index(line.text, line.start) + led.start(1) - 1])
        else:
            found.append(line)
        marker = found[-1].marker
        if marker is not None and marker.divides:
            last[marker.key[-1]] = component_number(marker.key)
    return found


def _unit_cuts(text: str, line: Line, articles: Sequence[int]) -> list[int]:
    """Return where chapters begin inside a line: a short title, then an article, another chapter or the end of the line."""
    cuts: list[int] = []
    ends = {*articles, line.end}
    for match in reversed(list(_UNIT.finditer(text, line.start + 1, line.end))):
        nearest = min(end for end in ends if end > match.start())
        title = text[match.end() : nearest].strip()
        if len(title) <= LONGEST_TITLE and not STOP.search(title):
            cuts.append(match.start())
            ends.add(match.start())
    return cuts


def _cut_items(text: str, lines: list[Line]) -> list[Line]:
    """Cut long paragraphs, and every paragraph of a text without numbered lines, before the items in them."""
    flat = not any(line.marker is not None for line in lines[1:])
    in_article = False
    found: list[Line] = []
    for line in lines:
        if line.marker is not None and line.marker.rank <= RANKS["yi"]:
            in_article = line.marker.kind == "article"
        found += [line] if in_article else _items_of(text, line, 0 if flat else LONG_LINE)
    return found


def _items_of(text: str, line: Line, longest: int) -> Iterator[Line]:
    """Yield a line cut at its items of the first level that counts up in it, each cut further where it is long."""
    if line.end - line.start <= longest:
        yield line
        return
    for kind, pattern in _ITEMS:
        own = line.marker is not None and line.marker.kind == kind
        last = component_number(line.marker.key) if own and line.marker is not None else 0
        cuts = []
        for match in pattern.finditer(text, line.start + 1, line.end):
            if chinese_to_int(match.group(1)) == last + 1:
                last += 1
                cuts.append(match.start())
        if len(cuts) + own > 1:
            for piece in _cut(text, line, cuts):
                yield from _items_of(text, piece, LONG_LINE)
            return
    yield line


def _cut_answers(text: str, line: Line) -> list[Line]:
    """Cut a line that begins with a question before its answer, and before the questions behind that."""
    if not _ASKS.match(line.text):
        return [line]
    return _cut(text, line, [match.start() for match in _ANSWER.finditer(text, line.start + 1, line.end)])


def _join_titles(text: str, lines: list[Line]) -> list[Line]:
    """Join the number of an annex or a chapter that stands alone with the title on the line below it."""
    found: list[Line] = []
    for at, line in enumerate(lines):
        if found and line.start < found[-1].end:
            continue
        count = _title_lines(lines, at) if at else 0
        if count:
            end = lines[at + count].end
            line = Line(line.start, end, text[line.start : end].strip(), line.marker)
        found.append(line)
    return found


def _title_lines(lines: Sequence[Line], at: int) -> int:
    """Return how many lines below a number that stands alone are its title; those of an annex may be up to three."""
    line = lines[at]
    if line.marker is None or line.marker.rank > RANKS["section"] or not line.alone:
        return 0
    names = list(takewhile(_names, lines[at + 1 : at + 4]))
    if not names or at + len(names) + 1 == len(lines):
        return 0
    if line.marker.kind == "annex":
        whole = [n for n in range(1, len(names) + 1) if names_act("".join(name.text for name in names[:n]))]
        return whole[0] if whole else 1
    return 1


def _names(line: Line) -> bool:
    """Whether a line may be the title of what the line above it numbers."""
    if line.marker is not None or not is_name(line.text) or "｜" in line.text:
        return False
    return not (is_section(line.text) or is_doc_no(line.text) or is_contents(line.text))
