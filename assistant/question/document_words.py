"""What is asked of a document itself: words that ask, paired with the nearest word for what is done to a document.

谁颁布, 颁布者是谁 and 由谁在哪年颁布 say the same in another order, so that order counts for nothing here: 谁 and 颁布 make
the issuer, 哪年 and 颁布 the date. A word that finds nothing to pair with stays in the text, where it keeps the question
from being one about a document: 由谁实施.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path

from assistant.records import Respect
from assistant.wordings import patterns

_SAYS = patterns(Path(__file__).with_name("document_facts.tsv"))
_A_NOT_A = re.compile(r"([\u4e00-\u9fff])[没不]\1")  # 有没有, 废没废, 算不算数
_CLAUSE = re.compile(r"[,，。;；?？!！]")
_ACTED = ("when", "since", "date", "who", "body", "where", "sitting", "asks")  # of what a body does at a sitting
_PUBLISHED, _EFFECTIVE, _EXPIRES, _VALIDITY = Respect.PUBLISHED, Respect.EFFECTIVE, Respect.EXPIRES, Respect.VALIDITY
# what is done to a document, with the words that ask for a fact of it
_PAIRS: dict[str, dict[str, Respect]] = {
    "issue": {
        "when": _PUBLISHED, "since": _PUBLISHED, "date": _PUBLISHED, "asks": _PUBLISHED,
        "who": Respect.ISSUER, "body": Respect.ISSUER, "where": Respect.ISSUER,
    },
    "adopt": dict.fromkeys(_ACTED, Respect.ADOPTED),
    "approve": dict.fromkeys(_ACTED, Respect.APPROVED),
    "act": {
        "when": _EFFECTIVE, "since": _EFFECTIVE, "date": _EFFECTIVE, "until": Respect.PERIOD, "long": _EXPIRES, "asks": _VALIDITY,
    },
    "works": {"when": _EXPIRES, "until": _EXPIRES, "long": _EXPIRES, "date": _EXPIRES, "since": _EFFECTIVE, "asks": _VALIDITY},
    "over": {
        "when": _EXPIRES, "until": _EXPIRES, "long": _EXPIRES, "date": _EXPIRES, "asks": _VALIDITY,
        "by_which": Respect.REPLACED, "which_one": Respect.REPEALS, "which_old": Respect.REPEALS,
    },
    "lasts": {"until": Respect.PERIOD, "long": _EXPIRES, "when": Respect.PERIOD},
    "amend": dict.fromkeys((*_ACTED, "times", "which_one"), Respect.AMENDED),
    "replace": {
        **dict.fromkeys(("by_which", "which_one", "who", "when", "asks"), Respect.REPLACED), "which_old": Respect.REPEALS,
    },
    "apply": {"where": Respect.REGION},
}  # fmt: skip
# what is done to a document says nothing more beside these: 国务院令第几号公布, 哪次会议通过, 修订后何时施行
_SAYING_NOTHING = {
    Respect.NUMBER: ("issue", "actor"), Respect.OTHER: tuple(_PAIRS), Respect.REPEALS: ("act", "former"),
    **dict.fromkeys((Respect.ISSUER, _PUBLISHED, _EFFECTIVE), ("amend",)),
    **dict.fromkeys((Respect.ADOPTED, Respect.APPROVED), ("amend", "actor", "issue")),
    Respect.AMENDED: ("adopt", "actor", "basis"),
}  # fmt: skip
_KNOWN = {
    "number": Respect.NUMBER, "expires": _EXPIRES, "period": Respect.PERIOD, "replaced": Respect.REPLACED,
    "validity": _VALIDITY, "outline": Respect.OUTLINE, "count": Respect.COUNT, "heading": Respect.HEADING,
    "title": Respect.TITLE, "dated": _PUBLISHED, "unkept": Respect.OTHER, "class": Respect.CLASS, "placing": Respect.HEADING,
}  # fmt: skip
# what says by itself what is asked leaves nothing to the words that ask beside it: 有效期到什么时候, 主编是谁
_PAIRS |= {kind: dict.fromkeys(("when", "until", "long", "who", "asks"), respect) for kind, respect in _KNOWN.items()}
_ASKS = frozenset(ask for asks in _PAIRS.values() for ask in asks)
_NOUNS = frozenset({"date", "body"})  # they ask behind what is done alone: 发布机关, not 机关发布
_ASKING = (
    "until", "since", "by_which", "sitting", "which_old", "who", "which_one", "times", "where", "long", "when",
    "asks", "date", "body",
)  # fmt: skip
_KINDS = ("noun", *_PAIRS, *_ASKING, "former", "actor", "basis")


@dataclass(frozen=True, slots=True)
class Word:
    """A stretch of a text and what it is: an ask, what is done, or what is known."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Words:
    """In which respects a text asks, the units that it counts or lists, what else it asks for, and what is left of it."""

    respects: tuple[Respect, ...]
    units: tuple[str, ...]
    other: str
    rest: str


