"""Kinds of answer that are known by their form: a reason, a day, so much a year, a body, a quantity ….

Whatever a question is about, a sentence without such a form does not answer it: 哪天签的 is not answered by a sentence that names
no day, however near it is. ``kinds.tsv`` has the wordings; each kind is held against the near twins, whose sentences that state
what is asked nearly always hold the form (``python -m assistant.fitting.kinds``).
"""

import re
from functools import lru_cache
from pathlib import Path

from assistant.question.facets import asking_part
from assistant.wordings import patterns
from index.segment import normalize

KINDS = (
    "reason", "day", "rhythm", "body", "quantity", "people", "share", "rank", "span", "moment", "year", "frequency", "times",
    "whom", "clock", "phone", "area", "points", "distance", "age", "degree", "weight", "money",
)  # fmt: skip
QUANTITY = "quantity"
DAY = "day"
DATED = frozenset({DAY, "moment"})  # what asks for a date
_WORDS = patterns(Path(__file__).with_suffix(".tsv"))
_FIGURE = re.compile(r"\d+(?:\.\d+)?|[一二三四五六七八九十百千万两半零]+")


def asked_kinds(question: str) -> tuple[str, ...]:
    """Return the kinds of answer that a question wants."""
    part = normalize(asking_part(question))
    return tuple(kind for kind in KINDS if _WORDS[f"{kind}.asked"].search(part))


@lru_cache(maxsize=10_000)  # a question is held against a few hits, some of them several times
def holds(text: str, kind: str, question: str) -> bool:
    """Return whether a text holds the form of a kind of answer; of a quantity, a figure that the question does not give."""
    plain = normalize(text)
    if kind == QUANTITY and set(_FIGURE.findall(plain)) - set(_FIGURE.findall(normalize(question))):
        return True
    return _WORDS[f"{kind}.stated"].search(plain) is not None
