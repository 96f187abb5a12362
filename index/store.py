"""The index folder: versioned, replaced atomically, refused when it does not fit.

``data/index/current`` names the folder in use; a build writes a new folder and only then renames the pointer, so
that readers see the old index or the new one, never half of one. The manifest holds a checksum of every file.
"""

import hashlib
import json
import os
import re
import shutil
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import starmap
from pathlib import Path
from typing import Any

from corpus import questions
from corpus.parser import parse
from corpus.questions import read_banks
from corpus.records import Document
from corpus.registry import Registry
from index import messages
from index.backend import SearchService
from index.build import Progress, SearchArrays, write_arrays
from index.building import alone, told
from index.checks import Check, checksums
from index.encoder import Encoder
from index.errors import DamagedIndexError, SearchIndexError, SearchUnavailableError, StaleIndexError
from index.segment import LEXICON, Segmenter
from index.segments import Below, base_of, load, manifest_in
from index.units import Units, load_units, write_units

FORMAT = 13  # raise when the layout of the folder or the way units are made changes
POINTER = "current"
BUILT = re.compile(r"[0-9a-f]{8}-[0-9a-f]{8}")  # names of the folders that builds make …
POINTING = re.compile(POINTER + r"\.[0-9a-f]{8}")  # … and of the pointers that they have not put in place


