"""Command line of the index: ``python -m index build``."""

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
from index.encoder import load_encoder
from index.errors import SearchIndexError
from index.segment import default_segmenter
from index.settings import IndexSettings
from index.store import build_index, open_index

app = typer.Typer(add_completion=False, no_args_is_help=True, help=messages.ABOUT)
DataDir = Annotated[Path | None, typer.Option("--data-dir", envvar="ASSISTANT_DATA_DIR", help=messages.DATA_DIR)]


def progress_bar(numbers: Iterable[int], name: str) -> Iterable[int]:
    """Show a progress bar on a terminal, nothing elsewhere."""
    return track(list(numbers), description=name, disable=not sys.stderr.isatty(), console=Console(stderr=True))


@app.callback(help=messages.ABOUT)
def _commands() -> None:
    """Keep ``build`` a subcommand while it is the only one."""


@app.command(help=messages.BUILD)
def build(data_dir: DataDir = None) -> None:
    """Build the index; the old one stays in use until it is done."""
    settings = IndexSettings() if data_dir is None else IndexSettings(data_dir=data_dir)
    registry, encoder = Registry(settings.data_dir), load_encoder(settings)
    folder = build_index(registry, encoder, default_segmenter(), progress_bar, settings.banks)
    _, _, manifest = open_index(registry, encoder, settings.banks)
    counts = manifest["counts"]
    size = "，".join(f"{counts[key]} {unit}" for key, unit in messages.UNITS.items())
    print(messages.BUILT.format(folder=folder, size=size))


def main() -> None:
    """Run the command line; bad input ends with exit code 1 and a message on stderr."""
    try:
        app()
    except (CorpusError, SearchIndexError) as error:
        print(messages.ERROR.format(error=error), file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
