"""Quantities that a document states, as rows: what, how much, of which year, reached or aimed at, and where it says so.

Only what the words themselves settle becomes a row: a number needs a unit, a name beside it, and a period that tells
whether it was reached or is aimed at. Fines, fees and deadlines of statutes have no such period and give no rows.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from assistant.facts.periods import BASELINE, TARGET, Period, first_year, heading_kind, stated
from corpus.records import Clause, ParsedDocument, Span

_UNITS = "个百分点|百分点|亿元|万元|美元|元|件|项|家|个|人次|人|名|所|户|起|批|次|亩|吨|辆|台|套|%|％"
_QUANTITY = re.compile(
    rf"(?P<number>(?<!\d)\d++(?:\.\d++)?)(?P<more>[余多])?(?P<scale>[万亿])?(?P<more2>[余多])?(?P<unit>{_UNITS})(?P<above>以上|左右)?"
)
_SCALES = {"万": 10**4, "亿": 10**8, "万元": 10**4, "亿元": 10**8}
_QUALIFIERS = "不低于|不少于|达到了|达到|达成|超过|突破|接近|力争|约为|约|近|达|至少|为|至|共有|共|是"
_BEFORE = re.compile(rf"(?:{_QUALIFIERS})$")
_GROWTH = re.compile(r"(?P<name>.*?)(?P<rate>(?:年均|年平均|同比)?(?:年均|年平均)?增[长速幅](?:率)?)(?:达到|达|超过|为)?$")
_COMPARED = re.compile(r"^较(?P<base>20\d\d年|上年|“[^”]+”末)(?P<each>分别)?(?P<way>增加|增长|提高|减少|下降)$")
_LEADS = re.compile(
    r"^(?:其中|两年内|累计|共累计|全市|我市|全省|全国|全县|全区|到期末|共|已|新增|引进|推动|培育|建成|打造|支持|完成|实现|形成|认定|累计认定"
    r"|设立|建设|帮助[^,，]{2,10}?办理)+"
)
_SUBJECTLESS = re.compile(r"^(?:达到|超过|突破|力争|增至)?$")
_SKIP = re.compile(r"第$|排名|位居|位列|名列")  # a rank among others is no quantity of its own
_TITLES = re.compile(r"《[^》]{0,200}》")
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

    @property
    def span(self) -> Span:
        """Character offsets of the sentence in the document's text."""
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Pair:
    """An indicator that the document states both as reached and as aimed at; a sum may have two parts."""

    name: str
    unit: str
    baseline: tuple[Indicator, ...]
    target: Indicator


def extract(parsed: ParsedDocument) -> list[Indicator]:
    """Return the quantities of a document, in the order of its text; a document without any gives an empty list."""
    starts = first_year(parsed.document)
    rows: list[Indicator] = []
    section: tuple[str, ...] | None = None
    lead: Period | None = None
    for clause in parsed.clauses:
        kind = heading_kind(clause.headings)
        if clause.headings != section:
            section, lead = clause.headings, None
        period, origin = (lead, "节") if lead else (Period(kind, None, "") if kind else None, "")
        for span in clause.sentences:
            sentence = clause.text[span[0] - clause.start : span[1] - clause.start]
            found, period, origin = _sentence(sentence, clause, span, kind, starts, period, origin)
            rows += found
            if lead is None and origin == "句" and period is not None:
                lead = period  # the first lines of a section say what all of it is about: 到2025年,…
            origin = "段" if origin == "句" else origin
    return rows


