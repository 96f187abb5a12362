"""An application with its administration, and an officer who is logged in."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from starlette.testclient import TestClient

from assistant.admin import passwords
from assistant.admin.app import install
from assistant.admin.desk import Desk

PASSWORD = "correct horse battery"
NETWORKS = {"admin_networks": ("0.0.0.0/0", "::/0")}


def token(page: str, name: str = "csrf") -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', page)
    assert found, page
    return found.group(1)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hash that takes no 64 MiB."""
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))


@pytest.fixture
def make_client(make_fake_app: Any, tmp_path: Path) -> Iterator[Callable[..., TestClient]]:
    opened = []

    def make(password: str = PASSWORD, **http: Any) -> TestClient:
        app = make_fake_app(tmp_path, http=NETWORKS | http)
        install(app, app.state.service)
        if password:
            app.state.desk.passwords.set("王芳", password)
        client = TestClient(app, raise_server_exceptions=False, follow_redirects=False)
        opened.append(client.__enter__())
        return client

    yield make
    for client in opened:
        client.__exit__(None, None, None)


def log_in(client: TestClient, password: str = PASSWORD, name: str = "王芳") -> Any:
    page = client.get("/admin/login").text
    return client.post("/admin/login", data={"name": name, "password": password, "token": token(page, "token")})


class Officer:
    """A client that is logged in; its forms carry the token of the session."""

    def __init__(self, client: TestClient) -> None:
        assert log_in(client).status_code == 303
        self.client = client
        self.csrf = token(client.get("/admin/documents").text)
        self.desk: Desk = client.app.state.desk  # type: ignore[attr-defined]

    def get(self, path: str) -> Any:
        return self.client.get(f"/admin{path}")

    def post(self, path: str, files: Any = None, **data: Any) -> Any:
        return self.client.post(f"/admin{path}", data={"csrf": self.csrf} | data, files=files)

    def noted(self) -> list[tuple[str, str]]:
        return [(row["officer"], row["action"]) for row in self.desk.service.log.rows("admin")]


@pytest.fixture
def officer(make_client: Callable[..., TestClient]) -> Officer:
    return Officer(make_client())
