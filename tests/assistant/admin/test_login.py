"""Logging in: off until a password is set, forms of the own session alone, wrong passwords counted, sessions that end."""

import io
import json
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import ui
from assistant.admin.passwords import FIRST, Passwords
from assistant.admin.sessions import FAILURES, IDLE, LOCKED, LONGEST, Sessions, Throttle
from assistant.api.settings import HttpSettings
from assistant.backup.folder import files
from assistant.errors import AdminError, KeptError
from tests.assistant.admin.conftest import PASSWORD, Officer, log_in, token

Make = Callable[..., TestClient]


class TestOff:
    def test_every_address_is_unknown_until_a_password_is_set(self, make_client: Make) -> None:
        client = make_client(password="")
        for path in ("", "/login", "/documents", "/style.css", "/questions.csv", "/pinned", "/office"):
            assert client.get(f"/admin{path}").status_code == 404, path
        assert client.post("/admin/login", data={"name": "admin", "password": "x"}).status_code == 404

    def test_it_is_there_at_once_when_one_is_set(self, make_client: Make) -> None:
        client = make_client(password="")
        client.app.state.desk.passwords.set("admin", PASSWORD)  # type: ignore[attr-defined]
        assert client.get("/admin/login").status_code == 200

    def test_other_networks_are_told_that_there_is_nothing(self, make_client: Make) -> None:
        client = make_client(admin_networks=("10.0.0.0/8",))
        hidden, unknown = client.get("/admin/login"), client.get("/nothing")
        assert hidden.status_code == 404
        assert (hidden.content, hidden.headers) == (unknown.content, unknown.headers)

    def test_by_default_only_the_machine_itself_and_private_networks_reach_it(self, make_fake_app: Any, tmp_path: Path) -> None:
        app = make_fake_app(tmp_path)
        assert app.state.service.http.admin_networks == HttpSettings.model_fields["admin_networks"].default
        assert "0.0.0.0/0" not in app.state.service.http.admin_networks


class TestLogin:
    def test_the_right_password_opens_and_the_cookie_is_closed_to_scripts_and_other_sites(self, make_client: Make) -> None:
        client = make_client()
        answer = log_in(client)
        cookie = next(value for value in answer.headers.get_list("set-cookie") if value.startswith("admin_session="))
        assert answer.status_code == 303 and answer.headers["location"] == "/admin/documents"
        assert "HttpOnly" in cookie and "SameSite=strict" in cookie and "Path=/admin" in cookie and "Secure" not in cookie
        assert client.get("/admin/documents").status_code == 200

    def test_behind_tls_the_cookie_is_for_tls_alone(self, make_client: Make) -> None:
        client = make_client()
        client.base_url = "https://testserver"  # type: ignore[assignment]
        assert all("Secure" in value for value in log_in(client).headers.get_list("set-cookie") if "admin_session" in value)

    @pytest.mark.parametrize(("name", "password"), [("王芳", "wrong password 1"), ("nobody", PASSWORD), ("", ""), ("王芳", "")])
    def test_a_wrong_one_does_not(self, make_client: Make, name: str, password: str) -> None:
        client = make_client()
        answer = log_in(client, password, name)
        assert answer.status_code == 403 and "口令不对" in answer.text
        assert client.get("/admin/documents").headers["location"] == "/admin/login?ended=0"

    def test_a_form_without_its_own_cookie_logs_nobody_in(self, make_client: Make) -> None:
        client = make_client()
        known = token(client.get("/admin/login").text, "token")
        client.cookies.clear()
        assert client.post("/admin/login", data={"name": "王芳", "password": PASSWORD, "token": known}).status_code == 403

    def test_after_five_wrong_ones_even_the_right_one_waits(self, make_client: Make) -> None:
        client = make_client()
        answers = [log_in(client, "wrong password 1").status_code for _ in range(FAILURES)]
        assert answers == [403] * 5
        locked = log_in(client)
        assert locked.status_code == 429 and "15 分钟后" in locked.text
        rows = client.app.state.service.log.rows("admin")  # type: ignore[attr-defined]
        assert [row["action"] for row in rows] == ["login.failed"] * 5 + ["login.locked"]

    def test_headers_forbid_scripts_frames_and_caching(self, officer: Officer) -> None:
        headers = officer.get("/documents").headers
        assert (
            "script-src" not in headers["content-security-policy"] and "default-src 'none'" in headers["content-security-policy"]
        )
        assert headers["x-frame-options"] == "DENY" and headers["cache-control"] == "no-store"


