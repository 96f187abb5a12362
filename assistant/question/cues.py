"""Cues: short wordings that tell what kind of answer a question wants."""

import re
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from assistant.wordings import patterns

PATTERNS = patterns(Path(__file__).with_name("cues.tsv"))
_LAST_STRETCH = re.compile(r"[,，。;；]")


class Cue(StrEnum):
    """What a question shows that it wants; each has its wordings in ``cues.tsv`` but for those that say otherwise."""

    LIST = "list"  # several things, all of them
    YES_NO = "yes_no"  # yes or no, and nothing else: made of several wordings, see ``read_cues``
    LOOKUP = "lookup"  # the text of a place, or the place of a text
    OCCURRENCES = "occurrences"  # every place where something stands
    COMPARES = "compares"  # a difference
    ALTERNATIVE = "alternative"  # which of two things is more
    BOTH = "both"  # the figure of two things in one breath: 办结期限及延长期限是多少
    EACH = "each"  # the same of several things
    DIFFERENCE_STATED = "difference_stated"  # names the growth that a text may itself state: 比上年增加
    TITLES = "titles"  # headings, the structure of a text
    SUPPORT = "support"  # what is done for somebody
    OPEN = "open"  # what is planned or required at all: any measure answers that, so little can be missing
    SEVERAL = "several"  # what several sentences may answer: how, under what circumstances
    MEANS = "means"  # whether there is any help or way: not if, but what there is is wanted
    ALL = "all"  # asks that nothing is left out
    DEFINITE = "definite"  # who, where, when, how many, why: one sentence answers that
    ACHIEVED = "achieved"  # asks whether something has come about
    PLANNED = "planned"  # asks what is planned, not how things are
    INTENDED = "intended"  # asks what will be done: how things are is no answer
    MEANING = "meaning"  # what a word means
    GRANT = "grant"  # money from the state
    CONTENT = "content"  # what something is or has, to be told by what stands under its heading


_PLAIN = tuple(cue for cue in Cue if cue is not Cue.YES_NO)


@lru_cache(maxsize=64)  # a question and its text are mostly one
def read_cues(question: str) -> frozenset[Cue]:
    """Return the cues of a question."""
    found = {cue for cue in _PLAIN if PATTERNS[cue].search(question)}
    if PATTERNS["counted"].search(question):
        found.add(Cue.LIST)
    return frozenset(found | ({Cue.YES_NO} if _wants_yes_no(question) else set()))


def _wants_yes_no(question: str) -> bool:
    """Return whether yes or no is an answer: 是不是, 对吗 and the like, and nothing else is asked for."""
    if not (PATTERNS["yes_no"].search(question) and PATTERNS["asserts"].search(question)):
        return False
    last = _LAST_STRETCH.split(question.rstrip("?？。!！ "))[-1]
    return PATTERNS["wh"].search(last) is None
