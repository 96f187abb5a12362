"""What in a question points at documents: titles and their abbreviations, numbers, places, versions."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from assistant.question.lexicon import shared_lexicon
from assistant.question.places import places_in, places_meant
from assistant.question.title_index import Fit, TitleIndex
from assistant.question.unheld import UnheldNames
from assistant.question.versions import VersionAsked, read_version
from assistant.wordings import patterns
from corpus.gazetteer import Gazetteer, places_of, without_place
from corpus.places import COUNTRY, Place, place_of_region
from corpus.records import Document
from index.segment import normalize

_SAYS = patterns(Path(__file__).parent / "titles.tsv")
_QUOTES = str.maketrans("", "", "《》〈〉“”\"'「」")
_BRACKETED = re.compile(r"[(（][^()（）]*[)）]")
_BRACKETS = str.maketrans("", "", "()（）")
_IN_MARKS = re.compile(r"《([^《》]{3,40})》")
_STATE = re.compile(r"^中华人民共和国")
_STATE_WITHIN = re.compile(r"(?<=[\u4e00-\u9fff])([《〈]?)中华人民共和国")  # 某市实施《……法》办法: titles have it or leave it out
_ENGLISH_TITLE = re.compile(r"[A-Za-z][A-Za-z ]{0,40}?(?:law|regulations?|rules)(?![A-Za-z])", re.IGNORECASE)
_DOC_NO = re.compile(  # 〔2018〕126号, and 公告2020年第9号 or 2020年第9号公告
    r"[〔\[(（【](?P<year>(?:19|20)\d{2})[〕\])）】](?P<number>\d{1,4})号?"
    r"|公告(?P<of>(?:19|20)\d{2})年第(?P<nth>\d{1,4})号|(?P<own>(?:19|20)\d{2})年第(?P<last>\d{1,4})号公告"
)
_PERIOD = re.compile(r"十[一二三四五六七八九]五")
TELLING = 6  # characters from which a name is no ordinary phrase, where no kind of document ends it: 补贴说明 …
MOSTLY = 0.6  # … and the share of the title that it is …
ORDINARY = 2  # … unless so many other documents say it: 推动企业复工复产
ENDING = 2  # characters that tell what a title ends in
# by which words a question means the home region or a place around it, and what the names of such places end in
LEVELS = {"level.province": ("省", "自治区"), "level.city": ("市", "州", "盟", "地区"), "level.county": ("区", "县", "旗")}
Span = tuple[int, int, tuple[int, ...]]  # where a name stands, and the documents that it fits equally well
_OURS = "我本咱"  # whoever says so means the own region
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
    home: bool = False  # says 我市, 我区 or the like: the home region, or what it lies in (that is among ``places``)
    version: VersionAsked = field(default_factory=VersionAsked)
    names: tuple[str, ...] = ()
    state: bool = False  # asks what the state does (国家对……有什么支持), and names no place


class Pointer:
    """Knows how documents are called. Thread-safe: nothing changes after it was made.

    ``home_region`` is what 我市 means, ``home_document`` the id of the document that 规划 alone means; ``places`` are those of
    the documents, where they are known; ``speaking`` gives the numbers of the documents whose text holds a phrase.
    """

    def __init__(
        self,
        documents: Sequence[Document],
        home_region: str = "",
        home_document: str = "",
        places: Sequence[Place | None] | None = None,
        speaking: Callable[[str], Iterable[int]] = lambda _: (),
    ) -> None:
        self._speaking = speaking
        self._home_place = place_of_region(home_region)
        self._home = _number_of(home_document, documents)
        self._places = places_of(documents) if places is None else places
        self._gazetteer = Gazetteer(self._home_place, dict.fromkeys(self._places))
        self._cores = cores = [_core(document.title) for document in documents]
        self._titles = TitleIndex([_names(core) for core in cores])
        self._home_period = _period(documents[self._home].title) if self._home is not None else ""  # alone it means that plan
        self._endings = frozenset(filter(None, map(_ending, cores)))
        self._numbers = _numbers(documents)
        self._unheld = UnheldNames(list(zip(cores, self._places, strict=True)))
        self._rules = [number for number, document in enumerate(documents) if _SAYS["rules"].search(document.title)]
        self._national_rules = [n for n in self._rules if self._places[n] == COUNTRY and documents[n].title.endswith("实施细则")]

    def read(self, text: str) -> Pointing:
        """Return what a question, or a part of one, points at."""
        plain = _STATE_WITHIN.sub(r"\1", re.sub(r"\s", "", normalize(_in_chinese(text))))
        named = places_meant(text, self._gazetteer)
        said = self._place_said(plain, alone=not named)
        around = [said] if said is not None and said != self._home_place else []
        places = tuple(dict.fromkeys([*named, *around]))
        bare = _SAYS["filler"].sub("", plain).translate(_BRACKETS)  # 芯片（集成电路布图设计）保护条例: a name may stand in them
        numbered, spans = self._by_number(plain), self._of_places(self._apart(self._spans(bare), bare), places)
        documents = [*numbered, *self._titles.whole(_core(plain)), *(number for _, _, chosen in spans for number in chosen)]
        unheld = self._unheld.first(plain, places, documents)
        documents = [] if unheld else documents
        missing = unheld or ("" if documents else self._missing_title(plain))
        return Pointing(
            tuple(dict.fromkeys(documents or self._by_kind(plain, places, missing=bool(missing)))),
            self._groups(plain, numbered, spans), missing, places,
            self._says_home(plain, said, places),
            read_version(plain), tuple(bare[start:end] for start, end, _ in spans),
            not places and _SAYS["state"].search(plain) is not None,
        )  # fmt: skip

    def _place_said(self, plain: str, *, alone: bool) -> Place | None:
        """Return the home region, or the place around it, that a question means by 我市, 本省, 全县; None where it says none.

        Where it names a place, 县里 is of that one, and only 我县 of the home region.
        """
        found = next(((found, kinds) for key, kinds in LEVELS.items() if (found := _SAYS[key].search(plain))), None)
        if found is None or self._home_place is None or not (alone or found[0].group()[0] in _OURS):
            return None
        kinds = found[1]
        around = reversed(self._home_place.around)
        return next((place for place in around if place.full.endswith(kinds)), self._home_place)

    def _says_home(self, plain: str, said: Place | None, places: Sequence[Place]) -> bool:
        """Return whether a question says that it is about the home region: by its name, as 我市, or as 咱这."""
        named = self._home_place is not None and self._home_place in (said, *places)
        levelled = self._home_place is None and any(_SAYS[key].search(plain) for key in LEVELS)
        return named or levelled or _SAYS["home"].search(plain) is not None

    @staticmethod
    def _apart(spans: Sequence[Span], bare: str) -> list[Span]:
        """Return spans without those that are less than half of a 《title》: they are a part of another name."""
        titles = [found.span(1) for found in islice(_IN_MARKS.finditer(bare), MOST_NAMES)]

        def is_of_another(start: int, end: int) -> bool:
            return any(a <= start and end <= b and 2 * (end - start) < b - a for a, b in titles)

        return [span for span in spans if not is_of_another(*span[:2])]

    def _of_places(self, spans: Sequence[Span], places: Sequence[Place]) -> list[Span]:
        """Return spans without the documents of places that have nothing to do with those named: 若干规定 has several."""
        fitting = ((start, end, tuple(n for n in chosen if self._may_be_of(n, places))) for start, end, chosen in spans)
        return [span for span in fitting if span[2]]

    def _may_be_of(self, number: int, places: Sequence[Place]) -> bool:
        own = self._places[number]
        return own is None or not places or any(own.related(place) for place in places)

    def _is_local(self, number: int, places: Sequence[Place]) -> bool:
        own = self._places[number]
        return own is not None and own != COUNTRY and any(own.within(place) for place in places)

    def _by_number(self, plain: str) -> list[int]:
        found = []
        for match in islice(_DOC_NO.finditer(plain), MOST_NAMES):
            held = self._numbers.get(_year_and_number(match), ())
            issuer = plain[max(0, match.start() - 2) : match.start()]
            numbered = [n for n, stored in held if issuer in stored]
            found += numbered or [n for n, _ in held if not _SAYS["issuer"].search(issuer)]
        return found

    def _spans(self, text: str) -> list[Span]:
        """Return where ``text`` names documents: start, end, and the documents that the name fits equally well."""
        spans: list[Span] = []
        for end, suffix in islice(self._suffixes(text), MOST_NAMES):
            fit = self._titles.ending(text[:end], suffix)
            start = end - fit.length
            if fit.holders and (suffix not in self._endings or self._is_a_name(text[start:end], fit)):
                spans.append((start, end, self._of_a_place(text[start:end], suffix) or fit.holders))
        taken: list[Span] = []
        for start, end, chosen in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):  # the longest name first
            if not any(start < e and s < end for s, e, _ in taken):
                taken.append((start, end, chosen))
        return sorted(taken)

    def _is_a_name(self, words: str, fit: Fit) -> bool:
        """Return whether words that end in no kind of document are the name of one, and no phrase that others use as well."""
        telling = fit.length >= TELLING and fit.share >= MOSTLY
        return telling and len(set(self._speaking(words)) - set(fit.holders)) < ORDINARY

    def _of_a_place(self, name: str, suffix: str) -> tuple[int, ...]:
        """Return the documents that a name means that says no more than a place and a kind: 某省的条例 are all that it has."""
        place = next((p for p in places_in(name, self._gazetteer) if name.removesuffix(suffix) in (p.name, p.full)), None)
        ends = (number for number, core in enumerate(self._cores) if core.endswith(suffix))
        return () if place is None else tuple(number for number in ends if self._places[number] == place)

    def _suffixes(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield what titles end in and where it ends in ``text``: kinds of documents, and what the titles held end in."""
        yield from ((suffix.end(), suffix.group()) for suffix in _SAYS["suffix"].finditer(text))
        yield from (
            (end, text[end - ENDING : end]) for end in range(ENDING, len(text) + 1) if text[end - ENDING : end] in self._endings
        )

    def _missing_title(self, plain: str) -> str:
        """Return a 《title》 in the text that no document bears."""
        titles = (match.group(1) for match in islice(_IN_MARKS.finditer(plain), MOST_NAMES))
        return next((title for title in titles if not self._titles.holds(_core(title))), "")

    def _by_kind(self, plain: str, places: Sequence[Place], *, missing: bool) -> list[int]:
        """Return the documents that the bare name of a kind means: 细则 here or in the whole country, 规划 at home.

        The period alone means the plan at home only where no other place is named: 宜昌十四五 is another one.
        """
        rules = self._rules_of(places) if _SAYS["rules"].search(plain) else []
        if rules:
            return rules
        if self._home is None or missing:
            return []
        period = self._home_period and self._home_period in plain and self._may_be_of(self._home, places)
        return [self._home] if period or _SAYS["plan"].search(plain) else []

    def _rules_of(self, places: Sequence[Place]) -> list[int]:
        """Return the rules (细则) of the places that are named, else those of the whole country."""
        return [number for number in self._rules if self._is_local(number, places)] or self._national_rules

    def _groups(self, plain: str, numbered: Sequence[int], spans: Sequence[Span]) -> tuple[tuple[int, ...], ...]:
        groups = [(0, (number,)) for number in numbered] + [(start, chosen) for start, _, chosen in spans]
        plan = _SAYS["plan"].search(plain)
        if plan and self._home is not None and all(self._home not in group for _, group in groups):
            groups.append((plan.start(), (self._home,)))
        return tuple(dict.fromkeys(group for _, group in sorted(groups)))


