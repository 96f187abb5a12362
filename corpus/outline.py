"""The outline of a document as a tree of numbers, for references like 三(三)3 or 第二节第4点."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.numerals import CHINESE, chinese_to_int
from corpus.records import Clause, Heading

_ARTICLE = re.compile(rf"第([{CHINESE}0-9]+)条(?:之([{CHINESE}0-9]+))?")
_UNIT = re.compile(rf"第[{CHINESE}0-9]+([编章节条])")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass(slots=True)
class Node:
    """A numbered place: its number among its siblings, its title, what lies below, its clauses (numbers), its heading.

    ``unit`` is 编, 章, 节 or 条 where the number is written with one, else empty. Articles lie below the chapter or the
    heading that they stand under, whatever their path is.
    """

    number: int
    title: str
    path: str
    children: list["Node"] = field(default_factory=list)
    clauses: list[int] = field(default_factory=list)
    heading: Heading | None = None

    @property
    def unit(self) -> str:
        """The unit that the number is written with: 章 of 第五章."""
        found = _UNIT.match(self.path.rpartition(".")[2])
        return found.group(1) if found else ""

    def all_clauses(self) -> list[int]:
        """Return the clauses of this place and of all places below it, in the order of the text."""
        found = list(self.clauses)
        for child in self.children:
            found += child.all_clauses()
        return sorted(found)

    def below(self, number: int, unit: str = "") -> "Node | None":
        """Return the place of that number right below, -1 for the last: of that unit where any has it, never an article."""
        places = [child for child in self.children if child.unit != "条"]
        if any(child.unit == unit for child in places if unit):
            places = [child for child in places if child.unit == unit]
        if number < 0:
            return places[number] if len(places) >= -number else None
        numbered = [child for child in places if child.number == number]
        plain = f"{self.path}.{number}"  # 3.6.1 before the item 1. of 3.6
        return min(numbered, key=lambda child: child.path != plain, default=None)


def component_number(component: str) -> int:
    """Return the number that a component of a path writes: (三) is 3, 第五章 is 5, ② is 2, else 0."""
    component = component.split("~")[0]
    if component and component[0] in _CIRCLED:
        return _CIRCLED.index(component[0]) + 1
    digits = re.search(rf"[{CHINESE}]+|[0-9]+", component)
    return (chinese_to_int(digits.group()) or 0) if digits else 0


def article_number(path: str) -> tuple[int, int] | None:
    """Return the number of an article and of its 之, from a path like ``第四十二条`` or ``第十条之一``."""
    found = _ARTICLE.match(path)
    if found is None:
        return None
    return chinese_to_int(found.group(1)) or 0, (chinese_to_int(found.group(2)) or 0) if found.group(2) else 0


def article_of(path: str) -> str:
    """Return the article of a path as it is written there, like ``第十条之一``; empty where the path has none."""
    found = _ARTICLE.match(path)
    return found.group() if found else ""


def build_outline(headings: Sequence[Heading], clauses: Sequence[tuple[int, Clause]]) -> Node:
    """Return the root of the outline.

    Args:
        headings: those of the outline, in the order of the text.
        clauses: clauses with their numbers in the index, in the order of the text.
    """
    root = Node(0, "", "")
    nodes: dict[str, Node] = {"": root}

    def node(path: str, title: str = "", under: Node = root) -> Node:
        if path in nodes:
            nodes[path].title = nodes[path].title or title
            return nodes[path]
        above, _, last = path.rpartition(".")
        parent = node(above) if above else under
        nodes[path] = Node(component_number(last), title, path)
        parent.children.append(nodes[path])
        return nodes[path]

    waiting = list(headings)
    section = root  # what the articles stand under
    for number, clause in clauses:
        while waiting and waiting[0].start < clause.start:
            section = _headed(node(_place(waiting[0].path), waiting[0].title), waiting.pop(0))
        path = _place(clause.path)
        if path == "前言":
            root.clauses.append(number)
        elif article_number(path) is None:
            node(path, clause.title).clauses.append(number)
        else:
            node(path, under=section).clauses.append(number)
    for heading in waiting:
        _headed(node(_place(heading.path), heading.title), heading)
    return root


def _headed(node: Node, heading: Heading) -> Node:
    node.heading = node.heading or heading
    return node


def _place(path: str) -> str:
    """Return a path without what tells paragraphs of one section, and headings of one number, apart."""
    return re.sub(r"\.p\d+$", "", path.split("~")[0])