def _sentence(
    sentence: str, clause: Clause, span: Span, kind: str | None, starts: int | None, period: Period | None, origin: str
) -> tuple[list[Indicator], Period | None, str]:
    rows: list[Indicator] = []
    subject, growth = "", ""
    for part in _parts(sentence):
        named = stated(part, kind, starts)
        if named is not None:
            period, origin = named, "句"
            part = part.replace(named.words, "", 1).lstrip(" \u3000")
        if not part or period is None:
            continue
        quantities = list(_quantities(part))
        for before, match, after in quantities:
            compared = _COMPARED.match(before.strip())
            if compared or (rows and not before.strip() and rows[-1].growth.startswith("较")):
                rows = _compare(rows, compared, [m for _, m, _ in quantities])
                break
            rate = _GROWTH.fullmatch(before.strip())
            if rate and match["unit"] in "%％":
                name = _clean(rate["name"])
                said = before.strip()[rate.start("rate") :] + match.group()
                if rate["name"].strip() and rate["rate"][:2] in ("年均", "年平"):
                    subject, growth = name, said  # 每万人…拥有量年均增长43%,达到6件
                    continue
                if not name and rows:
                    rows[-1] = replace(rows[-1], growth=said)
                    continue
            name, qualifier = _name(before, after, subject)
            if not name or _SKIP.search(part):
                continue
            qualifier = "…".join(filter(None, (qualifier, match["above"] or match["more"] or match["more2"])))
            rows.append(
                Indicator(
                    name, _value(match), match.group().removesuffix(match["above"] or ""), _unit(match), period.year, period.kind,
                    qualifier, growth, clause.id, clause.label, *span, sentence, period.words, origin,
                )
            )  # fmt: skip
            subject, growth = "", ""
    return rows, period, origin


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
        yield part[at : match.start()].strip("、和及以 "), match, part[match.end() :]
        at = match.end()


def _name(before: str, after: str, subject: str) -> tuple[str, str]:
    """Return the name of a quantity and the qualifier before its number; the name is empty where the words give none."""
    before = before.strip()
    found = _BEFORE.search(before)
    qualifier = ""
    while found:
        qualifier = found.group() + qualifier
        before = before[: found.start()]
        found = _BEFORE.search(before)
    qualifier = "".join(q for q in re.findall(_QUALIFIERS, qualifier) if q not in ("为", "至", "共", "共有", "是"))
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


def _compare(rows: list[Indicator], found: re.Match[str] | None, matches: list[re.Match[str]]) -> list[Indicator]:
    """Give 较2015年分别增加4749件、278件 to the rows it is about: as many rows as it has numbers, in their order."""
    if found is None or len(rows) < len(matches):
        return rows
    said = [f"较{found['base']}{found['way']}{match.group()}" for match in matches]
    tail = [replace(row, growth=words) for row, words in zip(rows[-len(said) :], said, strict=True)]
    return rows[: -len(said)] + tail


_PLACE = re.compile(r"^[\u4e00-\u9fff]{2,3}[省市县](?!场)")  # 襄阳市年度… is the document's own place
_PER_HEAD = re.compile(r"^(?:每)?(万|百|千)人(?:口)?")
_EMPTY_WORDS = re.compile(
    r"全市|我市|年度|总量|总额|总数|数量|总|拥有|年|国家|认证|通过|完成|企业开展|企业|入选|推动|开展|工作|[“”\"量数件的、和]"
)


def key(name: str) -> tuple[str, ...]:
    """Return what tells an indicator from others: its characters without those that only frame it, in sorted order.

    Order is dropped since documents write 有效商标注册总量 and 有效注册商标总量 of the same thing.
    """
    return tuple(sorted(_bare(name)))


def _bare(name: str) -> str:
    name = _PER_HEAD.sub(lambda found: f"每{found.group(1)}人", name)
    return _EMPTY_WORDS.sub("", _PLACE.sub("", name))


def pairs(rows: list[Indicator]) -> list[Pair]:
    """Return the indicators that occur as reached and as aimed at, in the order of the aims.

    Two names are the same indicator only if their telling characters are the same; 高价值发明专利 is not 发明专利, and
    有效地理标志 is not 地理标志证明商标. A target that names two parts (专利商标质押融资) pairs with both of its parts.
    """
    reached = [row for row in rows if row.kind == BASELINE]
    found = []
    for target in (row for row in rows if row.kind == TARGET):
        same = [row for row in reached if key(row.name) == key(target.name) and row.unit == target.unit]
        base = tuple(same[-1:]) or _parts_of(target, reached)
        if base and key(target.name):
            found.append(Pair(target.name, target.unit, base, target))
    return found


def _parts_of(target: Indicator, reached: list[Indicator]) -> tuple[Indicator, ...]:
    whole = _bare(target.name)
    for first, second in pairwise(reached):
        a, b = _bare(first.name), _bare(second.name)
        if first.clause != second.clause or {first.unit, second.unit} != {target.unit}:
            continue
        size = next((n for n in range(len(b)) if a.endswith(b[n:]) and len(b) - n >= 2), 0)
        if size and whole == a[: len(a) - len(b) + size] + b:
            return first, second
    return ()
