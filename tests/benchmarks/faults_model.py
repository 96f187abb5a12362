"""A model server in every bad way: the reader gets the quotes, within the bound, and nothing that the model made up."""

import logging
import random
import time
from collections import Counter
from pathlib import Path

from assistant.messages import LLM_REJECTED, LLM_UNAVAILABLE
from tests.assistant.generation import scripted_llm as scripted
from tests.assistant.generation.test_llm import FAILURES, INVENTED, PATIENCE, ask, fell_back
from tests.benchmarks.faulting import AMOUNTS, QUESTION, Wrong, true_answer, until
from tests.benchmarks.serving import server

TIMEOUT, SERVED = 0.5, 4.0  # seconds that an answer of the model may take
LONGEST = SERVED + 4.0  # seconds with those of a machine that has other work


def model_server(data: Path, times: int, seen: Counter[str]) -> None:
    """Each bad way so many times by itself; then a running server whose model is bad in a random way each time."""
    ways = {name: (script, LLM_UNAVAILABLE) for name, script in FAILURES.items()}
    ways |= {name: (scripted.says(text), LLM_REJECTED) for name, text in INVENTED.items()}
    longest = 0.0
    logging.getLogger("assistant").setLevel(logging.ERROR)  # it says of each what was wrong
    for name, (script, notice) in ways.items():
        for _ in range(times):
            with scripted.serving(script) as model:
                answer, seconds = ask(model.url, timeout=TIMEOUT if notice == LLM_UNAVAILABLE else PATIENCE)
            if not fell_back(answer, notice):
                raise Wrong(f"{name}：{answer.text}{answer.notices}")
            longest = max(longest, seconds)
    seen[f"{len(ways)} 种坏法各 {times} 次，都只给原文；最久 {longest:.1f} 秒"] += 1
    _served(data, times, seen, [script for script, _ in ways.values()])


def _served(data: Path, times: int, seen: Counter[str], scripts: list[scripted.Script]) -> None:
    with scripted.serving(lambda handler: random.choice(scripts)(handler)) as model:
        given = {"ASSISTANT_LLM_MODEL": "m", "ASSISTANT_LLM_BASE_URL": model.url, "ASSISTANT_LLM_TIMEOUT": str(SERVED)}
        with server(data, **given) as running:
            until(lambda: bool(running.ask(QUESTION) and model.requests))  # its libraries are imported once
            for _ in range(times):
                start = time.monotonic()
                seen[f"服务：{true_answer(*running.ask(QUESTION), AMOUNTS[:1])}"] += 1
                if time.monotonic() - start > LONGEST:
                    raise Wrong(f"{time.monotonic() - start:.1f} 秒")
        seen[f"服务：问到模型 {len(model.requests)} 次"] += 1
