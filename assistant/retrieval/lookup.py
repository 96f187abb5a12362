"""Look-ups: places asked for by number, or by a heading and what is counted below it."""

from collections.abc import Sequence

from assistant.question.cues import PATTERNS, Cue
from assistant.question.facets import SEVERAL, asked_facets
from assistant.question.references import Reference
from assistant.question.resolve import articles_of, bare_title, deepest, heading_named, nodes_above, nodes_at, resolve, steps_of
from assistant.question.understand import Understood
from assistant.retrieval.places import TITLE_LIKE, Place, listed, missing, missing_below, part_of, shown
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.scope import Scope
from assistant.thresholds import BESIDE, TITLE_BESIDE
from corpus.numerals import int_to_chinese
from corpus.outline import Node


def find_place(understood: Understood, scope: Scope, retriever: Retriever) -> list[Place]:
    """Return the places that the question names by number, or by heading where a look-up is wanted; empty for none."""
    if understood.references and not _names_what_lies_below(understood, scope, retriever):
        return _by_number(understood, scope, retriever)
    place = _by_heading(understood, scope, retriever)
    return [place] if place else []


def _names_what_lies_below(understood: Understood, scope: Scope, retriever: Retriever) -> bool:
    """Return whether behind a number the whole of a heading below it is named, which is then meant: 第二章“基本原则”."""
    first, document = understood.references[0], _home_or_named(scope, retriever)
    if document is None or first.article is not None or len(understood.references) > 1:
        return False
    behind, outline = understood.text.partition(first.text)[2], retriever.outline(document)
    node = heading_named(behind, outline)
    above = [] if node is None else nodes_above(node, outline)
    return node is not None and bare_title(node.title) in behind and any(each in above for each in nodes_at(first, outline))


def _by_number(understood: Understood, scope: Scope, retriever: Retriever) -> list[Place]:
    """Return the places of each reference; what one document lacks is not said where another one has it."""
    found: list[Place] = []
    for reference in understood.references:
        found += _of_reference(understood, reference, scope, retriever)
    return list(dict.fromkeys(found))


def _of_reference(understood: Understood, reference: Reference, scope: Scope, retriever: Retriever) -> list[Place]:
    """Return the places of one reference: in the documents that have it, else below the heading that it is counted under."""
    part = _part_named(understood, reference, scope, retriever) if reference.article is None else None
    if part is not None and part.clauses:
        return [part]
    documents = _documents(scope, retriever, reference)
    places = [_place_in(document, reference, understood.step, retriever) for document in documents]
    having = [place for place in places if place.clauses]
    named = None if having or reference.article is None else heading_place(understood, scope, retriever)
    lacking = [part] if part is not None else places
    return [named] if named is not None else having or lacking


def _part_named(understood: Understood, reference: Reference, scope: Scope, retriever: Retriever) -> Place | None:
    """Return the part of a heading right before its numbers, or what it lacks: 主要任务第四部分, 主要任务第三节第2点."""
    steps = steps_of(reference)
    document = _home_or_named(scope, retriever)
    if document is None or not steps or reference.labelled or reference.until or reference.paragraph:
        return None
    before = understood.text.partition(reference.text)[0].rstrip("的里中下面 ")
    node = heading_named(before, retriever.outline(document))
    if node is None:
        return None
    part, done = deepest(steps, node)
    return shown(document, [part], retriever) if done == len(steps) else missing_below(node, document, reference)


def _documents(scope: Scope, retriever: Retriever, reference: Reference) -> list[int]:
    """Return the documents whose places are meant: those named, else the home document where it has such places.

    An article is one of a law that must be named; a title that is not held means no other document.
    """
    if scope.named or reference.titled or (reference.article is not None and not reference.numbers):
        return list(scope.named)
    document = _home_or_named(scope, retriever)
    return [] if document is None else [document]


def _place_in(document: int, reference: Reference, step: int, retriever: Retriever) -> Place:
    """Return the place of a document, or what it lacks."""
    outline, clauses = retriever.outline(document), retriever.clauses_of(document)
    numbers = resolve(reference, outline, clauses)
    if not numbers:
        return missing(document, reference, retriever)
    if step:
        return Place(document, tuple(_stepped(numbers, step, [number for number, _ in clauses])))
    articles = articles_of(clauses)
    if reference.article is not None and articles:
        return _articles(document, numbers, reference, retriever)
    if reference.paragraph or reference.labelled:
        return Place(document, tuple(numbers))
    if 0 < reference.ordinal <= len(numbers):
        return Place(document, (numbers[reference.ordinal - 1],))
    return shown(document, nodes_at(reference, outline), retriever)


def _articles(document: int, numbers: Sequence[int], reference: Reference, retriever: Retriever) -> Place:
    """Return articles, or a part of one; where a range goes beyond the last article, with the number of all."""
    if reference.paragraph or reference.item or not reference.until:
        return part_of(document, numbers[0], reference, retriever)
    articles = articles_of(retriever.clauses_of(document))
    if reference.until <= articles[-1][0][0]:
        return Place(document, tuple(numbers))
    return Place(document, tuple(numbers), count=len(articles), unit="条")


