"""Which document a question means: titles and their abbreviations, numbers, regions, versions, dates."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.question.lexicon import added_terms
from assistant.question.places import Place, places, places_in
from corpus.records import Document
from index.segment import normalize

_SUFFIX = re.compile(
    r"实施细则|实施条例|细则|条例|规划|办法|规定|解释|意见|通知|指南|措施|法(?!院|人|定|官|律|治|规(?!定)|务)|卡片"
)
_FILLER = re.compile(r"的那个|的那份|那个|这个|那份|这份|里面|的")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_OLD = re.compile(
    r"旧版|老版|旧的|老的|原来的|之前的|以前的|修订前|修改前|修正前|前的那|老(?=专利|商标|细则|办法)|废止的|上一版|过去的规定"
)
_NEW = re.compile(r"现行|现在|新版|最新|修订(?:以)?后|修改(?:以)?后|新修订|目前|新(?=细则|条例|办法|政策|规定|法)|改了")
_DOC_NO = re.compile(r"([\u4e00-\u9fff]{1,8}?[发函办字])?[〔\[(（【]?((?:19|20)\d{2})[〕\])）】]\s*(\d{1,4})\s*号?")
_HOME_WORDS = re.compile(r"我市|咱市|本市|我们市|咱们市|市里|咱这|咱们这|我们这")
_GENERIC = {"规划", "条例", "办法", "规定", "细则", "意见", "通知", "指南", "措施", "解释", "法", "实施细则", "实施条例", "卡片"}


@dataclass(frozen=True, slots=True)
class Scope:
    """Where to look: ``weights`` (n_documents,) in [0, 1], 0 = never; ``named`` documents are the ones asked for.

    ``missing_place`` is a place that the question is about and no document covers; ``missing_title`` a document that
    it names and the corpus does not hold; ``missing_version`` a version of a held document that it does not hold.
    """

    weights: NDArray[np.float32]
    named: tuple[int, ...] = ()
    places: tuple[str, ...] = ()
    missing_place: str = ""
    missing_title: str = ""
    missing_version: str = ""
    old_version: bool = False
    home: tuple[str, ...] = ()  # ids of the home region's documents, where the question is about that region
    default: bool = True  # nothing in the question points to a place or document


def _core(title: str) -> str:
    plain = normalize(title)
    plain = re.sub(r"[《》〈〉“”\"'「」]", "", plain)
    plain = re.sub(r"[(（][^)）]{0,100}[)）]", "", plain)
    return re.sub(r"\s", "", plain)


class Catalogue:
    """The documents of the index and the ways a question may point at them."""

    def __init__(self, documents: Sequence[Document], home_region: str, home_document: str) -> None:
        self.documents = tuple(documents)
        self.home_region = home_region
        self.home = next((n for n, d in enumerate(documents) if d.id == home_document), None)
        self.by_id = {document.id: number for number, document in enumerate(documents)}
        self._small = len(documents) <= 2_000  # a bulk of one-article documents is not scanned title by title
        self._titles: list[tuple[str, str]] = []
        for document in documents if self._small else ():
            core = _core(document.title)
            short = re.sub(r"^中华人民共和国", "", core)
            if document.region and document.region != "全国":
                short = re.sub(rf"^{re.escape(document.region)}(?:省|市|县|区|新区)?", "", short)
            self._titles.append((core, short))
        self._by_title: dict[str, list[int]] = {}
        if not self._small:
            for number, document in enumerate(documents):
                self._by_title.setdefault(_core(document.title), []).append(number)

    def scope(self, question: str, as_of: str | None = None, *, doc: str | None = None, region: str | None = None) -> Scope:
        """Return where a question is to be answered from.

        Args:
            question: the self-contained question.
            as_of: a date in ISO form; documents not in force on it are left out.
            doc: only this document.
            region: only this region (and what is in force nationwide).
        """
        if not self._small:
            return self._bulk_scope(question)
        plain = re.sub(r"\s", "", normalize(self._in_chinese(question)))
        named, missing_title = self._named(plain)
        asked = places_in(question)
        if region:
            asked = [places().get(normalize(region), Place(region, region))]
        home_asked = self.home_region in question or _HOME_WORDS.search(question) is not None
        weights, missing_place = self._by_place(asked, named, home_asked)
        named, missing_version = self._version(plain, named, weights, as_of)
        if doc is not None:
            named = [self.by_id[doc]] if doc in self.by_id else []
            weights[:] = 0
        if named:
            chosen = np.zeros_like(weights)
            chosen[named] = 1.0
            weights = chosen if doc is not None or not self._also_elsewhere(plain, named, home_asked) else self._with_home(chosen)
            missing_place = "" if not missing_place or any(self._covers(n, asked) for n in named) else missing_place
        return Scope(
            weights, tuple(named), tuple(p.name for p in asked), missing_place, missing_title, missing_version,
            _OLD.search(plain) is not None, tuple(d.id for d in self.documents if d.region == self.home_region) if home_asked else (), default=not named and not asked and not home_asked,
        )  # fmt: skip

    def _in_chinese(self, question: str) -> str:
        """Return the question with the Chinese title behind an English one: trademark law 第4条."""
        if not re.search(r"[A-Za-z]{3}", question):
            return question
        titles = [term for term in added_terms(question) if _SUFFIX.search(term)]
        if not titles:
            return question
        return str(
            re.sub(
                r"(?<![A-Za-z])[A-Za-z][A-Za-z ]{0,80}(?:law|regulations?|rules)\b",
                titles[0],
                question,
                count=1,
                flags=re.IGNORECASE,
            )
        )

    def _bulk_scope(self, question: str) -> Scope:
        weights = np.ones(len(self.documents), np.float32)
        named = tuple(self._by_title.get(_core(question), ()))
        return Scope(weights, named)

    def _with_home(self, weights: NDArray[np.float32]) -> NDArray[np.float32]:
        if self.home is not None:
            weights[self.home] = 1.0
        return weights

    def _also_elsewhere(self, plain: str, named: list[int], home_asked: bool) -> bool:
        """Whether the question names the home region beside another document: both are wanted."""
        return home_asked and self.home is not None and self.home not in named

    def _covers(self, number: int, asked: Sequence[Place]) -> bool:
        document = self.documents[number]
        return any(place.name in (document.region or "") or place.province == document.province for place in asked)

    def _by_place(self, asked: Sequence[Place], named: Sequence[int], home_asked: bool) -> tuple[NDArray[np.float32], str]:
        weights = np.ones(len(self.documents), np.float32)
        wanted = [place for place in asked]
        foreign = [place for place in wanted if not self._is_home(place)]
        home_asked = home_asked or len(foreign) < len(wanted)
        covered: set[str] = set()
        for number, document in enumerate(self.documents):
            region = document.region or "全国"
            if region == "全国":
                weights[number] = NATIONAL_WEIGHT if home_asked or foreign else 1.0
                continue
            at_home = region == self.home_region
            matching = [place for place in foreign if self._region_is(place, document)]
            covered |= {place.name for place in matching}
            if matching:
                continue
            if at_home:
                weights[number] = 1.0 if home_asked or not foreign else 0.0
            elif home_asked or foreign:
                weights[number] = 0.0  # another place's rule never answers for this one
            else:
                weights[number] = FOREIGN_WEIGHT
        missing = [place.name for place in foreign if place.name not in covered and place.name != place.province]
        return weights, (missing[0] if missing and not covered and not home_asked else "")

    def _is_home(self, place: Place) -> bool:
        home = places().get(normalize(self.home_region))
        return place.name == self.home_region or place.city == self.home_region or (
            home is not None and place.name == home.province
        )  # fmt: skip

    def _region_is(self, place: Place, document: Document) -> bool:
        region = document.region or ""
        return place.name in region or (place.name == place.province and place.name == document.province) or (
            bool(place.city) and place.city == region
        ) or (region == place.province and place.province == document.province)  # fmt: skip

    def _named(self, plain: str) -> tuple[list[int], str]:
        """Return the documents that the question names, and a named title that the corpus does not hold."""
        numbers = self._by_number(plain)
        bare = _core(plain)
        whole = [(core, n) for n, (core, _) in enumerate(self._titles) if len(core) >= WHOLE_TITLE and core in bare]
        for core, number in whole:
            if not any(core != other and core in other for other, _ in whole):
                numbers += [number] if number not in numbers else []
        for _, _, chosen in self._name_spans(_FILLER.sub("", plain)):
            numbers += [n for n in chosen if n not in numbers]
        missing = self._missing_title(plain) if not numbers else ""
        if not numbers and "细则" in plain:  # the rules of the whole country go by that name alone
            here = {place.name for place in places_in(plain)}
            local = [
                n for n, d in enumerate(self.documents) if "细则" in d.title and any(name in (d.region or "") for name in here)
            ]
            numbers += local or [n for n, d in enumerate(self.documents) if d.region == "全国" and d.title.endswith("实施细则")]
        if not numbers and self.home is not None and re.search(r"(?<!远景)规划(?!院|局)|十四五", plain) and not missing:
            numbers.append(self.home)
        return numbers, missing

    def _name_spans(self, text: str) -> list[tuple[int, int, list[int]]]:
        """Return where ``text`` names documents: start, end, and the documents that the name fits equally well."""
        spans: list[tuple[int, int, float, list[int]]] = []  # start, end, share of the title, documents
        for suffix in _SUFFIX.finditer(text):
            best: dict[int, tuple[int, float]] = {}
            for number, (core, short) in enumerate(self._titles):
                for title in (core, short):
                    if not title.endswith(suffix.group()):
                        continue
                    length, share = _backward(text[: suffix.end()], title)
                    if _fit(length, share) > _fit(*best.get(number, (0, 0.0))):
                        best[number] = (length, share)
            good = {n: b for n, b in best.items() if b[0] >= len(suffix.group()) + (1 if b[1] > 0.99 else 2)}
            if not good:
                continue
            top = max(good.values(), key=lambda b: _fit(*b))
            chosen = [n for n, b in good.items() if b[0] == top[0] and b[1] >= top[1] - 1e-9]
            if top[1] >= MIN_TITLE_SHARE or top[0] >= MIN_TITLE_CHARS:
                spans.append((suffix.end() - top[0], suffix.end(), top[1], chosen))
        spans.sort(key=lambda s: (-(s[1] - s[0]), s[0]))
        taken: list[tuple[int, int, list[int]]] = []
        for start, end, _, chosen in spans:
            if not any(start < e and s < end for s, e, _ in taken):
                taken.append((start, end, chosen))
        return sorted(taken, key=lambda span: span[0])

    def named_groups(self, question: str) -> list[tuple[int, ...]]:
        """Return the documents that the question names, those of one name together, in the order of the names."""
        if not self._small:
            return []
        plain = re.sub(r"\s", "", normalize(question))
        groups: list[tuple[int, tuple[int, ...]]] = [(0, (number,)) for number in self._by_number(plain)]
        groups += [(start, tuple(chosen)) for start, _, chosen in self._name_spans(_FILLER.sub("", plain))]
        if self.home is not None and re.search(r"(?<!远景)规划(?!院|局)", plain) and all(self.home not in g for _, g in groups):
            groups.append((plain.find("规划"), (self.home,)))
        return list(dict.fromkeys(group for _, group in sorted(groups)))

    def mentions(self, segment: str, target: tuple[int, ...]) -> bool:
        """Return whether a stretch of a question names one of the documents of ``target``, or their place."""
        if any(set(group) & set(target) for group in self.named_groups(segment)):
            return True
        if self.home in target and self.home_region in segment:
            return True
        here = {place.name for place in places_in(segment)}
        return any(name in (self.documents[n].region or "") for n in target for name in here)

    def documents_of_place(self, name: str) -> tuple[int, ...]:
        """Return the documents whose region is, or lies in, the place."""
        return tuple(
            n for n, d in enumerate(self.documents) if name in (d.region or "") or (d.province == name and d.region == name)
        )

    def years_of(self, number: int) -> set[str]:
        """Return the years by which a version of a document may be named."""
        return {str(year) for year in _years(self.documents[number])}

    def _by_number(self, plain: str) -> list[int]:
        found: list[int] = []
        for match in _DOC_NO.finditer(plain):
            key = f"{match.group(2)}〕{match.group(3)}号"
            for number, document in enumerate(self.documents):
                stored = re.sub(r"[\s\[（(【]", "", normalize(document.doc_no or "")).replace("]", "〕").replace(")", "〕")
                if key in stored and (not match.group(1) or match.group(1)[-2:] in stored):
                    found.append(number)
        return list(dict.fromkeys(found))

    def _missing_title(self, plain: str) -> str:
        """Return a 《title》 in the question that no document bears."""
        for title in re.findall(r"《([^》]{3,40})》", plain):
            core = _core(title)
            if not any(core in full or short in core or _backward(core, full)[1] > 0.6 for full, short in self._titles):
                return str(title)
        return ""

    def _version(self, plain: str, named: list[int], weights: NDArray[np.float32], as_of: str | None) -> tuple[list[int], str]:
        """Choose among the versions of a document; in place, silence versions that are not asked for."""
        years = {int(y) for y in _YEAR.findall(plain)}
        old_at = max(
            (m.start() for m in _OLD.finditer(plain) if not re.search(r"(?:不是|不要|别).{0,4}$", plain[: m.start()])), default=-1
        )
        new_at = max((m.start() for m in _NEW.finditer(plain)), default=-1)
        old, new = old_at >= 0, new_at > old_at  # what is said last is what is asked for
        missing = ""
        for number, document in enumerate(self.documents):
            later = self.by_id.get(document.superseded_by or "")
            if later is None:
                continue
            mine, its = _years(document), _years(self.documents[later])
            before = re.search(r"((?:19|20)\d{2})年?(?:修订|修正|修改)?(?:以前|之前|前)", plain)
            wants_old = bool(years & (mine - its)) or (old and not new) or (before is not None and int(before.group(1)) in its)
            wants_both = (
                wants_old and bool(years & its) and before is None and re.search(r"区别|不同|变化|对比|比较", plain) is not None
            )
            if as_of and document.valid_to and _day(as_of) <= _day(document.valid_to, last=True):
                wants_old = True
            if wants_both:
                continue
            drop, keep = (later, number) if wants_old else (number, later)
            weights[drop] = 0.0
            if drop in named:
                named = [keep if n == drop else n for n in named]
        named = list(dict.fromkeys(named))
        for number in named:
            document = self.documents[number]
            named_years = {
                y
                for y in years
                if re.search(rf"{y}年?(?:不是|又|已经?|就|刚|新|的|那次|第.次){{0,3}}(?:版|修订|修正|修改|新法|新修)", plain)
            }
            if named_years and document.superseded_by is None and not named_years & _years(document):
                missing = f"《{document.title}》{min(named_years)}年的版本"
        return named, missing


FOREIGN_WEIGHT = 0.1  # another place's rule, where the question names no place: shown only if nothing nearer fits
NATIONAL_WEIGHT = 0.6  # a law of the whole country, where the question names a place that has rules of its own
WHOLE_TITLE = 8  # characters of a title that counts as named wherever it stands in full
MIN_TITLE_SHARE = 0.5  # a name must be half of a title …
MIN_TITLE_CHARS = 8  # … or this long, to count as naming the document


def _years(document: Document) -> set[int]:
    found = {int(y) for y in _YEAR.findall(document.title + (document.id.replace("_", " ")))}
    for value in (document.published, document.valid_from if document.kind != "规划" else None):
        if value:
            found.add(int(value[:4]))
    return found


def _day(date: str, *, last: bool = False) -> str:
    """Return a date of any precision as a full ISO date: its first or its last day."""
    return date + ("-12-31" if last else "-01-01")[len(date) - 4 :] if len(date) < 10 else date


def _fit(length: int, share: float) -> tuple[bool, int, float]:
    """Return how well a name fits a title: most of a title first, then the longer name, then the larger share."""
    return share >= MIN_TITLE_SHARE, length, share


def _backward(text: str, title: str) -> tuple[int, float]:
    """Return how many last characters of ``text`` occur in ``title`` from its end, in order, and their share of it."""
    at, length = len(title) - 1, 0
    for char in reversed(text):
        found = title.rfind(char, 0, at + 1)
        if found < 0:
            break
        at, length = found - 1, length + 1
    return length, length / len(title)
