"""What a quote, or what leads it, says of an act: 违反规定转租的，追缴资助 says what follows, and never that they may."""

import re
from collections.abc import Sequence

from assistant.grounding.alignment import Evidence
from assistant.grounding.claims import negations
from assistant.grounding.statements import Statement, pieces, read

_BREACH = re.compile("违反[^，,。；;]{0,24}?规定|违规")
_FOLLOWS = re.compile(
    "罚款|处罚|处[以罚\\d一二三四五六七八九十]|责令|追缴|追回|收回|退还|退回|没收|吊销|撤销|取消|警告|追究|责任|后果|处理|处分"
)
_PUNISHED = re.compile(
    "罚款|处罚|责令|没收|吊销|警告|追究|处分|查处|(?:民事|刑事|法律|赔偿)责任|属(?:于)?侵犯|下列[^,，:：]{0,12}(?:侵权|违法)[^,，:：]{0,4}行为"
)
_EXEMPT = re.compile("可以不|不必|无需|无须|不需|不用|免[予缴交征]")
_DUE = re.compile("(?<![重主需只想首])要(?![求点素件])|必须|应当|需要|得先")
SHORTEST = 2  # characters of a word that names something
_CASE_OF_ITS_OWN = re.compile("未经|除[^,，:：]{0,30}外|另有规定|(?<!之一)(?<![形况])的[,，]|[,，;；]但")
_APPLIES = "适用"
_PARTS = re.compile("[、,，;；。]|[和及或与]者?")
_BOUNDED = re.compile("不(?=超过|[低高少多大小]于)")  # 不得超过五万元, as it is written, bans what the item says
_NUMBER = re.compile(r"^\s*\([一二三四五六七八九十\d]+\)")
_OF_PUNISHMENT = re.compile("罚|责|赔|没收|吊销|撤销|警告|追究|处分|处理|查处|惩")


def of_breach(claim: Statement, evidence: Evidence) -> bool:
    """Return whether a quote says what follows from a breach, where a claim speaks of neither.

    Where it is claimed that something is allowed, no act that is punished bears that out, whether as the breach of a rule or as
    an item of a list of offences.
    """
    stated, said = f"{evidence.lead}{evidence.quote}", claim.text
    if "may" in claim.modes and _PUNISHED.search(stated):
        return not _OF_PUNISHMENT.search(said)
    told = _BREACH.search(stated) and _FOLLOWS.search(stated)
    return bool(told) and not (_BREACH.search(said) or _FOLLOWS.search(said))


def is_barred(claim: Statement, evidence: Evidence) -> bool:
    """Return whether a quote that has a claim word for word forbids or punishes it, by what leads the list or says it."""
    banned = "ban" in read(evidence.lead).modes and "ban" not in claim.modes
    return banned or of_breach(claim, evidence)


def is_denied_by_lead(claim: Statement, lead: str) -> bool:
    """Return whether what leads the list denies what is claimed of one of its items: 不支付使用费 of 要交使用费.

    What may be left undone is no duty, in whatever words that is claimed: 可以不经许可 of 要先问过作者.
    """
    if claim.denied or _BOUNDED.search(claim.text):
        return False
    stretches = [read(piece) for piece in pieces(lead)]
    if _EXEMPT.search(lead) and _DUE.search(claim.text) and not _asks_for(claim, stretches):
        return True
    words = {word.text for stretch in stretches if stretch.denied % 2 for word in stretch.words if len(word.text) >= SHORTEST}
    return any(word in claim.text for word in words)


def is_denied_in_the_end(claim: Statement, quote: Statement) -> bool:
    """Return whether a quote denies in the end what a claim ends in: 不知道…的，不承担赔偿责任 of 不知道的，要赔钱."""
    claimed, stated = (pieces(statement.text)[-1] for statement in (claim, quote))
    if len(negations(stated)) % 2 == 0 or negations(claimed):
        return False
    said, told = ({character for word in read(each).words for character in word.text} for each in (claimed, stated))
    return not said.isdisjoint(told)


def _asks_for(claim: Statement, stretches: Sequence[Statement]) -> bool:
    """Return whether a stretch that denies nothing lays the duty down that is claimed: 但应当注明名称."""
    due = (stretch for stretch in stretches if "must" in stretch.modes and not stretch.denied)
    return any(word.text in claim.text for stretch in due for word in stretch.words if len(word.text) >= SHORTEST)


def is_left_out(claim: Statement, evidence: Evidence) -> bool:
    """Return whether what leads a list denies all its items what is claimed of one: 对下列各项，不授予专利权 of 科学发现.

    The claim names one of the things of the item, and what the lead denies: 专利权, or, of 本法不适用于, what the title is about.
    What is denied but of a case (未经许可不得, 除……外) is not denied of the item.
    """
    lead = next((piece for piece in reversed(pieces(evidence.lead)) if negations(piece)), "")
    stated = f"{evidence.lead}{evidence.quote}"
    if not lead or _CASE_OF_ITS_OWN.search(stated) or (claim.denied - len(negations(evidence.quote))) % 2:
        return False
    told = lead[negations(lead)[-1][0] :]
    of_title = told.startswith(_APPLIES)
    denied = _contents(evidence.above if of_title else told)
    return _shares(claim.text, denied) and any(_is_named(part, claim) for part in _PARTS.split(_NUMBER.sub("", evidence.quote)))


def _contents(text: str) -> list[str]:
    return [word.text for word in read(text).words if len(word.text) >= SHORTEST]


def _shares(claim: str, words: Sequence[str]) -> bool:
    """Return whether a claim has one of some words, or two characters of it that it begins with: 专利 of 专利权."""
    return any(word[:SHORTEST] in claim for word in words)


def _is_named(part: str, claim: Statement) -> bool:
    words = _contents(part)
    return bool(words) and all(word in claim.text for word in words)
