"""Recall on STARD: lay questions against 55,602 statute articles, through the public commands or by held-out folds."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import mean

import numpy as np

from assistant.pipeline import Assistant
from tests.benchmarks.measure import SHARED, machine, open_assistant, recall, rows_of, table
from tests.benchmarks.scale import register

ARTICLES, QUESTIONS = "stard_articles.jsonl.gz", "stard_train_questions.jsonl.gz"
HITS = 100
FOLD = 250  # questions of a fold; folds are slices of one permutation


def _command(*words: object) -> None:
    subprocess.run([sys.executable, "-m", *map(str, words)], check=True, stdout=sys.stderr)


def public(questions: Path | None, limit: int | None, folder: Path | None) -> None:
    """Register, build and answer with the public commands; report recall.

    The shipped model was trained on STARD's training questions: on those this is no measure of quality.
    """
    with tempfile.TemporaryDirectory() as temporary:
        data = folder or Path(temporary)
        data.mkdir(parents=True, exist_ok=True)
        rows = rows_of(questions or SHARED / "training" / QUESTIONS)[:limit]
        asked, answers = Path(temporary) / "questions.jsonl", Path(temporary) / "answers.jsonl"
        asked.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
        _command("corpus", "add", SHARED / "training" / ARTICLES, "--no-builtin", "--data-dir", data)
        _command("index", "build", "--data-dir", data)
        _command("assistant", "answer", "--questions", asked, "--output", answers, "--hits", HITS, "--data-dir", data)
        found = {row["id"]: [hit["doc"] for hit in row["hits"]] for row in rows_of(answers)}
    _report("public", [(found[row["id"]], row["articles"]) for row in rows])


@contextmanager
def articles_with(model: Path) -> Iterator[Assistant]:
    """Open the assistant over all articles with another model; BENCHMARK_KEEP names a folder that keeps the index."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(os.environ.get("BENCHMARK_KEEP", temporary)) / model.name
        register("articles", folder)
        yield open_assistant(folder, model)


def folds(models: list[Path]) -> None:
    """Report recall of each model on the questions that it was not trained on: fold n for the n-th model."""
    rows = rows_of(SHARED / "training" / QUESTIONS)
    order = np.random.default_rng(0).permutation(len(rows))
    everything = []
    for number, model in enumerate(models):
        with articles_with(model) as assistant:
            held = [rows[i] for i in order[number * FOLD : (number + 1) * FOLD]]
            pairs = [([hit.doc for hit in assistant.ask(row["question"], depth=HITS).hits], row["articles"]) for row in held]
        _report(f"fold {number}", pairs)
        everything += pairs
    _report("folds", everything)


def _report(name: str, pairs: list[tuple[list[str], list[str]]]) -> None:
    distinct = [len(set(found)) for found, _ in pairs]
    row = [name, len(pairs), *(f"{mean(recall(found, gold, k) for found, gold in pairs):.3f}" for k in (1, 5, 10, 100))]
    row.append(f"{min(distinct)} / {mean(distinct):.1f}")
    print(machine())
    print(table(("题目", "n", "R@1", "R@5", "R@10", "R@100", "不同条文 最少/平均"), [row]), flush=True)
