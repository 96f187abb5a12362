"""What the benchmarks share: assistants over a data folder, timings, memory, and the shares that they report."""

import gzip
import json
import os
import platform
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from assistant.pipeline import Assistant
from assistant.question.cleaning import clean
from assistant.settings import Settings
from index.encoder import ShippedEncoder

SHARED = Path(os.environ.get("BENCHMARK_DATA", "../shared"))  # reference documents, training data, dev questions


def open_assistant(folder: Path, model: Path | None = None, *, build: bool = True) -> Assistant:
    """Return the assistant over a data folder, with another static model if one is named."""
    return Assistant.open(Settings(data_dir=folder), build=build, encoder=ShippedEncoder(model) if model else None)


def rows_of(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a JSONL file, compressed or not."""
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in content.decode("utf-8").split("\n") if line.strip()]


def retrieve(assistant: Assistant, question: str, depth: int = 10) -> list[Any]:
    """Return the hits of one retrieval: reading, query, both searches, fusion; no answer."""
    retriever, understood = assistant.retriever, assistant.reader.read(clean(question))
    return retriever.retrieve(understood, retriever.scoper.scope(understood.pointing), depth)[0]


def timed(work: Callable[[str], object], questions: Sequence[str], *, warm: int = 20) -> dict[str, float]:
    """Return p50, p99 and the longest time of ``work`` in milliseconds, after some questions to get warm.

    ``cpu`` is the median processor time: on a machine with other work it is nearer to the truth than the wall clock.
    """
    for question in questions[:warm]:
        work(question)
    spent, computed = [], []
    for question in questions:
        started, used = time.perf_counter(), time.process_time()
        work(question)
        spent.append((time.perf_counter() - started) * 1000)
        computed.append((time.process_time() - used) * 1000)
    p50, p99 = np.percentile(spent, [50, 99])
    return {
        "p50": round(float(p50), 2), "p99": round(float(p99), 2), "max": round(max(spent), 2),
        "cpu": round(float(np.median(computed)), 2), "n": len(spent),
    }  # fmt: skip


def resident_mb() -> int:
    """Return the resident memory of this process in MB (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") >> 20


def machine() -> str:
    """Return what a figure depends on: processors, load, versions."""
    load = os.getloadavg()[0]
    return f"{os.cpu_count()} CPU, load {load:.1f}, Python {platform.python_version()}, numpy {np.__version__}"


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a Markdown table."""
    lines = [f"| {' | '.join(heads)} |", "|" + "---|" * len(heads)]
    lines += [f"| {' | '.join(str(cell) for cell in row)} |" for row in rows]
    return "\n".join(lines)


def recall(found: Sequence[str], gold: Sequence[str], depth: int) -> float:
    """Return the share of a question's articles among the first ``depth`` different ones found."""
    first = list(dict.fromkeys(found))[:depth]
    return len(set(first) & set(gold)) / len(set(gold))
