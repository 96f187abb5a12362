"""A disk that is full or read-only, a clock that jumps, and files that are damaged under the running server."""

import ctypes
import random
import shutil
import sqlite3
import stat
import subprocess
import time
from collections import Counter
from contextlib import closing, suppress
from pathlib import Path

from assistant.api.chain import HEAD
from assistant.api.log import FOLDER, OperationLog
from corpus.database import FILE_NAME
from index.store import POINTER
from tests.benchmarks.faulting import (
    AMOUNTS,
    QUESTION,
    Asking,
    Wrong,
    begin,
    held,
    ids_of,
    index_is_whole,
    log_is_whole,
    log_of,
    put,
    ready_again,
    text,
    true_answer,
    until,
)  # fmt: skip
from tests.benchmarks.serving import Running, server

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


def disk_full(data: Path, times: int, seen: Counter[str]) -> None:
    """A disk that is full at a random byte, for ``corpus add`` and ``index build``."""
    ids = ids_of(data)
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


def read_only(data: Path, times: int, seen: Counter[str]) -> None:
    """The data folder becomes read-only under the server, and writable again."""
    ids, path = ids_of(data), data.parent / "new.txt"
    path.write_text(text(AMOUNTS[0]).replace("猕猴桃", "果树"), encoding="utf-8")
    with server(data, mere=True) as running, Asking(running, seen):
        for number in range(times):
            time.sleep(random.random())
            _let_write(data, False)
            try:
                seen[f"只读时：{true_answer(*running.ask(QUESTION))}"] += 1
                process = begin(data, "corpus", "add", str(path), mere=True) if number % 2 else None
                process = process or begin(data, "corpus", "remove", "kiwi", mere=True)
                said = process.communicate()[0]
                if not process.returncode or "错误：" not in said or "Traceback" in said:
                    raise Wrong(said[-300:])
                seen["命令说明后停下"] += 1
            finally:
                _let_write(data, True)
            seen[f"恢复后：{true_answer(*running.ask(QUESTION))}"] += 1
            held(data, ids)
            log_is_whole(data)
            rows = log_of(data).rows
            running.ask(QUESTION)
            until(lambda rows=rows: log_of(data).rows > rows, 10)  # type: ignore[misc]


def _let_write(data: Path, may: bool) -> None:
    for each in (data, *data.rglob("*")):
        with suppress(FileNotFoundError):
            mode = stat.S_IMODE(each.stat().st_mode)
            each.chmod(mode | 0o200 if may else mode & ~0o222)


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
                until(lambda now=amount: _all_tell(running, f"每亩补贴{now}元"))  # type: ignore[misc]
                seen["换上新索引"] += 1


def _all_tell(running: Running, said: str) -> bool:
    """Return whether twenty answers, each of any of the processes, tell something."""
    return all(said in running.ask(QUESTION)[1] for _ in range(20))


def damaged_log(data: Path, times: int, seen: Counter[str]) -> None:
    """A file of the log is cut, overwritten, changed or removed under the server; it has to show, and the log goes on."""
    folder, log = data / FOLDER, OperationLog(data, 400)
    with server(data) as running:
        for number in range(times):
            shutil.rmtree(folder, ignore_errors=True)  # what was damaged before would show too
            for _ in range(3):
                true_answer(*running.ask(QUESTION))
            last = log_of(data).hash
            name, shows = _damage_log(folder, number)
            before = len(log.rows("answer"))
            for _ in range(2):
                seen[f"之后：{true_answer(*running.ask(QUESTION))}"] += 1
            if len(log.rows("answer")) != before + 2:
                raise Wrong(f"{name}之后没有记下")
            found = log_of(data, last)
            if bool(found.faults) is not shows:
                raise Wrong(f"{name}：{found.faults}")
            seen[f"{name}，{'看得出' if shows else '自己补好'}"] += 1


def _damage_log(folder: Path, number: int) -> tuple[str, bool]:
    """Damage the log; return how, and whether something is lost."""
    path, head = random.choice(sorted(folder.glob("*.jsonl"))), folder / HEAD
    content = bytearray(path.read_bytes())
    at = random.randrange(len(content))
    match number % 6:
        case 0:
            path.write_bytes(content[:at])
            return "截断", True
        case 1:
            content[at] ^= 0x15
            path.write_bytes(content)
            return "改一个字节", True
        case 2:
            content[at : at + 512] = random.randbytes(512)
            path.write_bytes(content)
            return "改写一段", True
        case 3:
            path.unlink()
            return "删去一天", True
        case 4:
            shutil.rmtree(folder)
            return "全部删去", True
        case _:
            head.write_bytes(random.randbytes(40))
            return "末行的记录损坏", False


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
