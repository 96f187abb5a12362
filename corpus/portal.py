"""What a portal prints above a text: 文号：…, 实施日期：…, one on a line or the value on the line below."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.dates import stated_date
from corpus.tsv import table_rows
from corpus.wording import is_doc_no, is_name, names_act, squeeze

_TABLE = Path(__file__).with_name("portal.tsv")
_LABEL = re.compile(r"([\u4e00-\u9fff][\u4e00-\u9fff\s\u3000]{1,10})[：:]\s*")
_DATES = ("published", "printed", "valid_from", "valid_to")
_LONGEST_DATE = 16  # characters: 2021年12月06日, 2021-12-06 00:00


@dataclass(frozen=True, slots=True)
class Printed:
    """A field that the page states, its value (empty where it states none), and how many lines it takes."""

    field: str
    value: str
    lines: int


@cache
def _fields() -> dict[str, str]:
    return {row[1]: row[0] for _, row in table_rows(_TABLE)}


def portal_field(label: str) -> str | None:
    """Return the field of the record that a label of a portal names, ``-`` for one that is not kept, else None."""
    return _fields().get(squeeze(label))


def printed(lines: Sequence[str], at: int) -> Printed | None:
    """Return the field that is printed on line ``at`` of stripped lines, or None."""
    found = _LABEL.match(lines[at])
    field = portal_field(found.group(1)) if found else None
    if found is None or field is None:
        return None
    value = lines[at][found.end() :].strip()
    following = lines[at + 1] if at + 1 < len(lines) else ""
    if value or not _is_value(following, field):
        return Printed(field, value, 1)
    return Printed(field, following, 2)


def _is_value(text: str, field: str) -> bool:
    """Whether a line is what a label on the line before it announces."""
    if not text or _LABEL.match(text):
        return False
    if field in _DATES:
        return len(text) <= _LONGEST_DATE and stated_date(text) is not None
    if field == "doc_no":
        return is_doc_no(text)
    return field == "title" or (is_name(text) and not names_act(text))


def page_information(lines: Sequence[str]) -> Iterator[tuple[int, Printed]]:
    """Yield what the first lines of a text print as page information, each with its line."""
    at = 0
    while at < len(lines):
        found = printed(lines, at)
        if found is None:
            if at == 0 and len(lines) > 1 and is_name(lines[0]) and not names_act(lines[0]) and printed(lines, 1):
                at += 1  # 基本信息
                continue
            return
        yield at, found
        at += found.lines
