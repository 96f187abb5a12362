"""What happens to the running product when something breaks at a random moment: nothing lost, nothing made up, up again.

After each fault it is checked that the documents are those that were registered, that an answer quotes one of the texts
that a document has had (never a mixture), and how long it takes until the service is ready by itself.
"""

import ctypes
import os
import random
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from corpus.registry import FILE_NAME, Registry, sound
from index.encoder import load_encoder
from index.errors import SearchIndexError
from index.settings import IndexSettings
from index.store import POINTER, open_current
from tests.benchmarks.measure import table
from tests.benchmarks.serving import ROOT, Running, server

QUESTION, TITLE = "猕猴桃种植补贴每亩多少元？", "猕猴桃种植补贴办法"
AMOUNTS = ("一百", "二百", "三百", "四百")
WAIT = 60.0  # seconds to be ready again
_SHIM = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
static long *offset;
int clock_gettime(clockid_t id, struct timespec *now) {
    static int (*real)(clockid_t, struct timespec *);
    if (!real) real = dlsym(RTLD_NEXT, "clock_gettime");
    if (!offset) {
        int file = open(getenv("CLOCK_OFFSET"), O_RDONLY);
        offset = mmap(0, sizeof(long), PROT_READ, MAP_SHARED, file, 0);
    }
    int done = real(id, now);
    if (id == CLOCK_REALTIME) now->tv_sec += *offset;
    return done;
}
"""


def text(amount: str) -> str:
    """Return a short document that grants an amount."""
    rule = f"第二条 新种植猕猴桃的，每亩补贴{amount}元。"
    return f"{TITLE}\n第一条 为了发展猕猴桃产业，制定本办法。\n{rule}\n第三条 本办法自公布之日起施行。\n"


class Wrong(AssertionError):
    """What must not happen: something lost, made up, or not up again."""


def command(data: Path, *arguments: str) -> list[str]:
    """Return a command line of the product over a data folder."""
    return [sys.executable, "-m", *arguments, "--data-dir", str(data)]


def begin(data: Path, *arguments: str, limit: int = 0) -> "subprocess.Popen[str]":
    """Start a command; ``limit`` bounds the bytes of a file that it may write, as a full disk does."""

    def bounded() -> None:
        if limit:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.Popen(
        command(data, *arguments), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, preexec_fn=bounded
    )


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
    from corpus.records import Document

    Registry(data).put(Document("kiwi", TITLE), text(amount), replacing=True)


def index_is_whole(data: Path) -> None:
    """Check that the index in use opens."""
    try:
        open_current(Registry(data), load_encoder(IndexSettings()), behind=True)
    except SearchIndexError as error:
        raise Wrong(str(error)) from error


Fault = Callable[[Path, int, Counter[str]], None]


def kill_add(data: Path, times: int, seen: Counter[str]) -> None:
    """kill −9 of ``corpus add`` and ``index build``."""
    source = data.parent / "more"
    source.mkdir()
    ids = {document.id for document, _ in Registry(data).stored()}
    for number in range(times):
        (source / f"new{number}.txt").write_text(text(AMOUNTS[0]).replace("猕猴桃", f"果树{number}"), encoding="utf-8")
        process = begin(data, "corpus", "add", str(source / f"new{number}.txt"))
        time.sleep(random.random() * 2.5)
        process.kill()
        process.wait()
        held(data, ids)
        seen["已登记" if f"new{number}" in {document.id for document, _ in Registry(data).stored()} else "未登记"] += 1


def kill_build(data: Path, times: int, seen: Counter[str]) -> None:
    """kill −9 of ``index build``."""
    for _ in range(times):
        put(data, random.choice(AMOUNTS))
        process = begin(data, "index", "build")
        time.sleep(random.random() * 8)
        process.kill()
        process.wait()
        index_is_whole(data)
        seen["旧索引完好" if process.returncode else "已建成"] += 1
    if begin(data, "index", "build").wait():
        raise Wrong("之后建不成")


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


def disk_full(data: Path, times: int, seen: Counter[str]) -> None:
    """A disk that is full at a random byte, for ``corpus add`` and ``index build``."""
    ids = {document.id for document, _ in Registry(data).stored()}
    for number in range(times):
        put(data, random.choice(AMOUNTS))
        build = number % 2 == 0
        path = data.parent / f"full{number}.txt"
        path.write_text(text(AMOUNTS[0]).replace("猕猴桃", f"果树{number}"), encoding="utf-8")
        arguments = ("index", "build") if build else ("corpus", "add", str(path))
        most = random.randrange(1, 3_000_000) if build else random.randrange(1, 2_200_000)
        process = begin(data, *arguments, limit=most)
        said = process.communicate()[0]
        held(data, ids)
        index_is_whole(data)
        if process.returncode and ("错误：" not in said or "Traceback" in said):
            raise Wrong(said[-300:])
        seen["说明后停下" if process.returncode else "写得下"] += 1


def kill_server(data: Path, times: int, seen: Counter[str]) -> None:
    """kill −9 of the server while it starts, answers and takes up changes."""
    ids = {document.id for document, _ in Registry(data).stored()}
    for _ in range(times):
        put(data, random.choice(AMOUNTS))
        with server(data, wait=0.0) as running:
            time.sleep(random.random() * 12)
            seen[f"倒下前：{true_answer(*running.ask(QUESTION, 3))}"] += 1
            running.kill()
        held(data, ids)
    with server(data) as running:
        seen[f"最后：{true_answer(*running.ask(QUESTION))}"] += 1


def kill_worker(data: Path, times: int, seen: Counter[str]) -> None:
    """kill −9 of one of two workers."""
    with server(data, "--workers", "2") as running:
        longest = 0.0
        for _ in range(times):
            os.kill(random.choice(running.workers()), signal.SIGKILL)
            seen[f"当时：{true_answer(*running.ask(QUESTION, 10))}"] += 1
            start = time.monotonic()
            while len(running.workers()) < 2 or running.get("/", 5)[0] != 200:
                if time.monotonic() - start > WAIT:
                    raise Wrong("没有恢复")
                time.sleep(0.2)
            longest = max(longest, time.monotonic() - start)
            seen[f"之后：{true_answer(*running.ask(QUESTION))}"] += 1
        seen[f"恢复最久 {longest:.0f} 秒"] += 1


def damaged_registry(data: Path, times: int, seen: Counter[str]) -> None:
    """The registry is removed, cut, overwritten, or one text of it changed, and put back."""
    path = data / FILE_NAME
    with server(data) as running:
        before = true_answer(*running.ask(QUESTION))
        for number in range(times):
            kept = path.read_bytes()
            _damage_registry(path, number)
            time.sleep(random.random() * 3)
            seen[f"当时：{true_answer(*running.ask(QUESTION), AMOUNTS[:1])}"] += 1
            path.write_bytes(kept)
            time.sleep(2.5)
            ready_again(running)
            seen[f"恢复后：{true_answer(*running.ask(QUESTION), AMOUNTS[:1])}"] += 1
        seen[f"先前：{before}"] += 1


def _damage_registry(path: Path, number: int) -> None:
    content = bytearray(path.read_bytes())
    if number % 4 == 0:
        path.unlink()
    elif number % 4 == 1:
        path.write_bytes(content[: random.randrange(len(content))])
    elif number % 4 == 2:
        at = random.randrange(len(content) - 4096)
        content[at : at + 4096] = random.randbytes(4096)
        path.write_bytes(content)
    else:
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("UPDATE documents SET text = replace(text, '一百元', '九百元')")


def damaged_index(data: Path, times: int, seen: Counter[str]) -> None:
    """A file of the index in use is removed, cut or changed under the server; then a document changes."""
    amount = AMOUNTS[0]
    with server(data) as running:
        for number in range(times):
            used = data / "index" / (data / "index" / POINTER).read_text().strip()
            path = random.choice([path for path in used.rglob("*") if path.is_file()])
            content = bytearray(path.read_bytes())
            content[random.randrange(len(content))] ^= 0x5A
            with suppress(FileNotFoundError):  # a new index may take its place just now
                path.unlink() if number % 3 == 0 else path.write_bytes(content[:: number % 3])
            allowed = (amount,)
            seen[f"当时：{true_answer(*running.ask(QUESTION), allowed)}"] += 1
            if number % 5 == 4:
                amount = random.choice([other for other in AMOUNTS if other != amount])
                put(data, amount)
                _until(lambda now=amount: f"每亩补贴{now}元" in running.ask(QUESTION)[1])  # type: ignore[misc]
                seen["换上新索引"] += 1


def _until(true: Callable[[], bool], seconds: float = 2 * WAIT) -> None:
    start = time.monotonic()
    while not true():
        if time.monotonic() - start > seconds:
            raise Wrong("没有等到")
        time.sleep(0.2)


def clock_jumps(data: Path, times: int, seen: Counter[str]) -> None:
    """The clock of the machine jumps by up to 80 years, forth and back."""
    library, offset = data.parent / "clock.so", data.parent / "offset"
    (data.parent / "clock.c").write_text(_SHIM)
    subprocess.run(["cc", "-shared", "-fPIC", "-o", library, data.parent / "clock.c", "-ldl"], check=True)
    offset.write_bytes(bytes(ctypes.c_long(0)))
    with server(data, LD_PRELOAD=str(library), CLOCK_OFFSET=str(offset)) as running:
        rows = 0
        for _ in range(times):
            with offset.open("r+b") as file:
                file.write(bytes(ctypes.c_long(random.randint(-50, 80) * 365 * 86_400)))
            seen[f"当时：{true_answer(*running.ask(QUESTION))}"] += 1
            time.sleep(random.random())
            now = sum(path.read_bytes().count(b"\n") for path in (data / "logs").glob("*.jsonl"))
            if now < rows:
                raise Wrong("日志少了")
            rows = now
        seen[f"日志 {rows} 行，一行不少"] += 1


FAULTS: dict[str, Fault] = {
    "kill -9 corpus add": kill_add, "kill -9 index build": kill_build, "kill -9 服务": kill_server,
    "kill -9 一个进程": kill_worker,
    "磁盘满": disk_full, "两个同时建索引": two_builders, "登记文件损坏": damaged_registry, "索引损坏": damaged_index,
    "时钟跳 ±80 年": clock_jumps,
}  # fmt: skip


def run(data: Path, times: int, only: str) -> None:
    """Do every fault so many times, each on a copy of the data folder, and print what came of it."""
    rows = []
    for name, fault in FAULTS.items():
        if only not in name:
            continue
        seen: Counter[str] = Counter()
        with folder(data) as copy:
            try:
                fault(copy, times, seen)
                result = "没有丢失、没有编造、自己恢复"
            except Wrong as wrong:
                result = f"不对：{wrong}"
        rows.append([name, times, "，".join(f"{what} {count}" for what, count in seen.most_common()), result])
        print(table(["故障", "次数", "见到的", "结果"], rows[-1:]).split("\n")[-1], flush=True)
