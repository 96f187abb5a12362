"""From the numbers and titles that a question names to the places of one document."""

import re
from collections.abc import Sequence

from assistant.question.references import LABELS, Reference, parse_references
from corpus.outline import Node, article_number
from corpus.records import Clause

Numbered = Sequence[tuple[int, Clause]]  # the clauses of a document with their numbers in the index
_Article = tuple[tuple[int, int], int]  # number and 之 number, and the number in the index
LONGEST_LABEL = 8  # characters
_NUMBER = re.compile(r"^[^\u4e00-\u9fff]*(?:[一二三四五六七八九十]+[、)）])?(?:第[一二三四五六七八九十百]+[编章节]\s*)?")


def resolve(reference: Reference, outline: Node, clauses: Numbered) -> list[int]:
    """Return the numbers of the clauses at the place, in the order of the text; empty if there is no such place.

    Args:
        reference: what was asked for.
        outline: the outline of the document.
        clauses: the clauses of the document.
    """
    if reference.labelled:
        return _labelled(reference.name, clauses)
    if reference.article is not None and articles_of(clauses):
        return _articles(reference, _articles_within(reference, outline, articles_of(clauses)))
    inside = [number for node in nodes_at(reference, outline) for number in node.all_clauses()]
    if reference.article is None and reference.paragraph and inside:
        at = reference.paragraph - 1 if reference.paragraph > 0 else len(inside) - 1
        return inside[at : max(at + 1, reference.until)]
    return inside


def _labelled(name: str, clauses: Numbered) -> list[int]:
    """Return the clauses that stand under a label (附件一), or that begin with it (专栏二), however its number is written."""
    found = []
    for number, clause in clauses:
        written = (_label(clause.path.split(".")[0]), *(_label(line.strip()) for line in clause.text.split("\n")))
        if name in written:
            found.append(number)
    return found


def _label(text: str) -> str:
    """Return the label that a text begins with as a reference is named, else an empty text."""
    if not text.startswith(LABELS):
        return ""
    return next((reference.name for reference in parse_references(text[:LONGEST_LABEL])), "")


def articles_of(clauses: Numbered) -> list[tuple[tuple[int, int], int]]:
    """Return the articles of a document: number and 之 number, and the number in the index."""
    found = ((article_number(clause.path), number) for number, clause in clauses)
    return [(article, number) for article, number in found if article is not None]


def _articles_within(reference: Reference, outline: Node, articles: Sequence[_Article]) -> Sequence[_Article]:
    """Return the articles of the chapter in which one is counted from the end (第七章最后一条), else all of them."""
    if reference.article is None or reference.article[0] > 0 or not reference.numbers:
        return articles
    chapter, done = deepest(steps_of(reference)[:-1], outline)
    inside = set(chapter.all_clauses()) if done == len(reference.numbers) else set()
    return [article for article in articles if article[1] in inside]


def _articles(reference: Reference, articles: Sequence[_Article]) -> list[int]:
    assert reference.article is not None
    ranged = reference.until != 0 and not (reference.paragraph or reference.item)
    if reference.article[0] < 0:
        last = [number for _, number in articles[reference.article[0] :]]  # counted from the end
        return last if ranged else last[: len(last) == -reference.article[0]]
    if ranged:
        return [number for article, number in articles if reference.article <= article and article[0] <= reference.until]
    return [number for article, number in articles if article == reference.article]


def nodes_at(reference: Reference, outline: Node) -> list[Node]:
    """Return the places of the outline that the numbers lead to; several for a range, none if there is no such place."""
    beside = _beside_the_outline(reference, outline)
    if beside is not None:
        return beside
    *above, (number, unit) = steps_of(reference) or [(0, "")]
    parent, done = deepest(above, outline)
    if done < len(above) or not number:
        return []
    if reference.until and reference.article is None:
        last = min(reference.until, number + len(parent.children))
        return [place for n in range(number, last + 1) if (place := parent.below(n, unit)) is not None]
    place = parent.below(number, unit) or _paragraph(parent, number)
    return [] if place is None else [place]


