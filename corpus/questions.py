"""The question bank: what people may ask of a sentence, kept beside the corpus and indexed beside the sentences."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus import messages
from corpus.errors import CorpusError
from corpus.records import Document, ParsedDocument, Span
from corpus.tsv import table_rows

FOLDER = Path(__file__).parent / "questions"
RELATED = FOLDER / "related"  # banks of laws and rules that offices register beside their own documents
TITLES = "titles.tsv"  # in RELATED: the name of a bank, the title of its document
SENTENCE = "= "  # what a line of a bank begins with that names a sentence
OPENING = "…"  # what it ends with where only the opening of the sentence is given
Lines = list[tuple[int, str]]  # sentences that a bank names, with the numbers of their lines
Rows = list[tuple[int, list[str]]]  # questions, likewise


@dataclass(frozen=True, slots=True)
class BankQuestion:
    """A question, the place that answers it, and how it is asked.

    ``start``/``end`` are character offsets of the answering part in the document's text.
    """

    doc: str
    start: int
    end: int
    reader: str
    style: str
    text: str


def read_bank(parsed: ParsedDocument, folder: Path = FOLDER) -> list[BankQuestion]:
    """Return the bank of a document, empty where it has none.

    A bank is ``<document id>.tsv``: a line ``= sentence`` names a verbatim sentence, or its opening where the line ends with
    an ellipsis; the lines below it are its questions: reader, style, question and, if it is only a part, the verbatim part
    that answers. Several such lines in a row name the sentences that an answer needs together: each has the question then.

    Raises:
        CorpusError: a line names text that the document does not hold; says which.
    """
    path = folder / f"{parsed.document.id}.tsv"
    return [question for group in _groups(parsed, path) for question in group] if path.exists() else []


def read_related(parsed: ParsedDocument) -> list[BankQuestion]:
    """Return the questions that ship for a law or rule, as far as this edition holds the sentences that they need."""
    path = RELATED / f"{_related_name(parsed.document)}.tsv"
    return [question for group in _groups(parsed, path, strict=False) for question in group] if path.exists() else []


def read_banks(parsed: ParsedDocument, data_dir: Path, office: Path | None = None) -> list[BankQuestion]:
    """Return the questions of a document: those that ship with the project, then the office's, then those in ``data_dir``.

    Raises:
        CorpusError: as ``read_bank``.
    """
    folders = (FOLDER, office, added_bank_path(data_dir, parsed.document.id).parent)
    banks = [read_bank(parsed, folder) for folder in folders if folder]
    return [question for bank in (read_related(parsed), *banks) for question in bank]


def is_related(document: Document) -> bool:
    """Return whether questions ship for a document beside the office's own."""
    return bool(_related_name(document))


def _related_name(document: Document) -> str:
    """Return the name of the bank that ships for a document: its id, or what its title is listed under."""
    names = _names_by_title(RELATED)
    return document.id if document.id in names.values() else names.get(document.title, "")


@cache
def _names_by_title(folder: Path) -> dict[str, str]:
    """Return the names of the banks in a folder by the title of their document; empty where none is listed."""
    listed = folder / TITLES
    return {row[1]: row[0] for _, row in table_rows(listed)} if listed.exists() else {}


def _groups(parsed: ParsedDocument, path: Path, *, strict: bool = True) -> Iterator[list[BankQuestion]]:
    """Yield the questions of a bank, those together that one line asks of one or more sentences.

    Raises:
        CorpusError: as ``read_bank``, where it is ``strict``; else what names other text is left out.
    """
    end = 0  # of the last sentence
    for named, asked in _blocks(path):
        spans, end = _places_of([sentence for _, sentence in named], parsed, end)
        if strict and None in spans:
            number, sentence = named[spans.index(None)]
            raise CorpusError(messages.NO_SUCH_SENTENCE.format(path=path, number=number, sentence=sentence[:30]))
        for number, row in asked:
            found = [question for span in spans if span is not None and (question := _question(parsed, row, span)) is not None]
            if found and len(found) == len(spans):
                yield found
            elif strict:
                raise CorpusError(messages.BAD_QUESTION.format(path=path, number=number))


def _blocks(path: Path) -> Iterator[tuple[Lines, Rows]]:
    """Yield the sentences that a bank names one behind the other, and the rows of questions below them, with their numbers."""
    named: Lines = []
    asked: Rows = []
    for number, row in table_rows(path):
        if not row[0].startswith(SENTENCE):
            asked.append((number, row))
            continue
        if asked:
            yield named, asked
            named, asked = [], []
        named.append((number, row[0].removeprefix(SENTENCE)))
    yield named, asked


def _places_of(named: Sequence[str], parsed: ParsedDocument, after: int) -> tuple[list[Span | None], int]:
    """Return where sentences stand, None for one that is not there, and the end of the last of them."""
    spans: list[Span | None] = []
    for sentence in named:
        span = _place_of(sentence, parsed, after)
        spans.append(span)
        after = span[1] if span else after
    return spans, after


def _place_of(named: str, parsed: ParsedDocument, after: int) -> Span | None:
    """Return where a sentence stands that is named whole or by its opening, from ``after`` on or, by its opening, anywhere.

    Whole sentences stand in the order of the text, and some occur twice.
    """
    if not named.endswith(OPENING):
        at = parsed.text.find(named, after)
        return (at, at + len(named)) if at >= 0 else None
    opening = named.removesuffix(OPENING)
    starts = [span for span in _sentences(parsed) if parsed.text.startswith(opening, span[0])]
    return next((span for span in starts if span[0] >= after), starts[0] if starts else None)


def _sentences(parsed: ParsedDocument) -> Iterator[Span]:
    return (span for clause in parsed.clauses for span in clause.sentences)


def _question(parsed: ParsedDocument, row: Sequence[str], span: Span) -> BankQuestion | None:
    """Return the question of a row about a sentence; None where it has not the form of one, or the part stands elsewhere."""
    part = row[3] if len(row) > 3 else ""
    start = parsed.text.find(part, *span) if part else span[0]
    if len(row) < 3 or start < 0:
        return None
    return BankQuestion(parsed.document.id, start, start + len(part) if part else span[1], row[0], row[1], row[2])


def read_unanswerable(folder: Path = FOLDER) -> Sequence[tuple[str, str]]:
    """Return (kind, question) pairs that no document of the project answers."""
    return [(row[0], row[1]) for _, row in table_rows(folder / "unanswerable.tsv")]


def added_bank_path(data_dir: Path, doc: str) -> Path:
    """Return where the generated bank of an added document is kept."""
    return data_dir / "questions" / f"{doc}.tsv"


def parse_generated(text: str) -> list[str]:
    """Return the questions that a model wrote as a JSON list or as lines."""
    try:
        rows = json.loads(text[text.index("[") : text.rindex("]") + 1])
        return [str(row).strip() for row in rows if str(row).strip()]
    except ValueError:
        return [line.strip(" -*0123456789.、") for line in text.splitlines() if line.strip().endswith(("?", "？"))]


def shipped_questions(folder: Path = FOLDER) -> Sequence[str]:
    """Return the questions of the banks that ship for the office's own documents, without those of ``RELATED``."""
    rows = (row for path in sorted(folder.glob("*.tsv")) if path.stem != "unanswerable" for _, row in table_rows(path))
    return [row[2] for row in rows if len(row) > 2]
