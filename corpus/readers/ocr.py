"""Scans and pictures, by the optional text recognition (``pip install '.[ocr]'``), which reads on this machine alone."""

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from io import BytesIO
from typing import Any

import pypdfium2 as pdfium

from corpus import messages
from corpus.errors import ReadError
from corpus.readers.columns import Glyph
from corpus.readers.layout import Page, blocks_of, lines_of
from corpus.readers.margins import take_margins
from corpus.readers.source import UNCLEAR, Dropped, Source

MAX_PAGES = 300
DPI = 150  # of the picture that is made of a page; characters of 16 points are 33 pixels high
LEAST_SCORE = 0.5  # of a line, as the recognition gives it; signatures and seals come out below
POINT = 72
MAX_PIXELS = 60_000_000
# 〔2019〕 in a document number, which recognition reads as other brackets: 教科技[2020]1号
_NUMBER = re.compile(r"(?<=[\u4e00-\u9fff])[\[［【(（]((?:19|20)\d{2})[\]］】)）](?=第?\d{1,5}号)")


def is_installed() -> bool:
    """Return whether the optional text recognition is installed."""
    return find_spec("rapidocr") is not None


@lru_cache(maxsize=1)
def _engine() -> Any:
    from rapidocr import RapidOCR  # an optional extra, and seconds to load: only who reads a scan waits for it

    return RapidOCR(params={"Global.log_level": "error"})


def read_scan(data: bytes, name: str) -> Source:
    """Return the text of a scanned PDF or of a picture, as it was recognised.

    Raises:
        ReadError: the text recognition is not installed, or the file is damaged or too long for it.
    """
    if not is_installed():
        raise ReadError(messages.NEEDS_OCR.format(name=name))
    pages: list[Page] = []
    unclear: list[Dropped] = []
    for number, (picture, scale) in enumerate(_pictures(data, name), 1):
        found = _engine()(picture)
        height = picture.shape[0] / scale
        glyphs: list[Glyph] = []
        for box, text, score in zip(
            found.boxes if found.boxes is not None else (), found.txts or (), found.scores or (), strict=True
        ):
            if score < LEAST_SCORE:
                unclear.append(Dropped(UNCLEAR, text, number))
            else:
                glyphs += _spread(_NUMBER.sub(r"〔\1〕", text), box / scale, height)
        pages.append(Page(number, height, lines_of(glyphs, number)))
    pieces = tuple(line.text for page in pages for line in page.lines) + tuple(dropped.text for dropped in unclear)
    dropped = take_margins(pages)
    warnings = (messages.RECOGNISED.format(name=name),)
    return Source(
        "scan", tuple(blocks_of(pages)), dropped=(*dropped, *unclear), warnings=warnings, pieces=pieces, recognised=True
    )


def _spread(text: str, box: Any, height: float) -> Iterator[Glyph]:
    """Yield the characters of a line, spread over its box by their usual widths."""
    left, right = float(min(box[:, 0])), float(max(box[:, 0]))
    top, bottom = float(min(box[:, 1])), float(max(box[:, 1]))
    widths = [0.5 if char.isascii() else 1.0 for char in text]
    unit = (right - left) / max(sum(widths), 1.0)
    at = left
    for char, width in zip(text, widths, strict=True):
        if not char.isspace():
            yield Glyph(char, at, at + width * unit, height - bottom, bottom - top)
        at += width * unit


def _pictures(data: bytes, name: str) -> Iterator[tuple[Any, float]]:
    """Yield each page as a picture, shape (height, width, 3), with how many pixels make a point."""
    scale = DPI / POINT
    if b"%PDF-" not in data[:1024]:
        yield _picture(data, name), scale
        return
    document = pdfium.PdfDocument(data)
    try:
        if len(document) > MAX_PAGES:
            raise ReadError(messages.TOO_MANY_PAGES.format(name=name, limit=MAX_PAGES))
        for page in document:
            width, height = page.get_size()
            fitting = min(scale, (MAX_PIXELS / max(width * height, 1)) ** 0.5)
            yield page.render(scale=fitting).to_numpy()[:, :, :3], fitting
    finally:
        document.close()


def _picture(data: bytes, name: str) -> Any:
    # Only who reads a picture needs it; the text recognition brings it.
    import numpy as np
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(data)) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise ReadError(messages.PICTURE_TOO_LARGE.format(name=name, limit=MAX_PIXELS // 10_000))
            return np.asarray(picture.convert("RGB"))[:, :, ::-1]
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise ReadError(messages.DAMAGED.format(name=name)) from error
