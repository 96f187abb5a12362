"""The figures of a text in one form, so that 15亿, 15亿元 and 十五亿元 are one and 五万元以上 is not 五万元以下."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from assistant.wordings import alternatives, read_wordings
from corpus.numerals import chinese_to_int

_MARK = re.compile(r"[\[［【](\d{1,2}(?:[,，、\-–]\d{1,2})*)[\]］】]")
_CN = "零〇○一二两三四五六七八九十百千万亿"
_NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d+)(?:\.\d+)?|[{_CN}]+(?:点[零〇一二三四五六七八九]+)?|半(?=[年月数])"
_SCALE = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_TABLE = Path(__file__).with_name("figures.tsv")
_WORDS, _LISTS = alternatives(_TABLE), read_wordings(_TABLE)  # a unit that is not in the list is "", in answer and quote alike
_SAME_UNIT = {"天": "日", "自然日": "日", "名": "人", "人次": "人"}
_DAY = rf"(?:\d{{1,2}}|[{_CN}]{{1,3}})"
_YEAR = r"(?:\d{4}|[零〇○一二三四五六七八九]{4})"
# What is read as one piece of text: a telephone number, a document number, a date. The order decides.
_LITERALS = re.compile(
    r"(?P<phone>(?<![\d.])(?:0\d{2,3}-?\d{7,8}|1[3-9]\d{9}|[48]00-?\d{3,4}-?\d{3,4})(?![\d.]))"
    r"|(?P<number>[〔\[(]\d{4}[〕\])](?:第)?\d+号)"
    rf"|(?P<date>{_YEAR}年{_DAY}月(?:{_DAY}日)?|(?<!\d)\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?!\d)|(?<![\d年]){_DAY}月{_DAY}日)"
)
_FIGURE = re.compile(
    rf"(?P<per>百分之|千分之)?(?P<ordinal>第)?(?P<n>{_NUMBER})"
    rf"(?P<more>余|多|来(?=[十百千万亿]|{_WORDS['unit']}))?(?P<scale>[十百千万亿]{{0,4}})(?P<more2>余|多|来(?={_WORDS['unit']}))?"
    rf"(?P<unit>{_WORDS['unit']})?(?P<more3>余|多|出头|有余|还多|挂零)?"
)
_OF = "[^,、;:。!?\\d]{1,24}的"  # 不超过合同金额的50%
_UPPER = re.compile(rf"(?:{_WORDS['upper']}(?:人民币|为|达|达到|到)?|(?:不(?:超过|高于|多于|大于)|(?<!不)(?:低|少|小)于){_OF})$")
_LOWER = re.compile(
    rf"(?:{_WORDS['lower']}(?:人民币|为|了|达|达到|到)?|(?:不(?:低|少|小)于|(?<!不)(?:超过|高于|多于|大于)){_OF})$"
)
_NEAR = re.compile(rf"(?:(?P<below>{_WORDS['below']})|(?P<about>{_WORDS['about']}))$")
_BEHIND = re.compile(rf"(?:\((?:不?含)[^)]{{0,4}}\)|及|含)?(?P<b>{_WORDS['behind']})")
_NEARLY = "来"  # 五百来件: a few more or fewer
BOUND_REACH = 32  # characters before a figure in which the words stand that make it a bound
LONGEST_NUMERAL = 32  # characters; 九千九百九十九万 has eight, a longer row of numerals writes no number
_RANGE = re.compile(r"^(?:-|–|—{1,2}|~|至|到)$")
_RANGE_HEAD = re.compile(rf"(?:-|–|—{{1,2}}|~|至|分之)(?=[{_CN}])")


def plain(text: str) -> str:
    """Return ``text`` with width and case folded and white space gone: the form in which texts are compared."""
    return "".join(unicodedata.normalize("NFKC", text).split()).lower()


def without_marks(text: str) -> str:
    """Return ``text`` without its ``[1]`` marks."""
    return _MARK.sub("", text)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: canonical value, unit and bound, and its place in the plain text.

    ``bound`` is ``<=`` (不超过, 以下), ``>=`` (超过, 以上, 余), ``<~`` (近), ``~`` (约) or empty. Dates, document and
    telephone numbers have the unit ``date``, ``number`` and ``phone``; 第三条 has ``第条``.
    """

    value: str
    unit: str
    bound: str
    start: int
    end: int

    def same(self, other: "Figure") -> bool:
        """Return whether both say the same: equal value, bound and unit; 元 may be left out after 万 or 亿."""
        if self.unit == other.unit == "date":
            return other.value.startswith(self.value) or other.value.endswith("-" + self.value)
        money = {self.unit, other.unit} == {"", "元"} and len(self.value) > 4
        return self.value == other.value and self.bound == other.bound and (self.unit == other.unit or money)


def chinese_value(text: str) -> Decimal | None:
    """Return the value of a Chinese numeral (三十, 一千二百万, 三点五), or None where it writes none (十四五)."""
    if len(text) > LONGEST_NUMERAL:
        return None
    whole, _, part = text.partition("点")
    total = _whole_value(whole)
    digits = str(chinese_to_int(part) or 0).zfill(len(part)) if part else ""
    return None if total is None else Decimal(f"{total}.{digits}" if digits else total)


