"""Several processes behind one port: they share limits and metrics, the pages belong to one, and one that dies comes back."""

import os
import signal
import socket
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn

from assistant.api.between import among_workers
from assistant.api.buckets import OwnBuckets, SharedBuckets
from assistant.api.limits import RateLimit
from assistant.api.workers import ARENAS, pages_socket

ROOT = Path(__file__).parents[3]


# ---- limits ----


def test_two_processes_count_one_client_together(tmp_path: Path) -> None:
    ours, theirs = (RateLimit(60, 4, buckets=SharedBuckets(tmp_path / "buckets")) for _ in range(2))
    assert [limit.take("a", now=0.0) for limit in (ours, theirs, ours, theirs)] == [0, 0, 0, 0]
    assert ours.take("a", now=0.0) == theirs.take("a", now=0.0) == 1
    assert theirs.take("b", now=0.0) == 0
    assert ours.take("a", now=1.0) == 0  # a token a second


@pytest.mark.parametrize("shared", [False, True])
def test_a_full_table_gives_away_what_was_idle_longest(tmp_path: Path, shared: bool) -> None:
    buckets = SharedBuckets(tmp_path / "buckets") if shared else OwnBuckets()
    with buckets.held():
        for number in range(40_000):
            buckets.put(f"client {number}", (1.0, float(number)))
        assert buckets.get("client 39999") == (1.0, 39999.0)
        assert buckets.get("client 0") is None


def test_a_process_that_is_killed_leaves_no_lock(tmp_path: Path) -> None:
    holds = f"""
        from pathlib import Path
        from assistant.api.buckets import SharedBuckets
        with SharedBuckets(Path({str(tmp_path / "buckets")!r})).held():
            print("held", flush=True)
            import time; time.sleep(60)
    """
    with subprocess.Popen([sys.executable, "-c", textwrap.dedent(holds)], cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stdout.readline() == b"held\n"
        process.kill()
    with SharedBuckets(tmp_path / "buckets").held():
        pass


# ---- metrics ----


def test_the_metrics_of_two_processes_are_added_up(tmp_path: Path) -> None:
    counts = """
        from assistant.api.metrics import Metrics
        metrics = Metrics()
        metrics.gauge("assistant_ready", "x", lambda: 1.0)
        metrics.feedback(useful=True)
        print(metrics.text().decode())
    """
    for expected in ("1.0", "2.0"):
        told = subprocess.run(
            [sys.executable, "-c", textwrap.dedent(counts)], cwd=ROOT, capture_output=True, text=True, check=True,
            env=os.environ | {"PROMETHEUS_MULTIPROC_DIR": str(tmp_path)},
        ).stdout  # fmt: skip
        assert f'assistant_feedback_total{{useful="true"}} {expected}' in told
        assert told.count("\nassistant_ready 1.0") == 1


# ---- pages ----


@contextmanager
def serving(app: Any, listener: socket.socket) -> Iterator[uvicorn.Server]:
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.01)
    yield server
    server.should_exit = True
    thread.join(10)


class Echo:
    """Tells who is asking for what, piece by piece; knows when a reader of its endless stream has gone."""

    def __init__(self) -> None:
        self.left = threading.Event()

    async def __call__(self, scope: Any, receive: Callable[[], Awaitable[Any]], send: Callable[[Any], Awaitable[None]]) -> None:
        body, more = b"", True
        while more:
            message = await receive()
            body, more = body + message.get("body", b""), message.get("more_body", False)
        told = f"{scope['client'][0]} {scope['method']} {scope['path']}?{scope['query_string'].decode()} {body.decode()}"
        told += " named" if any(name.startswith(b"x-worker") for name, _ in scope["headers"]) else ""
        await send({"type": "http.response.start", "status": 201, "headers": [(b"x-own", b"yes")]})
        await send({"type": "http.response.body", "body": told.encode(), "more_body": True})
        if scope["path"] == "/gradio_api/queue/data":
            while (await receive())["type"] != "http.disconnect":
                pass
            self.left.set()
            return
        await send({"type": "http.response.body", "body": b" end"})


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[str, Echo, Echo]]:
    """Two workers; the address is that of the one without pages."""
    first, second, path = Echo(), Echo(), tmp_path / "pages.sock"
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    with serving(among_workers(first, path, True), pages_socket(path)), serving(among_workers(second, path, False), listener):
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", first, second


