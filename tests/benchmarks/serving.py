"""What the benchmarks of the running server share: a server in its own process group, and a client that costs little."""

import asyncio
import ctypes
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[2]
OPEN_LIMITS = {"ASSISTANT_RATE_PER_MINUTE": "100000000", "ASSISTANT_RATE_BURST": "1000000"}


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def as_anybody() -> None:
    """In a new process: give up what lets root write where nobody may (Linux)."""
    for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP


@dataclass(slots=True)
class Running:
    """A server that answers."""

    process: subprocess.Popen[bytes]
    port: int

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def workers(self) -> list[int]:
        """Return the ids of the processes that serve: the children that listen, or the process itself (Linux)."""
        children = [
            int(pid) for path in Path(f"/proc/{self.process.pid}/task").glob("*/children") for pid in path.read_text().split()
        ]
        served = [pid for pid in children if b"--worker" in Path(f"/proc/{pid}/cmdline").read_bytes()]
        return served or [self.process.pid]

    def listening(self) -> int:
        """Return how many sockets listen on the port: one of each worker that takes connections (Linux)."""
        rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
        return sum(row[1].endswith(f":{self.port:04X}") and row[3] == "0A" for row in rows)

    def memory_mb(self) -> tuple[int, int]:
        """Return the memory of all processes that serve, in MB: all (shared pages divided), and what is no file's (Linux)."""
        found = Counter[str]()
        for pid in self.workers():
            rows = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
            found.update({row.split(":")[0]: int(row.split()[1]) for row in rows})
        return found["Pss"] >> 10, found["Pss_Anon"] >> 10

    def ready(self) -> bool:
        """Return whether every worker is ready, as twenty connections, each to any of them, tell."""
        return all(self.get("/readyz", 2)[0] == 200 for _ in range(20))

    def kill(self) -> None:
        """Kill the process and all that it started, at once."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def get(self, path: str, timeout: float = 20.0) -> tuple[int, str]:
        """Return status and body; 0 where there is no connection or no answer in time."""
        return fetch(self.address + path, None, timeout)

    def ask(self, question: str, timeout: float = 20.0) -> tuple[int, str]:
        """Return status and body of an answer."""
        return fetch(f"{self.address}/api/ask", {"question": question}, timeout)


def fetch(url: str, body: dict[str, str] | None, timeout: float) -> tuple[int, str]:
    """Return status and body; 0 where there is no connection or no answer in time."""
    data = json.dumps(body).encode() if body else None
    try:
        with urllib.request.urlopen(
            urllib.request.Request(url, data, {"content-type": "application/json"}), timeout=timeout
        ) as reply:
            return reply.status, reply.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(errors="replace")
    except OSError:
        return 0, ""


@contextmanager
def server(
    data: Path, *arguments: str, code: Path = ROOT, wait: float = 120.0, mere: bool = False, **env: str
) -> Iterator[Running]:
    """Start a server over a data folder and wait until it is ready; ``wait=0`` does not wait; ``mere``: see ``as_anybody``."""
    port = free_port()
    command = [sys.executable, str(code / "ui.py"), "--port", str(port), "--data-dir", str(data), *arguments]
    given = os.environ | OPEN_LIMITS | {"PYTHONPATH": str(code)} | env
    process = subprocess.Popen(
        command,
        cwd=code,
        env=given,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=as_anybody if mere else None,
    )
    running = Running(process, port)
    try:
        until = time.monotonic() + wait
        while wait and not running.ready():
            if time.monotonic() > until or process.poll() is not None:
                raise RuntimeError("the server is not ready")
            time.sleep(0.2)
        yield running
    finally:
        running.kill()


@dataclass(slots=True)
class Load:
    """What a load of questions came to."""

    seconds: float = 0.0
    statuses: Counter[int] = field(default_factory=Counter)
    spent: list[float] = field(default_factory=list)  # seconds of each answer with status 200

    @property
    def per_second(self) -> float:
        """Answers a second."""
        return self.statuses[200] / self.seconds

    def row(self) -> list[object]:
        """Return what a table shows: answers a second, p50 and p99 in ms, endings."""
        p50, p99 = np.percentile(self.spent, [50, 99]) * 1000 if self.spent else (0, 0)
        return [f"{self.per_second:.0f}", f"{p50:.0f}", f"{p99:.0f}", dict(self.statuses)]


async def _client(port: int, questions: Iterator[str], load: Load, until: float) -> None:
    reader = writer = None
    for question in questions:
        if time.monotonic() > until:
            break
        body = json.dumps({"question": question}).encode()
        head = (
            f"POST /api/ask HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        start = time.perf_counter()
        try:
            if writer is None or reader is None:
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(head.encode() + body)
            top = (await reader.readuntil(b"\r\n\r\n")).lower()
            status, size = int(top[9:12]), int(top.split(b"content-length: ")[1].split(b"\r\n")[0])
            await reader.readexactly(size)
        except (OSError, asyncio.IncompleteReadError):
            status, writer = 0, None
        load.statuses[status] += 1
        if status == 200:
            load.spent.append(time.perf_counter() - start)
        if status == 503:
            await asyncio.sleep(0.2 + random.random() * 0.2)  # a client that does as Retry-After says would wait longer
    if writer is not None:
        writer.close()


async def _all(port: int, questions: Sequence[str], clients: int, seconds: float) -> Load:
    load, shared, start = Load(), iter(questions), time.monotonic()
    await asyncio.gather(*(_client(port, shared, load, start + seconds) for _ in range(clients)))
    load.seconds = time.monotonic() - start
    return load


def ask_all(port: int, questions: Sequence[str], clients: int, seconds: float = 1e9) -> Load:
    """Ask all questions with so many clients at once, each over a connection of its own, for at most ``seconds``."""
    return asyncio.run(_all(port, questions, clients, seconds))
