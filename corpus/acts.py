"""Acts behind the first: what a notice issues, a second act in the same file. Each begins with a title of its own."""

from collections.abc import Callable, Sequence
from itertools import takewhile

from corpus.front import contents_end
from corpus.pieces import Line
from corpus.wording import DATE, is_doc_no, is_name, is_section, names_act

_MOST_TITLE_LINES = 3
_BEGINS = {"第一编", "第一章", "第一条"}


def act_title_end(lines: Sequence[Line], at: int, before: Line) -> int:
    """Return the number of the line behind the title of an act that begins at ``at``, or 0 if none does.

    Args:
        lines: those of the document; what stands apart is marked.
        at: where a title may begin.
        before: the line before it; a title follows what is complete.
    """
    if not (before.role in ("apart", "toc") or before.text.endswith(("。", "！", "；", "”"))):
        return 0
    end = _behind(lines, at, _is_title, _MOST_TITLE_LINES)
    body = _behind(lines, end, _is_remark, len(lines))
    if end == at or body == len(lines):
        return 0
    named, signed = names_act("".join(line.text for line in lines[at:end])), before.role == "apart"
    begins = (named and signed) or _begins(lines, body, signed=signed)
    return end if begins and (named or signed) else 0


def _behind(lines: Sequence[Line], at: int, fits: Callable[[Line], bool], most: int) -> int:
    """Return the number of the line behind those from ``at`` on that fit, at most so many."""
    return at + sum(1 for _ in takewhile(fits, lines[at : at + most]))


def _is_title(line: Line) -> bool:
    return line.free and is_name(line.text) and not is_section(line.text) and not is_doc_no(line.text)


def _is_remark(line: Line) -> bool:
    """Whether a line between a title and the body tells of its adoption, or is its number."""
    return line.free and (DATE.match(line.text) is not None or line.text.startswith(("（", "(")) or is_doc_no(line.text))


def _begins(lines: Sequence[Line], at: int, *, signed: bool) -> bool:
    """Whether the body of an act begins at ``at``; below a signature a list that begins with 一 is one, too."""
    line = lines[at]
    if contents_end(lines, at) or is_section(line.text):
        return True
    return line.marker is not None and (line.marker.key in _BEGINS or (signed and line.marker.key == "一"))
