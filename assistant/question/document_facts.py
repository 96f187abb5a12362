"""Questions on documents themselves — who issued one, since when, in how many parts, which are held — not on what they provide.

What tells them apart is what is left of the question: once the words that ask (``document_words``) and those that say
nothing are taken out, nothing but the name of a document may remain (规划什么时候发布的), no other matter (规划要求什么时候建成).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.question.document_words import Words, read_words
from assistant.question.facets import asks_apart
from assistant.question.naming import SHORTEST, without_particles
from assistant.question.places import place_names, places_in
from assistant.question.references import parse_references
from assistant.question.years import named_years
from assistant.records import ANY_ACT, Respect, WhichAct
from assistant.wordings import patterns
from corpus.numerals import chinese_to_int
from corpus.places import Place
from index.segment import normalize

LONGEST = 80  # characters; who asks for a fact about a document is brief, and a story is about something else
_FIRST_YEAR, _LAST_YEAR = 1949, 2100  # of documents that are held
_SAYS = patterns(Path(__file__).with_suffix(".tsv"))
_MARKED = re.compile(r"《([^《》]{2,60})》")
_FIRST_HIDDEN = 0xE000  # the first of the signs that stand for names; no text uses them
_HIDDEN = re.compile(r"[\ue000-\ue0ff]")
_WORDS = re.compile(r"[\u4e00-\u9fffa-z0-9\ue000-\ue0ff]+")
_NAME_ENDS = re.compile(f"(?:{_SAYS['noun'].pattern})$")
_DAY = re.compile(r"((?:19|20)\d{2})年(?:(\d{1,2})月(?:(\d{1,2})[日号])?)?(?!度|那?[个一]?版|修|发|印|公布)")
_BESIDE_A_LIST = frozenset({Respect.VALIDITY, Respect.REPLACED, Respect.REGION, Respect.ISSUER})
OF_EACH = frozenset({Respect.EFFECTIVE, Respect.PUBLISHED, Respect.EXPIRES, Respect.NUMBER})  # told of each document of a list
OF_A_RIGHT = frozenset({Respect.VALIDITY, Respect.EXPIRES, Respect.PERIOD})  # asked of what a document grants too
OF_THE_OUTLINE = frozenset({Respect.COUNT, Respect.OUTLINE, Respect.HEADING})
_STANDINGS = ("superseded", "ended", "in_force")


@dataclass(frozen=True, slots=True)
class Listing:
    """Which of the documents held are asked for.

    ``places`` are where they are of; ``on_shelf`` says that it is about what is held, ``named`` that it asks whether the one of
    that name is.
    ``words`` and ``kinds`` must stand in title or register; ``since`` takes the years for those of coming into force, not of
    publication; ``standing`` is "", "ended", "superseded" or "in_force"; ``pick`` is "newest" or "oldest" where that one is
    meant.
    """

    on_shelf: bool
    named: bool
    places: tuple[Place, ...] = ()
    words: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    issuer: str = ""
    years: frozenset[int] = frozenset()
    since: bool = False
    standing: str = ""
    pick: str = ""


@dataclass(frozen=True, slots=True)
class DocumentAsked:
    """What a question asks of documents: in which respects, of which one, or which of them.

    ``subject`` is what is left of the question, the words that should name the document; empty where it means the one
    spoken of. ``beside`` are those that stand in no name that is known. ``number`` is a 文号 that it names, ``places`` are
    those of the subject; ``units`` are counted or listed; ``numbers`` are those of a part: (3, 1) for 第三部分第一节.
    ``other`` is what it asks that no register keeps, in its words; ``act`` which of the acts on it is meant.
    """

    respects: tuple[Respect, ...] = ()
    subject: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    number: str = ""
    units: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    listing: Listing | None = None
    places: tuple[Place, ...] = ()
    like_a_name: bool = False  # the subject ends as names of documents do, or stands in 《》
    of_law: bool = False  # … as those of laws do, of which no other word is made up
    in_marks: bool = False
    official: tuple[str, ...] = ()  # the subject in official terms
    day: str = ""  # ISO, for which it asks
    other: str = ""
    act: WhichAct = ANY_ACT


def read_document_question(question: str, names: Sequence[str] = ()) -> DocumentAsked | None:
    """Return what a question may ask of documents themselves, or None; whether its subject names one is not known here.

    Args:
        question: as it was cleaned.
        names: the wordings in it that are known to name documents.
    """
    whole = re.sub(r"\s+", " ", normalize(question)).strip(" ?!。,.~")
    plain = _SAYS["preface"].sub("", whole)
    if not _may_ask(plain):
        return None
    titles = tuple(_MARKED.findall(plain))
    text, number = _take(_MARKED.sub(" ", plain), "written_number")
    named = [name for name in names if name in text and not _goes_on(name, text)]
    text, numbers = _take_parts(_hidden(text, named))
    words = read_words(text, numbered=bool(number), placed=bool(numbers))
    listing, rest = _list_or_rest(text, words, titles, numbers)
    if not (words.respects or listing or number):
        return None
    hidden = _names(rest)
    subject = (*titles, *_shown(hidden, named))
    by_number = bool(number) and not (subject or numbers)
    asked = any((words.respects, listing, by_number))
    named_none = not (subject or number or numbers or listing or _says(text, "deictic"))
    of_what_was_told = plain != whole and named_none and set(words.respects) <= OF_A_RIGHT  # 我要是拿下一个专利，能管多少年
    if not asked or of_what_was_told or _counts_within(number, words, _beside_names(hidden)):
        return None
    return replace(
        _named(titles, subject), respects=words.respects or (Respect.TITLE,), beside=_beside_names(hidden), number=number,
        units=words.units, numbers=numbers, listing=listing and replace(listing, words=_shown(listing.words, named)),
        day=_day(plain), other=words.other, act=_which_act(text),
    )  # fmt: skip


def _counts_within(number: str, words: Words, beside: Sequence[str]) -> bool:
    """Return whether only parts are counted, of a thing in a document: 某号文件里保护方面有几项 are none of its parts."""
    return bool(number and words.respects) and set(words.respects) <= OF_THE_OUTLINE and any(map(says_more_than_its_kind, beside))


def _may_ask(plain: str) -> bool:
    """Return whether a question is short enough, and asks of no 有效期 of what a document grants."""
    return len(plain) <= LONGEST and _SAYS["granted"].search(plain) is None


def _which_act(text: str) -> WhichAct:
    """Return which of the acts on a document a text means: 最初通过, 第三次修正, 2014年的修订."""
    nth, amending = _SAYS["nth"].search(text), _says(text, "amend")
    picked = 1 if _says(text, "first_one") else -1 if _says(text, "last_one") else 0
    return WhichAct(named_years(text), (chinese_to_int(nth.group(1)) or 0) if nth else picked, amending)


def _list_or_rest(text: str, words: Words, titles: Sequence[str], numbers: Sequence[int]) -> tuple[Listing | None, str]:
    """Return which documents a text asks for, if it does, and what is left of it; of a list dates and numbers may be asked."""
    repeals = Respect.REPEALS in words.respects and not _names(words.rest)  # 哪些旧办法废止了, of none that does it
    if numbers or not (repeals or set(words.respects) <= _BESIDE_A_LIST | OF_EACH):
        return None, words.rest
    of_each = not OF_EACH.isdisjoint(words.respects)
    return _listing(words.rest if of_each else text, words.rest, titles, alone=not words.respects)


def read_document_before(text: str) -> DocumentAsked | None:
    """Return the document that a text names in front of a place (旅游办法 of 旅游办法第十条), or None where it names none."""
    plain = re.sub(r"\s+", " ", normalize(text)).strip(" ,.~")
    titles = tuple(_MARKED.findall(plain))
    named = _named(titles, titles[-1:] or _names(plain))
    is_name = named.like_a_name or bool(matter_of(named.subject))
    return named if is_name and len(plain) <= LONGEST else None


def read_document_within(text: str, names: Sequence[str] = ()) -> DocumentAsked | None:
    """Return a document that a text names in passing, by a place and a kind (武汉市科技规划) or as a law (广告法), or None.

    Of a law none of ``names``, the wordings that are known to name documents, ends the name.
    """
    plain = normalize(text)
    local = next((found for start, end in place_names(text) if (found := _local_name(plain, start, end))), "")
    law = None if local else _SAYS["law_name"].search(plain)
    law_name = law.group("name") if law and not law.group("name").endswith(tuple(names)) else ""
    name = local or law_name
    return _named((), (re.sub(r"[“”\"]", "", name),)) if name else None


def _local_name(plain: str, start: int, end: int) -> str:
    """Return the name of a document that begins with the place at ``start``, empty where there is none."""
    found = _SAYS["local_name"].match(plain, end)
    if found is None or asks_apart(found.group()) or _SAYS["puts_in"].search(found.group()):
        return ""  # 牛肉面算不算规划里的 and 牛肉面写进规划 are no names
    return plain[start : found.end()]


def _named(titles: Sequence[str], subject: tuple[str, ...]) -> DocumentAsked:
    """Return a document as words name it; ``titles`` are those of them that stand in 《》."""
    return DocumentAsked(
        subject=subject, places=tuple(places_in(" ".join(subject))), like_a_name=bool(titles) or _ends_as_a_name(subject),
        of_law=bool(subject) and _SAYS["of_law"].search(subject[-1]) is not None, in_marks=bool(titles),
    )  # fmt: skip


def _day(text: str) -> str:
    """Return the day that a text names, in ISO form of the precision that it has; empty where it names none."""
    found = _DAY.search(text)
    return "-".join(part.zfill(2) for part in found.groups() if part) if found else ""


def says_more_than_its_kind(name: str) -> bool:
    """Return whether a name says what a document is about: 新规划 says of which kind it is alone."""
    return len(_NAME_ENDS.sub("", name)) >= SHORTEST


def matter_of(subject: tuple[str, ...]) -> tuple[str, ...]:
    """Return what words name a document to be about where they call it only a rule or a policy (济南的养犬规定); else nothing."""
    loose = _SAYS["loose_kind"].search(subject[-1]) if subject else None
    matter = (*subject[:-1], subject[-1][: loose.start()]) if loose else ()
    return matter if len("".join(matter)) >= SHORTEST else ()


def _take(text: str, key: str) -> tuple[str, str]:
    """Return the text without the first thing in it that a key says, and what that was."""
    found = _SAYS[key].search(text)
    return (text[: found.start()] + " " + text[found.end() :], found.group()) if found else (text, "")


def _goes_on(name: str, text: str) -> bool:
    """Return whether what stands behind a name makes it a longer one: 著作权法实施条例 is another document than 著作权法."""
    return _SAYS["noun_behind"].match(text, text.index(name) + len(name)) is not None


def _hidden(text: str, names: Sequence[str]) -> str:
    """Return the text with a sign in the place of each name, so that nothing in a name is read: 实施 of 专利法实施细则."""
    for number, name in enumerate(names):
        text = text.replace(name, chr(_FIRST_HIDDEN + number))
    return text


def _shown(words: Sequence[str], names: Sequence[str]) -> tuple[str, ...]:
    """Return the words with the names in the place of their signs."""
    return tuple(_HIDDEN.sub(lambda sign: names[ord(sign.group()) - _FIRST_HIDDEN], word) for word in words)


def _beside_names(words: Sequence[str]) -> tuple[str, ...]:
    """Return what stands beside the signs of names in the words."""
    return tuple(piece for word in words for piece in _HIDDEN.split(word) if piece)


def _take_parts(text: str) -> tuple[str, tuple[int, ...]]:
    """Return the text without the parts that it names by number, and the numbers of the first of them."""
    references = [reference for reference in parse_references(text) if reference.numbers]
    for reference in references:
        text = text.replace(reference.text, " ")
    return text, references[0].numbers if references else ()


def _says(text: str, key: str) -> bool:
    """Return whether a text says what a key stands for."""
    return _SAYS[key].search(text) is not None


def _without(text: str, *keys: str) -> str:
    """Return the text without all that the keys say, one key after the other."""
    for key in keys:
        text = _SAYS[key].sub(" ", text)
    return text


def _names(text: str) -> tuple[str, ...]:
    """Return the words that are left of a text without those that say nothing."""
    text = _without(text, "shelf", "hand", "deictic", "day", "filler", "edition", "former")
    words = (_SAYS["edge"].sub("", word) for word in _WORDS.findall(text))
    return without_particles(tuple(words))


def _ends_as_a_name(subject: tuple[str, ...]) -> bool:
    return bool(subject) and _NAME_ENDS.search(subject[-1]) is not None


def _listing(text: str, rest: str, titles: Sequence[str], *, alone: bool) -> tuple[Listing | None, str]:
    """Return which documents a text asks for, None where it does not ask for documents, and what is left of the text.

    Beside another respect (not ``alone``) only a plain list counts: 哪些文件被替代了, not 条例被哪个办法替代了.
    """
    shelf = _says(text, "shelf")
    text, held = _take(text, "asks_held")
    hand = _says(text, "hand")
    text = _without(text, "shelf", "hand")
    pick, text = _take_pick(text)
    which = _says(text, "which")
    text = _without(text, "which")
    described = not which and _says(text, "described")
    if not _asks_for_documents(text, asked=which or bool(held), described=described and not shelf):
        return None, rest
    years, since, standing, text = _take_time(text)
    issuer, text = _take_issuer(text)
    kinds = tuple(match.group() for match in _SAYS["kind"].finditer(text))
    if not any((shelf, hand, held, kinds, titles, _says(rest, "generic"))):
        return None, rest
    places, words = _matter(text)
    if words and not (alone and (shelf or held)):
        return None, rest
    return Listing(
        shelf, bool(held) and not (which or described), places, words, kinds, issuer, years, since, standing, pick
    ), text


def _take_pick(text: str) -> tuple[str, str]:
    """Return which one of the documents is meant where a text says so, and the text without that."""
    pick = next((key for key in ("newest", "oldest") if _says(text, key)), "")
    return pick, _without(text, pick) if pick else text


def _asks_for_documents(text: str, *, asked: bool, described: bool) -> bool:
    """Return whether a text may ask for documents: not for the one spoken of, nor, ``described`` in words, for any but laws."""
    return asked and not _says(text, "spoken_of") and (not described or _says(text, "law"))


def _take_time(text: str) -> tuple[frozenset[int], bool, str, str]:
    """Return the years, ``since`` and standing of the documents that a text asks for, and the text without standing and days."""
    years, since = _years(text), _says(text, "act")
    standings = _STANDINGS[:-1] if years and since else _STANDINGS  # 2024年生效的 are not those in force
    standing = next((key for key in standings if _says(text, key)), "")
    text = _without(text, *([standing] if standing else []), "earlier", "later", "span", "day")
    return frozenset() if standing else years, since, standing, text


def _years(text: str) -> frozenset[int]:
    """Return the years that a text names, those of a span of years too: 2016年以前, 2018年到2020年."""
    named = named_years(text)
    if _says(text, "earlier"):
        return frozenset(range(_FIRST_YEAR, min(named)))
    if _says(text, "later"):
        return frozenset(range(max(named), _LAST_YEAR))
    return frozenset(range(min(named), max(named) + 1)) if _says(text, "span") else named


def _take_issuer(text: str) -> tuple[str, str]:
    """Return who issued the documents that a text asks for, empty where it does not say, and the text without issue and act."""
    text = _without(text, "generic")
    issued = _SAYS["issued"].search(text)
    issuer = _SAYS["edge"].sub("", issued.group("issuer")) if issued else ""
    return issuer, _without(text, "issued", "issue", "act")


def _matter(text: str) -> tuple[tuple[Place, ...], tuple[str, ...]]:
    """Return the places that a text names, and its words beside them and the kinds of documents."""
    places = tuple(places_in(text))
    for start, end in reversed(place_names(text)):
        text = f"{text[:start]} {text[end:]}"
    return places, _names(_without(text, "edition", "kind"))
