"""The texts of one index, by id: its documents, their clauses, and the files that they were registered from."""

import threading

from assistant import messages
from assistant.recent import Recent
from assistant.records import Hit
from assistant.retrieval.retriever import Retriever
from corpus.errors import RegistryError
from corpus.parser import parse
from corpus.records import Clause, ParsedDocument
from corpus.registry import Original, Registry

PARSED = 256  # documents whose parsed form is kept; one of 15,000 characters is about 200 kB


class Texts:
    """Documents and clauses as the index holds them, whatever is registered since; thread-safe."""

    def __init__(self, registry: Registry, retriever: Retriever) -> None:
        self.registry, self.retriever, self.units = registry, retriever, retriever.units
        self.documents = {document.id: document for document in self.units.documents}
        self._parsed: Recent[str, ParsedDocument] = Recent(PARSED)
        self._numbers: Recent[str, dict[str, int]] = Recent(PARSED)
        self._lock = threading.Lock()

    def original(self, doc: str) -> Original:
        """Return the file that a document was registered from.

        Raises:
            RegistryError: there is no such document, or none is kept, or the document was replaced since.
        """
        known, found = self.documents.get(doc), self.registry.original(doc)
        if known is None or self.registry.get(doc)[0].sha256 != known.sha256:
            raise RegistryError(messages.NO_ORIGINAL.format(id=doc))
        return found

    def parsed(self, doc: str) -> ParsedDocument:
        """Return a document with its text and clauses; raises KeyError if it is unknown."""
        with self._lock:
            parsed = self._parsed.get(doc)
            if parsed is None:
                parsed = parse(self.documents[doc], self.units.texts[self.retriever.scoper.by_id[doc]])
                self._parsed.put(doc, parsed)
            return parsed

    def clause(self, clause_id: str) -> Clause:
        """Return a clause; raises KeyError if it is unknown."""
        return self.units.clauses[self._number_of(clause_id)]

    def neighbours(self, clause_id: str) -> tuple[Clause | None, Clause | None]:
        """Return the clauses before and after a clause of the same document; raises KeyError if it is unknown."""
        at = self._number_of(clause_id)
        doc = self.units.clauses[at].doc
        near = [self.units.clauses[n] if 0 <= n < len(self.units.clauses) else None for n in (at - 1, at + 1)]
        before, after = (clause if clause and clause.doc == doc else None for clause in near)
        return before, after

    def about(self, hit: Hit) -> str:
        """Return what a hit is about: place, title and dates of its document, then the text of its clause."""
        document = self.documents[hit.doc]
        known = (
            document.region, document.province, document.title, document.doc_no, document.published, document.valid_from,
            document.valid_to,
        )  # fmt: skip
        return " ".join((*(text for text in known if text), self.clause(hit.clause).text))

    def _number_of(self, clause_id: str) -> int:
        """Return the number of a clause; raises KeyError if it is unknown."""
        doc = clause_id.rpartition("#")[0]
        numbers = self._numbers.get(doc)
        if numbers is None:
            numbers = {clause.id: number for number, clause in self.retriever.clauses_of(self.retriever.scoper.by_id[doc])}
            self._numbers.put(doc, numbers)
        return numbers[clause_id]
