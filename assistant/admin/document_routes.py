"""Pages of the documents: the list, files that were sent, records, versions, building the index."""

import time
from collections.abc import Sequence
from urllib.parse import quote

import anyio.to_thread
from anyio import CapacityLimiter
from fastapi import APIRouter
from fastapi.responses import Response
from starlette.datastructures import UploadFile

from assistant import messages
from assistant.admin import documents
from assistant.admin.desk import WRONG, Officer, Pages, Visit
from assistant.admin.drafts import Draft, Drafts
from assistant.errors import AdminError
from assistant.finder.versions import versions
from corpus.intake import Entry
from corpus.messages import CHANGES
from corpus.readers.kinds import SUFFIXES
from corpus.records import Document
from index.building import is_building, progress_of

_READING = CapacityLimiter(2)  # files of an upload are read in processes of their own
router = APIRouter(route_class=Pages)


def _drafts(visit: Visit) -> Drafts:
    return Drafts(visit.desk.service.settings.data_dir)


def _held(visit: Visit) -> dict[str, Document]:
    return {document.id: document for document, _ in visit.desk.registry.stored()}


@router.get("/admin/documents")
def list_page(visit: Officer) -> Response:
    """Show the documents, what waits to be registered, and how far the index is."""
    return _list(visit)


def _list(visit: Visit, status: int = 200, error: str = "", failed: list[str] | None = None) -> Response:
    progress = progress_of(visit.desk.service.settings.data_dir / "index")
    current = visit.desk.service.opening.current
    rows, held = documents.listed(visit.desk.registry), _held(visit)
    indexed = {document.id: document.sha256 for document in current.documents()} if current else {}
    waiting = [document.title for document in held.values() if indexed.get(document.id) != document.sha256]
    return visit.page(
        "documents.html", status, rows=rows, drafts=list(_drafts(visit).all()), progress=progress,
        waiting=waiting if current else [], error=error, failed=failed or [], suffixes=SUFFIXES,
        done=_done(visit), most=visit.desk.service.http.max_upload_bytes >> 20, trouble=visit.desk.service.opening.trouble,
    )  # fmt: skip


def _done(visit: Visit) -> str:
    return messages.ADMIN_DONE.get(visit.query.get("done", ""), "")


@router.post("/admin/documents/upload")
async def upload(visit: Officer) -> Response:
    """Take files that were sent; each waits until it is confirmed."""
    files = [item for item in visit.form.getlist("files") if isinstance(item, UploadFile) and item.filename]
    replaces = visit.text("replaces")
    if wrong := _not_taken(visit, files, replaces):
        return _list(visit, 422, wrong)
    taken: list[Draft] = []
    failed: list[str] = []
    for file in files:
        try:
            taken.append(await _taken(visit, file, replaces))
        except WRONG as error:
            failed.append(str(error))
    if failed:
        return _list(visit, 422, messages.ADMIN_SOME_FAILED.format(failed=len(failed), taken=len(taken)), failed)
    return visit.to(f"/documents/drafts/{taken[0].id}" if len(taken) == 1 else "/documents", "sent" if len(taken) > 1 else "")


def _not_taken(visit: Visit, files: Sequence[UploadFile], replaces: str) -> str:
    """Return why files are not taken, an empty text where they are: one file replaces one document that is held."""
    if not files:
        return messages.ADMIN_NO_FILE
    if replaces and (len(files) > 1 or visit.desk.registry.find(replaces) is None):
        return messages.ADMIN_NOT_REPLACED.format(id=replaces)
    return ""


async def _taken(visit: Visit, file: UploadFile, replaces: str) -> Draft:
    """Keep a file that was sent; one that cannot be read is not kept, and is told by the name that it had."""
    name, data = file.filename or "", await file.read()
    visit.note("document.upload", file=name[:200], bytes=len(data), replaces=replaces)
    draft = _drafts(visit).add(name, data, replaces)
    try:
        await anyio.to_thread.run_sync(draft.entry, limiter=_READING)
    except WRONG as error:
        _drafts(visit).drop(draft.id)
        raise AdminError(str(error).replace(str(draft.path), name[:200])) from error
    return draft


@router.get("/admin/documents/drafts/{identifier}")
def draft_page(visit: Officer, identifier: str) -> Response:
    """Show what a file states about itself, to be confirmed or corrected."""
    return _draft(visit, _drafts(visit).get(identifier))


def _draft(visit: Visit, draft: Draft, error: str = "") -> Response:
    found = documents.checked(draft.entry(), visit.desk.registry, draft.replaces)
    typed = {name: visit.text(name) for name in ("id", *documents.EDITABLE) if name in visit.form}
    confirmed = visit.texts("relation") if visit.form else [said.title for said in found.relations]
    return visit.page(
        "draft.html", 422 if error else 200, draft=draft, found=found, values={**found.values, **typed}, confirmed=confirmed,
        names=messages.ADMIN_FIELDS, hints=messages.ADMIN_HINTS, held=_held(visit), error=error,
    )  # fmt: skip


