"""Masking of personal data, before anything is stored or leaves the machine.

No personal data is needed to answer a question about a policy. What a person types all the same (identity card, passport,
mobile, bank card, e-mail) is replaced by its name. Figures of a policy (``20210101``, ``7600万``) stay.

A number is read as people write it: groups of digits in any script (``138``, ``１３８``, ``一三八``, ``①③⑧``) with at most three
signs between two groups. What it is, its digits say: how many from one group's start to another's end, how they begin, which
date or check digit they hold; the words before it (身份证号, 卡号, 手机) settle what the digits leave open.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant import messages

_CHINESE = {digit: str(value) for value, digit in enumerate("零一二三四五六七八九")} | {
    "〇": "0", "洞": "0", "幺": "1", "壹": "1", "贰": "2", "叁": "3", "肆": "4", "伍": "5", "陆": "6", "柒": "7",
    "捌": "8", "玖": "9",
}  # fmt: skip
_JOINING = frozenset("._/|~*:()[]·•・ -+\u200b")  # between groups; no comma, which stands between figures
_MOST_SIGNS = 3
_LONGEST = 21  # digits of the longest number that is looked for: 0086 before a mobile is 15, a card has 19
# Seven digits, the fewest of a number that is masked, with at most so many signs between two: a text without has none.
_MAY_BE_NUMBER = re.compile(rf"[0-9](?:[{re.escape(''.join(sorted(_JOINING)))}]{{0,{_MOST_SIGNS}}}[0-9]){{6}}")

# Shapes that people give a mobile's eleven digits; a row of figures ("1350 1420 156") has others.
_MOBILE_SHAPES = {
    (11,), (3, 4, 4), (3, 3, 5), (3, 5, 3), (3, 8), (7, 4), (3, 4, 2, 2), (3, 2, 2, 4), (3, 2, 2, 2, 2), (5, 6), (6, 5), (4, 7),
    (1, 2, 4, 4), (2, 2, 2, 2, 2, 1), (1, 2, 2, 2, 2, 2), (1,) * 11,
}  # fmt: skip
_CARD_SHAPES = re.compile(r"4,4,4,4(?:,[1-4])?|4,6,5|6,1[0-3]|8,8|4,12|4,4,8|(?:1,){11,}1|1[5-9]")
# Of eleven digits only money, weights and areas are amounts; nothing is counted in ten thousand millions of persons.
_AMOUNT = re.compile(r"\s?(?:[美欧日港]?元(?![旦宵月年])|人民币|吨|平方|立方|千瓦|度电|公斤|千克|%|万|亿)|\.[0-9]{1,4}(?![0-9])")
_ROUND = "0000000"  # such an end is no telephone: 15000000000
_PROVINCE = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")  # GB/T 2260
_DATE = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
_ID_CARD = re.compile(rf"[0-9]{{6}}(?:18|19|20)[0-9]{{2}}{_DATE}[0-9]{{3}}[0-9X]")
_CHECK = re.compile(r"[ \-\u200b]?[xX×✕Х]")  # the last sign of an identity card as people write it
_OLD_ID_CARD = re.compile(rf"[0-9]{{6}}[0-9]{{2}}{_DATE}[0-9]{{3}}")
_MOBILE = re.compile(r"(?:(?:00)?86)?0?(1[3-9][0-9]{9})")
_CARD = re.compile(r"(?:62|9558|4|5[1-5]|3[4-7]|60|68|69|8[0-9])[0-9]*")
# Words before a number that say what it is.
_BEFORE = 14  # characters that such a word may stand before it
_LABELS = {
    messages.MASKED_ID_CARD: re.compile(r"(?:身份证|身分证|证件号|ID)[^0-9。；;\n]{0,8}$", re.I),
    messages.MASKED_BANK_CARD: re.compile(r"(?:卡号|银行卡|储蓄卡|信用卡|账号|帐号|账户|帐户)[^0-9。；;\n]{0,8}$"),
    messages.MASKED_MOBILE: re.compile(r"(?:手机|电话|联系|微信|致电|打给|拨打|回电|短信|tel|phone)[^0-9。；;\n]{0,8}$", re.I),
}
_PUBLIC = re.compile(
    r"(?:信用代码|许可证|文号|索引号|项目编?号|项目代码|登记号|注册号|公告号|申请号|专利号|ZL|CN)[^0-9。；;\n]{0,6}$", re.I
)
_PASSPORT = re.compile(
    r"(?:护照|通行证|居住证|驾驶证|军官证|回乡证|台胞证)[^0-9A-Za-z。；;\n]{0,8}([A-Za-z]{0,2}[0-9]{7,12}[A-Za-z]?)"
)
# A landline: an office's published number is no personal data; these words make it a private one.
_PERSONAL = re.compile(r"(?:我|本人|咱|俺|家里|家中|住宅|座机|宅电|联系人|先生|女士|回电|打给)[^。;；\n]{0,15}$")
_LANDLINE = re.compile(r"(?<![0-9.])\(?0[1-9][0-9]{1,2}\)?[\s\-]?[1-9][0-9]{6,7}(?:[\s\-转]{1,2}[0-9]{1,5})?(?![0-9])")

_AT = r"\s{0,2}(?:@|[(\[<]\s?at\s?[)\]>]|\sat\s|艾特|#)\s{0,2}"
_DOT = r"\s?(?:\.|。|[(\[<]\s?dot\s?[)\]>]|\sdot\s|点|·)\s?"
_ENDS = r"(?:com|cn|net|org|edu|gov|info|cc|top|vip|me|io)(?![A-Za-z0-9])"
_LOCAL = r"(?:[A-Za-z0-9._%+\-]{1,64}|[\u4e00-\u9fff]{1,4})"
_EMAIL = re.compile(rf"{_LOCAL}\s{{0,2}}@\s{{0,2}}[A-Za-z0-9\-]{{1,63}}(?:\.[A-Za-z0-9\-]{{1,63}}){{1,5}}")
_SPELT_EMAIL = re.compile(
    rf"{_LOCAL}{_AT}[A-Za-z0-9][A-Za-z0-9\-]{{0,62}}(?:{_DOT}[A-Za-z0-9\-]{{1,63}}){{0,3}}{_DOT}{_ENDS}", re.I
)  # fmt: skip
_MAY_BE_EMAIL = re.compile(r"@|\bat\b|艾特|#", re.I)


@lru_cache(maxsize=8192)
def _plain(char: str) -> str:
    """Return a digit in Arabic form, a dash as ``-``, what is invisible as one sign, full-width signs half-width."""
    if char in _CHINESE:
        return _CHINESE[char]
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    kind = unicodedata.category(char)
    if kind == "Pd" or char in "−ー":
        return "-"
    if kind in ("Cf", "Mn", "Me"):
        return "\u200b"
    if char.isspace():
        return " " if char not in "\n\r" else "\n"
    narrow = unicodedata.normalize("NFKC", char)
    return narrow if len(narrow) == 1 else char


@dataclass(frozen=True, slots=True)
class _Group:
    """Digits of one script without a sign between them."""

    digits: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Number:
    """Neighbouring groups read as one number, in the text that ``plain`` is the Arabic form of."""

    digits: str
    shape: tuple[int, ...]
    start: int
    end: int
    plain: str

    @property
    def before(self) -> str:
        return self.plain[max(0, self.start - _BEFORE) : self.start]

    def labelled(self, name: str) -> bool:
        return _LABELS[name].search(self.before) is not None


def _groups(text: str, plain: str) -> Iterator[list[_Group]]:
    """Yield chains of groups; a group ends where the script changes (周一13812345678)."""
    chain: list[_Group] = []
    at = 0
    while at < len(plain):
        if not "0" <= plain[at] <= "9":
            at += 1
            continue
        end = at + 1
        while end < len(plain) and "0" <= plain[end] <= "9" and (text[end] in _CHINESE) == (text[at] in _CHINESE):
            end += 1
        if chain and not _joins(plain[chain[-1].end : at]):
            yield chain
            chain = []
        chain.append(_Group(plain[at:end], at, end))
        at = end
    yield chain


def _joins(between: str) -> bool:
    return len(between) <= _MOST_SIGNS and all(char in _JOINING for char in between)


def _numbers(chain: list[_Group], first: int, plain: str) -> Iterator[_Number]:
    """Yield the numbers that begin with a group, the longest first; the last group may bring the X of an identity card."""
    found: list[_Number] = []
    digits, shape = "", []
    for group in chain[first:]:
        digits += group.digits
        shape.append(len(group.digits))
        if len(digits) > _LONGEST:
            break
        found.append(_Number(digits, tuple(shape), chain[first].start, group.end, plain))
        mark = _CHECK.match(plain, group.end) if len(digits) == 17 else None
        if mark:
            found.append(_Number(digits + "X", tuple(shape), chain[first].start, mark.end(), plain))
    return reversed(found)


def _luhn(digits: str) -> bool:
    """Whether the check digit of a bank card holds (ISO/IEC 7812-1)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _is_id_card(number: _Number) -> bool:
    if number.labelled(messages.MASKED_ID_CARD) and len(number.digits) in (15, 17, 18):
        return True
    known = _ID_CARD.fullmatch(number.digits) or _OLD_ID_CARD.fullmatch(number.digits)
    return known is not None and _PROVINCE.match(number.digits) is not None and not _PUBLIC.search(number.before)


