"""Folders: what becomes of each file, and that only what has changed is taken again."""

from itertools import islice
from pathlib import Path

import pytest

from corpus.adding import Outcome
from corpus.errors import CorpusError
from corpus.folders import changes, files_in, take_in
from corpus.records import Document
from corpus.registry import Registry, State

TEXT = "某办法\n一、范围\n适用于全市。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "库").mkdir()
    return tmp_path / "库"


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    return Registry(tmp_path / "data")


def put(folder: Path, name: str, text: str = TEXT) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def take(
    registry: Registry, folder: Path, described: dict[str, Document] | None = None, *, accept: bool = False
) -> list[Outcome]:
    return list(take_in(registry, folder, files_in(folder), described or {}, accept=accept))


def states(outcomes: list[Outcome]) -> list[tuple[str, State]]:
    return [(outcome.file, outcome.state) for outcome in outcomes]


def test_one_bad_file_stops_nothing(registry: Registry, folder: Path) -> None:
    put(folder, "乙.txt", "")
    put(folder, "甲.txt")
    put(folder, "丙.md")
    outcomes = take(registry, folder)
    assert states(outcomes) == [("丙.md", State.ADDED), ("乙.txt", State.REFUSED), ("甲.txt", State.ADDED)]
    assert "文件是空的" in outcomes[1].reason
    assert [document.id for document, _ in registry.items(builtin=False)] == ["丙", "甲"]


def test_only_what_changed_is_read_again(registry: Registry, folder: Path) -> None:
    put(folder, "甲.txt")
    put(folder, "乙.txt")
    take(registry, folder)
    put(folder, "乙.txt", TEXT + "二、其他\n没有。\n")
    put(folder, "丙.txt")
    outcomes = take(registry, folder)
    assert states(outcomes) == [("丙.txt", State.ADDED), ("乙.txt", State.REPLACED), ("甲.txt", State.SAME)]
    assert [outcome.entry is None for outcome in outcomes] == [False, False, True]
    assert registry.get("乙")[1].endswith("没有。\n")
    assert registry.original("乙").data == (folder / "乙.txt").read_bytes()


def test_a_file_of_another_folder_replaces_nothing(registry: Registry, folder: Path, tmp_path: Path) -> None:
    put(folder, "甲.txt")
    take(registry, folder)
    (tmp_path / "别处").mkdir()
    put(tmp_path / "别处", "甲.txt", "别的办法\n一、甲\n别的。\n")
    (outcome,) = take(registry, tmp_path / "别处")
    assert outcome.state == State.REFUSED
    assert "已有另一份文件在用" in outcome.reason
    assert registry.get("甲")[1] == TEXT


def test_two_files_with_one_id_are_one_document(registry: Registry, folder: Path) -> None:
    put(folder, "甲.md", "某意见\n一、甲\n甲。\n")
    put(folder, "甲.txt")
    assert [outcome.state for outcome in take(registry, folder)] == [State.ADDED, State.REFUSED]


def test_the_id_of_a_built_in_document_is_taken(registry: Registry, folder: Path) -> None:
    put(folder, "xiangyang_ip_145.txt")
    (outcome,) = take(registry, folder)
    assert (outcome.state, "内置" in outcome.reason) == (State.REFUSED, True)


def test_a_record_that_a_manifest_gave_stays(registry: Registry, folder: Path) -> None:
    put(folder, "甲.txt")
    take(registry, folder, {"甲.txt": Document("甲", "某办法", issuer="某局")})
    registry.remember(folder, "甲.txt", registry.remembered(folder)["甲.txt"])
    assert [outcome.state for outcome in take(registry, folder)] == [State.SAME]
    assert [outcome.state for outcome in take(registry, folder, accept=True)] == [State.SAME]
    document = registry.get("甲")[0]
    assert (document.issuer, document.kind) == ("某局", "办法")  # the second was proposed and accepted


def test_unfinished_and_other_files_are_left(folder: Path) -> None:
    for name in ("甲.txt", "~$甲.docx", ".隐.txt", "图.exe"):
        put(folder, name)
    (folder / "夹.txt").mkdir()
    assert [path.name for path in files_in(folder)] == ["甲.txt"]


def test_a_drop_folder_gives_each_state_of_a_file_once_when_it_has_settled(folder: Path) -> None:
    waited: list[float] = []
    looks = changes(folder, 0.01, waited.append)
    assert next(looks) == []
    path = put(folder, "甲.txt", "甲")
    assert next(looks) == []  # it may still be growing
    put(folder, "甲.txt", "甲乙")
    assert next(looks) == []
    assert next(looks) == [path]
    assert next(looks) == []
    put(folder, "甲.txt", "甲乙丙")
    assert list(islice(looks, 2)) == [[], [path]]
    assert set(waited) == {1.0}  # never a busy loop


def test_the_interval_is_bounded(folder: Path) -> None:
    waited: list[float] = []
    list(islice(changes(folder, 1e9, waited.append), 2))
    assert waited == [3600.0]


def test_a_folder_that_has_gone_is_told(folder: Path) -> None:
    looks = changes(folder, 1, lambda _: None)
    next(looks)
    folder.rmdir()
    with pytest.raises(CorpusError, match="没有这个目录"):
        next(looks)
