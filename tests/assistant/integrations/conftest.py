"""A tracing service in the environment, which must not be told what is asked."""

from collections.abc import Iterator

import langsmith.utils
import pytest
from langsmith import Client


@pytest.fixture
def traced(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Switch tracing on as an operator would, and return the names of the runs that would be sent."""
    told: list[str] = []
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    monkeypatch.setenv("LANGSMITH_API_KEY", "k")
    monkeypatch.setenv("LANGSMITH_ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.setattr(Client, "create_run", lambda self, **run: told.append(run["name"]))
    monkeypatch.setattr(Client, "update_run", lambda self, **run: None)
    langsmith.utils.get_env_var.cache_clear()
    yield told
    langsmith.utils.get_env_var.cache_clear()
