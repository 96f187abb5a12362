"""The archive of a data folder: a ZIP file whose list names every file that it holds with its SHA-256."""

import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

from assistant import messages
from assistant.errors import BackupError

FORMAT = 1  # raise when an older program could no longer read the archive rightly
KIND = "ip-policy-assistant backup"
LIST = "backup.json"
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Contents:
    """What an archive holds: when and by which version it was made, and the SHA-256 of each file by its relative path."""

    made: str
    program: str
    files: dict[str, str]


def pack(folder: Path, archive: Path, made: str, program: str) -> Contents:
    """Write all files below ``folder`` into a new archive, readable by its owner alone; raise ``OSError`` as the disk does."""
    files: dict[str, str] = {}
    with (
        os.fdopen(os.open(archive, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed,
    ):
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            name = path.relative_to(folder).as_posix()
            with path.open("rb") as source, packed.open(name, "w", force_zip64=True) as target:
                files[name] = _copied(source, target)
        contents = Contents(made, program, files)
        packed.writestr(LIST, json.dumps({"kind": KIND, "format": FORMAT} | asdict(contents), ensure_ascii=False, indent=1))
        packed.close()
        stream.flush()
        os.fsync(stream.fileno())
    return contents


def verify(archive: Path) -> Contents:
    """Read an archive through and hold every file against its SHA-256; raise ``BackupError`` as ``unpack`` does."""
    with _opened(archive) as (packed, contents):
        for name, digest in contents.files.items():
            with packed.open(name) as source:
                if _copied(source, None) != digest:
                    raise BackupError(messages.BACKUP_DAMAGED.format(path=archive, what=name))
    return contents


def unpack(archive: Path, folder: Path) -> Contents:
    """Write the files of an archive below a folder, each held against its SHA-256.

    Raises:
        BackupError: the file is no backup, one of a newer version, or damaged; or the folder cannot be written.
    """
    with _opened(archive) as (packed, contents):
        try:
            for name, digest in contents.files.items():
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                with (
                    packed.open(name) as source,
                    os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target,
                ):
                    if _copied(source, target) != digest:
                        raise BackupError(messages.BACKUP_DAMAGED.format(path=archive, what=name))
                    target.flush()
                    os.fsync(target.fileno())
        except OSError as error:
            raise BackupError(messages.RESTORE_UNWRITABLE.format(folder=folder.parent, error=error.strerror)) from error
    return contents


@contextmanager
def _opened(archive: Path) -> Iterator[tuple[zipfile.ZipFile, Contents]]:
    """Open an archive with its list; whatever is wrong with it is told in one sentence."""
    try:
        with zipfile.ZipFile(archive) as packed:
            yield packed, _contents(packed, archive)
    except OSError as error:
        raise BackupError(messages.BACKUP_UNREADABLE.format(path=archive, error=error.strerror or error)) from error
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        ValueError,
        LookupError,
        TypeError,
        RuntimeError,
    ) as error:
        whole = zipfile.is_zipfile(archive)
        said = messages.BACKUP_DAMAGED.format(path=archive, what=error) if whole else messages.NO_BACKUP.format(path=archive)
        raise BackupError(said) from error


def _contents(packed: zipfile.ZipFile, archive: Path) -> Contents:
    held = packed.namelist()
    if LIST not in held:
        raise BackupError(messages.NO_BACKUP.format(path=archive))
    row: Any = json.loads(packed.read(LIST))
    if not isinstance(row, dict) or row.get("kind") != KIND:
        raise BackupError(messages.NO_BACKUP.format(path=archive))
    if row["format"] > FORMAT:
        raise BackupError(messages.BACKUP_TOO_NEW.format(path=archive, program=row.get("program")))
    contents = Contents(row["made"], row["program"], row["files"])
    if sorted(held) != sorted([*contents.files, LIST]) or not all(map(_inside, contents.files)):
        raise BackupError(messages.BACKUP_DAMAGED.format(path=archive, what=LIST))
    return contents


def _inside(name: str) -> bool:
    """Whether a path stays below the folder that it is unpacked into."""
    path = PurePosixPath(name)
    return path.as_posix() == name and not path.is_absolute() and ".." not in path.parts and not set(name) & set("\\:\0")


def _copied(source: IO[bytes], target: IO[bytes] | None) -> str:
    """Copy a stream, or only read it; return its SHA-256."""
    digest = hashlib.sha256()
    while block := source.read(_BLOCK):
        digest.update(block)
        if target is not None:
            target.write(block)
    return digest.hexdigest()