def _is_card(number: _Number) -> bool:
    size = len(number.digits)
    if 12 <= size <= 19 and number.labelled(messages.MASKED_BANK_CARD):
        return True
    shaped = _CARD_SHAPES.fullmatch(",".join(map(str, number.shape)))
    if not shaped or not _CARD.fullmatch(number.digits) or _PUBLIC.search(number.before):
        return False
    # "6000 7000 8000 9000" may be four figures of a table; such a card also passes its check digit. Elsewhere it may not: a slip.
    sure = len(number.shape) == 1 or (number.digits.startswith("62") and number.shape != (4, 4, 4, 4))
    return _luhn(number.digits) or (size > 15 and sure)


def _is_mobile(number: _Number) -> bool:
    found = _MOBILE.fullmatch(number.digits)
    if found is None or _PUBLIC.search(number.before):
        return False
    if number.labelled(messages.MASKED_MOBILE):
        return True
    prefix = len(number.digits) - len(found.group(1))
    if not prefix and (number.digits.endswith(_ROUND) or _AMOUNT.match(number.plain, number.end)):
        return False
    return any(shape in _MOBILE_SHAPES for shape in _without(number.shape, prefix))


def _without(shape: tuple[int, ...], prefix: int) -> Iterator[tuple[int, ...]]:
    """Yield the shape of a mobile without the code of the country before it, whether or not a sign follows the code."""
    rest, left = list(shape), prefix
    while left and rest and rest[0] <= left:
        left -= rest.pop(0)
    if rest and left:
        rest[0] -= left
    yield tuple(rest)


