"""Command line of the assistant: ``python -m assistant ask | answer | evaluate | questions``."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track

from assistant.batch import answer_rows, read_questions, write_answers
from assistant.diagnostics import configure_logging
from assistant.errors import AssistantError
from assistant.evaluation.command import evaluate_command
from assistant.generation.bank import questions_command
from assistant.pipeline import DEPTH, Assistant
from assistant.records import Answer
from assistant.settings import Settings
from corpus.errors import CorpusError
from index.errors import SearchIndexError

app = typer.Typer(add_completion=False, no_args_is_help=True, help="政策文件问答。")
DataDir = Annotated[Path | None, typer.Option("--data-dir", envvar="ASSISTANT_DATA_DIR", help="数据目录")]


def open_assistant(data_dir: Path | None) -> Assistant:
    """Return the assistant over ``data_dir``, or over the data folder of the settings."""
    return Assistant.open(Settings() if data_dir is None else Settings(data_dir=data_dir))


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="问题")],
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
    as_of: Annotated[str | None, typer.Option(help="按哪一天（2024-06-01）判断是否有效")] = None,
    data_dir: DataDir = None,
) -> None:
    """回答一个问题。"""
    answer = open_assistant(data_dir).ask(question, as_of=as_of)
    if as_json:
        print(json.dumps(answer.to_dict(), ensure_ascii=False))
    else:
        _print(answer)


def _print(answer: Answer) -> None:
    print(answer.text)
    for citation in answer.citations:
        number = f"（{citation.doc_no}）" if citation.doc_no else ""
        print(f"  [{citation.n}] 《{citation.doc_title}》{number}{citation.path} “{citation.quote}”")
    for line in (*answer.notices, answer.label):
        if line:
            print(f"  {line}")


@app.command()
def answer(
    questions: Annotated[Path, typer.Option(help="问题文件（JSONL）")],
    output: Annotated[Path, typer.Option(help="答案文件（JSONL）")],
    hits: Annotated[int, typer.Option(min=1, max=1000, help="每题保留的命中数")] = DEPTH,
    data_dir: DataDir = None,
) -> None:
    """回答一批问题。"""
    rows = read_questions(questions)
    assistant = open_assistant(data_dir)
    shown = track(rows, description="回答", disable=not sys.stderr.isatty(), console=Console(stderr=True))
    count = write_answers(output, answer_rows(assistant, shown, hits))
    print(f"已回答 {count} 题：{output}")


app.command("evaluate")(evaluate_command)
app.command("questions")(questions_command)


def main() -> None:
    """Run the command line; bad input ends with exit code 1 and a message on stderr."""
    configure_logging(Settings().log_level)
    try:
        app()
    except (AssistantError, CorpusError, SearchIndexError) as error:
        print(f"错误：{error}", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
