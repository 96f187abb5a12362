"""What stands on pages beside the text: running heads, page numbers, the table of contents with its dots."""

import re
from collections import defaultdict
from collections.abc import Sequence

from corpus.readers.layout import ENDED, Line, Page
from corpus.readers.source import CONTENTS, FOOTER, HEADER, PAGE_NUMBER, Dropped

BAND = 0.13  # of the height of a page, at its top and at its bottom: where running heads and page numbers stand
RECURRING = 0.4  # of the pages; a line of the band on so many of them is a running head
FEWEST_PAGES = 3  # on which a line must recur
_NUMBER = r"(?:\d{1,4}|[ivxIVX]{1,7})"
_DASHED = re.compile(
    rf"^(?:[-—–―－─]+\s*{_NUMBER}\s*[-—–―－─]+|第\s*{_NUMBER}\s*页(?:[，,/\s]*共\s*\d+\s*页)?|{_NUMBER}\s*/\s*\d+)$"
)
_BARE = re.compile(rf"^[·•\s]*({_NUMBER})[·•\s]*$")
_LEADER = re.compile(r"(?:[.．…·・]\s{0,3}){4}[（(]?[\dⅠ-Ⅻivx]*[）)]?\s*$")
_CONTENTS_HEAD = re.compile(r"^目\s*[录次]$")


def take_margins(pages: Sequence[Page]) -> list[Dropped]:
    """Take what is no part of the text off the pages, and return it."""
    return _drop_margins(pages) + _drop_contents(pages)


def _drop_margins(pages: Sequence[Page]) -> list[Dropped]:
    """Take running heads and page numbers off the pages."""
    bands = [(page, line) for page in pages for line in page.lines if _in_band(line, page)]
    seen: dict[tuple[str, int], set[int]] = defaultdict(set)
    for page, line in bands:
        seen[_place(line, page)].add(page.number)
    fewest = max(FEWEST_PAGES, RECURRING * len(pages))
    numbered = _numbered(bands, len(pages))
    dropped: list[Dropped] = []
    for page, line in bands:
        if _DASHED.match(line.text) or (page.number, id(line)) in numbered:
            kind = PAGE_NUMBER
        elif len(seen[_place(line, page)]) >= fewest and not ENDED.search(line.text):
            kind = HEADER if line.base > page.height / 2 else FOOTER
        else:
            continue
        dropped.append(Dropped(kind, line.text, page.number))
        page.lines.remove(line)
    return dropped


def _in_band(line: Line, page: Page) -> bool:
    return not BAND * page.height < line.base < (1 - BAND) * page.height


def _place(line: Line, page: Page) -> tuple[str, int]:
    """Return what recurs of a running head: its text without figures and white space, and its height."""
    return re.sub(r"[\s\d]+", "", line.text), round(line.base / page.height * 50)


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
