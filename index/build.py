"""Builds the index of a corpus out of its units: vectors and BM25, in memory that does not grow with the corpus."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.builtin import builtin_documents
from corpus.parser import parse
from corpus.records import Clause, Document
from index import dense, messages
from index.backend import KINDS, SearchBackend
from index.background import Background, measure
from index.dense import DenseIndex
from index.embedded import Embedded, dense_of, sparse_of
from index.encoder import Encoder
from index.postings import PostingsWriter
from index.segment import Segmenter
from index.sparse import SparseIndex
from index.terms import TermCutter
from index.units import Units, collect

BATCH = 4096  # texts encoded at once; bounds the memory of the build
QUESTIONS_DENSE, QUESTIONS_SPARSE = "questions.faiss", "bm25_questions"  # in the folder of the index
BACKGROUND = 200  # questions of the bank that an encoder's background is measured with
Progress = Callable[[Iterable[int], str], Iterable[int]]


@dataclass(frozen=True, slots=True)
class SearchArrays:
    """The searchable half of an index: the engine of sentences and clauses, and beside it the bank questions.

    ``questions_dense`` and ``questions_sparse`` are of the bank's questions, by number; ``background`` is of the encoder of all.
    """

    background: Background
    backend: SearchBackend
    questions_dense: DenseIndex
    questions_sparse: SparseIndex


def context_of(clause: Clause, document: Document) -> str:
    """Return what stands above a clause: the title of its document and its headings."""
    return " ".join((document.title, *clause.headings, clause.title if clause.title not in clause.headings else ""))


def passage_text(clause: Clause, document: Document) -> str:
    """Return a clause as it is encoded: below what stands above it, the form that the shipped model was trained on."""
    return f"{context_of(clause, document)}\n{clause.text}"


@dataclass(slots=True)
class _Passage:
    context: str
    text: str
    sentences: list[str] = field(default_factory=list)


def _passages(units: Units) -> Iterator[_Passage]:
    """Yield the passages of the units in their order."""
    held: _Passage | None = None
    before = -1
    for number, clause in enumerate(units.clauses):
        passage = int(units.clause_passage[number])
        if held is not None and passage == before:
            held.text += clause.text
        else:
            if held is not None:
                yield held
            document = units.documents[units.clause_document[number]]
            held, before = _Passage(context_of(clause, document), passage_text(clause, document)), passage
        held.sentences += [clause.sentence_text(each) for each in range(len(clause.sentences))]
    if held is not None:
        yield held


def _batches(units: Units, show: Progress) -> Iterator[list[_Passage]]:
    """Yield the passages of the units, some at once, and show how far it is."""
    coming = _passages(units)
    count = int(units.clause_passage[-1]) + 1 if len(units.clause_passage) else 0
    for _ in show(range(0, count, BATCH), messages.VECTORS):
        yield list(islice(coming, BATCH))


class _Vectors:
    """Vectors on their way into an index: a temporary file, so that memory holds one batch."""

    def __init__(self, encoder: Encoder, path: Path) -> None:
        self._encoder, self._path, self._raw = encoder, path, path.with_suffix(".raw").open("wb")
        self._size, self._dimension = 0, 1

    def add(self, texts: Sequence[str]) -> None:
        """Encode further texts."""
        for start in range(0, len(texts), BATCH):
            vectors = self._encoder.encode_document(texts[start : start + BATCH]).astype(np.float32)
            self._size, self._dimension = self._size + len(vectors), vectors.shape[1]
            vectors.tofile(self._raw)

    def finish(self) -> int:
        """Write the index; return the width of its vectors."""
        self._raw.close()
        raw, shape = Path(self._raw.name), (self._size, self._dimension)
        dense.write(np.memmap(raw, np.float32, "r", shape=shape) if self._size else np.zeros(shape, np.float32), self._path)
        raw.unlink()
        return self._dimension


def write_arrays(
    units: Units, encoder: Encoder, segmenter: Segmenter, folder: Path, progress: Progress | None = None
) -> Background:
    """Write vectors and BM25 of all units into ``folder``; return the background, which belongs into the manifest."""
    show = progress or (lambda numbers, _: numbers)
    cutter = TermCutter(segmenter)
    sentences, clauses = (_Vectors(encoder, folder / dense_of(kind)) for kind in KINDS)
    sizes = []
    for held in _batches(units, show):
        cutter.add([text for passage in held for text in (passage.context, *passage.sentences)])
        sizes.append(np.array([1 + len(passage.sentences) for passage in held], np.int64))
        sentences.add([sentence for passage in held for sentence in passage.sentences])
        clauses.add([passage.text for passage in held])
    sentences.finish()
    dimension = clauses.finish()
    _write_postings(cutter, sizes, folder, show)
    _write_questions([question.text for question in units.questions], encoder, segmenter, folder, dimension)
    return background_of(encoder)


def _write_questions(questions: Sequence[str], encoder: Encoder, segmenter: Segmenter, folder: Path, dimension: int) -> None:
    """Write vectors and BM25 of the bank's questions, all at once: a person wrote them."""
    vectors = encoder.encode_query(questions) if questions else np.zeros((0, dimension), np.float32)
    dense.write(vectors, folder / QUESTIONS_DENSE)
    SparseIndex.write([segmenter.features(question) for question in questions], folder / QUESTIONS_SPARSE)


def _write_postings(cutter: TermCutter, sizes: Sequence[NDArray[np.int64]], folder: Path, show: Progress) -> None:
    """Write BM25 of sentences and passages; ``sizes`` are the texts of each passage by chunk: its context, its sentences."""
    sentences, clauses = PostingsWriter(), PostingsWriter()
    for (numbers, lengths), size in zip(cutter.each(show), sizes, strict=True):
        first = np.cumsum(size) - size
        clauses.add(numbers, np.add.reduceat(lengths, first))
        own = np.ones(len(lengths), bool)
        own[first] = False
        sentences.add(numbers[np.repeat(own, lengths)], lengths[own])
    vocabulary = list(cutter.vocabulary)
    sentences.finish(vocabulary, folder / sparse_of("sentence"))
    clauses.finish(vocabulary, folder / sparse_of("clause"))


def background_of(encoder: Encoder) -> Background:
    """Return the background of an encoder on the built-in documents and their question banks.

    On the same texts for every index, whatever it holds: it is a property of the encoder, not of the corpus.

    Raises:
        EncoderError: the encoder does not tell texts apart.
    """
    units = collect(parse(*item) for item in builtin_documents())
    questions = [question.text for question in units.questions[:: len(units.questions) // BACKGROUND]]
    sentences = [units.sentence_text(n) for n in range(len(units.sentence_clause))]
    passages = [passage_text(clause, units.documents[d]) for clause, d in zip(units.clauses, units.clause_document, strict=True)]
    return measure(encoder, questions, sentences, passages)


def load_arrays(folder: Path, background: Background, units: Units) -> SearchArrays:
    """Map what ``write_arrays`` wrote: several processes hold it once."""
    return SearchArrays(
        background, Embedded.load(folder, units.unit_documents()), DenseIndex.load(folder / QUESTIONS_DENSE),
        SparseIndex.load(folder / QUESTIONS_SPARSE),
    )  # fmt: skip
