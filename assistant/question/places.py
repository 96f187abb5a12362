"""Place names: provinces, cities, counties and zones, with the names that they go by."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.question.longest import Longest
from index.segment import LEXICON, normalize


@dataclass(frozen=True, slots=True)
class Place:
    """A place name: the province it lies in, the city above it, and whether the bare name may be another word."""

    name: str
    province: str
    city: str = ""
    ambiguous: bool = False


@lru_cache(maxsize=1)
def places() -> dict[str, Place]:
    """Return the places of ``lexicon/places.tsv`` by every name that they go by."""
    found: dict[str, Place] = {}
    path = LEXICON / "places.tsv"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    for line in lines:
        if not line.strip() or line.startswith("#"):
            continue
        cells = [*line.split("\t"), "", "", "", ""]
        name, province, aliases, city, ambiguous = cells[:5]
        place = Place(name, province, city, ambiguous == "ambiguous")
        for alias in [name, *aliases.split("、")]:
            if len(alias) >= 2:
                found.setdefault(normalize(alias), place)
    return found


@lru_cache(maxsize=1)
def _names() -> Longest:
    return Longest(places())


def home_places(region: str) -> frozenset[str]:
    """Return the name of a region and of the province that it lies in; its documents mean both without naming them."""
    place = places().get(normalize(region))
    return frozenset({region, place.province, place.name} if place else {region})


def names_of(regions: Iterable[str]) -> list[str]:
    """Return the names that go with the places of these regions, such as 青岛 for 青岛市; ambiguous ones are left out."""
    wanted = {place.name for region in regions for place in places_in(region)}
    return sorted(name for name, place in places().items() if place.name in wanted and not place.ambiguous)


def places_in(text: str) -> list[Place]:
    """Return the places that ``text`` names, in its order, each once."""
    return list({place.name: place for _, _, place in _named(normalize(text))}.values())


def place_names(text: str) -> list[tuple[int, int]]:
    """Return where ``text`` names places, start and end; nothing where its length changes when it is normalized."""
    plain = normalize(text)
    return [(start, end) for start, end, _ in _named(plain)] if len(plain) == len(text) else []


def _named(plain: str) -> Iterator[tuple[int, int, Place]]:
    """Yield the names of places in a normalized text, with where they stand."""
    known = places()
    for start, end in _names().spans(plain):
        place = known[plain[start:end]]
        if not place.ambiguous or _says_its_kind(plain[start:end], plain[end : end + 1], place):
            yield start, end, place


def _says_its_kind(name: str, following: str, place: Place) -> bool:
    """Return whether a name that may be another word is written as that of a place: 白银市, not 白银市场."""
    if name == normalize(place.name):
        return following in ("市", "区", "县", "省")
    return following != "场"
