"""What stands in a text file and is no text: front matter, comments, tags, tables of Markdown and HTML, hard line breaks."""

import html
import re
from collections.abc import Container, Iterator, Sequence
from unicodedata import east_asian_width

from corpus.markers import match_marker
from corpus.readers.source import PAGE_NUMBER, Dropped
from corpus.readers.tables import Cell, blocks_of, grid

FRONT_MATTER, COMMENT = "文件头", "注释"
LONGEST_WRAPPED = 120  # columns; lines of paragraphs that were not broken are longer than a page is wide
NARROWEST = 30  # columns; of narrower lines each is a cell of a table or a name
FULL = 0.88  # of the widest line; a line that a page broke is about as wide as the page
LEAST_BROKEN = 2  # lines
_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n)+", re.DOTALL)
_COMMENT = re.compile(r"<!--(?:(?!-->|<!--).)*+-->[ \t]*(?:\r?\n(?=[ \t]*\r?\n))?", re.DOTALL)
_BREAK = re.compile(r"<br\s*/?>(?:\r?\n)?", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:p|div|span|font|center|b|strong|i|em|u|sup|sub|small|a|img|hr|details|summary)(?:\s[^<>]*)?/?>", re.IGNORECASE
)
_TABLE = re.compile(r"<table\b(?:(?!<table\b|</table>).)*+</table>", re.DOTALL | re.IGNORECASE)  # the innermost of nested ones
_ROW = re.compile(r"<tr\b[^<>]{0,300}>(.*?)(?=<tr\b|</table|</tbody|</thead|$)", re.DOTALL | re.IGNORECASE)
_CELL = re.compile(r"<(t[dh])\b([^<>]{0,300})>((?:(?!<t[dh]\b|</tr).)*+)", re.DOTALL | re.IGNORECASE)
_PIPES = re.compile(
    r"^[ \t]*\|.*\|[ \t]*\r?\n[ \t]*\|(?:[ \t]*:?-{2,}:?[ \t]*\|)+[ \t]*(?:\r?\n[ \t]*\|.*\|[ \t]*)*", re.MULTILINE
)  # fmt: skip
_RULE = re.compile(r"\|?(?:\s*:?-{2,}:?\s*\|)+\s*")
_PAGE_NUMBER = re.compile(r"[—－–-]+\s*\d{1,4}\s*[—－–-]+")
_ENDED = re.compile(r"[。；;：:！!？?][”’」』）)]*$")


def clean(text: str) -> tuple[str, tuple[Dropped, ...]]:
    """Return a text without what is no text, and what was left out of it; a text that has nothing of it is not touched."""
    dropped: list[Dropped] = []
    front = _FRONT.match(text)
    if front is not None:
        dropped.append(Dropped(FRONT_MATTER, front.group().strip()))
        text = text[front.end() :]
    dropped += [Dropped(COMMENT, comment.strip()) for comment in _COMMENT.findall(text)]
    text = _COMMENT.sub("", text)
    text = _with_tables(text)
    text = _TAG.sub("", _BREAK.sub("\n", text))
    text, numbers = _unwrapped(text)
    return text, (*dropped, *(Dropped(PAGE_NUMBER, number) for number in numbers))


def _with_tables(text: str) -> str:
    """Write the rows of HTML and Markdown tables out, each with the words of its header."""
    out, at, number = "", 0, 0
    for (start, end), rows in _tables_in(text):
        laid = [row for row in grid(rows) if row.distinct()]
        if start < at or not laid:
            continue
        blocks = blocks_of(laid, number + 1)
        number += any(block.kind == "row" for block in blocks)
        lead = text[at:start].rstrip(" \t")
        out += lead + ("\n" if lead and not lead.endswith("\n") else "") + "\n".join(block.line for block in blocks)
        at = end
    return out + text[at:]


def _tables_in(text: str) -> list[tuple[tuple[int, int], list[list[Cell]]]]:
    """Return the tables of a text, each with its place and its rows."""
    kinds = ((_TABLE, _html_rows), (_PIPES, _pipe_rows))
    found = [(match.span(), rows_of(match.group())) for pattern, rows_of in kinds for match in pattern.finditer(text)]
    return sorted((table for table in found if table[1]), key=lambda table: table[0])


def _html_rows(table: str) -> list[list[Cell]]:
    return [[_html_cell(*cell) for cell in _CELL.findall(row)] for row in _ROW.findall(table)]


def _html_cell(tag: str, attributes: str, content: str) -> Cell:
    plain = html.unescape(re.sub(r"<[^<>]*>", "", _BREAK.sub("\n", content)))
    spans = {
        name.lower(): int(size)
        for name, size in re.findall(r"(colspan|rowspan)\s*=\s*[\"']?(\d{1,3})", attributes, re.IGNORECASE)
    }
    paragraphs = [line.strip() for line in plain.splitlines() if line.strip()]
    return Cell(paragraphs, spans.get("colspan", 1), spans.get("rowspan", 1), tag.lower() == "th")


def _pipe_rows(table: str) -> list[list[Cell]]:
    lines = [line.strip() for line in table.splitlines()]
    rows = [line.strip("|").split("|") for line in lines if not _RULE.fullmatch(line)]
    return [[Cell([cell.strip()] if cell.strip() else [], heads=at == 0) for cell in row] for at, row in enumerate(rows)]


def _unwrapped(text: str) -> tuple[str, list[str]]:
    """Return a text whose paragraphs a page broke into lines with its paragraphs whole, and its page numbers.

    Broken lines are all about as wide as the page; a text with longer lines, or with few such, keeps its lines.
    """
    lines = text.splitlines()
    numbers = [line.strip() for line in lines if _PAGE_NUMBER.fullmatch(line.strip())]
    kept = [line for line in lines if not _PAGE_NUMBER.fullmatch(line.strip())] if numbers else lines
    page = max(map(_width, kept), default=0)
    broken = _broken(kept, page) if NARROWEST <= page <= LONGEST_WRAPPED else set()
    if len(broken) < LEAST_BROKEN:
        return text, []
    return "".join(_joined(kept, broken)), numbers


def _joined(lines: Sequence[str], broken: Container[int]) -> Iterator[str]:
    for at, line in enumerate(lines):
        start = line.lstrip() if at - 1 in broken else line
        yield start.rstrip() if at in broken else start + "\n"


def _broken(lines: Sequence[str], page: int) -> set[int]:
    """Return the lines that go on with the next: each fills the page, and the paragraph ends as text does."""
    found: set[int] = set()
    ends = False  # whether the paragraph that goes on from here ends as text does
    for at in reversed(range(len(lines))):
        if ends and _goes_on(lines[at], lines[at + 1], page):
            found.add(at)
        else:
            ends = _ENDED.search(lines[at].rstrip()) is not None
    return found


def _goes_on(line: str, following: str, page: int) -> bool:
    """Whether a line fills the page and ends nothing, and the next begins nothing."""
    if _width(line) < page * FULL or _ENDED.search(line.rstrip()) or not following.strip():
        return False
    indented = len(following) - len(following.lstrip(" \u3000\t")) > len(line) - len(line.lstrip(" \u3000\t"))
    return not indented and match_marker(following.strip()) is None


def _width(line: str) -> int:
    """Return how many columns a line takes: a Han character takes two."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in line.rstrip())