def _whole_value(text: str, scales: Sequence[tuple[str, int]] = (("亿", 10**8), ("万", 10**4))) -> int | None:
    """Return the value of a numeral without 点: what stands before 亿, before 万, and behind both."""
    if not scales:
        return _small_value(text)
    (unit, scale), *smaller = scales
    head, found, rest = text.partition(unit)
    value = _whole_value(rest if found else text, smaller)
    if not found or value is None:
        return value
    times = chinese_to_int(head) if head else 1
    return None if times is None else times * scale + value


def _small_value(text: str) -> int | None:
    """Return the value of a numeral below 万; none stands for 0, and 十四五 is the name of a plan."""
    if not text:
        return 0
    return None if re.search("十.?[一二三四五六七八九]{2}", text) else chinese_to_int(text)


def _canonical(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _value(match: re.Match[str]) -> str:
    text = match["n"]
    if text == "半":
        number: Decimal | None = Decimal("0.5")
    elif text[0].isascii():
        number = Decimal(text.replace(",", ""))
    else:
        number = chinese_value(text)
    if number is None:
        return text + match["scale"]
    for char in match["scale"]:
        number *= _SCALE[char]
    return _canonical(number)


def _bound(text: str, match: re.Match[str], unit: str) -> str:
    before = text[max(0, match.start() - BOUND_REACH) : match.start()]
    behind = _behind(text, match.end())
    if _UPPER.search(before) or behind == "以下":
        return "<="
    if behind in ("以内", "之内"):
        return "" if unit in _LISTS["deadline_unit"] else "<="  # 七日内 and 七日: a deadline either way
    if _LOWER.search(before) or behind == "以上" or _and_more(match):
        return ">="
    near = _NEAR.search(before)
    if near and near["below"]:
        return "<~"
    return "~" if near or behind or _nearly(match) else ""


def _behind(text: str, at: int) -> str:
    """Return 以上, 以下, 以内 … where it stands at ``at``, also behind 及 or （含）; else empty."""
    found = _BEHIND.match(text, at)
    return found["b"] if found else ""


def _and_more(match: re.Match[str]) -> bool:
    return any(match[place] not in (None, _NEARLY) for place in ("more", "more2", "more3"))


def _nearly(match: re.Match[str]) -> bool:
    return _NEARLY in (match["more"], match["more2"])


def _unit(match: re.Match[str]) -> str:
    unit = match["unit"] or ""
    if match["per"]:
        return "%" if match["per"] == "百分之" else "‰"
    if unit not in ("个", "个月"):
        unit = unit.removeprefix("个")
    return ("第" if match["ordinal"] else "") + _SAME_UNIT.get(unit, unit)


def _counts(match: re.Match[str]) -> bool:
    text, unit = match["n"], match["unit"]
    if text[0].isascii() or match["per"] or match["ordinal"] or _RANGE_HEAD.match(match.string, match.end("n")):
        return True
    if len(text) == 1:  # 统一, 万一, 千方百计: no figure without a unit
        return bool(unit) and not (text == "一" and unit in _LISTS["article_of_one"])  # 一个, 一批 … are articles
    return True


def _date(text: str) -> str:
    parts = [
        _canonical(chinese_value(part) or Decimal(0)) if not part[0].isdigit() else str(int(part))
        for part in re.findall(rf"\d+|[{_CN}]+", text)
    ]
    return "-".join(part.zfill(2) for part in parts)


@lru_cache(maxsize=2048)  # the same quotes are read for every sentence that cites them
def figures(text: str) -> tuple[Figure, ...]:
    """Return the figures of ``text`` in its plain form without marks, in order.

    ``start`` and ``end`` are offsets into ``plain(without_marks(text))``.
    """
    text = plain(without_marks(text))
    return tuple(_with_range_units(text, list(_figures(text))))


def _figures(text: str) -> Iterator[Figure]:
    at = 0
    for literal in _LITERALS.finditer(text):
        yield from _counted(text, at, literal.start())
        yield _literal(literal)
        at = literal.end()
    yield from _counted(text, at, len(text))


def _counted(text: str, at: int, end: int) -> Iterator[Figure]:
    """Yield the figures between two literals."""
    for match in _FIGURE.finditer(text, at, end):
        if _counts(match):
            unit = _unit(match)
            yield Figure(_value(match), unit, _bound(text, match, unit), match.start(), match.end())


def _literal(found: re.Match[str]) -> Figure:
    """Return a telephone number, a document number or a date as a figure."""
    kind = found.lastgroup or ""
    value = _date(found.group()) if kind == "date" else re.sub(r"\D", "-", found.group()).strip("-")
    return Figure(value.replace("-", "") if kind == "phone" else value, kind, "", found.start(), found.end())


def _with_range_units(text: str, found: list[Figure]) -> list[Figure]:
    """Give the first figure of a range (三至五年, 5—10万元) the scale and the unit of the second."""
    for n in range(len(found) - 1):
        first, second = found[n], found[n + 1]
        if not first.unit and second.unit and _RANGE.match(text[first.end : second.start]):
            scale = re.search(r"\d([十百千万亿]+)", text[second.start : second.end])
            value = first.value
            if scale and re.fullmatch(r"\d+", text[first.start : first.end]):
                value = figures(value + scale.group(1))[0].value
            found[n] = Figure(value, second.unit, first.bound, first.start, first.end)
    return found


def numbers(text: str) -> frozenset[str]:
    """Return the Arabic numbers of a text as they are written, width folded."""
    return frozenset(re.findall(r"\d+(?:\.\d+)?", plain(text)))
