"""Chinese and Arabic numerals, as clause numbers and questions write them."""

import re

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
LONGEST = 40  # characters; a longer row of digits writes no number, and int() would refuse it from 4,300
CHINESE = "零〇○一二三四五六七八九十百千两"


def chinese_to_int(text: str) -> int | None:
    """Return the number that ``text`` writes (``四十二``, ``42``, ``二〇二〇``), or None if it writes none."""
    if len(text) > LONGEST:
        return None
    if re.fullmatch(r"[0-9]+", text):
        return int(text)
    if not text or any(c not in CHINESE for c in text):
        return None
    if not any(c in _UNITS for c in text):  # read digit by digit: 二〇二〇
        return int("".join(str(_DIGITS[c]) for c in text))
    total, digit = 0, 0
    for char in text:
        if char in _UNITS:
            total += (digit or 1) * _UNITS[char]
            digit = 0
        else:
            digit = _DIGITS[char]
    return total + digit


def int_to_chinese(number: int) -> str:
    """Return ``number`` (0 to 9999) as it stands in article numbers: 42 is ``四十二``.

    Raises:
        ValueError: the number is out of that range.
    """
    if not 0 <= number <= 9999:
        raise ValueError(f"no article number: {number}")
    if number < 10:
        return "零一二三四五六七八九"[number]
    out, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            lead = "" if (unit == 10 and digit == 1 and not out) else "零一二三四五六七八九"[digit]
            out += ("零" if zero else "") + lead + name
            zero = False
        elif out and number:
            zero = True
    return out