def read_words(text: str, *, numbered: bool, placed: bool) -> Words:
    """Return what a text asks of a document.

    A heading is asked for where a part is named by number (``placed``), and beside a count says nothing more; a title where
    the 文号 is (``numbered``), or in so many words.
    """
    text = with_plain_questions(text)
    words = _words(text)
    found, used = _found(words, text, numbered=numbered, placed=placed)
    used |= _beside(words, {respect for _, respect in found})
    said = [(text[word.start : word.end], respect) for word, respect in found]
    units = dict.fromkeys(filter(None, (_unit(wording, respect) for wording, respect in said)))
    other = next((wording for wording, respect in said if respect is Respect.OTHER), "")
    return Words(_in_order(found), tuple(units), other, _without(used, text))


def _found(words: Sequence[Word], text: str, *, numbered: bool, placed: bool) -> tuple[list[tuple[Word, Respect]], set[Word]]:
    """Return what is asked, each with the word that says it, and the words that are used up by that."""
    known = _known(words, text, numbered=numbered, placed=placed)
    pairs = list(_paired([word for word in words if word in known or word.kind not in _KNOWN], text))
    found = [(word, _KNOWN[word.kind]) for word in known] + [(done, _PAIRS[done.kind][ask.kind]) for ask, done in pairs]
    used = {*known, *chain.from_iterable(pairs)}
    alone = list(_alone([word for word in words if word not in used], numbered=numbered))
    return [*found, *alone], used | {word for word, _ in alone}


def _alone(words: Sequence[Word], *, numbered: bool) -> Iterator[tuple[Word, Respect]]:
    """Yield what is asked by words that go with no other: …〔2031〕7号是哪个文件, 哪次会议定的."""
    meant = {"sitting": Respect.ADOPTED} | ({"which_one": Respect.TITLE} if numbered else {})
    yield from ((word, meant[word.kind]) for word in words if word.kind in meant)


def _known(words: Sequence[Word], text: str, *, numbered: bool, placed: bool) -> list[Word]:
    """Return the words that say by themselves what is asked, those that ask for it here."""
    known = [word for word in words if word.kind in _KNOWN]
    listed = any(word.kind in ("count", "outline") for word in known)
    return [word for word in known if _is_meant(word, text, numbered=numbered, placed=placed or listed)]


def _beside(words: Sequence[Word], respects: Collection[Respect]) -> set[Word]:
    """Return the words that say nothing more beside what is asked."""
    silent = {kind for respect in respects for kind in ("asks", *_SAYING_NOTHING.get(respect, ()))}
    return {word for word in words if word.kind in silent}


def _in_order(found: Sequence[tuple[Word, Respect]]) -> tuple[Respect, ...]:
    """Return what is asked, each once, as the text says it; a heading beside a count says nothing more."""
    listed = any(respect in (Respect.COUNT, Respect.OUTLINE) for _, respect in found)
    kept = (pair for pair in found if pair[0].kind != "heading" or not listed)
    return tuple(dict.fromkeys(respect for _, respect in sorted(kept, key=lambda pair: pair[0].start)))


