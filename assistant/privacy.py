"""Masking of personal data, before anything is stored.

No personal data is needed to answer a question about a policy. What a person types all the same (identity card,
mobile, bank card, e-mail) is replaced by its name. Figures of a policy (``20210101``, ``7600万``) stay.
"""

import re
from collections.abc import Callable

from assistant import messages

_GAP = r"[\s\-‐-―·\u200b-\u200f\u2060\ufeff]{0,2}"  # what people, and chat programs, put between groups of digits
# A long run of digits that a unit follows is an amount ("13800000000元"), not a telephone or a card.
_NOT_AMOUNT = r"(?!\d|\.\d|\s?(?:元|万|亿|千|百|件|项|家|个|户|人|次|平方|公里|吨|%))"
_START = r"(?<![\d.])"
# Words that make a landline a private one; an office's published number is no personal data.
_PERSONAL = re.compile(r"(?:我|本人|咱|俺|家里|家中|住宅|座机|宅电|联系人|先生|女士|回电|打给)[^。;；\n]{0,15}$")
_WIDE = {0xFF10 + n: str(n) for n in range(10)} | {
    ord("＠"): "@", ord("．"): ".", ord("－"): "-", ord("　"): " ", ord("＋"): "+", ord("Ｘ"): "X", ord("ｘ"): "x",
    ord("（"): "(", ord("）"): ")",
}  # fmt: skip

_EMAIL = re.compile(r"[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,5}")
_DATE = rf"{_GAP}(?:0[1-9]|1[0-2]){_GAP}(?:0[1-9]|[12][0-9]|3[01])"
_ID_CARD = re.compile(rf"{_START}[1-9][0-9]{{5}}{_GAP}(?:18|19|20)[0-9]{{2}}{_DATE}{_GAP}[0-9]{{3}}{_GAP}[0-9Xx](?![0-9A-Za-z])")
_OLD_ID_CARD = re.compile(rf"{_START}[1-9][0-9]{{5}}[0-9]{{2}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{{3}}{_NOT_AMOUNT}")
_MOBILE = re.compile(
    rf"{_START}(?:(?:\+|00)?86{_GAP})?(?:1[3-9][0-9]{_GAP}[0-9]{{4}}{_GAP}[0-9]{{4}}|1[3-9][0-9]{_GAP}[0-9]{{3}}{_GAP}[0-9]{{5}})"
    rf"{_NOT_AMOUNT}"
)
_CARD = re.compile(rf"{_START}[1-9][0-9]{{15,18}}{_NOT_AMOUNT}")
_GROUPED_CARD = re.compile(rf"{_START}[3-6][0-9]{{3}}(?:[\s\-][0-9]{{4}}){{3}}(?:[\s\-]?[0-9]{{1,3}})?{_NOT_AMOUNT}")
_LANDLINE = re.compile(rf"{_START}\(?0[1-9][0-9]{{1,2}}\)?[\s\-]?[1-9][0-9]{{6,7}}(?:[\s\-转]{{1,2}}[0-9]{{1,5}})?{_NOT_AMOUNT}")


_DIGIT = re.compile(r"[0-9\uff10-\uff19]")
_FEWEST = 10  # digits of the shortest number that is masked: an area code and a landline; an e-mail needs none, but its @


def _luhn(digits: str) -> bool:
    """Whether the check digit of a bank card holds (ISO/IEC 7812-1)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _always(_plain: str, _found: re.Match[str]) -> bool:
    return True


def _is_card(_plain: str, found: re.Match[str]) -> bool:
    # "4000 5000 6000 7000" may be four figures of a table; a card also passes its check digit.
    return _luhn(re.sub(r"\D", "", found.group()))


def _is_personal(plain: str, found: re.Match[str]) -> bool:
    return _PERSONAL.search(plain, max(0, found.start() - 24), found.start()) is not None


# In this order: an identity card is also a run of 18 digits, and holds eleven that look like a mobile.
_RULES: tuple[tuple[re.Pattern[str], str, Callable[[str, re.Match[str]], bool]], ...] = (
    (_EMAIL, messages.MASKED_EMAIL, _always),
    (_ID_CARD, messages.MASKED_ID_CARD, _always),
    (_CARD, messages.MASKED_BANK_CARD, _always),
    (_GROUPED_CARD, messages.MASKED_BANK_CARD, _is_card),
    (_OLD_ID_CARD, messages.MASKED_ID_CARD, _always),
    (_MOBILE, messages.MASKED_MOBILE, _always),
    (_LANDLINE, messages.MASKED_PHONE, _is_personal),
)


def mask(text: str) -> str:
    """Return the text with personal data replaced by its name in 〔〕; everything else stays character for character.

    Masking twice changes nothing. A landline is masked when an area code stands before it and the words around say
    that it is a private one.
    """
    if len(_DIGIT.findall(text)) < _FEWEST and "@" not in text and "＠" not in text:
        return text
    for pattern, name, accept in _RULES:
        plain = text.translate(_WIDE)  # full-width digits are found too; one character for one, so offsets agree
        parts, at = [], 0
        for found in pattern.finditer(plain):
            if accept(plain, found):
                parts += [text[at : found.start()], name]
                at = found.end()
        text = "".join(parts) + text[at:]
    return text
