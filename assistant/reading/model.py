"""The reading model as the product uses it: loaded once, on the processor, without torch.

It is a transformer of six layers that reads a question together with a sentence; how it was trained and what it is worth
stands in its model card (``weights/README.md``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from onnxruntime import InferenceSession, SessionOptions
from tokenizers import Tokenizer

from assistant.reading.passage import QUESTION, Passage

FOLDER = Path(__file__).parent / "weights"
GRAPH, TOKENIZER = "reading.onnx", "tokenizer.json"
_SLOWER = "SkipLayerNormFusion"  # of onnxruntime: a sum and its norm at once take six times as long as one after the other
LONGEST = 160  # pieces of a question with its passage; the rest of a long sentence is cut


@dataclass(frozen=True, slots=True)
class Reading:
    """Probabilities in [0, 1] of a pair.

    ``states``: that the sentence states what the question asks. Where the question is a claim, ``supports`` and ``contradicts``:
    that it bears the claim out, or denies it; these two and "neither" sum to 1.
    """

    states: float
    supports: float
    contradicts: float


class ReadingModel:
    """Reads pairs of a question and a sentence. Thread-safe."""

    def __init__(self, folder: Path) -> None:
        options = SessionOptions()
        options.intra_op_num_threads = 1  # several questions at a time share the processors
        self.session = InferenceSession(
            str(folder / GRAPH), options, providers=["CPUExecutionProvider"], disabled_optimizers=[_SLOWER]
        )
        self.tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        self.tokenizer.enable_truncation(LONGEST)

    def read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        """Return what the model makes of each passage for a question, in their order.

        Each is read by itself: filled up to the longest of them it costs twice as much, and what is made of it would depend on
        what it is read with, for the model rounds by what it is given at once.
        """
        return [self._read(question[:QUESTION], passage.text) for passage in passages]

    def _read(self, question: str, passage: str) -> Reading:
        encoded = self.tokenizer.encode(question, passage)
        ids, mask = (np.array([row], np.int64) for row in (encoded.ids, encoded.attention_mask))
        chances: NDArray[np.float32] = self.session.run(None, {"input_ids": ids, "attention_mask": mask})[0]
        return Reading(*map(float, chances[0, :3]))


@lru_cache(maxsize=1)
def load_reading_model() -> ReadingModel:
    """Return the shipped reading model."""
    return ReadingModel(FOLDER)
