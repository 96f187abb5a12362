"""PDF files with a text layer, read by the boxes of their characters; scans and broken text layers are told apart."""

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
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
from corpus.readers.source import DOUBLED, ILLEGIBLE, Dropped, Source, squeeze

MAX_PAGES = 3000
LEGIBLE = 0.6  # of the signs of a page; in a broken text layer half are legible, on all good pages tried at least 0.93
FEW = 20  # characters a page; a scan has none, or the stamp of a scanner
FARTHEST = 1e6  # points; what a damaged file places farther off is on no page
DOUBLE = 0.35  # of the width of a character; what is printed again nearer than that is bold made of two prints
# what texts are made of: Han, figures, Chinese punctuation, Latin words; single Latin letters and ASCII signs are what is left
_LEGIBLE = re.compile(r"[\u4e00-\u9fff]|[0-9０-９]|[\u3000-\u303f，。；：、（）《》“”‘’—…·%％！？]|[A-Za-z]{3,}")
_HYPHENS = (0x2, 0xFFFE)  # what PDFium makes of a hyphen at the end of a line
_SYMBOLS = re.compile("[\ue000-\uf8ff]")  # of symbol fonts: bullets, ticks
_PRIVATE = 0xF0000  # planes of private use
_BLANK = " \u00ad\ufeff\u200b"
_RUN = re.compile(r"(.)\1{3,}")
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
    taken = _Taken()
    for number in range(1, count + 1):
        page = document[number - 1]
        taken.take(page, number)
        page.close()
    whole = squeeze("".join(taken.pieces))
    if len(whole) < FEW * count and len(taken.empty) * 2 > count:
        raise NoTextLayerError(messages.SCAN.format(name=name, count=count))
    if _legible(whole) < LEGIBLE or len(taken.broken) * 2 > count:
        raise NoTextLayerError(messages.BROKEN_TEXT.format(name=name, share=len(_LETTERS.findall(whole)) / len(whole)))
    left_out = take_margins(taken.pages) + place(taken.pages, taken.ruled)
    told = (
        (messages.PAGES_WITHOUT_TEXT, taken.empty), (messages.PAGES_WITH_PICTURES, taken.shown),
        (messages.PAGES_OF_BROKEN_TEXT, taken.broken),
    )  # fmt: skip
    return Source(
        "pdf", tuple(blocks_of(taken.pages)), dropped=(*left_out, *taken.dropped), pieces=tuple(taken.pieces),
        warnings=tuple(text.format(name=name, pages="、".join(map(str, numbers))) for text, numbers in told if numbers),
    )  # fmt: skip


@dataclass(slots=True)
class _Taken:
    """What the pages gave, one after the other."""

    pages: list[Page] = field(default_factory=list)
    ruled: list[list[Table]] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    empty: list[int] = field(default_factory=list)  # pages that are a picture
    shown: list[int] = field(default_factory=list)  # pages with text beside a picture
    broken: list[int] = field(default_factory=list)  # pages whose text layer is no text

    def take(self, page: Any, number: int) -> None:
        """Take the lines and tables of a page; of one whose text layer is no text nothing but that."""
        text = page.get_textpage()
        turn = turned(page)
        glyphs, doubled = _once(list(_glyphs(text, turn)))
        raw = _SYMBOLS.sub(" ", text.get_text_range(errors="replace").replace(chr(_HYPHENS[1]), "-"))
        text.close()
        self.pieces += _undoubled(raw) if doubled else raw.split("\n")
        if _has_picture(page):
            (self.empty if len(glyphs) < FEW else self.shown).append(number)
        if _legible(raw) < LEGIBLE and len(glyphs) >= FEW:
            self.broken.append(number)
            self.dropped.append(Dropped(ILLEGIBLE, raw, number))
            glyphs, doubled = [], []
        self.dropped += [Dropped(DOUBLED, char, number) for char in doubled]
        found, around = tables_of(list(rules_of(page, turn)), glyphs, number)
        self.pages.append(Page(number, page.get_height(), lines_of(around, number)))
        self.ruled.append(found)


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
            base = turn(x.value, y.value)[1]
            if all(abs(place) < FARTHEST for place in (left, right, base, top - bottom)):  # nor is one that is no number
                yield Glyph(char, left, right, base, top - bottom)


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


def _legible(text: str) -> float:
    """Return the share of the signs, in [0, 1], that texts are made of; runs of one sign, dots or underscores, do not count."""
    signs = _RUN.sub("", squeeze(text))
    return sum(map(len, _LEGIBLE.findall(signs))) / len(signs) if signs else 1.0
