"""What the command line says of files that were registered, each with what its text states about it."""

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rich.console import Console
from rich.progress import track

from corpus import messages
from corpus.adding import Outcome
from corpus.intake import linked, told
from corpus.records import Document
from corpus.registry import Registry, State
from corpus.relations import resolve

MOST_TOLD = 200  # documents; of more only the sum is told


def report(registry: Registry, outcomes: Sequence[Outcome], out: Console, *, accept: bool) -> None:
    """Print what became of each file, and take the relations between documents where they were accepted."""
    held = {document.id: document for document in registry.documents()}
    if accept:
        for outcome in outcomes:
            held |= _take_relations(registry, outcome, held)
    low = _show(outcomes, held, out, accept=accept)
    count = Counter(outcome.state for outcome in outcomes)
    out.print(messages.ADDED.format(added=count[State.ADDED], same=count[State.SAME], low=low))
    if count[State.REPLACED] or count[State.REFUSED]:
        out.print(messages.FOLDER_SUMMARY.format(replaced=count[State.REPLACED], refused=count[State.REFUSED]))


def _show(outcomes: Sequence[Outcome], held: Mapping[str, Document], out: Console, *, accept: bool) -> int:
    """Print what became of each file, and return of how many the coverage is not complete."""
    low, proposed, shown = 0, False, set[str]()
    progress = track(outcomes, description=messages.CHECKING, disable=not sys.stderr.isatty(), console=Console(stderr=True))
    for outcome in progress:
        low += outcome.entry is not None and outcome.entry.parsed().coverage() < 1
        if len(outcomes) <= MOST_TOLD and outcome.id not in shown:
            shown.add(outcome.id)
            lines = _lines(outcome, held, accept)
            proposed = proposed or any(line.startswith(messages.SUGGESTED) for line in lines[1:])
            out.print("\n  ".join(lines), markup=False)
    if proposed:
        out.print(messages.TO_ACCEPT)
    return low


def _take_relations(registry: Registry, outcome: Outcome, held: Mapping[str, Document]) -> dict[str, Document]:
    """Store the relations of a document; return the records that this changed."""
    if outcome.entry is None or not outcome.entry.relations:
        return {}
    document = held[outcome.id]
    changed = linked(document, resolve(outcome.entry.relations, held.values(), document), held)
    registry.describe(changed)
    return {record.id: record for record in changed}


def _lines(outcome: Outcome, held: Mapping[str, Document], accept: bool) -> list[str]:
    if outcome.state == State.REFUSED:
        return [messages.FILE_REFUSED.format(file=outcome.file, reason=outcome.reason)]
    if outcome.entry is None:
        return [messages.FILE_SAME.format(file=outcome.file, id=outcome.id)]
    entry, parsed = outcome.entry, outcome.entry.parsed()
    relations = resolve(entry.relations, held.values(), replace(held.get(outcome.id, entry.document)))
    first = messages.DOCUMENT_ADDED.format(
        id=outcome.id, state=messages.STATES[outcome.state], count=len(parsed.clauses), coverage=parsed.coverage()
    )
    return [first, *told(entry, relations, taken=accept)]
