"""Who asks for support, what he holds and what he needs: the words that official texts use for each."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.wordings import compiled

SIZE, TYPE, INDUSTRY, HOLDS, NEEDS = "规模", "类型", "行业", "持有", "需要"
SHARED = Path(__file__).with_suffix(".tsv")


@dataclass(frozen=True, slots=True)
class Profile:
    """What an applicant says of himself; empty means that it does not matter. Nothing of it is stored."""

    size: str = ""
    kind: str = ""
    industry: str = ""
    holds: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


class Form:
    """The groups of the form (``SIZE``, ``TYPE`` …), each category with the words that stand for it in official texts.

    Args:
        table: of rows 组/类别, wording, source; their order is that of the form. A group that it lacks is not asked for.
    """

    def __init__(self, table: Path = SHARED) -> None:
        self._groups: dict[str, dict[str, re.Pattern[str]]] = {}
        for key, pattern in compiled(table).items():
            group, _, name = key.partition("/")
            self._groups.setdefault(group, {})[name] = pattern

    def categories(self, group: str) -> Mapping[str, re.Pattern[str]]:
        """Return the categories of a group in the order of the form."""
        return self._groups.get(group, {})

    def named(self, group: str, text: str) -> tuple[str, ...]:
        """Return the categories of a group that ``text`` names, in the order of the form."""
        return tuple(name for name, pattern in self.categories(group).items() if pattern.search(text))


@lru_cache(maxsize=8)
def form_of(table: Path | None = None) -> Form:
    """Return the form of a profile's table, or the one that every office has."""
    return Form(table or SHARED)
