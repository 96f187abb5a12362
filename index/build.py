"""Builds the index of a corpus: units, vectors, BM25."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.parser import parse
from corpus.questions import BankQuestion, read_bank
from corpus.records import Clause, Document, ParsedDocument
from corpus.registry import builtin_documents
from index import messages
from index.backend import Kind, SearchBackend
from index.background import Background, measure
from index.dense import DenseIndex
from index.embedded import Embedded
from index.encoder import Encoder
from index.segment import Segmenter
from index.sparse import SparseIndex, load_array
from index.terms import TermCutter

BATCH = 4096  # texts encoded at once; bounds the memory of the build
BACKGROUND = 200  # questions of the bank that an encoder's background is measured with
PASSAGE_CHARS = 1_500  # a text without articles and headings, and no longer, is one passage: an article kept on its own
Progress = Callable[[Iterable[int], str], Iterable[int]]


@dataclass(frozen=True, slots=True)
class Units:
    """What is searched: sentences in clauses in documents, and bank questions that point at sentences.

    ``sentence_clause`` (n_sentences,) and ``clause_document`` (n_clauses,) are numbers of the unit that holds the
    unit; the sentences of a clause are consecutive. ``question_sentence`` (n_questions,) is the sentence that a bank
    question asks for. ``texts`` are those of the documents: an index and its texts are of one moment, whatever the
    registry holds by now.
    """

    documents: tuple[Document, ...]
    clauses: tuple[Clause, ...]
    sentence_clause: NDArray[np.int32]
    sentence_number: NDArray[np.int32]
    clause_document: NDArray[np.int32]
    questions: tuple[BankQuestion, ...]
    question_sentence: NDArray[np.int32]
    texts: Sequence[str]

    def clause_passage(self) -> NDArray[np.int32]:
        """Return the number of the passage of each clause, shape (n_clauses,).

        A passage is what is searched beside the sentence: a clause, or a whole short document that is not divided
        further, such as one article of a law that was registered on its own with its items.
        """
        first = np.searchsorted(self.clause_document, np.arange(len(self.documents) + 1))
        begins = np.ones(len(self.clauses), bool)
        for start, end in pairwise(first.tolist()):
            if end - start > 1 and _is_one_passage(self.clauses[start:end]):
                begins[start + 1 : end] = False
        return (np.cumsum(begins) - 1).astype(np.int32)

    def unit_documents(self) -> dict[Kind, NDArray[np.int32]]:
        """Return the number of the document of each unit that is searched, shape (n,), by kind."""
        _, first = np.unique(self.clause_passage(), return_index=True)
        return {"sentence": self.clause_document[self.sentence_clause], "clause": self.clause_document[first]}

    def sentence_text(self, sentence: int) -> str:
        """Return the text of a sentence by its number in the index."""
        clause = self.clauses[int(self.sentence_clause[sentence])]
        return clause.sentence_text(int(self.sentence_number[sentence]))


@dataclass(frozen=True, slots=True)
class SearchArrays:
    """The searchable half of an index: the engine of sentences and clauses, and beside it the bank questions.

    ``question_vectors`` (n_questions, d) are unit vectors; ``background`` is of the encoder that made all vectors.
    """

    background: Background
    backend: SearchBackend
    question_vectors: NDArray[np.float32]
    questions_sparse: SparseIndex


def collect(parsed: Iterable[ParsedDocument], bank: Callable[[ParsedDocument], list[BankQuestion]] = read_bank) -> Units:
    """Return the units of parsed documents and of the questions that ``bank`` holds of each.

    Raises:
        CorpusError: a question bank names text that its document does not hold.
    """
    documents: list[Document] = []
    clauses: list[Clause] = []
    sentence_clause: list[int] = []
    sentence_number: list[int] = []
    clause_document: list[int] = []
    questions: list[BankQuestion] = []
    question_sentence: list[int] = []
    texts: list[str] = []
    for item in parsed:
        starts: list[tuple[int, int]] = []
        for clause in item.clauses:
            for number, (start, _) in enumerate(clause.sentences):
                starts.append((start, len(sentence_clause)))
                sentence_clause.append(len(clauses))
                sentence_number.append(number)
            clause_document.append(len(documents))
            clauses.append(clause)
        offsets = np.array([start for start, _ in starts])
        for question in bank(item):
            at = int(np.searchsorted(offsets, question.start, side="right")) - 1
            questions.append(question)
            question_sentence.append(starts[max(at, 0)][1])
        documents.append(item.document)
        texts.append(item.text)
    return Units(
        tuple(documents), tuple(clauses), np.array(sentence_clause, np.int32), np.array(sentence_number, np.int32),
        np.array(clause_document, np.int32), tuple(questions), np.array(question_sentence, np.int32),
        tuple(texts),
    )  # fmt: skip


def _is_one_passage(clauses: Sequence[Clause]) -> bool:
    return sum(len(clause.text) for clause in clauses) <= PASSAGE_CHARS and not any(
        clause.headings or clause.path.startswith("第") for clause in clauses
    )


def context_of(clause: Clause, document: Document) -> str:
    """Return what stands above a clause: the title of its document and its headings."""
    return " ".join((document.title, *clause.headings, clause.title if clause.title not in clause.headings else ""))


def passage_text(clause: Clause, document: Document) -> str:
    """Return a clause as it is encoded: below what stands above it, the form that the shipped model was trained on."""
    return f"{context_of(clause, document)}\n{clause.text}"


def build_arrays(units: Units, encoder: Encoder, segmenter: Segmenter, progress: Progress | None = None) -> SearchArrays:
    """Return vectors and BM25 of all units."""
    show = progress or (lambda numbers, _: numbers)
    sentences = [units.sentence_text(n) for n in range(len(units.sentence_clause))]
    contexts, clause_texts, groups = _passages(units, len(sentences))
    cutter = TermCutter([*sentences, *contexts], segmenter)
    sentences_dense = DenseIndex.build(_encode(encoder, sentences, show, messages.SENTENCE_VECTORS))
    clauses_dense = DenseIndex.build(_encode(encoder, clause_texts, show, messages.CLAUSE_VECTORS))
    terms = cutter.result(show)
    questions = [question.text for question in units.questions]
    question_vectors = encoder.encode_query(questions) if questions else np.zeros((0, clauses_dense.dimension), np.float32)
    sparse: dict[Kind, SparseIndex] = {
        "sentence": SparseIndex.of(terms.joined([[n] for n in range(len(sentences))]).compact()),
        "clause": SparseIndex.of(terms.joined(groups).compact()),
    }
    backend = Embedded({"sentence": sentences_dense, "clause": clauses_dense}, sparse, units.unit_documents())
    questions_sparse = SparseIndex.build([segmenter.features(question) for question in questions])
    return SearchArrays(background_of(encoder), backend, question_vectors, questions_sparse)


def _passages(units: Units, n_sentences: int) -> tuple[list[str], list[str], list[list[int]]]:
    """Return what stands above the passages, each once, the texts of the passages, and what each is made of.

    That is given as the numbers of its context, counted on from ``n_sentences``, and of its sentences.
    """
    contexts: dict[str, int] = {}
    texts: list[str] = []
    groups: list[list[int]] = []
    passage = units.clause_passage()
    first = np.searchsorted(units.sentence_clause, np.arange(len(units.clauses) + 1)).tolist()
    for number, clause in enumerate(units.clauses):
        inside = range(first[number], first[number + 1])
        if number and passage[number] == passage[number - 1]:
            groups[-1] += inside
            texts[-1] += clause.text
            continue
        document = units.documents[units.clause_document[number]]
        context = context_of(clause, document)
        groups.append([n_sentences + contexts.setdefault(context, len(contexts)), *inside])
        texts.append(passage_text(clause, document))
    return list(contexts), texts, groups


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


def _encode(encoder: Encoder, texts: Sequence[str], show: Progress, name: str) -> NDArray[np.float32]:
    batches = list(_batches(len(texts)))
    parts = [encoder.encode_document(texts[start : start + BATCH]) for start in show(batches, name)]
    return np.concatenate(parts) if parts else np.zeros((0, 1), np.float32)


def _batches(size: int) -> Iterator[int]:
    return iter(range(0, size, BATCH))


def save_arrays(arrays: SearchArrays, folder: Path) -> None:
    """Write what ``build_arrays`` returned into ``folder``; the background belongs into the manifest."""
    assert isinstance(arrays.backend, Embedded)
    arrays.backend.save(folder)
    np.save(folder / "question_vectors.npy", arrays.question_vectors, allow_pickle=False)
    arrays.questions_sparse.save(folder / "bm25_questions")


def load_arrays(folder: Path, background: Background, units: Units, *, shared: bool = False) -> SearchArrays:
    """Read what ``save_arrays`` wrote; ``shared`` maps the files, so that several processes hold them once."""
    return SearchArrays(
        background, Embedded.load(folder, units.unit_documents(), shared=shared),
        load_array(folder / "question_vectors.npy", shared=shared), SparseIndex.load(folder / "bm25_questions", shared=shared),
    )  # fmt: skip
