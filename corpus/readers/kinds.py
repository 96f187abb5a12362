"""What kind of file it is, by its first bytes and what it holds; its name counts only for the message."""

import re
import zipfile
from io import BytesIO
from pathlib import PurePath

OFFICE_SUFFIXES = (".docx", ".pdf", ".html", ".htm", ".xlsx", ".ofd", ".doc", ".wps", ".rtf")
SUFFIXES = (".txt", ".md", *OFFICE_SUFFIXES)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    rb"\s*+(?:\xef\xbb\xbf)?\s*+(?:<\?xml[^>]*+>\s*+)?(?><!--.*?-->\s*+)*+<(?:!doctype\s+html|html|head|body|meta|title)\b",
    re.I | re.S,
)
_PARTS = (("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx"), ("OFD.xml", "ofd"), ("ppt/presentation.xml", "pptx"))
_STREAMS = (
    ("EncryptedPackage", "locked"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
)
_PICTURES = ((b"\x89PNG\r\n\x1a\n", "image"), (b"\xff\xd8\xff", "image"), (b"II*\0", "image"), (b"MM\0*", "image"))
_PDF_WITHIN = 1024  # bytes; some programs put a line before the header
# what a file of this kind is called
_NAMED = {"docx": (".docx", ".docm"), "pdf": (".pdf",), "html": (".html", ".htm"), "xlsx": (".xlsx", ".xlsm"), "ofd": (".ofd",),
          "doc": (".doc", ".wps"), "rtf": (".rtf", ".doc"), "image": (".png", ".jpg", ".jpeg", ".tif", ".tiff")}  # fmt: skip


def kind_of(data: bytes) -> str:
    """Return the kind of a file: docx, pdf, html, xlsx, ofd, doc, rtf, image, locked (has a password), broken, text, …"""
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _kind_of_zip(data)
    if data.startswith(_OLE):
        return next((kind for name, kind in _STREAMS if f"{name}\0".encode("utf-16-le") in data), "ole")
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if picture := next((kind for magic, kind in _PICTURES if data.startswith(magic)), ""):
        return picture
    return "html" if _HTML.match(data[:4096]) else "text"


def _kind_of_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = {name.lstrip("/") for name in archive.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return next((kind for part, kind in _PARTS if part.encode() in data), "broken")  # cut off
    return next((kind for part, kind in _PARTS if part in names), "zip")


def is_named(kind: str, name: str) -> bool:
    """Return whether a file name has a suffix that such files have."""
    return PurePath(name).suffix.lower() in _NAMED.get(kind, ())
