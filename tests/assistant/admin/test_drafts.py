"""The files that wait in an administrator's folder until what they are is confirmed."""

import os
from pathlib import Path

from assistant.admin.drafts import Drafts


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
