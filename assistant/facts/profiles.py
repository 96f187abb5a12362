"""Who an enterprise is, what it holds and what it needs: the words that official texts use for each."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.wordings import compiled


def _by_group() -> dict[str, dict[str, re.Pattern[str]]]:
    found: dict[str, dict[str, re.Pattern[str]]] = {}
    for key, pattern in compiled(Path(__file__).with_name("profiles.tsv")).items():
        group, name = key.split("/")
        found.setdefault(group, {})[name] = pattern
    return found


# Each category of a group with the words that stand for it in official texts; the order is that of the form.
CHOICES: Mapping[str, Mapping[str, re.Pattern[str]]] = _by_group()
SIZES, TYPES, INDUSTRIES, IP_KINDS, NEEDS = (CHOICES[group] for group in ("规模", "类型", "行业", "持有", "需要"))


@dataclass(frozen=True, slots=True)
class Profile:
    """What an enterprise says of itself; empty means that it does not matter. Nothing of it is stored."""

    size: str = ""
    kind: str = ""
    industry: str = ""
    holds: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


def named(group: str, text: str) -> tuple[str, ...]:
    """Return the categories of a group (规模, 类型, 行业, 持有, 需要) that ``text`` names, in the order of the form."""
    return tuple(name for name, pattern in CHOICES[group].items() if pattern.search(text))
