"""The numbering of Chinese official texts: 编 章 节 条, 一、 (一) 1. (1) ①."""

import re
from dataclasses import dataclass

_NUM = "[零〇○一二三四五六七八九十百千两0-9０-９]+"
_SPACED = rf"{_NUM}(?:[ \u3000]{_NUM})*+"  # 第 1 0 条, as justified lines come out of a PDF
_HALF_WIDTH = str.maketrans("（）０１２３４５６７８９", "()0123456789")  # one clause, one path, however it was typed
_LEAD = r"[ \t\u3000\xa0\ufeff]*+(?:#{1,6}[ \t]*+)?(?:\*\*)?[ \t\u3000]*+"


@dataclass(frozen=True, slots=True)
class Marker:
    """A number at the start of a line. ``rank`` orders levels: a smaller rank holds a larger one."""

    kind: str
    rank: int
    key: str  # as ids and paths write it: 三, (三), 3, 第四十二条
    label: str  # as the source writes it: 三、, (三), 3., 第四十二条
    start: int  # offsets in the line
    end: int


def _numbered(unit: str) -> re.Pattern[str]:
    return re.compile(rf"{_LEAD}(第[ \u3000]?{_SPACED}[ \u3000]?{unit}(?:之{_NUM})?)")


# kind, rank, pattern whose group 1 is the label; ranks leave the order of nesting that GB/T 9704 prescribes
_PATTERNS: tuple[tuple[str, int, re.Pattern[str]], ...] = (
    ("annex", 0, re.compile(rf"{_LEAD}((?:附件|附录|附表)[ \u3000]?(?:{_NUM})?(?:[-—－]\d+)?)(?=[ \u3000:：.．]|$)")),
    ("part", 1, _numbered("编")),
    ("chapter", 2, _numbered("章")),
    ("section", 3, _numbered("节")),
    ("article", 4, _numbered("条")),
    ("yi", 5, re.compile(rf"{_LEAD}([一二三四五六七八九十百]+[ \u3000]?、)")),
    ("(yi)", 6, re.compile(rf"{_LEAD}([（(][一二三四五六七八九十百]+[)）])")),
    ("1.", 7, re.compile(rf"{_LEAD}(\d{{1,3}}[.．、])(?!\d{{1,3}}(?!\d))")),
    ("(1)", 8, re.compile(rf"{_LEAD}([（(]\d{{1,3}}[)）])")),
    ("1)", 9, re.compile(rf"{_LEAD}(\d{{1,2}}[)）])")),
    ("①", 10, re.compile(rf"{_LEAD}([①-⑳])")),
    ("row", 11, re.compile(r"(表\d{1,4}第\d{1,5}行)(?= )")),  # as corpus.readers.tables writes it out
)


def _key(label: str) -> str:
    key = re.sub(r"[\s\u3000]", "", label).translate(_HALF_WIDTH)
    return key.rstrip("、.．") if not key.startswith("第") else key


def match_marker(line: str) -> Marker | None:
    """Return the number that ``line`` starts with, or None."""
    for kind, rank, pattern in _PATTERNS:
        found = pattern.match(line)
        if found is None:
            continue
        label = found.group(1)
        rest = line[found.end() :]
        if kind == "article" and re.match(r"[第款项的规所、，,和至与或]", rest):
            return None  # a sentence that begins by citing an article: 第十条的规定…
        if kind in ("part", "chapter", "section") and re.match(r"[的规所、，,和至与或]", rest):
            return None
        return Marker(kind, rank, _key(label), label, found.start(1), found.end(1))
    return None
