"""Questions on documents themselves — who issued one, since when, in how many parts, which are held — not on what they provide.

What tells them apart is what is left of the question: once the wording that asks and the words that say nothing are taken
out, nothing but the name of a document may remain (规划什么时候发布的), no other matter (规划要求什么时候建成).
"""

import re
from dataclasses import dataclass
from pathlib import Path

from assistant.question.lexicon import in_official_terms
from assistant.question.places import Place, places_in
from assistant.question.references import parse_references
from assistant.question.years import named_years
from assistant.records import Respect
from assistant.wordings import compiled
from index.segment import normalize

LONGEST = 80  # characters; who asks for a fact about a document is brief, and a story is about something else
SHORTEST = 2  # characters of a stretch that counts as the same words
_SAYS = compiled(Path(__file__).with_suffix(".tsv"))
_MARKED = re.compile(r"《([^《》]{2,60})》")
_WORDS = re.compile(r"[\u4e00-\u9fffa-z0-9]+")
_NAME_ENDS = re.compile(f"(?:{_SAYS['noun'].pattern})$")
_DAY = re.compile(r"((?:19|20)\d{2})年(?:(\d{1,2})月(?:(\d{1,2})[日号])?)?(?!度|版|修|发|印|公布)")
# in the order in which their wordings are looked for: what says more comes first
_ASKED = (
    "number", "amended", "published", "effective", "expires", "period", "replaced", "validity", "region", "issuer", "count",
    "outline", "heading", "title",
)  # fmt: skip
_BESIDE_A_LIST = frozenset({Respect.VALIDITY, Respect.REPLACED, Respect.REGION, Respect.ISSUER})
_STANDINGS = ("superseded", "ended", "in_force")


