"""What stands on pages beside the text: running heads, page numbers, the table of contents with its dots."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from corpus.readers.layout import ENDED, Line, Page
from corpus.readers.source import CONTENTS, FOOTER, HEADER, PAGE_NUMBER, Dropped, squeeze

BAND = 0.13  # of the height of a page, at its top and at its bottom: where running heads and page numbers stand
RECURRING = 0.4  # of the pages; a line of the band on so many of them is a running head
FEWEST_PAGES = 3  # on which a line must recur
_NUMBER = r"(?:\d{1,4}|[ivxIVX]{1,7})"
_DASHED = re.compile(
    rf"^(?:[-—–―－─]+\s*{_NUMBER}\s*[-—–―－─]+|第\s*{_NUMBER}\s*页(?:[，,/\s]*共\s*\d+\s*页)?|{_NUMBER}\s*/\s*\d+)$"
)
_FIGURE = re.compile(r"\d{1,4}")
_BARE = re.compile(rf"^[·•\s]*({_NUMBER})[·•\s]*$")
_LEADER = re.compile(r"(?:[.．…·・]\s{0,3}){4}[（(]?[\dⅠ-Ⅻivx]*[）)]?\s*$")
_CONTENTS_HEAD = re.compile(r"^目\s*[录次]$")


def take_margins(pages: Sequence[Page]) -> list[Dropped]:
    """Take what is no part of the text off the pages, and return it."""
    return _drop_margins(pages) + _drop_contents(pages)


def _drop_margins(pages: Sequence[Page]) -> list[Dropped]:
    """Take running heads and page numbers off the pages."""
    bands = [
        (page, line)
        for page in pages
        for line in sorted(page.lines, key=lambda line: -_depth(line, page))
        if _in_band(line, page)
    ]  # from the edges inwards
    seen: dict[tuple[str, int], set[int]] = defaultdict(set)
    for page, line in bands:
        for place in _places(line, page):
            seen[place].add(page.number)
    fewest = max(FEWEST_PAGES, RECURRING * len(pages))
    numbered = _numbered(bands, len(pages))
    dropped: list[Dropped] = []
    stays: dict[tuple[int, bool], float] = {}  # by page and whether at its top: how far out the outermost line is that stays
    for page, line in bands:
        side = (page.number, line.base > page.height / 2)
        if _DASHED.match(line.text) or (page.number, id(line)) in numbered:
            kind = PAGE_NUMBER
        elif _recurs(line, page, seen) >= fewest and _depth(line, page) > stays.get(side, 0) - line.em / 2:
            kind = HEADER if side[1] else FOOTER
        else:
            stays.setdefault(side, _depth(line, page))
            continue
        dropped.append(Dropped(kind, line.text, page.number))
        page.lines.remove(line)
    return dropped


def _depth(line: Line, page: Page) -> float:
    """Return how far from the middle of the page a line stands, in points."""
    return abs(line.base - page.height / 2)


def _recurs(line: Line, page: Page, seen: Mapping[tuple[str, int], set[int]]) -> int:
    """Return on how many pages a line recurs; the end of a sentence is text and recurs on none."""
    return 0 if ENDED.search(line.text) else max(len(seen[place]) for place in _places(line, page))


def _in_band(line: Line, page: Page) -> bool:
    return not BAND * page.height < line.base < (1 - BAND) * page.height


def _places(line: Line, page: Page) -> set[tuple[str, int]]:
    """Return what may recur of a running head, with its height: its text, its first or last figure counted from the page.

    The other figures stay: a line that recurs with other figures states something on each page.
    """
    text = squeeze(line.text)
    figures = list(_FIGURE.finditer(text))
    height = round(line.base / page.height * 50)
    ends = {(match.start(), match.end(), int(match.group()) - page.number) for match in (*figures[:1], *figures[-1:])}
    return {(text, height), *((f"{text[:start]}<{count}>{text[end:]}", height) for start, end, count in ends)}


def _numbered(bands: Sequence[tuple[Page, Line]], count: int) -> set[tuple[int, int]]:
    """Return the lines that are bare page numbers: they go up with the pages, all but a few."""
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    roman: list[tuple[int, int]] = []
    for page, line in bands:
        match = _BARE.match(line.text)
        if match and match.group(1).isdigit():
            found[int(match.group(1)) - page.number].append((page.number, id(line)))
        elif match:
            roman.append((page.number, id(line)))
    steady = max(found.values(), key=len, default=[])
    if len(steady) < max(2, 0.3 * count):
        return set()
    numbers = {place for places in found.values() if len(places) >= 2 for place in places}
    return numbers | set(steady) | set(roman)


def _drop_contents(pages: Sequence[Page]) -> list[Dropped]:
    """Take the table of contents off the pages, where most lines lead to page numbers with dots."""
    dropped: list[Dropped] = []
    for page in pages:
        head = next((at for at, line in enumerate(page.lines) if _CONTENTS_HEAD.match(line.text)), 0)
        leads = [at for at, line in enumerate(page.lines) if at >= head and _LEADER.search(line.text)]
        if len(leads) < 2:
            continue
        mostly = len(leads) * 2 >= len(page.lines) - head  # else a text begins below the contents
        first, stop = head, (len(page.lines) if mostly else leads[-1] + 1)
        dropped += [Dropped(CONTENTS, line.text, page.number) for line in page.lines[first:stop]]
        page.lines = page.lines[:first] + page.lines[stop:]
    return dropped
