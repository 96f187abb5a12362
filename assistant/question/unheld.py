"""Names of documents that a question names without 《》 and that the register does not hold: 广告法, 某省某条例, 养老规划."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from assistant.wordings import alternatives, read_wordings
from corpus.places import Place

_TABLE = Path(__file__).with_suffix(".tsv")
_LAWS = sorted(read_wordings(_TABLE)["law"], key=len, reverse=True)
_LAW = re.compile(rf"({'|'.join(_LAWS)})(?![院庭人定官律治务医]|规(?!定)|师)")
_BETWEEN = r"(?:服务|事业|产业|体系|建设|发展|专项|中长期|“?十[三四五六]五”?)*(?:的)?"  # a sector and its plan
_SECTOR = re.compile(rf"({alternatives(_TABLE)['sector']}){_BETWEEN}规划(?![院局])")
MOST_NAMES = 40  # names looked at in one question, as in titles.py
_NO_MATTER = (
    "[的和与跟及自本这那该各]|[两三几][省市县区地]|当地|地方|现行|有关|相关"  # what stands before 条例 and is no part of a name
)
_RULES = rf"(?:省|市|自治区|县|区)?的?((?:(?!{_NO_MATTER})[\u4e00-\u9fff]){{2,14}}?)(?:条例|实施细则|细则)"


class UnheldNames:
    """Knows by their names which documents are not held.

    Args:
        held: the plain title of each document held, with its place where that is known.
    """

    def __init__(self, held: Sequence[tuple[str, Place | None]]) -> None:
        self._held = tuple(held)
        self._joined = "\n".join(title for title, _ in held)

    def first(self, plain: str, places: Sequence[Place], named: Sequence[int]) -> str:
        """Return the first name in a question that no held document bears, empty where there is none.

        Args:
            plain: the question, without white space.
            places: that it names.
            named: the documents that it names; of a rule of one place, those of other places are not meant.
        """
        laws = iter(()) if named else self._not_in_titles(_LAW.finditer(plain))
        return next(chain(self._local(plain, places, named), self._not_in_titles(_SECTOR.finditer(plain)), laws), "")

    def _local(self, plain: str, places: Sequence[Place], named: Sequence[int]) -> Iterator[str]:
        """Yield the names of rules of a place, where no document is named that is of that place, or of the whole country."""
        for place in places if any(kind in plain for kind in ("条例", "细则")) else ():  # few: an expression a place is not made
            found = re.search(f"(?:{re.escape(place.full)}|{re.escape(place.name)})" + _RULES, plain)
            if found and not any(self._may_be_of(n, place) for n in named) and not self._holds(place, found.group(1)):
                yield found.group()

    def _holds(self, place: Place, matter: str) -> bool:
        """Return whether the title of a document of the place has half of the matter of a rule, by neighbouring characters."""
        pairs = [matter[n : n + 2] for n in range(len(matter) - 1)]
        of_place = (title for title, own in self._held if own is not None and own.code and own.related(place))
        return any(2 * sum(pair in title for pair in pairs) >= len(pairs) for title in of_place)

    def _may_be_of(self, number: int, place: Place) -> bool:
        own = self._held[number][1]
        return own is None or own.related(place)

    def _not_in_titles(self, names: Iterator[re.Match[str]]) -> Iterator[str]:
        """Yield the names of which no title holds what tells them apart: a law's name, the sector of a plan."""
        for found in islice(names, MOST_NAMES):
            if found.group(1) not in self._joined:
                yield found.group()
