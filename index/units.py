"""What is searched, and where it lies: numbers in arrays, texts and records in files that are read when they are needed."""

import json
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path
from typing import Any, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

from corpus.apart import states_nothing
from corpus.questions import BankQuestion, read_bank
from corpus.records import Clause, Document, ParsedDocument, Span
from index.backend import Kind
from index.files import bytes_in, mapped

PASSAGE_CHARS = 1_500  # a text without articles and headings, and no longer, is one passage: an article kept on its own
Bank = Callable[[ParsedDocument], list[BankQuestion]]
KEPT = 4096  # clauses; about 1 kB each
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Units:
    """What is searched: sentences in clauses in documents, and bank questions that point at sentences.

    ``sentence_clause`` (n_sentences,) and ``clause_document`` (n_clauses,) are numbers of the unit that holds the
    unit; the sentences of a clause are consecutive, and ``sentence_length`` (n_sentences,) is in characters.
    ``clause_passage`` (n_clauses,) is the number of the passage of each clause: what is searched beside the sentence, a clause
    or a whole short document that is not divided further, such as one article of a law that was registered on its own with its
    items. ``clause_beside`` (n_clauses,) tells the clauses that state nothing of their own: who
    signed, which annexes there are, forms. ``question_sentence`` (n_questions,) is
    the sentence that a bank question asks for. ``texts`` are those of the documents: an index and its texts are of one
    moment, whatever the registry holds by now. Clauses and texts may be read from a file each time.
    """

    documents: tuple[Document, ...]
    clauses: Sequence[Clause]
    sentence_clause: NDArray[np.int32]
    sentence_number: NDArray[np.int32]
    sentence_length: NDArray[np.int32]
    clause_document: NDArray[np.int32]
    clause_passage: NDArray[np.int32]
    clause_beside: NDArray[np.bool_]
    questions: tuple[BankQuestion, ...]
    question_sentence: NDArray[np.int32]
    texts: Sequence[str]

    def unit_documents(self) -> dict[Kind, NDArray[np.int32]]:
        """Return the number of the document of each unit that is searched, shape (n,), by kind."""
        _, first = np.unique(self.clause_passage, return_index=True)
        return {"sentence": self.clause_document[self.sentence_clause], "clause": self.clause_document[first]}

    def sentence_text(self, sentence: int) -> str:
        """Return the text of a sentence by its number in the index."""
        clause = self.clauses[int(self.sentence_clause[sentence])]
        return clause.sentence_text(int(self.sentence_number[sentence]))


class Lazy(Sequence[T]):
    """A sequence whose items are made each time that they are asked for; subclasses say how many and how."""

    def _one(self, number: int) -> T:
        raise NotImplementedError

    @overload
    def __getitem__(self, number: int) -> T: ...
    @overload
    def __getitem__(self, number: slice) -> tuple[T, ...]: ...
    def __getitem__(self, number: int | slice) -> T | tuple[T, ...]:
        """Return one item, or a tuple of several."""
        if isinstance(number, slice):
            return tuple(self._one(each) for each in range(*number.indices(len(self))))
        at = number + len(self) if number < 0 else number
        if not 0 <= at < len(self):
            raise IndexError(number)
        return self._one(at)


class Chosen(Lazy[T]):
    """Some items of a sequence, by their numbers in it."""

    def __init__(self, items: Sequence[T], numbers: NDArray[np.integer]) -> None:
        self._items, self._numbers = items, numbers

    def __len__(self) -> int:
        return len(self._numbers)

    def _one(self, number: int) -> T:
        return self._items[int(self._numbers[number])]


class Joined(Lazy[T]):
    """The items of one sequence, then those of another."""

    def __init__(self, first: Sequence[T], second: Sequence[T]) -> None:
        self._first, self._second = first, second

    def __len__(self) -> int:
        return len(self._first) + len(self._second)

    def _one(self, number: int) -> T:
        before = len(self._first)
        return self._first[number] if number < before else self._second[number - before]


