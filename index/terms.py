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
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import messages
from index.segment import Segmenter, default_segmenter

HELPED_FROM = 20_000  # texts; below, the second process takes longer to start than it saves
POLL = 0.02  # seconds between looks for a chunk that the other process has in hand, or has not written yet
ALL = "all"  # the file that says that no chunk follows
Chunk = tuple[list[str], NDArray[np.int32], NDArray[np.int64]]


class TermCutter:
    """Cuts chunks of texts into terms; a helper begins while they are still given, so that the caller can do other work.

    Few texts stay in memory; of many, texts and terms lie in a temporary folder, and memory holds the vocabulary alone.
    """

    def __init__(self, segmenter: Segmenter) -> None:
        self.vocabulary: dict[str, int] = {}  # term → number, complete when all of ``each`` was taken
        self._segmenter = segmenter
        self._chunks: list[Sequence[str] | Chunk] = []  # texts, or their terms; empty where they lie in the folder
        self._texts = 0
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._helper: subprocess.Popen[bytes] | None = None

    def add(self, texts: Sequence[str]) -> None:
        """Take the next chunk of texts."""
        self._chunks.append(texts)
        self._texts += len(texts)
        if self._folder is not None:
            self._spill(len(self._chunks) - 1)
        elif self._texts >= HELPED_FROM and self._segmenter is default_segmenter() and (os.cpu_count() or 1) > 1:
            self._start()

    def _start(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="terms-", ignore_cleanup_errors=True)
        root = Path(__file__).resolve().parent.parent
        for number in range(len(self._chunks)):
            self._spill(number)
        try:
            environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, (str(root), os.environ.get("PYTHONPATH"))))}
            self._helper = subprocess.Popen(
                [sys.executable, "-m", "index.terms", self._folder.name], env=environment, stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
        except OSError:  # no second process to be had: this one does all the work
            self._helper = None

    def _spill(self, number: int) -> None:
        assert self._folder is not None
        part = Path(self._folder.name, f"{number}.part")
        part.write_text(json.dumps(self._chunks[number]), "utf-8")
        part.rename(part.with_suffix(".json"))  # whole, for the helper to take
        self._chunks[number] = ()

    def each(self, show: Callable[[Iterable[int], str], Iterable[int]]) -> Iterator[tuple[NDArray[np.int32], NDArray[np.int64]]]:
        """Yield of each chunk the numbers of its terms, one text behind the other, and how many terms each text has."""
        try:
            if self._folder is not None:
                Path(self._folder.name, ALL).touch()
            for number in show(range(len(self._chunks) - 1, -1, -1), messages.CUTTING):  # the helper began at the start
                self._cut(number)
            for number in range(len(self._chunks)):
                terms, inside, lengths = self._done(number)
                renumbered = np.array([self.vocabulary.setdefault(term, len(self.vocabulary)) for term in terms], np.int32)
                yield (renumbered[inside] if len(inside) else inside), lengths
        finally:
            if self._helper is not None:
                self._helper.kill()
                self._helper.wait()
            if self._folder is not None:
                self._folder.cleanup()

    def _cut(self, number: int) -> None:
        """See to it that a chunk is cut, by this process or by the helper."""
        if self._folder is None:
            self._chunks[number] = cut(self._chunks[number], self._segmenter)  # type: ignore[arg-type]  # not cut before
            return
        folder = Path(self._folder.name)
        if not _take(folder, number) and self._helped(folder / f"{number}.npz"):
            return
        _keep(folder, number, cut(json.loads((folder / f"{number}.taken").read_text("utf-8")), self._segmenter))

    def _helped(self, done: Path) -> bool:
        """Wait for a chunk that the helper took; False where it ended before that was done."""
        while not done.exists():
            if self._helper is None or (self._helper.poll() is not None and not done.exists()):
                return False
            time.sleep(POLL)
        return True

    def _done(self, number: int) -> Chunk:
        if self._folder is None:
            chunk, self._chunks[number] = self._chunks[number], ()
            return chunk  # type: ignore[return-value]  # all were cut
        done = Path(self._folder.name, f"{number}.npz")
        with np.load(done, allow_pickle=False) as stored:
            found = json.loads(stored["vocabulary"].tobytes()), stored["numbers"], stored["lengths"]
        done.unlink()
        return found


def _keep(folder: Path, number: int, chunk: Chunk) -> None:
    part = folder / f"{number}.part.npz"
    np.savez(part, vocabulary=np.frombuffer(json.dumps(chunk[0]).encode(), np.uint8), numbers=chunk[1], lengths=chunk[2])
    part.rename(folder / f"{number}.npz")
    (folder / f"{number}.taken").unlink()


def _take(folder: Path, number: int) -> bool:
    """Claim a chunk for this process; False if the other one has it."""
    try:
        (folder / f"{number}.json").rename(folder / f"{number}.taken")
    except OSError:
        return False
    return True


def help_in(folder: Path) -> None:
    """Cut the chunks in a folder from the first one on, until the other process has taken the rest or is gone."""
    number, parent = 0, os.getppid()
    while os.getppid() == parent:
        if _take(folder, number):
            _keep(folder, number, cut(json.loads((folder / f"{number}.taken").read_text("utf-8")), default_segmenter()))
            number += 1
        elif (folder / ALL).exists() and not (folder / f"{number}.json").exists():
            return
        else:
            time.sleep(POLL)


def cut(texts: Sequence[str], segmenter: Segmenter) -> Chunk:
    """Return the terms of the texts once each, their numbers by text, and the number of terms of each text."""
    vocabulary: dict[str, int] = {}
    numbers: list[int] = []
    lengths: list[int] = []
    before: dict[str, tuple[int, int]] = {}  # where the terms of a text stand: headings come again and again
    for text in texts:
        known = before.get(text)
        start = len(numbers)
        if known is None:
            numbers += [vocabulary.setdefault(term, len(vocabulary)) for term in segmenter.features(text)]
            before[text] = start, len(numbers)
        else:
            numbers += numbers[known[0] : known[1]]
        lengths.append(len(numbers) - start)
    return list(vocabulary), np.array(numbers, np.int32), np.array(lengths, np.int64)


if __name__ == "__main__":
    help_in(Path(sys.argv[1]))
