"""PDF files with a text layer, read by the boxes of their characters; scans and broken text layers are told apart."""

import ctypes
import re
from collections.abc import Iterator
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdf

from corpus import messages
from corpus.errors import NoTextLayerError, ReadError
from corpus.readers.columns import Glyph
from corpus.readers.drawn import Turn, rules_of, turned
from corpus.readers.layout import Page, blocks_of, lines_of
from corpus.readers.margins import take_margins
from corpus.readers.ruled import Table, place, tables_of
from corpus.readers.source import DOUBLED, Dropped, Source

MAX_PAGES = 3000
LEGIBLE = 0.6  # of the signs; in a broken text layer half are legible, in all good ones tried at least 0.88
FEW = 20  # characters a page; a scan has none, or the stamp of a scanner
DOUBLE = 0.35  # of the width of a character; what is printed again nearer than that is bold made of two prints
# what texts are made of: Han, figures, Chinese punctuation, Latin words; single Latin letters and ASCII signs are what is left
_LEGIBLE = re.compile(r"[\u4e00-\u9fff]|[0-9０-９]|[\u3000-\u303f，。；：、（）《》“”‘’—…·%％！？]|[A-Za-z]{3,}")
_HYPHENS = (0x2, 0xFFFE)  # what PDFium makes of a hyphen at the end of a line
_SYMBOLS = re.compile("[\ue000-\uf8ff]")  # of symbol fonts: bullets, ticks
_PRIVATE = 0xF0000  # planes of private use
_BLANK = " \u00ad\ufeff\u200b"
_LETTERS = re.compile(r"[\u3400-\u9fff]")


def read_pdf(data: bytes, name: str) -> Source:
    """Return the paragraphs and tables of a PDF, each with its page.

    Raises:
        ReadError: the file is damaged or has a password, is a scan, or its text layer is no text.
    """
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        message = messages.PASSWORD if "assword" in str(error) else messages.DAMAGED
        raise ReadError(message.format(name=name)) from error
    try:
        return _read(document, name)
    except pdfium.PdfiumError as error:  # a page that cannot be opened
        raise ReadError(messages.DAMAGED.format(name=name)) from error
    finally:
        document.close()


def _read(document: Any, name: str) -> Source:
    count = len(document)
    if not 0 < count <= MAX_PAGES:
        raise ReadError(messages.DAMAGED.format(name=name))
    pages: list[Page] = []
    ruled: list[list[Table]] = []
    pieces: list[str] = []
    dropped: list[Dropped] = []
    empty: list[int] = []  # pages that are a picture
    shown: list[int] = []  # pages with text beside a picture
    for number in range(1, count + 1):
        page = document[number - 1]
        text = page.get_textpage()
        turn = turned(page)
        glyphs, doubled = _once(list(_glyphs(text, turn)))
        dropped += [Dropped(DOUBLED, char, number) for char in doubled]
        height = page.get_height()
        found, around = tables_of(list(rules_of(page, turn)), glyphs, number)
        pages.append(Page(number, height, lines_of(around, number)))
        ruled.append(found)
        raw = text.get_text_range(errors="replace").replace(chr(_HYPHENS[1]), "-")
        raw = _SYMBOLS.sub(" ", raw)
        pieces += _undoubled(raw) if doubled else raw.split("\n")
        if _has_picture(page):
            (empty if len(glyphs) < FEW else shown).append(number)
        text.close()
        page.close()
    whole = "".join("".join(pieces).split())
    if len(whole) < FEW * count and len(empty) * 2 > count:
        raise NoTextLayerError(messages.SCAN.format(name=name, count=count))
    _check_legible(whole, name)
    left_out = take_margins(pages)
    left_out += place(pages, ruled)
    blocks = blocks_of(pages)
    told = ((messages.PAGES_WITHOUT_TEXT, empty), (messages.PAGES_WITH_PICTURES, shown))
    warnings = tuple(text.format(name=name, pages="、".join(map(str, numbers))) for text, numbers in told if numbers)
    return Source("pdf", tuple(blocks), dropped=(*left_out, *dropped), warnings=warnings, pieces=tuple(pieces))


def _glyphs(text: Any, turn: Turn) -> Iterator[Glyph]:
    """Yield the printed characters as the page is seen; spaces and line breaks that PDFium made up are none."""
    handle = text.raw
    x, y, box = ctypes.c_double(), ctypes.c_double(), pdf.FS_RECTF()
    for at in range(text.count_chars()):
        code = pdf.FPDFText_GetUnicode(handle, at)
        char = "-" if code in _HYPHENS else chr(code)
        if not char.isprintable() or char in _BLANK or code >= _PRIVATE or pdf.FPDFText_IsGenerated(handle, at) == 1:
            continue
        if pdf.FPDFText_GetCharOrigin(handle, at, x, y) and pdf.FPDFText_GetLooseCharBox(handle, at, box):
            corners = [turn(box.left, box.bottom), turn(box.right, box.top)]
            (left, right), (bottom, top) = (sorted(values) for values in zip(*corners, strict=True))
            yield Glyph(char, left, right, turn(x.value, y.value)[1], top - bottom)


def _once(glyphs: list[Glyph]) -> tuple[list[Glyph], list[str]]:
    """Return the characters without those that are printed twice in one place, and these."""
    found: list[Glyph] = []
    doubled: list[str] = []
    at: dict[tuple[str, int], list[Glyph]] = {}
    for glyph in glyphs:
        near = [other for row in (-1, 0, 1) for other in at.get((glyph.text, round(glyph.base / 4) + row), ())]
        width = max(glyph.right - glyph.left, 1.0)
        if any(abs(o.left - glyph.left) < DOUBLE * width and abs(o.base - glyph.base) < DOUBLE * width for o in near):
            doubled.append(glyph.text)
            continue
        at.setdefault((glyph.text, round(glyph.base / 4)), []).append(glyph)
        found.append(glyph)
    return found, doubled


def _undoubled(raw: str) -> list[str]:
    return re.sub(r"(\S)\1", r"\1", raw).split("\n")


def _has_picture(page: Any) -> bool:
    return any(item.type == pdf.FPDF_PAGEOBJ_IMAGE for item in page.get_objects(max_depth=3))


def _check_legible(text: str, name: str) -> None:
    legible = sum(map(len, _LEGIBLE.findall(text)))
    if text and legible < LEGIBLE * len(text):
        han = len(_LETTERS.findall(text)) / len(text)
        raise NoTextLayerError(messages.BROKEN_TEXT.format(name=name, share=han))
