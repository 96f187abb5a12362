"""Look-ups: places asked for by number or name, and phrases asked for word by word."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.question.cues import Cue
from assistant.question.references import Reference, heading_named, resolve
from assistant.question.understand import Understood
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.scope import Scope
from assistant.thresholds import BESIDE
from corpus.outline import Node
from corpus.records import Clause, Span


@dataclass(frozen=True, slots=True)
class Place:
    """Clauses (numbers in the index) that a question names, or the headings below a place.

    ``missing`` names a place that the document does not have.
    """

    document: int
    clauses: tuple[int, ...] = ()
    title: str = ""
    headings: tuple[tuple[str, Clause | None, Span], ...] = ()
    titles_only: bool = False
    missing: str = ""
    highest: int = 0
    paragraph: int = 0  # of an article: 第二款


def find_place(understood: Understood, scope: Scope, retriever: Retriever) -> list[Place]:
    """Return the places that the question names by number, or by heading where a look-up is wanted; empty for none."""
    if understood.references:
        return _by_number(understood, scope, retriever)
    if understood.wants(Cue.LOOKUP, Cue.LIST):
        place = _by_heading(understood, scope, retriever)
        return [place] if place else []
    return []


def _by_number(understood: Understood, scope: Scope, retriever: Retriever) -> list[Place]:
    found: list[Place] = []
    for reference in understood.references:
        named = heading_place(understood, scope, retriever) if reference.article else None
        for document in _documents(scope, retriever, articles=reference.article is not None):
            place = _place_in(document, reference, understood.step, retriever)
            if place is not None and (place.clauses or named is None):
                found.append(place)
        if not found and named is not None:
            found.append(named)
    whole = [place for place in found if place.clauses]
    return whole or found


def _documents(scope: Scope, retriever: Retriever, *, articles: bool) -> list[int]:
    """Return the documents whose places are meant: those named, else the home document where it has such places."""
    if scope.named or articles:
        return list(scope.named)
    document = _home_or_named(scope, retriever)
    return [] if document is None else [document]


def _place_in(document: int, reference: Reference, step: int, retriever: Retriever) -> Place | None:
    """Return the place of a document, what it lacks, or None where it has no articles and one is asked for."""
    clauses = retriever.clauses_of(document)
    numbers = resolve(reference, retriever.outline(document), clauses)
    if not numbers:
        articles = sum(clause.path.startswith("第") for _, clause in clauses)
        return Place(document, missing=reference.text, highest=articles) if articles or reference.article is None else None
    if reference.numbers and not reference.paragraph and 0 < reference.ordinal <= len(numbers):
        numbers = numbers[reference.ordinal - 1 : reference.ordinal]
    if step:
        numbers = _stepped(numbers, step, [number for number, _ in clauses])
    return Place(document, tuple(numbers), paragraph=reference.paragraph if reference.article else 0)


def _stepped(numbers: list[int], step: int, clauses: Sequence[int]) -> list[int]:
    """Return the clause behind (1) or before (-1) those of a place; these themselves at the end of the document."""
    at = clauses.index(numbers[-1 if step > 0 else 0]) + step
    return [clauses[at]] if 0 <= at < len(clauses) else numbers


def heading_place(understood: Understood, scope: Scope, retriever: Retriever) -> Place | None:
    """Return the n-th place below a heading that the question names: 保障措施第二条."""
    document = _home_or_named(scope, retriever)
    ordinal = understood.ordinal
    node = heading_named(understood.text, retriever.outline(document)) if document is not None and ordinal else None
    if document is None or node is None:
        return None
    below = [tuple(child.all_clauses()) for child in node.children] or [(clause,) for clause in node.all_clauses()]
    at = ordinal - 1 if ordinal > 0 else len(below) - 1
    if 0 <= at < len(below):
        return Place(document, below[at])
    return Place(document, missing=f"{node.title}第{ordinal}条", highest=len(below)) if node.children else None


def _home_or_named(scope: Scope, retriever: Retriever) -> int | None:
    if scope.named:
        return scope.named[0]
    home = retriever.scoper.home
    return home if home is not None and scope.weights[home] > 0 else None


def _by_heading(understood: Understood, scope: Scope, retriever: Retriever) -> Place | None:
    placed = heading_place(understood, scope, retriever)
    if placed is not None:
        return placed
    document = _home_or_named(scope, retriever)
    node = None if document is None else heading_named(understood.text, retriever.outline(document))
    if document is None or node is None:
        return None
    if understood.wants(Cue.LIST) and understood.wants(Cue.TITLES):
        return _headings_below(document, node, retriever)
    title = _bare(node.title)
    if understood.wants(Cue.LOOKUP) and title in understood.text and understood.topic_beside(title) <= BESIDE:
        return Place(document, tuple(node.all_clauses()))
    return None


def _bare(title: str) -> str:
    return re.sub(r"^[^\u4e00-\u9fff]*(?:[一二三四五六七八九十]+[、)）])?", "", title)


def _headings_below(document: int, node: Node, retriever: Retriever) -> Place | None:
    if node.children:
        rows = []
        for child in node.children:
            inside = child.all_clauses()
            clause = retriever.units.clauses[inside[0]] if inside else None
            label = clause.label if clause and len(inside) == 1 else ""
            rows.append(
                (
                    f"{label or f'{child.number}.'} {_bare(child.title)}",
                    clause,
                    clause.sentences[0] if clause and clause.sentences else (0, 0),
                )
            )
        return Place(document, headings=tuple(rows), title=_bare(node.title), titles_only=True)
    inside = node.all_clauses()
    if len(inside) < 2:
        return None
    rows = []
    for number in inside:
        clause = retriever.units.clauses[number]
        if clause.sentences:
            first = clause.sentences[0]
            rows.append((f"“{clause.sentence_text(0)}”", clause, first))
    return Place(document, headings=tuple(rows), title=_bare(node.title), titles_only=True)
