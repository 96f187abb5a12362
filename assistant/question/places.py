"""The places that a question names, and the names that places go by."""

import re
from collections.abc import Iterable
from functools import lru_cache

from corpus.gazetteer import Gazetteer
from corpus.places import Place, place_of_region, table
from index.segment import default_segmenter, normalize

ANYWHERE = Gazetteer()
# a party of a story, behind the place that it is from: 甲省一家公司老说我们侵权
_PARTY = re.compile(r"(?:省|市)?(?:那边|这边)?的?(?:有|某)?一?[家个][^,，。;；?？]{0,6}?(?:公司|企业|厂|店|卖家|商家|客户|同行)")


def home_places(region: str) -> frozenset[str]:
    """Return the names of a region and of what it lies in; its documents mean them all without naming them."""
    home = place_of_region(region)
    return frozenset({name for place in home.around for name in (place.name, place.full)}) if home else frozenset()


def names_of(regions: Iterable[str]) -> list[str]:
    """Return the names of the places of these regions and of what they lie in that mean nothing else: 青岛, 青岛市, 山东."""
    places = {place for region in regions if (known := place_of_region(region)) for place in known.around}
    return sorted(name for name in table().alone if not places.isdisjoint(table().by_name[name]))


def places_in(text: str, gazetteer: Gazetteer = ANYWHERE) -> list[Place]:
    """Return the places that ``text`` names, in its order, each once."""
    return list(dict.fromkeys(place for _, _, place in _named(normalize(text), gazetteer)))


def places_meant(text: str, gazetteer: Gazetteer = ANYWHERE) -> list[Place]:
    """Return the places that ``text`` names, without those that only tell where another party is from, where any is left."""
    plain = normalize(text)
    named = _named(plain, gazetteer)
    meant = [place for _, end, place in named if not _PARTY.match(plain, end)]
    return list(dict.fromkeys(meant or [place for _, _, place in named]))


def place_names(text: str) -> list[tuple[int, int]]:
    """Return where ``text`` names places, start and end; nothing where its length changes when it is normalized."""
    plain = normalize(text)
    return [(start, end) for start, end, _ in _named(plain, ANYWHERE)] if len(plain) == len(text) else []


@lru_cache(maxsize=256)  # asked for of a question and of its stretches, more than once
def _named(plain: str, gazetteer: Gazetteer) -> tuple[tuple[int, int, Place], ...]:
    """Return the places of a normalized text; it is cut into words only where it may name one."""
    return tuple(gazetteer.find(plain, _borders(plain))) if gazetteer.find(plain) else ()


@lru_cache(maxsize=256)  # by more than one gazetteer
def _borders(plain: str) -> frozenset[int]:
    return frozenset({len(plain), *(at for _, at in default_segmenter().spans(plain))})
