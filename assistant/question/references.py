"""References in a question — 三(三)3, 第三部分第二节第4点, 专利法第42条, 最后一章 — to places in a document."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.numerals import CHINESE, chinese_to_int
from corpus.outline import Node, article_number
from corpus.records import Clause

_N = rf"[{CHINESE}0-9]+"
_ARTICLE = re.compile(rf"(?:第\s*+)?(?<![{CHINESE}0-9])({_N})\s*+条(?:之({_N}))?(?:第?\s*({_N})\s*款)?")
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
    found: list[tuple[int, Reference]] = []
    for match in _DOTTED.finditer(text):
        numbers = tuple(_number(g) for g in match.groups()[:3] if g)
        found.append((match.start(), Reference(numbers=numbers, paragraph=_number(match.group(4)), text=match.group().strip())))
    if found:
        return [reference for _, reference in sorted(found, key=lambda pair: pair[0])]
    levelled = list(_LEVELLED.finditer(text))
    if levelled and any(m.group(2) not in (*_PARAGRAPHS, "点", "项") for m in levelled):
        return [_levelled(levelled, text)]
    for match in _ARTICLE.finditer(text):
        if not match.group().lstrip().startswith("第") and not re.search(
            r"(?:[法例则定释规》]|(?:19|20)\d{2}年?版?|版)\s*$", text[: match.start(1)]
        ):
            continue  # 三条措施 is a count, no article
        article = (_number(match.group(1)), _number(match.group(2)))
        found.append((match.start(), Reference(article=article, paragraph=_number(match.group(3)), text=match.group().strip())))
    last, plain = _LAST.search(text), _PLAIN.search(text)
    if not found and last and (last.group(1) or last.group(2)) not in ("条", "点", "段"):
        found.append((last.start(), Reference(last=True, text=last.group())))
    if not found and plain and re.search(r"规划|原文|条|点|节|全文", text):
        found.append((plain.start(), Reference(numbers=tuple(int(g) for g in plain.groups() if g), text=plain.group())))
    return [reference for _, reference in sorted(found, key=lambda pair: pair[0])]


def _levelled(matches: Sequence[re.Match[str]], text: str) -> Reference:
    numbers: list[int] = []
    paragraph = 0
    for match in matches:
        if match.group(2) in _PARAGRAPHS:
            paragraph = _number(match.group(1))
        else:
            numbers.append(_number(match.group(1)))
    return Reference(numbers=tuple(numbers), paragraph=paragraph, text=text[matches[0].start() : matches[-1].end()])


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
