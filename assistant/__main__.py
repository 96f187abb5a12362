"""Command line of the assistant: ``python -m assistant ask | answer | evaluate | admin | backup | restore | log | …``.

Installed, the same line is called ``ip-policy-assistant``; the commands of the stages before it stand under their names.
"""

import gc
import json
import os
import sys
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import Annotated, Any

# Read when numpy and FAISS are imported: threads that share a millisecond's work wait for each other, spinning (docs/live.md).
os.environ.setdefault("OMP_NUM_THREADS", "1")

import typer
from rich.console import Console
from rich.progress import track
from typer.core import TyperGroup

from assistant import messages
from assistant.batch import answer_rows, read_questions, write_answers
from assistant.diagnostics import configure_logging
from assistant.errors import AssistantError, ProfileError
from assistant.generation.profile_draft import draft_profile
from assistant.pipeline import DEPTH, Assistant
from assistant.records import Answer
from assistant.settings import Settings
from corpus.errors import CorpusError
from corpus.registry import Registry
from index.errors import SearchIndexError, SettingsError
from index.segment import default_segmenter
from index.settings import PREFIX

# Commands whose modules are imported once they are called: a question would pay a second for the server's libraries.
LATER = {
    "evaluate": ("assistant.evaluation.command", "evaluate_command", messages.HELP_EVALUATE),
    "questions": ("assistant.generation.bank", "questions_command", messages.HELP_BANK),
    "forget": ("assistant.api.log_commands", "forget_command", messages.HELP_FORGET),
    "backup": ("assistant.backup.commands", "backup_command", messages.HELP_BACKUP),
    "restore": ("assistant.backup.commands", "restore_command", messages.HELP_RESTORE),
    "log": ("assistant.api.log_commands", "app", ""),
    "corpus": ("corpus.__main__", "app", ""),
    "index": ("index.__main__", "app", ""),
    "admin": ("assistant.admin.commands", "app", ""),
}


class _Line(TyperGroup):
    """The commands defined here, and those of ``LATER``."""

    def list_commands(self, ctx: Any) -> list[str]:
        return [*super().list_commands(ctx), *LATER]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in LATER:
            return super().get_command(ctx, cmd_name)
        module, name, about = LATER[cmd_name]
        found = getattr(import_module(module), name)
        if not isinstance(found, typer.Typer):
            function, found = found, typer.Typer(add_completion=False)
            found.command(help=about)(function)
        command = typer.main.get_command(found)
        command.name = cmd_name
        return command


app = typer.Typer(add_completion=False, no_args_is_help=True, help=messages.HELP, cls=_Line)
COMMANDS = "assistant.commands"  # entry points: commands of this line that the stage above brings
DataDir = Annotated[Path | None, typer.Option("--data-dir", envvar="ASSISTANT_DATA_DIR", help=messages.HELP_DATA_DIR)]


def open_assistant(data_dir: Path | None) -> Assistant:
    """Return the assistant over ``data_dir``, or over the data folder of the settings."""
    assistant = Assistant.open(Settings() if data_dir is None else Settings(data_dir=data_dir))
    gc.freeze()  # it stays to the end of the process: to go through it would be the time of somebody's question
    return assistant


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


profiles = typer.Typer(no_args_is_help=True, help=messages.HELP_PROFILE)
app.add_typer(profiles, name="profile")


@profiles.callback(help=messages.HELP_PROFILE)
def _profiles() -> None:
    """Keep ``init`` a command of its own."""


@profiles.command("init", help=messages.HELP_PROFILE_INIT)
def profile_init(
    output: Annotated[Path, typer.Option(help=messages.HELP_PROFILE_OUTPUT)] = Path("office"),
    data_dir: DataDir = None,
) -> None:
    """Write a first profile from the registered documents."""
    if output.exists():
        raise ProfileError(messages.PROFILE_EXISTS.format(path=output))
    documents = list(Registry(Settings().data_dir if data_dir is None else data_dir).parsed())
    if not documents:
        raise ProfileError(messages.NOTHING_REGISTERED)
    assistant = open_assistant(data_dir)
    assistant.suggest()
    suggested = {doc: [text for text, _ in found] for doc, found in assistant.suggested.items()}
    output.mkdir(parents=True)
    for name, text in draft_profile(documents, default_segmenter(), suggested).items():
        (output / name).write_text(text, encoding="utf-8")
    print(messages.PROFILE_WRITTEN.format(path=output))


@app.command(
    help=messages.HELP_SERVE, add_help_option=False, context_settings={"allow_extra_args": True, "ignore_unknown_options": True}
)
def serve(context: typer.Context) -> None:
    """Serve pages and interfaces; the server reads its own options."""
    offered = next(iter(entry_points(group=COMMANDS, name="serve")), None)
    if offered is None:
        raise AssistantError(messages.NO_SERVER)
    raise typer.Exit(offered.load()(context.args))


def main() -> None:
    """Run the command line; bad input ends with exit code 1 and a message on stderr."""
    try:
        settings = Settings()
        os.environ.setdefault(f"{PREFIX}DATA_DIR", str(settings.data_dir))  # the corpus reads no .env file
        configure_logging(settings.log_level)
        app()
    except (AssistantError, CorpusError, SearchIndexError, SettingsError) as error:
        print(messages.ERROR.format(error=error), file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
