"""What a chain may limit a search to, checked: a filter that means nothing is an error, not an empty list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from assistant import messages
from assistant.errors import FilterError
from corpus.places import is_known, place_of_region
from corpus.records import Document

MOST_HITS = 1000
NATIONWIDE = "全国"
_NAMED = 8  # regions that a message names; a longer list is not read


@dataclass(frozen=True, slots=True)
class Limits:
    """How many hits, and of which documents; None limits nothing."""

    top_k: int = 10
    doc: str | None = None
    region: str | None = None
    in_force_on: str | None = None

    def check(self, documents: Sequence[Document]) -> None:
        """Hold the limits against the documents of an index.

        Raises:
            FilterError: a limit means nothing; says which and what is possible.
        """
        if type(self.top_k) is not int or not 1 <= self.top_k <= MOST_HITS:
            raise FilterError(messages.BAD_TOP_K.format(most=MOST_HITS, given=self.top_k))
        if self.doc is not None and not any(document.id == self.doc for document in documents):
            raise FilterError(messages.NO_LISTED_DOCUMENT.format(id=self.doc))
        if self.region is not None and not _is_region(self.region, documents):
            known = sorted({document.region for document in documents if document.region})
            raise FilterError(messages.NO_LISTED_REGION.format(region=self.region, known=messages.AND.join(known[:_NAMED])))
        check_day(self.in_force_on)


def _is_region(name: str, documents: Sequence[Document]) -> bool:
    """Whether a name is a place: one of the documents, or one of the country, where what holds nationwide is in force."""
    own = {NATIONWIDE, *(document.region for document in documents), *(document.province for document in documents)}
    place = place_of_region(name)
    return name in own or (place is not None and is_known(place))


def check_day(value: Any) -> str | None:
    """Return a day written as 2024-06-01, or None for none.

    Raises:
        FilterError: anything else.
    """
    if value is None:
        return None
    try:
        if date.fromisoformat(value).isoformat() == value:
            return str(value)
    except (TypeError, ValueError):
        pass
    raise FilterError(messages.BAD_DAY.format(day=str(value)[:40]))
