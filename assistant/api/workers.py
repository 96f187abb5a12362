"""Several processes behind one port: the parent that starts them again, and what each of them is told.

Each worker listens on the port by itself (SO_REUSEPORT), so that the kernel spreads connections and one that is killed
takes only its own with it. Limits, metrics and logs are shared through files; the index is mapped.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

METRICS_DIR = "PROMETHEUS_MULTIPROC_DIR"  # read by prometheus-client when it is imported
# Of glibc, read when a process starts: a heap for each of a worker's threads holds on to what is freed in it. With two the same
# questions were answered as fast in 782 MB instead of 887 (two workers, 62 documents, after 1,000 requests).
ARENAS = "MALLOC_ARENA_MAX"
AT_ONCE = 5.0  # seconds; a worker that lives shorter is started again only after a pause
LONGEST_PAUSE = 30.0
END = 6.0  # seconds that workers get to end; their own grace is shorter


@dataclass(frozen=True, slots=True)
class Worker:
    """Which worker a process is; ``folder`` holds what the workers share. The first one has the pages and builds."""

    number: int = 0
    count: int = 1
    folder: Path | None = None
    again: bool = False  # it was started again: the others are answering

    @property
    def listens_later(self) -> bool:
        """Whether it opens the assistant before it listens: the kernel would send it readers who had to wait."""
        return self.again or self.number > 0

    @property
    def socket_path(self) -> Path | None:
        """Where the first worker takes the pages' requests from the others."""
        return self.folder / "pages.sock" if self.folder else None

    @property
    def buckets_path(self) -> Path | None:
        """The file of the shared token buckets."""
        return self.folder / "buckets" if self.folder else None

    @property
    def has_pages(self) -> bool:
        """Whether this process keeps the sessions of the pages."""
        return self.number == 0


def listening(host: str, port: int, *, shared: bool) -> socket.socket:
    """Return a socket on the port; ``shared`` with the other workers. Raises ``OSError`` where it cannot be had."""
    found = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if shared:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    found.bind((host, port))
    return found


def pages_socket(path: Path) -> socket.socket:
    """Return the socket of the first worker; the one of a worker that was killed is replaced."""
    path.unlink(missing_ok=True)
    found = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    found.bind(str(path))
    return found


def end_with_parent() -> None:
    """End this process soon after its parent has gone: nobody would start it again."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1.0)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="parent", daemon=True).start()


class _Child:
    """One worker and the process that it is by now."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command, self._pause, self._not_before = command, 1.0, 0.0
        self._started = 0.0
        self.process: subprocess.Popen[bytes] | None = None

    def tend(self, now: float) -> None:
        """Start the process, or start it again after it ended."""
        if self.process is not None and self.process.poll() is not None:
            quick = now - self._started < AT_ONCE
            self._not_before = now + (self._pause if quick else 0.0)
            self._pause = min(self._pause * 2, LONGEST_PAUSE) if quick else 1.0
            self.process = None
        if self.process is None and now >= self._not_before:
            again = ["--again"] if self._started else []
            self._started = now
            self.process = subprocess.Popen([*self._command, *again])


def supervise(script: Path, given: Sequence[str], count: int) -> int:
    """Keep ``count`` workers running until the parent is told to end; return its exit code.

    Args:
        script: the program, called again for each worker with ``--worker``, ``--of`` and ``--shared``.
        given: the arguments that the program was called with.
        count: how many.
    """
    told = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: told.set())
    with tempfile.TemporaryDirectory(prefix="assistant-") as folder:
        (Path(folder) / "metrics").mkdir()
        os.environ[METRICS_DIR] = str(Path(folder) / "metrics")
        os.environ.setdefault(ARENAS, "2")
        base = [sys.executable, str(script), *given]
        own = [["--worker", str(number), "--of", str(count), "--shared", folder] for number in range(count)]
        children = [_Child([*base, *arguments]) for arguments in own]
        while not told.wait(0.2):
            for child in children:
                child.tend(time.monotonic())
        _end([child.process for child in children if child.process is not None])
    return 0


def _end(processes: Sequence["subprocess.Popen[bytes]"]) -> None:
    for process in processes:
        process.terminate()
    until = time.monotonic() + END
    for process in processes:
        try:
            process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
