"""Which pinned answer a question gets: the one for the same words, or for words that mean the same beyond doubt.

Beyond doubt is: what it is about is said in the same words; it asks for the same thing; every slot that could make it
another question is filled alike (figures, years, places, documents, versions, kinds of right, places in a text, claims,
negations); and the encoder puts the two next to each other. In doubt the question is searched as any other.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.grounding.claims import negations
from assistant.pinned.store import Pin, bare
from assistant.question.cues import Cue
from assistant.question.slots import slots_of
from assistant.question.understand import Understood
from assistant.thresholds import PINNED_NEAR
from index.segment import normalize

Encode = Callable[[Sequence[str]], NDArray[np.float32]]
Signature = tuple[Any, ...]


def signature_of(understood: Understood) -> Signature:
    """Return what two questions must share to be one: all that was read of them, but the words that only ask."""
    text = normalize(understood.text)
    return (
        tuple(sorted(understood.topic)),
        understood.cues - {Cue.LIST},  # 有哪些 asks for no more than 有什么
        understood.facets, understood.defined, understood.claim, understood.phrases,
        replace(understood.pointing, names=()), understood.references, understood.ordinals, understood.document,
        understood.years, understood.asking_years, understood.asking_places, understood.subjects, understood.figures,
        replace(understood.time, words=""),
        tuple(sorted((slot.kind, text[slot.start : slot.end]) for slot in slots_of(text))),
        tuple(sorted(head for _, head in negations(text))),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Known:
    """Pins as questions are held against them."""

    exact: dict[str, Pin]
    alike: dict[Signature, list[tuple[str, Pin]]]


class Matcher:
    """Finds the pin for a question; thread-safe.

    Args:
        read: reads a question as the assistant reads it.
        encode: unit vectors of questions, by the shipped encoder: the threshold is one of its cosines.
    """

    def __init__(self, read: Callable[[str], Understood], encode: Encode) -> None:
        self._read, self._encode = read, encode
        self._lock = threading.Lock()
        self._held: tuple[Any, _Known] = None, _Known({}, {})

    def find(self, pins: Sequence[Pin], stamp: object, understood: Understood) -> Pin | None:
        """Return the pin for a question, None where it is searched.

        Args:
            pins: those that may be shown.
            stamp: what tells one state of them from another.
            understood: the question, self-contained.
        """
        if not pins:
            return None
        known = self._known(pins, stamp)
        as_written = understood.asked == understood.question  # no typo was mended: what it was mended to is a guess
        wordings = [understood.asked] if not understood.context else []
        wordings += [understood.text] if as_written else []
        exact = next((pin for wording in wordings if (pin := known.exact.get(bare(wording)))), None)
        if exact is not None or not as_written:
            return exact
        candidates = known.alike.get(signature_of(understood), [])
        if not candidates:
            return None
        vectors = self._encode([understood.text, *(question for question, _ in candidates)])
        cosines = vectors[1:] @ vectors[0]
        best = int(np.argmax(cosines))
        return candidates[best][1] if cosines[best] >= PINNED_NEAR else None

    def _known(self, pins: Sequence[Pin], stamp: object) -> _Known:
        with self._lock:
            if self._held[0] != stamp:
                exact = {bare(self._read(question).asked): pin for pin in pins for question in pin.questions}
                alike: dict[Signature, list[tuple[str, Pin]]] = {}
                for pin in pins:
                    for question in pin.questions:
                        alike.setdefault(signature_of(self._read(question)), []).append((question, pin))
                self._held = stamp, _Known(exact, alike)
            return self._held[1]
