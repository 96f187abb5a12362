"""Figures as quantities: 三成, 一半 and 百分之五十, 半年 and 6个月, 块 and 元 in one measure, so that they can be compared."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from assistant.grounding.figures import Figure, figures, plain

_DIGIT = {char: number for number, char in enumerate("零一二三四五六七八九")} | {"两": 2, "半": 5}
_TENTHS = re.compile(
    r"(?<![完统第唯十百千万\d])([一二两三四五六七八九])成([一二三四五六七八九半]?)(?![立为本果员功长交品年熟就色不])"
)
_SPOKEN: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"一半(?!以)"), "50%"),
    (re.compile(r"(?<=[\d一二三四五六七八九十百千万亿])块钱?(?![地儿])"), "元"),
    (re.compile(r"(?<=[\d一二两三四五六七八九十百千万])个(?=亿|百分点)"), ""),
    (re.compile(r"头一?名|榜首"), "第1位"),
    (re.compile(r"包含"), "包括"),
    (re.compile(r"半年"), "6个月"),
    (re.compile(r"半个?月"), "15日"),
    (re.compile(r"个?(?:礼拜|星期)"), "周"),
    (re.compile(r"(?<=[\d一二三四五六七八九十])个年头"), "年"),
    (re.compile(r"(?<!\d)(?=\d\d年[底初末])"), "20"),
    # a bound is no ban: 不得少于三年 is 不少于三年
    (re.compile(r"不(?:[能得准许应]|可以?|应当)(?=(?:少|低|多|高|大|小)于|超过)"), "不"),
)
# 一万二 is 12000, 三百五 350: what stands behind the last scale counts its tenths
_NUMERAL = "一二三四五六七八九十百千万亿点"
_CUT_SHORT = re.compile(rf"(?<![{_NUMERAL}\d])([一二两三四五六七八九])([百千万亿])([一二三四五六七八九])(?![{_NUMERAL}成分])")
_SCALES = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_HALF_MORE = re.compile(r"((?<!\d)\d{1,3}|[一二两三四五六七八九])年半")
_FRACTION = re.compile(r"([二三四五六七八九])分之([一二三四五六七八])")
_TEN_THOUSANDTHS = re.compile(r"万分之([一二三四五六七八九]|\d+(?:\.\d+)?)")
_MEASURES: dict[str, tuple[str, int | Decimal]] = {
    "年": ("月", 12),
    "个月": ("月", 1),
    "月": ("月份", 1),
    "周": ("分钟", 7 * 1440),
    "日": ("分钟", 1440),
    "小时": ("分钟", 60),
    "分钟": ("分钟", 1),
    "‰": ("%", Decimal("0.1")),
}
# how far, as a ratio, what is stated may lie from what is claimed with a bound
_ROOM = {
    ">=": (Decimal(1), Decimal("1.2")), "<=": (Decimal("0.8"), Decimal(1)),
    "<~": (Decimal("0.9"), Decimal(1)), "~": (Decimal("0.95"), Decimal("1.05")),
}  # fmt: skip
_FAR = 1000  # times
_FEW = 3  # a count up to this may be an article, or tell the things apart: 两家都, 这三样
# what stands behind a figure that is part of a word: 第三方, 一次性, 5A级
_IN_A_WORD = {"": re.compile(r"[a-f](?![a-z])", re.IGNORECASE), "第": re.compile(r"[^,;:。!?的了]"), "次": re.compile("性")}
_RANKS = ("第", "第名", "第人", "第位")  # 名 counts people where no 第 stands before it
_COUNTED = {
    "个",
    "",
    "件",
    "项",
    "家",
    "次",
    "处",
    "种",
    "类",
    "份",
    "笔",
    "户",
    "名",
    "人",
    "位",
    "所",
    "部",
    "批",
    "期",
    "篇",
    "场",
    "级",
    "大",
}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure in its measure: ``value`` in units of ``measure``; ``bound`` as in ``Figure``; its place in the plain text."""

    value: Decimal
    measure: str
    unit: str
    bound: str
    start: int
    end: int

    @property
    def one(self) -> bool:
        """Whether it may be no figure at all: 一年交一次, 一份目录, 两家都."""
        return (self.value <= _FEW and self.measure == "数") or (self.unit in _MEASURES and self.value == _MEASURES[self.unit][1])

    def comparable(self, other: "Quantity") -> bool:
        """Return whether both count in the same measure; a counter may be left out or be 个.

        Where it is left out and one is far larger, they count different things: 十五万 is no 15件.
        """
        units = {self.unit, other.unit}
        if self.measure == other.measure:
            if "" in units and self.far_from(other):
                return False
            return len(units) == 1 or not units.isdisjoint({"", "个"}) or self.measure != "数"
        return {self.measure, other.measure} == {"元", "数"} and "" in units and min(self.value, other.value) >= 1000

    def far_from(self, other: "Quantity") -> bool:
        """Return whether one is so much larger that they hardly count the same: 每件五千元, 共5000万元."""
        return max(self.value, other.value) > _FAR * min(self.value, other.value)

    def beyond(self, stated: "Quantity") -> bool:
        """Return whether a stated quantity is one that this claims: 7092 is over 5000; 6700余 is 六千多, not 五千多."""
        if self.bound not in (">=", "<="):
            return False
        if stated.bound == self.bound == ">=":
            return self.value <= stated.value < self.value + self._last_place
        if stated.bound:
            return False
        return stated.value >= self.value if self.bound == ">=" else stated.value <= self.value

    @property
    def _last_place(self) -> Decimal:
        """What one in the last digit that is not zero is worth: 1000 of 6000."""
        exponent = self.value.normalize().as_tuple().exponent
        return Decimal(10) ** exponent if isinstance(exponent, int) else Decimal(0)

    def meets(self, stated: "Quantity") -> bool:
        """Return whether a stated quantity makes this one true: 近三千 of 2929, 超过四千五百 of 4524.5, 三成多 of 34%."""
        if self.value == stated.value:
            return {self.bound, stated.bound} != {">=", "<="}
        if not self.value or stated.bound in (">=", "<=", "<~"):
            return False
        low, high = _ROOM.get(self.bound, (Decimal(1), Decimal(1)))
        return low <= stated.value / self.value <= high


