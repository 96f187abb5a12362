"""What is mapped depends on its file for good; what a process that serves alone has read does not."""

from pathlib import Path

import numpy as np
import pytest

from index import files
from index.dense import DenseIndex, write
from index.files import LARGEST, bytes_in, is_mapped, mapped, read_alone

VALUES = np.arange(4_000, dtype=np.int32)


@pytest.fixture
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_alone", False)  # so that it is as before when the test ends
    read_alone()


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    np.save(tmp_path / "values.npy", VALUES)
    return tmp_path / "values.npy"


def test_files_are_mapped_for_processes_that_share_them(saved: Path) -> None:
    assert isinstance(mapped(saved).base, np.memmap) and isinstance(bytes_in(saved), np.memmap)


@pytest.mark.usefixtures("_alone")
def test_who_serves_alone_keeps_what_was_read_whatever_becomes_of_the_file(saved: Path) -> None:
    array, content = mapped(saved), bytes_in(saved)
    whole = saved.read_bytes()
    saved.write_bytes(b"")
    assert np.array_equal(array, VALUES) and content.tobytes() == whole


@pytest.mark.usefixtures("_alone")
def test_vectors_outlive_their_file(tmp_path: Path) -> None:
    vectors = np.eye(8, dtype=np.float32)
    write(vectors, tmp_path / "vectors.faiss")
    index = DenseIndex.load(tmp_path / "vectors.faiss")
    (tmp_path / "vectors.faiss").write_bytes(b"")
    assert index.search(vectors[3], 1)[0].tolist() == [3]


@pytest.mark.usefixtures("_alone")
def test_a_file_that_is_too_large_stays_mapped(tmp_path: Path) -> None:
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)  # takes no room on the disk
    assert is_mapped(path) and isinstance(bytes_in(path), np.memmap)


def test_an_empty_file_is_none_to_map(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    np.save(tmp_path / "none.npy", np.zeros(0))
    assert not len(bytes_in(tmp_path / "empty")) and not len(mapped(tmp_path / "none.npy"))
