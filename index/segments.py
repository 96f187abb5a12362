"""A large index grows by a segment: the documents that came or changed since are indexed beside it, not all of them again.

There is one such segment at most. It is made anew from all that has changed since the large one was built; once that is
too much, everything is built as one again.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.records import Document
from index.background import Background
from index.build import SearchArrays, load_arrays
from index.subset import together, without
from index.units import Units, documents_in, load_units

LARGE = 50_000  # clauses; a smaller index is built anew within a minute
MOST = 0.05  # of the documents may have changed since
Manifest = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Below:
    """The large index that a segment is built beside: its folder's name, and what has changed since.

    ``fresh`` are the documents that are not in it as they are now; ``withdrawn`` the ids of those in it that are gone or changed.
    """

    name: str
    fresh: tuple[Document, ...]
    withdrawn: tuple[str, ...]


def base_of(folder: Path, wanted: Manifest, documents: Sequence[Document]) -> Below | None:
    """Return the large index that a segment would do beside, None where everything is to be built.

    Args:
        folder: of the index in use; it need not be there.
        wanted: what an index depends on, as it is now.
        documents: those that are registered.
    """
    try:
        large = folder.with_name(manifest_in(folder).get("base", folder.name))
        manifest = manifest_in(large)
        held = {document.id: document for document in documents_in(large)}
    except (OSError, ValueError, TypeError, AttributeError):
        return None
    if manifest["counts"]["clauses"] < LARGE or any(manifest.get(key) != wanted[key] for key in wanted if key != "corpus"):
        return None
    below = _changed(large.name, held, documents)
    return below if len(below.fresh) + len(below.withdrawn) <= MOST * len(held) else None


def _changed(name: str, held: Mapping[str, Document], documents: Sequence[Document]) -> Below:
    """Return what has changed since an index was built of the documents that it holds, by id."""
    fresh = tuple(document for document in documents if held.get(document.id) != document)
    same = {document.id for document in documents} - {document.id for document in fresh}
    return Below(name, fresh, tuple(identifier for identifier in held if identifier not in same))


def manifest_in(folder: Path) -> dict[str, Any]:
    """Return the manifest of an index."""
    manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text("utf-8"))
    return manifest


def load(root: Path, name: str, manifest: Manifest) -> tuple[Units, SearchArrays]:
    """Return the index in a folder, with the one that it was built beside."""
    units, arrays = _load(root / name, manifest)
    if "base" not in manifest:
        return units, arrays
    below, engine = _load(root / manifest["base"], manifest)
    withdrawn = frozenset(manifest["withdrawn"])
    if withdrawn:
        below, engine = without(below, engine, withdrawn)
    return together(below, engine, units, arrays) if units.documents else (below, engine)


def _load(folder: Path, manifest: Manifest) -> tuple[Units, SearchArrays]:
    units = load_units(folder)
    return units, load_arrays(folder, Background.from_dict(manifest["background"]), units)