class TestForms:
    def test_without_the_token_of_the_session_nothing_is_done(self, officer: Officer) -> None:
        for csrf in ("", "guessed"):
            answer = officer.post("/office/examples", csrf=csrf, examples="甲？")
            assert answer.status_code == 403 and "没有办理" in answer.text
        assert officer.desk.overlay.examples(()) == ()

    def test_a_page_of_another_site_cannot_post(self, officer: Officer) -> None:
        answer = officer.client.post(
            "/admin/office/examples", data={"csrf": officer.csrf, "examples": "甲？"}, headers={"Origin": "https://evil.example"}
        )
        assert answer.status_code == 403 and officer.desk.overlay.examples(()) == ()

    def test_nobody_sees_or_does_anything_without_a_session(self, make_client: Make) -> None:
        client = make_client()
        for path in (
            "/documents",
            "/questions",
            "/questions.csv",
            "/feedback",
            "/statistics",
            "/pinned",
            "/pinned/edit",
            "/office",
        ):
            answer = client.get(f"/admin{path}")
            assert answer.status_code == 303 and answer.headers["location"] == "/admin/login?ended=0", path
        answer = client.post("/admin/documents/remove", data={"id": "x"})
        assert answer.headers["location"] == "/admin/login?ended=1"
        assert "没有办理" in client.get("/admin/login?ended=1").text

    def test_logging_out_ends_the_session_also_for_who_kept_the_cookie(self, officer: Officer) -> None:
        kept = officer.client.cookies["admin_session"]
        assert officer.post("/logout").status_code == 303
        officer.client.cookies.set("admin_session", kept, path="/admin")
        assert officer.get("/documents").status_code == 303
        assert officer.noted() == [("王芳", "login"), ("王芳", "logout")]

    def test_another_password_ends_the_sessions_of_the_old_one(self, officer: Officer) -> None:
        officer.desk.passwords.set("王芳", "another long password")
        assert officer.get("/documents").status_code == 303

    def test_what_cannot_be_noted_is_not_done(self, officer: Officer, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(*_: Any) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(officer.desk.service.log.chain, "append", full)
        answer = officer.post("/office/examples", examples="甲？")
        assert answer.status_code == 422 and "没有办理" in answer.text and officer.desk.overlay.examples(()) == ()


class TestPasswords:
    def test_only_argon2_is_kept_in_a_file_of_the_owner_alone(self, tmp_path: Path) -> None:
        held = Passwords(tmp_path)
        held.set("admin", PASSWORD)
        path = tmp_path / "admin" / "officers.json"
        row = json.loads(path.read_text("utf-8"))
        assert row["admin"].startswith("$argon2id$") and PASSWORD not in path.read_text("utf-8")
        assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
        assert [held.verify("admin", PASSWORD), held.verify("admin", PASSWORD + "x"), held.verify("other", PASSWORD)] == [
            True, False, False,
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("name", "password"),
        [("admin", "short"), ("admin", "aaaaaaaaaaaaaa"), ("admin", "admin-1234567"), ("", PASSWORD), (" a", PASSWORD)],
    )
    def test_weak_ones_are_refused(self, tmp_path: Path, name: str, password: str) -> None:
        with pytest.raises(AdminError):
            Passwords(tmp_path).set(name, password)
        assert not Passwords(tmp_path).are_set

    def test_a_setting_comes_before_the_file(self, tmp_path: Path) -> None:
        Passwords(tmp_path / "other").set(FIRST, PASSWORD)
        hashed = json.loads((tmp_path / "other" / "admin" / "officers.json").read_text("utf-8"))[FIRST]
        assert Passwords(tmp_path, hashed).verify(FIRST, PASSWORD)

    def test_the_command_reads_it_from_a_pipe(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO(PASSWORD + "\n"))
        assert ui.main(["admin-password", "--name", "李雷", "--data-dir", str(tmp_path)]) == 0
        assert "李雷" in capsys.readouterr().out and Passwords(tmp_path).verify("李雷", PASSWORD)
        monkeypatch.setattr(sys, "stdin", io.StringIO("short\n"))
        assert ui.main(["admin-password", "--data-dir", str(tmp_path)]) == 1
        assert "12 至 200" in capsys.readouterr().err


class TestSessions:
    """They outlive the process, in a file from which nobody can log in."""

    def test_who_is_logged_in_stays_so_when_the_service_starts_again(self, make_client: Make) -> None:
        client = make_client()
        assert log_in(client).status_code == 303
        csrf, again = token(client.get("/admin/documents").text), make_client(password="")
        again.cookies.set("admin_session", client.cookies["admin_session"], path="/admin")
        assert again.get("/admin/documents").status_code == 200
        assert again.post("/admin/office/examples", data={"csrf": csrf, "examples": "甲？"}).status_code == 303
        assert again.post("/admin/logout", data={"csrf": csrf}).status_code == 303
        assert client.get("/admin/documents").status_code == 303  # of several processes each knows

    def test_the_file_holds_no_secret_and_no_backup_takes_it(self, officer: Officer, tmp_path: Path) -> None:
        path = tmp_path / "admin" / ".sessions.json"
        assert officer.client.cookies["admin_session"] not in path.read_text("utf-8") and officer.csrf not in path.read_text(
            "utf-8"
        )
        assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
        assert path not in list(files(tmp_path, logs=True))

    @pytest.mark.parametrize("content", ["", "[]", "{", '{"x": 1}'])
    def test_a_damaged_file_lets_nobody_in_and_everybody_log_in_again(
        self, officer: Officer, tmp_path: Path, content: str
    ) -> None:
        (tmp_path / "admin" / ".sessions.json").write_text(content, "utf-8")
        assert officer.get("/documents").status_code == 303
        assert log_in(officer.client).status_code == 303 and officer.get("/documents").status_code == 200

    @pytest.mark.parametrize(
        "row", [1, {}, {"name": "王芳", "mark": 1, "began": 0, "seen": 0}, {"name": "", "mark": "", "began": 0, "seen": 0}]
    )
    def test_what_is_no_session_is_none(self, tmp_path: Path, row: Any) -> None:
        sessions = Sessions(tmp_path, lambda: 0.0)
        secret = sessions.begin("a", "mark")
        path = tmp_path / "admin" / ".sessions.json"
        path.write_text(json.dumps(dict.fromkeys(json.loads(path.read_text("utf-8")), row)), "utf-8")
        assert sessions.get(secret, lambda name: "" if name else "mark") is None

    def test_a_full_disk_logs_nobody_out(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        now = [0.0]
        sessions = Sessions(tmp_path, lambda: now[0])
        secret, now[0] = sessions.begin("a", "mark"), IDLE - 1

        def full(*_: Any) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("assistant.kept.Kept._write", full)
        assert sessions.get(secret, lambda _: "mark") is not None
        with pytest.raises(KeptError):
            sessions.begin("b", "mark")
        with pytest.raises(KeptError):  # it must not seem to have ended
            sessions.end(secret)
        assert sessions.get(secret, lambda _: "mark") is not None

    def test_a_clock_that_was_set_back_far_ends_them(self, tmp_path: Path) -> None:
        now = [1000.0]
        sessions = Sessions(tmp_path, lambda: now[0])
        secret = sessions.begin("a", "mark")
        now[0] = 990.0
        assert sessions.get(secret, lambda _: "mark") is not None
        now[0] = 0.0
        assert sessions.get(secret, lambda _: "mark") is None

    def test_those_that_are_over_go_when_somebody_logs_in(self, tmp_path: Path) -> None:
        now = [0.0]
        sessions = Sessions(tmp_path, lambda: now[0])
        sessions.begin("a", "mark")
        now[0] = IDLE + 1
        secret = sessions.begin("b", "mark")
        assert [row["name"] for row in json.loads((tmp_path / "admin" / ".sessions.json").read_text("utf-8")).values()] == ["b"]
        assert sessions.get(secret, lambda _: "mark") is not None


class TestTime:
    def test_a_session_ends_half_an_hour_after_the_last_request_and_after_a_working_day(self, tmp_path: Path) -> None:
        now = [0.0]
        sessions = Sessions(tmp_path, lambda: now[0])
        secret = sessions.begin("a", "mark")
        now[0] = IDLE
        assert sessions.get(secret, lambda _: "mark") is not None
        now[0] = 2 * IDLE + 1
        assert sessions.get(secret, lambda _: "mark") is None
        secret, start = sessions.begin("a", "mark"), now[0]
        while now[0] - start <= LONGEST:
            assert sessions.get(secret, lambda _: "mark") is not None
            now[0] += IDLE
        assert sessions.get(secret, lambda _: "mark") is None

    def test_the_lock_opens_after_a_quarter_of_an_hour_and_is_for_one_client(self) -> None:
        now = [0.0]
        throttle = Throttle(lambda: now[0])
        assert [throttle.begin("10.0.0.1") for _ in range(6)] == [0, 0, 0, 0, 0, LOCKED]
        assert throttle.begin("10.0.0.2") == 0
        now[0] = LOCKED
        assert throttle.begin("10.0.0.1") == 0

    def test_success_forgets_the_tries_before(self) -> None:
        throttle = Throttle(lambda: 0.0)
        for _ in range(20):
            for _ in range(FAILURES - 1):
                throttle.begin("10.0.0.1")
            throttle.succeeded("10.0.0.1")
        assert throttle.begin("10.0.0.1") == 0
