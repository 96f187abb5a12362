"""What a reader may ask next: bank questions of the sentences near the answer."""

from collections.abc import Sequence

import numpy as np

from assistant.records import Hit, Status
from index.build import Units

MOST = 3


def suggestions_for(hits: Sequence[Hit], status: Status, units: Units, asked: str) -> tuple[str, ...]:
    """Return questions that other sentences of the clauses found answer, in the order of the hits.

    Where the question could not be answered, the sentences found themselves are asked for, so that a reader sees what
    the documents do hold.
    """
    if status in (Status.BLOCKED, Status.ERROR, Status.OUT_OF_SCOPE):
        return ()
    skipped = {hits[0].sentence} if hits and status is Status.ANSWERED else set()
    found: list[str] = []
    for hit in hits:
        for number in np.flatnonzero(units.question_sentence == hit.sentence):
            question = units.questions[number]
            if question.style == "formal" and hit.sentence not in skipped and question.text != asked:
                found.append(question.text)
                break
        if len(found) == MOST:
            break
    return tuple(dict.fromkeys(found))
