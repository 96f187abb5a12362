"""What is noted of what was done with documents."""

import os
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus.errors import RegistryError
from corpus.events import Event, Happened
from corpus.records import Document
from corpus.registry import Registry

RULES = Document("a", "某办法", region="某市")
TEXT = "某办法\n一、范围\n适用于全市。\n"


def _kinds(events: list[Event]) -> list[tuple[Happened, str, str]]:
    return [(event.kind, event.id, event.title) for event in events]


def test_the_registry_notes_what_was_done_with_documents_and_when(tmp_path: Path) -> None:
    registry = Registry(tmp_path)
    before = datetime.now(UTC).replace(microsecond=0)
    registry.add([(RULES, TEXT), (replace(RULES, id="b"), TEXT)])
    registry.add([(RULES, TEXT)])  # the same again
    registry.put(RULES, TEXT)  # and once more
    registry.put(replace(RULES, title="某某办法"), TEXT)
    registry.put(RULES, TEXT + "二、完\n完。\n", replacing=True)
    registry.describe([replace(registry.get("b")[0], status="现行"), replace(RULES, id="none")])
    registry.describe([registry.get("b")[0]])
    registry.remove("a")
    events = registry.events(10)
    assert _kinds(events) == [
        (Happened.REMOVED, "a", "某办法"), (Happened.DESCRIBED, "b", "某办法"), (Happened.REPLACED, "a", "某办法"),
        (Happened.DESCRIBED, "a", "某某办法"), (Happened.ADDED, "b", "某办法"), (Happened.ADDED, "a", "某办法"),
    ]  # fmt: skip
    assert all(before <= datetime.fromisoformat(event.at) <= datetime.now(UTC) for event in events)
    assert _kinds(registry.events(10, "b")) == [(Happened.DESCRIBED, "b", "某办法"), (Happened.ADDED, "b", "某办法")]
    assert _kinds(registry.events(1)) == [(Happened.REMOVED, "a", "某办法")]


def test_what_is_refused_did_not_happen(tmp_path: Path) -> None:
    registry = Registry(tmp_path)
    registry.add([(RULES, TEXT)])
    with pytest.raises(RegistryError):
        registry.add([(replace(RULES, id="b"), TEXT), (RULES, "别的")])
    assert len(registry.events(10)) == 1


def test_a_registry_that_is_not_there_has_no_events(tmp_path: Path) -> None:
    assert Registry(tmp_path / "data").events(10) == []


@pytest.mark.parametrize(("zone", "day"), [("UTC", "2026-01-31"), ("Asia/Shanghai", "2026-02-01")])
def test_the_day_of_an_event_is_that_of_the_machine(monkeypatch: pytest.MonkeyPatch, zone: str, day: str) -> None:
    monkeypatch.setitem(os.environ, "TZ", zone)
    time.tzset()
    try:
        assert Event("2026-01-31T18:00:00+00:00", Happened.ADDED, "a", "某办法").day == day
    finally:
        monkeypatch.undo()
        time.tzset()
