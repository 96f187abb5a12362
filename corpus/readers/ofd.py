"""OFD files: positioned characters and drawn lines, joined to paragraphs and tables as those of a PDF."""

import re
from collections.abc import Iterator
from posixpath import dirname, join, normpath
from typing import Any

from corpus import messages
from corpus.errors import ReadError
from corpus.readers.archive import Archive, attribute, child, children
from corpus.readers.columns import Glyph
from corpus.readers.layout import Page, blocks_of, lines_of
from corpus.readers.margins import take_margins
from corpus.readers.ruled import Rule, Table, place, rules_of_box, tables_of
from corpus.readers.source import Source

POINT = 72 / 25.4  # points a millimetre, the unit of OFD
MAX_PAGES = 3000
MAX_GLYPHS = 200_000  # of a page
DEFAULT_HEIGHT = 297.0  # millimetres; of a page that states no size
FARTHEST = 1e6  # millimetres; a larger number is damage
LATIN = 0.5  # of the size of the font; how wide a figure or a Latin letter is taken to be
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
Matrix = tuple[float, ...]


def read_ofd(data: bytes, name: str) -> Source:
    """Return the paragraphs and tables of an OFD file, each with its page.

    Raises:
        ReadError: the file is damaged or has a password, or its pages are pictures.
    """
    archive = Archive(data, name)
    pages: list[Page] = []
    ruled: list[list[Table]] = []
    pieces: list[str] = []
    pictures = 0
    for number, (root, height) in enumerate(_pages(archive), 1):
        glyphs = [glyph for item in root.iter("{*}TextObject") for glyph in _glyphs(item, height)][:MAX_GLYPHS]
        rules = [rule for item in root.iter("{*}PathObject") for rule in _rules(item, height)]
        found, around = tables_of(rules, glyphs, number)
        pages.append(Page(number, height, lines_of(around, number)))
        ruled.append(found)
        pieces += (code.text for code in root.iter("{*}TextCode") if code.text)
        pictures += len(list(root.iter("{*}ImageObject")))
    _check(pages, pieces, name)
    dropped = take_margins(pages) + place(pages, ruled)
    warnings = [messages.PICTURES.format(name=name, count=pictures)] if pictures else []
    return Source("ofd", tuple(blocks_of(pages)), dropped=tuple(dropped), warnings=tuple(warnings), pieces=tuple(pieces))


def _check(pages: list[Page], pieces: list[str], name: str) -> None:
    if not pages:
        raise ReadError(messages.DAMAGED.format(name=name))
    if not pieces:
        raise ReadError(messages.PICTURES_ONLY.format(name=name, count=len(pages)))


def _pages(archive: Archive) -> Iterator[tuple[Any, float]]:
    """Yield the content of each page with its height in points."""
    for body in children(archive.xml("OFD.xml"), "DocBody"):
        path = _text(child(body, "DocRoot")).lstrip("/")
        document = archive.xml(path)
        usual = _height(child(child(document, "CommonData"), "PageArea"), DEFAULT_HEIGHT * POINT)
        listed = list(children(child(document, "Pages"), "Page"))[:MAX_PAGES]
        for page in listed:
            place_of_page = attribute(page, "BaseLoc")
            inner = place_of_page.lstrip("/") if place_of_page.startswith("/") else normpath(join(dirname(path), place_of_page))
            root = archive.xml(inner)
            if root is not None:
                yield root, _height(child(root, "Area"), usual)


def _text(element: Any | None) -> str:
    return "" if element is None else (element.text or "").strip()


def _height(area: Any | None, otherwise: float) -> float:
    box = _numbers(_text(child(area, "PhysicalBox")))
    return box[3] * POINT if len(box) == 4 and box[3] > 0 else otherwise


def _numbers(text: str) -> list[float]:
    return [number for found in _NUMBER.findall(text) if abs(number := float(found)) < FARTHEST]


def _place(item: Any, height: float) -> tuple[Matrix, float, float]:
    """Return the matrix of an object, and the point that its own origin has on the page, y up."""
    matrix = tuple(_numbers(attribute(item, "CTM")))
    box = _numbers(attribute(item, "Boundary"))
    left, top = (box[0], box[1]) if len(box) == 4 else (0.0, 0.0)
    return (matrix if len(matrix) == 6 else _IDENTITY), left * POINT, height - top * POINT


def _on_page(x: float, y: float, place: tuple[Matrix, float, float]) -> tuple[float, float]:
    (a, b, c, d, e, f), left, top = place
    return left + (a * x + c * y + e) * POINT, top - (b * x + d * y + f) * POINT


def _glyphs(item: Any, height: float) -> Iterator[Glyph]:
    place_of_item = _place(item, height)
    (a, _, _, d, _, _), _, _ = place_of_item
    size = (_numbers(attribute(item, "Size")) or [0.0])[0]
    x = y = 0.0
    for code in children(item, "TextCode"):
        x = (_numbers(attribute(code, "X")) or [x])[0]
        y = (_numbers(attribute(code, "Y")) or [y])[0]
        across, down = _deltas(attribute(code, "DeltaX")), _deltas(attribute(code, "DeltaY"))
        at, high = x, y
        for number, char in enumerate(code.text or ""):
            left, base = _on_page(at, high, place_of_item)
            width = size * abs(a) * (LATIN if char.isascii() else 1.0) * POINT
            step = across[number] if number < len(across) else 0.0 if down else width / POINT
            if not char.isspace():
                reach = max(width, min(step, size) * abs(a) * POINT)  # figures may be set as wide as Han characters
                yield Glyph(char, left, left + reach, base, max(size * abs(d) * POINT, 1.0))
            at += step
            high += down[number] if number < len(down) else 0.0


def _deltas(text: str) -> list[float]:
    """Return the distances between characters: 3 g 4 2.5 is 3 and four times 2.5."""
    found: list[float] = []
    words = text.split()
    while words and len(found) < MAX_GLYPHS:
        word = words.pop(0)
        if word == "g" and len(words) >= 2:
            count, value = _numbers(words.pop(0)), _numbers(words.pop(0))
            found += value[:1] * min(int(count[0]) if count else 0, MAX_GLYPHS)
        else:
            found += _numbers(word)[:1]
    return found


def _rules(item: Any, height: float) -> Iterator[Rule]:
    """Yield the level and upright strokes of a path."""
    place_of_item = _place(item, height)
    before: tuple[float, float] | None = None
    for command, rest in re.findall(r"([A-Za-z])([^A-Za-z]*)", _text(child(item, "AbbreviatedData"))):
        numbers = _numbers(rest)
        if len(numbers) != 2:
            continue
        point = _on_page(numbers[0], numbers[1], place_of_item)
        if command == "L" and before is not None:
            (left, right), (bottom, top) = sorted((before[0], point[0])), sorted((before[1], point[1]))
            if min(right - left, top - bottom) <= 1:
                yield from rules_of_box(left, bottom, right, top)
        before = point
