"""What the pages show of the documents: at each request those of one generation, the one that answers questions by then."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol
from weakref import WeakKeyDictionary

from assistant.facts.indicators import Indicator
from assistant.facts.indicators import extract as extract_indicators
from assistant.facts.measures import Measure
from assistant.facts.measures import extract as extract_measures
from assistant.facts.profiles import Form, form_of
from assistant.records import Hit
from assistant.site.catalogue import Catalogue
from corpus.database import Stamp
from corpus.differences import Difference, compare
from corpus.errors import RegistryError
from corpus.events import Event
from corpus.parser import parse
from corpus.records import Document, ParsedDocument
from corpus.registry import Original, Registry

KEPT = 8  # comparisons of a generation: a second of work each, for who pages, prints and exports them


class Source(Protocol):
    """What is read of an assistant; each is documented there."""

    def documents(self) -> tuple[Document, ...]:
        """Return the documents."""

    def parsed(self, doc: str) -> ParsedDocument:
        """Return a document with its clauses; raise ``KeyError`` if there is none."""

    def original(self, doc: str) -> Original:
        """Return the file that a document was registered from; raise ``RegistryError`` if there is none."""

    def search(
        self, query: str, top_k: int = 10, doc: str | None = None, region: str | None = None, in_force_on: str | None = None
    ) -> list[Hit]:
        """Return sentences, best first."""


@dataclass(slots=True)
class _Extracts:
    """What was extracted from the documents of one generation."""

    indicators: dict[str, list[Indicator]] = field(default_factory=dict)
    measures: dict[str, list[Measure]] = field(default_factory=dict)
    compared: dict[tuple[str, str], list[Difference]] = field(default_factory=dict)  # the latest few
    catalogue: Catalogue | None = None  # of the day on which it was last asked for


class Shelf:
    """The documents of one generation, with what is extracted from them; made anew for each request."""

    def __init__(self, source: Source, home: str, extracts: _Extracts, form: Form, registry: Registry) -> None:
        self._source, self._home, self._extracts, self._form, self._registry = source, home, extracts, form, registry
        self.parsed, self.search = source.parsed, source.search

    def documents(self) -> tuple[Document, ...]:
        """Return all documents, the home document first."""
        return tuple(sorted(self._source.documents(), key=lambda document: document.id != self._home))

    def catalogue(self) -> Catalogue:
        """Return the list of all documents as they stand today."""
        day = date.today().isoformat()
        held = self._extracts.catalogue
        if held is None or held.day != day:
            held = self._extracts.catalogue = Catalogue(self._source.documents(), self._home, day)
        return held

    def compared(self, old: str, new: str) -> list[Difference]:
        """Return what differs between two documents, clause by clause; raise ``KeyError`` if there is none of them."""
        held = self._extracts.compared
        if (old, new) not in held:
            found = compare(self.parsed(old), self.parsed(new))
            for key in list(held)[: 1 - KEPT]:
                held.pop(key, None)
            held[old, new] = found
        return held[old, new]

    def has_original(self, doc: str) -> bool:
        """Return whether the file that a document was registered from can be downloaded."""
        try:
            self._source.original(doc)
        except RegistryError:
            return False
        return True

    def events(self, most: int, doc: str | None = None) -> list[Event]:
        """Return what was done with the documents, or with one, the latest first; none where the registry cannot be read."""
        try:
            return self._registry.events(most, doc)
        except RegistryError:
            return []

    def indicators(self, doc: str) -> list[Indicator]:
        """Return the quantities of a document."""
        held = self._extracts.indicators
        return held[doc] if doc in held else held.setdefault(doc, extract_indicators(self.parsed(doc)))

    def measures(self, doc: str) -> list[Measure]:
        """Return the support measures of a document."""
        held = self._extracts.measures
        return held[doc] if doc in held else held.setdefault(doc, extract_measures(self.parsed(doc), self._form))


class _Stored:
    """What the registry holds, for as long as nothing answers yet; it finds words, and ranks nothing."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._items = {document.id: (document, text) for document, text in registry.items()}
        self._parsed: dict[str, ParsedDocument] = {}
        self.original = registry.original

    def documents(self) -> tuple[Document, ...]:
        return tuple(document for document, _ in self._items.values())

    def parsed(self, doc: str) -> ParsedDocument:
        return self._parsed[doc] if doc in self._parsed else self._parsed.setdefault(doc, parse(*self._items[doc]))

    def search(self, *_: object, **__: object) -> list[Hit]:
        return []


class Library:
    """Hands out the shelf of the generation that answers; what was extracted of an older one goes with it.

    Args:
        registry: is read while the assistant is being opened.
        home: the id of the document that comes first.
        current: returns the assistant in use, None while there is none yet.
        form: what applicants are asked for.
    """

    def __init__(
        self, registry: Registry, home: str, current: Callable[[], Source | None] = lambda: None, form: Form | None = None
    ) -> None:
        self._registry, self._home, self._current = registry, home, current
        self.form = form_of() if form is None else form
        self._stored: tuple[Stamp | None, _Stored] | None = None
        self._extracts: WeakKeyDictionary[Source, _Extracts] = WeakKeyDictionary()
        self._lock = threading.Lock()

    def now(self) -> Shelf:
        """Return the documents of now.

        Raises:
            CorpusError: nothing answers yet, and the registry cannot be read.
        """
        with self._lock:
            source = self._current() or self._from_registry()
            if not isinstance(source, _Stored):
                self._stored = None  # its texts may be many
            return Shelf(source, self._home, self._extracts.setdefault(source, _Extracts()), self.form, self._registry)

    def _from_registry(self) -> _Stored:
        stamp = self._registry.stamp()
        if self._stored is None or self._stored[0] != stamp:
            self._stored = stamp, _Stored(self._registry)
        return self._stored[1]
