"""Whatever is sent by an officer, there is a page or a sentence, never a failure; what a crash leaves does no harm."""

import os
import time
from typing import Any

import pytest

from tests.assistant.admin.conftest import Officer

ODD = ["", "\0", "\ud7ff\uffff", "<b>", "../../x", "a" * 5000, "=1", "{{7*7}}", "%s{0}", "xiangyang_ip_145", "💥", "1 OR 1=1"]
GETS = (
    "/documents/edit?id=", "/documents/remove?id=", "/documents/compare?old=xiangyang_ip_145&new=", "/documents/drafts/",
    "/pinned/edit?id=",
    "/pinned/edit?question=", "/questions?grouped=1&q=", "/questions?from=2026-01-01&to=", "/feedback?only=", "/statistics?from=",
)  # fmt: skip
POSTS = {
    "/documents/edit": ("id", "title", "valid_to", "supersedes"), "/documents/remove": ("id", "confirm"),
    "/documents/upload": ("files", "replaces"), "/pinned/edit": ("id", "questions", "text", "clause", "quote", "until"),
    "/pinned/remove": ("id",), "/office/contacts": ("topic", "words", "contact"), "/office/examples": ("examples",),
}  # fmt: skip


@pytest.mark.parametrize("odd", ODD)
def test_odd_values_are_answered(officer: Officer, odd: str) -> None:
    for path in GETS:
        answer = officer.client.get(f"/admin{path}{_quoted(odd)}")
        assert answer.status_code < 500, path
    for path, fields in POSTS.items():
        answer = officer.client.post(f"/admin{path}", data={"csrf": officer.csrf} | dict.fromkeys(fields, odd))
        assert answer.status_code in (303, 422), path


def _quoted(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode())


def test_what_is_no_form_is_told(officer: Officer) -> None:
    headers = {"content-type": "multipart/form-data; boundary=x", "origin": "http://testserver"}
    answer = officer.client.post("/admin/documents/upload", content=b"--x\r\nbroken", headers=headers)
    assert answer.status_code in (400, 403) and "后退" in answer.text


def test_an_upload_that_was_cut_off_is_no_draft_and_goes_after_a_day(officer: Officer) -> None:
    folder = officer.desk.service.settings.data_dir / "admin" / "drafts" / "0123456789abcdef"
    (folder / "file").mkdir(parents=True)
    (folder / "file" / "half.txt").write_text("第一", "utf-8")
    assert "half.txt" not in officer.get("/documents").text and folder.exists()
    os.utime(folder, (time.time() - 90_000,) * 2)
    assert officer.get("/documents").status_code == 200 and not folder.exists()


def test_a_full_disk_keeps_nothing_of_an_upload(officer: Officer, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    answer = officer.post("/documents/upload", [("files", ("a.txt", b"x" * 100))])
    assert answer.status_code == 422 and "检查磁盘空间" in answer.text
    assert list((officer.desk.service.settings.data_dir / "admin" / "drafts").iterdir()) == []
