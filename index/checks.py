"""Whether the files of an index are what was written: sizes and few files at once, many files beside their use."""

import logging
import threading
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from corpus.fingerprints import sound
from index import messages
from index.errors import DamagedIndexError
from index.units import Units

AT_ONCE = 128 << 20  # bytes of an index that is read whole before it is used, 0.1 s; a larger one meanwhile, a second per GB
_BLOCK = 1 << 20
Files = Mapping[str, Sequence[int]]  # by name: size in bytes, and CRC-32, which is enough against accidents
log = logging.getLogger(__name__)


def checksums(folder: Path) -> dict[str, list[int]]:
    """Return size and checksum of every file in a folder."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): [path.stat().st_size, _checksum(path)] for path in files}


def _checksum(path: Path) -> int:
    value = 0
    with path.open("rb") as content:
        while block := content.read(_BLOCK):
            value = zlib.crc32(block, value)
    return value


class Check:
    """The files of one index, held against its manifest.

    Args:
        folders: the folders of the index, each with what its manifest says of its files.
        units: what the index holds: its texts are held against their fingerprints too.

    Raises:
        DamagedIndexError: a file is missing or of another size, or a small index has other content.
    """

    def __init__(self, folders: Sequence[tuple[Path, Files]], units: Units) -> None:
        self._units = units
        self.damage: DamagedIndexError | None = None  # found since, in a large index
        self._files = [(folder / name, size, checksum) for folder, files in folders for name, (size, checksum) in files.items()]
        for path, size, _ in self._files:
            if path.stat().st_size != size:
                raise _damaged(path)
        if sum(size for _, size, _ in self._files) <= AT_ONCE:
            self._read()
            if self.damage is not None:
                raise self.damage
        else:
            threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        try:
            for path, _, checksum in self._files:
                if _checksum(path) != checksum:
                    raise _damaged(path)
            for document, text in zip(self._units.documents, self._units.texts, strict=True):
                if not sound(document, text):
                    raise DamagedIndexError(messages.OTHER_TEXT.format(id=document.id))
        except DamagedIndexError as damage:
            self.damage = damage
            log.error("%s", damage)
        except OSError:  # cleared away since: a newer index is in use
            pass


def _damaged(path: Path) -> DamagedIndexError:
    return DamagedIndexError(messages.OTHER_CONTENT.format(path=path))
