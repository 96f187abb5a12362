"""Places of one document as they are shown: whole, in part, as a list of what lies below, or as what there is instead."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.question.references import Reference
from assistant.question.resolve import articles_of, bare_title, deepest, steps_of
from assistant.retrieval.retriever import Retriever
from corpus.articles import Part, divide
from corpus.numerals import int_to_chinese
from corpus.outline import Node, article_number
from corpus.records import Clause, Heading, Span

WHOLE = 900  # characters up to which a place is shown whole
TITLE_LIKE = 16  # characters; a first sentence this short is the title of its paragraph
FEW = 4  # clauses of a place that are shown whatever their length


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of a list of places: its words and what is cited, the heading where there is one, else ``span`` of the clause.

    A row that quotes the clause itself is known by ``quoted``.
    """

    label: str
    clause: Clause | None
    span: Span
    heading: Heading | None = None
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Clauses (numbers in the index) that a question names, or with ``headings`` the list of what lies below a place.

    ``parts`` are what of the clause is meant: a 款, or a 项 with the lead of its list; ``section`` is the heading that the
    clauses stand under where that was asked for. ``missing`` names what the document
    does not have; ``whole`` (the document where empty) has then ``count`` of its ``unit``.
    """

    document: int
    clauses: tuple[int, ...] = ()
    title: str = ""
    headings: tuple[Listed, ...] = ()
    missing: str = ""
    count: int = 0
    unit: str = ""
    whole: str = ""
    parts: tuple[Span, ...] = ()
    section: str = ""


def shown(document: int, nodes: Sequence[Node], retriever: Retriever) -> Place:
    """Return places of an outline with their text, or a large one as the list of what lies below it."""
    inside = [number for node in nodes for number in node.all_clauses()]
    size = sum(len(retriever.units.clauses[number].text) for number in inside)
    alone = nodes[0] if len(nodes) == 1 else None
    if alone is not None and alone.children and len(inside) > FEW and size > WHOLE:
        return listed(document, alone, retriever)
    counted = alone.heading.title if alone is not None and alone.heading and alone.unit else ""  # a chapter of a law
    return Place(document, tuple(inside), title=counted)


def listed(document: int, node: Node, retriever: Retriever) -> Place:
    """Return the list of what lies below a place: headings, articles with their first words, or paragraphs."""
    clauses = retriever.units.clauses
    rows = [_row(child, clauses) for child in node.children] or [_quoting("", clauses[number]) for number in node.clauses]
    title = node.heading.title if node.unit and node.heading else bare_title(node.title)
    units = {child.unit for child in node.children}
    unit = units.pop() if len(units) == 1 else ""
    return Place(document, tuple(node.all_clauses()), title=title, headings=tuple(rows), unit=unit or "项")


def _row(node: Node, clauses: Sequence[Clause]) -> Listed:
    inside = [clauses[number] for number in node.all_clauses()]
    first = inside[0] if inside else None
    if node.unit == "条" and first is not None:
        return _quoting(f"{first.label} ", first)
    if node.heading is not None:
        return Listed(node.heading.title + _range(inside), first, (node.heading.start, node.heading.end), node.heading)
    label = first.label if first is not None and len(inside) == 1 else f"{node.number}."
    return Listed(f"{label} {bare_title(node.title)}", first, first.sentences[0] if first and first.sentences else (0, 0))


def _quoting(label: str, clause: Clause) -> Listed:
    return Listed(label, clause, clause.sentences[0] if clause.sentences else (clause.start, clause.end), quoted=True)


def _range(clauses: Sequence[Clause]) -> str:
    """Return which articles stand under a heading: （第九条至第十条）."""
    numbers = [number[0] for number in (article_number(clause.path) for clause in clauses) if number is not None]
    if len(numbers) < 2:
        return ""
    return f"（第{int_to_chinese(numbers[0])}条至第{int_to_chinese(numbers[-1])}条）"


def part_of(document: int, number: int, reference: Reference, retriever: Retriever) -> Place:
    """Return the 款, 项 or 目 of an article that is meant, or that it has none of that number; the article without one.

    An item for which no 款 is named is looked for in each.
    """
    clause = retriever.units.clauses[number]
    if not (reference.paragraph or reference.item):
        return Place(document, (number,))
    whole, article = divide(clause), Reference(article=article_number(clause.path))
    if not reference.item:
        spans = [span for part in _chosen(whole, reference.paragraph, reference.until) for span in part.spans()]
        return _place(document, number, spans, reference, (article.name, len(whole.parts), "款"))
    paragraphs = _chosen(whole, reference.paragraph, 0) if reference.paragraph else whole.parts
    if not paragraphs:
        return _place(document, number, [], reference, (article.name, len(whole.parts), "款"))
    having = next((paragraph for paragraph in paragraphs if paragraph.parts), paragraphs[0])
    named = replace(article, paragraph=having.number).name
    spans = [span for paragraph in paragraphs for span in _items(paragraph, reference)]
    return _place(document, number, spans, reference, (named, len(having.parts), "项"))


def _place(document: int, number: int, spans: Sequence[Span], reference: Reference, there: tuple[str, int, str]) -> Place:
    """Return a part of an article, or where there is no such part, of what there are how many of which unit."""
    if spans:
        return Place(document, (number,), title=reference.name, parts=tuple(span for span in spans if span[0] < span[1]))
    whole, count, unit = there
    return Place(document, missing=reference.name, whole=whole, count=count, unit=unit)


def _chosen(whole: Part, number: int, until: int) -> list[Part]:
    """Return the parts of a range, or the one of that number."""
    if until:
        return [part for part in whole.parts if number <= part.number <= until]
    part = whole.part(number)
    return [part] if part is not None else []


def _items(paragraph: Part, reference: Reference) -> list[Span]:
    """Return the spans of the items, or of what one is divided into, below the leads; empty where there is none."""
    items = _chosen(paragraph, reference.item, 0 if reference.subitem else reference.until)
    if not reference.subitem:
        return [paragraph.span, *(span for item in items for span in item.spans())] if items else []
    below = [(item, part) for item in items for part in _chosen(item, reference.subitem, reference.until)]
    return [paragraph.span, below[0][0].span, *(span for _, part in below for span in part.spans())] if below else []


def missing(document: int, reference: Reference, retriever: Retriever) -> Place:
    """Return that a document has no such place, and how many of the kind it has."""
    outline, articles = retriever.outline(document), articles_of(retriever.clauses_of(document))
    steps = steps_of(reference)
    if reference.labelled or reference.numbers == (0,):
        return Place(document, missing=reference.name)
    if reference.article is not None and (articles or not steps):
        return Place(document, missing=reference.name, count=len(articles), unit="条")
    node = deepest(steps, outline)[0]
    if articles and node is outline and all(child.unit == "条" for child in outline.children):
        return Place(document, missing=reference.name, count=len(articles), unit="条")
    return missing_below(outline, document, reference)


def missing_below(above: Node, document: int, reference: Reference) -> Place:
    """Return that a place of a document has no such part, and how many of the kind there are as far down as its numbers lead."""
    steps = steps_of(reference)
    node, done = deepest(steps, above)
    count, unit = _counted(node, steps[done][1]) if done < len(steps) else (len(node.all_clauses()), "段")
    return Place(document, missing=reference.name, count=count, unit=unit, whole=_called(node))


def _counted(node: Node, asked: str) -> tuple[int, str]:
    """Return how many places lie right below one, and what they are called: as they are written, else as was asked."""
    places = [child for child in node.children if child.unit != "条"]
    written = next((child.unit for child in places if child.unit), asked)
    return len(places), written or ("点" if node.path else "部分")


def _called(node: Node) -> str:
    """Return how a place is called in a sentence; empty for the whole document."""
    label = "" if node.heading is None else node.heading.label
    return f"“{bare_title(node.title)}”" if label.endswith("、") else label.rstrip(".．")
