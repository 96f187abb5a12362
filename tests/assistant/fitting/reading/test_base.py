"""The packed weights of the base, read from a file made by hand."""

import struct
from pathlib import Path

import numpy as np
import pytest

from assistant.fitting.reading.base import PackedWeights, package_file


def packed(path: Path) -> Path:
    """A file with a vector (1, 2) and a matrix of one row: 32 weights of scale 0.5, the first nibble 15, the last 0, else 8."""
    head = b"E5S1" + struct.pack("<I", 1) + struct.pack("<7if", 32, 1, 1, 64, 2, 8, 1, 1e-12) + struct.pack("<i", 32)
    blob = b"ab"
    tokenizer = struct.pack("<5iQ", 2, 0, 2, 1, 3, len(blob)) + struct.pack("<3I", 0, 1, 2) + struct.pack("<2f", 0, 0) + blob
    tokenizer += struct.pack("<iI", 0, 0)
    nibbles = bytes([0x8F] + [0x88] * 14 + [0x08])
    names = [(b"v", 0, 2, 8), (b"m", 1, 32, 18)]
    size = len(head) + len(tokenizer) + 4 + sum(2 + len(name) + 1 + 4 + 16 for name, *_ in names)
    directory, at = struct.pack("<i", len(names)), size
    for name, kind, count, length in names:
        directory += struct.pack("<H", len(name)) + name + struct.pack("<BIQQ", kind, count, at, length)
        at += length
    path.write_bytes(head + tokenizer + directory + struct.pack("<2f", 1, 2) + np.float16(0.5).tobytes() + nibbles)
    return path


def test_tensors_are_read_by_name(tmp_path: Path) -> None:
    weights = PackedWeights(packed(tmp_path / "model.bin"))
    assert (weights.header.hidden, weights.header.inner, weights.header.positions) == (32, 64, 8)
    assert weights.vector("v").tolist() == [1, 2]
    row = weights.matrix("m", 32)[0]
    assert row[0] == pytest.approx(3.5)  # (15 - 8) * 0.5, low half of the first byte
    assert row[16:18].tolist() == [0, 0]  # its high half is 8
    assert row[31] == pytest.approx(-4)  # (0 - 8) * 0.5, high half of the last byte
    assert np.count_nonzero(row) == 2


def test_another_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other.bin").write_bytes(b"something else")
    with pytest.raises(ValueError, match="no model file"):
        PackedWeights(tmp_path / "other.bin")


def test_a_package_that_is_missing_is_named() -> None:
    with pytest.raises(ModuleNotFoundError, match="no_such_package"):
        package_file("no_such_package")
