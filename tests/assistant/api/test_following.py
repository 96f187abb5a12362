"""The service while documents and index change: each request keeps its generation, and doubt is told to who watches."""

import gc
import time
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant import messages
from assistant.api import opening as module
from assistant.api.errors import Problem
from assistant.api.log import OperationLog
from assistant.api.opening import Opening, settle
from assistant.errors import NothingLeftError
from corpus.errors import RegistryError


class Disk:
    """What is found at the next looks."""

    def __init__(self) -> None:
        self.now: Any = None

    def newer(self) -> Any:
        if isinstance(self.now, Exception):
            raise self.now
        found, self.now = self.now, None
        return found


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def opening(disk: Disk, tmp_path: Path, make_fake_assistant: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(module, "FOLLOW", 0.01)
    found = Opening(make_fake_assistant, OperationLog(tmp_path, 400), disk.newer)
    found.get(5)
    yield found
    found.stop()


def soon(true: Callable[[], bool]) -> bool:
    until = time.monotonic() + 5
    while not true() and time.monotonic() < until:
        time.sleep(0.01)
    return true()


def refused(opening: Opening) -> str:
    try:
        opening.check()
    except Problem as problem:
        return problem.message
    return ""


def test_a_newer_assistant_takes_the_place_of_the_one_in_use(opening: Opening, disk: Disk, make_fake_assistant: Any) -> None:
    first, second = opening.get(0), make_fake_assistant()
    disk.now = second
    assert soon(lambda: opening.get(0) is second)
    assert opening.generations == 2
    assert first.ask("质押融资")  # who has the first one goes on with it


class Kept:
    """What an assistant holds, in a cycle as real ones do."""

    def __init__(self) -> None:
        self.own = self


def test_what_is_open_is_out_of_the_collectors_way_and_the_one_before_is_released(
    opening: Opening, disk: Disk, make_fake_assistant: Any
) -> None:
    assert soon(lambda: gc.get_freeze_count() > 0)
    first = opening.get(5)
    first.kept = Kept()  # type: ignore[attr-defined]
    left = weakref.ref(first.kept)  # type: ignore[attr-defined]
    settle()
    del first
    disk.now = make_fake_assistant()
    assert soon(lambda: left() is None)


def test_a_lost_registry_is_no_readiness_and_no_silence(opening: Opening, disk: Disk) -> None:
    disk.now = RegistryError("文档库不见了")
    assert soon(lambda: refused(opening) == messages.REGISTRY_TROUBLE)
    assert opening.get(0).ask("质押融资").citations  # what was verified when it was opened still answers
    disk.now = None
    assert soon(lambda: refused(opening) == "")


def test_where_every_document_is_removed_nothing_answers_until_there_is_one(
    opening: Opening, disk: Disk, make_fake_assistant: Any
) -> None:
    disk.now = NothingLeftError("都已移除")
    assert soon(lambda: opening.current is None)
    with pytest.raises(Problem, match="503"):
        opening.get(0)
    disk.now = None
    time.sleep(0.1)
    assert opening.current is None
    disk.now = make_fake_assistant()
    assert soon(lambda: opening.current is not None)
    assert refused(opening) == ""


def test_a_failure_is_logged_once_and_not_at_every_look(opening: Opening, disk: Disk, tmp_path: Path) -> None:
    disk.now = RuntimeError("索引换不上")
    log = OperationLog(tmp_path, 400)
    assert soon(lambda: len(log.rows("error")) == 1)
    time.sleep(0.2)
    assert len(log.rows("error")) == 1
    assert refused(opening) == ""


def test_a_service_that_never_had_its_registry_says_so(
    make_fake_app: Callable[..., Any], serve: Callable[..., Any], tmp_path: Path
) -> None:
    def lost() -> Any:
        raise RegistryError("文档库不见了")

    with serve(make_fake_app(tmp_path, factory=lost)) as address:
        answer = httpx.get(f"{address}/readyz")
        assert answer.status_code == 503
        assert soon(lambda: httpx.get(f"{address}/readyz").json()["detail"]["message"] == messages.REGISTRY_TROUBLE)