def _stepped(numbers: Sequence[int], step: int, clauses: Sequence[int]) -> Sequence[int]:
    """Return the clause so many behind (or before) those of a place; these themselves where the document ends before it."""
    at = clauses.index(numbers[-1 if step > 0 else 0]) + step
    return [clauses[at]] if 0 <= at < len(clauses) else numbers


def heading_place(understood: Understood, scope: Scope, retriever: Retriever) -> Place | None:
    """Return the n-th place below a heading that the question names: 保障措施第二条, 主要任务第三点的第一小点."""
    document = _home_or_named(scope, retriever)
    node = heading_named(understood.text, retriever.outline(document)) if document is not None and understood.ordinals else None
    if document is None or node is None:
        return None
    inside = node
    for ordinal in understood.ordinals:
        below = inside.children or [Node(0, "", "", [], [clause]) for clause in inside.all_clauses()]
        at = ordinal - 1 if ordinal > 0 else len(below) - 1
        if not 0 <= at < len(below):
            title = bare_title(inside.title)
            missed = Place(document, missing=f"{title}第{int_to_chinese(ordinal)}项", whole=title, count=len(below), unit="项")
            return missed if inside.children and ordinal > 0 else None
        inside = below[at]
    return Place(document, tuple(inside.all_clauses()))


def _home_or_named(scope: Scope, retriever: Retriever) -> int | None:
    if scope.named:
        return scope.named[0]
    home = retriever.scoper.home
    return home if home is not None and scope.weights[home] > 0 else None


def _by_heading(understood: Understood, scope: Scope, retriever: Retriever) -> Place | None:
    wants = understood.wants(Cue.LOOKUP, Cue.LIST)
    asks = wants or understood.ordinals or understood.wants(Cue.CONTENT)
    document = _home_or_named(scope, retriever) if asks else None
    node = None if document is None else _node_named(understood, retriever.outline(document))
    if document is None or node is None:
        return None
    placed = heading_place(understood, scope, retriever)
    if placed is not None and (wants or len(understood.counted_under) <= len(bare_title(node.title)) + BESIDE):
        return placed
    return _heading(understood, document, node, retriever)


def _node_named(understood: Understood, outline: Node) -> Node | None:
    """Return the heading that a question names or, where what is below it is wanted, calls otherwise: 主要目标是什么."""
    node = heading_named(understood.text, outline)
    called = " ".join(understood.added) if understood.wants(Cue.TITLES, Cue.CONTENT) else ""
    return node or (heading_named(called, outline) if called else None)


def _titled(node: Node, retriever: Retriever) -> bool:
    """Return whether what lies below a heading are several paragraphs that each begin with a title of their own."""
    clauses = [retriever.units.clauses[number] for number in node.clauses]
    return len(clauses) > 1 and all(len(c.sentences) > 1 and len(c.sentence_text(0)) <= TITLE_LIKE for c in clauses)


def _heading(understood: Understood, document: int, node: Node, retriever: Retriever) -> Place | None:
    """Return a heading's text, or the list of what lies below it, where the question asks for that and nothing else."""
    title = bare_title(node.title)
    above = (bare_title(each.title) for each in nodes_above(node, retriever.outline(document)))
    names = (retriever.units.documents[document].title, *understood.pointing.names)
    beside = understood.topic_beside(title, *names, *above)
    named = title in understood.text or (title in understood.added and beside <= TITLE_BESIDE)
    if understood.wants(Cue.LIST):
        found = _listed(understood, document, node, retriever, beside=beside, named=named)
        if found is not None or understood.wants(Cue.TITLES):
            return found
    return _content(understood, document, node, retriever) if named and beside <= BESIDE else None


def _content(understood: Understood, document: int, node: Node, retriever: Retriever) -> Place | None:
    """Return what stands under a heading that is all a question names: its titles where it asks what that is, else its text."""
    if understood.wants(Cue.CONTENT) and (node.children or _titled(node, retriever)):
        return listed(document, node, retriever)
    return shown(document, [node], retriever) if understood.wants(Cue.LOOKUP, Cue.CONTENT) else None


def _wants_titles(understood: Understood, node: Node) -> bool:
    """Return whether the titles below a heading are asked for: as such, or as many as there are (哪四条)."""
    if understood.points:
        return understood.points == len(node.children or node.clauses)
    return understood.wants(Cue.TITLES)


def _only_asks_on(asking: str) -> bool:
    """Return whether a stretch asks of each of several things what it is, and nothing that is told apart: 分别是什么."""
    return PATTERNS["each"].match(asking) is not None and not asked_facets(asking)


def _listed(understood: Understood, document: int, node: Node, retriever: Retriever, *, beside: int, named: bool) -> Place | None:
    """Return the list of what lies below a heading where its titles are asked for, or it is named and its paragraphs have some.

    Args:
        understood: the question, which wants a list.
        document: its number in the index.
        node: the heading.
        retriever: of the index.
        beside: the characters that the question has beside the heading.
        named: whether it names the whole heading.
    """
    several = sum(not _only_asks_on(asking) for asking in understood.asking) >= SEVERAL
    if _wants_titles(understood, node) and not several and (named or beside <= TITLE_BESIDE):
        return listed(document, node, retriever) if node.children or len(node.clauses) > 1 else None
    titled = named and not several and beside <= TITLE_BESIDE and _titled(node, retriever)  # 列出各项基本原则
    return listed(document, node, retriever) if titled and not understood.wants(Cue.LOOKUP) else None
