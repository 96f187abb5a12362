"""Manifests: the metadata of documents, as a JSON list."""

import json
import re
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from corpus import messages
from corpus.dates import is_date
from corpus.errors import ManifestError
from corpus.gazetteer import place_at_start
from corpus.records import Document
from corpus.wording import is_organ, names_act

_FIELDS = {field.name for field in fields(Document)} - {"pages", "recognised", "relations"}  # what a reader found, nobody states
LONGEST_TITLE = 80  # characters; a first line that is longer is no title alone
_NATIONAL = ("national", "全国", "国家", "中国")


def document_from(row: dict[str, Any], where: str) -> Document:
    """Return the record that a manifest entry describes; unknown fields are ignored.

    Raises:
        ManifestError: id or title is missing, or a date is not ISO; ``where`` names the entry.
    """
    values = _values(row)
    if not values["id"] or not values.get("title"):
        raise ManifestError(messages.INCOMPLETE.format(where=where))
    for key, value in values.items():
        if not isinstance(value, str):
            raise ManifestError(messages.NOT_TEXT.format(where=where, key=key, value=value))
    if re.search(r"[#/\\\s]", values["id"]):
        raise ManifestError(messages.BAD_IDENTIFIER.format(where=where, id=values["id"]))
    for key in ("published", "valid_from", "valid_to"):
        if key in values and not is_date(values[key]):
            raise ManifestError(messages.BAD_DATE.format(where=where, key=key, value=values[key]))
    for key in ("region", "province"):
        if values.get(key) in _NATIONAL:
            values[key] = "全国"
    return Document(**values)


def _values(row: dict[str, Any]) -> dict[str, Any]:
    known = {key: row[key] for key in _FIELDS & row.keys() if row[key] not in ("", None)}
    return known | {"id": row.get("id") or row.get("doc") or ""}


def read_manifest(path: Path) -> dict[str, Document]:
    """Return the documents of a manifest by file name and by id.

    Raises:
        ManifestError: the file is missing, no JSON list of objects, or an entry is incomplete.
    """
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ManifestError(messages.MANIFEST_UNREADABLE.format(path=path, error=error.strerror)) from error
    except ValueError as error:
        raise ManifestError(messages.MANIFEST_NO_JSON.format(path=path, error=error)) from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ManifestError(messages.MANIFEST_NO_LIST.format(path=path))
    found: dict[str, Document] = {}
    replaced: dict[str, str] = {}
    for number, row in enumerate(rows, 1):
        where = messages.ENTRY.format(path=path, number=number)
        document = document_from(row, where)
        if document.id in found:
            raise ManifestError(messages.LISTED_TWICE.format(where=where, id=document.id))
        if document.superseded_by:
            replaced[document.superseded_by] = document.id
        found[document.id] = document
        found[str(row.get("file") or f"{document.id}.txt")] = document
    return {key: _with_origin(document, replaced) for key, document in found.items()}


def _with_origin(document: Document, replaced: dict[str, str]) -> Document:
    """Return the document with what it supersedes, where only the older one says so."""
    old = replaced.get(document.id)
    return replace(document, supersedes=old) if old and not document.supersedes else document


def document_without_manifest(name: str, text: str) -> Document:
    """Return the record of a file that no manifest describes: only what its name and first line state."""
    first = next((line.strip(" \t\u3000#*") for line in text.splitlines() if line.strip()), name)
    identifier, place = re.sub(r"[#/\\\s]+", "_", name), place_at_start(first)
    return Document(id=identifier, title=_title_at_start(first), region=place.region if place else None, source=name)


def _title_at_start(line: str) -> str:
    """Return the title that a first line begins with: of a text on one line what ends a title, or stands before its first gap.

    Organs that stand first are a part of it.
    """
    if len(line) <= LONGEST_TITLE:
        return line
    pieces = line[:LONGEST_TITLE].split()
    starts = (" ".join(pieces[:count]) for count in range(1, len(pieces)))  # the last one may be cut
    organs = next((at for at, piece in enumerate(pieces) if not is_organ(piece)), 0)
    return next(filter(names_act, starts), " ".join(pieces[: organs + 1]))
