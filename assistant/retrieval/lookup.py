"""Look-ups: places asked for by number or name, and phrases asked for word by word."""

import re
from dataclasses import dataclass

from assistant.question.references import heading_named, ordinal_under, resolve
from assistant.question.understand import Understood
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.scope import Scope
from corpus.outline import Node
from corpus.records import Clause, Span

_TITLES = re.compile(
    r"标题|题目|名称|目录|小标题|都叫(?:什么|啥)|几(?:条|项|个部分|部分|节)|有哪(?:几|些)(?:条|项|部分|节|方面)|结构|框架"
)


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
    if understood.wants_lookup or understood.wants_list:
        place = _by_heading(understood, scope, retriever)
        return [place] if place else []
    return []


def _documents(understood: Understood, scope: Scope, retriever: Retriever, *, articles: bool) -> list[int]:
    if scope.named:
        return list(scope.named)
    home = retriever.scoper.home
    if home is not None and not articles and scope.weights[home] > 0:
        return [home]
    return []


def _by_number(understood: Understood, scope: Scope, retriever: Retriever) -> list[Place]:
    found: list[Place] = []
    for reference in understood.references:
        named = heading_place(understood, scope, retriever) if reference.article else None
        documents = _documents(understood, scope, retriever, articles=reference.article is not None)
        for document in documents:
            clauses = retriever.clauses_of(document)
            numbers = resolve(reference, retriever.outline(document), clauses)
            if not numbers and named is not None:
                continue
            if (
                numbers
                and reference.numbers
                and ordinal_under(understood.text) > 0
                and not reference.paragraph
                and len(numbers) > 1
            ):
                numbers = _nth(numbers, reference.text, understood.text)
            if numbers and understood.step:
                ahead = [n for n, _ in clauses]
                at = ahead.index(numbers[-1 if understood.step > 0 else 0]) + understood.step
                numbers = ahead[at : at + 1] if 0 <= at < len(ahead) else numbers
            if numbers:
                found.append(Place(document, tuple(numbers), paragraph=reference.paragraph if reference.article else 0))
            else:
                has_articles = any(clause.path.startswith("第") for _, clause in clauses)
                if has_articles or reference.article is None:
                    highest = sum(clause.path.startswith("第") for _, clause in clauses)
                    found.append(Place(document, missing=reference.text, highest=highest))
        if not found and named is not None:
            found.append(named)
    whole = [place for place in found if place.clauses]
    return whole or found


def _nth(numbers: list[int], reference: str, text: str) -> list[int]:
    """Return the clause that an ordinal behind the reference counts: 二(二)基本原则第三条."""
    behind = text[text.find(reference) + len(reference) :] if reference in text else ""
    ordinal = ordinal_under(behind)
    if ordinal > 0 and ordinal <= len(numbers):
        return numbers[ordinal - 1 : ordinal]
    return numbers


def heading_place(understood: Understood, scope: Scope, retriever: Retriever) -> Place | None:
    """Return the n-th place below a heading that the question names: 保障措施第二条."""
    document = _home_or_named(scope, retriever)
    if document is None:
        return None
    node = heading_named(understood.text, retriever.outline(document))
    ordinal = ordinal_under(understood.text)
    if node is None or not ordinal:
        return None
    if node.children:
        at = ordinal - 1 if ordinal > 0 else len(node.children) - 1
        if 0 <= at < len(node.children):
            return Place(document, tuple(node.children[at].all_clauses()))
        return Place(document, missing=f"{node.title}第{ordinal}条", highest=len(node.children))
    inside = node.all_clauses()
    at = ordinal - 1 if ordinal > 0 else len(inside) - 1
    return Place(document, tuple(inside[at : at + 1])) if 0 <= at < len(inside) else None


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
    if document is None:
        return None
    node = heading_named(understood.text, retriever.outline(document))
    if node is None:
        return None
    if understood.wants_list and _TITLES.search(understood.text):
        return _headings_below(document, node, retriever)
    rest = understood.text.replace(_bare(node.title), "")
    named_fully = _bare(node.title) in understood.text
    if (
        understood.wants_lookup
        and named_fully
        and len(re.sub(r"[\W_]|规划|原文|全文|的|是|什么|内容|哪|条|里|怎么|写|请|给|发|我|看|一下|部分|那段|那", "", rest)) <= 4
    ):
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