def _number_of(identifier: str, documents: Sequence[Document]) -> int | None:
    """Return the number of a document by its id."""
    return next((number for number, document in enumerate(documents) if document.id == identifier), None)


def _core(title: str) -> str:
    plain = _STATE_WITHIN.sub("", "".join(normalize(title).translate(_QUOTES).split()))
    return _BRACKETED.sub("", plain) if "(" in plain or "（" in plain else plain


def _names(core: str) -> tuple[str, str]:
    """Return the names of a document by its plain title: that, and it without the name of its state or place."""
    return core, _STATE.sub("", without_place(core))


def _period(title: str) -> str:
    """Return the five-year plan that a title names, such as 十四五; empty for none."""
    found = _PERIOD.search(normalize(title))
    return found.group() if found else ""


def _ending(core: str) -> str:
    """Return what a title ends in where that is no kind of document that is known: 法典, 方案, 报告; empty for a number."""
    ending = core[-ENDING:]
    if _SAYS["counted"].search(ending):  # the cheaper question first: of articles that are documents each it leaves none
        return ""
    return "" if any(suffix.end() == len(core) for suffix in _SAYS["suffix"].finditer(core)) else ending


def _numbers(documents: Sequence[Document]) -> dict[tuple[str, int], list[tuple[int, str]]]:
    """Return by year and number the documents with that 文号, each with the 文号 as it is compared."""
    found: dict[tuple[str, int], list[tuple[int, str]]] = {}
    numbered = [(number, document.doc_no) for number, document in enumerate(documents) if document.doc_no]
    for number, doc_no in numbered:
        stored = re.sub(r"\s", "", normalize(doc_no))
        for match in _DOC_NO.finditer(stored):
            found.setdefault(_year_and_number(match), []).append((number, stored))
    return found


def _year_and_number(match: re.Match[str]) -> tuple[str, int]:
    """Return the year and the number of a 文号, in whichever form it is written."""
    year, number = (group for group in match.groups() if group is not None)
    return year, int(number)


def _in_chinese(text: str) -> str:
    """Return the text with the Chinese title in the place of an English one: trademark law 第4条."""
    if not _ENGLISH_TITLE.search(text):
        return text
    titles = [term for term in shared_lexicon().added_terms(text) if _SAYS["suffix"].search(term)]
    return _ENGLISH_TITLE.sub(titles[0], text, count=1) if titles else text
