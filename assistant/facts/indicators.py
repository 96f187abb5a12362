"""Quantities that a document states, as rows: what, how much, of which year, reached or aimed at, and where it says so.

Only what the words themselves settle becomes a row: a number needs a unit, a name beside it, and a period that tells
whether it was reached or is aimed at. Fines, fees and deadlines of statutes have no such period and give no rows.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import groupby
from pathlib import Path

from assistant.facts.periods import Period, duration, first_year, heading_kind, heading_period, stated
from assistant.wordings import alternatives
from corpus.records import Clause, Document, ParsedDocument, Span

_WORDS = alternatives(Path(__file__).with_name("indicators.tsv"))
_QUANTITY = re.compile(
    rf"(?P<number>(?<!\d)\d+(?:\.\d+)?)(?P<more>[余多])?(?P<scale>[万亿])?(?P<more2>[余多])?(?P<unit>{_WORDS['unit']})(?P<above>以上|左右)?"
)
_SCALES = {"万": 10**4, "亿": 10**8, "万元": 10**4, "亿元": 10**8}
_QUALIFIER = re.compile(_WORDS["qualifier"])
_PLAIN_QUALIFIER = re.compile(_WORDS["plain_qualifier"])  # says nothing of the bound: 为, 共有
_BEFORE = re.compile(rf"{_WORDS['qualifier']}$")
_YEARLY = re.compile(_WORDS["yearly"])
_GROWTH = re.compile(rf"(?:{_WORDS['yearly']}|同比)?{_WORDS['yearly']}?增[长速幅]率?(?:达到|达|超过|为)?$")
_COMPARED = re.compile(rf"^较(?P<base>{_WORDS['compared_with']})(?P<each>分别)?(?P<way>{_WORDS['change']})$")
_LEADS = re.compile(rf"^{_WORDS['lead']}+")
_SUBJECTLESS = re.compile(rf"^{_WORDS['subjectless']}?$")
_RANK = re.compile(_WORDS["rank"])  # a rank among others is no quantity of its own
_FOUR_DIGITS = re.compile(r"(?<!\d)20\d\d(?!\d)")
_TITLES = re.compile(r"《[^《》]{0,200}》")
_COMMAS = re.compile(r"[,，;；:：。]")


@dataclass(frozen=True, slots=True)
class Indicator:
    """A quantity in its sentence.

    ``value`` is in ``unit`` with 万 and 亿 multiplied out; ``value_text`` is verbatim. ``year_from`` says where the year
    was read: the words themselves, and 句 (same sentence), 段 (earlier in the clause) or 节 (first lines of the section).
    """

    name: str
    value: float
    value_text: str
    unit: str
    year: int | None
    kind: str
    qualifier: str
    growth: str
    clause: str
    label: str
    start: int
    end: int
    quote: str
    year_words: str = ""
    year_from: str = ""
    clause_start: int = 0  # offset of the clause
    year_clause: str = ""  # clause and sentence of these words
    year_sentence: Span = (0, 0)

    @property
    def span(self) -> Span:
        """Character offsets of the sentence in the document's text."""
        return self.start, self.end

    @property
    def years(self) -> frozenset[int]:
        """The year of the figure, and that which its growth is counted from."""
        return frozenset(int(year) for year in _FOUR_DIGITS.findall(f"{self.growth} {self.year or ''}"))


def extract(parsed: ParsedDocument) -> list[Indicator]:
    """Return the quantities of a document, in the order of its text; a document without any gives an empty list."""
    return stated_in(parsed.document, parsed.clauses)


def stated_in(document: Document, clauses_of: Iterable[Clause]) -> list[Indicator]:
    """Return the quantities that the clauses of a document state, in the order of its text."""
    starts = first_year(document)
    rows: list[Indicator] = []
    for headings, clauses in groupby(clauses_of, key=lambda clause: clause.headings):
        kind, above = heading_kind(headings), heading_period(headings, starts)
        lead: Period | None = None
        for clause in clauses:
            reading = _Reading(clause, kind, starts, lead or above, "节" if lead or (above and above.year) else "")
            rows += reading.rows()
            lead = lead or reading.first  # the first lines of a section say what all of it is about: 到2025年,…
    return rows


@dataclass(slots=True)
class _Reading:
    """A clause as it is read, sentence by sentence: the period that holds at this point and where it was read.

    ``kind`` is what the headings say, ``starts`` the first year that the document plans for.
    """

    clause: Clause
    kind: str | None
    starts: int | None
    period: Period | None
    origin: str
    first: Period | None = None

    def rows(self) -> list[Indicator]:
        """Return the quantities of all sentences; ``first`` is then the period of the first sentence that states one."""
        found: list[Indicator] = []
        for span in self.clause.sentences:
            found += self.sentence(span)
            if self.origin == "句":
                self.first = self.first or self.period
                self.origin = "段"
        return found

    def sentence(self, span: Span) -> list[Indicator]:
        """Return the quantities of a sentence, and take over the period that it states."""
        quote = self.clause.text[span[0] - self.clause.start : span[1] - self.clause.start]
        found = _Sentence(self.clause, span, quote)
        for part in _parts(quote):
            named = stated(part, self.kind, self.starts)
            if named is not None:
                self.period, self.origin = replace(named, clause=self.clause.id, sentence=span), "句"
                part = part.replace(named.words, "", 1).lstrip(" \u3000")
            if part and self.period is not None:
                took = duration(part)  # holds for this part alone; the year of the text around it is not that of its figures
                if took:
                    lasted = replace(self.period, year=None, words=took, clause=self.clause.id, sentence=span)
                    found.read(part.replace(took, "", 1).lstrip(" \u3000"), lasted, "句")
                else:
                    found.read(part, self.period, self.origin)
        return found.rows


