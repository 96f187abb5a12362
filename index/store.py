"""The index folder: versioned, replaced atomically, refused when it does not fit.

``data/index/current`` names the folder in use; a build writes a new folder and only then renames the pointer, so
that readers see the old index or the new one, never half of one. The manifest holds a checksum of every file.
"""

import hashlib
import json
import os
import shutil
import time
import uuid
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from corpus import questions
from corpus.questions import BankQuestion, read_banks
from corpus.records import Clause, Document
from corpus.registry import Registry
from index import messages
from index.background import Background
from index.build import Progress, SearchArrays, Units, build_arrays, collect, load_arrays, save_arrays
from index.encoder import Encoder
from index.errors import DamagedIndexError, SearchIndexError, StaleIndexError
from index.segment import LEXICON, Segmenter

FORMAT = 7  # raise when the layout of the folder or the way units are made changes
POINTER = "current"
ABANDONED = 24 * 3600.0  # seconds; a folder without manifest and older than this is no build that still runs


def _digest_files(paths: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def fingerprints(registry: Registry, encoder: Encoder, office: Path | None = None) -> dict[str, Any]:
    """Return what an index depends on; an index with other values is stale. ``office`` is the folder of the office's banks."""
    folders = (questions.FOLDER, registry.data_dir / "questions", office)
    banks = [path for folder in folders if folder for path in folder.glob("*.tsv")]
    return {
        "format": FORMAT,
        "corpus": registry.fingerprint(),
        "questions": _digest_files(banks),
        "lexicon": _digest_files([p for p in LEXICON.iterdir() if p.suffix in (".txt", ".tsv")]),
        "encoder": encoder.name,
        "encoder_fingerprint": encoder.fingerprint,
    }


def build_index(
    registry: Registry, encoder: Encoder, segmenter: Segmenter, progress: Progress | None = None, office: Path | None = None
) -> Path:
    """Build the index of all registered documents and put it in use; return its folder.

    ``office`` is the folder of the question banks that the office's profile holds.

    Raises:
        SearchIndexError: there is no document, or the data folder cannot be written.
        CorpusError: a question bank names text that its document does not hold.
    """
    wanted = fingerprints(registry, encoder, office)
    units = collect(registry.parsed(), lambda parsed: read_banks(parsed, registry.data_dir, office))
    if not len(units.sentence_clause):
        raise SearchIndexError(messages.NO_DOCUMENTS)
    arrays = build_arrays(units, encoder, segmenter, progress)
    root = registry.data_dir / "index"
    folder = root / f"{wanted['corpus'][:8]}-{uuid.uuid4().hex[:8]}"
    try:
        folder.mkdir(parents=True)
        save_arrays(arrays, folder)
        _save_units(units, folder)
        manifest = wanted | {"files": _checksums(folder), "counts": _counts(units), "background": arrays.background.to_dict()}
        (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1), "utf-8")
        _put_in_use(root, folder)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise SearchIndexError(messages.UNWRITABLE.format(folder=root, error=error.strerror)) from error
    return folder


def _put_in_use(root: Path, folder: Path) -> None:
    old = root / POINTER
    before = old.read_text("utf-8", errors="replace").strip() if old.exists() else ""
    fresh = root / f"{POINTER}.{uuid.uuid4().hex[:8]}"
    with fresh.open("w", encoding="utf-8") as out:
        out.write(folder.name)
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(old)
    for other in root.iterdir():  # a reader of the index before may still have it open: it goes one build later
        if other.is_dir() and other.name not in (folder.name, before) and not _being_built(other):
            shutil.rmtree(other, ignore_errors=True)


def _being_built(folder: Path) -> bool:
    """Whether another process may be writing this folder: the manifest is written last."""
    return not (folder / "manifest.json").exists() and time.time() - folder.stat().st_mtime < ABANDONED


def _checksums(folder: Path) -> dict[str, int]:
    return {p.relative_to(folder).as_posix(): _checksum(p) for p in sorted(folder.rglob("*")) if p.is_file()}


def _checksum(path: Path) -> int:
    """Return the CRC-32 of a file: enough against accidents, at about a second per GB."""
    value = 0
    with path.open("rb") as content:
        while block := content.read(1 << 20):
            value = zlib.crc32(block, value)
    return value


def _counts(units: Units) -> dict[str, int]:
    return {
        "documents": len(units.documents), "clauses": len(units.clauses),
        "sentences": len(units.sentence_clause), "questions": len(units.questions),
    }  # fmt: skip


def _save_units(units: Units, folder: Path) -> None:
    np.savez(
        folder / "units.npz", sentence_clause=units.sentence_clause, sentence_number=units.sentence_number,
        clause_document=units.clause_document, question_sentence=units.question_sentence,
    )  # fmt: skip
    rows = {
        kind: [{name: getattr(record, name) for name in record.__slots__} for record in records]
        for kind, records in (("clauses", units.clauses), ("questions", units.questions))
    }
    rows["documents"] = [document.to_row() for document in units.documents]
    (folder / "units.json").write_text(json.dumps(rows, ensure_ascii=False), "utf-8")


def _load_units(folder: Path) -> Units:
    rows = json.loads((folder / "units.json").read_text("utf-8"))
    with np.load(folder / "units.npz", allow_pickle=False) as arrays:
        numbers = {name: arrays[name] for name in arrays.files}
    clauses = tuple(
        Clause(**{**row, "headings": tuple(row["headings"]), "sentences": tuple((a, b) for a, b in row["sentences"])})
        for row in rows["clauses"]
    )
    documents = tuple(Document.from_row(row) for row in rows["documents"])
    return Units(
        documents, clauses, numbers["sentence_clause"], numbers["sentence_number"],
        numbers["clause_document"], tuple(BankQuestion(**row) for row in rows["questions"]), numbers["question_sentence"],
    )  # fmt: skip


def open_index(registry: Registry, encoder: Encoder, office: Path | None = None) -> tuple[Units, SearchArrays, dict[str, Any]]:
    """Return the index in use and its manifest; ``office`` as for ``build_index``.

    Raises:
        StaleIndexError: there is none, or it was built from something else; says from what.
        DamagedIndexError: a file is missing, cut short or unreadable.
    """
    root = registry.data_dir / "index"
    pointer = root / POINTER
    if not pointer.exists():
        raise StaleIndexError(messages.MISSING)
    with _refusing_damage(root):
        folder = root / pointer.read_text("utf-8").strip()
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
        changed = [key for key, value in fingerprints(registry, encoder, office).items() if manifest.get(key) != value]
        if changed:
            raise StaleIndexError(messages.STALE.format(changed="、".join(changed)))
        for name, checksum in manifest["files"].items():
            if _checksum(folder / name) != checksum:
                raise DamagedIndexError(messages.OTHER_CONTENT.format(path=folder / name))
        units, arrays = _load_units(folder), load_arrays(folder, Background.from_dict(manifest["background"]))
        if len(units.clauses) != manifest["counts"]["clauses"] or len(units.sentence_clause) != manifest["counts"]["sentences"]:
            raise DamagedIndexError(messages.OTHER_COUNT.format(folder=folder))
    return units, arrays, manifest


def folder_in_use(registry: Registry) -> Path:
    """Return the folder of the index in use; there must be one."""
    root = registry.data_dir / "index"
    return root / (root / POINTER).read_text("utf-8").strip()


@contextmanager
def _refusing_damage(folder: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RuntimeError, zipfile.BadZipFile) as error:
        raise DamagedIndexError(messages.UNREADABLE.format(folder=folder, error=error)) from error
