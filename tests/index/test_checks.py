"""Damage of a large index is found beside its use; of a small one, and of sizes, before it."""

import time
from pathlib import Path

import pytest

from corpus.registry import Registry
from index import checks
from index.checks import Check, checksums
from index.encoder import Encoder
from index.errors import DamagedIndexError
from index.segment import default_segmenter
from index.store import build_index, open_current
from index.units import collect

NOTHING = collect((), lambda _: [])


def _waited(check: Check) -> DamagedIndexError | None:
    until = time.monotonic() + 10
    while check.damage is None and time.monotonic() < until:
        time.sleep(0.01)
    return check.damage


def test_a_large_index_is_read_beside_its_use(registry: Registry, encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "AT_ONCE", 0)
    folder = build_index(registry, encoder, default_segmenter())
    path = folder / "rows.bin"
    path.write_bytes(path.read_bytes().replace("第一条".encode(), "第二条".encode()))
    opened = open_current(registry, encoder)
    assert "rows.bin" in str(_waited(opened.check))


@pytest.mark.parametrize("change", [b"", b"xyz", b"xyzzy"])
def test_another_size_is_found_before_use_and_other_content_of_a_small_index_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: bytes
) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"abc")
    files = checksums(tmp_path)
    Check([(tmp_path, files)], NOTHING)
    path.write_bytes(change)
    if len(change) != 3:
        monkeypatch.setattr(checks, "AT_ONCE", 0)
    with pytest.raises(DamagedIndexError, match="file"):
        Check([(tmp_path, files)], NOTHING)
