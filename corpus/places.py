"""Places as a tree: the country, provinces, cities, counties and zones, by the names that they go by.

The divisions and their codes are those of ``places.tsv`` (written by ``places_table.py``), further names and zones those of
``place_names.tsv``.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from pathlib import Path

from corpus.tsv import table_rows

NATIONAL = "全国"
_CODES, _NAMES = Path(__file__).with_name("places.tsv"), Path(__file__).with_name("place_names.tsv")
CITY = 4  # digits of the code of a city; that of a county is longer
LONGEST = 20  # characters of a name
WHOLE = 4  # characters of a name that is no part of other words: 南沙新区
_MANIFOLD, _SHORT = "*", "简称"
_DIGITS = re.compile(r"(\d\d)(?:0000)?|(\d{4})(?:00)?|(\d{6})")


@dataclass(frozen=True, slots=True)
class Place:
    """A place. ``full`` is its official name, ``name`` how people call it.

    ``code`` is that of GB/T 2260 without what only fills it up, so that it begins with the code of every place around it; that of
    the country is empty, that of a zone ends with its name.
    """

    code: str
    full: str
    name: str

    def within(self, other: "Place") -> bool:
        """Return whether it is the other place, or lies in it."""
        return self.code.startswith(other.code)

    def related(self, other: "Place") -> bool:
        """Return whether one of the two lies in the other, or both are one."""
        return self.within(other) or other.within(self)

    @property
    def around(self) -> "tuple[Place, ...]":
        """The places that it lies in, from the province down, and itself; of the country itself alone."""
        known = table().by_code
        outer = (known.get(self.code[:size]) for size in (2, CITY, 6) if size < len(self.code))
        return (*(place for place in outer if place is not None), self)

    @property
    def of_city(self) -> bool:
        """Whether it is no county and no zone, but a city or what lies above."""
        return len(self.code) <= CITY

    @property
    def region(self) -> str:
        """How a record names it: 广西, 南宁, 南宁宾阳县."""
        above = [place.name for place in self.around[:-1]]
        if self.of_city:
            return self.name
        return self.full if not above or self.full.startswith(above[-1]) else above[-1] + self.full


COUNTRY = Place("", NATIONAL, NATIONAL)
_NOWHERE = Place("?", "", "")


@dataclass(frozen=True, slots=True)
class Table:
    """Every place by code, every name with the places that go by it, and the names that need no place above before them."""

    by_code: dict[str, Place]
    by_name: dict[str, tuple[Place, ...]]
    alone: frozenset[str]


@lru_cache(maxsize=1)
def table() -> Table:
    """Return the places of both tables."""
    rows = [(code, full, short) for _, (code, full, short) in table_rows(_CODES)]
    names = [(path, name, source) for _, (path, name, source) in table_rows(_NAMES)]
    by_code, by_path = _places(rows, {(path, name) for path, name, source in names if source == _SHORT})
    further = [(path, name) for path, name, _ in names if path != _MANIFOLD]
    named = [(by_code[code], name) for code, *both in rows for name in both]
    by_name = _by_name([*named, *_further(further, by_path)])
    alone = _alone(rows) | {name for _, name in further}
    manifold = {name for path, name, _ in names if path == _MANIFOLD}
    return Table(by_code, by_name, frozenset(alone - manifold))


def _by_name(named: Iterable[tuple[Place, str]]) -> dict[str, tuple[Place, ...]]:
    """Return the places by each of their names."""
    found: dict[str, dict[Place, None]] = {}
    for place, name in named:
        found.setdefault(name, {})[place] = None
    return {name: tuple(places) for name, places in found.items()}


def _alone(rows: Iterable[tuple[str, str, str]]) -> set[str]:
    """Return the official names, but those of two characters, and the short names of cities and provinces."""
    found: set[str] = set()
    for code, full, short in rows:
        found |= {name for name in (full, short) if (name == full and len(full) > 2) or (name == short and len(code) <= CITY)}
    return found


def _further(names: Iterable[tuple[str, str]], by_path: dict[str, Place]) -> Iterator[tuple[Place, str]]:
    """Yield places with their further names; what is known by no path is a zone, and known from then on."""
    for path, name in names:
        if path not in by_path:
            above, _, zone = path.rpartition("/")
            by_path[path] = zone_in(by_path[above], zone)
        yield by_path[path], name


def _places(
    rows: Iterable[tuple[str, str, str]], called: Collection[tuple[str, str]]
) -> tuple[dict[str, Place], dict[str, Place]]:
    """Return the places of the table of codes by code and by path; the counties ``called`` by a short name bear it."""
    by_code: dict[str, Place] = {}
    by_path: dict[str, Place] = {}
    for code, full, short in rows:
        above = (by_code.get(code[:size]) for size in (2, CITY) if size < len(code))
        path = "/".join([*(place.full for place in above if place is not None), full])
        place = Place(code, full, short if len(code) <= CITY or (path, short) in called else full)
        by_code[code] = by_path[path] = place
    return by_code, by_path


def zone_in(above: Place, name: str) -> Place:
    """Return a place that the table of codes does not hold, in the one that it does."""
    return Place(f"{above.code}/{name}/", name, name)


def is_known(place: Place) -> bool:
    """Return whether the tables hold a place, and no record alone."""
    return any(place in named for named in table().by_name.values()) or place == COUNTRY


def outermost(places: Iterable[Place]) -> Place:
    """Return the largest of the places of one name, of those of one size the first by code: 西安 is no county."""
    return min(places, key=lambda place: (len(place.code), place.code))


def meant(places: Sequence[Place], *near: Iterable[Place]) -> Place | None:
    """Return which of the places of one name is meant: the nearest to those of the first group that is near any, else None."""
    for group in near:
        others = tuple(group)
        closeness = [max((_shared(place, other) for other in others), default=0) for place in places]
        if max(closeness) > 0:
            return places[closeness.index(max(closeness))]
    return places[0] if len(places) == 1 else None


def _shared(place: Place, other: Place) -> int:
    """Return how many characters the codes of two places share, 0 where they are of different provinces."""
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(place.code, other.code, strict=False)))
    return shared if shared > 1 else 0


def innermost(text: str, end: int, place: Place, fits: Callable[[int], bool] = lambda _: True) -> tuple[int, Place]:
    """Return where the names of places within ``place`` end that stand from ``end`` on, and the last of them.

    Args:
        text: any text.
        end: where the name of ``place`` ends.
        place: what they lie in.
        fits: tells of a short name from its end whether it may stand there.
    """
    known = table().by_name
    for size in range(min(len(text) - end, LONGEST), 1, -1):
        name = text[end : end + size]
        inner = [other for other in known.get(name, ()) if other.within(place) and other != place]
        if inner and (len(name) >= WHOLE or any(name == other.full for other in inner) or fits(end + size)):
            return innermost(text, end + size, outermost(inner), fits)
    return end, place


@lru_cache(maxsize=4096)
def place_of_region(region: str | None, province: str | None = None) -> Place | None:
    """Return the place that a record states (山东济南, 济南市, 370100), one of its own where the tree has none of that name."""
    if not region:
        return None
    if region == NATIONAL:
        return COUNTRY
    return _coded(region) or _written(region, None if province in (None, region, NATIONAL) else place_of_region(province))


def _coded(region: str) -> Place | None:
    digits = _DIGITS.fullmatch(region)
    return table().by_code.get(next(filter(None, digits.groups()))) if digits else None


def _written(region: str, above: Place | None) -> Place:
    """Return the place of a name, in what lies above it where that is known."""
    for size in range(min(len(region), LONGEST), 1, -1):
        named = [place for place in table().by_name.get(region[:size], ()) if above is None or place.related(above)]
        if named:
            end, place = innermost(region, size, meant(named, [above] if above else []) or outermost(named))
            return zone_in(place, region[end:]) if len(region) - end > 1 else place
    return zone_in(above or _NOWHERE, region)
