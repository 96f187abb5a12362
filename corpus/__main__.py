"""Command line of the corpus: ``python -m corpus add | list | show | original | remove | check | questions``."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.metadata import entry_points
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from corpus import messages
from corpus.errors import CorpusError
from corpus.manifest import document_from, document_without_manifest, read_manifest
from corpus.parser import parse
from corpus.readers.kinds import SUFFIXES
from corpus.readers.plain import read_collection
from corpus.readers.read import read_file
from corpus.readers.report import report
from corpus.readers.source import Source
from corpus.records import Document
from corpus.registry import Original, Registry

app = typer.Typer(add_completion=False, no_args_is_help=True, help=messages.ABOUT)
out = Console(highlight=False, soft_wrap=True)
DataDir = Annotated[Path, typer.Option("--data-dir", envvar="ASSISTANT_DATA_DIR", help=messages.DATA_DIR)]
NoBuiltin = Annotated[bool, typer.Option("--no-builtin", help=messages.WITHOUT_BUILTIN)]
DEFAULT_DATA_DIR = Path("data")
COMMANDS = "corpus.commands"  # entry points: commands of this line that later stages bring


def _files(paths: list[Path], described: dict[str, Document]) -> list[Path]:
    return [file for path in paths for file in (_files_in(path, described) if path.is_dir() else [path])]


def _files_in(folder: Path, described: dict[str, Document]) -> list[Path]:
    """Return the texts of a folder; where there is a manifest it says what is a document: a README beside the texts is none."""
    inside = sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES)
    left = [path for path in inside if described and not described.keys() & {path.name, path.stem}]
    if left:
        out.print(messages.NOT_IN_MANIFEST.format(names="、".join(path.name for path in left)))
    if len(left) == len(inside):
        raise CorpusError(messages.NOTHING_TO_REGISTER.format(folder=folder))
    return [path for path in inside if path not in left]


@dataclass(frozen=True, slots=True)
class Entry:
    """A document to register: its record and text, with the file that they were read from, where there is one."""

    document: Document
    text: str
    source: Source | None = None
    original: Original | None = None


def read_documents(paths: list[Path], manifest: Path | None) -> Iterator[Entry]:
    """Yield the documents of files and folders with their texts, described by the manifest where there is one."""
    described = read_manifest(manifest) if manifest else {}
    for path in _files(paths, described):
        if path.name.endswith((".jsonl", ".jsonl.gz")):
            for identifier, title, text in read_collection(path):
                yield Entry(document_from({"id": identifier, "title": title, "source": path.name}, path.name), text)
            continue
        source, data = read_file(path)
        known = described.get(path.name) or described.get(path.stem) or document_without_manifest(path.stem, source.text)
        document = replace(known, pages=source.pages, recognised=source.recognised)
        yield Entry(document, source.text, source, Original(path.name, data))


@app.command(help=messages.ADD)
def add(
    paths: Annotated[list[Path], typer.Argument(help=messages.PATHS)],
    manifest: Annotated[Path | None, typer.Option(help=messages.MANIFEST)] = None,
    builtin: Annotated[bool | None, typer.Option("--builtin/--no-builtin", help=messages.BUILTIN)] = None,
    data_dir: DataDir = DEFAULT_DATA_DIR,
) -> None:
    """Register documents and report the coverage of each."""
    registry = Registry(data_dir)
    entries = list(read_documents(paths, manifest))
    taken: dict[str, str] = {}
    for entry in entries:
        if taken.setdefault(entry.document.id, entry.text) != entry.text:
            raise CorpusError(messages.TWO_TEXTS.format(id=entry.document.id))
    originals = {entry.document.id: entry.original for entry in entries if entry.original}
    added, same = registry.add([(entry.document, entry.text) for entry in entries], builtin=builtin, originals=originals)
    quiet = len(entries) > 200
    low = 0
    for entry in track(entries, description=messages.CHECKING, disable=not sys.stderr.isatty(), console=Console(stderr=True)):
        document = entry.document
        parsed = parse(document, entry.text)
        low += parsed.coverage() < 1
        if not quiet:
            state = messages.UNCHANGED if document.id in same and document.id not in added else messages.REGISTERED
            out.print(
                messages.DOCUMENT_ADDED.format(id=document.id, state=state, count=len(parsed.clauses), coverage=parsed.coverage())
            )
            if entry.source is not None:
                out.print("".join(f"  {line}\n" for line in report(entry.source)), end="", markup=False)
    out.print(messages.ADDED.format(added=len(added), same=len(same), low=low))


@app.command("list", help=messages.LIST)
def list_documents(no_builtin: NoBuiltin = False, data_dir: DataDir = DEFAULT_DATA_DIR) -> None:
    """Print a table of the registered documents."""
    table = Table()
    for name in messages.COLUMNS:
        table.add_column(name, overflow="fold")  # nothing is cut off where the output is no wide terminal
    for document, _ in Registry(data_dir).items(builtin=False if no_builtin else None):
        cells = (document.region, document.kind, document.valid_from, document.valid_to, document.status)
        table.add_row(document.id, document.title, *(cell or "—" for cell in cells))
    out.print(table)


@app.command(help=messages.SHOW)
def show(identifier: str, as_json: Annotated[bool, typer.Option("--json")] = False, data_dir: DataDir = DEFAULT_DATA_DIR) -> None:
    """Print the headings and clauses of a document."""
    document, text = Registry(data_dir).get(identifier)
    parsed = parse(document, text)
    if as_json:
        headings = [{"path": h.path, "title": h.title, "start": h.start, "end": h.end} for h in parsed.headings]
        clauses = [
            {"id": c.id, "path": c.path, "label": c.label, "text": c.text, "start": c.start, "end": c.end,
             "sentences": [list(span) for span in c.sentences]}
            for c in parsed.clauses
        ]  # fmt: skip
        print(json.dumps({"document": document.to_dict(), "headings": headings, "clauses": clauses}, ensure_ascii=False))
        return
    out.print(messages.DOCUMENT_SHOWN.format(title=document.title, id=document.id))
    for clause in parsed.clauses:
        out.print(f"\n[{clause.label}] {' > '.join(clause.headings)}", markup=False)
        out.print(clause.text.rstrip(), markup=False)


@app.command(help=messages.REMOVE)
def remove(identifier: str, data_dir: DataDir = DEFAULT_DATA_DIR) -> None:
    """Remove a document that was added."""
    Registry(data_dir).remove(identifier)
    out.print(messages.REMOVED.format(id=identifier))


@app.command(help=messages.ORIGINAL)
def original(
    identifier: Annotated[str, typer.Argument(metavar="ID", help=messages.IDENTIFIER)],
    output: Annotated[Path | None, typer.Option(help=messages.ORIGINAL_OUTPUT)] = None,
    data_dir: DataDir = DEFAULT_DATA_DIR,
) -> None:
    """Write the file that a document was registered from."""
    found = Registry(data_dir).original(identifier)
    path = output or Path(found.name)
    try:
        with path.open("xb") as stream:  # never over a file that is there
            stream.write(found.data)
    except OSError as error:
        raise CorpusError(messages.UNWRITABLE.format(path=path, error=error.strerror)) from error
    out.print(messages.ORIGINAL_WRITTEN.format(path=path, size=len(found.data)))


@app.command(help=messages.CHECK)
def check(no_builtin: NoBuiltin = False, data_dir: DataDir = DEFAULT_DATA_DIR) -> None:
    """Hold the headings and clauses of every document, end to end, against its text."""
    broken = 0
    for parsed in Registry(data_dir).parsed(builtin=False if no_builtin else None):
        spans = sorted([(h.start, h.end) for h in parsed.headings] + [(c.start, c.end) for c in parsed.clauses])
        whole = "".join(parsed.text[start:end] for start, end in spans) == parsed.text
        broken += not whole
        out.print(
            messages.DOCUMENT_CHECKED.format(
                id=parsed.document.id,
                count=len(parsed.clauses),
                coverage=parsed.coverage(),
                result=messages.EQUAL if whole else messages.UNEQUAL,
            )
        )
    if broken:
        raise CorpusError(messages.PARSED_WRONGLY.format(count=broken))


@app.command(help=messages.QUESTIONS)
def questions(
    identifier: Annotated[str, typer.Argument(metavar="ID", help=messages.IDENTIFIER)], data_dir: DataDir = DEFAULT_DATA_DIR
) -> None:
    """Have a language model write the question bank of a document."""
    # The corpus is the first stage and imports none of the later ones, which know the model: they offer the command.
    offered = next(iter(entry_points(group=COMMANDS, name="questions")), None)
    if offered is None:
        raise CorpusError(messages.NO_QUESTIONS_COMMAND.format(id=identifier))
    offered.load()(identifier, data_dir)


def main() -> None:
    """Run the command line; bad input ends with exit code 1 and a message on stderr."""
    try:
        app()
    except CorpusError as error:
        print(messages.ERROR.format(error=error), file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
