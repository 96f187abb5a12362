"""Reads a file of any kind into a ``Source``."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePath

from corpus import messages
from corpus.errors import ReadError
from corpus.readers.apart import read_apart
from corpus.readers.kinds import OFFICE_SUFFIXES, SUFFIXES, is_named, kind_of
from corpus.readers.markup import clean
from corpus.readers.plain import MAX_BYTES, TEXT_SUFFIXES, decode
from corpus.readers.source import Block, Source

FEWEST = 30  # characters; a document of an office has more, a file that gives less was not read but for its margins
Reader = Callable[[str, bytes, str], Source]


def read_file(path: Path, reader: Reader = read_apart) -> tuple[Source, bytes]:
    """Return a file as blocks of text, and its bytes.

    Args:
        path: a text, or a file as offices hold them; its kind is told by its content.
        reader: what reads the kinds that are no plain text, given kind, bytes and name.

    Raises:
        ReadError: the file is missing, of another kind, too large, empty, damaged, or has a password.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ReadError(messages.TOO_LARGE.format(path=path, limit=MAX_BYTES >> 20))
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(messages.FILE_UNREADABLE.format(path=path, error=error.strerror)) from error
    return read_bytes(data, str(path), reader), data


def read_bytes(data: bytes, name: str, reader: Reader = read_apart) -> Source:
    """Return the content of a file as blocks of text; see ``read_file``."""
    suffix = PurePath(name).suffix.lower()
    if not data.strip():
        raise ReadError(messages.EMPTY_FILE.format(name=name))
    kind = kind_of(data)
    if kind == "text" or (kind == "html" and suffix in TEXT_SUFFIXES):  # Markdown may begin with a tag
        return _plain(data, name, suffix)
    _refuse(kind, suffix, name)
    source = reader(kind, data, name)
    said = (
        ()
        if kind == "image" or is_named(kind, name)
        else (messages.OTHER_THAN_NAMED.format(name=name, kind=messages.KINDS[kind]),)
    )
    if sum(len(block.text) for block in source.blocks) < FEWEST:
        raise ReadError(messages.HARDLY_A_TEXT.format(name=name, kind=messages.KINDS[kind]))
    return replace(source, warnings=(*said, *source.warnings))


def _refuse(kind: str, suffix: str, name: str) -> None:
    """Raise ``ReadError`` for a file of a kind that no reader takes."""
    if kind == "locked":
        raise ReadError(messages.PASSWORD.format(name=name))
    if kind in ("broken", "ole") and suffix in OFFICE_SUFFIXES:  # cut off before what says what it is
        raise ReadError(messages.DAMAGED.format(name=name))
    if kind in ("broken", "xls", "ppt", "pptx", "zip", "ole"):
        raise ReadError(messages.OTHER_KIND.format(name=name, kinds="、".join(SUFFIXES)))


def _plain(data: bytes, name: str, suffix: str) -> Source:
    if suffix in OFFICE_SUFFIXES:
        raise ReadError(messages.NOT_AS_NAMED.format(name=name, suffix=suffix))
    if suffix not in TEXT_SUFFIXES:
        raise ReadError(messages.UNKNOWN_SUFFIX.format(path=name, suffix=suffix or messages.NO_SUFFIX, kinds="、".join(SUFFIXES)))
    text, dropped = clean(decode(data, name))
    if not text.strip():
        raise ReadError(messages.BLANK_FILE.format(name=name))
    return Source("text", (Block(text),), dropped=dropped, pieces=(text,), ending="")
