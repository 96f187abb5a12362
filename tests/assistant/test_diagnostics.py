"""``ASSISTANT_LOG_LEVEL`` decides what is said on stderr."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

import ui
from assistant import __main__ as command_line
from assistant.diagnostics import PACKAGES, configure_logging


@pytest.fixture(autouse=True)
def _levels() -> Iterator[None]:
    before = {name: logging.getLogger(name).level for name in PACKAGES}
    yield
    for name, level in before.items():
        logging.getLogger(name).setLevel(level)


def levels() -> set[int]:
    return {logging.getLogger(f"{name}.part").getEffectiveLevel() for name in PACKAGES}


@pytest.mark.parametrize(("level", "expected"), [("DEBUG", 10), ("INFO", 20), ("WARNING", 30), ("ERROR", 40)])
def test_every_package_of_ours_logs_from_the_level_on(level: str, expected: int) -> None:
    configure_logging(level)
    assert levels() == {expected}


def test_other_packages_keep_their_level() -> None:
    before = logging.getLogger("httpx").getEffectiveLevel()
    configure_logging("DEBUG")
    assert logging.getLogger("httpx").getEffectiveLevel() == before


def test_the_command_line_takes_it_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ASSISTANT_LOG_LEVEL", "ERROR")
    monkeypatch.setattr(
        "sys.argv", ["assistant", "answer", "--questions", str(tmp_path / "none"), "--output", str(tmp_path / "a")]
    )
    with pytest.raises(SystemExit):
        command_line.main()
    assert levels() == {logging.ERROR}


def test_the_server_takes_it_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_LOG_LEVEL", "DEBUG")
    monkeypatch.setattr(ui, "port_is_free", lambda *_: False)
    assert ui.main([]) == 1
    assert levels() == {logging.DEBUG}