def _without(words: Collection[Word], text: str) -> str:
    """Return the text with spaces in the place of the words."""
    for word in words:
        text = f"{text[: word.start]}{' ' * (word.end - word.start)}{text[word.end :]}"
    return text


def with_plain_questions(text: str) -> str:
    """Return the text with 是否 in the place of a verb that is asked about by its denial: 废没废 is 是否废."""
    return _A_NOT_A.sub(r"是否\1", text)


@lru_cache(maxsize=1)
def _of_kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, _SAYS[kind]) for kind in _KINDS)


def _words(text: str) -> list[Word]:
    """Return the words of a text that ask or say what is done to documents, the longest at each place."""
    said = [(kind, pattern) for kind, pattern in _of_kinds() if pattern.search(text)]  # few: most match nowhere
    found, at = [], 0
    while (at := _next_match(said, text, at)) < len(text):
        matches = ((match.end(), kind) for kind, pattern in said if (match := pattern.match(text, at)) and match.end() > at)
        end, kind = max(matches, key=lambda pair: pair[0], default=(at + 1, ""))
        if kind and kind != "noun":
            found.append(Word(kind, at, end))
        at = end
    return found


def _next_match(said: Sequence[tuple[str, re.Pattern[str]]], text: str, at: int) -> int:
    """Return where the next word may begin, from ``at`` on; the length of the text where there is none."""
    return min((match.start() for _, pattern in said if (match := pattern.search(text, at))), default=len(text))


def _is_meant(word: Word, text: str, *, numbered: bool, placed: bool) -> bool:
    """Return whether a word that is known of documents asks for that here: a heading, a title or a part's count may not."""
    if word.kind == "heading":
        return placed
    if word.kind == "count":
        return bool(_unit(text[word.start : word.end], Respect.COUNT))
    if word.kind == "title":
        return numbered or _SAYS["full_title"].search(text, word.start, word.end) is not None
    return True


def _paired(words: Sequence[Word], text: str) -> Iterator[tuple[Word, Word]]:
    """Yield each word that asks with the nearest one in its clause for what may be asked about in that way."""
    taken: set[Word] = set()
    for ask in sorted((word for word in words if word.kind in _ASKS), key=lambda word: word.kind == "asks"):
        able = [word for word in words if _may_ask(ask, word, text)]
        done = min(able, key=lambda word: (_distance(ask, word), word.start < ask.start), default=_before(ask, words, text))
        if done and (ask.kind != "asks" or done not in taken):  # 生效日期登记了吗 asks for the date, not whether it is in force
            taken.add(done)
            yield ask, done


def _may_ask(ask: Word, done: Word, text: str) -> bool:
    """Return whether a word may ask about another one: in one clause, a noun behind it alone."""
    between = text[min(ask.end, done.end) : max(ask.start, done.start)]
    behind = ask.kind not in _NOUNS or done.end <= ask.start
    return behind and ask.kind in _PAIRS.get(done.kind, ()) and _CLAUSE.search(between) is None


def _before(ask: Word, words: Sequence[Word], text: str) -> Word | None:
    """Return what is asked about in a clause of its own behind it: 修订过几回，分别在哪年; None where its clause does more."""
    begins = max((match.end() for match in _CLAUSE.finditer(text, 0, ask.start)), default=0)
    said = [word for word in words if word.kind in _PAIRS and word.start < ask.start]
    last = said[-1] if said else None
    return last if last and last.end <= begins and ask.kind in _PAIRS[last.kind] else None


def _distance(one: Word, other: Word) -> int:
    return max(other.start - one.end, one.start - other.end)


def _unit(word: str, respect: Respect) -> str:
    """Return the unit that a word counts or lists, an empty text where it names none."""
    units = _SAYS["unit"].findall(word) if respect in (Respect.COUNT, Respect.OUTLINE) else []
    return units[-1] if units else ""
