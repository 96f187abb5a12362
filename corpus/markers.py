"""The numbering of Chinese official texts: 编 分编 章 节 条, 一、 (一) 1. (1) ①, and 4.2.1 of standards and tenders."""

import re
from dataclasses import dataclass

_NUM = "[零〇○一二三四五六七八九十百千两0-9０-９]+"
_SPACED = rf"{_NUM}(?:[ \u3000]{_NUM})*+"  # 第 1 0 条, as justified lines come out of a PDF
_HALF_WIDTH = str.maketrans("（）０１２３４５６７８９．", "()0123456789.")  # one clause, one path, however it was typed
_LEAD = r"[ \t\u3000\xa0\ufeff]*+(?:#{1,6}[ \t]*+)?(?:\*\*)?[ \t\u3000]*+"

# The order of nesting that GB/T 9704 prescribes, with what stands between: a smaller rank holds a larger one.
_ORDER = (
    "annex", "part", "subpart", "chapter", "section", "article", "yi", "(yi)", "1.", "n.n", "n.n.n", "n.n.n.n", "n.n.n.n.n",
    "item", "(1)", "1)", "①", "row",
)  # fmt: skip
RANKS = {kind: rank for rank, kind in enumerate(_ORDER)}
ACT_RANK = -1  # another act in the same file holds even its annexes


@dataclass(frozen=True, slots=True)
class Marker:
    """A number at the start of a line. ``rank`` orders levels: a smaller rank holds a larger one."""

    kind: str
    rank: int
    key: str  # as ids and paths write it: 三, (三), 3, 第四十二条
    label: str  # as the source writes it: 三、, (三), 3., 第四十二条
    start: int  # offsets in the line
    end: int

    @property
    def outlines(self) -> bool:
        """Whether the number is one of the outline, 一、 or above, or the first level of 4.2.1."""
        return RANKS["annex"] < self.rank <= RANKS["yi"] or self.kind == "n"

    @property
    def decimal(self) -> bool:
        """Whether the number is 4, 4.2 or 4.2.1 in a text that counts so."""
        return self.kind.startswith("n")

    @property
    def divides(self) -> bool:
        """Whether the number is one of 编, 分编, 章 and 节, which head what follows and state nothing."""
        return RANKS["annex"] < self.rank <= RANKS["section"]


def _numbered(unit: str) -> re.Pattern[str]:
    return re.compile(rf"{_LEAD}(第[ \u3000]?{_SPACED}[ \u3000]?{unit}(?:之{_NUM})?)")


_SAID_OF = "(?![至和与或及的中所规列要为是由按])"  # what follows an annex that is spoken of: 附件1中的表格

# kind, pattern whose group 1 is the label
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("annex", re.compile(rf"{_LEAD}((?:附件|附录|附表)[ \u3000]?(?:{_NUM})?(?:[-—－]\d+)?)(?=[ \u3000:：.．]|$)")),
    # 附件1监测指标体系: glued to its title, where what follows is a name and not what is said of the annex
    ("annex", re.compile(rf"{_LEAD}((?:附件|附录|附表)[ \u3000]?{_NUM})(?=[\u4e00-\u9fff《]){_SAID_OF}(?=[^。；，,]*$)")),
    ("part", _numbered("编")),
    ("subpart", _numbered("分编")),
    ("chapter", _numbered("章")),
    ("section", _numbered("节")),
    ("article", _numbered("条")),
    ("yi", re.compile(rf"{_LEAD}([一二三四五六七八九十百]+[ \u3000]?、)")),
    ("(yi)", re.compile(rf"{_LEAD}([（(][一二三四五六七八九十百]+[)）])")),
    ("1.", re.compile(rf"{_LEAD}(\d{{1,3}}[.．、])(?!\d{{1,3}}(?!\d))")),
    ("(1)", re.compile(rf"{_LEAD}([（(]\d{{1,3}}[)）])")),
    ("1)", re.compile(rf"{_LEAD}(\d{{1,2}}[)）])")),
    ("①", re.compile(rf"{_LEAD}([①-⑳])")),
    ("row", re.compile(r"(表\d{1,4}第\d{1,5}行)(?= )")),  # as the readers write the rows of a table out
)  # fmt: skip
_CITED = re.compile(r"[第款项的规所、，,和至与或]")  # 第十条的规定…, 第五条第一款…: the line begins by citing an article
_CITED_UNIT = re.compile(r"[的规所、，,和至与或]")
# 4.2, 4.2.1, 1.1.: text may follow at once, but not what makes a quantity of it: 1.5万元, 3.2%
_DECIMAL = re.compile(rf"{_LEAD}(\d{{1,2}}(?:[.．]\d{{1,2}}){{1,4}})[.．、]?(?![\d.．%％‰万亿千百元个件家项倍米吨年月日时分℃-])")
_TOP = re.compile(rf"{_LEAD}(\d{{1,2}})[ \u3000]+(?=[\u4e00-\u9fff])")  # 4 管理体系


def _key(label: str) -> str:
    key = re.sub(r"[\s\u3000]", "", label).translate(_HALF_WIDTH)
    return key.rstrip("、.") if not key.startswith("第") else key


def match_marker(line: str) -> Marker | None:
    """Return the number that ``line`` starts with, or None."""
    for kind, pattern in _PATTERNS:
        found = pattern.match(line)
        if found is None:
            continue
        label = found.group(1)
        rest = line[found.end() :]
        if kind == "article" and _CITED.match(rest):
            return None
        if kind in ("part", "subpart", "chapter", "section") and _CITED_UNIT.match(rest):
            return None
        return Marker(kind, RANKS[kind], _key(label), label, found.start(1), found.end(1))
    return None


def match_decimal(line: str) -> Marker | None:
    """Return the number 4.2 or 4.2.1 that ``line`` starts with; whether it is one, only the lines together tell."""
    found = _DECIMAL.match(line)
    if found is None or _CITED.match(line[found.end(1) :]):
        return None
    key = _key(found.group(1))
    kind = ".".join("n" * (key.count(".") + 1))
    return Marker(kind, RANKS[kind], key, found.group(1), found.start(1), found.end())


def match_top(line: str) -> Marker | None:
    """Return the number of a line like ``4 管理体系``, the first level of 4.2.1."""
    found = _TOP.match(line)
    return Marker("n", RANKS["1."], found.group(1), found.group(1), found.start(1), found.end(1)) if found else None
