"""Zip files and the XML in them, opened so that a hostile one costs neither memory nor a look at other files."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from lxml import etree

from corpus import messages
from corpus.errors import ReadError

MAX_PART = 50 * 1024 * 1024  # bytes of one part unpacked; the civil code as Word has 3 MB
MAX_PARTS = 20_000  # names in the archive
_ENCRYPTED = 0x1  # flag of a zip entry


class Archive:
    """The parts of a zip file by name.

    Raises:
        ReadError: the file is no zip file or cut off, has a password, or a part unpacks to more than ``MAX_PART``.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise ReadError(messages.DAMAGED.format(name=name)) from error
        entries = self._zip.infolist()
        if len(entries) > MAX_PARTS:
            raise ReadError(messages.UNPACKS_TOO_LARGE.format(name=name, limit=MAX_PART >> 20))
        self.parts = {entry.filename.lstrip("/"): entry for entry in entries}

    def __contains__(self, part: str) -> bool:
        return part in self.parts

    def read(self, part: str) -> bytes:
        """Return the bytes of a part, unpacked; an empty text where there is no such part."""
        entry = self.parts.get(part)
        if entry is None:
            return b""
        if entry.flag_bits & _ENCRYPTED:
            raise ReadError(messages.PASSWORD.format(name=self.name))
        try:
            with self._zip.open(entry) as stream:
                content = stream.read(MAX_PART + 1)  # what the entry says of its size may be a lie
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError) as error:
            raise ReadError(messages.DAMAGED.format(name=self.name)) from error
        if len(content) > MAX_PART:
            raise ReadError(messages.UNPACKS_TOO_LARGE.format(name=self.name, limit=MAX_PART >> 20))
        return content

    def xml(self, part: str) -> Any | None:
        """Return the root element of an XML part, or None where there is no such part."""
        content = self.read(part)
        return parse_xml(content, self.name) if content else None


def parse_xml(content: bytes, name: str) -> Any:
    """Return the root element; no entity is resolved, nothing is fetched, nesting and size are bounded by libxml2.

    Raises:
        ReadError: the XML is damaged, or declares a document type, which no office file does.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError, MemoryError) as error:
        raise ReadError(messages.DAMAGED.format(name=name)) from error
    if root.getroottree().docinfo.doctype:
        raise ReadError(messages.DAMAGED.format(name=name))
    return root


def local(element: Any) -> str:
    """Return the name of an element without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Any, name: str, default: str = "") -> str:
    """Return an attribute by its name without namespace."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return default


def child(element: Any | None, name: str) -> Any | None:
    """Return the first child of that name, without namespace."""
    return next(children(element, name), None)


def children(element: Any | None, name: str) -> Iterator[Any]:
    """Yield the children of that name, without namespace."""
    if element is not None:
        yield from (inner for inner in element if local(inner) == name)


def value_of(element: Any | None, name: str, default: str = "") -> str:
    """Return the ``val`` of the child of that name: ``<w:start w:val="1"/>``; ``default`` where there is none."""
    found = child(element, name)
    return default if found is None else attribute(found, "val", default)
