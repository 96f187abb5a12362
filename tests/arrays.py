"""Vectors and BM25 of units that are held in memory, for tests of what stands on them."""

import tempfile
from pathlib import Path

from index.build import SearchArrays, Units, load_arrays, write_arrays
from index.encoder import Encoder
from index.segment import Segmenter


def build_arrays(units: Units, encoder: Encoder, segmenter: Segmenter) -> SearchArrays:
    """Return what an index folder of the units would hold."""
    with tempfile.TemporaryDirectory(prefix="arrays-") as folder:  # what is mapped stays, when the folder goes
        return load_arrays(Path(folder), write_arrays(units, encoder, segmenter, Path(folder)), units)
