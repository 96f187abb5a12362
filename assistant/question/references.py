"""References in a question — 三(三)3, 第三部分第二节第4点, 专利法第42条, 最后一章 — to places in a document."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.numerals import CHINESE, chinese_to_int
from corpus.outline import Node, article_number
from corpus.records import Clause

_N = rf"[{CHINESE}0-9]+"
_ARTICLE = re.compile(rf"(?:第\s*+)?(?<![{CHINESE}0-9])({_N})\s*+条(?:之({_N}))?(?:第?\s*({_N})\s*款)?")
# what stands before an article without 第: 专利法42条; 三条措施 is a count, no article
_OF_A_LAW = re.compile(r"(?:[法例则定释规》]|(?:19|20)\d{2}年?版?|版)\s*$")
_ASKS_A_PLACE = re.compile(r"规划|原文|条|点|节|全文")  # without one of them 3.2 is a number like others
_PARAGRAPHS = ("段", "自然段")
_LEVELLED = re.compile(rf"第\s*({_N})\s*(大部分|部分|部份|编|章|小节|节|小点|点|项|自然段|段)")
_ORDINAL = re.compile(rf"第\s*({_N})\s*(?:条|点|项|个|段|款)|[(（]({_N})[)）]|最后(?:一)?(?:条|点|项|个|段|款)")
_LAST = re.compile(r"最后(?:一)?(大?部分|章|节|条|点|段)|末(章|条)")
# 三(三)3, 三、（三）3., 三（三）, 四(二): a Chinese number, then bracketed Chinese number, then Arabic number
_DOTTED = re.compile(
    r"(?<![一二三四五六七八九十第])([一二三四五六七八九十]{1,3})\s*+(?:[、.．]\s*+)?[(（]\s*([一二三四五六七八九十]{1,3})\s*[)）]\s*(?:第?\s*([0-9]{1,2}|[一二三四五六七八九十]{1,3}(?=[点.、条]))[.．、点条]?)?(?:\s*第\s*([0-9一二三四五六七八九十]+)\s*段)?"
)
_PLAIN = re.compile(r"(?<![0-9.])([1-9])[.．\-]([1-9]\d?)(?:[.．\-]([1-9]\d?))?(?![0-9%])")


@dataclass(frozen=True, slots=True)
class Reference:
    """A place by numbers.

    ``article`` is (number, 之 number); ``numbers`` are counted from the top of the outline; ``paragraph`` is a paragraph
    below that place, from 1, or -1 for the last; ``title`` is a heading that the ordinal is counted under.
    """

    article: tuple[int, int] | None = None
    numbers: tuple[int, ...] = ()
    paragraph: int = 0
    last: bool = False  # the last top-level part
    text: str = ""
    ordinal: int = 0  # what is counted behind it: 二(二)基本原则第三条


def _number(text: str | None) -> int:
    return (chinese_to_int(text) or 0) if text else 0


def parse_references(text: str) -> list[Reference]:
    """Return the references that ``text`` makes, in its order; empty if it makes none."""
    text = re.sub(rf"(第\s*{_N}\s*)[结届](?=\s*第\s*{_N}\s*小?[点项])", r"\1节", text)  # 第四结第3点
    text = re.sub(r"(?i)\b(?:article|art\.?|section)\s*(\d{1,3})", r"第\1条", text)
    readings = (read(text) for read in (_dotted, _levelled, _articles, _last_part, _plain_numbers))
    return next(filter(None, readings), [])  # each only where the one before it finds nothing


def _dotted(text: str) -> list[Reference]:
    """Read 三(三)3."""
    return [
        Reference(
            numbers=tuple(_number(group) for group in match.groups()[:3] if group),
            paragraph=_number(match.group(4)),
            text=match.group().strip(),
        )
        for match in _DOTTED.finditer(text)
    ]


def _articles(text: str) -> list[Reference]:
    """Read 专利法第42条."""
    return [
        Reference(
            article=(_number(match.group(1)), _number(match.group(2))),
            paragraph=_number(match.group(3)),
            text=match.group().strip(),
        )
        for match in _ARTICLE.finditer(text)
        if match.group().lstrip().startswith("第") or _OF_A_LAW.search(text[: match.start(1)])
    ]


def _last_part(text: str) -> list[Reference]:
    """Read 最后一章."""
    last = _LAST.search(text)
    if last is None or (last.group(1) or last.group(2)) in ("条", "点", "段"):
        return []
    return [Reference(last=True, text=last.group())]


def _plain_numbers(text: str) -> list[Reference]:
    """Read 规划3.2."""
    plain = _PLAIN.search(text)
    if plain is None or not _ASKS_A_PLACE.search(text):
        return []
    return [Reference(numbers=tuple(int(group) for group in plain.groups() if group), text=plain.group())]


def _levelled(text: str) -> list[Reference]:
    """Read 第三部分第二节第4点; a point or paragraph alone is none of the whole text."""
    matches = list(_LEVELLED.finditer(text))
    if all(match.group(2) in (*_PARAGRAPHS, "点", "项") for match in matches):
        return []
    numbers: list[int] = []
    paragraph = 0
    for match in matches:
        if match.group(2) in _PARAGRAPHS:
            paragraph = _number(match.group(1))
        else:
            numbers.append(_number(match.group(1)))
    return [Reference(numbers=tuple(numbers), paragraph=paragraph, text=text[matches[0].start() : matches[-1].end()])]


def ordinal_under(text: str) -> int:
    """Return the number that ``text`` counts under a heading it names (保障措施第二条), -1 for the last, 0 for none."""
    match = _ORDINAL.search(text)
    if match is None:
        return 0
    return _number(match.group(1) or match.group(2)) or -1


def resolve(reference: Reference, outline: Node, clauses: Sequence[tuple[int, Clause]]) -> list[int]:
    """Return the numbers of the clauses at the place, in the order of the text; empty if there is no such place.

    Args:
        reference: what was asked for.
        outline: the outline of the document.
        clauses: the clauses of the document with their numbers in the index.
    """
    if reference.article is not None:
        return [number for number, clause in clauses if article_number(clause.path) == reference.article]
    if reference.last:
        return outline.children[-1].all_clauses() if outline.children else []
    node = _descend(outline, reference.numbers)
    if node is None:
        return []
    inside = node.all_clauses()
    if reference.paragraph and inside:
        at = reference.paragraph - 1 if reference.paragraph > 0 else len(inside) - 1
        return inside[at : at + 1]
    return inside


def _descend(node: Node, numbers: tuple[int, ...]) -> Node | None:
    for depth, number in enumerate(numbers):
        below = next((child for child in node.children if child.number == number), None)
        if below is None and depth == len(numbers) - 1 and len(node.clauses) >= number > 0:
            return Node(number, node.title, node.path, [], [node.clauses[number - 1]])  # its n-th paragraph
        if below is None:
            return None
        node = below
    return node if numbers else None


def heading_named(text: str, outline: Node) -> Node | None:
    """Return the heading whose title ``text`` names most fully, or None; longer titles win."""
    best: tuple[int, Node] | None = None
    stack = [outline]
    while stack:
        node = stack.pop()
        stack += reversed(node.children)
        title = re.sub(r"^[^\u4e00-\u9fff]*(?:[一二三四五六七八九十]+[、)）])?", "", node.title)
        parts = [part for part in re.split(r"[,，、与和及]", title) if len(part) >= 4]
        shown = max((len(part) for part in [title, *parts] if len(part) >= 4 and part in text), default=0)
        if shown and (best is None or shown > best[0]):
            best = (shown, node)
    return best[1] if best else None
