"""Documents as officers see and change them: state, record, what a text states about itself, versions, building."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from assistant import messages
from assistant.errors import AdminError
from assistant.finder.validity import Judgement, judge
from corpus.builtin import builtin_documents
from corpus.differences import Change, Difference, compare
from corpus.intake import Entry, linked, told
from corpus.manifest import document_from
from corpus.parser import parse
from corpus.proposals import FIELDS
from corpus.readers.source import Proposal
from corpus.records import Document, Relation
from corpus.registry import Registry, State
from corpus.relations import resolve

EDITABLE = (*FIELDS, "status", "note", "supersedes", "superseded_by")
_LINKS = ("supersedes", "superseded_by")
_LONGEST, _LONGEST_ID = 2000, 100  # characters of a field, and of an id


@dataclass(frozen=True, slots=True)
class Listed:
    """A document with its standing; a built-in one cannot be changed."""

    document: Document
    standing: Judgement
    builtin: bool


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that waits to be registered, as an officer checks it.

    ``values`` are the fields as they are proposed, ``proposals`` the words that they were taken from.
    """

    entry: Entry
    values: Mapping[str, str]
    proposals: Mapping[str, Proposal]
    relations: tuple[Relation, ...]
    coverage: float
    clauses: int
    lines: tuple[str, ...]


def listed(registry: Registry, today: str | None = None) -> list[Listed]:
    """Return all documents, as the registry holds them."""
    held = {document.id: document for document, _ in registry.stored()}
    shipped = {document.id for document, _ in builtin_documents()} if registry.uses_builtin() else set()
    day = today or date.today().isoformat()
    return [
        Listed(document, judge(document, held.get(document.superseded_by or ""), day), document.id in shipped)
        for document in held.values()
    ]


def checked(entry: Entry, registry: Registry, replaces: str = "") -> Checked:
    """Return what an officer has to check before a file is registered."""
    held = {document.id: document for document, _ in registry.stored()}
    before = held.get(replaces)
    document = replace(before or entry.document, pages=entry.document.pages, recognised=entry.document.recognised)
    relations = tuple(resolve(entry.relations, held.values(), document))
    known = {name: value for name in EDITABLE if (value := getattr(document, name))}
    proposed = {name: said.value for name, said in entry.proposals.items()}
    parsed = entry.parsed()
    values = {"id": document.id} | proposed | known if before else {"id": document.id} | known | proposed
    return Checked(
        entry, values, entry.proposals, relations, parsed.coverage(), len(parsed.clauses),
        tuple(told(replace(entry, proposals={}), (), taken=False)),
    )  # fmt: skip


def record(values: Mapping[str, str], base: Document, held: Mapping[str, Document]) -> Document:
    """Return a record with the fields that an officer has typed.

    Args:
        values: by field; an empty one is not known, and a field that is not there stays.
        base: the record before.
        held: all documents, by id.

    Raises:
        ManifestError: id or title is missing, or a date is none.
        AdminError: a field is too long, or names a document that is not held, or the document itself.
    """
    row = {name: getattr(base, name) for name in EDITABLE} | {name: values[name] for name in EDITABLE if name in values}
    long = [name for name, value in row.items() if value and len(value) > _LONGEST]
    if long:
        raise AdminError(messages.ADMIN_FIELD_LONG.format(field=messages.ADMIN_FIELDS[long[0]], most=_LONGEST))
    identifier = values.get("id") or base.id
    if len(identifier) > _LONGEST_ID or not identifier.isprintable():
        raise AdminError(messages.ADMIN_BAD_ID.format(most=_LONGEST_ID))
    described = document_from(row | {"id": identifier, "source": base.source}, messages.ADMIN_RECORD)
    _refuse_contradictions(described, held)
    return replace(described, sha256=base.sha256, pages=base.pages, recognised=base.recognised, relations=base.relations)


def _refuse_contradictions(described: Document, held: Mapping[str, Document]) -> None:
    """Raise AdminError where a record links to what is not held, or ends before it begins."""
    for name in _LINKS:
        other = getattr(described, name)
        if other and (other not in held or other == described.id):
            raise AdminError(messages.ADMIN_NO_SUCH_LINK.format(field=messages.ADMIN_FIELDS[name], id=other))
    if described.begins and described.valid_to and described.valid_to < described.begins[: len(described.valid_to)]:
        raise AdminError(messages.ADMIN_ENDS_BEFORE.format(start=described.begins, end=described.valid_to))


def register(
    registry: Registry, found: Checked, values: Mapping[str, str], relations: Iterable[str], replaces: str = ""
) -> State:
    """Register a file as an officer has confirmed it, with what changes in other records, or nothing of it.

    Args:
        registry: where to.
        found: the file.
        values: its record, by field.
        relations: the titles of the relations that were confirmed.
        replaces: the id of the document whose text it becomes; empty for a new one.

    Raises:
        CorpusError: a field cannot be used, or the id is taken.
        AdminError: likewise.
    """
    held = {document.id: document for document, _ in registry.stored()}
    values = {**values, "id": replaces} if replaces else values
    document = record(values, found.entry.document, held)
    if not replaces and document.id in held:
        raise AdminError(messages.ADMIN_ID_TAKEN.format(id=document.id))
    confirmed = set(relations)
    own, *others = linked(document, [said for said in found.relations if said.title in confirmed], held)
    return registry.put(own, found.entry.text, found.entry.original, replacing=bool(replaces), describing=others)


def edit(registry: Registry, identifier: str, values: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Change the record of an added document; return by field what it was and what it is.

    Raises:
        CorpusError: no such document, or a field cannot be used.
        AdminError: it is built in, or a field cannot be used.
    """
    held = {document.id: document for document, _ in registry.stored()}
    before = registry.find(identifier)
    if before is None:
        raise AdminError(messages.ADMIN_NOT_CHANGED.format(id=identifier))
    after = record({**values, "id": identifier}, before, held)
    registry.describe([after])
    pairs = {name: (getattr(before, name) or "", getattr(after, name) or "") for name in EDITABLE}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def compared(registry: Registry, old: str, new: str) -> list[Difference]:
    """Return what differs between two documents, clause by clause.

    Raises:
        RegistryError: there is no such document.
    """
    before, after = (parse(*registry.get(identifier)) for identifier in (old, new))
    return [difference for difference in compare(before, after) if difference.change != Change.SAME]
