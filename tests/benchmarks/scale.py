"""Build, memory and latency at the size of the plan, of the 62 documents, of 55,602 articles, and of any made collection."""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.adding import add_files
from corpus.manifest import read_manifest
from corpus.registry import Registry
from index import dense
from index.encoder import load_encoder
from index.segment import default_segmenter
from index.settings import IndexSettings
from index.store import build_index
from tests.benchmarks.measure import SHARED, machine, open_assistant, resident_mb, retrieve, rows_of, table, timed

QUESTIONS = 200
COMPARED = 50  # questions of which all units are compared, to tell what the index finds of that
DEPTH = 100


def register(size: str, folder: Path) -> None:
    """Register the documents of a size in a data folder; a size may be a collection that ``made`` wrote."""
    if size == "documents":
        documents = SHARED / "documents"
        described = read_manifest(documents / "manifest.json")
        files = [path for path in sorted(documents.iterdir()) if {path.name, path.stem} & described.keys()]
        add_files(Registry(folder), files, described, builtin=None, accept=False)
    elif size.endswith((".jsonl", ".jsonl.gz")):
        add_files(Registry(folder), [Path(size)], {}, builtin=False, accept=False)
    elif size == "articles":
        add_files(Registry(folder), [SHARED / "training" / "stard_articles.jsonl.gz"], {}, builtin=False, accept=False)


def questions_for(size: str) -> list[str]:
    """Return questions that fit the size; for speed only, their answers are not judged."""
    if size not in ("plan", "documents"):
        return [row["question"] for row in rows_of(SHARED / "training" / "stard_train_questions.jsonl.gz")][:QUESTIONS]
    return [row["question"] for row in rows_of(Path("tests/evaluation") / ("plan.jsonl" if size == "plan" else "multi.jsonl"))]


def build_one(folder: Path) -> dict[str, Any]:
    """Build the index of a data folder; report seconds, clauses a second and the highest memory."""
    registry, encoder = Registry(folder), load_encoder(IndexSettings(data_dir=folder))
    started = time.perf_counter()
    built = build_index(registry, encoder, default_segmenter())
    seconds = time.perf_counter() - started
    counts = json.loads((built / "manifest.json").read_text("utf-8"))["counts"]
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return counts | {
        "seconds": round(seconds, 1), "clauses_per_s": round(counts["clauses"] / seconds),
        "cpu_seconds": round(sum(use.ru_utime + use.ru_stime for use in spent), 1),
        "peak_mb": [use.ru_maxrss >> 10 for use in spent],
        "disk_mb": sum(p.stat().st_size for p in built.rglob("*") if p.is_file()) >> 20,
    }  # fmt: skip


def serve_one(folder: Path, size: str) -> dict[str, Any]:
    """Open a data folder, retrieve and answer; report times and the memory that stays."""
    started, used = time.perf_counter(), time.process_time()
    assistant = open_assistant(folder, build=False)
    opened, cpu = time.perf_counter() - started, time.process_time() - used
    questions = questions_for(size)
    started = time.perf_counter()
    assistant.ask(questions[0])
    first = time.perf_counter() - started
    retrieval = timed(lambda question: retrieve(assistant, question), questions)
    resident = resident_mb()
    answer = timed(assistant.ask, questions[: QUESTIONS // 4], warm=5)
    return {
        "open_s": round(opened, 1), "open_cpu_s": round(cpu, 1), "first_answer_ms": round(first * 1000),
        "retrieval_ms": retrieval, "answer_ms": answer, "resident_mb": resident,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10, "load": os.getloadavg()[0],
    }  # fmt: skip


def exact_one(folder: Path, size: str) -> dict[str, Any]:
    """Tell what share of the best units, all of them compared, the vector searches and the whole retrieval find."""
    assistant, found = open_assistant(folder, build=False), dict[str, list[float]]()
    source, maker = assistant.retriever.source, assistant.retriever.maker
    questions = questions_for(size)[-COMPARED:]
    for question in questions:
        (query,) = maker.encoder.encode_query([question])
        for kind, documents in assistant.units.unit_documents().items():
            cosines = np.concatenate([source.backend.cosines(kind, query, part) for part in _parts(len(documents))])
            best = np.argsort(-cosines)[:DEPTH]
            near = source.backend.nearest(kind, query, DEPTH, None)[0]
            found.setdefault(f"{kind}_recall", []).append(len(np.intersect1d(best, near)) / len(best))
    usual = [{hit.sentence for hit in retrieve(assistant, question, DEPTH)} for question in questions]
    with _all_compared():
        exact = [{hit.sentence for hit in retrieve(assistant, question, DEPTH)} for question in questions]
    found["retrieval_recall"] = [len(one & other) / len(other) for one, other in zip(usual, exact, strict=True) if other]
    return {name: round(float(np.mean(values)), 4) for name, values in found.items()}


def _parts(size: int) -> Iterator[NDArray[np.int64]]:
    return (np.arange(start, min(start + 65_536, size)) for start in range(0, size, 65_536))


@contextmanager
def _all_compared() -> Iterator[None]:
    """Have vector searches compare very many again: next to all that are near."""
    before, dense.AGAIN = dense.AGAIN, 100
    try:
        yield
    finally:
        dense.AGAIN = before


def _alone(command: list[str], *, cores: set[int] | None = None) -> dict[str, Any]:
    """Run one measurement in a process of its own, so that memory is its own; on the named cores only."""
    threads = {"OMP_NUM_THREADS": str(len(cores))} if cores else {}
    pin = (lambda: os.sched_setaffinity(0, cores)) if cores and hasattr(os, "sched_setaffinity") else None
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks", *command],
        env=os.environ | threads, preexec_fn=pin, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return dict(json.loads(done.stdout.splitlines()[-1]))


def run(sizes: list[str], keep: Path | None) -> None:
    """Measure each size; print one table and the raw figures."""
    core = {sorted(os.sched_getaffinity(0))[-1]} if hasattr(os, "sched_getaffinity") else None
    rows = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as temporary:
            folder = (keep / Path(size).name.split(".")[0]) if keep else Path(temporary)
            folder.mkdir(parents=True, exist_ok=True)
            register(size, folder)
            built = _alone(["build-one", str(folder)])
            served = _alone(["serve-one", str(folder), size], cores=core)
        print(json.dumps({"size": size} | built | served, ensure_ascii=False), flush=True)
        retrieval, answer = served["retrieval_ms"], served["answer_ms"]
        rows.append((
            size, built["documents"], built["clauses"], built["sentences"], built["seconds"], built["clauses_per_s"],
            "+".join(map(str, built["peak_mb"])), *(f"{t['p50']} / {t['p99']} / {t['cpu']}" for t in (retrieval, answer)),
            served["first_answer_ms"], served["open_s"], served["resident_mb"],
        ))  # fmt: skip
    heads = "规模,文件,条,句,建索引 s,条/s,建索引峰值 MB（主+辅）,检索 p50/p99/CPU ms,回答 p50/p99/CPU ms,首答 ms,打开 s,常驻 MB"
    print(machine())
    print(table(heads.split(","), rows))