@dataclass(slots=True)
class _Sentence:
    """The quantities of a sentence so far, and a subject with its growth that waits for its number."""

    clause: Clause
    span: Span
    quote: str
    rows: list[Indicator] = field(default_factory=list)
    subject: str = ""
    growth: str = ""

    def read(self, part: str, period: Period, origin: str) -> None:
        """Add the quantities of a part between commas."""
        quantities, ranked = list(_quantities(part)), _RANK.search(part) is not None
        for before, match, after in quantities:
            compared = _COMPARED.match(before)
            if compared or self._goes_on_comparing(before):
                self._compare(compared, [m for _, m, _ in quantities])
                return
            if self._grows(before, match) or ranked:
                continue
            name, qualifier = _name(before, after, self.subject)
            if name:
                self._add(name, qualifier, match, period, origin)

    def _goes_on_comparing(self, before: str) -> bool:
        return bool(self.rows) and not before and self.rows[-1].growth.startswith("较")

    def _compare(self, found: re.Match[str] | None, matches: list[re.Match[str]]) -> None:
        """Give 较2015年分别增加4749件、278件 to the rows it is about: as many rows as it has numbers, in their order."""
        if found is None or len(self.rows) < len(matches):
            return
        first = len(self.rows) - len(matches)
        for at, match in enumerate(matches, first):
            self.rows[at] = replace(self.rows[at], growth=f"较{found['base']}{found['way']}{match.group()}")

    def _grows(self, before: str, match: re.Match[str]) -> bool:
        """Whether the quantity is a rate of growth: of what the next number counts, or of the row before it."""
        rate = _GROWTH.search(before)
        if rate is None or match["unit"] not in "%％":
            return False
        name, said = _clean(before[: rate.start()]), rate.group() + match.group()
        if before[: rate.start()].strip() and _YEARLY.match(rate.group()):
            self.subject, self.growth = name, said  # 每万人…拥有量年均增长43%,达到6件
            return True
        if name or not self.rows:
            return False
        self.rows[-1] = replace(self.rows[-1], growth=said)
        return True

    def _add(self, name: str, qualifier: str, match: re.Match[str], period: Period, origin: str) -> None:
        qualifier = "…".join(filter(None, (qualifier, match["above"] or match["more"] or match["more2"])))
        self.rows.append(
            Indicator(
                name, _value(match), match.group().removesuffix(match["above"] or ""), _unit(match), period.year, period.kind,
                qualifier, self.growth, self.clause.id, self.clause.label, *self.span, self.quote, period.words, origin,
                self.clause.start, period.clause, period.sentence,
            )
        )  # fmt: skip
        self.subject, self.growth = "", ""


def _parts(sentence: str) -> list[str]:
    """Return the text between commas; the names of documents (《…（2021—2025年）》) hold no quantities."""
    return _COMMAS.split(_TITLES.sub("", sentence))


def _quantities(part: str) -> Iterator[tuple[str, re.Match[str], str]]:
    """Yield each quantity of a part with the text before it, back to the quantity before, and the text behind it."""
    at = 0
    for match in _QUANTITY.finditer(part):
        if match.start() and part[match.start() - 1] in "第—–-~～.":
            continue  # a rank, or the end of a range: no single value
        if part[match.end() : match.end() + 1] in ("—", "–", "-", "~", "～"):
            continue
        yield part[at : match.start()].strip("、和及以 ").strip(), match, part[match.end() :]
        at = match.end()


def _name(before: str, after: str, subject: str) -> tuple[str, str]:
    """Return the name of a quantity and the qualifier before its number; the name is empty where the words give none."""
    qualifier = ""
    while found := _BEFORE.search(before):
        qualifier = found.group() + qualifier
        before = before[: found.start()]
    qualifier = "".join(word for word in _QUALIFIER.findall(qualifier) if not _PLAIN_QUALIFIER.fullmatch(word))
    if subject and _SUBJECTLESS.match(before):
        return subject, qualifier
    name = _clean(before)
    if name and name != "在":  # 在100家以上企业开展…
        return name, qualifier
    rest = _QUANTITY.split(after, maxsplit=1)[0].strip("、 ")  # 引进4所…机构; 150家企业通过…
    return (_clean(rest) if len(rest) > 1 else ""), qualifier


def _clean(name: str) -> str:
    return _LEADS.sub("", name.strip(" \u3000")).strip("、 的")


def _value(match: re.Match[str]) -> float:
    scale = _SCALES.get(match["scale"] or "", 1) * _SCALES.get(match["unit"], 1)
    return float(Decimal(match["number"]) * scale)  # exact: 606.8亿 is 60,680,000,000


def _unit(match: re.Match[str]) -> str:
    unit = match["unit"]
    return "元" if unit in ("万元", "亿元") else "%" if unit == "％" else unit


def quantity_of(text: str) -> tuple[float, str] | None:
    """Return the value and the unit of a text that is one quantity (8.5万件), None where it is none."""
    match = _QUANTITY.fullmatch(text)
    return None if match is None else (_value(match), _unit(match))


def said(row: Indicator) -> str:
    """Return a value with its qualifier as the document words it."""
    before, _, after = row.qualifier.partition("…")
    if before in ("余", "多"):
        return row.value_text  # 5000余万元 holds it already
    if before in ("以上", "左右"):
        return row.value_text + before
    return f"{before}{row.value_text}{after if after in ('以上', '左右') else ''}"
