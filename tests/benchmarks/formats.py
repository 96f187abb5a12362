"""Speed and memory of the readers, a format a line: pages (or blocks) a second, the largest memory of the reading process."""

import json
import subprocess
import sys
import time
from pathlib import Path

from corpus.readers.formats import read
from corpus.readers.kinds import kind_of


def measure_one(path: Path) -> dict[str, float | str | int]:
    """Read one file in this process and return what it took."""
    data = path.read_bytes()
    begin, cpu = time.perf_counter(), time.process_time()
    source = read(kind_of(data), data, path.name)
    seconds, cpu = time.perf_counter() - begin, time.process_time() - cpu
    coverage = source.coverage()
    pages = max((page for _, page in source.pages), default=0)
    status = Path("/proc/self/status").read_text("utf-8")  # what getrusage gives is the parent's where that is larger
    memory = int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))) >> 10
    return {
        "file": path.name, "kind": source.kind, "characters": len(source.text), "pages": pages, "seconds": seconds, "cpu": cpu,
        "memory": memory, "coverage": coverage,
    }  # fmt: skip


def run(files: list[Path]) -> None:
    """Print a line for each file; a file that is refused is named with the reason."""
    from tests.benchmarks.measure import machine, table  # brings the assistant; the process that is measured goes without

    rows: list[list[str]] = []
    for path in files:
        command = [sys.executable, "-m", "tests.benchmarks", "read-one", str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            rows.append([path.name, done.stderr.strip().splitlines()[-1][-60:], "", "", "", "", ""])
            continue
        found = json.loads(done.stdout)
        speed = f"{found['pages'] / found['seconds']:.0f}" if found["pages"] else "—"
        rows.append(
            [found["file"], found["kind"], f"{found['characters']:,}", f"{found['seconds']:.2f}", speed, f"{found['memory']}",
             f"{found['coverage']:.2%}"]
        )  # fmt: skip
    print(machine())
    print(table(["文件", "格式", "字数", "秒", "页/秒", "MB", "文件覆盖率"], rows))
