"""Word's automatic numbers, written out as the page shows them: 第一章, （二）, 1.1.3."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from corpus.numerals import int_to_chinese
from corpus.readers.archive import attribute, child, children, value_of

LEVELS = 9
_MOST = 9999  # beyond this no list counts; a damaged start value ends here
_LEGAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"),
          (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip


def _roman(number: int) -> str:
    out = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        out += letters * count
    return out


def _letters(number: int) -> str:
    """Return A … Z, AA, BB …, as Word goes on."""
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _one_of(signs: Sequence[str]) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if number <= len(signs) else str(number)


def _by_digit(number: int) -> str:
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))


_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_FORMATS: dict[str, Callable[[int], str]] = {
    "chineseCounting": int_to_chinese, "chineseCountingThousand": int_to_chinese, "taiwaneseCounting": int_to_chinese,
    "taiwaneseCountingThousand": int_to_chinese, "japaneseCounting": int_to_chinese, "ideographDigital": _by_digit,
    "taiwaneseDigital": _by_digit, "japaneseDigitalTenThousand": int_to_chinese, "koreanDigital2": _by_digit,
    "chineseLegalSimplified": lambda number: int_to_chinese(number).translate(_LEGAL),
    "ideographLegalTraditional": lambda number: int_to_chinese(number).translate(_LEGAL),
    "ideographTraditional": _one_of(["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"]), "ideographZodiac": _one_of(["子", "丑", "寅", "卯", "辰", "巳", "午", "未", "申", "酉", "戌", "亥"]),
    "decimalEnclosedCircle": _one_of(_CIRCLED), "decimalEnclosedCircleChinese": _one_of(_CIRCLED),
    "decimalEnclosedFullstop": _one_of("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"), "decimalEnclosedParen": _one_of("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
    "ideographEnclosedCircle": _one_of("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"), "decimalFullWidth": lambda number: str(number).translate(_WIDE),
    "decimalZero": lambda number: f"{number:02d}", "numberInDash": lambda number: f"- {number} -",
    "upperRoman": _roman, "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letters, "lowerLetter": lambda number: _letters(number).lower(),
}  # fmt: skip


def write_number(number: int, number_format: str) -> str:
    """Return a number as Word writes it in a format of its own name; decimal for a format that is not known here."""
    if number_format == "none":
        return ""
    if not 0 < number <= _MOST:
        return str(number)
    return _FORMATS.get(number_format, str)(number)


@dataclass(slots=True)
class _Level:
    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None  # the level (from 1) that restarts this one; 0: none does
    legal: bool = False  # all numbers in it are Arabic
    style: str = ""


def _level(element: Any) -> _Level:
    restart = value_of(element, "lvlRestart")
    return _Level(
        _integer(value_of(element, "start"), 1), value_of(element, "numFmt", "decimal"), value_of(element, "lvlText"),
        value_of(element, "suff", "tab"), _integer(restart, 0) if restart else None, child(element, "isLgl") is not None,
        value_of(element, "pStyle"),
    )  # fmt: skip


def _integer(text: str, default: int) -> int:
    return int(text) if re.fullmatch(r"\d{1,4}", text) else default


@dataclass(slots=True)
class _List:
    """A list as paragraphs name it: its abstract list, and what it starts anew or writes otherwise."""

    abstract: str
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, _Level] = field(default_factory=dict)


class Numbering:
    """Counts the lists of one document while its paragraphs are read in order."""

    def __init__(self, root: Any | None, style_list: Callable[[str], str]) -> None:
        """Read ``numbering.xml``; ``style_list`` returns the number of the list that a style names."""
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._links: dict[str, str] = {}
        self._style_list = style_list
        for element in children(root, "abstractNum"):
            identifier = attribute(element, "abstractNumId")
            found = {_integer(attribute(level, "ilvl"), 0): _level(level) for level in children(element, "lvl")}
            self._abstract[identifier] = found
            if link := value_of(element, "numStyleLink"):
                self._links[identifier] = link
        self._lists = {attribute(element, "numId"): _list(element) for element in children(root, "num")}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def level_of_style(self, number: str, style: str) -> int | None:
        """Return the level of a list that is written for a style, or None."""
        found = self._levels(number)
        return next((at for at, level in found.items() if level.style == style), None)

    def _resolved(self, number: str) -> tuple[str, _List | None]:
        """Return the abstract list behind a list, through the style where it is only named there."""
        known = self._lists.get(number)
        if known is None:
            return "", None
        link = self._links.get(known.abstract)
        if link and not self._abstract.get(known.abstract):
            other = self._lists.get(self._style_list(link))
            return (other.abstract if other else known.abstract), known
        return known.abstract, known

    def _levels(self, number: str) -> dict[int, _Level]:
        abstract, known = self._resolved(number)
        return self._abstract.get(abstract, {}) | (known.levels if known else {})

    def next(self, number: str, at: int) -> str:
        """Count a paragraph at a level (from 0) of a list, and return its number as it stands before the text."""
        abstract, known = self._resolved(number)
        levels = self._levels(number)
        level = levels.get(at)
        if known is None or level is None or at >= LEVELS:
            return ""
        counts = self._counts.setdefault(abstract, [None] * LEVELS)
        start = level.start
        if at in known.starts and (number, at) not in self._begun:
            counts[at], start = None, known.starts[at]
        self._begun.add((number, at))
        before = counts[at]
        counts[at] = start if before is None else before + 1
        _restart(levels, counts, at)
        return _written(level, levels, counts)


def _restart(levels: dict[int, _Level], counts: list[int | None], at: int) -> None:
    """Begin anew what is below a level that was counted, and begin what is above it and was passed over."""
    for deeper in range(at + 1, LEVELS):
        restart = levels[deeper].restart if deeper in levels else None
        if restart is None or at < restart:
            counts[deeper] = None
    for upper in range(at):
        if counts[upper] is None:
            counts[upper] = levels[upper].start if upper in levels else 1


def _list(element: Any) -> _List:
    found = _List(value_of(element, "abstractNumId"))
    for override in children(element, "lvlOverride"):
        at = _integer(attribute(override, "ilvl"), 0)
        if start := value_of(override, "startOverride"):
            found.starts[at] = _integer(start, 1)
        level = child(override, "lvl")
        if level is not None:
            found.levels[at] = _level(level)
    return found


def _written(level: _Level, levels: dict[int, _Level], counts: list[int | None]) -> str:
    if level.number_format == "bullet":
        return ""

    def number(match: re.Match[str]) -> str:
        at = int(match.group(1)) - 1
        count = counts[at] or 0
        number_format = levels[at].number_format if at in levels else "decimal"
        return str(count) if level.legal and number_format != "none" else write_number(count, number_format)

    label = re.sub(r"%([1-9])", number, level.text)
    if not label.strip() or level.suffix == "nothing" or label.endswith(("、", "）", ")")):
        return label.strip()
    return f"{label.strip()} "
