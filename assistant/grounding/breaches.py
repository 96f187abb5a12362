"""What follows from a breach: 违反规定转租的，追缴资助 says what becomes of those who do it, and never that they may."""

import re

_BREACH = re.compile("违反[^，,。；;]{0,24}?规定|违规")
_FOLLOWS = re.compile(
    "罚款|处罚|处[以罚\\d一二三四五六七八九十]|责令|追缴|追回|收回|退还|退回|没收|吊销|撤销|取消|警告|追究|责任|后果|处理|处分"
)


def of_breach(sentence: str, said: str) -> bool:
    """Return whether a sentence says what follows from a breach, where what is said speaks of neither.

    Args:
        sentence: of a document.
        said: a claim.
    """
    told = _BREACH.search(sentence) and _FOLLOWS.search(sentence)
    return bool(told) and not (_BREACH.search(said) or _FOLLOWS.search(said))