@router.post("/admin/documents/drafts/{identifier}")
def confirm(visit: Officer, identifier: str) -> Response:
    """Register a file as it was confirmed."""
    drafts = _drafts(visit)
    draft = drafts.get(identifier)
    values = {name: visit.text(name) for name in ("id", *documents.EDITABLE)}
    try:
        found = documents.checked(draft.entry(), visit.desk.registry, draft.replaces)
        visit.act(
            "document.replace" if draft.replaces else "document.register",
            lambda: documents.register(visit.desk.registry, found, values, visit.texts("relation"), draft.replaces),
            file=draft.path.name, document={name: value for name, value in values.items() if value},
        )  # fmt: skip
    except WRONG as error:
        return _draft(visit, draft, str(error))
    drafts.drop(identifier)
    return visit.to("/documents", "registered")


@router.post("/admin/documents/drafts/{identifier}/drop")
def drop(visit: Officer, identifier: str) -> Response:
    """Throw away a file that waits."""
    draft = _drafts(visit).get(identifier)
    visit.act("document.drop", lambda: _drafts(visit).drop(draft.id), file=draft.path.name)
    return visit.to("/documents", "dropped")


@router.get("/admin/documents/edit")
def edit_page(visit: Officer) -> Response:
    """Show a document: its record, coverage, warnings and versions."""
    return _edit(visit, visit.query.get("id", ""))


def _edit(visit: Visit, identifier: str, error: str = "") -> Response:
    document, text = visit.desk.registry.get(identifier)
    held = _held(visit)
    entry = Entry(document, text)
    row = next(row for row in documents.listed(visit.desk.registry) if row.document.id == identifier)
    typed = {name: visit.text(name) for name in documents.EDITABLE if name in visit.form}
    known = {name: getattr(document, name) or "" for name in documents.EDITABLE}
    return visit.page(
        "document.html", 422 if error else 200, row=row, document=document, values={**known, **typed},
        found=documents.checked(entry, visit.desk.registry, identifier), held=held,
        names=messages.ADMIN_FIELDS, hints=messages.ADMIN_HINTS, versions=versions(document, held), error=error,
        done=_done(visit), suffixes=SUFFIXES,
    )  # fmt: skip


@router.post("/admin/documents/edit")
def edit(visit: Officer) -> Response:
    """Change the record of a document."""
    identifier = visit.text("id")
    values = {name: visit.text(name) for name in documents.EDITABLE if name in visit.form}
    try:
        visit.act(
            "document.edit", lambda: documents.edit(visit.desk.registry, identifier, values), id=identifier, document=values
        )
    except WRONG as error:
        return _edit(visit, identifier, str(error))
    return visit.to(f"/documents/edit?id={quote(identifier, safe='')}", "edited")


@router.get("/admin/documents/remove")
def remove_page(visit: Officer) -> Response:
    """Ask whether a document is to be removed."""
    document, _ = visit.desk.registry.get(visit.query.get("id", ""))
    return visit.page("remove.html", document=document)


@router.post("/admin/documents/remove")
def remove(visit: Officer) -> Response:
    """Remove a document; its id has to be typed."""
    identifier = visit.text("id")
    document, _ = visit.desk.registry.get(identifier)
    if visit.text("confirm") != identifier:
        return visit.page("remove.html", 422, document=document, error=messages.ADMIN_NOT_CONFIRMED.format(id=identifier))
    visit.act("document.remove", lambda: visit.desk.registry.remove(identifier), id=identifier, title=document.title)
    return visit.to("/documents", "removed")


@router.get("/admin/documents/compare")
def compare_page(visit: Officer) -> Response:
    """Show what differs between two documents."""
    old, new = visit.query.get("old", ""), visit.query.get("new", "")
    held = _held(visit)
    differences = documents.compared(visit.desk.registry, old, new)
    return visit.page("compare.html", old=held[old], new=held[new], rows=differences, names=CHANGES)


@router.post("/admin/documents/rebuild")
def rebuild(visit: Officer) -> Response:
    """Build the index anew, beside the one in use and at low priority."""
    from assistant.generations import Builder  # brings the model's libraries: seconds that the start need not wait for

    desk, now = visit.desk, time.monotonic()
    builder = desk.builder = desk.builder or Builder(desk.service.settings)
    builder.ended(now)
    if is_building(desk.service.settings.data_dir / "index"):
        raise AdminError(messages.ADMIN_IS_BUILDING)
    builder.wish()
    visit.act("index.build", lambda: builder.tend(now))
    return visit.to("/documents", "building")
