"""Files on their way into the corpus: read, described by a manifest, with what they state about themselves beside it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from corpus import messages
from corpus.fingerprints import sha256
from corpus.instructions import instructing
from corpus.manifest import document_from, document_without_manifest
from corpus.parser import parse
from corpus.proposals import printed_beside, propose
from corpus.readers.plain import read_collection
from corpus.readers.read import read_file
from corpus.readers.report import report
from corpus.readers.source import Proposal, Source
from corpus.records import Document, ParsedDocument, Relation
from corpus.registry import Original, Registry
from corpus.relations import REPEALS, relations_of
from corpus.soundness import long_clauses, sequence_breaks

LONGEST_QUOTE = 60  # characters of a quote that is shown


@dataclass(frozen=True, slots=True)
class Entry:
    """A document to register: its record and text, with the file that they were read from, where there is one."""

    document: Document
    text: str
    source: Source | None = None
    original: Original | None = None
    proposals: Mapping[str, Proposal] = field(default_factory=dict)
    relations: tuple[Relation, ...] = ()

    def parsed(self) -> ParsedDocument:
        """Return the document, parsed."""
        return parse(self.document, self.text)


def read_entry(path: Path, described: Mapping[str, Document]) -> Entry:
    """Return the document of a file, described by the manifest where that names it.

    Raises:
        ReadError: the file cannot be read.
    """
    source, data = read_file(path)
    known = described.get(path.name) or described.get(path.stem)
    document = known or document_without_manifest(path.stem, source.text)
    parsed = parse(document, source.text)
    proposals = propose(parsed, source.proposals | printed_beside([dropped.text for dropped in source.dropped]))
    if known is None:
        title, region = (proposals[key].value if key in proposals else None for key in ("title", "region"))
        document = replace(document, title=title or document.title, region=region or document.region)
    document = replace(document, pages=source.pages, recognised=source.recognised)
    relations = tuple(relations_of(replace(parsed, document=document)))
    return Entry(document, source.text, source, Original(path.name, data), proposals, relations)


def read_entries(path: Path, described: Mapping[str, Document]) -> Iterator[Entry]:
    """Yield the documents of a file: one, or those of a collection.

    Raises:
        ReadError: the file cannot be read.
    """
    if path.name.endswith((".jsonl", ".jsonl.gz")):
        for identifier, title, text in read_collection(path):
            yield Entry(document_from({"id": identifier, "title": title, "source": path.name}, path.name), text)
    else:
        yield read_entry(path, described)


def known(entry: Entry, registry: Registry, described: Mapping[str, Document]) -> Entry:
    """Return the entry with the record that is held of the same text, where no manifest describes it."""
    held = registry.find(entry.document.id)
    named = any(document.id == entry.document.id for document in described.values())
    if held is None or named or held.sha256 != sha256(entry.text):
        return entry
    return replace(entry, document=held)


def accepted(entry: Entry) -> Entry:
    """Return the entry with what its text states about it where its record says nothing: the manifest comes first."""
    missing = {key: said.value for key, said in entry.proposals.items() if getattr(entry.document, key) is None}
    return replace(entry, document=Document.from_row(entry.document.to_row() | missing))


def linked(document: Document, relations: Iterable[Relation], held: Mapping[str, Document]) -> list[Document]:
    """Return the records that accepting relations changes: its own, and those of the documents that it repeals."""
    repealed = [held[said.doc] for said in relations if said.kind == REPEALS and said.doc in held and said.doc is not None]
    own = replace(
        document, relations=tuple(relations), supersedes=document.supersedes or next((old.id for old in repealed), None)
    )
    return [own, *(replace(old, superseded_by=document.id) for old in repealed if old.superseded_by is None)]


def told(entry: Entry, relations: Iterable[Relation], *, taken: bool) -> Iterator[str]:
    """Yield what is said of a file below its line: how it was read, what to check, what is proposed.

    Args:
        entry: the document before anything was accepted.
        relations: its relations, with the ids of the documents that are held.
        taken: whether the proposals were accepted.
    """
    if entry.source is not None:
        yield from report(entry.source)
    yield from _doubts(entry.parsed())
    new = {key: said for key, said in entry.proposals.items() if getattr(entry.document, key) in (None, said.value)}
    for key, said in new.items():
        text = messages.TITLED if key == "title" else messages.ACCEPTED if taken else messages.PROPOSED
        yield text.format(field=messages.FIELDS[key], value=said.value, where=said.where, quote=_short(said.quote))
    for relation in relations:
        yield _of(relation, taken)


def _doubts(parsed: ParsedDocument) -> Iterator[str]:
    """Yield what a complete parse may have got wrong all the same, and what in the text is meant for no reader."""
    for clause in instructing(parsed):
        yield messages.INSTRUCTING.format(label=clause.label, quote=_short(clause.text))
    for clause in long_clauses(parsed):
        yield messages.LONG_CLAUSE.format(label=clause.label, count=len(clause.text))
    for gap in sequence_breaks(parsed):
        text = messages.SEQUENCE_BREAK if gap.before else messages.SEQUENCE_START
        yield text.format(before=gap.before, after=gap.after)


def _of(relation: Relation, taken: bool) -> str:
    target = relation.doc or (messages.NOT_HELD if relation.kind == REPEALS else "")
    return messages.RELATION.format(
        state=messages.TAKEN if taken else messages.SUGGESTED, kind=relation.kind, title=relation.title,
        day=f" {relation.day}" if relation.day else "", number=f"（{relation.doc_no}）" if relation.doc_no else "",
        target=f" → {target}" if target else "", where=relation.where, quote=_short(relation.quote),
    )  # fmt: skip


def _short(quote: str) -> str:
    plain = re.sub(r"\s+", " ", quote).strip()
    return plain if len(plain) <= LONGEST_QUOTE else f"{plain[:LONGEST_QUOTE]}……"
