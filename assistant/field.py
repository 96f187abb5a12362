"""The field of an office: its own words, as the tables of its profile give them; without any, what every office has."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from assistant.wordings import compiled, read_wordings
from corpus.tsv import table_rows
from index.segment import normalize

WORDS, SYNONYMS, CASES = "words.tsv", "synonyms.tsv", "special.tsv"
APART = "apart/"  # what the key of words begins with that are easily taken for others
MATTER = "matter/"  # what the key of words begins with by which one matter has a law of its own


@dataclass(frozen=True, slots=True)
class SpecialCase:
    """A case that some rules are for alone; hashed by its name, for to hash a pattern takes as long as to search with it.

    ``rule`` matches a condition and ``chapter`` the heading of a chapter that say so, ``asked`` a question that names it; all of
    them normalized. No heading says so where ``chapter`` is None.
    """

    name: str
    rule: re.Pattern[str] = field(hash=False)
    asked: re.Pattern[str] = field(hash=False)
    chapter: re.Pattern[str] | None = field(default=None, hash=False)


@dataclass(frozen=True, slots=True)
class Field:
    """What a question is held against beside the words that every office shares.

    Attributes:
        words: by which a question is about the field whatever else it says; normalized.
        kinds: of what rules are made for; in a follow-up one takes the place of another (那商标呢).
        apart: kinds that are easily taken for each other, each by its words: a figure of one never answers for another.
        matters: what has a law of its own, each by its words: a law on one of them tells nothing of another.
        synonyms: everyday wording to official terms; normalized.
        special: cases that some rules are for alone: what is asked of none of them is told by the general rule.
    """

    words: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    apart: tuple[tuple[str, ...], ...] = ()
    matters: tuple[tuple[str, ...], ...] = ()
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    special: tuple[SpecialCase, ...] = ()

    def is_named_in(self, plain: str) -> bool:
        """Return whether a normalized text uses a word of the field."""
        return any(word in plain for word in self.words)

    def apart_in(self, text: str) -> tuple[tuple[str, ...], ...]:
        """Return those of the kinds that are kept apart which a text names, each by its words."""
        return tuple(words for words in self.apart if any(word in text for word in words))

    def apart_from(self, text: str) -> tuple[tuple[str, ...], ...]:
        """Return those of the kinds that are kept apart which a text does not name."""
        named = self.apart_in(text)
        return tuple(words for words in self.apart if words not in named)

    def matters_in(self, text: str) -> frozenset[tuple[str, ...]]:
        """Return those of the matters with laws of their own which a text names, each by its words."""
        return frozenset(words for words in self.matters if any(word in text for word in words))

    def special_unnamed(self, text: str) -> tuple[SpecialCase, ...]:
        """Return the cases that some rules are for alone and that a text does not name."""
        plain = normalize(text)
        return tuple(case for case in self.special if case.asked.search(plain) is None)


NEUTRAL: Final = Field()


def read_synonyms(path: Path) -> dict[str, tuple[str, ...]]:
    """Return everyday wording → official terms of a table (wording, terms parted by 、, source); empty where there is none."""
    rows = table_rows(path) if path.exists() else ()
    return {normalize(row[0]): tuple(normalize(term) for term in row[1].split("、") if term) for _, row in rows if len(row) > 1}


def read_special(path: Path) -> tuple[SpecialCase, ...]:
    """Return the special cases of a table (``<case>.rule``, ``.asked`` or ``.chapter``, expression, source), in its order.

    Raises:
        ValueError: a line has not three cells, an expression is none, or a case lacks one of the first two; names the file.
    """
    try:
        table = compiled(path) if path.exists() else {}
        names = dict.fromkeys(key.partition(".")[0] for key in table)
        return tuple(
            SpecialCase(name, table[f"{name}.rule"], table[f"{name}.asked"], table.get(f"{name}.chapter")) for name in names
        )
    except (KeyError, re.error) as error:
        raise ValueError(f"{path.name}: {error}") from error


def load_field(folder: Path) -> Field:
    """Return the field of a profile from ``words.tsv``, ``synonyms.tsv`` and ``special.tsv`` of its folder; each may be lacking.

    Raises:
        ValueError: a line of the first has not three cells; names file and line; or as ``read_special``.
    """
    path = folder / WORDS
    rows = read_wordings(path) if path.exists() else {}
    return Field(
        tuple(map(normalize, rows.get("field", ()))),
        rows.get("kind", ()),
        tuple(words for key, words in rows.items() if key.startswith(APART)),
        tuple(words for key, words in rows.items() if key.startswith(MATTER)),
        read_synonyms(folder / SYNONYMS),
        read_special(folder / CASES),
    )
