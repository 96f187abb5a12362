"""How near an encoder puts texts that have nothing to do with each other, and how its cosines compare with another's.

Cosines of two models are no common measure: unrelated texts lie at 0.0 for one and at 0.5 for the next. Weights that
were fitted on one model's cosines serve another's once these are standardized: (cosine - mean) / deviation.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index import messages
from index.encoder import Encoder
from index.errors import EncoderError

DIGITS = 6  # of what is stored: differences in the seventh are the machine's, and the shipped model shall fit itself exactly


class Moments(NamedTuple):
    """Mean and standard deviation of the cosines of texts picked regardless of what they say."""

    mean: float
    deviation: float


@dataclass(frozen=True, slots=True)
class Scale:
    """A linear map of cosines; the default changes nothing."""

    slope: float = 1.0
    offset: float = 0.0

    @classmethod
    def between(cls, given: Moments, wanted: Moments) -> "Scale":
        """Return the map after which cosines with the moments ``given`` have the moments ``wanted``."""
        if given == wanted:
            return UNCHANGED
        slope = wanted.deviation / given.deviation
        return cls(slope, wanted.mean - slope * given.mean)

    def of(self, cosines: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the mapped cosines, same shape, higher is nearer; they may lie outside [-1, 1]."""
        return (cosines * np.float32(self.slope) + np.float32(self.offset)).astype(np.float32)


UNCHANGED = Scale()


@dataclass(frozen=True, slots=True)
class Scales:
    """The maps of a question's cosines with sentences, with passages, and with other questions."""

    sentence: Scale
    clause: Scale
    question: Scale


@dataclass(frozen=True, slots=True)
class Background:
    """An encoder's cosines of questions with sentences, with passages, and with other questions."""

    sentence: Moments
    clause: Moments
    question: Moments

    @classmethod
    def from_dict(cls, stored: dict[str, Any]) -> "Background":
        """Return what ``to_dict`` gave; raises KeyError or TypeError where it is something else."""
        return cls(*(Moments(*map(float, stored[kind])) for kind in ("sentence", "clause", "question")))

    def to_dict(self) -> dict[str, list[float]]:
        """Return the moments for a JSON file."""
        return {"sentence": list(self.sentence), "clause": list(self.clause), "question": list(self.question)}

    def scales_onto(self, wanted: "Background") -> Scales:
        """Return the maps that make cosines of this encoder comparable with those of the one behind ``wanted``."""
        return Scales(
            Scale.between(self.sentence, wanted.sentence),
            Scale.between(self.clause, wanted.clause),
            Scale.between(self.question, wanted.question),
        )


def measure(encoder: Encoder, questions: Sequence[str], sentences: Sequence[str], passages: Sequence[str]) -> Background:
    """Return the background of an encoder on texts of which hardly a pair belongs together.

    Raises:
        EncoderError: the encoder does not tell texts apart.
    """
    asked = encoder.encode_query(questions)
    return Background(
        _moments(encoder, asked @ encoder.encode_document(sentences).T),
        _moments(encoder, asked @ encoder.encode_document(passages).T),
        _moments(encoder, (asked @ asked.T)[np.triu_indices(len(asked), 1)]),
    )


def _moments(encoder: Encoder, cosines: NDArray[np.float32]) -> Moments:
    mean, deviation = (round(float(value), DIGITS) for value in (cosines.mean(), cosines.std()))
    if not deviation > 0:
        raise EncoderError(messages.TELLS_NOTHING_APART.format(name=encoder.name))
    return Moments(mean, deviation)