class _Texts(Lazy[str]):
    """Texts in a file, one behind the other: of text i the bytes from ``starts[i]`` to ``starts[i + 1]``."""

    def __init__(self, content: NDArray[np.uint8], starts: NDArray[np.int64]) -> None:
        self._content, self._starts = content, starts

    def __len__(self) -> int:
        return len(self._starts) - 1

    def _one(self, number: int) -> str:
        return _decoded(self._content, int(self._starts[number]), int(self._starts[number + 1]))


class _Clauses(Lazy[Clause]):
    """Clauses: their text out of that of the document, what else is known of them out of a row of JSON."""

    def __init__(
        self, texts: NDArray[np.uint8], rows: _Texts, documents: Sequence[Document], held: dict[str, NDArray[Any]]
    ) -> None:
        self._texts, self._rows, self._documents = texts, rows, documents
        self._document, self._span, self._bytes = held["clause_document"], held["clause_span"], held["clause_bytes"]
        self._sentences = held["sentence_span"]
        self._first = np.searchsorted(held["sentence_clause"], np.arange(len(rows) + 1)).astype(np.int32)
        self._one = lru_cache(KEPT)(self._made)  # type: ignore[method-assign]  # of one question the same are asked again and again

    def __len__(self) -> int:
        return len(self._rows)

    def _made(self, number: int) -> Clause:
        path, label, title, headings = json.loads(self._rows[number])
        doc = self._documents[int(self._document[number])].id
        start, end = self._span[number].tolist()
        first, after = self._bytes[number].tolist()
        sentences: list[Span] = [(a, b) for a, b in self._sentences[self._first[number] : self._first[number + 1]].tolist()]
        text = _decoded(self._texts, first, after)
        return Clause(f"{doc}#{path}", doc, path, label, title, tuple(headings), text, start, end, tuple(sentences))


def _decoded(content: NDArray[np.uint8], start: int, end: int) -> str:
    return content[start:end].tobytes().decode("utf-8", "surrogatepass")


class _Numbers:
    """The arrays of ``Units``, of one document after the other; what they grow to is four bytes a number."""

    def __init__(self) -> None:
        self.documents: list[Document] = []
        self.questions: list[BankQuestion] = []
        self._arrays = {name: array("i") for name in (*_NUMBERS, *_SPANS)}
        self._passages = 0

    def take(self, parsed: ParsedDocument, questions: Iterable[BankQuestion]) -> None:
        """Take the units of a document and of its bank questions."""
        add, starts = self._arrays, []
        one = is_one_passage(parsed.clauses)
        for number, (clause, following) in enumerate(zip_longest(parsed.clauses, parsed.clauses[1:])):
            self._passages += not (one and number)
            for at, span in enumerate(clause.sentences):
                starts.append((span[0], len(add["sentence_clause"])))
                add["sentence_clause"].append(len(add["clause_document"]))
                add["sentence_number"].append(at)
                add["sentence_length"].append(span[1] - span[0])
                add["sentence_span"].extend(span)
            add["clause_document"].append(len(self.documents))
            add["clause_passage"].append(self._passages - 1)
            add["clause_beside"].append(states_nothing(clause, following))
            add["clause_span"].extend((clause.start, clause.end))
        offsets = np.array([start for start, _ in starts])
        for question in questions:
            at = int(np.searchsorted(offsets, question.start, side="right")) - 1
            self.questions.append(question)
            add["question_sentence"].append(starts[max(at, 0)][1])
        self.documents.append(parsed.document)

    def arrays(self, *, spans: bool) -> dict[str, NDArray[Any]]:
        """Return the arrays by name, with those of two columns or without."""
        found = {name: np.array(self._arrays[name], np.int32) for name in _NUMBERS}
        found["clause_beside"] = found["clause_beside"].astype(bool)
        return found | {name: np.array(self._arrays[name], np.int32).reshape(-1, 2) for name in (_SPANS if spans else ())}


_NUMBERS = (
    "sentence_clause", "sentence_number", "sentence_length", "clause_document", "clause_passage", "clause_beside",
    "question_sentence",
)  # fmt: skip
_SPANS = ("sentence_span", "clause_span")
_FILES = ("texts.bin", "rows.bin", "documents.jsonl")
_PLACES = ("clause_bytes", "row_starts", "text_starts")


