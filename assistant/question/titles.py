"""What in a question points at documents: titles and their abbreviations, numbers, places, versions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from assistant.question.lexicon import shared_lexicon
from assistant.question.places import Place, places_in
from assistant.question.title_index import TitleIndex
from assistant.question.unheld import UnheldNames
from assistant.question.versions import VersionAsked, read_version
from assistant.wordings import compiled
from corpus.records import Document
from index.segment import normalize

_SAYS = compiled(Path(__file__).parent / "titles.tsv")
_QUOTES = re.compile(r"[《》〈〉“”\"'「」]")
_BRACKETED = re.compile(r"[(（][^()（）]*[)）]")
_IN_MARKS = re.compile(r"《([^《》]{3,40})》")
_STATE = re.compile(r"^中华人民共和国")
_KIND_OF_PLACE = r"(?:省|市|县|区|新区)?"
_ENGLISH_TITLE = re.compile(r"[A-Za-z][A-Za-z ]{0,40}?(?:law|regulations?|rules)(?![A-Za-z])", re.IGNORECASE)
_DOC_NO = re.compile(r"([\u4e00-\u9fff]{1,8}?[发函办字])?[〔\[(（【]((?:19|20)\d{2})[〕\])）】](\d{1,4})号?")
NATIONAL = "全国"
MOST_NAMES = 40  # names looked at in one question; a pasted text that holds more names no document in particular


@dataclass(frozen=True, slots=True)
class Pointing:
    """What a stretch of text points at; documents by their numbers in the register.

    ``documents`` are named by title, abbreviation or number; ``groups`` holds those of one name together, in the order
    of the names. ``names`` are the wordings that name them. ``missing_title`` is the name of a document that the register
    does not hold: a 《title》, or a law, a rule of a place, a plan of another department by its plain name.
    """

    documents: tuple[int, ...] = ()
    groups: tuple[tuple[int, ...], ...] = ()
    missing_title: str = ""
    places: tuple[Place, ...] = ()
    home: bool = False  # names the home region, or says 我市
    version: VersionAsked = field(default_factory=VersionAsked)
    names: tuple[str, ...] = ()


class Pointer:
    """Knows how documents are called. Thread-safe: nothing changes after it was made.

    ``home_region`` is what 我市 means, ``home_document`` the id of the document that 规划 alone means.
    """

    def __init__(self, documents: Sequence[Document], home_region: str = "", home_document: str = "") -> None:
        self._home_region = normalize(home_region)
        self._home = _number_of(home_document, documents)
        self._home_title = _title_of(self._home, documents)
        self._titles = TitleIndex([_names(document) for document in documents])
        self._numbers = _numbers(documents)
        self._unheld = UnheldNames([(_core(d.title), d.region or NATIONAL) for d in documents], NATIONAL)
        rules = [(number, document) for number, document in enumerate(documents) if _SAYS["rules"].search(document.title)]
        self._local_rules = [(number, document.region or "") for number, document in rules if document.region != NATIONAL]
        self._national_rules = [n for n, d in rules if d.region == NATIONAL and d.title.endswith("实施细则")]

    def read(self, text: str) -> Pointing:
        """Return what a question, or a part of one, points at."""
        plain = re.sub(r"\s", "", normalize(_in_chinese(text)))
        places = tuple(places_in(text))
        bare = _SAYS["filler"].sub("", plain)
        numbered, spans = self._by_number(plain), self._spans(bare)
        documents = [*numbered, *self._titles.whole(_core(plain)), *(number for _, _, chosen in spans for number in chosen)]
        unheld = self._unheld.first(plain, places, documents)
        documents = [] if unheld else documents
        missing = unheld or ("" if documents else self._missing_title(plain))
        return Pointing(
            tuple(dict.fromkeys(documents or self._by_kind(plain, places, missing=bool(missing)))),
            self._groups(plain, numbered, spans), missing, places,
            bool(self._home_region and self._home_region in plain) or _SAYS["home"].search(plain) is not None,
            read_version(plain), tuple(bare[start:end] for start, end, _ in spans),
        )  # fmt: skip

    def _by_number(self, plain: str) -> list[int]:
        found = []
        for match in islice(_DOC_NO.finditer(plain), MOST_NAMES):
            issuer = (match.group(1) or "")[-2:]
            found += [n for n, stored in self._numbers.get((match.group(2), int(match.group(3))), ()) if issuer in stored]
        return found

    def _spans(self, text: str) -> list[tuple[int, int, tuple[int, ...]]]:
        """Return where ``text`` names documents: start, end, and the documents that the name fits equally well."""
        spans: list[tuple[int, int, tuple[int, ...]]] = []
        for suffix in islice(_SAYS["suffix"].finditer(text), MOST_NAMES):
            fit = self._titles.ending(text[: suffix.end()], suffix.group())
            if fit.holders:
                spans.append((suffix.end() - fit.length, suffix.end(), fit.holders))
        taken: list[tuple[int, int, tuple[int, ...]]] = []
        for start, end, chosen in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):  # the longest name first
            if not any(start < e and s < end for s, e, _ in taken):
                taken.append((start, end, chosen))
        return sorted(taken)

    def _missing_title(self, plain: str) -> str:
        """Return a 《title》 in the text that no document bears."""
        titles = (match.group(1) for match in islice(_IN_MARKS.finditer(plain), MOST_NAMES))
        return next((title for title in titles if not self._titles.holds(_core(title))), "")

    def _by_kind(self, plain: str, places: Sequence[Place], *, missing: bool) -> list[int]:
        """Return the documents that the bare name of a kind means: 细则 here or in the whole country, 规划 at home."""
        if _SAYS["rules"].search(plain):
            local = [number for number, region in self._local_rules if any(place.name in region for place in places)]
            if local or self._national_rules:
                return local or self._national_rules
        return [self._home] if self._home is not None and self._names_home(plain) and not missing else []

    def _names_home(self, plain: str) -> bool:
        """Return whether the text speaks of a plan, or of the period of the one at home: 十四五."""
        period = _SAYS["period"].search(plain)
        return _SAYS["plan"].search(plain) is not None or (period is not None and period.group() in self._home_title)

    def _groups(
        self, plain: str, numbered: Sequence[int], spans: Sequence[tuple[int, int, tuple[int, ...]]]
    ) -> tuple[tuple[int, ...], ...]:
        groups = [(0, (number,)) for number in numbered] + [(start, chosen) for start, _, chosen in spans]
        plan = _SAYS["plan"].search(plain)
        if plan and self._home is not None and all(self._home not in group for _, group in groups):
            groups.append((plan.start(), (self._home,)))
        return tuple(dict.fromkeys(group for _, group in sorted(groups)))


def _number_of(identifier: str, documents: Sequence[Document]) -> int | None:
    """Return the number of a document by its id."""
    return next((number for number, document in enumerate(documents) if document.id == identifier), None)


def _title_of(number: int | None, documents: Sequence[Document]) -> str:
    """Return the title of a document by its number, empty where there is none."""
    return "" if number is None else documents[number].title


def _core(title: str) -> str:
    plain = re.sub(r"\s", "", _QUOTES.sub("", normalize(title)))
    return _BRACKETED.sub("", plain)


def _names(document: Document) -> tuple[str, str]:
    """Return the names of a document: its title, and that without the name of its state or place."""
    core = _core(document.title)
    short = _STATE.sub("", core)
    if document.region and document.region != NATIONAL:
        short = re.sub(rf"^{re.escape(document.region)}{_KIND_OF_PLACE}", "", short)
    return core, short


def _numbers(documents: Sequence[Document]) -> dict[tuple[str, int], list[tuple[int, str]]]:
    """Return by year and number the documents with that 文号, each with the 文号 as it is compared."""
    found: dict[tuple[str, int], list[tuple[int, str]]] = {}
    for number, document in enumerate(documents):
        stored = re.sub(r"\s", "", normalize(document.doc_no or ""))
        for match in _DOC_NO.finditer(stored):
            found.setdefault((match.group(2), int(match.group(3))), []).append((number, stored))
    return found


def _in_chinese(text: str) -> str:
    """Return the text with the Chinese title in the place of an English one: trademark law 第4条."""
    if not _ENGLISH_TITLE.search(text):
        return text
    titles = [term for term in shared_lexicon().added_terms(text) if _SAYS["suffix"].search(term)]
    return _ENGLISH_TITLE.sub(titles[0], text, count=1) if titles else text
