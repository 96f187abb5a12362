"""kill −9 at random moments: of commands, of builds, of the server, of a worker, of what an officer sends."""

import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import httpx

from assistant.admin.drafts import Drafts
from assistant.api.chain import Chain, read
from assistant.api.log import FOLDER
from tests.benchmarks.faulting import (
    AMOUNTS,
    QUESTION,
    TITLE,
    Wrong,
    begin,
    held,
    ids_of,
    index_is_whole,
    kill_within,
    lasting,
    log_is_whole,
    put,
    text,
    true_answer,
    until,
)  # fmt: skip
from tests.benchmarks.serving import ROOT, Running, server

PASSWORD = "correct horse battery"


def _new(data: Path, number: int) -> Path:
    """Return a file of a document that is not registered."""
    path = data.parent / f"new{number}.txt"
    path.write_text(text(AMOUNTS[0]).replace("猕猴桃", f"果树{number}"), encoding="utf-8")
    return path


def kill_add(data: Path, times: int, seen: Counter[str]) -> None:
    """kill −9 of ``corpus add``."""
    ids = ids_of(data)
    seconds = lasting(data, "corpus", "add", str(_new(data, times)))
    for number in range(times):
        kill_within(begin(data, "corpus", "add", str(_new(data, number))), seconds * 1.2)
        held(data, ids)
        seen["已登记" if f"new{number}" in ids_of(data) else "未登记"] += 1
    if lasting(data, "corpus", "add", str(_new(data, times + 1))) and f"new{times + 1}" not in ids_of(data):
        raise Wrong("之后登记不了")


def kill_build(data: Path, times: int, seen: Counter[str]) -> None:
    """kill −9 of ``index build``."""
    put(data, AMOUNTS[1])
    seconds = lasting(data, "index", "build")
    for _ in range(times):
        put(data, random.choice(AMOUNTS))
        process = begin(data, "index", "build")
        kill_within(process, seconds * 1.2)
        index_is_whole(data)
        seen["旧索引完好" if process.returncode else "已建成"] += 1
    lasting(data, "index", "build")


def two_builders(data: Path, times: int, seen: Counter[str]) -> None:
    """Two builds at once."""
    for _ in range(times):
        put(data, random.choice(AMOUNTS))
        both = [begin(data, "index", "build") for _ in range(2)]
        told = [process.communicate()[0] for process in both]
        if any(process.returncode for process in both):
            raise Wrong(told[0] + told[1])
        index_is_whole(data)
        seen["一个等另一个" if any("等它建完" in said for said in told) else "先后建成"] += 1


def kill_server(data: Path, times: int, seen: Counter[str]) -> None:
    """kill −9 of the server while it starts, answers and takes up changes."""
    ids = ids_of(data)
    start = time.monotonic()
    with server(data) as running:
        seen[f"倒下前：{true_answer(*running.ask(QUESTION))}"] += 1
        seconds = time.monotonic() - start
    for _ in range(times):
        put(data, random.choice(AMOUNTS))
        with server(data, wait=0.0) as running:
            time.sleep(random.random() * 2 * seconds)
            seen[f"倒下前：{true_answer(*running.ask(QUESTION, 3))}"] += 1
            running.kill()
        held(data, ids)
        index_is_whole(data)
        log_is_whole(data)
    with server(data) as running:
        seen[f"最后：{true_answer(*running.ask(QUESTION))}"] += 1


def _whole(running: Running, gone: int) -> bool:
    """Whether two workers listen, neither of them the one that was killed, and one has the pages."""
    return len(set(running.workers()) - {gone}) == 2 == running.listening() and running.get("/", 5)[0] == 200


def kill_worker(data: Path, times: int, seen: Counter[str]) -> None:
    """kill −9 of one of two workers, with a question under way and another right after; one that is cut off is asked again."""
    with server(data, "--workers", "2") as running:
        until(lambda: running.listening() == 2)
        waits = []
        for _ in range(times):
            time.sleep(random.random() * 3)
            victim = random.choice(running.workers())
            killing = threading.Timer(random.random() * 0.1, os.kill, (victim, signal.SIGKILL))
            killing.start()
            for when in ("在途", "随后"):
                ended = true_answer(*running.ask(QUESTION, 10))
                seen[f"{when}：{ended}"] += 1
                if ended == "连接断开":
                    seen[f"断开后再问：{true_answer(*running.ask(QUESTION, 10))}"] += 1
                killing.join()
            waits.append(until(lambda gone=victim: _whole(running, gone)))  # type: ignore[misc]
            seen[f"恢复后：{true_answer(*running.ask(QUESTION))}"] += 1
        waits.sort()
        seen[f"恢复中位 {waits[len(waits) // 2]:.0f} 秒，最久 {waits[-1]:.0f} 秒"] += 1
    log_is_whole(data)


class _Officer:
    """Somebody who registers files at /admin, as a browser does."""

    def __init__(self, running: Running) -> None:
        self._client = httpx.Client(base_url=running.address, timeout=60)
        token = _field(self._client.get("/admin/login").text, "token")
        self._client.post("/admin/login", data={"name": "admin", "password": PASSWORD, "token": token})
        self._csrf = _field(self.documents(), "csrf")

    def documents(self) -> str:
        """Return the page of the documents."""
        return self._client.get("/admin/documents").text

    def register(self, path: Path) -> None:
        """Send a file and confirm it."""
        sent = self._client.post(
            "/admin/documents/upload", data={"csrf": self._csrf}, files={"files": (path.name, path.read_bytes())}
        )
        draft = sent.headers["location"].split("?")[0]
        self._client.get(draft)
        done = self._client.post(draft, data={"csrf": self._csrf, "id": path.stem, "title": f"{TITLE}{path.stem}"})
        if done.status_code != 303:
            raise Wrong(f"登记不了：{done.status_code}")


def _field(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', page)
    if not found:
        raise Wrong("没有登录")
    return found.group(1)


def kill_upload(data: Path, times: int, seen: Counter[str]) -> None:
    """kill −9 of the server while an officer sends and confirms a file."""
    ids = ids_of(data)
    command = [sys.executable, "ui.py", "admin-password", "--data-dir", str(data)]
    subprocess.run(command, cwd=ROOT, input=PASSWORD + "\n", text=True, check=True, capture_output=True)
    with server(data) as running:
        officer, start = _Officer(running), time.monotonic()
        officer.register(_new(data, times))
        seconds = time.monotonic() - start
    for number in range(times):
        with server(data, wait=0.0) as running:
            until(lambda ready=running: ready.get("/admin/login", 2)[0] == 200)  # type: ignore[misc]
            officer = _Officer(running)
            killing = threading.Timer(random.random() * 1.2 * seconds, running.kill)
            killing.start()
            with suppress(httpx.HTTPError):
                officer.register(_new(data, number))
            killing.join()
        held(data, ids)
        log_is_whole(data)
        seen[_left_of(data, f"new{number}")] += 1
    with server(data) as running:
        _Officer(running).register(_new(data, times + 1))


def _left_of(data: Path, name: str) -> str:
    """Return what became of a file that was sent; what was registered must be in the log."""
    noted = [row for path in Chain(data / FOLDER).files() for row in read(path) if row and row.get("kind") == "admin"]
    if name in ids_of(data):
        if not any(row["action"] == "document.register" and row["document"]["id"] == name for row in noted):
            raise Wrong("登记了而日志里没有")
        return "已登记"
    return "待核对" if any(draft.path.stem == name for draft in Drafts(data).all()) else "没有收到"
