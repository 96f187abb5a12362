"""Command line of the index: ``python -m index build``."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track

from corpus.errors import CorpusError
from corpus.registry import Registry
from index import messages
from index.building import progress_of
from index.encoder import load_encoder
from index.errors import DamagedIndexError, SearchIndexError, SearchUnavailableError, SettingsError, StaleIndexError
from index.segment import default_segmenter
from index.segments import manifest_in
from index.service import service_of
from index.settings import IndexSettings
from index.store import build_index, open_index

app = typer.Typer(add_completion=False, no_args_is_help=True, help=messages.ABOUT)
DataDir = Annotated[Path | None, typer.Option("--data-dir", envvar="ASSISTANT_DATA_DIR", help=messages.DATA_DIR)]


def progress_bar(numbers: Iterable[int], name: str) -> Iterable[int]:
    """Show a progress bar on a terminal, nothing elsewhere."""
    return track(list(numbers), description=name, disable=not sys.stderr.isatty(), console=Console(stderr=True))


@app.command(help=messages.BUILD)
def build(
    data_dir: DataDir = None, low_priority: Annotated[bool, typer.Option("--low-priority", help=messages.LOW_PRIORITY)] = False
) -> None:
    """Build the index; the old one stays in use until it is done."""
    if low_priority:
        os.nice(15)
    settings = IndexSettings() if data_dir is None else IndexSettings(data_dir=data_dir)
    registry, encoder = Registry(settings.data_dir), load_encoder(settings)
    folder = build_index(registry, encoder, default_segmenter(), progress_bar, settings.banks, service_of(settings))
    counts = manifest_in(folder)["counts"]
    size = "，".join(f"{counts[key]} {unit}" for key, unit in messages.UNITS.items())
    print(messages.BUILT.format(folder=folder, size=size))


@app.command(help=messages.STATUS)
def status(data_dir: DataDir = None) -> None:
    """Tell which index is in use, whether it is of the registered documents, and how far a build is."""
    settings = IndexSettings() if data_dir is None else IndexSettings(data_dir=data_dir)
    building = progress_of(settings.data_dir / "index")
    if building:
        print(messages.IS_BUILDING.format(stage=building["stage"], done=building["done"], of=building["of"]))
    try:
        open_index(Registry(settings.data_dir), load_encoder(settings), service=service_of(settings))
    except (StaleIndexError, DamagedIndexError, SearchUnavailableError) as error:
        print(error)
        return
    print(messages.IS_CURRENT)


def main() -> None:
    """Run the command line; bad input ends with exit code 1 and a message on stderr."""
    try:
        app()
    except (CorpusError, SearchIndexError, SettingsError) as error:
        print(messages.ERROR.format(error=error), file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
