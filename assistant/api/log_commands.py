"""Commands over the log: ``python -m assistant log verify | export`` and ``forget``."""

import hashlib
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from assistant import messages
from assistant.api import audit
from assistant.api.log import FOLDER, OperationLog
from assistant.errors import AssistantError
from assistant.settings import Settings

app = typer.Typer(no_args_is_help=True, help=messages.HELP_LOG)
DataDir = Annotated[Path | None, typer.Option("--data-dir", envvar="ASSISTANT_DATA_DIR", help=messages.HELP_DATA_DIR)]
Day = Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"], help=messages.HELP_LOG_FROM)]
LastDay = Annotated[datetime, typer.Option("--to", formats=["%Y-%m-%d"], help=messages.HELP_LOG_TO)]
_LEAST = 4  # characters of a text that is forgotten; a shorter one would empty half the log


def _log(data_dir: Path | None) -> OperationLog:
    settings = Settings() if data_dir is None else Settings(data_dir=data_dir)
    if not (settings.data_dir / FOLDER).is_dir():
        raise AssistantError(messages.LOG_EMPTY)
    return OperationLog(settings.data_dir, settings.log_days, settings.question_days)


@app.command("verify", help=messages.HELP_LOG_VERIFY)
def verify_command(expect: Annotated[str, typer.Option(help=messages.HELP_LOG_EXPECT)] = "", data_dir: DataDir = None) -> None:
    """Say whether every row is there and unchanged; exit with 1 where one is not."""
    found = audit.verify(_log(data_dir).chain, expect)
    if found.unchained:
        print(messages.LOG_UNCHAINED.format(count=found.unchained))
    if not found.faults:
        print(messages.LOG_WHOLE.format(rows=found.rows, first=found.first, last=found.last, hash=found.hash))
        return
    for fault in found.faults:
        print(fault, file=sys.stderr)
    raise AssistantError(messages.LOG_BROKEN.format(count=len(found.faults)))


@app.command("export", help=messages.HELP_LOG_EXPORT)
def export_command(
    start: Day, end: LastDay, output: Annotated[Path, typer.Option(help=messages.HELP_LOG_OUTPUT)], data_dir: DataDir = None
) -> None:
    """Write the rows of a period to a file."""
    try:
        count = audit.written(audit.period(_log(data_dir).chain, start.date(), end.date()), output)
    except FileExistsError as error:
        raise AssistantError(messages.FILE_EXISTS.format(path=output)) from error
    digest = hashlib.sha256(output.read_bytes()).hexdigest()
    print(messages.LOG_EXPORTED.format(count=count, path=output, digest=digest))


def forget_command(
    answer_id: Annotated[str, typer.Option(help=messages.HELP_FORGET_ANSWER)] = "",
    text: Annotated[str, typer.Option(help=messages.HELP_FORGET_TEXT)] = "",
    data_dir: DataDir = None,
) -> None:
    """Take a person's words out of the log."""
    if bool(answer_id) == (len(text.strip()) >= _LEAST):
        raise AssistantError(messages.FORGET_WHAT.format(least=_LEAST))
    log = _log(data_dir)
    count = audit.forget(log.chain, audit.of_answer(answer_id) if answer_id else audit.holding(text))
    log.event("forgotten", rows=count)
    print(messages.LOG_FORGOTTEN.format(count=count))
