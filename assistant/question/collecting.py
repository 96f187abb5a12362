"""What is wanted whole: 关于人才的全部条款整理一下 asks for every sentence on 人才, and for nothing in particular."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise
from pathlib import Path
from typing import NamedTuple

from assistant.question.cues import PATTERNS, Cue
from assistant.wordings import read_wordings
from index.segment import default_segmenter

SHORTEST, LONGEST = 2, 10  # characters of what is wanted
_LETTERS = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=1)
def _kinds() -> dict[str, str]:
    """Return the kind of each word that does not name what is wanted."""
    table = read_wordings(Path(__file__).with_name("collecting.tsv"))
    return {word: kind for kind, words in table.items() for word in words}


class Collected(NamedTuple):
    """A thing, and whether all that the documents say of it is wanted, or what they say of some kind: 版权有哪些措施."""

    thing: str
    whole: bool = False


NOTHING = Collected("")  # something in particular is asked


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a question with their kinds, and whether it says that nothing be left out."""

    kinds: tuple[str, ...]
    named: tuple[str, ...]  # stretches of words that are of no kind
    whole: bool

    @property
    def nothing_in_particular(self) -> bool:
        """Whether all there is of a thing is wanted, or what there is of some kind: 专项补贴都列出来 wants these themselves."""
        return ("tie" in self.kinds) if self.whole else {"noun", "which"} <= set(self.kinds)

    @property
    def is_name(self) -> bool:
        """Whether what is named and a word for what documents say are one name: 重点任务 are no tasks of some kind."""
        return any(kind == "noun" and not before for before, kind in pairwise(self.kinds))


def _words_of(question: str) -> _Words:
    left = PATTERNS[Cue.ALL].sub(" ", question)
    words = [word for word in default_segmenter().cut(left) if word.isalnum()]
    kinds = tuple(_kinds().get(word, "") for word in words)
    stretches = groupby(zip(words, kinds, strict=True), lambda of_kind: of_kind[1])
    named = tuple("".join(word for word, _ in group) for kind, group in stretches if not kind)
    return _Words(kinds, named, "all" in kinds or left != question)


@lru_cache(maxsize=64)
def collected(question: str) -> Collected:
    """Return the thing of which nothing in particular is wanted; ``NOTHING`` where something is.

    Beside words that ask and words for what documents say at all (条款, 提法, 措施) the question holds one stretch that stands
    apart from those: 关于人才的条款, 人才有哪些措施.
    """
    if not _may_collect(question.lower()):
        return NOTHING
    words = _words_of(question.lower())
    if len(words.named) != 1 or words.is_name or not words.nothing_in_particular:
        return NOTHING
    thing = words.named[0]
    fits = SHORTEST <= len(thing) <= LONGEST and _LETTERS.fullmatch(thing) and not thing.endswith(_of_kind("noun"))
    return Collected(thing, words.whole) if fits else NOTHING


def _may_collect(question: str) -> bool:
    """Return whether a question, not cut into words yet, holds words of the kinds without which it asks for nothing so."""
    whole = _holds(question, "all") or PATTERNS[Cue.ALL].search(question) is not None
    return (whole and _holds(question, "tie")) or (_holds(question, "noun") and _holds(question, "which"))


def _holds(question: str, kind: str) -> bool:
    return any(word in question for word in _of_kind(kind))


@lru_cache(maxsize=8)
def _of_kind(kind: str) -> tuple[str, ...]:
    return tuple(word for word, own in _kinds().items() if own == kind)
