"""What the faults share: the document that tells old from new, what is checked after each, commands and folders."""

import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.api.audit import Verified, verify
from assistant.api.chain import Chain
from assistant.api.log import FOLDER
from corpus.fingerprints import sound
from corpus.records import Document
from corpus.registry import Registry
from index.encoder import load_encoder
from index.errors import SearchIndexError
from index.settings import IndexSettings
from index.store import open_current
from tests.benchmarks.serving import ROOT, Running, as_anybody

QUESTION, TITLE = "猕猴桃种植补贴每亩多少元？", "猕猴桃种植补贴办法"
AMOUNTS = ("一百", "二百", "三百", "四百")
WAIT = 60.0  # seconds to be ready again
Fault = Callable[[Path, int, Counter[str]], None]


def text(amount: str) -> str:
    """Return a short document that grants an amount."""
    rule = f"第二条 新种植猕猴桃的，每亩补贴{amount}元。"
    return f"{TITLE}\n第一条 为了发展猕猴桃产业，制定本办法。\n{rule}\n第三条 本办法自公布之日起施行。\n"


class Wrong(AssertionError):
    """What must not happen: something lost, made up, or not up again."""


def command(data: Path, *arguments: str) -> list[str]:
    """Return a command line of the product over a data folder."""
    return [sys.executable, "-m", *arguments, "--data-dir", str(data)]


def begin(data: Path, *arguments: str, limit: int = 0, mere: bool = False) -> "subprocess.Popen[str]":
    """Start a command; ``limit`` bounds the bytes of a file, as a full disk does; ``mere``: see ``as_anybody``."""

    def bounded() -> None:
        if mere:
            as_anybody()
        if limit:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.Popen(
        command(data, *arguments), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, preexec_fn=bounded,
    )  # fmt: skip


def lasting(data: Path, *arguments: str) -> float:
    """Return how many seconds a command takes that nothing happens to."""
    start = time.monotonic()
    process = begin(data, *arguments)
    said = process.communicate()[0]
    if process.returncode:
        raise Wrong(said[-300:])
    return time.monotonic() - start


def kill_within(process: "subprocess.Popen[str]", seconds: float) -> None:
    """kill −9 at a random moment of so many seconds."""
    time.sleep(random.random() * seconds)
    process.kill()
    process.communicate()


def ids_of(data: Path) -> set[str]:
    """Return the ids of the registered documents."""
    return {document.id for document, _ in Registry(data).stored()}


def log_of(data: Path, expected: str = "") -> Verified:
    """Return what a look at the whole log finds."""
    return verify(Chain(data / FOLDER), expected)


def log_is_whole(data: Path) -> None:
    """Check that no row of the log is missing or changed."""
    if faults := log_of(data).faults:
        raise Wrong("；".join(faults))


def held(data: Path, ids: set[str]) -> None:
    """Check that the registry holds these documents, each with the text that was registered."""
    stored = Registry(data).stored()
    if not ids <= {document.id for document, _ in stored} or not all(sound(*item) for item in stored):
        raise Wrong("文件丢失或变了样")


def true_answer(status: int, body: str, allowed: tuple[str, ...] = AMOUNTS) -> str:
    """Return how a question ended: an answer that quotes what was registered, a clear sentence, or no connection."""
    if status == 0:
        return "连接断开"
    if status != 200:
        if not re.search(r"[一-鿿]", body):
            raise Wrong(f"状态 {status}，没有中文说明")
        return f"{status}"
    quoted = set(re.findall(r"每亩补贴(.{2})元", body))
    if not quoted <= set(allowed):
        raise Wrong(f"引用了没有登记过的文字：{quoted}")
    return "回答"


def ready_again(running: Running, seconds: float = WAIT) -> float:
    """Return after how many seconds the service is ready."""
    start = time.monotonic()
    while running.get("/readyz", 2)[0] != 200:
        if time.monotonic() - start > seconds:
            raise Wrong(f"{seconds:g} 秒后仍未恢复")
        time.sleep(0.1)
    return time.monotonic() - start


@contextmanager
def folder(data: Path) -> Iterator[Path]:
    """Yield a copy of the data folder that holds the short document as well, indexed."""
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name) / "data"
        shutil.copytree(data, copy)
        put(copy, AMOUNTS[0])
        subprocess.run(command(copy, "index", "build"), cwd=ROOT, check=True, capture_output=True)
        yield copy


def put(data: Path, amount: str) -> None:
    """Register the short document with an amount in the place of the one before."""
    Registry(data).put(Document("kiwi", TITLE), text(amount), replacing=True)


def index_is_whole(data: Path) -> None:
    """Check that the index in use opens."""
    try:
        open_current(Registry(data), load_encoder(IndexSettings()), behind=True)
    except SearchIndexError as error:
        raise Wrong(str(error)) from error


def until(true: Callable[[], bool], seconds: float = 2 * WAIT) -> float:
    """Wait until something is true; return after how many seconds it was."""
    start = time.monotonic()
    while not true():
        if time.monotonic() - start > seconds:
            raise Wrong("没有等到")
        time.sleep(0.2)
    return time.monotonic() - start


class Asking:
    """Somebody who asks all the time; each answer is checked."""

    def __init__(self, running: Running, seen: Counter[str]) -> None:
        self._running, self._seen, self._stop = running, seen, threading.Event()
        self._wrong: Wrong | None = None
        self._thread = threading.Thread(target=self._ask, daemon=True)

    def _ask(self) -> None:
        while not self._stop.wait(0.1 + random.random() * 0.3):
            try:
                self._seen[f"一直在问：{true_answer(*self._running.ask(QUESTION))}"] += 1
            except Wrong as wrong:
                self._wrong = wrong
                return

    def __enter__(self) -> None:
        """Begin."""
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        """Stop, and raise what was wrong."""
        self._stop.set()
        self._thread.join(30)
        if self._wrong:
            raise self._wrong
