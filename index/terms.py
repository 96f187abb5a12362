"""Texts to numbered terms; a second process helps where there are many texts.

    python -m index.terms FOLDER

cuts the chunks in a folder. It is a program of its own and no ``multiprocessing`` worker, because such a worker runs
the caller's main module again, which a script without the usual guard does not expect.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import messages
from index.segment import Segmenter, default_segmenter

CHUNK = 4096  # texts handed over at once
HELPED_FROM = 20_000  # texts; below, the second process takes longer to start than it saves
POLL = 0.02  # seconds between looks for a chunk that the other process has in hand
Chunk = tuple[list[str], NDArray[np.int32], NDArray[np.int64]]


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of n texts: those of text i are ``vocabulary[k]`` for k in ``numbers[starts[i]:starts[i + 1]]``."""

    vocabulary: tuple[str, ...]
    numbers: NDArray[np.int32]
    starts: NDArray[np.int64]

    def joined(self, groups: Sequence[Sequence[int]]) -> "Terms":
        """Return the terms of texts put together, each a group of texts by number."""
        order = np.array([text for group in groups for text in group], np.int64)
        lengths = np.diff(self.starts)[order]
        ends = np.cumsum(lengths)
        numbers = self.numbers[np.repeat(self.starts[order] - (ends - lengths), lengths) + np.arange(lengths.sum())]
        last = np.cumsum([len(group) for group in groups])
        return Terms(self.vocabulary, numbers, np.concatenate([[0], np.concatenate([[0], ends])[last]]))

    def compact(self) -> "Terms":
        """Return the same with only the terms that occur, numbered by first occurrence."""
        used, first, inverse = np.unique(self.numbers, return_index=True, return_inverse=True)
        order = np.argsort(first)
        rank = np.empty(len(order), np.int32)
        rank[order] = np.arange(len(order), dtype=np.int32)
        return Terms(tuple(self.vocabulary[n] for n in used[order].tolist()), rank[inverse], self.starts)


class TermCutter:
    """Cuts texts into terms; a helper begins at once, so that the caller can do other work meanwhile."""

    def __init__(self, texts: Sequence[str], segmenter: Segmenter) -> None:
        self._segmenter = segmenter
        self._chunks = [texts[at : at + CHUNK] for at in range(0, len(texts), CHUNK)]
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._helper: subprocess.Popen[bytes] | None = None
        if len(texts) >= HELPED_FROM and segmenter is default_segmenter() and (os.cpu_count() or 1) > 1:
            self._start()

    def _start(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="terms-", ignore_cleanup_errors=True)
        root = Path(__file__).resolve().parent.parent
        try:
            for number, chunk in enumerate(self._chunks):
                Path(self._folder.name, f"{number}.json").write_text(json.dumps(list(chunk)), "utf-8")
            environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, (str(root), os.environ.get("PYTHONPATH"))))}
            self._helper = subprocess.Popen(
                [sys.executable, "-m", "index.terms", self._folder.name], env=environment, stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
        except OSError:  # no second process to be had: this one does all the work
            self._helper = None

    def result(self, show: Callable[[Iterable[int], str], Iterable[int]]) -> Terms:
        """Return the terms of all texts, in their order."""
        chunks: list[Chunk | None] = [None] * len(self._chunks)
        try:
            for number in show(range(len(chunks) - 1, -1, -1), messages.CUTTING):  # from the end: the helper began at the start
                chunks[number] = self._helped(number) or cut(self._chunks[number], self._segmenter)
        finally:
            if self._helper is not None:
                self._helper.kill()
                self._helper.wait()
            if self._folder is not None:
                self._folder.cleanup()
        return _together(chunk for chunk in chunks if chunk is not None)

    def _helped(self, number: int) -> Chunk | None:
        """Return a chunk that the helper took, or None if this process has to cut it."""
        if self._folder is None or self._helper is None or _take(Path(self._folder.name), number):
            return None
        done = Path(self._folder.name, f"{number}.npz")
        while not done.exists():
            if self._helper.poll() is not None and not done.exists():
                return None  # it ended before this chunk was done
            time.sleep(POLL)
        with np.load(done, allow_pickle=False) as stored:
            vocabulary = json.loads(stored["vocabulary"].tobytes())
            return vocabulary, stored["numbers"], stored["lengths"]


def _take(folder: Path, number: int) -> bool:
    """Claim a chunk for this process; False if the other one has it."""
    try:
        (folder / f"{number}.json").rename(folder / f"{number}.taken")
    except OSError:
        return False
    return True


def help_in(folder: Path) -> None:
    """Cut the chunks in a folder from the first one on, until the other process has taken the rest."""
    number = 0
    while _take(folder, number):
        texts = json.loads((folder / f"{number}.taken").read_text("utf-8"))
        vocabulary, numbers, lengths = cut(texts, default_segmenter())
        part = folder / f"{number}.part.npz"
        terms = np.frombuffer(json.dumps(vocabulary).encode(), np.uint8)
        np.savez(part, vocabulary=terms, numbers=numbers, lengths=lengths)
        part.rename(folder / f"{number}.npz")
        number += 1


def cut(texts: Sequence[str], segmenter: Segmenter) -> Chunk:
    """Return the terms of the texts once each, their numbers by text, and the number of terms of each text."""
    vocabulary: dict[str, int] = {}
    numbers: list[int] = []
    lengths: list[int] = []
    for text in texts:
        found = [vocabulary.setdefault(term, len(vocabulary)) for term in segmenter.features(text)]
        numbers += found
        lengths.append(len(found))
    return list(vocabulary), np.array(numbers, np.int32), np.array(lengths, np.int64)


def _together(chunks: Iterable[Chunk]) -> Terms:
    vocabulary: dict[str, int] = {}
    numbers: list[NDArray[np.int32]] = [np.zeros(0, np.int32)]
    lengths: list[NDArray[np.int64]] = [np.zeros(1, np.int64)]
    for terms, inside, counts in chunks:
        renumbered = np.array([vocabulary.setdefault(term, len(vocabulary)) for term in terms], np.int32)
        numbers.append(renumbered[inside] if len(inside) else inside)
        lengths.append(counts)
    return Terms(tuple(vocabulary), np.concatenate(numbers), np.cumsum(np.concatenate(lengths)))


if __name__ == "__main__":
    help_in(Path(sys.argv[1]))
