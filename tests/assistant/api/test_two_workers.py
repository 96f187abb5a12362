"""Two real workers behind one port: one limit, one count, one log, one login; also after both were killed."""

import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from assistant.api.audit import verify
from assistant.api.chain import Chain
from assistant.api.log import FOLDER, OperationLog
from tests.benchmarks.serving import ROOT, Running, server

BURST, ASKED, CLIENT = 20, 40, "198.51.100.7"
PASSWORD = "correct horse battery"
pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")]


def until(true: Callable[[], bool], seconds: float = 120.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.2)


def ask(running: Running, count: int) -> Counter[int]:
    """Ask over a connection of its own each time, so that the kernel spreads them over both workers."""
    url, headers = f"{running.address}/api/documents", {"x-forwarded-for": CLIENT}
    return Counter(httpx.get(url, headers=headers, timeout=60).status_code for _ in range(count))


def counted(running: Running) -> int:
    """Return how many requests for the documents all workers have counted, as one of them tells."""
    said = httpx.get(f"{running.address}/metrics", timeout=60).text
    found = re.findall(r'assistant_http_requests_total\{.*route="(?:/api/documents|refused|api)".*\} ([\d.]+)', said)
    return int(sum(map(float, found)))


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, Path]]:
    data = tmp_path_factory.mktemp("two")
    command = [sys.executable, "ui.py", "admin-password", "--data-dir", str(data)]
    subprocess.run(command, cwd=ROOT, input=PASSWORD + "\n", text=True, check=True, capture_output=True)
    limits = {"ASSISTANT_RATE_EXEMPT": '["127.0.0.1"]', "ASSISTANT_RATE_BURST": str(BURST), "ASSISTANT_RATE_PER_MINUTE": "1"}
    with server(data, "--workers", "2", **limits) as running:
        until(lambda: running.listening() == 2)
        yield running, data


def log_in(running: Running) -> httpx.Client:
    client = httpx.Client(base_url=running.address, timeout=60)
    token = re.search(r'name="token" value="([^"]+)"', client.get("/admin/login").text)
    assert token
    answer = client.post("/admin/login", data={"name": "admin", "password": PASSWORD, "token": token.group(1)})
    assert answer.status_code == 303 and client.get("/admin/documents").status_code == 200
    return client


def test_limit_count_log_and_login_are_one_and_outlive_the_workers(two: tuple[Running, Path]) -> None:
    running, data = two
    before, officer = counted(running), log_in(running)
    assert ask(running, ASKED) == {200: BURST, 429: ASKED - BURST}
    assert {counted(running) - before for _ in range(8)} == {ASKED}  # whichever answers
    rows = [row for row in OperationLog(data, 400).rows("access") if row["client"] == CLIENT]
    assert len(rows) == ASKED and not verify(Chain(data / FOLDER)).faults

    killed = running.workers()
    for pid in killed:
        os.kill(pid, signal.SIGKILL)
    until(lambda: len(set(running.workers()) - set(killed)) == 2 == running.listening())
    assert ask(running, BURST)[200] < BURST / 2  # a token a minute came back; a new limit would have let all pass
    assert {counted(running) - before for _ in range(8)} == {ASKED + BURST}
    assert officer.get("/admin/documents").status_code == 200
    assert not verify(Chain(data / FOLDER)).faults
