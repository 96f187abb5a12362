"""The index folder: versioned, replaced atomically, refused when it does not fit.

``data/index/current`` names the folder in use; a build writes a new folder and only then renames the pointer, so
that readers see the old index or the new one, never half of one. The manifest holds a checksum of every file.
"""

import hashlib
import json
import os
import shutil
import uuid
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import starmap
from pathlib import Path
from typing import Any

import numpy as np

from corpus import questions
from corpus.parser import parse
from corpus.questions import BankQuestion, read_banks
from corpus.records import Clause, Document
from corpus.registry import Registry, fingerprint_of, sound
from index import messages
from index.backend import SearchService
from index.background import Background
from index.build import Progress, SearchArrays, Units, build_arrays, collect, load_arrays, save_arrays
from index.building import alone, told
from index.encoder import Encoder
from index.errors import DamagedIndexError, SearchIndexError, SearchUnavailableError, StaleIndexError
from index.segment import LEXICON, Segmenter

FORMAT = 8  # raise when the layout of the folder or the way units are made changes
POINTER = "current"


def _digest_files(paths: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def fingerprints(
    registry: Registry, encoder: Encoder, documents: Iterable[Document] | None = None, office: Path | None = None
) -> dict[str, Any]:
    """Return what an index depends on; an index with other values is stale.

    Args:
        registry: of the documents.
        encoder: of the vectors.
        documents: those of the registry, where they have been read already.
        office: the folder of the question banks that the office's profile holds.
    """
    folders = (questions.FOLDER, registry.data_dir / "questions", office)
    banks = [path for folder in folders if folder for path in folder.glob("*.tsv")]
    return {
        "format": FORMAT,
        "corpus": registry.fingerprint() if documents is None else fingerprint_of(documents),
        "questions": _digest_files(banks),
        "lexicon": _digest_files([p for p in LEXICON.iterdir() if p.suffix in (".txt", ".tsv")]),
        "encoder": encoder.name,
        "encoder_fingerprint": encoder.fingerprint,
    }


def build_index(
    registry: Registry,
    encoder: Encoder,
    segmenter: Segmenter,
    progress: Progress | None = None,
    office: Path | None = None,
    service: SearchService | None = None,
) -> Path:
    """Build the index of all registered documents and put it in use; return its folder.

    One build runs at a time; where another one was waited for and built what is wanted, that is returned. ``office`` is the
    folder of the question banks that the office's profile holds. The index is written to ``service`` before it is in use; one
    that is as wanted already, and only not there, is written as it is.

    Raises:
        SearchIndexError: there is no document, or the data folder or the service cannot be written.
        CorpusError: a question bank names text that its document does not hold, or a text is not the registered one.
    """
    root = registry.data_dir / "index"
    if service is not None:
        service.check()  # nobody encodes for an hour what cannot be written then
    with alone(root) as waited:
        items = registry.items()
        wanted = fingerprints(registry, encoder, [document for document, _ in items], office)
        if not _changes(root, wanted):
            folder = root / (root / POINTER).read_text("utf-8").strip()
            if service is not None and not service.holds(folder.name):
                opened = open_current(registry, encoder, shared=True, office=office)
                service.write(folder.name, opened.arrays.backend, told(root, progress))
                return folder
            if waited:
                return folder
        units = collect(starmap(parse, items), lambda parsed: read_banks(parsed, registry.data_dir, office))
        if not len(units.sentence_clause):
            raise SearchIndexError(messages.NO_DOCUMENTS)
        arrays = build_arrays(units, encoder, segmenter, told(root, progress))
        folder = root / f"{wanted['corpus'][:8]}-{uuid.uuid4().hex[:8]}"
        try:
            folder.mkdir()
            save_arrays(arrays, folder)
            _save_units(units, folder)
            manifest = wanted | {"files": _checksums(folder), "counts": _counts(units), "background": arrays.background.to_dict()}
            (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1), "utf-8")
            if service is not None:
                service.write(folder.name, arrays.backend, told(root, progress))
            _put_in_use(root, folder, service)
        except (OSError, RuntimeError) as error:  # FAISS raises the latter for a full disk
            shutil.rmtree(folder, ignore_errors=True)
            reason = getattr(error, "strerror", None) or error
            raise SearchIndexError(messages.UNWRITABLE.format(folder=root, error=reason)) from error
        except SearchIndexError:  # of the service
            _clear_away(folder, service)
            raise
    return folder


def _changes(root: Path, wanted: dict[str, Any]) -> list[str]:
    """Return in what the index in use differs from the one that is wanted; everything where there is none."""
    try:
        manifest = json.loads((root / (root / POINTER).read_text("utf-8").strip() / "manifest.json").read_text("utf-8"))
        return [key for key, value in wanted.items() if manifest.get(key) != value]
    except (OSError, ValueError, AttributeError):
        return list(wanted)


