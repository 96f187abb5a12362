"""Which figures are of the same indicator: reached and aimed at, in one document or in several."""

import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from assistant.facts.indicators import Indicator
from assistant.facts.periods import BASELINE, TARGET
from assistant.wordings import alternatives

_FRAME = re.compile(alternatives(Path(__file__).with_name("indicators.tsv"))["frame"])
_PLACE = re.compile(r"^[\u4e00-\u9fff]{2,3}[省市县](?!场)")  # 武汉市年度… is the document's own place
_PER_HEAD = re.compile(r"^(?:每)?(万|百|千)人(?:口)?")


@dataclass(frozen=True, slots=True)
class Pair:
    """An indicator that the document states both as reached and as aimed at; a sum may have two parts."""

    name: str
    unit: str
    baseline: tuple[Indicator, ...]
    target: Indicator


def key(name: str) -> tuple[str, ...]:
    """Return what tells an indicator from others: its characters without those that only frame it, in sorted order.

    Order is dropped since documents write 有效商标注册总量 and 有效注册商标总量 of the same thing.
    """
    return tuple(sorted(_bare(name)))


def _bare(name: str) -> str:
    name = _PER_HEAD.sub(lambda found: f"每{found.group(1)}人", name)
    return _FRAME.sub("", _PLACE.sub("", name))


def pairs(rows: list[Indicator]) -> list[Pair]:
    """Return the indicators that occur as reached and as aimed at, in the order of the aims.

    Two names are the same indicator only if their telling characters are the same; 高价值发明专利 is not 发明专利, and
    有效地理标志 is not 地理标志证明商标. A target that names two parts (专利商标质押融资) pairs with both of its parts.
    """
    reached = [row for row in rows if row.kind == BASELINE]
    aims = [row for row in rows if row.kind == TARGET and key(row.name)]
    found = [(_same(target, reached) or _parts_of(target, reached), target) for target in aims]
    return [Pair(target.name, target.unit, base, target) for base, target in found if base]


def _same(target: Indicator, reached: list[Indicator]) -> tuple[Indicator, ...]:
    """Return the last row of the same indicator, or none."""
    same = [row for row in reached if key(row.name) == key(target.name) and row.unit == target.unit]
    return tuple(same[-1:])


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


def scale_of(value: float, unit: str) -> str:
    """Return the end of a scale in the largest unit that keeps it short: 85000件 is 8.5万件."""
    for size, name in ((10**8, "亿"), (10**4, "万")):
        if unit != "%" and value >= size:
            return f"{value / size:g}{name}{unit}"
    return f"{value:g}{unit}"
