"""Ranks of one scale, of which one is none of the others: 初级 beside 中级、高级, 大专 beside 本科以上, 创业板 beside 主板."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from assistant.wordings import alternatives, patterns, read_wordings

_TABLE = Path(__file__).with_suffix(".tsv")
_WORDS = patterns(_TABLE, re.IGNORECASE)
SCALES = ("star", "scenic", "title", "class", "school", "prize", "medal", "time", "name", "level", "size", "board")


def ranks_in(text: str) -> dict[str, frozenset[int]]:
    """Return the ranks that a text names or reaches to (本科以上, 2—5星级), by scale; without scales of none."""
    if _any_rank().search(text) is None:
        return {}
    named = {scale: frozenset(_reached(text, scale)) for scale in _scales()}
    return {scale: ranks for scale, ranks in named.items() if ranks}


def of_other_ranks(asked: str, stated: str) -> bool:
    """Return whether a question names ranks of a scale, and a text only others of it."""
    ours = ranks_in(asked)
    theirs = ranks_in(stated) if ours else {}
    return any(scale in theirs and ranks.isdisjoint(theirs[scale]) for scale, ranks in ours.items())


def _reached(text: str, scale: str) -> Iterator[int]:
    """Yield the ranks of a scale in a text: those that it names, with those above, below or between where it says so."""
    highest = max(_scales()[scale])
    for rank in _scales()[scale]:
        for match in _WORDS[f"{scale}.{rank}"].finditer(text):
            behind = text[match.end() :]
            if _WORDS["upward"].search(behind):
                yield from range(rank, highest + 1)
            elif _WORDS["downward"].search(behind) or _WORDS["between"].search(text[: match.start()]):
                yield from range(1, rank + 1)  # 2—5星级: its lower end has no 星 to be known by
            else:
                yield rank


@cache
def _any_rank() -> re.Pattern[str]:
    """Return what any rank matches: few texts name one, and one look at a text takes a fifth of the time of forty."""
    words = alternatives(_TABLE)
    return re.compile("|".join(words[f"{scale}.{rank}"] for scale, ranks in _scales().items() for rank in ranks), re.IGNORECASE)


@cache
def _scales() -> dict[str, tuple[int, ...]]:
    keys = [key.split(".") for key in read_wordings(_TABLE) if "." in key]
    return {scale: tuple(int(rank) for own, rank in keys if own == scale) for scale in SCALES}
