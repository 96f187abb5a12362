"""Commands of the administration: ``python -m assistant admin documents | questions | statistics | pin | unpin | contacts …``."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from assistant import messages
from assistant.admin import documents, pinning, questions
from assistant.admin.office_routes import words_in
from assistant.admin.question_routes import statistics_rows
from assistant.admin.tables import to_csv, to_xlsx
from assistant.api.log import OperationLog
from assistant.errors import AdminError
from assistant.generations import Generations
from assistant.overlay import Contact, Overlay
from assistant.pinned.store import Pins
from assistant.settings import Settings
from corpus.registry import Registry

OFFICER = "command line"  # who it was, in the log: whoever may run commands on the server
app = typer.Typer(no_args_is_help=True, help=messages.HELP_ADMIN)
DataDir = Annotated[Path | None, typer.Option("--data-dir", envvar="ASSISTANT_DATA_DIR", help=messages.HELP_DATA_DIR)]
From = Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help=messages.HELP_LOG_FROM)]
To = Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help=messages.HELP_LOG_TO)]
Output = Annotated[Path | None, typer.Option(help=messages.HELP_ADMIN_OUTPUT)]


def _settings(data_dir: Path | None) -> Settings:
    return Settings() if data_dir is None else Settings(data_dir=data_dir)


def _log(settings: Settings) -> OperationLog:
    return OperationLog(settings.data_dir, settings.log_days, settings.question_days)


def _period(start: datetime | None, end: datetime | None) -> tuple[str, str]:
    first, last = (day.date().isoformat() if day else "" for day in (start, end))
    return questions.period(first, last, date.today())


def _written(output: Path | None, heads: tuple[str, ...], rows: Sequence[Sequence[object]]) -> None:
    """Write a table to a new file, Excel where its name says so; or to the terminal."""
    if output is None:
        print("\n".join("\t".join(str(cell) for cell in row) for row in ([*heads], *rows)))
        return
    try:
        with output.open("xb") as file:
            file.write((to_xlsx if output.suffix == ".xlsx" else to_csv)(heads, rows))
    except OSError as error:
        raise AdminError(messages.ADMIN_FILE.format(path=output, error=error.strerror)) from error
    print(messages.ADMIN_WRITTEN.format(count=len(rows), path=output))


@app.command("documents", help=messages.HELP_ADMIN_DOCUMENTS)
def documents_command(
    edit: Annotated[str, typer.Option(help=messages.HELP_ADMIN_EDIT)] = "",
    set_: Annotated[list[str] | None, typer.Option("--set", help=messages.HELP_ADMIN_SET)] = None,
    data_dir: DataDir = None,
) -> None:
    """List the documents with their standing, or change the record of one."""
    settings = _settings(data_dir)
    registry = Registry(settings.data_dir)
    if edit:
        values = dict(pair.partition("=")[::2] for pair in set_ or ())
        unknown = [name for name in values if name not in documents.EDITABLE]
        if unknown or not values:
            raise AdminError(messages.ADMIN_SET_WHAT.format(fields="、".join(documents.EDITABLE)))
        _log(settings).admin(OFFICER, "document.edit", id=edit, document=values)
        changed = documents.edit(registry, edit, values)
        print(messages.ADMIN_CHANGED.format(fields="、".join(messages.ADMIN_FIELDS[name] for name in changed) or "—"))
        return
    for row in documents.listed(registry):
        print(f"{row.document.id}\t{row.standing.name}\t{row.document.title}")


@app.command("questions", help=messages.HELP_ADMIN_QUESTIONS)
def questions_command(
    start: From = None, end: To = None, ending: Annotated[str, typer.Option(help=messages.HELP_ADMIN_ENDING)] = "",
    words: Annotated[str, typer.Option(help=messages.HELP_ADMIN_WORDS)] = "", output: Output = None, data_dir: DataDir = None,
) -> None:  # fmt: skip
    """Show or export what was asked."""
    if ending and ending not in questions.ENDINGS:
        raise AdminError(messages.ADMIN_ENDINGS.format(endings="、".join(questions.ENDINGS)))
    found = questions.chosen(questions.asked(_log(_settings(data_dir)).chain, *_period(start, end)), ending, words)
    _written(output, messages.QUESTION_COLUMNS, questions.table(found, messages.ENDING_NAMES))


@app.command("statistics", help=messages.HELP_ADMIN_STATISTICS)
def statistics_command(start: From = None, end: To = None, output: Output = None, data_dir: DataDir = None) -> None:
    """Show or export the figures of a period."""
    chain, days = _log(_settings(data_dir)).chain, _period(start, end)
    asked = questions.asked(chain, *days)
    found = questions.figures(asked, questions.judged(chain, *days, asked), *days)
    _written(output, messages.STATISTICS_COLUMNS, statistics_rows(found))


@app.command("pin", help=messages.HELP_ADMIN_PIN)
def pin_command(
    question: Annotated[list[str] | None, typer.Option(help=messages.HELP_PIN_QUESTION)] = None,
    text: Annotated[str, typer.Option(help=messages.HELP_PIN_TEXT)] = "",
    clause: Annotated[list[str] | None, typer.Option(help=messages.HELP_PIN_CLAUSE)] = None,
    quote: Annotated[list[str] | None, typer.Option(help=messages.HELP_PIN_QUOTE)] = None,
    until: Annotated[str, typer.Option(help=messages.HELP_PIN_UNTIL)] = "",
    numbers_checked: Annotated[bool, typer.Option("--numbers-checked", help=messages.HELP_PIN_NUMBERS)] = False,
    data_dir: DataDir = None,
) -> None:
    """Pin an answer; without a question, list those that there are."""
    settings = _settings(data_dir)
    pins, opened = Pins(settings.data_dir), Generations(settings, builds=False).open()
    if not question:
        for shown in pinning.listed(pins, opened):
            print(f"{shown.pin.id}\t{shown.pin.until}\t{shown.trouble or messages.PIN_IN_USE}\t{shown.pin.questions[0]}")
        return
    typed = pinning.typed_pin("", "\n".join(question), text, clause or [], quote or [], OFFICER, until)
    _log(settings).admin(OFFICER, "pinned.add", pin=asdict(typed))
    print(messages.PIN_KEPT.format(id=pinning.kept(pins, opened, typed, numbers_checked=numbers_checked).id))


@app.command("unpin", help=messages.HELP_ADMIN_UNPIN)
def unpin_command(identifier: Annotated[str, typer.Argument(metavar="ID")], data_dir: DataDir = None) -> None:
    """Take a pinned answer down."""
    settings = _settings(data_dir)
    _log(settings).admin(OFFICER, "pinned.remove", pin={"id": identifier})
    Pins(settings.data_dir).remove(identifier)
    print(messages.ADMIN_DONE["unpinned"])


@app.command("contacts", help=messages.HELP_ADMIN_CONTACTS)
def contacts_command(
    set_: Annotated[list[str] | None, typer.Option("--set", help=messages.HELP_CONTACTS_SET)] = None,
    clear: Annotated[bool, typer.Option("--clear", help=messages.HELP_CONTACTS_CLEAR)] = False,
    data_dir: DataDir = None,
) -> None:
    """Show the contacts by topic, or take others in their place."""
    settings = _settings(data_dir)
    overlay = Overlay(settings.data_dir)
    if set_ or clear:
        cells = [[*row.split("|"), "", ""][:3] for row in set_ or ()]
        rows = [Contact(topic.strip(), words_in(words), contact.strip()) for topic, words, contact in cells]
        _log(settings).admin(OFFICER, "office.contacts", contacts=[asdict(row) for row in rows])
        overlay.set_contacts(rows)
    print(json.dumps([asdict(row) for row in overlay.contacts()], ensure_ascii=False, indent=1))


@app.command("examples", help=messages.HELP_ADMIN_EXAMPLES)
def examples_command(
    set_: Annotated[list[str] | None, typer.Option("--set", help=messages.HELP_EXAMPLES_SET)] = None, data_dir: DataDir = None
) -> None:
    """Show the example questions, or take others in their place."""
    settings = _settings(data_dir)
    overlay = Overlay(settings.data_dir)
    if set_ is not None:
        _log(settings).admin(OFFICER, "office.examples", examples=set_)
        overlay.set_examples([text.strip() for text in set_ if text.strip()])
    print("\n".join(overlay.examples(settings.office.examples)))
