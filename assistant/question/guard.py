"""What is no policy question: greetings, abuse, injection, other subjects, and questions too vague to answer."""

import re
from dataclasses import dataclass
from pathlib import Path

from assistant.field import NEUTRAL, Field
from assistant.wordings import patterns, read_wordings
from index.segment import default_segmenter, normalize

_TABLE = Path(__file__).with_suffix(".tsv")
_WORDS = patterns(_TABLE)
_PIECES = ("small_talk", "address", "human")
_PIECE, _PIECE_OR_FILLER = (
    re.compile("|".join(word for key in keys for word in read_wordings(_TABLE)[key])) for keys in (_PIECES, (*_PIECES, "filler"))
)
LONGEST_PIECE = 20  # characters of the longest piece of small talk, "thanks you very much"


@dataclass(frozen=True, slots=True)
class Aside:
    """What a question is if it is no policy question: greeting, about, thanks, blocked, human (a person), or nothing."""

    kind: str = ""


def judge(question: str, field: Field = NEUTRAL) -> Aside:
    """Return what the wording alone shows. A policy question that swears is still a policy question.

    Args:
        question: as it was asked.
        field: of the office, whose words make a policy question.
    """
    plain = normalize(question).strip()
    if _injects(plain):
        return Aside("blocked")
    if _is_small_talk(plain):
        return Aside(next((kind for kind in ("human", "thanks") if _has(plain, kind)), "greeting"))
    if _has(plain, "about") and not about_policy(plain.replace("政策", ""), field):
        return Aside("about")
    if _insults(plain) and not about_policy(plain, field):
        return Aside("blocked")
    return Aside()


def about_policy(question: str, field: Field = NEUTRAL) -> bool:
    """Return whether the question uses a word of policies, or one of the office's field."""
    plain = normalize(question)
    return _has(plain, "field") or field.is_named_in(plain)


def _has(plain: str, key: str) -> bool:
    return _WORDS[key].search(plain) is not None


def _injects(plain: str) -> bool:
    """Return whether the text takes the assistant for a tool: rules dropped, answers dictated, papers forged.

    Some wordings do wherever they stand. The others are also what people ask about (伪造, 角色扮演): they do where the text
    speaks to the assistant, or demands something and asks nothing.
    """
    if _has(plain, "injection"):
        return True
    meant = _has(plain, "to_us") or (_has(plain, "demands") and not _has(plain, "asks"))
    return meant and _has(plain, "injection.aimed")


def _insults(plain: str) -> bool:
    """Return whether the text insults: a wording does where it speaks to the assistant or asks nothing (老板滚蛋了找谁 asks)."""
    return _has_as_words(plain, "abuse") and (_has(plain, "to_us") or not _has(plain, "asks"))


def _has_as_words(plain: str, key: str) -> bool:
    """Return whether a wording stands there as words of the text: 狗屁 does not in 狗屁股."""
    found = list(_WORDS[key].finditer(plain))
    if not found:
        return False
    bounds = {0} | {start + len(word) for word, start in default_segmenter().spans(plain)}
    return any(match.start() in bounds and match.end() in bounds for match in found)


def _is_small_talk(plain: str) -> bool:
    """Return whether pieces of small talk, and of asking for a person, make up the whole text.

    Each position is left once: linear in its length.
    """
    reached = {0}
    for start in range(len(plain)):
        if start not in reached:
            continue
        piece = _PIECE_OR_FILLER if start else _PIECE
        ends = range(start + 1, min(start + LONGEST_PIECE, len(plain)) + 1)
        reached.update(end for end in ends if piece.fullmatch(plain, start, end))
    return bool(plain) and len(plain) in reached