_KINDS = (
    (messages.MASKED_ID_CARD, _is_id_card),
    (messages.MASKED_BANK_CARD, _is_card),
    (messages.MASKED_MOBILE, _is_mobile),
)


def _named(number: _Number) -> str:
    return next((name for name, holds in _KINDS if holds(number)), "")


def _found_numbers(text: str, plain: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and name of every number that is personal data, in their order."""
    for chain in _groups(text, plain):
        first = 0
        while first < len(chain):
            found = next(((number, name) for number in _numbers(chain, first, plain) if (name := _named(number))), None)
            if found is None:
                first += 1
                continue
            number, name = found
            start = number.start - (number.plain[number.start - 1 : number.start] == "+")
            yield start, number.end, name
            while first < len(chain) and chain[first].start < number.end:
                first += 1


def _found_by_pattern(plain: str, pattern: re.Pattern[str], name: str) -> Iterator[tuple[int, int, str]]:
    for found in pattern.finditer(plain):
        yield *found.span(found.re.groups), name


def _replaced(text: str, found: Iterator[tuple[int, int, str]]) -> str:
    parts, at = [], 0
    for start, end, name in found:
        parts += [text[at:start], name]
        at = end
    return "".join(parts) + text[at:]


def mask(text: str) -> str:
    """Return the text with personal data replaced by its name in 〔〕; everything else stays character for character.

    Masking twice changes nothing. A landline is masked when an area code stands before it and the words around say
    that it is a private one.
    """
    plain = "".join(map(_plain, text))
    if _MAY_BE_EMAIL.search(plain):
        for pattern in (_EMAIL, _SPELT_EMAIL):
            # Chinese digits are words here: 张三@qq.com
            text = _replaced(text, _found_by_pattern(_half_width(text), pattern, messages.MASKED_EMAIL))
        plain = "".join(map(_plain, text))
    if not _MAY_BE_NUMBER.search(plain):
        return text
    text = _replaced(text, _found_by_pattern(plain, _PASSPORT, messages.MASKED_PAPER))
    text = _replaced(text, _found_numbers(text, "".join(map(_plain, text))))
    plain = "".join(map(_plain, text))
    private = (found for found in _LANDLINE.finditer(plain) if _PERSONAL.search(plain, max(0, found.start() - 24), found.start()))
    return _replaced(text, ((*found.span(), messages.MASKED_PHONE) for found in private))


def _half_width(text: str) -> str:
    return "".join(char if char in _CHINESE else _plain(char) for char in text)
