"""The file of a registry: made with care, never over another, refused with the next step."""

import sqlite3
from pathlib import Path

import pytest

from corpus.database import FILE_NAME
from corpus.errors import RegistryError
from corpus.records import Document
from corpus.registry import Registry

PLAN = "xiangyang_ip_145"
RULES = Document("a", "某办法", region="某市")
TEXT = "某办法\n一、范围\n适用于全市。\n"


def test_the_file_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    registry = Registry(tmp_path)
    registry.add([(Document("a", "甲"), "甲")])
    assert registry.path.stat().st_mode & 0o777 == 0o600
    registry.path.chmod(0o640)  # a service of another account may have to read it: the operator's choice stays
    registry.add([(Document("b", "乙"), "乙")])
    assert registry.path.stat().st_mode & 0o777 == 0o640


def test_a_data_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(RegistryError, match=r"数据目录不可写.*--data-dir"):
        Registry(tmp_path / "file").add([(RULES, TEXT)])


def test_a_folder_that_refuses_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()  # stands for a folder without the right to write; root has every right
    with pytest.raises(RegistryError, match="请检查写权限"):
        Registry(tmp_path).add([(RULES, TEXT)])


@pytest.mark.parametrize(
    "content", [b"not a database at all, but long enough to be read as a page" * 20, b"SQLite format 3\x00" + b"\xff" * 4096]
)
def test_a_damaged_file_is_refused_with_the_next_step_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    registry = Registry(tmp_path)
    for use in (registry.items, lambda: registry.add([(RULES, TEXT)])):
        with pytest.raises(RegistryError, match=r"打不开或已损坏.*从备份恢复"):
            use()
    assert (tmp_path / FILE_NAME).read_bytes() == content


def test_a_file_whose_tables_another_process_has_yet_to_make_reads_as_empty(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / FILE_NAME).close()
    (tmp_path / FILE_NAME).touch()
    assert [document.id for document in Registry(tmp_path).documents()] == [PLAN]


def test_the_data_folder_is_made_with_the_folders_above_it(tmp_path: Path) -> None:
    Registry(tmp_path / "a" / "b").add([(RULES, TEXT)])
    assert Registry(tmp_path / "a" / "b").get("a")[1] == TEXT


def test_reading_makes_no_file(tmp_path: Path) -> None:
    registry = Registry(tmp_path)
    with pytest.raises(RegistryError):
        registry.get("a")
    assert list(tmp_path.iterdir()) == []
