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
        raise BatchError(f"{folder}：没有这个文件目录。")
    for path in sorted(folder.glob("*.txt")):
        try:
            found.setdefault(path.stem, fold(path.read_text(encoding="utf-8-sig")))
        except (OSError, UnicodeDecodeError) as error:
            raise BatchError(f"{path}：读不到这个文件（{error}）。请检查编码（UTF-8）。") from error
    return found


def unusable_evidence(questions: Iterable[Mapping[str, Any]], texts: Mapping[str, str], home: str) -> list[str]:
    """Return what is wrong with the evidence of the questions: documents that are not held, words that they do not hold."""
    found: dict[str, None] = {}
    for question in questions:
        for doc, evidence in evidence_of(question, "evidence", home):
            if doc not in texts:
                found[f"文档库里没有 {doc}"] = None
            elif evidence not in texts[doc]:
                found[f"{question['id']} 的依据不在 {doc} 的原文里"] = None
    return list(found)


def evaluate(
    assistant: Assistant, questions: Sequence[dict[str, Any]], texts: Mapping[str, str], about: Mapping[str, Any] | None = None
) -> Report:
    """Return the report of the assistant's answers to ``questions``; ``about`` says what the run was over."""
    home = assistant.settings.home_document
    shown = track(questions, description="评测", disable=not sys.stderr.isatty(), console=Console(stderr=True))
    answers = answer_rows(assistant, shown, DEPTH)
    rows = tuple(score(question, answer, texts, home) for question, answer in zip(questions, answers, strict=True))
    return Report(rows, about or {})


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise BatchError(f"{path}：报告写不进去（{error.strerror}）。请检查目录和权限。") from error


def evaluate_command(
    questions: Annotated[list[Path], typer.Option(help="问题文件（JSONL），可以写多次")],
    documents: Annotated[Path | None, typer.Option(help="原文目录（<编号>.txt），补充文档库里没有的文件")] = None,
    as_json: Annotated[Path | None, typer.Option("--json", help="把报告写成 JSON")] = None,
    html: Annotated[Path | None, typer.Option(help="把报告写成网页")] = None,
    compare_with: Annotated[Path | None, typer.Option("--compare", help="以前用 --json 写出的报告，与它比较")] = None,
    more: Annotated[list[Path] | None, typer.Argument(metavar="[更多问题文件]...", show_default=False)] = None,
    data_dir: Annotated[Path | None, typer.Option("--data-dir", envvar="ASSISTANT_DATA_DIR", help="数据目录")] = None,
) -> None:
    """回答有标准答案的问题，按题型和问法报告指标、置信区间与未过的题。"""
    files = [*questions, *(more or [])]
    rows = [row for path in files for row in read_questions(path)]
    earlier = read_earlier(compare_with) if compare_with else None
    settings = Settings() if data_dir is None else Settings(data_dir=data_dir)
    texts = texts_of(Registry(settings.data_dir), documents)
    for problem in unusable_evidence(rows, texts, settings.home_document):
        print(f"注意：{problem}。", file=sys.stderr)
    assistant = Assistant.open(settings)
    about = {
        "时间": datetime.now().astimezone().isoformat(timespec="seconds"), "问题": "、".join(path.name for path in files),
        "文件数": len(assistant.documents()), "编码器": assistant.retriever.maker.encoder.name,
    }  # fmt: skip
    report = evaluate(assistant, rows, texts, about)
    if earlier is not None:
        report = Report(report.rows, about, compare(report.rows, earlier))
    if as_json:
        _write(as_json, json.dumps(report.to_dict(), ensure_ascii=False, indent=1) + "\n")
    if html:
        _write(html, as_page(report))
    print(as_text(report))
