"""What was done to a document, when and by whom, as its title lines and its promulgation say: passed, approved, amended.

Each act is told apart by its verb, since 通过, 批准 and 公布 are acts of different bodies on different days.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.facts.outline import trimmed
from assistant.records import Respect, WhichAct
from corpus.numerals import int_to_chinese
from corpus.records import ParsedDocument, Span
from corpus.wording import DATE

_FIRST_CLAUSES = 2  # among which a promulgation stands: 《…》已经…会议通过，现予公布
_PROMULGATES = re.compile(r"现予(?:公布|发布|印发)|(?:已经?|业已|已于)[^。]{4,60}(?:通过|批准)")
_NAMES = re.compile(r"《[^《》]*》")
_YEAR = re.compile(r"((?:19|20)\d{2})\s*年")
_VERBS = {
    Respect.ADOPTED: re.compile(r"通过"),
    Respect.APPROVED: re.compile(r"批准"),
    Respect.AMENDED: re.compile(r"修订|修正|修改"),
}
_ENDS_AN_ACT = re.compile(
    r"(?:通过|批准|公布|发布|颁布|印发|修订|修正|修改|施行|实施|生效)[\s，,；;。、）)（(]*+(?:(?:根据|自|并?于|从)\s*+)?$"
)


@dataclass(frozen=True, slots=True)
class _Act:
    """The words that say what was done, where they stand, and the same without the names of decisions in them."""

    span: Span
    said: str

    def is_a(self, respect: Respect) -> bool:
        """Return whether it is an act of that kind."""
        return _VERBS[respect].search(self.said) is not None

    @property
    def year(self) -> int:
        """The first year that it names, 0 where it names none."""
        found = _YEAR.search(self.said)
        return int(found.group(1)) if found else 0


def acts_on(parsed: ParsedDocument, respect: Respect, which: WhichAct) -> tuple[Span, ...]:
    """Return where a text says that it was passed, approved or amended, in its order; nothing where it does not say so.

    Args:
        parsed: the document.
        respect: which of the three is asked for.
        which: of which years, the how-manieth, or that of an amendment, where the question says so.
    """
    acts = list(_acts(parsed))
    wanted = [act for act in acts if act.is_a(respect)]
    wanted = _amending(wanted, acts) if which.amending else wanted
    of_years = [act for act in wanted if act.year in which.years]
    return tuple(act.span for act in _of_number(of_years or wanted, which.number))


def _amending(wanted: Sequence[_Act], acts: Sequence[_Act]) -> list[_Act]:
    """Return those of an amendment; of one that a body made itself nothing else is said: 第二十次会议修订."""
    return [act for act in wanted if act.is_a(Respect.AMENDED)] or [act for act in acts if act.is_a(Respect.AMENDED)]


def _of_number(acts: Sequence[_Act], number: int) -> Sequence[_Act]:
    """Return the act of a number (-1 for the last), by the number that it gives itself (第三次修正) where any does."""
    if not number:
        return acts
    numbered = [act for act in acts if f"第{int_to_chinese(number)}次修" in act.said] if number > 0 else []
    at = number - 1 if number > 0 else len(acts) - 1
    return numbered or acts[at : at + 1]


def _acts(parsed: ParsedDocument) -> Iterator[_Act]:
    for start, end in _tellings(parsed):
        said = parsed.text[start:end]
        days = [day.end() - len(day.group().lstrip("（( \u3000")) for day in DATE.finditer(said)]
        begins = [at for at in days if at == days[0] or _ENDS_AN_ACT.search(said[:at])]
        for at, behind in pairwise([*begins, len(said)]):
            stretch = said[at:behind].rstrip(" \n\u3000（(，,；;").removesuffix("根据").rstrip()
            yield _Act((start + at, start + at + len(stretch)), _NAMES.sub("", stretch))


def _tellings(parsed: ParsedDocument) -> Iterator[Span]:
    """Yield the title lines that tell of acts, and the sentences that promulgate the text."""
    yield from (trimmed(parsed, heading) for heading in parsed.headings if heading.above)
    for clause in parsed.clauses[:_FIRST_CLAUSES]:
        yield from (span for span in clause.sentences if _PROMULGATES.search(parsed.text[slice(*span)]))