def is_one_passage(clauses: Sequence[Clause]) -> bool:
    """Return whether the clauses of a document are one passage."""
    return sum(len(clause.text) for clause in clauses) <= PASSAGE_CHARS and not any(
        clause.headings or clause.path.startswith("第") for clause in clauses
    )


def collect(parsed: Iterable[ParsedDocument], bank: Bank = read_bank) -> Units:
    """Return the units of parsed documents, and of the questions that ``bank`` holds of each, in memory.

    Raises:
        CorpusError: a question bank names text that its document does not hold.
    """
    numbers, clauses, texts = _Numbers(), list[Clause](), list[str]()
    for item in parsed:
        numbers.take(item, bank(item))
        clauses += item.clauses
        texts.append(item.text)
    return Units(
        documents=tuple(numbers.documents), clauses=tuple(clauses), questions=tuple(numbers.questions), texts=tuple(texts),
        **numbers.arrays(spans=False),
    )  # fmt: skip


def write_units(parsed: Iterable[ParsedDocument], bank: Bank, folder: Path) -> None:
    """Write the units of parsed documents into ``folder``, one document after the other; none is held any longer.

    Raises:
        CorpusError: as ``collect``.
    """
    numbers = _Numbers()
    places, rows_at, texts_at = array("q"), array("q", [0]), array("q", [0])
    with ExitStack() as files:
        texts, rows, records = (
            files.enter_context((folder / name).open("wb")) for name in ("texts.bin", "rows.bin", "documents.jsonl")
        )
        for item in parsed:
            numbers.take(item, bank(item))
            content = _encoded(item.text)
            texts.write(content)
            for first, after in _bytes_of(item):
                places.extend((texts_at[-1] + first, texts_at[-1] + after))
            texts_at.append(texts_at[-1] + len(content))
            for clause in item.clauses:
                row = _encoded(json.dumps([clause.path, clause.label, clause.title, clause.headings], ensure_ascii=False))
                rows.write(row)
                rows_at.append(rows_at[-1] + len(row))
            stated = {name: value for name, value in item.document.to_row().items() if value not in (None, False, (), [])}
            records.write(_encoded(json.dumps(stated, ensure_ascii=False) + "\n"))
    found = numbers.arrays(spans=True) | {
        "clause_bytes": np.array(places, np.int64).reshape(-1, 2),
        "row_starts": np.array(rows_at, np.int64), "text_starts": np.array(texts_at, np.int64),
    }  # fmt: skip
    for name, values in found.items():
        np.save(folder / f"{name}.npy", values, allow_pickle=False)
    questions = [{name: getattr(question, name) for name in question.__slots__} for question in numbers.questions]
    (folder / "questions.json").write_text(json.dumps(questions, ensure_ascii=False), "utf-8")


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _bytes_of(parsed: ParsedDocument) -> Iterator[tuple[int, int]]:
    """Yield where each clause begins and ends in the bytes of the text."""
    at = first = 0
    for clause in parsed.clauses:  # in the order of the text
        first += len(_encoded(parsed.text[at : clause.start]))
        after = first + len(_encoded(clause.text))
        yield first, after
        at, first = clause.end, after


def load_units(folder: Path) -> Units:
    """Return what ``write_units`` wrote: numbers mapped, clauses and texts read when they are asked for."""
    held = {name: mapped(folder / f"{name}.npy") for name in (*_NUMBERS, *_SPANS, *_PLACES)}
    documents = documents_in(folder)
    content, rows = (bytes_in(folder / name) for name in ("texts.bin", "rows.bin"))
    texts = _Texts(content, held["text_starts"])
    questions = json.loads((folder / "questions.json").read_text("utf-8"))
    return Units(
        documents=documents, clauses=_Clauses(content, _Texts(rows, held["row_starts"]), documents, held),
        questions=tuple(BankQuestion(**row) for row in questions), texts=texts, **{name: held[name] for name in _NUMBERS},
    )  # fmt: skip


def documents_in(folder: Path) -> tuple[Document, ...]:
    """Return the records of the documents whose units were written into ``folder``."""
    lines = (folder / "documents.jsonl").read_text("utf-8", errors="surrogatepass").split("\n")
    return tuple(map(Document.from_row, json.loads(f"[{','.join(filter(None, lines))}]")))  # at once: half the time
