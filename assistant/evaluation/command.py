"""``python -m assistant evaluate``: answers questions, judges the answers, reports."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import track

from assistant import messages
from assistant.batch import answer_rows, read_questions
from assistant.errors import BatchError
from assistant.evaluation.html import as_page
from assistant.evaluation.metrics import evidence_of, fold, score
from assistant.evaluation.report import Report, as_text, compare, read_earlier
from assistant.pipeline import DEPTH, Assistant
from assistant.settings import Settings
from corpus.registry import Registry


def texts_of(registry: Registry, folder: Path | None = None) -> dict[str, str]:
    """Return the folded texts that quotes are held against: the registry's, then those of ``folder`` (``<id>.txt``).

    Raises:
        BatchError: the folder is none, or a text in it cannot be read.
    """
    found = {document.id: fold(text) for document, text in registry.items()}
    if folder is None:
        return found
    if not folder.is_dir():
        raise BatchError(messages.NO_TEXTS.format(folder=folder))
    for path in sorted(folder.glob("*.txt")):
        try:
            found.setdefault(path.stem, fold(path.read_text(encoding="utf-8-sig")))
        except (OSError, UnicodeDecodeError) as error:
            raise BatchError(messages.TEXT_UNREADABLE.format(path=path, error=error)) from error
    return found


def unusable_evidence(questions: Iterable[Mapping[str, Any]], texts: Mapping[str, str], home: str) -> list[str]:
    """Return what is wrong with the evidence of the questions: documents that are not held, words that they do not hold."""
    found: dict[str, None] = {}
    for question in questions:
        for doc, evidence in evidence_of(question, "evidence", home):
            if doc not in texts:
                found[messages.DOCUMENT_NOT_HELD.format(doc=doc)] = None
            elif evidence not in texts[doc]:
                found[messages.EVIDENCE_NOT_HELD.format(id=question["id"], doc=doc)] = None
    return list(found)


def evaluate(
    assistant: Assistant, questions: Sequence[dict[str, Any]], texts: Mapping[str, str], about: Mapping[str, Any] | None = None
) -> Report:
    """Return the report of the assistant's answers to ``questions``; ``about`` says what the run was over."""
    home = assistant.settings.home_document
    shown = track(questions, description=messages.EVALUATING, disable=not sys.stderr.isatty(), console=Console(stderr=True))
    answers = answer_rows(assistant, shown, DEPTH)
    rows = tuple(score(question, answer, texts, home) for question, answer in zip(questions, answers, strict=True))
    return Report(rows, about or {})


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise BatchError(messages.REPORT_UNWRITABLE.format(path=path, error=error.strerror)) from error


def evaluate_command(
    questions: Annotated[list[Path], typer.Option(help=messages.HELP_QUESTIONS_FILES)],
    documents: Annotated[Path | None, typer.Option(help=messages.HELP_TEXTS)] = None,
    as_json: Annotated[Path | None, typer.Option("--json", help=messages.HELP_REPORT_JSON)] = None,
    html: Annotated[Path | None, typer.Option(help=messages.HELP_REPORT_HTML)] = None,
    compare_with: Annotated[Path | None, typer.Option("--compare", help=messages.HELP_COMPARE)] = None,
    more: Annotated[list[Path] | None, typer.Argument(metavar=messages.HELP_MORE_FILES, show_default=False)] = None,
    data_dir: Annotated[Path | None, typer.Option("--data-dir", envvar="ASSISTANT_DATA_DIR", help=messages.HELP_DATA_DIR)] = None,
) -> None:
    """Answer questions whose right answers are known, and report metrics, intervals and failures."""
    files = [*questions, *(more or [])]
    rows = [row for path in files for row in read_questions(path)]
    earlier = read_earlier(compare_with) if compare_with else None
    settings = Settings() if data_dir is None else Settings(data_dir=data_dir)
    texts = texts_of(Registry(settings.data_dir), documents)
    for problem in unusable_evidence(rows, texts, settings.home_document):
        print(messages.NOTE.format(problem=problem), file=sys.stderr)
    assistant = Assistant.open(settings)
    about = {
        messages.REPORT_TIME: datetime.now().astimezone().isoformat(timespec="seconds"),
        messages.REPORT_QUESTIONS: messages.AND.join(path.name for path in files),
        messages.REPORT_DOCUMENTS: len(assistant.documents()),
        messages.REPORT_ENCODER: assistant.retriever.maker.encoder.name,
    }  # fmt: skip
    report = evaluate(assistant, rows, texts, about)
    if earlier is not None:
        report = Report(report.rows, about, compare(report.rows, earlier))
    if as_json:
        _write(as_json, json.dumps(report.to_dict(), ensure_ascii=False, indent=1) + "\n")
    if html:
        _write(html, as_page(report))
    print(as_text(report))
