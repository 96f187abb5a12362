"""Text files: encodings are recognised, what is no text is refused; and collections of short texts."""

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path

from corpus import messages
from corpus.errors import ReadError

TEXT_SUFFIXES = (".txt", ".md")
MAX_BYTES = 64 * 1024 * 1024  # a policy document is under 1 MiB; beyond this it is a mistake, not a document

MOST_ODD = 0.05  # of the characters; real texts have none, decoded binaries have a third


def decode(data: bytes, name: str) -> str:
    """Return the text of ``data``: UTF-8 (with or without BOM), UTF-16 with BOM, else GB18030.

    Raises:
        ReadError: the data is empty, binary, or in no encoding that is read here.
    """
    if not data.strip():
        raise ReadError(messages.EMPTY_FILE.format(name=name))
    utf16 = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    if (not utf16 and b"\x00" in data[:65536]) or data[:4] in (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        raise ReadError(messages.BINARY_FILE.format(name=name))
    for encoding in ("utf-16",) if utf16 else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if sum(map(_is_odd, text)) > len(text) * MOST_ODD:
            break
        if not text.strip():
            raise ReadError(messages.BLANK_FILE.format(name=name))
        return text
    raise ReadError(messages.UNKNOWN_ENCODING.format(name=name))


def _is_odd(char: str) -> bool:
    """Whether the character is a control character or one of private use."""
    return (char < " " and char not in "\t\n\r\f") or "\ue000" <= char <= "\uf8ff"


def read_collection(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yield (id, title, text) from a .jsonl or .jsonl.gz file with one short document a line.

    Raises:
        ReadError: the file cannot be read, or a line is no object with ``id`` and ``text``; names the line.
    """
    opener = gzip.open if path.suffix == ".gz" else open
    try:
        with opener(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                try:
                    row = json.loads(line)
                    yield str(row["id"]), str(row.get("title") or row["id"]), str(row["text"])
                except (ValueError, KeyError, TypeError) as error:
                    raise ReadError(messages.BAD_ROW.format(path=path, number=number)) from error
    except (OSError, EOFError, zlib.error) as error:  # the last two: a .gz that is cut short or damaged
        raise ReadError(messages.COLLECTION_UNREADABLE.format(path=path, error=error)) from error
    except UnicodeDecodeError as error:
        raise ReadError(messages.NOT_UTF8.format(path=path)) from error
