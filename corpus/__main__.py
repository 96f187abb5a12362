"""Command line of the corpus: ``python -m corpus add | watch | list | show | diff | original | remove | check | questions``."""

import json
import sys
from collections import Counter
from dataclasses import asdict
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from corpus import messages
from corpus.adding import add_files
from corpus.citations import links
from corpus.differences import Change, Difference, compare, page
from corpus.errors import CorpusError
from corpus.fingerprints import sound
from corpus.folders import LONGEST, SHORTEST, changes, files_in, take_in
from corpus.manifest import read_manifest
from corpus.parser import parse
from corpus.records import Document
from corpus.registry import Registry, State
from corpus.reporting import report

app = typer.Typer(add_completion=False, no_args_is_help=True, help=messages.ABOUT)
out = Console(highlight=False, soft_wrap=True)
DataDir = Annotated[Path, typer.Option("--data-dir", envvar="ASSISTANT_DATA_DIR", help=messages.DATA_DIR)]
NoBuiltin = Annotated[bool, typer.Option("--no-builtin", help=messages.WITHOUT_BUILTIN)]
DEFAULT_DATA_DIR = Path("data")
COMMANDS = "corpus.commands"  # entry points: commands of this line that later stages bring


def _files_in(folder: Path, described: dict[str, Document]) -> list[Path]:
    """Return the texts of a folder; where there is a manifest it says what is a document: a README beside the texts is none."""
    inside = files_in(folder)
    left = [path for path in inside if described and not described.keys() & {path.name, path.stem}]
    if left:
        out.print(messages.NOT_IN_MANIFEST.format(names="、".join(path.name for path in left)))
    if len(left) == len(inside):
        raise CorpusError(messages.NOTHING_TO_REGISTER.format(folder=folder))
    return [path for path in inside if path not in left]


@app.command(help=messages.ADD)
def add(
    paths: Annotated[list[Path], typer.Argument(help=messages.PATHS)],
    manifest: Annotated[Path | None, typer.Option(help=messages.MANIFEST)] = None,
    accept: Annotated[bool, typer.Option("--accept", help=messages.ACCEPT)] = False,
    builtin: Annotated[bool | None, typer.Option("--builtin/--no-builtin", help=messages.BUILTIN)] = None,
    data_dir: DataDir = DEFAULT_DATA_DIR,
) -> None:
    """Register documents; report of each its coverage, and what its text states about it."""
    registry = Registry(data_dir)
    described = read_manifest(manifest) if manifest else {}
    folders = [(folder, _files_in(folder, described)) for folder in paths if folder.is_dir()]
    outcomes = add_files(registry, [path for path in paths if not path.is_dir()], described, builtin=builtin, accept=accept)
    for folder, files in folders:
        outcomes += take_in(registry, folder, files, described, accept=accept)
    report(registry, outcomes, out, accept=accept)


@app.command(help=messages.WATCH)
def watch(
    folder: Annotated[Path, typer.Argument(help=messages.FOLDER)],
    interval: Annotated[float, typer.Option(min=SHORTEST, max=LONGEST, help=messages.INTERVAL)] = 10.0,
    accept: Annotated[bool, typer.Option("--accept", help=messages.ACCEPT)] = False,
    data_dir: DataDir = DEFAULT_DATA_DIR,
) -> None:
    """Register what is put into a folder, until the command is stopped."""
    registry = Registry(data_dir)
    out.print(messages.WATCHING.format(folder=folder, interval=interval))
    for files in changes(folder, interval):
        outcomes = [done for done in take_in(registry, folder, files, {}, accept=accept) if done.state != State.SAME]
        if outcomes:
            report(registry, outcomes, out, accept=accept)


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
    registry = Registry(data_dir)
    document, text = registry.get(identifier)
    parsed = parse(document, text)
    if as_json:
        held = {known.id: (known, stored) for known, stored in registry.items()}
        cited = links(parsed, (known for known, _ in held.values()), cache(lambda other: parse(*held[other])))
        headings = [{"path": h.path, "title": h.title, "start": h.start, "end": h.end} for h in parsed.headings]
        clauses = [
            {"id": c.id, "path": c.path, "label": c.label, "text": c.text, "start": c.start, "end": c.end,
             "sentences": [list(span) for span in c.sentences]}
            for c in parsed.clauses
        ]  # fmt: skip
        described = document.to_dict() | {"relations": [asdict(said) for said in document.relations]}
        shown = {"document": described, "headings": headings, "clauses": clauses, "links": [asdict(link) for link in cited]}
        print(json.dumps(shown, ensure_ascii=False))
        return
    out.print(messages.DOCUMENT_SHOWN.format(title=document.title, id=document.id))
    for clause in parsed.clauses:
        out.print(f"\n[{clause.label}] {' > '.join(clause.headings)}", markup=False)
        out.print(clause.text.rstrip(), markup=False)


@app.command(help=messages.DIFF)
def diff(
    old: Annotated[str, typer.Argument(help=messages.OLD)],
    new: Annotated[str, typer.Argument(help=messages.NEW)],
    as_json: Annotated[bool, typer.Option("--json", help=messages.DIFF_JSON)] = False,
    html: Annotated[Path | None, typer.Option(help=messages.DIFF_HTML)] = None,
    data_dir: DataDir = DEFAULT_DATA_DIR,
) -> None:
    """Compare two versions of a document clause by clause."""
    registry = Registry(data_dir)
    before, after = (parse(*registry.get(identifier)) for identifier in (old, new))
    differences = compare(before, after)
    if html is not None:
        try:
            html.write_text(page(before, after), encoding="utf-8")
        except OSError as error:
            raise CorpusError(messages.PAGE_UNWRITABLE.format(path=html, error=error.strerror)) from error
    if as_json:
        print(json.dumps([difference.to_dict() for difference in differences], ensure_ascii=False))
        return
    _print_differences([difference for difference in differences if difference.change != Change.SAME])
    count = Counter(difference.change for difference in differences)
    out.print("，".join(messages.DIFFERENCE_COUNT.format(change=messages.CHANGES[c], count=count[c]) for c in Change) + "。")


def _print_differences(differences: list[Difference]) -> None:
    marks = {"added": "【＋{}】", "dropped": "【－{}】", "kept": "{}"}
    for item in differences:
        old, new = item.old_label or "—", item.new_label or "—"
        out.print(messages.DIFFERENCE.format(change=messages.CHANGES[item.change], old=old, new=new), markup=False)
        out.print("".join(marks[piece.kind].format(piece.text) for piece in item.pieces), markup=False)


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
    """Hold every text against its fingerprint, and its headings and clauses, end to end, against the text."""
    broken = 0
    for document, text in Registry(data_dir).stored(builtin=False if no_builtin else None):
        if not sound(document, text):
            broken += 1
            out.print(messages.NOT_AS_REGISTERED.format(id=document.id), markup=False)
            continue
        parsed = parse(document, text)
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
