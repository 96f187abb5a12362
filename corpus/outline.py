"""The outline of a document as a tree of numbers, for references like 三(三)3 or 第二节第4点."""

import re
from dataclasses import dataclass, field

from corpus.numerals import CHINESE, chinese_to_int
from corpus.records import Clause

_ARTICLE = re.compile(rf"第([{CHINESE}0-9]+)条(?:之([{CHINESE}0-9]+))?")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass(slots=True)
class Node:
    """A numbered place: its number among its siblings, its title, what lies below, and its clauses (numbers)."""

    number: int
    title: str
    path: str
    children: list["Node"] = field(default_factory=list)
    clauses: list[int] = field(default_factory=list)

    def all_clauses(self) -> list[int]:
        """Return the clauses of this place and of all places below it, in the order of the text."""
        found = list(self.clauses)
        for child in self.children:
            found += child.all_clauses()
        return sorted(found)


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


def build_outline(headings: list[tuple[str, str]], clauses: list[tuple[int, Clause]]) -> Node:
    """Return the root of the outline.

    Args:
        headings: (path, title) of the structural headings, in the order of the text.
        clauses: clauses with their numbers in the index, in the order of the text.
    """
    root = Node(0, "", "")
    nodes: dict[str, Node] = {"": root}

    def node(path: str, title: str = "") -> Node:
        if path in nodes:
            nodes[path].title = nodes[path].title or title
            return nodes[path]
        parent = node(path.rpartition(".")[0])
        made = Node(component_number(path.rpartition(".")[2]), title, path)
        parent.children.append(made)
        nodes[path] = made
        return made

    for path, title in headings:
        node(path, title)
    for number, clause in clauses:
        path = re.sub(r"\.p\d+$", "", clause.path.split("~")[0])
        if path == "前言":
            root.clauses.append(number)
        else:
            node(path, clause.title).clauses.append(number)
    return root
