"""Reads a file in a process of its own: a file that breaks or stalls a library costs one message, never the program."""

import json
import os
import signal
import subprocess
import sys
from importlib.util import find_spec

from corpus import messages
from corpus.errors import ReadError
from corpus.readers.source import Source, source_from

SECONDS = {"scan": 1800.0, "image": 300.0}  # for one file; recognition takes seconds a page
OTHER_SECONDS = 120.0  # the 331 pages of the longest file tried take 3
REFUSED, NO_TEXT_LAYER = 3, 4  # exit codes of the process: why it did not read the file stands on its standard output


def seconds_for(kind: str) -> float:
    """Return how long the reading of one file may take."""
    return SECONDS.get(kind, OTHER_SECONDS)


def read_apart(kind: str, data: bytes, name: str) -> Source:
    """Return what the reader of a kind makes of a file; text recognition, where it is installed, reads what has no text layer.

    Raises:
        ReadError: the reader refused the file, crashed on it, or took longer or more memory than it may.
    """
    code, said = _run(kind, data, name)
    if code == NO_TEXT_LAYER and find_spec("rapidocr") is not None:
        code, said = _run("scan", data, name)
    if code in (REFUSED, NO_TEXT_LAYER):
        raise ReadError(said.decode("utf-8"))
    if code:
        raise ReadError(messages.DAMAGED.format(name=name))
    return source_from(json.loads(said))


def _run(kind: str, data: bytes, name: str) -> tuple[int, bytes]:
    """Run the process and return its exit code with what it wrote; all that it started ends with it."""
    command = [sys.executable, "-m", "corpus.readers", kind, name]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            said, _ = process.communicate(data, timeout=seconds_for(kind))
        except subprocess.TimeoutExpired as error:
            raise ReadError(messages.TOO_SLOW.format(name=name, seconds=int(seconds_for(kind)))) from error
        finally:
            _end(process)
    return process.returncode, said


def _end(process: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return  # all of them have ended
    else:
        process.kill()
