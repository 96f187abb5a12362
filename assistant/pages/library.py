"""Documents for reading: straight from the registry, so that pages work while the index is still being opened."""

import threading
from dataclasses import dataclass, field

from assistant.facts.indicators import Indicator
from assistant.facts.indicators import extract as extract_indicators
from assistant.facts.measures import Measure
from assistant.facts.measures import extract as extract_measures
from assistant.facts.profiles import Form, form_of
from corpus.parser import parse
from corpus.records import Document, ParsedDocument
from corpus.registry import Registry


@dataclass(slots=True)
class Library:
    """Parsed documents by id, with what is extracted from them; read anew when the registry's file changes."""

    registry: Registry
    home: str
    form: Form = field(default_factory=form_of)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _stamp: float = -1.0
    _texts: dict[str, tuple[Document, str]] = field(default_factory=dict)
    _parsed: dict[str, ParsedDocument] = field(default_factory=dict)
    _measures: dict[str, list[Measure]] = field(default_factory=dict)
    _indicators: dict[str, list[Indicator]] = field(default_factory=dict)

    def _fresh(self) -> dict[str, tuple[Document, str]]:
        path = self.registry.path
        stamp = path.stat().st_mtime if path.exists() else 0.0
        if stamp != self._stamp:
            self._texts = {document.id: (document, text) for document, text in self.registry.items()}
            self._stamp = stamp
            for cache in (self._parsed, self._measures, self._indicators):
                cache.clear()
        return self._texts

    def documents(self) -> tuple[Document, ...]:
        """Return all documents, the home document first."""
        with self._lock:
            found = [document for document, _ in self._fresh().values()]
        return tuple(sorted(found, key=lambda document: document.id != self.home))

    def parsed(self, doc: str) -> ParsedDocument:
        """Return a document with its clauses; raise ``KeyError`` if there is none."""
        with self._lock:
            document, text = self._fresh()[doc]
            if doc not in self._parsed:
                self._parsed[doc] = parse(document, text)
            return self._parsed[doc]

    def indicators(self, doc: str) -> list[Indicator]:
        """Return the quantities of a document."""
        parsed = self.parsed(doc)
        if doc not in self._indicators:
            self._indicators[doc] = extract_indicators(parsed)
        return self._indicators[doc]

    def measures(self, doc: str) -> list[Measure]:
        """Return the support measures of a document."""
        parsed = self.parsed(doc)
        if doc not in self._measures:
            self._measures[doc] = extract_measures(parsed, self.form)
        return self._measures[doc]
