"""Processor time of ``python -m assistant ask``: a process for each question, two checkouts in turn."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import numpy as np


def run(questions: Path, data: Path, against: Path, against_data: Path, limit: int) -> None:
    """Print p50 and p99 in seconds of processor time for both, and their ratios.

    Args:
        questions: file of ``{"question": …}`` lines; evenly spaced ones are asked.
        data: data folder of this checkout, its index built.
        against: another checkout.
        against_data: its own data folder, of the same documents.
        limit: how many questions.
    """
    rows = [json.loads(line)["question"] for line in questions.read_text(encoding="utf-8").splitlines()]
    asked = rows[:: max(1, len(rows) // limit)][:limit]
    sides = ((Path.cwd(), data.resolve(), []), (against, against_data.resolve(), []))
    for question in asked:
        for code, folder, seconds in sides:
            seconds.append(_cost(code, folder, question))
    figures = [np.percentile(seconds, (50, 99)) for _, _, seconds in sides]
    for (code, _, seconds), (middle, high) in zip(sides, figures, strict=True):
        print(f"{code.name}: p50 {middle:.2f} s, p99 {high:.2f} s of {len(seconds)} questions")
    ratios = figures[0] / figures[1]
    print(f"ratio: p50 {ratios[0]:.2f}, p99 {ratios[1]:.2f}; load {os.getloadavg()[0]:.1f}")


def _cost(code: Path, data: Path, question: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "assistant", "ask", question, "--data-dir", str(data)]
    subprocess.run(command, cwd=code, capture_output=True, check=True, env=os.environ | {"OMP_NUM_THREADS": "1"})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
