"""Versions: which edition of a document a question asks for, by year or by wording."""

import re
from dataclasses import dataclass
from pathlib import Path

from assistant.wordings import patterns
from corpus.records import Document

_SAYS = patterns(Path(__file__).parent / "versions.tsv")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_NEGATION_CHARS = 6  # characters before a wording in which its negation stands: 不是那个旧版


@dataclass(frozen=True, slots=True)
class VersionAsked:
    """The version that a question asks for.

    ``old`` and ``new`` exclude each other. ``before`` is the year before whose amendment the version was in force;
    ``of_edition`` are the years that are said to be those of an edition (2010年版), ``years`` all that are named.
    """

    years: frozenset[int] = frozenset()
    old: bool = False
    new: bool = False
    both: bool = False  # 新旧两版, 现行的比旧版
    compared: bool = False  # 有什么区别
    beside: bool = False  # something is set beside something else: 比, 分别
    before: int | None = None
    of_edition: frozenset[int] = frozenset()

    @property
    def chosen(self) -> bool:
        """Whether anything but the version in force may be meant."""
        return self.old or self.before is not None or bool(self.years)


def read_version(text: str) -> VersionAsked:
    """Return the version that a normalized text without white space asks for; of old and new, what is said last counts."""
    old_at = max((match.start() for match in _SAYS["old"].finditer(text) if not _negated(text, match.start())), default=-1)
    new_at = max((match.start() for match in _SAYS["new"].finditer(text)), default=-1)
    before, of_edition = _SAYS["before"].search(text), frozenset(int(year) for year in _SAYS["edition"].findall(text))
    several, beside = old_at >= 0 and (new_at >= 0 or bool(of_edition)), _SAYS["beside"].search(text) is not None
    compared = _SAYS["compared"].search(text) is not None
    return VersionAsked(
        years=frozenset(int(year) for year in _YEAR.findall(text)),
        old=old_at > new_at,
        new=new_at > old_at,
        both=_SAYS["both"].search(text) is not None or (several and (beside or compared)),
        compared=compared,
        beside=beside,
        before=int(before.group(1)) if before else None,
        of_edition=of_edition,
    )


def without_version(text: str) -> str:
    """Return a text without the wordings that say which version is meant."""
    for key in ("old", "new", "edition"):
        text = _SAYS[key].sub(" ", text)
    return text


def _negated(text: str, at: int) -> bool:
    return _SAYS["not"].search(text[max(0, at - _NEGATION_CHARS) : at]) is not None


def edition_years(document: Document) -> frozenset[int]:
    """Return the years by which an edition of a document may be named; a plan is not named by the year it begins in."""
    named = {int(year) for year in _YEAR.findall(f"{document.title}{document.id.replace('_', ' ')}")}
    dates = (document.published, document.valid_from if document.kind != "规划" else None)
    return frozenset(named | {int(day[:4]) for day in dates if day})