def test_a_page_is_asked_of_the_worker_that_has_them(two: tuple[str, Echo, Echo]) -> None:
    address, _, _ = two
    answer = httpx.post(f"{address}/gradio_api/queue/join?__theme=light", content="你好".encode())
    assert (answer.status_code, answer.headers["x-own"]) == (201, "yes")
    assert answer.text == "127.0.0.1 POST /gradio_api/queue/join?__theme=light 你好 end"
    assert httpx.get(f"{address}/").text == "127.0.0.1 GET /?  end"


def test_a_client_cannot_name_itself(two: tuple[str, Echo, Echo]) -> None:
    address, _, _ = two
    for path in ("/", "/api/ask"):
        assert httpx.get(address + path, headers={"x-worker-client": "10.0.0.9"}).text.startswith("127.0.0.1 GET")


def test_a_stream_comes_as_it_grows_and_ends_when_its_reader_has_gone(two: tuple[str, Echo, Echo]) -> None:
    address, first, _ = two
    with httpx.stream("GET", f"{address}/gradio_api/queue/data", timeout=5) as stream:
        pieces = stream.iter_text()  # an iterator that is dropped closes the connection
        assert next(pieces).startswith("127.0.0.1 GET /gradio_api/queue/data")
        assert not first.left.is_set()
    assert first.left.wait(5)


def test_while_the_worker_with_the_pages_is_away_that_is_said(tmp_path: Path) -> None:
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    with serving(among_workers(Echo(), tmp_path / "gone.sock", False), listener):
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        answer = httpx.get(f"{address}/")
        assert (answer.status_code, answer.json()["detail"]["message"]) == (503, "系统正在启动，请过几秒再试。")
        assert httpx.get(f"{address}/api/ask").status_code == 201  # programs are served


# ---- the parent ----


@pytest.fixture
def supervised(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    script = tmp_path / "worker.py"
    script.write_text(
        "import os, sys, time\nfrom pathlib import Path\nnumber = sys.argv[sys.argv.index('--worker') + 1]\n"
        "from assistant.api.workers import end_with_parent\nend_with_parent()\n"
        f"Path({str(tmp_path)!r}, number).write_text(str(os.getpid()))\ntime.sleep(60)\n",
        encoding="utf-8",
    )
    code = f"from pathlib import Path; from assistant.api.workers import supervise; supervise(Path({str(script)!r}), [], 2)"
    process = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)})
    yield process, tmp_path
    process.kill()
    process.wait()


def pid_in(folder: Path, number: int, other_than: int = 0) -> int:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        path = folder / str(number)
        if path.exists() and (text := path.read_text()) and int(text) != other_than:
            return int(text)
        time.sleep(0.05)
    raise AssertionError(f"worker {number} did not start")


def gone(pid: int) -> bool:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        if Path(f"/proc/{pid}/stat").exists() and Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z":
            return True
        time.sleep(0.05)
    return False


def test_a_worker_that_is_killed_is_started_again(supervised: tuple[subprocess.Popen[bytes], Path]) -> None:
    _, folder = supervised
    first, second = pid_in(folder, 0), pid_in(folder, 1)
    os.kill(second, signal.SIGKILL)
    assert pid_in(folder, 1, other_than=second) != second
    assert pid_in(folder, 0) == first


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_workers_end_with_their_parent(supervised: tuple[subprocess.Popen[bytes], Path], how: int) -> None:
    process, folder = supervised
    pids = [pid_in(folder, number) for number in (0, 1)]
    process.send_signal(how)
    process.wait(15)
    assert all(gone(pid) for pid in pids)


def test_workers_keep_two_heaps(supervised: tuple[subprocess.Popen[bytes], Path]) -> None:
    environment = Path(f"/proc/{pid_in(supervised[1], 0)}/environ").read_bytes().split(b"\0")
    assert f"{ARENAS}={os.environ.get(ARENAS, '2')}".encode() in environment