@lru_cache(maxsize=4096)  # the same quotes, headings and clauses come up again and again; about 4 MB
def written(text: str) -> str:
    """Return a plain text with its spoken figures written as documents do."""
    text = _TENTHS.sub(lambda m: f"{_DIGIT[m[1]] * 10 + _DIGIT.get(m[2], 0)}%", plain(text))
    text = _CUT_SHORT.sub(lambda m: str(_SCALES[m[2]] * (10 * _DIGIT[m[1]] + _DIGIT[m[3]]) // 10), text)
    text = _HALF_MORE.sub(lambda m: f"{int(_DIGIT.get(m[1], 0) or m[1]) * 12 + 6}个月", text)
    text = _TEN_THOUSANDTHS.sub(lambda m: f"{Decimal(_DIGIT.get(m[1], 0) or m[1]) / 100}%", text)
    text = _FRACTION.sub(lambda m: f"{Decimal(100 * _DIGIT[m[2]]) / _DIGIT[m[1]]:.4g}%", text)
    for pattern, instead in _SPOKEN:
        text = pattern.sub(instead, text)
    return text


@lru_cache(maxsize=4096)
def quantities(text: str) -> tuple[Quantity, ...]:
    """Return the quantities of a text that ``written`` returned; dates, numbers of articles and years are none."""
    counted = (figure for figure in figures(text) if text[figure.start - 1 : figure.start] != "每")  # 每万人: a rate's base
    return tuple(found for figure in counted if (found := _quantity(figure, text)))


def _quantity(figure: Figure, text: str) -> Quantity | None:
    if figure.unit in ("date", "number", "phone") or (figure.unit[:1] == "第" and figure.unit not in _RANKS):
        return None
    try:
        value = Decimal(figure.value)
    except InvalidOperation:
        return None
    if figure.unit in ("年", "") and 1900 < value < 2100:
        return None
    if (pattern := _IN_A_WORD.get(figure.unit)) and pattern.match(text, figure.end):
        return None
    if figure.unit in _RANKS:
        return Quantity(value, "名次", "", "", figure.start, figure.end)
    measure, times = _MEASURES.get(figure.unit, ("数" if figure.unit in _COUNTED else figure.unit, 1))
    return Quantity(value * times, measure, figure.unit, figure.bound, figure.start, figure.end)
