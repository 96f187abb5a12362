"""References in a question: 三(三)3, 第三部分第二节第4点, 专利法第十条第一款第八项, 42到45条, 最后一章.

Numbers that follow each other directly lead deeper, 至 and 到 make a range, 、 and 和 a list.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.question.numbering import COUNTS, LIST, RANGE, Number, Row, folded, value_of
from corpus.numerals import CHINESE, int_to_chinese

LARGEST = 99  # of a part, section or point; a larger number is a year or an amount
_LAW = ("条", "款", "项", "目")  # from an article down
_PARAGRAPHS = ("段", "自然段")
_TOP = ("大部分", "部分", "部份", "大块", "板块", "块", "编", "篇", "章", "小节", "节")  # units that begin a place of the outline
_ABOVE_ARTICLES = ("编", "章", "节")
# what stands before an article without 第: 专利法42条; 三条措施 is a count, no article
_OF_A_LAW = re.compile(r"(?:[法例则定释规》]|(?:19|20)\d{2}年?版?|版)\s?$")
_FIRST_OR_LAST = re.compile(r"(前|后|最后|倒数)\s?$")  # 专利法前三条
_DEEPER = re.compile(r"[\s,，、.:：的里面中内下之\-]*")
_NEXT_TO = re.compile(r"[下上前后这那]$")  # 三(三)1 下一点: a step, no place below
_WITHIN = re.compile(r"[\s的里中]*")
_ASKS_A_PLACE = re.compile(r"规划|原文|条|点|节|段|全文")  # without one of them 3.2 is a number like others
_DOTTED = re.compile(rf"(?<![0-9.])([1-9])[.\-]([1-9]\d?)(?:[.\-]([1-9]\d?))?(?!{COUNTS.pattern})")
_DOTTED_CHINESE = re.compile(
    r"(?<![一二三四五六七八九十])([一二三四五六七八九])[.\-]([一二三四五六七八九])(?:[.\-]([一二三四五六七八九1-9]))?(?![一二三四五六七八九十])"
)
# a bare number behind the kind of a text without articles is a part of it: 规划三, 意见二的第三点
_OF_A_PLAN = re.compile(r"(?:规划|意见|通知|措施|方案|纲要)[》的]?\s?$")
_BARE_NUMBER = re.compile(rf"[{CHINESE}]{{1,3}}|[0-9]{{1,2}}")
_BARE = re.compile(
    rf"第?(?:{_BARE_NUMBER.pattern})(?:\s?[.\-、]\s?(?:{_BARE_NUMBER.pattern})){{1,2}}(?:\s?的?\s?第?(?:{_BARE_NUMBER.pattern})\s?小?[点项])?"
)
_ENDS = re.compile(r"\s?(?:[、.]?\s*$|[、.]?\s?[的里中]\s?(?=第|\())")
_TITLED = re.compile(r"(?:法|条例|细则|办法|规定|意见|通知|方案|指南)[》的里中]{0,2}\s?$")
LABELS = ("专栏", "附件", "附表", "附录")
_LABELLED = re.compile(rf"({'|'.join(LABELS)})\s?([0-9一二三四五六七八九十]++)")
_PREAMBLE = re.compile(r"前言|序言|引言")
_UNWRITTEN = ("{}、", "({})", "{}.")  # how an outline writes the numbers of its levels


@dataclass(frozen=True, slots=True)
class Reference:
    """A place by numbers.

    ``article`` is (number, 之 number), below it ``paragraph`` (款), ``item`` (项) and ``subitem`` (目); ``numbers`` are
    counted from the top of the outline, each with its unit in ``units``, ``paragraph`` is then a paragraph below that
    place. -1 is the last one, 0 none; an article below 0 is counted from the end. ``until`` ends a range that begins with
    the lowest number given. References of one list share their words in ``text``.
    """

    article: tuple[int, int] | None = None
    numbers: tuple[int, ...] = ()
    paragraph: int = 0
    item: int = 0
    subitem: int = 0
    until: int = 0
    units: tuple[str, ...] = ()
    text: str = ""
    titled: bool = False  # stands behind what ends as the title of a document does
    ordinal: int = 0  # what is counted behind it: 二(二)基本原则第三条

    @property
    def labelled(self) -> bool:
        """Whether the place stands beside the outline under a label: 专栏2, 附件一."""
        return bool(self.units) and self.units[0] in LABELS

    @property
    def name(self) -> str:
        """The place as a document writes it: 第二十五条第一款第九项, 三、(二)6.; the last one as it was asked for."""
        counted = (*(self.article or ()), *self.numbers, self.paragraph, self.item, self.subitem)
        if min(counted) < 0 or self.numbers == (0,):
            return self.text
        if self.labelled:
            return f"{self.units[0]}{_chinese(self.numbers[0])}"
        return self._place_name() if self.article is None else self._article_name(*self.article)

    def _article_name(self, number: int, added: int) -> str:
        parts = zip(_LAW[1:], (self.paragraph, self.item, self.subitem), strict=True)
        named = f"第{_chinese(number)}条" + (f"之{_chinese(added)}" if added else "")
        return named + "".join(f"第{_chinese(n)}{unit}" for unit, n in parts if n)

    def _place_name(self) -> str:
        name = ""
        for level, (n, unit) in enumerate(zip(self.numbers, self.units, strict=False)):
            unwritten = _UNWRITTEN[min(level, 2)].format(n if level > 1 else _chinese(n))
            name += f"第{_chinese(n)}{unit}" if unit else unwritten
        return name.rstrip("、.") + (f"第{_chinese(self.paragraph)}段" if self.paragraph else "")


def _chinese(number: int) -> str:
    return int_to_chinese(number) if 0 <= number <= 9999 else str(number)


def parse_references(text: str, *, bare: bool = False) -> list[Reference]:
    """Return the references that ``text`` makes, in its order; empty if it makes none.

    Args:
        text: of a question.
        bare: whether a text of nothing but numbers (3.3, 三.3, 3.6第二点) is known to name a place.
    """
    place = _BARE.fullmatch(folded(text).strip()) if bare else None
    if place:
        numbers = tuple(map(value_of, _BARE_NUMBER.findall(place.group())))
        return [Reference(numbers=numbers, units=("",) * len(numbers), text=text.strip())]
    text = re.sub(r"(第\s?[^\s第]{1,4}\s?)[结届](?=\s?第\s?[^\s第]{1,4}\s?小?[点项])", r"\1节", text)  # 第四结第3点
    text = re.sub(r"(?i)\b(?:article|art\.?|section)\s*(\d{1,3})", r"第\1条", text)
    return _Reading(Row(text)).references() or _dotted(text) or _labelled(text)


def _dotted(text: str) -> list[Reference]:
    """Read 规划3.2."""
    found = _DOTTED.search(folded(text)) if _ASKS_A_PLACE.search(text) else None
    found = found or _DOTTED_CHINESE.search(folded(text))
    if found is None:
        return []
    numbers = tuple(value_of(group) for group in found.groups() if group)
    return [Reference(numbers=numbers, units=("",) * len(numbers), text=text[found.start() : found.end()])]


def _labelled(text: str) -> list[Reference]:
    """Read 专栏2 and 附件一, which stand beside the outline, and 前言, which stands before it."""
    found = [Reference(numbers=(value_of(n),), units=(label,), text=label + n) for label, n in _LABELLED.findall(folded(text))]
    preamble = _PREAMBLE.search(text)
    return found or ([Reference(numbers=(0,), units=("",), text=preamble.group())] if preamble else [])


class _Reading:
    """Reads the references of one row of numbers."""

    def __init__(self, row: Row) -> None:
        self.row, self.numbers = row, row.numbers

    def references(self) -> list[Reference]:
        """Return the references, in the order of the text."""
        found: list[Reference] = []
        at = begin = 0
        while at < len(self.numbers):
            references, after = self._at(at)
            if found and references and self.row.joined(at - 1, RANGE) and _are_ends(found[-1], references[0]):
                references = [_ranged(found.pop(), references[0].numbers[-1])]  # 三(一)到三(三)
            else:
                begin = at
            titled = _TITLED.search(self.row.before(begin)) is not None
            words = self.row.written[self.numbers[begin].start : self.numbers[max(after, at + 1) - 1].end].strip()
            found += [replace(reference, text=words, titled=titled) for reference in references]
            at = max(after, at + 1)
        of_outline = any(reference.article is None for reference in found)  # 二(二)基本原则第三条 counts below a place
        return [reference for reference in found if not of_outline or reference.article is None or reference.titled]

    def _at(self, at: int) -> tuple[list[Reference], int]:
        """Return the references that begin with a number, and the number behind them."""
        if self._begins_article(at):
            return self._law(at, 0, Reference())
        return self._place(at) if self._begins_place(at) else ([], at)

    def _begins_article(self, at: int) -> bool:
        if not self.row.begins_series(at, "条"):
            return False
        before = self.row.before(at)
        counted = _FIRST_OR_LAST.search(before)
        return self.numbers[at].nth or _OF_A_LAW.search(before[: counted.start()] if counted else before) is not None

    def _law(self, at: int, level: int, above: Reference) -> tuple[list[Reference], int]:
        """Return what is read from the level of 条, 款, 项 or 目 down, and the number behind it."""
        for depth, unit in enumerate(_LAW[level:], level):
            members, after = self.row.series(at, unit)
            if not members:
                continue
            found = [self._part(above, unit, at, first, last) for first, last in members]
            if found[-1].until == 0 and self.row.joined(after - 1, _WITHIN):
                deeper, end = self._law(after, depth + 1, found[-1])
                return ([*found[:-1], *deeper], end) if deeper else (found, after)
            return found, after
        return [], at

    def _part(self, above: Reference, unit: str, at: int, first: Number, last: Number) -> Reference:
        """Return the reference one level below another one."""
        low, high = sorted((first, last), key=lambda number: number.value)
        until = high.value if first is not last else 0
        if unit == "款":
            return replace(above, paragraph=low.value, until=until)
        if unit == "项":
            return replace(above, item=low.value, until=until)
        if unit == "目":
            return replace(above, subitem=low.value, until=until)
        counted = _FIRST_OR_LAST.search(self.row.before(at))
        if counted is None or low.nth or low.value < 0:
            return Reference(article=(low.value, low.added), until=until)
        if counted.group(1) == "前":
            return Reference(article=(1, 0), until=low.value)
        return Reference(article=(-low.value, 0), until=-1)

    def _begins_place(self, at: int) -> bool:
        """Return whether a place begins here: 第三部分, 三(三), 3-(3); not 第三点, 2025."""
        number = self.numbers[at]
        if number.unit in _TOP:
            return number.nth or number.value < 0
        return self._begins_bare(at)

    def _begins_bare(self, at: int) -> bool:
        number = self.numbers[at]
        bare = not (number.unit or number.nth or number.inner) and 0 < number.value <= LARGEST
        deeper = self.row.joined(at, _DEEPER) and self.numbers[at + 1].inner
        return bare and (self._stands_alone(at) or deeper or self._is_part_and_point(at))

    def _is_part_and_point(self, at: int) -> bool:
        """Return whether a bare Chinese number and an Arabic one behind it end the text as documents number points: 三、7."""
        if not 0 <= at < len(self.numbers) - 1:
            return False
        number, below = self.numbers[at], self.numbers[at + 1]
        if self.row.text[number.end : below.start] != "、":
            return False
        bare = not any(each.unit or each.nth or each.inner for each in (number, below))
        return bare and below.arabic and not number.arabic and _ENDS.match(self.row.text, below.end) is not None

    def _stands_alone(self, at: int) -> bool:
        """Return whether a bare number is a part by what stands around it: 规划三, 意见二的第三点; not 规划2025."""
        number = self.numbers[at]
        before = _OF_A_PLAN.search(self.row.before(at)) is not None
        return before and not number.arabic and _ENDS.match(self.row.text, number.end) is not None

    def _ends_a_place(self, at: int) -> bool:
        """Return whether a bare Chinese number goes on with the place right before it and ends the text: 第四部分三."""
        number, before = self.numbers[at], self.numbers[at - 1]
        bare = not (number.unit or number.nth or number.inner or number.arabic) and number.start == before.end
        return bare and before.unit != "" and _ENDS.match(self.row.text, number.end) is not None

    def _place(self, at: int) -> tuple[list[Reference], int]:
        """Return the places that begin with a number, and the number behind them."""
        end = at + 1
        while end < len(self.numbers) and self._leads_deeper(end):
            end += 1
        path = self.numbers[at:end]
        if len(path) > 1 and path[-1].unit == "条" and path[0].unit in _ABOVE_ARTICLES:  # 第五章第四十二条
            articles, after = self._law(end - 1, 0, Reference())
            return [replace(reference, numbers=_values(path[:-1]), units=_units(path[:-1])) for reference in articles], after
        if path[-1].unit in _PARAGRAPHS:
            above = Reference(numbers=_values(path[:-1]), units=_units(path[:-1]))
            members, after = self.row.series(end - 1, "款")
            return [self._part(above, "款", at, first, last) for first, last in members], after
        found = [Reference(numbers=_values(path), units=_units(path))]
        while end < len(self.numbers) and self._is_sibling(end):
            number = self.numbers[end].value
            if self.row.joined(end - 1, RANGE):
                found[-1] = _ranged(found[-1], number)
            else:
                found.append(replace(found[-1], numbers=(*found[-1].numbers[:-1], number), until=0))
            end += 1
        return found, end

    def _leads_deeper(self, at: int) -> bool:
        """Return whether a number names a place within the one that those before it name."""
        number, before = self.numbers[at], self.numbers[at - 1]
        if self._is_part_and_point(at - 1):
            return True
        if not self.row.joined(at - 1, _DEEPER) or self._begins_bare(at) or self._is_sibling(at) or before.unit in _PARAGRAPHS:
            return False
        if number.unit:
            return self._is_unit_below(at)
        if number.inner:
            return not before.inner
        return self._ends_a_place(at) or (before.inner and self._is_point(at))

    def _is_unit_below(self, at: int) -> bool:
        """Return whether a number with its unit counts below the place before it, and is no step to the next one."""
        number, before = self.numbers[at], self.numbers[at - 1]
        next_one = not (number.nth or number.inner) and _NEXT_TO.search(self.row.before(at)) is not None
        return not next_one and (number.unit not in _TOP or number.unit != before.unit)

    def _is_point(self, at: int) -> bool:
        """Return whether a number without unit behind a bracket is a point: 三(三)3, 三(三)三、; not 三(三)一共."""
        number = self.numbers[at]
        if number.value > LARGEST or self.row.counts(at):
            return False
        return number.arabic or number.nth or self.row.text[number.end : number.end + 1] in (".", "、")

    def _is_sibling(self, at: int) -> bool:
        """Return whether a number goes on counting what the one before it counts: 1、2; (一)至(三); 第一节和第三节."""
        number, before = self.numbers[at], self.numbers[at - 1]
        bracketed = number.inner and before.inner and self.row.joined(at - 1, _WITHIN)  # (一)(二)
        if self._begins_bare(at) or not (bracketed or self.row.joined(at - 1, LIST, RANGE)):
            return False
        alike = number.unit in ("", before.unit) or not (before.unit or number.unit in _TOP)
        return alike and number.inner == before.inner and number.value <= LARGEST and not self.row.counts(at)


def _values(path: Sequence[Number]) -> tuple[int, ...]:
    return tuple(number.value for number in path)


def _units(path: Sequence[Number]) -> tuple[str, ...]:
    return tuple(number.unit for number in path)


def _are_ends(first: Reference, last: Reference) -> bool:
    """Return whether two places of an outline have one parent, so that they may be the ends of a range."""
    return not (first.article or last.article) and first.numbers[:-1] == last.numbers[:-1]  # without an article it has numbers


def _ranged(reference: Reference, until: int) -> Reference:
    """Return the range from a place to another one of the same parent, whichever comes first."""
    low, high = sorted((reference.numbers[-1], until))
    return replace(reference, numbers=(*reference.numbers[:-1], low), until=high)