@dataclass(frozen=True, slots=True)
class Listing:
    """Which of the documents held are asked for.

    ``places`` are where they are of; ``on_shelf`` says that it is about what is held, ``named`` that it asks whether the one of
    that name is.
    ``words`` and ``kinds`` must stand in title or register; ``since`` takes the years for those of coming into force, not of
    publication; ``standing`` is "", "ended", "superseded" or "in_force".
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


@dataclass(frozen=True, slots=True)
class DocumentAsked:
    """What a question asks of documents: in which respects, of which one, or which of them.

    ``subject`` is what is left of the question, the words that should name the document; empty where it means the one
    spoken of. ``number`` is a 文号 that it names, ``places`` are those of the subject; ``units`` are counted or listed;
    ``numbers`` are those of a part: (3, 1) for 第三部分第一节.
    """

    respects: tuple[Respect, ...] = ()
    subject: tuple[str, ...] = ()
    number: str = ""
    units: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    listing: Listing | None = None
    places: tuple[Place, ...] = ()
    like_a_name: bool = False  # the subject ends as names of documents do, or stands in 《》
    in_marks: bool = False
    official: tuple[str, ...] = ()  # the subject in official terms
    day: str = ""  # ISO, for which it asks


def read_document_question(question: str) -> DocumentAsked | None:
    """Return what a question may ask of documents themselves, or None; whether its subject names one is not known here."""
    plain = re.sub(r"\s+", " ", normalize(question)).strip(" ?!。,.~")
    if len(plain) > LONGEST:
        return None
    titles = tuple(_MARKED.findall(plain))
    text, number = _take(_MARKED.sub(" ", plain), "written_number")
    text, numbers = _take_parts(text)
    respects, units, rest = _respects(text, numbered=bool(number), placed=bool(numbers))
    listing = None
    if set(respects) <= _BESIDE_A_LIST and not numbers:
        listing, rest = _listing(text, rest, titles, alone=not respects)
    subject = (*titles, *_names(rest))
    if not respects and listing is None and (not number or subject):
        return None
    return DocumentAsked(
        respects or (Respect.TITLE,), subject, number, units, numbers, listing,
        tuple(places_in(" ".join(subject))), bool(titles) or _ends_as_a_name(subject), bool(titles),
        tuple(in_official_terms(word) for word in subject), _day(plain),
    )  # fmt: skip


def _day(text: str) -> str:
    """Return the day that a text names, in ISO form of the precision that it has; empty where it names none."""
    found = _DAY.search(text)
    return "-".join(part.zfill(2) for part in found.groups() if part) if found else ""


def share_named(words: tuple[str, ...], name: str) -> float:
    """Return the share, in [0, 1], of the characters of ``words`` that stand in ``name``, two in a row at least.

    Particles count neither for nor against; words of nothing else are named by anything.
    """
    said = held = 0
    for word in words:
        at = 0
        while at < len(word):
            end = next((end for end in range(len(word), at + SHORTEST - 1, -1) if word[at:end] in name), 0)
            counts = bool(end) or not _SAYS["particle"].match(word, at)
            said += (end or at + 1) - at if counts else 0
            held += end - at if end else 0
            at = end or at + 1
    return held / said if said else 1.0


def _take(text: str, key: str) -> tuple[str, str]:
    """Return the text without the first thing in it that a key says, and what that was."""
    found = _SAYS[key].search(text)
    return (text[: found.start()] + " " + text[found.end() :], found.group()) if found else (text, "")


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


def _respects(text: str, *, numbered: bool, placed: bool) -> tuple[tuple[Respect, ...], tuple[str, ...], str]:
    """Return in which respects a text asks, the units that it counts or lists, and what is left of it.

    A heading is asked for where a part is named by number (``placed``), and beside a count says nothing more; a title where
    the 文号 is (``numbered``), or in so many words.
    """
    found: dict[Respect, None] = {}
    units: list[str] = []
    needs = {Respect.HEADING: placed, Respect.TITLE: numbered or _says(text, "full_title")}
    for respect in map(Respect, _ASKED):
        listed = Respect.COUNT in found or Respect.OUTLINE in found
        if not needs.get(respect, True) and not (respect is Respect.HEADING and listed):
            continue
        text, said = _take(text, respect)
        while said:
            if respect is not Respect.HEADING or not listed:
                found[respect] = None
            if respect in (Respect.COUNT, Respect.OUTLINE):
                units += _SAYS["unit"].findall(said)[-1:]
            text, said = _take(text, respect)
    return tuple(found), tuple(units), text


def _names(text: str) -> tuple[str, ...]:
    """Return the words that are left of a text without those that say nothing."""
    text = _without(text, "shelf", "hand", "deictic", "day", "filler", "edition")
    words = (_SAYS["edge"].sub("", word) for word in _WORDS.findall(text))
    return tuple(word for word in words if _SAYS["particle"].sub("", word))


def _ends_as_a_name(subject: tuple[str, ...]) -> bool:
    return bool(subject) and _NAME_ENDS.search(subject[-1]) is not None


def _listing(text: str, rest: str, titles: tuple[str, ...], *, alone: bool) -> tuple[Listing | None, str]:
    """Return which documents a text asks for, None where it does not ask for documents, and what is left of the text.

    Beside another respect (not ``alone``) only a plain list counts: 哪些文件被替代了, not 条例被哪个办法替代了.
    """
    shelf = _says(text, "shelf")
    text, held = _take(text, "asks_held")
    hand = _says(text, "hand")
    text = _without(text, "shelf", "hand")
    which = _says(text, "which")
    text = _without(text, "which")
    if _says(text, "deictic") or not (which or held):
        return None, rest
    years, since, standing, text = _take_time(text)
    issuer, text = _take_issuer(text)
    places, words, kinds = _matter(text)
    about_documents = any((shelf, hand, held, _says(rest, "generic"), kinds, titles))
    if not about_documents or (words and not (alone and (shelf or held))):
        return None, rest
    return Listing(shelf, bool(held) and not which, places, words, kinds, issuer, years, since, standing), text


def _take_time(text: str) -> tuple[frozenset[int], bool, str, str]:
    """Return the years, ``since`` and standing of the documents that a text asks for, and the text without standing and days."""
    years, since = named_years(text), _says(text, "act")
    standings = _STANDINGS[:-1] if years and since else _STANDINGS  # 2024年生效的 are not those in force
    standing = next((key for key in standings if _says(text, key)), "")
    text = _without(text, standing, "day") if standing else _without(text, "day")
    return frozenset() if standing else years, since, standing, text


def _take_issuer(text: str) -> tuple[str, str]:
    """Return who issued the documents that a text asks for, empty where it does not say, and the text without issue and act."""
    issued = _SAYS["issued"].search(text)
    issuer = issued.group("issuer").strip() if issued else ""
    return issuer, _without(text, "issued", "issue", "act", "generic")


def _matter(text: str) -> tuple[tuple[Place, ...], tuple[str, ...], tuple[str, ...]]:
    """Return the places, the words and the kinds of document that a text names."""
    places, kinds = tuple(places_in(text)), tuple(match.group() for match in _SAYS["kind"].finditer(text))
    text = _without(text, "kind")
    for place in places:
        text = re.sub(rf"{re.escape(place.name)}[省市县区]?", " ", text)
    return places, _names(text), kinds