def _put_in_use(root: Path, folder: Path, service: SearchService | None) -> None:
    """Point at a folder, and clear away what older and killed builds have left; the lock is held."""
    old = root / POINTER
    before = old.read_text("utf-8", errors="replace").strip() if old.exists() else ""
    fresh = root / f"{POINTER}.{uuid.uuid4().hex[:8]}"
    with fresh.open("w", encoding="utf-8") as out:
        out.write(folder.name)
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(old)
    for other in root.iterdir():  # a reader of the index before may still be opening it: it goes one build later
        if other.is_dir() and other.name not in (folder.name, before):
            _clear_away(other, service)
        elif other.name.startswith(f"{POINTER}."):
            other.unlink(missing_ok=True)


def _clear_away(folder: Path, service: SearchService | None) -> None:
    """Remove an index, from the service first: what is left there is found by the name of its folder alone."""
    try:
        if service is not None:
            service.drop(folder.name)
    except SearchUnavailableError:
        return  # the next build tries again
    shutil.rmtree(folder, ignore_errors=True)


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
    (folder / "texts.json").write_text(json.dumps(units.texts, ensure_ascii=False), "utf-8")
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
    texts = tuple(json.loads((folder / "texts.json").read_text("utf-8")))
    for document, text in zip(documents, texts, strict=True):
        if not sound(document, text):
            raise DamagedIndexError(messages.OTHER_TEXT.format(id=document.id))
    return Units(
        documents, clauses, numbers["sentence_clause"], numbers["sentence_number"],
        numbers["clause_document"], tuple(BankQuestion(**row) for row in rows["questions"]), numbers["question_sentence"],
        texts,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Opened:
    """An index as it was read: which folder, what it holds, and its manifest."""

    name: str
    units: Units
    arrays: SearchArrays
    manifest: dict[str, Any]

    def ids(self) -> frozenset[str]:
        """Return the ids of its documents."""
        return frozenset(document.id for document in self.units.documents)


def open_index(
    registry: Registry, encoder: Encoder, office: Path | None = None, service: SearchService | None = None
) -> tuple[Units, SearchArrays, dict[str, Any]]:
    """Return the index in use and its manifest; ``office`` and ``service`` as for ``open_current``.

    Raises:
        StaleIndexError: there is none, or it was built from something else; says from what.
        DamagedIndexError: a file is missing, cut short or unreadable.
    """
    opened = open_current(registry, encoder, office=office, service=service)
    return opened.units, opened.arrays, opened.manifest


def open_current(
    registry: Registry,
    encoder: Encoder,
    *,
    behind: bool = False,
    shared: bool = False,
    office: Path | None = None,
    service: SearchService | None = None,
) -> Opened:
    """Return the index in use.

    Args:
        registry: the documents that it should be of.
        encoder: the model that it must be made with.
        behind: whether it may be of other documents than the registry holds by now.
        shared: whether its files are mapped, so that several processes hold them once.
        office: as for ``build_index``.
        service: searches in place of this process.

    Raises:
        StaleIndexError: there is none, or it was built from something else; says from what. Or the service does not hold it.
        DamagedIndexError: a file is missing, cut short or unreadable.
        SearchUnavailableError: the service does not answer.
    """
    root = registry.data_dir / "index"
    pointer = root / POINTER
    if not pointer.exists():
        raise StaleIndexError(messages.MISSING)
    wanted = fingerprints(registry, encoder, () if behind else None, office)
    with _refusing_damage(root):
        folder = root / pointer.read_text("utf-8").strip()
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
        _hold(manifest, folder, wanted, behind)
        units = _load_units(folder)
        mapped = shared or service is not None  # of a service's index nothing is read but the vocabulary
        arrays = load_arrays(folder, Background.from_dict(manifest["background"]), units, shared=mapped)
        if len(units.clauses) != manifest["counts"]["clauses"] or len(units.sentence_clause) != manifest["counts"]["sentences"]:
            raise DamagedIndexError(messages.OTHER_COUNT.format(folder=folder))
    if service is not None:
        arrays = replace(arrays, backend=service.opened(folder.name, arrays.backend))
    return Opened(folder.name, units, arrays, manifest)


def _hold(manifest: dict[str, Any], folder: Path, wanted: dict[str, Any], behind: bool) -> None:
    """Hold an index against what it should be of, and its files against their checksums; errors as of ``open_current``."""
    changed = [key for key, value in wanted.items() if manifest.get(key) != value]
    if behind:
        changed = [key for key in changed if key not in ("corpus", "questions")]
    if changed:
        said = messages.OTHER_PROGRAM if behind else messages.STALE
        raise StaleIndexError(said.format(changed="、".join(changed)), changed)
    for name, checksum in manifest["files"].items():
        if _checksum(folder / name) != checksum:
            raise DamagedIndexError(messages.OTHER_CONTENT.format(path=folder / name))


def changed_since(registry: Registry, encoder: Encoder, office: Path | None = None) -> list[str]:
    """Return in what the index in use differs from what would be built now; empty where it is current."""
    return _changes(registry.data_dir / "index", fingerprints(registry, encoder, office=office))


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
