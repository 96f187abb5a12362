"""A data folder of an older version: its registry is read as it is and brought up to date, its index is built anew."""

import json
import logging
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from assistant.generations import Generations
from assistant.messages import INDEX_BUILDING, INDEX_OF_OTHER_VERSION
from assistant.settings import Settings
from corpus.database import FILE_NAME, VERSION
from corpus.errors import RegistryError
from corpus.messages import REGISTRY_UPGRADED
from corpus.records import Document
from corpus.registry import Registry

TEXT = "猕猴桃种植补贴办法\n第一条 为了发展猕猴桃产业，制定本办法。\n第二条 新种植猕猴桃的，每亩补贴三百元。\n"
# As version 0.1.0 wrote them: two tables, no number of a schema, fields that were dropped later.
SCHEMA = """
CREATE TABLE documents (id TEXT PRIMARY KEY, meta TEXT NOT NULL, text TEXT NOT NULL);
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
ROW = {
    "id": "kiwi", "title": "猕猴桃种植补贴办法", "issuer": None, "doc_no": None, "region": None, "province": None, "kind": None,
    "published": None, "valid_from": None, "valid_to": None, "supersedes": None, "superseded_by": None, "status": None,
    "note": None, "source": "kiwi", "sha256": "c668db903c8b248b6151c40616ac6fb26b7737586951459c124f314c24166bd3",
}  # fmt: skip


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A data folder of 0.1.0: registry, and an index of format 5."""
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection, connection:
        connection.executescript(SCHEMA)
        connection.execute("INSERT INTO documents VALUES ('kiwi', ?, ?)", (json.dumps(ROW, ensure_ascii=False), TEXT))
    folder = tmp_path / "index" / "347ada69-3e5c4022"
    folder.mkdir(parents=True)
    (folder.parent / "current").write_text(folder.name)
    (folder / "manifest.json").write_text(json.dumps({"format": 5, "corpus": "347ada69", "encoder": "shipped", "files": {}}))
    return tmp_path


def test_it_is_served_with_a_sentence_and_nothing_to_do(old: Path, caplog: pytest.LogCaptureFixture) -> None:
    before = (old / FILE_NAME).read_bytes()
    settings = Settings(data_dir=old, _env_file=None)  # type: ignore[call-arg]
    with caplog.at_level(logging.WARNING):
        answer = Generations(settings, builds=False).open().ask("猕猴桃种植补贴每亩多少元？")
    assert "三百元" in answer.text
    assert [record.message for record in caplog.records] == [INDEX_OF_OTHER_VERSION, INDEX_BUILDING]
    assert (old / FILE_NAME).read_bytes() == before  # who only reads changes nothing
    caplog.clear()
    Generations(settings, builds=False).open()
    assert caplog.records == []


def test_its_registry_is_brought_up_to_date_by_the_first_who_writes(old: Path, caplog: pytest.LogCaptureFixture) -> None:
    registry = Registry(old)
    assert registry.events(10) == []  # an older program kept none, and to read changes nothing
    with caplog.at_level(logging.WARNING):
        registry.add([(Document("b", "办法"), "办法\n第一条 为了发展，制定本办法。\n")])
    assert [record.message for record in caplog.records] == [REGISTRY_UPGRADED.format(path=registry.path)]
    assert [document.id for document, _ in registry.items(builtin=False)] == ["b", "kiwi"]
    assert registry.get("kiwi")[1] == TEXT
    assert not registry.has_original("kiwi")
    assert [event.id for event in registry.events(10)] == ["b"]
    with closing(sqlite3.connect(registry.path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == VERSION
    caplog.clear()
    registry.remove("b")
    assert caplog.records == []


def test_a_new_registry_is_no_old_one(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    Registry(tmp_path).add([(Document("b", "办法"), "办法\n第一条 为了发展，制定本办法。\n")])
    assert caplog.records == []


def test_the_registry_of_a_newer_version_is_refused_and_left_alone(old: Path) -> None:
    with closing(sqlite3.connect(old / FILE_NAME)) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    before = (old / FILE_NAME).read_bytes()
    for use in (Registry(old).items, lambda: Registry(old).remove("kiwi")):
        with pytest.raises(RegistryError, match=r"由更新的版本写成.*请升级本程序"):
            use()
    assert (old / FILE_NAME).read_bytes() == before
