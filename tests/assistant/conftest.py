"""Assistants over the shipped model, made once: over the plan alone, and over the plan among the reference texts; an encoder
without a model, and hits and findings made by hand."""

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.pipeline import Assistant
from assistant.profile import load_profile
from assistant.question.understand import Reader
from assistant.records import Hit
from assistant.retrieval.queries import Query
from assistant.retrieval.scope import Scope
from assistant.retrieval.search import Found
from assistant.settings import Settings
from corpus.manifest import read_manifest
from corpus.places import place_of_region
from corpus.readers.read import read_file
from corpus.registry import Registry

ROOT = Path(__file__).parents[2]
PLAN = "xiangyang_ip_145"


@pytest.fixture(scope="session")
def plan_assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The assistant as it ships: the plan, the shipped model, no settings of this machine."""
    return Assistant.open(Settings(data_dir=tmp_path_factory.mktemp("plan"), _env_file=None))  # type: ignore[call-arg]


@pytest.fixture(scope="session")
def reference_assistant(reference_documents: Path, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The assistant over the plan among 61 laws and measures of many places."""
    data_dir = tmp_path_factory.mktemp("reference")
    described = read_manifest(reference_documents / "manifest.json")
    texts = {path.stem: path for path in sorted(reference_documents.glob("*.txt"))}
    items = [(known, read_file(texts[known.id])[0].text) for known in {d.id: d for d in described.values()}.values()]
    Registry(data_dir).add(items)
    return Assistant.open(Settings(data_dir=data_dir, _env_file=None))  # type: ignore[call-arg]


@pytest.fixture(scope="session")
def own_exam() -> dict[str, list[dict[str, Any]]]:
    """The project's own questions: ``plan`` and ``multi``."""
    folder = ROOT / "tests" / "evaluation"
    return {
        path.stem: [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        for path in sorted(folder.glob("*.jsonl"))
    }


class CountingEncoder:
    """Counts characters into 64 boxes: like texts are near each other, and no model is needed."""

    name = "counting"
    fingerprint = "counting-1"

    def encode_document(self, texts: Sequence[str]) -> NDArray[np.float32]:
        counts = np.zeros((len(texts), 64), np.float32)
        for row, text in enumerate(texts):
            for char in text:
                counts[row, ord(char) % 64] += 1
        return counts / np.maximum(np.linalg.norm(counts, axis=1, keepdims=True), 1)

    encode_query = encode_document


@pytest.fixture(scope="session")
def counting_encoder() -> CountingEncoder:
    return CountingEncoder()


def _score_of(odds: float) -> float:
    """Return a probability of these log-odds; up to 0, exactly these in floating point, so that a threshold can be hit."""
    down = up = nearest = 1 / (1 + math.exp(-odds))
    for _ in range(64):
        for score in (down, up):
            if math.log(score / (1 - score)) == odds:
                return score
        down, up = math.nextafter(down, 0), math.nextafter(up, 1)
    return nearest


@pytest.fixture(scope="session")
def make_hit() -> Callable[..., Hit]:
    """Make a hit by hand: ``make_hit("…", odds=-2.6, doc="law", foreign=0.5)``."""
    made = iter(range(1_000_000))

    def make(text: str, odds: float = 0.0, *, doc: str = "home", score: float | None = None, **signals: float) -> Hit:
        chance = _score_of(odds) if score is None else score
        number = next(made)
        return Hit(doc, f"{doc}#一", "一、", "", text, number * 1000, number * 1000 + len(text), chance, number, signals)

    return make


@pytest.fixture(scope="session")
def make_found() -> Callable[..., Found]:
    """Make what a search returns: ``make_found("…", [hit], missing_place="武汉", parts=2)``."""

    def make(question: str, hits: Sequence[Hit] = (), **fields: Any) -> Found:
        scope = Scope(np.ones(1, np.float32))
        of_scope = {name: fields.pop(name) for name in list(fields) if name in Scope.__slots__ and name != "places"}
        of_scope |= {"places": tuple(map(place_of_region, fields.pop("scope_places")))} if "scope_places" in fields else {}
        query = fields.pop("query", Query(np.zeros(64, np.float32), (), ()))
        return Found(Reader(field=load_profile().field).read(question), replace(scope, **of_scope), query, tuple(hits), **fields)

    return make
