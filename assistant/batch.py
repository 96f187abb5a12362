"""Batch files: questions in, answers out, one JSON object a line."""

import json
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from assistant import messages
from assistant.errors import BatchError, QuestionError
from assistant.pipeline import Assistant
from assistant.records import Status, Turn


def read_questions(path: Path) -> list[dict[str, Any]]:
    """Return the questions of a batch file.

    Raises:
        BatchError: the file cannot be read, or a line is no object with ``id`` and ``question``; names file and line.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BatchError(messages.QUESTIONS_UNREADABLE.format(path=path, error=error)) from error
    rows = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if not isinstance(row, dict) or "id" not in row or not isinstance(row.get("question"), str):
                raise ValueError(messages.QUESTION_FIELDS)
            turns_of(row)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BatchError(messages.BAD_QUESTION_ROW.format(path=path, number=number, error=error)) from error
        rows.append(row)
    if not rows:
        raise BatchError(messages.NO_QUESTIONS.format(path=path))
    return rows


def turns_of(row: dict[str, Any]) -> tuple[Turn, ...]:
    """Return the history of a question row."""
    return tuple(Turn(str(turn["q"]), str(turn.get("a") or "")) for turn in row.get("history") or [])


def answer_rows(assistant: Assistant, rows: Iterable[dict[str, Any]], hits: int) -> Iterator[dict[str, Any]]:
    """Yield an answer row for each question row, with the time of that question alone in milliseconds."""
    for row in rows:
        started = time.perf_counter()
        try:
            answer = assistant.ask(row["question"], turns_of(row), row.get("as_of"), depth=hits)
            result = answer.to_dict()
        except QuestionError as error:
            result = {"status": str(Status.CLARIFY), "answer": str(error), "citations": [], "hits": []}
        result["id"] = row["id"]
        result["elapsed_ms"] = round((time.perf_counter() - started) * 1000, 3)
        yield result


def write_answers(path: Path, results: Iterable[dict[str, Any]]) -> int:
    """Write answer rows to ``path``, whole or not at all; return how many.

    Raises:
        BatchError: the file cannot be written.
    """
    fresh = path.with_name(path.name + ".part")
    count = 0
    try:
        with fresh.open("w", encoding="utf-8") as out:
            for result in results:
                out.write(json.dumps(result, ensure_ascii=False) + "\n")
                count += 1
        fresh.replace(path)
    except OSError as error:
        raise BatchError(messages.ANSWERS_UNWRITABLE.format(path=path, error=error.strerror)) from error
    return count