def _beside_the_outline(reference: Reference, outline: Node) -> list[Node] | None:
    """Return the preamble, or the items that an article of a text without articles may mean; None for other places."""
    if reference.numbers == (0,):
        return [Node(0, "", "", [], outline.clauses)] if outline.clauses else []
    return _running(reference, outline) if reference.article is not None and not reference.numbers else None


def _running(reference: Reference, outline: Node) -> list[Node]:
    """Return the items of a text without articles that its 第十五条 may mean: their numbers run on from part to part."""
    return [place for place in _numbered_through(outline) if _in_range(reference, place.number)]


def _numbered_through(outline: Node) -> list[Node]:
    """Return the places below the parts of a text whose numbers run on from part to part, else an empty list."""
    parts = [part for part in outline.children if part.children]
    places = [place for part in parts for place in part.children]
    running = [place.number for place in places] == list(range(1, len(places) + 1))
    return places if len(parts) > 1 and running else []


def _in_range(reference: Reference, number: int) -> bool:
    first = reference.article[0] if reference.article is not None else 0
    return first <= number <= max(first, reference.until)


def steps_of(reference: Reference) -> list[tuple[int, str]]:
    """Return the numbers that lead down the outline, each with its unit; 第三章第二条 of a text without articles ends in 2."""
    steps = list(zip(reference.numbers, reference.units or ("",) * len(reference.numbers), strict=True))
    return [*steps, (reference.article[0], "条")] if reference.article is not None and steps else steps


def deepest(steps: Sequence[tuple[int, str]], outline: Node) -> tuple[Node, int]:
    """Return the place that the numbers lead to as far as they do, and how many of them do."""
    node = outline
    for done, (number, unit) in enumerate(steps):
        below = node.below(number, unit)
        if below is None:
            return node, done
        node = below
    return node, len(steps)


def _paragraph(node: Node, number: int) -> Node | None:
    """Return the paragraph of that number of a place without places below it."""
    if number < 0:
        number += len(node.clauses) + 1
    if not 0 < number <= len(node.clauses):
        return None
    return Node(number, node.title, node.path, [], [node.clauses[number - 1]])


def bare_title(title: str) -> str:
    """Return a title without its number: 三、（一）and 第五章 are no part of it."""
    return _NUMBER.sub("", title)


def nodes_above(node: Node, outline: Node) -> list[Node]:
    """Return the headings above a node, the highest first; none for one that lies right below the document."""
    for child in outline.children:
        if child is node:
            return []
        if any(node is each for each in child.children):
            return [child]
        if below := nodes_above(node, child):
            return [child, *below]
    return []


def heading_named(text: str, outline: Node) -> Node | None:
    """Return the heading whose title ``text`` names most fully, or None; longer titles win.

    Of a heading and another one below it the lower is meant: 总体要求里的基本原则.
    """
    best = _most_fully_named(text, outline)
    if best is None:
        return None
    rest = text.replace(bare_title(best.title), " ")
    inside = (below for child in best.children if (below := heading_named(rest, child)) is not None)
    return next((below for below in inside if bare_title(below.title) in rest), best)


def _most_fully_named(text: str, outline: Node) -> Node | None:
    best: tuple[tuple[int, bool], Node] | None = None
    stack = [outline]
    while stack:
        node = stack.pop()
        stack += reversed(node.children)
        title = bare_title(node.title)
        parts = [part for part in re.split(r"[,，、与和及]", title) if len(part) >= 4]
        named = max(([title, *parts]), key=lambda part: len(part) if len(part) >= 4 and part in text else 0)
        shown = (len(named), named == title)  # of equal ones a whole title wins, then the first in the text
        if len(named) >= 4 and named in text and (best is None or shown > best[0]):
            best = (shown, node)
    return best[1] if best else None
