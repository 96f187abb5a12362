"""The question bank: what people may ask of a sentence, kept beside the corpus and indexed beside the sentences."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus import messages
from corpus.errors import CorpusError
from corpus.records import ParsedDocument
from corpus.tsv import table_rows

FOLDER = Path(__file__).parent / "questions"
SENTENCE = "= "  # what a line of a bank begins with that names a sentence


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

    A bank is ``<document id>.tsv``: a line ``= sentence`` names a verbatim sentence, the lines below it are its
    questions: reader, style, question and, if it is only a part, the verbatim part that answers.

    Raises:
        CorpusError: a line names text that the document does not hold; says which.
    """
    path = folder / f"{parsed.document.id}.tsv"
    if not path.exists():
        return []
    found: list[BankQuestion] = []
    at, end = 0, 0
    for number, row in table_rows(path):
        if row[0].startswith(SENTENCE):
            sentence = row[0].removeprefix(SENTENCE)
            at = parsed.text.find(sentence, end)  # sentences stand in the order of the text; some occur twice
            if at < 0:
                raise CorpusError(messages.NO_SUCH_SENTENCE.format(path=path, number=number, sentence=sentence[:30]))
            end = at + len(sentence)
            continue
        part = row[3] if len(row) > 3 else ""
        inside = parsed.text.find(part, at, end) if part else at
        if len(row) < 3 or inside < 0 or not end:
            raise CorpusError(messages.BAD_QUESTION.format(path=path, number=number))
        found.append(BankQuestion(parsed.document.id, inside, inside + len(part) if part else end, row[0], row[1], row[2]))
    return found


def read_banks(parsed: ParsedDocument, data_dir: Path, office: Path | None = None) -> list[BankQuestion]:
    """Return the questions of a document: those that ship with the project, then the office's, then those in ``data_dir``.

    Raises:
        CorpusError: as ``read_bank``.
    """
    folders = (FOLDER, office, added_bank_path(data_dir, parsed.document.id).parent)
    return [question for folder in folders if folder for question in read_bank(parsed, folder)]


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
    """Return the questions of all banks that ship with the project."""
    rows = (row for path in sorted(folder.glob("*.tsv")) if path.stem != "unanswerable" for _, row in table_rows(path))
    return [row[2] for row in rows if len(row) > 2]
