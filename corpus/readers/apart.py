"""Reads a file in a process of its own: a file that breaks or stalls a library costs one message, never the program."""

import json
import subprocess
import sys

from corpus import messages
from corpus.errors import ReadError
from corpus.readers.source import Source, source_from

SECONDS = 120.0  # for one file; the 331 pages of the longest one tried take 20
REFUSED = 3  # exit code of the process where the reader refused the file and said why


def read_apart(kind: str, data: bytes, name: str) -> Source:
    """Return what the reader of a kind makes of a file.

    Raises:
        ReadError: the reader refused the file, crashed on it, or took longer than ``SECONDS`` or more memory than it may.
    """
    command = [sys.executable, "-m", "corpus.readers", kind, name]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise ReadError(messages.TOO_SLOW.format(name=name, seconds=int(SECONDS))) from error
    if done.returncode == REFUSED:
        raise ReadError(done.stdout.decode("utf-8"))
    if done.returncode:
        raise ReadError(messages.DAMAGED.format(name=name))
    return source_from(json.loads(done.stdout))
