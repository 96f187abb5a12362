"""The numbers of a question as places are numbered: each with its unit and brackets, and what stands between them."""

import re
from dataclasses import dataclass

from corpus.numerals import CHINESE, chinese_to_int

_N = rf"[{CHINESE.replace('两', '')}0-9]++"  # 两 counts and never numbers a place
_UNITS = "大部分|部分|部份|大块|板块|块|编|篇|章|小节|节|条|款|项|目|小点|点|自然段|段"
_NUMBER = re.compile(
    rf"(?P<back>倒数\s?(?=第))?(?P<nth>第\s?)?(?:\(\s?(?P<inner>{_N})\s?\)|(?:(?<=第)|(?<=第\s))(?P<spaced>[0-9](?:\s[0-9]){{1,3}})(?=\s?条)|(?P<plain>{_N}|(?<=[前后数])两(?=\s?条))"
    rf"|(?P<last>最后\s?一?|末)(?=\s?(?:{_UNITS})))\s?(?P<unit>{_UNITS})?(?:(?<=条)之(?P<added>{_N}))?"
)
_ORDINAL = re.compile(rf"第\s?({_N})\s?(?:条|小?点|项|个|段|款|小?节)|\(({_N})\)|最后(?:一)?(?:条|点|项|个|段|款|节)")
_WHICH = re.compile(rf"哪([{CHINESE}0-9]+)[条项点个]")
COUNTS = re.compile(r"\s?[年月日号个家件种类名位次倍成分%％万亿元亩吨米℃]|\s?\.\d|\d")  # behind a number that is no place
NEAR = 12  # characters before a number that tell what it counts
# Same text, each sign for one sign, so that offsets stay true.
_FOLD = str.maketrans(
    "０１２３４５６７８９（）．：　～〜—–－壹贰叁肆伍陆柒捌玖拾①②③④⑤⑥⑦⑧⑨⑩ⅠⅡⅢⅣⅤⅥⅦⅧⅨ",
    "0123456789().: ~~---一二三四五六七八九十123456789十123456789",
)
_IN_CHINESE = str.maketrans("0123456789", "零一二三四五六七八九")
_SAME = {"段": "款", "自然段": "款", "点": "项", "小点": "项"}  # what readers call the parts of an article
RANGE = re.compile(r"\s?(?:至|到|~|-{1,2})\s?")
LIST = re.compile(r"\s?(?:[、,，和及与或跟]|以及|还有)\s?")


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its unit (empty for none), its 之, whether it stands behind 第 or in brackets, and its offsets.

    ``value`` is below 0 where it is counted from the end, -1 for the last one, and 0 where no number can be read.
    """

    value: int
    unit: str
    added: int
    nth: bool
    inner: bool
    arabic: bool
    start: int
    end: int


def value_of(text: str) -> int:
    """Return the number that ``text`` writes, 0 for none; 5十3 is 53."""
    text = re.sub(r"\s", "", text)
    return chinese_to_int(text if text.isdigit() else text.translate(_IN_CHINESE)) or 0


def folded(text: str) -> str:
    """Return the text with one sign for what is one: full-width digits, ③, 叁; every offset stays true."""
    return text.translate(_FOLD)


def ordinals_in(text: str) -> tuple[tuple[int, ...], str]:
    """Return what ``text`` counts (第二条, 最后一点), -1 for the last, and the words before the first of them."""
    found = list(_ORDINAL.finditer(folded(text)))
    numbers = tuple(map(_counted, found))
    return numbers, text[: found[0].start()].rstrip("的里中下面,，、 ") if found else ""


def wanted_of(text: str) -> int:
    """Return how many points of something a question wants (哪四条), 0 where it says no number."""
    found = _WHICH.search(text)
    return value_of(found[1].replace("两", "二")) if found else 0


def first_ordinal(text: str) -> int:
    """Return the first number that ``text`` counts, -1 for the last, 0 where it counts none."""
    found = _ORDINAL.search(folded(text))
    return _counted(found) if found else 0


def _counted(match: re.Match[str]) -> int:
    return value_of(match.group(1) or match.group(2) or "") or -1


class Row:
    """The numbers of a text, in its order."""

    def __init__(self, text: str) -> None:
        self.written, self.text = text, folded(text)
        self.numbers = [_read(match) for match in _NUMBER.finditer(self.text)]
        self._last: dict[str, list[int]] = {}  # by unit, see _last_bearing

    def __len__(self) -> int:
        return len(self.numbers)

    def joined(self, at: int, *ways: re.Pattern[str]) -> bool:
        """Return whether a number is joined to the one behind it in one of the ways."""
        if not 0 <= at < len(self.numbers) - 1:
            return False
        between = self.text[self.numbers[at].end : self.numbers[at + 1].start]
        return any(way.fullmatch(between) for way in ways)

    def before(self, at: int) -> str:
        """Return the characters right before a number."""
        start = self.numbers[at].start
        return self.text[max(0, start - NEAR) : start]

    def counts(self, at: int) -> bool:
        """Return whether what follows a number makes it a count, an amount or a date."""
        return COUNTS.match(self.text, self.numbers[at].end) is not None

    def begins_series(self, at: int, unit: str) -> bool:
        """Return whether numbers that one unit counts begin here."""
        return self._end_of_series(at, unit) > at

    def series(self, at: int, unit: str) -> tuple[list[tuple[Number, Number]], int]:
        """Return the ranges of numbers that one unit counts (19、22条; 第一款至第三款), and the number behind them.

        A single number is a range that begins and ends with it.
        """
        end = self._end_of_series(at, unit)
        ranges: list[tuple[Number, Number]] = []
        for n, number in enumerate(self.numbers[at:end], at):
            if n > at and self.joined(n - 1, RANGE):
                ranges[-1] = (ranges[-1][0], number)
            else:
                ranges.append((number, number))
        return ranges, end

    def _end_of_series(self, at: int, unit: str) -> int:
        """Return the number behind the last one that bears the unit, of those in a row from ``at`` on; ``at`` for none."""
        if at >= len(self.numbers) or not self._may_bear(at, unit):
            return at
        return self._last_behind(at, unit) or (at + 1 if self._bears(at, unit) else at)

    def _last_behind(self, at: int, unit: str) -> int:
        """Return the same of the numbers behind ``at`` that are in a row with it; 0 for none."""
        return self._last_bearing(unit)[at + 1] if self.joined(at, LIST, RANGE) else 0

    def _last_bearing(self, unit: str) -> list[int]:
        """Return for each number but the first of a row what is behind the last one of the row that bears the unit; 0 for none.

        Read once for a unit, from behind: each number of a text may begin a row that goes to its end.
        """
        if unit not in self._last:
            last = self._last[unit] = [0] * len(self.numbers)
            for at in reversed(range(len(self.numbers))):
                if self._may_bear(at, unit):
                    bears = self._bears(at, unit) or self._ends_range(at)
                    last[at] = self._last_behind(at, unit) or (at + 1 if bears else 0)
        return self._last[unit]

    def _may_bear(self, at: int, unit: str) -> bool:
        number = self.numbers[at]
        return (number.value != 0 or number.nth) and _SAME.get(number.unit, number.unit) in ("", unit)

    def _bears(self, at: int, unit: str) -> bool:
        """Return whether a number bears the unit itself, as a bracket does for 项."""
        number = self.numbers[at]
        return number.unit != "" or (number.inner and unit == "项")

    def _ends_range(self, at: int) -> bool:
        """Return whether a number ends a range whose beginning bears the unit."""
        return at > 0 and self.joined(at - 1, RANGE) and self.numbers[at - 1].unit != "" and not self.counts(at)


def _read(match: re.Match[str]) -> Number:
    inner, plain = match.group("inner"), match.group("spaced") or match.group("plain")
    written = inner or plain or ""
    value = -1 if match.group("last") else value_of(written)
    return Number(
        -value if match.group("back") else value, match.group("unit") or "", value_of(match.group("added") or ""),
        match.group("nth") is not None, inner is not None, written.isdigit(), *match.span(),
    )  # fmt: skip