def _digest_files(paths: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def fingerprints(registry: Registry, encoder: Encoder, corpus: str | None = None, office: Path | None = None) -> dict[str, Any]:
    """Return what an index depends on; an index with other values is stale.

    Args:
        registry: of the documents.
        encoder: of the vectors.
        corpus: the fingerprint of the documents, where it is known already.
        office: the folder of the question banks that the office's profile holds.
    """
    folders = (questions.FOLDER, questions.RELATED, registry.data_dir / "questions", office)
    banks = [path for folder in folders if folder for path in folder.glob("*.tsv")]
    return {
        "format": FORMAT,
        "corpus": registry.fingerprint() if corpus is None else corpus,
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

    Where a large index is there and few documents have changed, a segment of those alone is built beside it. One build runs
    at a time; where another one was waited for and built what is wanted, that is returned. ``office`` is the folder of the
    question banks that the office's profile holds. The index is written to ``service`` before it is in use; one that is as
    wanted already, and only not there, is written as it is.

    Raises:
        SearchIndexError: there is no document, or the data folder or the service cannot be written.
        CorpusError: a question bank names text that its document does not hold, or a text is not the registered one.
    """
    root = registry.data_dir / "index"
    if service is not None:
        service.check()  # nobody encodes for an hour what cannot be written then
    show = told(root, progress)
    with alone(root) as waited:
        moment = registry.moment()
        wanted = fingerprints(registry, encoder, moment.fingerprint, office)
        if not _changes(root, wanted):
            folder = _in_use(root)
            if service is not None and not service.holds(folder.name):
                opened = open_current(registry, encoder, office=office)
                service.write(folder.name, opened.arrays.backend, show)
                return folder
            if waited:
                return folder
        folder = root / f"{wanted['corpus'][:8]}-{uuid.uuid4().hex[:8]}"
        try:
            folder.mkdir()
            manifest = wanted | _written(registry, encoder, segmenter, folder, wanted, moment.documents, office, show)
            (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1), "utf-8")
            if service is not None:
                service.write(folder.name, load(root, folder.name, manifest)[1].backend, show)
            _put_in_use(root, folder, {manifest.get("base", folder.name)}, service)
        except (OSError, RuntimeError) as error:  # FAISS raises the latter for a full disk
            _clear_away(folder, service)
            reason = getattr(error, "strerror", None) or error
            raise SearchIndexError(messages.UNWRITABLE.format(folder=root, error=reason)) from error
        except BaseException:
            _clear_away(folder, service)
            raise
    return folder


def _written(
    registry: Registry,
    encoder: Encoder,
    segmenter: Segmenter,
    folder: Path,
    wanted: dict[str, Any],
    documents: Sequence[Document],
    office: Path | None,
    show: Progress,
) -> dict[str, Any]:
    """Write an index into its folder; return what its manifest says beyond what was wanted; errors as of ``build_index``."""
    below = base_of(_in_use(folder.parent), wanted, documents)
    parsed = starmap(parse, registry.texts(documents if below is None else below.fresh))
    write_units(parsed, lambda each: read_banks(each, registry.data_dir, office), folder)
    units = load_units(folder)
    if below is None and not len(units.sentence_clause):
        raise SearchIndexError(messages.NO_DOCUMENTS)
    background = write_arrays(units, encoder, segmenter, folder, show)
    manifest = {"files": checksums(folder), "counts": _counts(units), "background": background.to_dict()}
    return manifest if below is None else manifest | _beside(folder.parent, folder, below, manifest)


def _beside(root: Path, folder: Path, below: Below, manifest: dict[str, Any]) -> dict[str, Any]:
    """Return what the manifest of a segment says beyond its own: the large index, what is gone from it, and what both hold."""
    beside = {"base": below.name, "withdrawn": list(below.withdrawn)}
    units, _ = load(root, folder.name, manifest | beside)
    return beside | {"counts": _counts(units)}


def _changes(root: Path, wanted: dict[str, Any]) -> list[str]:
    """Return in what the index in use differs from the one that is wanted; everything where there is none."""
    try:
        manifest = json.loads((root / (root / POINTER).read_text("utf-8").strip() / "manifest.json").read_text("utf-8"))
        return [key for key, value in wanted.items() if manifest.get(key) != value]
    except (OSError, ValueError, AttributeError):
        return list(wanted)


def _put_in_use(root: Path, folder: Path, bases: set[str], service: SearchService | None) -> None:
    """Point at a folder, and clear away what older and killed builds have left; the lock is held, ``bases`` stay."""
    old = root / POINTER
    before = old.read_text("utf-8", errors="replace").strip() if old.exists() else ""
    fresh = root / f"{POINTER}.{uuid.uuid4().hex[:8]}"
    with fresh.open("w", encoding="utf-8") as out:
        out.write(folder.name)
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(old)
    kept = {folder.name, before, *bases}  # a reader of the index before may still be opening it: it goes one build later
    with suppress(OSError, ValueError):
        kept.add(manifest_in(root / before).get("base", before))
    for other in root.iterdir():
        if other.name not in kept and BUILT.fullmatch(other.name) and other.is_dir():  # what others keep there stays
            _clear_away(other, service)
        elif POINTING.fullmatch(other.name):
            other.unlink(missing_ok=True)


def _clear_away(folder: Path, service: SearchService | None) -> None:
    """Remove an index, from the service first: what is left there is found by the name of its folder alone."""
    try:
        if service is not None:
            service.drop(folder.name)
    except SearchUnavailableError:
        return  # the next build tries again
    shutil.rmtree(folder, ignore_errors=True)


def _counts(units: Units) -> dict[str, int]:
    return {
        "documents": len(units.documents), "clauses": len(units.clauses),
        "sentences": len(units.sentence_clause), "questions": len(units.questions),
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Opened:
    """An index as it was opened: which folder, what it holds, its manifest, and the check of its files."""

    name: str
    units: Units
    arrays: SearchArrays
    manifest: dict[str, Any]
    check: Check

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
    office: Path | None = None,
    service: SearchService | None = None,
) -> Opened:
    """Return the index in use; its files are mapped, so that several processes hold them once.

    Args:
        registry: the documents that it should be of.
        encoder: the model that it must be made with.
        behind: whether it may be of other documents than the registry holds by now.
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
    wanted = fingerprints(registry, encoder, "" if behind else None, office)
    with _refusing_damage(root):
        folder = root / pointer.read_text("utf-8").strip()
        manifest = manifest_in(folder)
        _fits(manifest, wanted, behind)
        folders = [(folder, manifest["files"])]
        if "base" in manifest:
            folders.append((root / manifest["base"], manifest_in(root / manifest["base"])["files"]))
        units, arrays = load(root, folder.name, manifest)
        check = Check(folders, units)
        if len(units.clauses) != manifest["counts"]["clauses"] or len(units.sentence_clause) != manifest["counts"]["sentences"]:
            raise DamagedIndexError(messages.OTHER_COUNT.format(folder=folder))
    if service is not None:
        arrays = replace(arrays, backend=service.opened(folder.name, arrays.backend))
    return Opened(folder.name, units, arrays, manifest, check)


def _fits(manifest: dict[str, Any], wanted: dict[str, Any], behind: bool) -> None:
    """Hold an index against what it should be of; errors as of ``open_current``."""
    changed = [key for key, value in wanted.items() if manifest.get(key) != value]
    if behind:
        changed = [key for key in changed if key not in ("corpus", "questions")]
    if changed:
        said = messages.OTHER_PROGRAM if behind else messages.STALE
        raise StaleIndexError(said.format(changed="、".join(changed)), changed)


def changed_since(registry: Registry, encoder: Encoder, office: Path | None = None) -> list[str]:
    """Return in what the index in use differs from what would be built now; empty where it is current."""
    return _changes(registry.data_dir / "index", fingerprints(registry, encoder, office=office))


def folder_in_use(registry: Registry) -> Path:
    """Return the folder of the index in use; there must be one."""
    root = registry.data_dir / "index"
    return root / (root / POINTER).read_text("utf-8").strip()


def _in_use(root: Path) -> Path:
    """Return the folder of the index in use, or one that is not there."""
    try:
        return root / ((root / POINTER).read_text("utf-8").strip() or POINTER)
    except (OSError, ValueError):
        return root / POINTER


@contextmanager
def _refusing_damage(folder: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RuntimeError) as error:
        raise DamagedIndexError(messages.UNREADABLE.format(folder=folder, error=error)) from error
