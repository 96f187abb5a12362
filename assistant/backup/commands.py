"""Commands over the data folder as a whole: ``python -m assistant backup FILE | restore FILE``."""

from pathlib import Path
from typing import Annotated

import typer

from assistant import messages
from assistant.api.log import FOLDER as LOGS
from assistant.backup.folder import ASIDE
from assistant.backup.restoring import finish, restore
from assistant.backup.taking import take
from assistant.diagnostics import program_version
from assistant.errors import AssistantError, BackupError
from assistant.pipeline import Assistant
from assistant.records import Status
from assistant.settings import Settings
from corpus.errors import CorpusError
from index.errors import SearchIndexError

DataDir = Annotated[Path | None, typer.Option("--data-dir", envvar="ASSISTANT_DATA_DIR", help=messages.HELP_DATA_DIR)]


def _settings(data_dir: Path | None) -> Settings:
    return Settings() if data_dir is None else Settings(data_dir=data_dir)


def backup_command(
    file: Annotated[Path, typer.Argument(help=messages.HELP_BACKUP_FILE)],
    logs: Annotated[bool, typer.Option("--logs", help=messages.HELP_BACKUP_LOGS)] = False,
    data_dir: DataDir = None,
) -> None:
    """Write a backup of the data folder."""
    settings = _settings(data_dir)
    finish(settings.data_dir)
    contents = take(settings.data_dir, file, program_version(), logs=logs)
    size = file.stat().st_size / 1_000_000
    print(messages.BACKUP_WRITTEN.format(path=file, count=len(contents.files), size=size))
    if not logs:
        print(messages.BACKUP_WITHOUT_LOGS)


def restore_command(
    file: Annotated[Path, typer.Argument(help=messages.HELP_RESTORE_FILE)],
    data_dir: DataDir = None,
) -> None:
    """Put a backup in the place of what the data folder holds."""
    settings = _settings(data_dir)
    contents, logs = restore(file, settings.data_dir, lambda folder: prove(settings, folder))
    print(messages.RESTORED.format(made=contents.made, count=len(contents.files)))
    if any((settings.data_dir / ASIDE).iterdir()):
        print(messages.BEFORE_RESTORE.format(folder=settings.data_dir / ASIDE))
    if logs:
        print(messages.RESTORED_LOGS)
    elif any(name.startswith(f"{LOGS}/") for name in contents.files):
        print(messages.LOGS_STAY)


def prove(settings: Settings, folder: Path) -> None:
    """Open a data folder as the service would: build its index and ask a question; raise ``BackupError`` where that fails."""
    try:
        assistant = Assistant.open(settings.model_copy(update={"data_dir": folder}))
        answer = assistant.ask(settings.office.examples[0])
    except (AssistantError, CorpusError, SearchIndexError) as error:
        raise BackupError(messages.BACKUP_NOT_PROVED.format(error=error)) from error
    if answer.status == Status.ERROR:
        raise BackupError(messages.BACKUP_NOT_PROVED.format(error=answer.text))
