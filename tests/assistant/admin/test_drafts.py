"""The files that wait in an administrator's folder until what they are is confirmed."""

import os
from pathlib import Path

import pytest

from assistant.admin.drafts import Draft, Drafts
from assistant.errors import AdminError


def test_what_a_crash_left_half_written_is_dropped_and_what_others_keep_there_stays(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    sent = drafts.add("办法.txt", "办法".encode())
    folder = next(tmp_path.rglob(sent.id)).parent
    half, other = folder / ("0" * 16), folder / "扫描件"
    for left in (half, other):
        left.mkdir()
        os.utime(left, (0, 0))
    assert [draft.id for draft in drafts.all()] == [sent.id]
    assert (half.exists(), other.exists()) == (False, True)


def test_one_that_another_request_throws_away_meanwhile_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It was listed, and is gone when it is looked at."""
    drafts = Drafts(tmp_path)
    gone, kept = (drafts.add(name, "办法".encode()) for name in ("甲.txt", "乙.txt"))
    get = drafts.get

    def thrown_away(identifier: str) -> Draft:
        if identifier == gone.id:
            drafts.drop(gone.id)
            raise AdminError("没有这份草稿")
        return get(identifier)

    monkeypatch.setattr(drafts, "get", thrown_away)
    assert [draft.id for draft in drafts.all()] == [kept.id]
