"""How many answers a second, how late the latest, and how much memory: distinct and repeated questions, old code and new."""

import random
from pathlib import Path

from tests.benchmarks.measure import machine, rows_of, table
from tests.benchmarks.serving import ROOT, ask_all, server

EXAMS = ROOT / "tests" / "evaluation"
SECONDS = 12.0
CLIENTS, MANY = 8, 100


def distinct(seed: int = 0) -> list[str]:
    """Return the questions of the project's own exams, each once, in a random order."""
    rows = [row for path in sorted(EXAMS.glob("*.jsonl")) for row in rows_of(path)]
    found = sorted({row["question"] for row in rows if row.get("question")})
    random.Random(seed).shuffle(found)
    return found


def run(data: Path, against: Path | None, against_data: Path | None, reading: bool) -> None:
    """Print the tables.

    Args:
        data: a folder with documents.
        against: older code to measure in the same run.
        against_data: a folder with the same documents and an index of that code.
        reading: whether the reading model reads; the older code has none.
    """
    print(machine(), f"阅读模型：{'开' if reading else '关'}")
    env = {"ASSISTANT_READING": str(reading).lower()}
    codes: list[tuple[str, Path, Path, list[str]]] = []
    if against and against_data:
        codes.append(("旧", against, against_data, []))
    codes += [("1 个进程", ROOT, data, []), ("2 个进程", ROOT, data, ["--workers", "2"])]
    rows = []
    for name, code, folder, arguments in codes:
        with server(folder, *arguments, code=code, **env) as running:
            questions = distinct()
            warm, asked = questions[:100], questions[100:]
            ask_all(running.port, warm, CLIENTS)
            rows.append([name, "不同的问题", CLIENTS, *ask_all(running.port, asked, CLIENTS, SECONDS).row()])
            often = [random.choice(warm[:50]) for _ in range(200_000)]
            rows.append([name, "重复的问题", CLIENTS, *ask_all(running.port, often, CLIENTS, SECONDS / 2).row()])
            rows.append([name, "不同的问题", MANY, *ask_all(running.port, distinct(1), MANY, SECONDS).row()])
    print(table(["程序", "问题", "客户", "回答/秒", "p50 ms", "p99 ms", "状态"], rows))


def memory(data: Path, requests: int) -> None:
    """Print the memory of two workers after 1,000 requests and on to the last, the reading model reading."""
    print(machine())
    with server(data, "--workers", "2") as running:
        mixed, first = random.choices(distinct(), k=1000), 0
        ask_all(running.port, mixed, CLIENTS)
        step = (requests - 1000) // 10
        for asked in range(1000, requests + 1, step):
            if first:
                ask_all(running.port, random.choices(mixed, k=step), CLIENTS)
            now, own = running.memory_mb()
            first = first or now
            told = f"{asked:,} 次后 {now} MB，其中不属于文件的 {own} MB，是 1,000 次后的 {now / first:.2f} 倍"
            print(f"{told}（2 个进程合计，PSS）", flush=True)
