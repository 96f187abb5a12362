"""Questions about several documents or places: one part for each, with the words that belong to it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from assistant.retrieval.scope import Catalogue, Scope

MOST_PARTS = 3
_SEGMENT = re.compile(r"[^,，。;；?？!！]+[,，。;；?？!！]?")
_BOTH_VERSIONS = re.compile(r"新(?:老|旧)|(?:老|旧)新|两(?:个)?版|各版|前后(?:两)?版|修订前后")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a question: its text and the documents that it is about."""

    text: str
    scope: Scope


def split_parts(question: str, scope: Scope, catalogue: Catalogue, as_of: str | None = None) -> list[Part]:
    """Return the parts of a question that is about several documents or places, or nothing if it is about one."""
    targets = _targets(question, scope, catalogue)
    if len(targets) < 2:
        return []
    texts = _texts(question, targets, catalogue)
    parts = []
    for target, text in zip(targets[:MOST_PARTS], texts, strict=False):
        weights = np.zeros_like(scope.weights)
        weights[list(target)] = 1.0
        parts.append(Part(text, replace(scope, weights=weights, named=target, missing_place="", missing_version="")))
    return parts


def _targets(question: str, scope: Scope, catalogue: Catalogue) -> list[tuple[int, ...]]:
    versions = _versions(question, scope, catalogue)
    if versions:
        return versions
    groups = list(catalogue.named_groups(question))
    home = catalogue.home
    homely = home is not None and catalogue.home_region in question
    if homely and groups and all(home not in group for group in groups):
        groups.insert(0, (home,))  # type: ignore[arg-type]
    regional = [group for place in scope.places for group in [catalogue.documents_of_place(place)] if group]
    if len(groups) < 2 and len(regional) >= 2:
        shared = set(scope.named)
        groups = [tuple(n for n in group if not shared or n in shared) or group for group in regional]
    return list(dict.fromkeys(groups))


def _versions(question: str, scope: Scope, catalogue: Catalogue) -> list[tuple[int, ...]]:
    """Return both versions of a document where the question compares them."""
    years = set(re.findall(r"(?:19|20)\d{2}", question))
    for number, document in enumerate(catalogue.documents):
        later = catalogue.by_id.get(document.superseded_by or "")
        if later is None or not ({number, later} & set(scope.named) or _region_named(document.region, scope)):
            continue
        both = catalogue.years_of(number) & years and catalogue.years_of(later) & years
        if _BOTH_VERSIONS.search(question) or both:
            return [(number,), (later,)]
    return []


def _region_named(region: str | None, scope: Scope) -> bool:
    return region is not None and any(place in region for place in scope.places)


def _texts(question: str, targets: Sequence[tuple[int, ...]], catalogue: Catalogue) -> list[str]:
    """Return the words of the question that belong to each target: from where it is named to where another one is."""
    owned: list[list[str]] = [[] for _ in targets]
    shared: list[str] = []
    current: int | None = None
    for segment in _SEGMENT.findall(question):
        named = [n for n, target in enumerate(targets) if catalogue.mentions(segment, target)]
        if len(named) == 1:
            current = named[0]
        if len(named) > 1 or current is None:
            shared.append(segment)
            current = None
        else:
            owned[current].append(segment)
    if not all(owned):
        return [question] * len(targets)
    return ["".join([*shared, *segments]) for segments in owned]
