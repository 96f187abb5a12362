"""The places that a text names, and the place that a document is of."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from corpus.longest import Longest
from corpus.places import CITY, COUNTRY, LONGEST, Place, innermost, meant, outermost, place_of_region, table
from corpus.records import Document

_ANOTHER_WORD = re.compile(r"市[场值价况]|区[域别块间]|县[域级]|省[级际]")  # 白银市场, 武昌区域
_OF_THE_STATE = re.compile(
    r"中华人民共和国|国务院|全国|国家(?:[\u4e00-\u9fff]{2,6}?局)?|中共中央|最高人民|[\u4e00-\u9fff]{2,8}(?:(?<!宣传)(?<!组织)(?<!统战)(?<!武装)部|总[局署])"
    r"(?=关于|办公厅|印发|发布|令|[、 ]|$)"
)
_BEFORE = re.compile(r"(?:关于|中共|印发|转发|公布|[《“])*")
OFTEN = 2  # times that a text names the place that it is of


class Gazetteer:
    """Reads the places that a text names.

    Args:
        home: the counties of its city are known by their short names, and of several places of one name its own is meant.
        near: further places, of which the second is true too.
    """

    def __init__(self, home: Place | None = None, near: Iterable[Place | None] = ()) -> None:
        self._near = tuple(place for place in (home, *near) if place is not None and place.code)
        self._zones = {place.full: (place,) for place in self._near if place.code.endswith("/")}
        known = table()
        self._alone = known.alone | self._zones.keys()
        self._names = Longest(name for name in self._alone | _local(home) if len(name) > 1)

    def find(self, text: str, borders: frozenset[int] | None = None) -> list[tuple[int, int, Place]]:
        """Return the places that a text names: start, end, place. What lies in one and stands right behind it is one with it.

        Args:
            text: normalized.
            borders: where words begin and end: a short name begins with a word, and one of no city ends with one.
        """
        spans = list(self._names.spans(text, lambda text, start, end: self._may_stand(text, start, end, borders)))
        sure = {places[0] for start, end in spans if len(places := self._called(text[start:end])) == 1}
        found: list[tuple[int, int, Place]] = []
        for start, end in spans:
            if not found or start >= found[-1][1]:
                places = self._called(text[start:end])
                place = meant(places, sure, self._near) or outermost(places)
                found.append((start, *innermost(text, end, place, lambda end: borders is None or end in borders)))
        return found

    def _called(self, name: str) -> tuple[Place, ...]:
        return table().by_name.get(name) or self._zones[name]

    def _may_stand(self, text: str, start: int, end: int, borders: frozenset[int] | None) -> bool:
        name, places = text[start:end], self._called(text[start:end])
        alone = name in self._alone
        if alone and any(name == place.full for place in places):
            return _ANOTHER_WORD.match(text, end - 1) is None
        of_city = alone and any(place.of_city for place in places)
        return borders is None or (start in borders and (of_city or end in borders))


def _local(home: Place | None) -> set[str]:
    """Return every name of the places of the city that a place is or lies in."""
    city = home.code[:CITY] if home is not None else ""
    of_city = len(city) == CITY
    return {name for name, places in table().by_name.items() if of_city and any(place.code.startswith(city) for place in places)}


@lru_cache(maxsize=1)
def _anywhere() -> Gazetteer:
    return Gazetteer()


_ARTICLE = re.compile(r"第[一二三四五六七八九十百千零〇0-9]+条(?:之[一二三四五六七八九十]+)?$")


def place_at_start(text: str, *near: Place) -> Place | None:
    """Return the place that a title or the name of an organ begins with; None where it begins with none, or may mean several."""
    return _start(_ARTICLE.sub("", text), near)[0]


def without_place(title: str) -> str:
    """Return a title without the place that it begins with."""
    return title[_start(_ARTICLE.sub("", title), ())[1] :]


@lru_cache(8192)  # the articles of a law may be documents each: all of them begin as it does
def _start(text: str, near: tuple[Place, ...]) -> tuple[Place | None, int]:
    """Return the place that a text begins with, and where its name ends, 0 where it begins with none."""
    begin = len(_BEFORE.match(text)[0])  # type: ignore[index]  # it matches nothing too
    state = _OF_THE_STATE.match(text, begin)
    at = begin if state is None else state.end()  # 国家税务总局湖北省税务局
    for size in range(min(len(text) - at, LONGEST), 1, -1):
        name = text[at : at + size]
        if name in table().alone and _ANOTHER_WORD.match(text, at + size - 1) is None:
            places = table().by_name[name]
            place = meant(places, near)
            end, inner = innermost(text, at + size, place or places[0], lambda _: False)
            return (inner if place is not None else None), end
    return (COUNTRY if state is not None else None), 0


def place_of(document: Document) -> Place | None:
    """Return the place that a document is of: as its record states it, else as its title or its organ begins; None if unknown."""
    if document.region:
        return place_of_region(document.region, document.province)
    issuer = place_at_start(document.issuer or "")
    return place_at_start(document.title, *([issuer] if issuer else [])) or issuer


def places_of(documents: Iterable[Document]) -> list[Place | None]:
    """Return the place of each of many documents, as ``place_of`` does."""
    known: dict[tuple[str | None, ...], Place | None] = {}
    found = []
    for document in documents:
        key = (document.region, document.province, document.issuer, _ARTICLE.sub("", document.title))
        if key not in known:
            known[key] = place_of(document)
        found.append(known[key])
    return found


def place_of_text(text: str) -> tuple[Place, tuple[int, int]] | None:
    """Return the place that a text is of, and where it is named first: one that it names often, all others being around or in it.

    None where it names several that lie apart.
    """
    named = [(start, end, place) for start, end, place in _anywhere().find(text) if text[start:end].endswith(place.full)]
    counts = Counter(place for _, _, place in named)
    often = [place for place, count in counts.items() if count >= OFTEN and all(place.related(other) for other in counts)]
    if not often:
        return None
    place = max(often, key=lambda place: len(place.code))
    return place, next((start, end) for start, end, other in named if other == place)
