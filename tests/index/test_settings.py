from pathlib import Path

import pytest

from assistant.api.settings import HttpSettings
from assistant.settings import Settings
from index.errors import SettingsError
from index.settings import CheckedSettings


@pytest.fixture(autouse=True)
def _no_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)  # no .env


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        (Settings, "ASSISTANT_PORT", "http"),
        (Settings, "ASSISTANT_PORT", "0"),
        (Settings, "ASSISTANT_LOG_LEVEL", "loud"),
        (HttpSettings, "ASSISTANT_RATE_BURST", "0"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(
    monkeypatch: pytest.MonkeyPatch, kind: type[CheckedSettings], name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=f"^设置 {name} 的值 '{value}' 不能用。请按 README 的“设置”改正后再启动。$"):
        kind()


def test_a_list_that_is_no_json_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_EMBED_ORIGINS", "https://www.example.gov.cn")
    with pytest.raises(SettingsError, match=r"^设置读不出来（.*embed_origins.*）。列表要写成 JSON"):
        Settings()


def test_what_is_given_comes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_PORT", "8000")
    assert (Settings().port, Settings(port=8001).port) == (8000, 8001)
