"""Queries of the clause finder taken apart: phrases, words, what must not occur, places by number."""

import re
from dataclasses import dataclass

from assistant.question.references import Reference, parse_references
from corpus.numerals import CHINESE

_MINUS = "-－‐‑‒–—―−﹣➖"
_NOT = "不含|不包括|不要|排除|除去"
_OPENS, _CLOSES = "“\"「『‘'＂〝«‹", "”\"」』’'＂〞»›"
_PHRASE = re.compile(rf"((?<!\S)(?:[{_MINUS}]|(?:{_NOT})\s?))?[{_OPENS}]([^{_OPENS}{_CLOSES}]*)[{_CLOSES}]")
_EXCLUDED = re.compile(rf"(?<!\S)[{_MINUS}](?![{_MINUS}])([^\s,，;；、]+)")
_EXCLUDED_IN_WORDS = re.compile(rf"(?<=\s)(?:{_NOT})\s?([^\s,，;；、]+)")  # 质押 不含专利; alone 不含房产 is looked for
_N = rf"[{CHINESE}0-9]{{1,12}}"
_BARE_ARTICLE = re.compile(rf"(?<!\S)(?<!第\s)({_N})(?=\s{{0,4}}条(?:之{_N})?(?:第?{_N}款)?(?!\S))")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")  # no clause is found by them, and no file may hold them
_LONELY = re.compile(rf"[{_OPENS}{_CLOSES}]")  # a mark that opens and is not closed
_KIND_ALONE = re.compile(r"[本该此这]?(?:部|份|个)?(?:法律?|条例|(?:实施)?细则|办法|规定|意见|通知|方案|指南)?")
_SPACE = re.compile(r"[\s\u3000,，;；、]+")
# Same text, written in other signs; every sign stands for one sign, so that offsets stay true.
_FOLD = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | {"“": '"', "”": '"', "‘": "'", "’": "'"}
    | dict.fromkeys(_MINUS, "-")
)


@dataclass(frozen=True, slots=True)
class Query:
    """A query taken apart: what must occur as it stands, what must occur at all or must not, and the place it names."""

    text: str
    phrases: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    beside: str = ""  # what stands beside the references

    @property
    def title(self) -> str:
        """The title of the document that the references are of; empty where they name none, or only its kind (本办法)."""
        titled = bool(self.references) and all(reference.titled for reference in self.references)
        title = self.beside.strip("《》 的")
        return title if titled and not _KIND_ALONE.fullmatch(title) else ""

    @property
    def wanted(self) -> str:
        """What must occur, as a query for the assistant's search."""
        return " ".join([*self.phrases, *self.words])


def parse_query(text: str) -> Query:
    """Take a query apart.

    Quotation marks of any kind hold a phrase; 三(三)3, 3.3, 第四十二条 or 42条 name a place; -专利, with whatever sign for
    minus, or 不含 专利 behind another word excludes what holds 专利.
    """
    text = _CONTROL.sub(" ", text).strip()
    quoted = [(match.group(1) is None, match.group(2).strip()) for match in _PHRASE.finditer(text)]
    rest = _PHRASE.sub(" ", text)
    excluded = [phrase for wanted, phrase in quoted if phrase and not wanted]
    for pattern in (_EXCLUDED, _EXCLUDED_IN_WORDS):
        excluded += pattern.findall(rest)
        rest = pattern.sub(" ", rest)
    rest = _BARE_ARTICLE.sub(r"第\1", _LONELY.sub(" ", rest).translate(_FOLD))
    references, beside = tuple(parse_references(rest, bare=True)), rest
    for reference in references:
        beside = beside.replace(reference.text, "")
    return Query(
        text, tuple(phrase for wanted, phrase in quoted if phrase and wanted),
        tuple(word for word in _SPACE.split(rest) if word.strip("-")), tuple(excluded), references, beside.strip(" ,。、."),
    )  # fmt: skip


def fold(text: str) -> str:
    """Return the text in the signs and the case in which terms are compared; every offset stays true."""
    return text.translate(_FOLD).lower()
