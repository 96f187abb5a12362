"""Assistants over the shipped model, made once: over the plan alone, and over the plan among the reference texts."""

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.pipeline import Assistant
from assistant.settings import Settings
from corpus.manifest import read_manifest
from corpus.readers import read_text
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
    items = [(known, read_text(texts[known.id])) for known in {d.id: d for d in described.values()}.values()]
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
