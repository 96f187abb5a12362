"""Command line of the assistant: ``python -m assistant ask | answer | evaluate | questions | profile | log | forget | admin``."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track

from assistant import messages
from assistant.admin import commands as admin_commands
from assistant.api import log_commands
from assistant.api.log_commands import forget_command
from assistant.batch import answer_rows, read_questions, write_answers
from assistant.diagnostics import configure_logging
from assistant.errors import AssistantError, ProfileError
from assistant.evaluation.command import evaluate_command
from assistant.generation.bank import questions_command
from assistant.generation.profile_draft import draft_profile
from assistant.pipeline import DEPTH, Assistant
from assistant.records import Answer
from assistant.settings import Settings
from corpus.errors import CorpusError
from corpus.registry import Registry
from index.errors import SearchIndexError, SettingsError
from index.segment import default_segmenter

app = typer.Typer(add_completion=False, no_args_is_help=True, help=messages.HELP)
DataDir = Annotated[Path | None, typer.Option("--data-dir", envvar="ASSISTANT_DATA_DIR", help=messages.HELP_DATA_DIR)]


def open_assistant(data_dir: Path | None) -> Assistant:
    """Return the assistant over ``data_dir``, or over the data folder of the settings."""
    return Assistant.open(Settings() if data_dir is None else Settings(data_dir=data_dir))


@app.command(help=messages.HELP_ASK)
def ask(
    question: Annotated[str, typer.Argument(help=messages.HELP_QUESTION)],
    as_json: Annotated[bool, typer.Option("--json", help=messages.HELP_JSON)] = False,
    as_of: Annotated[str | None, typer.Option(help=messages.HELP_AS_OF)] = None,
    data_dir: DataDir = None,
) -> None:
    """Answer one question."""
    answer = open_assistant(data_dir).ask(question, as_of=as_of)
    if as_json:
        print(json.dumps(answer.to_dict(), ensure_ascii=False))
    else:
        _print(answer)


def _print(answer: Answer) -> None:
    print(answer.text)
    for citation in answer.citations:
        number = messages.DOC_NO.format(doc_no=citation.doc_no) if citation.doc_no else ""
        print(
            messages.CITATION_LINE.format(
                n=citation.n, title=citation.doc_title, number=number, path=citation.place, quote=citation.quote
            )
        )
    for line in (*answer.notices, answer.label):
        if line:
            print(f"  {line}")


@app.command(help=messages.HELP_ANSWER)
def answer(
    questions: Annotated[Path, typer.Option(help=messages.HELP_QUESTIONS_FILE)],
    output: Annotated[Path, typer.Option(help=messages.HELP_ANSWERS_FILE)],
    hits: Annotated[int, typer.Option(min=1, max=1000, help=messages.HELP_HITS)] = DEPTH,
    data_dir: DataDir = None,
) -> None:
    """Answer a batch of questions."""
    rows = read_questions(questions)
    assistant = open_assistant(data_dir)
    shown = track(rows, description=messages.ANSWERING, disable=not sys.stderr.isatty(), console=Console(stderr=True))
    count = write_answers(output, answer_rows(assistant, shown, hits))
    print(messages.ANSWERED_ROWS.format(count=count, path=output))


app.command("evaluate", help=messages.HELP_EVALUATE)(evaluate_command)
app.command("questions", help=messages.HELP_BANK)(questions_command)
app.command("forget", help=messages.HELP_FORGET)(forget_command)
app.add_typer(log_commands.app, name="log")
app.add_typer(admin_commands.app, name="admin")
profiles = typer.Typer(no_args_is_help=True, help=messages.HELP_PROFILE)
app.add_typer(profiles, name="profile")


@profiles.callback(help=messages.HELP_PROFILE)
def _profiles() -> None:
    """Keep ``init`` a command of its own."""


@profiles.command("init", help=messages.HELP_PROFILE_INIT)
def profile_init(
    output: Annotated[Path, typer.Option(help=messages.HELP_PROFILE_OUTPUT)] = Path("profile.toml"),
    data_dir: DataDir = None,
) -> None:
    """Write a first profile from the registered documents."""
    if output.exists():
        raise ProfileError(messages.PROFILE_EXISTS.format(path=output))
    documents = list(Registry(Settings().data_dir if data_dir is None else data_dir).parsed())
    if not documents:
        raise ProfileError(messages.NOTHING_REGISTERED)
    output.write_text(draft_profile(documents, default_segmenter()), encoding="utf-8")
    print(messages.PROFILE_WRITTEN.format(path=output))


def main() -> None:
    """Run the command line; bad input ends with exit code 1 and a message on stderr."""
    try:
        configure_logging(Settings().log_level)
        app()
    except (AssistantError, CorpusError, SearchIndexError, SettingsError) as error:
        print(messages.ERROR.format(error=error), file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
