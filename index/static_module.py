"""The shipped model as a sentence-transformers module.

Apart from ``static_encoder`` so that the product's own path imports neither torch nor sentence-transformers, which
take seconds. The library passes ``task="query"`` or ``"document"`` from ``encode_query`` and ``encode_document``; plain
``encode`` counts as document.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from sentence_transformers.sentence_transformer.modules import InputModule

from index.static_encoder import DOCUMENT, QUERY, SHORTEST, StaticEncoder, unknown_vector


class StaticNgramEmbedding(InputModule):
    """Sums int8 n-gram vectors with the weights of the side; gives unit vectors.

    Attributes:
        encoder: The numpy encoder whose tables this module shares.
    """

    def __init__(self, encoder: StaticEncoder) -> None:
        """Wraps a loaded encoder (tables are shared, not copied)."""
        super().__init__()  # type: ignore[no-untyped-call]
        self.encoder = encoder
        self.register_buffer("embeddings", torch.from_numpy(encoder.embeddings), persistent=False)
        self.register_buffer("weights", torch.from_numpy(encoder.weights), persistent=False)
        self.register_buffer("unknown", torch.from_numpy(unknown_vector(encoder.dimension)), persistent=False)

    def preprocess(  # type: ignore[override]
        self, inputs: Sequence[str], prompt: str | None = None, **kwargs: Any
    ) -> dict[str, torch.Tensor]:
        """Finds the n-grams of the texts.

        Args:
            inputs: N texts.
            prompt: Ignored: the side is chosen by ``task``, the model knows no instructions.
            **kwargs: ``task`` may be "query" or "document".

        Returns:
            "input_ids" (m,) int64, "offsets" (N + 1,) int64 and "side" (N,) int64.
        """
        rows = [self.encoder.ngrams.find(text) for text in inputs]
        offsets = torch.zeros(len(rows) + 1, dtype=torch.int64)
        offsets[1:] = torch.from_numpy(np.cumsum([len(part) for part in rows]))
        side = QUERY if kwargs.get("task") == "query" else DOCUMENT
        return {
            "input_ids": torch.tensor([row for part in rows for row in part], dtype=torch.int64),
            "offsets": offsets,
            "side": torch.full((len(rows),), side, dtype=torch.int64),
        }

    def forward(self, features: dict[str, torch.Tensor], **kwargs: Any) -> dict[str, torch.Tensor]:
        """Adds "sentence_embedding", (N, d) float32 unit vectors (``unknown_vector`` where no n-gram is known)."""
        ids, offsets = features["input_ids"], features["offsets"]
        used, local = torch.unique(ids, return_inverse=True)
        weights = self.weights[int(features["side"][0])] if len(features["side"]) else self.weights[DOCUMENT]
        table = self.embeddings[used].float() * weights[used, None]
        total = torch.nn.functional.embedding_bag(local, table, offsets[:-1], mode="sum")
        length = total.norm(dim=1, keepdim=True)
        features["sentence_embedding"] = torch.where(length > SHORTEST, total / length, self.unknown)
        return features

    def get_embedding_dimension(self) -> int:
        """Returns the width of the vectors."""
        return self.encoder.dimension

    @property
    def max_seq_length(self) -> int | None:
        """No limit."""
        return None

    def save(self, output_path: str, *args: Any, safe_serialization: bool = True, **kwargs: Any) -> None:
        """Writes tables and vocabulary; sentence-transformers writes ``modules.json`` itself."""
        self.encoder.save_tables(output_path)

    @classmethod
    def load(  # type: ignore[override]
        cls, model_name_or_path: str, subfolder: str = "", **kwargs: Any
    ) -> StaticNgramEmbedding:
        """Loads from a local folder.

        Args:
            model_name_or_path: The folder; there is no hub copy of this model.
            subfolder: Folder inside it.
            **kwargs: Hub options of the base class, not needed here.

        Returns:
            The module.

        Raises:
            EncoderError: If the folder holds no readable model.
        """
        return cls(StaticEncoder.load(Path(model_name_or_path) / subfolder))
