"""What a question asks of a penalty: whether it asks for one, for what deed, and for that of a rule that was spoken of."""

import re
from collections.abc import Sequence
from pathlib import Path

from assistant.wordings import patterns

BESIDE = 4  # characters beside the words that ask for a penalty up to which no other deed is named: 印了要罚多少钱
_STRETCH = re.compile("[^,，。;；?？!！]+[,，。;；?？!！]*")
_SAYS = patterns(Path(__file__).with_suffix(".tsv"))


def asks_for_penalty(question: str) -> bool:
    """Return whether a question asks what follows from breaking a rule: 违反了罚多少, 有什么后果."""
    return _SAYS["asked"].search(question) is not None


def is_of_the_rule_before(question: str) -> bool:
    """Return whether a question on penalties can be on the rule that was spoken of: it says so, or hardly more than that."""
    beside = _beside(question)
    return _SAYS["same_rule"].search(beside) is not None or len(beside) <= BESIDE


def asks_on_for_penalty(question: str) -> bool:
    """Return whether a question asks for the penalty of what was spoken of, and names no other deed: 一直不改会罚多少."""
    return _asks_for_sanction(question) and is_of_the_rule_before(question)


def deed_of(question: str) -> str:
    """Return the deed of which a question asks how it is punished, without the words that ask so; empty where it names none."""
    beside = _beside(question) if _asks_for_sanction(question) else ""
    return beside if len(beside) > BESIDE else ""


def _asks_for_sanction(question: str) -> bool:
    return any(_SAYS["fined"].search(match.group()) for match in _SAYS["asked"].finditer(question))


def asks_for_fine(question: str) -> bool:
    """Return whether a question asks for a fine, and for no other consequence: 罚多少, not 有什么后果."""
    asked = [match.group() for match in _SAYS["asked"].finditer(question)]
    return bool(asked) and all(_SAYS["fine"].search(words) for words in asked)


def asks_only_for_penalty(stretches: Sequence[str]) -> bool:
    """Return whether all that is asked is how one deed is punished, and how it is in other cases: 罚多少？严重的呢？单位呢？"""
    first, *others = stretches or ("",)
    return bool(others) and _asks_for_sanction(first) and all(_asks_for_sanction(one) or _varies(one) for one in others)


def _varies(stretch: str) -> bool:
    return _SAYS["varied"].fullmatch(stretch.strip("?？。!！,， ")) is not None


def _beside(question: str) -> str:
    """Return a question without the words that ask for the penalty, and without the stretches that ask for it in other cases."""
    stretches = (stretch for stretch in _STRETCH.findall(question) if not _varies(stretch))
    return _SAYS["asked"].sub("", "".join(stretches)).strip("?？。!！,， ")
