"""Queries of the clause finder taken apart: phrases, words, what must not occur, places by number."""

import re
from dataclasses import dataclass

from assistant.question.references import Reference, parse_references
from corpus.numerals import CHINESE

_PHRASE = re.compile(r"((?<!\S)[-－])?[“\"「『]([^“”\"「」『』]*)[”\"」』]")
_EXCLUDED = re.compile(r"(?<!\S)[-－]([^\s\-－,，;；、]+)")
_N = rf"[{CHINESE}0-9]{{1,12}}"
_BARE_ARTICLE = re.compile(rf"(?<!\S)({_N})(?=\s{{0,4}}条(?:之{_N})?(?:第?{_N}款)?(?!\S))")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")  # no clause is found by them, and no file may hold them
_SPACE = re.compile(r"[\s\u3000,，;；、]+")
# Same text, written in other signs; every sign stands for one sign, so that offsets stay true.
_FOLD = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | {"“": '"', "”": '"', "‘": "'", "’": "'", "—": "-", "－": "-"}
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
    def wanted(self) -> str:
        """What must occur, as a query for the assistant's search."""
        return " ".join([*self.phrases, *self.words])


def parse_query(text: str) -> Query:
    """Take a query apart.

    Quotation marks of any kind hold a phrase; 三(三)3, 第四十二条 or 42条 name a place; -专利 excludes what holds 专利.
    """
    text = _CONTROL.sub(" ", text).strip()
    quoted = [(match.group(1) is None, match.group(2).strip()) for match in _PHRASE.finditer(text)]
    rest = _PHRASE.sub(" ", text)
    excluded = [phrase for wanted, phrase in quoted if phrase and not wanted] + _EXCLUDED.findall(rest)
    rest = _BARE_ARTICLE.sub(r"第\1", _EXCLUDED.sub(" ", rest).translate(_FOLD))
    references, beside = tuple(parse_references(rest)), rest
    for reference in references:
        beside = beside.replace(reference.text, "")
    return Query(
        text, tuple(phrase for wanted, phrase in quoted if phrase and wanted),
        tuple(word for word in _SPACE.split(rest) if word.strip("-")), tuple(excluded), references, beside.strip(" ,。、."),
    )  # fmt: skip


def fold(text: str) -> str:
    """Return the text in the signs and the case in which terms are compared; every offset stays true."""
    return text.translate(_FOLD).lower()
