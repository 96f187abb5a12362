"""Questions for the bank of an added document, written by a language model where one is configured."""

import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track

from assistant import messages
from assistant.generation.answerer import prompt
from assistant.generation.chat_model import LlmError, is_configured, stream_chat
from assistant.grounding.figures import figures, plain
from assistant.settings import Settings, default_settings
from corpus.errors import CorpusError
from corpus.questions import SENTENCE, added_bank_path, parse_generated, read_bank
from corpus.records import ParsedDocument
from corpus.registry import Registry

READER, STYLE = "公众", "generated"  # who asks and how, as the bank's columns have it
SHORTEST, LONGEST = 4, 60  # characters of a question; anything else is chatter of the model
LEAST_HAN = 8  # Chinese characters; a shorter sentence (一、, 附则) answers nothing
MOST_FAILURES = 3  # in a row: the server is gone, and the rest would fail as well
app = typer.Typer(add_completion=False, help=messages.HELP_BANKS)
out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def bank_sentences(parsed: ParsedDocument) -> list[tuple[str, str]]:
    """Return (path, sentence) of every sentence that questions are written for, in the order of the text."""
    found = [(clause.path, clause.sentence_text(n)) for clause in parsed.clauses for n in range(len(clause.sentences))]
    return [
        (path, s) for path, s in found if len(re.findall("[\u4e00-\u9fff]", s)) >= LEAST_HAN and not re.search(r"[\t\r\n]", s)
    ]


def _usable(questions: Iterable[str], sentence: str) -> list[str]:
    """Return the questions that may stand in the bank: of one line, of fair length, with no figure of their own."""
    stated = figures(sentence)
    found = []
    for question in dict.fromkeys(re.sub(r"\s+", " ", text).strip() for text in questions):
        asked = (
            bool(re.search("[\u4e00-\u9fff]", question))
            and SHORTEST <= len(question) <= LONGEST
            and not question.startswith(("#", SENTENCE))
        )
        if (
            asked
            and plain(question) not in plain(sentence)
            and all(any(f.value == s.value for s in stated) for f in figures(question))
        ):
            found.append(question)
    return found


def generate_questions(
    sentences: Sequence[tuple[str, str]], settings: Settings, title: str = ""
) -> Iterator[tuple[str, list[str]]]:
    """Yield each sentence with its questions, in order; a sentence that the model fails on gets none.

    Args:
        sentences: (path, sentence) as from ``bank_sentences``.
        settings: which model, and ``llm_timeout`` for each sentence.
        title: of the document.

    Raises:
        LlmError: no model is configured, or it failed on three sentences in a row.
    """
    failures = 0
    for path, sentence in sentences:
        user = json.dumps({"document": title, "path": path, "sentence": sentence}, ensure_ascii=False)
        try:
            text, failures = "".join(stream_chat(settings, prompt("questions"), user)), 0
        except LlmError:
            failures += 1
            if failures >= MOST_FAILURES or not is_configured(settings):
                raise
            text = ""
        yield sentence, _usable(parse_generated(text), sentence)


def write_bank(parsed: ParsedDocument, rows: Iterable[tuple[str, list[str]]], data_dir: Path) -> int:
    """Write the bank of a document at once, or not at all; return how many questions it has.

    Raises:
        CorpusError: what was written is not a bank of this document; it is taken away again.
    """
    path = added_bank_path(data_dir, parsed.document.id)
    path.parent.mkdir(parents=True, exist_ok=True)
    # Read back from a folder of its own before it is put in place, because a wrong bank stops the index.
    trial = path.parent / ".new"
    trial.mkdir(exist_ok=True)
    draft = trial / path.name
    try:
        with draft.open("w", encoding="utf-8", newline="\n") as lines:
            for sentence, questions in rows:
                if questions:
                    lines.write(f"{SENTENCE}{sentence}\n" + "".join(f"{READER}\t{STYLE}\t{question}\n" for question in questions))
        count = len(read_bank(parsed, trial))
        if count:
            os.replace(draft, path)
        return count
    finally:
        draft.unlink(missing_ok=True)
        trial.rmdir()


@app.command("questions", help=messages.HELP_BANK)
def questions_command(
    identifier: Annotated[str, typer.Argument(metavar="ID", help=messages.HELP_IDENTIFIER)],
    data_dir: Annotated[Path | None, typer.Option("--data-dir", envvar="ASSISTANT_DATA_DIR", help=messages.HELP_DATA_DIR)] = None,
) -> None:
    """Write the question bank of a document."""
    settings = default_settings()
    folder = data_dir or settings.data_dir
    if not is_configured(settings):
        err.print(messages.BANK_NEEDS_MODEL)
        raise typer.Exit(1)
    try:
        parsed = next((p for p in Registry(folder).parsed() if p.document.id == identifier), None)
        if parsed is None:
            raise CorpusError(messages.BANK_NO_DOCUMENT.format(id=identifier))
        sentences = bank_sentences(parsed)
        rows = generate_questions(sentences, settings, parsed.document.title)
        shown = track(rows, description=messages.GENERATING, total=len(sentences), console=err, disable=not err.is_terminal)
        count = write_bank(parsed, shown, folder)
    except LlmError as error:
        err.print(messages.BANK_FAILED.format(reason=error.reason))
        raise typer.Exit(1) from error
    except (CorpusError, OSError) as error:
        err.print(str(error))
        raise typer.Exit(1) from error
    if not count:
        err.print(messages.BANK_EMPTY)
        raise typer.Exit(1)
    out.print(messages.BANK_WRITTEN.format(id=identifier, count=count))
