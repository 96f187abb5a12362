"""An index opened for questions: built first where it has to be, then with what reads them and what searches it."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice

from assistant.diagnostics import told_building
from assistant.question.facets import asked_words
from assistant.question.places import names_of
from assistant.question.titles import Pointer
from assistant.question.typos import TypoMender
from assistant.question.understand import Reader
from assistant.retrieval.fusion import load_fusion
from assistant.retrieval.queries import QueryMaker
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.scope import Scoper
from assistant.settings import Settings
from corpus.parser import parse
from corpus.records import Heading
from corpus.registry import Registry
from index.build import SearchArrays
from index.encoder import Encoder
from index.errors import DamagedIndexError, StaleIndexError
from index.segment import default_segmenter, lexicon_terms
from index.service import service_of
from index.store import Opened, build_index, open_current
from index.units import Units

MENDED_TO = 60_000  # words of the corpus that typos are mended towards; more would slow the start


def opened_index(settings: Settings, registry: Registry, encoder: Encoder, *, build: bool) -> Opened:
    """Return the index of what is registered.

    Raises:
        SearchIndexError: it cannot be built or, where ``build`` is false, is missing, stale or damaged.
        CorpusError: the registry cannot be read.
    """
    service = service_of(settings)
    try:
        return open_current(registry, encoder, office=settings.banks, service=service)
    except (StaleIndexError, DamagedIndexError) as error:
        if not build:
            raise
        told_building(error)
    build_index(registry, encoder, default_segmenter(), office=settings.banks, service=service)
    return open_current(registry, encoder, office=settings.banks, service=service)


def retriever_and_reader(settings: Settings, encoder: Encoder, units: Units, arrays: SearchArrays) -> tuple[Retriever, Reader]:
    """Return what searches an index that has been opened, and what reads the questions to it."""
    segmenter = default_segmenter()
    vocabulary = arrays.backend.vocabulary("clause")
    few = list(islice(vocabulary, MENDED_TO + 1))
    known_words = frozenset(few) if len(few) <= MENDED_TO else vocabulary  # of many, each is looked up
    regions = names_of({document.region for document in units.documents if document.region})
    mender = TypoMender(segmenter, [*lexicon_terms(), *asked_words(), *_mending_words(vocabulary), *regions], known_words)
    known = (units.documents, settings.home_region, settings.home_document)
    maker = QueryMaker(encoder, segmenter)
    scoper = Scoper(*known)
    pointer = Pointer(*known, scoper.places, lambda phrase: retriever.speaking(phrase))  # which is made below
    reader = Reader(mender.mend, pointer.read, settings.office.field)
    retriever = Retriever(
        units, arrays, maker, scoper, load_fusion(), lambda doc: _titles(units, scoper.by_id[doc]), reader.lexicon
    )
    return retriever, reader


@contextmanager
def uncollected() -> Iterator[None]:
    """Hold the garbage collector off: what an index is opened into stays, and to go through many documents takes seconds."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _titles(units: Units, document: int) -> list[Heading]:
    return parse(units.documents[document], units.texts[document]).titles()


def _mending_words(vocabulary: Iterable[str]) -> list[str]:
    """Return the words of the corpus that typos are mended towards: three characters and more, and kinds of documents."""
    words = islice((word for word in vocabulary if len(word) >= 2), MENDED_TO)
    return [word for word in words if 3 <= len(word) <= 6] + ["细则", "条例", "规划", "办法", "专利", "商标", "政策"]
