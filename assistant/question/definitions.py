"""Questions on what a word means, and sentences that say what one means."""

import re
from collections.abc import Iterator
from pathlib import Path

from assistant.question.places import place_names
from assistant.wordings import alternatives
from index.segment import normalize

_SAYS = alternatives(Path(__file__).with_suffix(".tsv"))
_BEFORE = re.compile(rf"{_SAYS['asks_before']}(?P<term>.{{2,16}})$")
_AFTER = re.compile(rf"{_SAYS['asks_after']}$")
_ASKS_ALONE = re.compile(_SAYS["asks_after"])  # a word of its own among keywords: 证明商标 定义
_BRACKETED = re.compile(r"[（(][^（）()]*[)）]")
_JOINED = re.compile(r"以及|[与和及、]")
_SHORTEST, _LONGEST = 2, 20  # characters of a term that stands before what asks for its meaning
_TO_EXPLAIN = re.compile(rf"^{_SAYS['to_explain']}[:：\s]*")
_BESIDE = re.compile(_SAYS["beside"])
_STRETCH = re.compile(r"[,，。;；:：?？!！\s]+")
_HEAD = re.compile(r"(?:^|[^\u4e00-\u9fffA-Za-z0-9“”])(?P<head>[^，,；;。:：\n]{1,40}?)[，,]?是指")
_CALLED = re.compile(r"^.*(?:所称|规定)的?|^[（(]?[一二三四五六七八九十0-9]+[)）、.．]?|[（(][^（）()]*[)）]|[“”\"《》\s]")
_SHORT = re.compile(r"以下(?:统)?(?:简)?称为?[:：“\"]*(?P<name>[^（）()“”\"]+)")
_MEANING = (
    r"的?(?:是|指|是指)?(?:什么|啥|何)(?:意思|含义|概念)|的?(?:定义|含义)(?:是(?:什么|啥))?|(?:是|系)?指(?:的是)?(?:什么|啥)"
)
_BARE = re.compile(
    rf"(?:请问|我想问|问一下)?[,，]?(?:(?:{_SAYS['asks_plainly']})(?P<before>[^,，、。;；的?？\s]{{2,10}}?)(?:呀|啊|呢|吗)?"
    rf"|(?P<after>[^,，、。;；的?？\s“”]{{2,10}}?)(?:{_MEANING}))[?？。 ]*"
)
LETTERS, WORD = 3, 2  # characters of a name of which each stands for a word, at least, and of the word that they have in common
NAMED = 0.75  # share of the longer of two words that the shorter one must be, where one holds the other at its end or start


def term_asked(question: str) -> str:
    """Return the word whose meaning a question asks for, or an empty text."""
    before = ""
    for stretch in _STRETCH.split(_TO_EXPLAIN.sub("什么是", normalize(question))):
        named = before if _ASKS_ALONE.fullmatch(stretch) else _named_in(stretch)
        if len(term := _BRACKETED.sub("", _BESIDE.sub("", _without_places(named)))) > 1:
            return term
        before = stretch
    return ""


def bare_term(question: str) -> str:
    """Return the word whose meaning a question asks for and nothing else (什么是专利池), or an empty text.

    What is quoted is how the document itself calls something, which what it says of that explains.
    """
    found = _BARE.fullmatch(normalize(question))
    term = (found["before"] or found["after"]) if found else ""
    return "" if "“" in term else term


def describes(sentence: str, term: str) -> bool:
    """Return whether a sentence says what a word is, in whatever form: 著作权包括下列权利; of 商标法里的地理标志 too."""
    if any(name in term for name in defined_in(sentence)):
        return True
    said = re.compile(rf"(?:^|[,，。;；:：]|所称的?){re.escape(term)}[,，]?(?:包括|包含|分为|是|即|为|指)")
    return said.search(normalize(sentence)) is not None


def without_brackets(text: str) -> str:
    """Return a text, normalized, without what it says in brackets: names are written with them and without."""
    return _BRACKETED.sub("", normalize(text))


def terms_in(term: str) -> list[str]:
    """Return the terms that one joins: 特异性与稳定性; one term alone where it joins none."""
    return [part for part in _JOINED.split(term) if part]


def _named_in(stretch: str) -> str:
    """Return the term of a stretch that asks what it means, with the words around it; empty for none."""
    if before := _BEFORE.search(stretch):
        return before.group("term")
    behind = _AFTER.search(stretch, _SHORTEST)
    return stretch[max(0, behind.start() - _LONGEST) : behind.start()] if behind else ""


def _without_places(text: str) -> str:
    """Return a text without the places that it names: what a word means in 浙江 is that word."""
    for start, end in reversed(place_names(text)):
        text = text[:start] + text[end:]
    return text


def defines(sentence: str, term: str) -> bool:
    """Return whether a sentence says what a term means: 本法所称的商业秘密，是指……; …（以下简称布图设计），是指…… too."""
    return any(_same(name, term) for name in defined_in(sentence))


def spells_out(sentence: str, name: str) -> bool:
    """Return whether a sentence says in full what a name says by single characters: 严保护、大保护、快保护 of 严、大、快."""
    letters, plain = "".join(terms_in(normalize(name))), normalize(sentence)
    if len(letters) < LETTERS or len(set(letters)) < len(letters) or not letters.isalpha():
        return False
    words = (found[1] for found in re.finditer(rf"{letters[0]}(?=(\w{{{WORD}}}))", plain))
    return any(all(f"{letter}{word}" in plain for letter in letters) for word in words)


def calls(sentence: str, term: str) -> bool:
    """Return whether a sentence tells by its end what a term means: 完成工作任务所创作的作品是职务作品.

    What is made so by an act (认定为驰名商标) is not told by it.
    """
    called = re.compile(rf"(?<![不非视定作成记可选评])(?:是|为|属于|称为){re.escape(term)}(?=[,，。;；])")
    return called.search(normalize(sentence)) is not None


def defined_in(sentence: str) -> list[str]:
    """Return what a sentence says the meaning of, each under its names."""
    heads = (found.group("head") for found in _HEAD.finditer(normalize(sentence)))
    return [name for head in heads for name in _names(head) if len(name) >= _SHORTEST]


def _names(head: str) -> Iterator[str]:
    """Yield what is defined, and the short name that it is given there."""
    yield _CALLED.sub("", head)
    yield from (found.group("name").strip() for found in _SHORT.finditer(head))


def _same(head: str, term: str) -> bool:
    """Return whether the head of a definition is the term, alone or behind a word that says whose it is (专利法里的实用新型)."""
    if head == term or (len(head) > 1 and re.search(rf"[的里中上]{re.escape(head)}$", term)):
        return True
    shorter, longer = sorted((head, term), key=len)
    return len(shorter) >= NAMED * len(longer) and (longer.startswith(shorter) or longer.endswith(shorter))
