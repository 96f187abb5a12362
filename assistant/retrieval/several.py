"""Questions about several documents or places: one part for each, with the words that belong to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np

from assistant.question.cues import Cue
from assistant.question.titles import Pointing
from assistant.question.understand import Understood
from assistant.question.versions import edition_years
from assistant.retrieval.scope import Scope, Scoper
from corpus.places import Place

MOST_PARTS = 3


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a question: its text and the documents that it is about."""

    text: str
    scope: Scope


def split_parts(understood: Understood, scope: Scope, scoper: Scoper, beside: Sequence[object] = ()) -> list[Part]:
    """Return the parts of a question that is about several documents or places; nothing if it is about one, or names places.

    Args:
        understood: the question.
        scope: the documents that it is about.
        scoper: knows them.
        beside: places of documents that it names by number or title.
    """
    if beside:
        return []
    targets = _targets(understood, scope, scoper)
    if len(targets) < 2:
        return []
    texts = _texts(understood, targets, scoper)
    parts = []
    for target, text in zip(targets[:MOST_PARTS], texts, strict=False):
        weights = np.zeros_like(scope.weights)
        weights[list(target)] = 1.0
        parts.append(Part(text, replace(scope, weights=weights, named=target, missing_place="", missing_version="")))
    return parts


def _targets(understood: Understood, scope: Scope, scoper: Scoper) -> list[tuple[int, ...]]:
    pointing = understood.pointing
    versions = _versions(pointing, scope, scoper)
    if versions:
        return versions
    groups, home = list(pointing.groups), scoper.home
    if home is not None and pointing.home and groups and all(home not in group for group in groups):
        groups.insert(0, (home,))
    compared = understood.wants(Cue.COMPARES, Cue.BOTH)
    within = _are_nested(scope.places) and not (compared or understood.wants(Cue.EACH))
    regional = [] if len(groups) >= 2 or within else _regional(scope, scoper, compared=compared)
    return list(dict.fromkeys(regional if len(regional) >= 2 else groups))


def _regional(scope: Scope, scoper: Scoper, *, compared: bool) -> list[tuple[int, ...]]:
    """Return the documents of each place that is named: of those named by title, or where none is, all.

    None where one that is named by title is of them all (在郑州……按河南的条例), unless they are ``compared``. What is of one
    of the places is not counted to the one around it.
    """
    if not compared and any(_is_of_all(scoper.places[number], scope) for number in scope.named):
        return []
    of_place = {place: scoper.documents_of_place(place) for place in scope.places}
    found = (_without_inner(place, of_place) for place in of_place)
    return [tuple(n for n in group if n in scope.named) or group for group in found if group]


def _without_inner(place: Place, of_place: Mapping[Place, tuple[int, ...]]) -> tuple[int, ...]:
    """Return the documents of a place that are of none of the others, of those that lie in it."""
    inner = (of_place[other] for other in of_place if other != place and other.within(place))
    within = set(chain.from_iterable(inner))
    return tuple(number for number in of_place[place] if number not in within)


def _versions(pointing: Pointing, scope: Scope, scoper: Scoper) -> list[tuple[int, ...]]:
    """Return both versions of a document where the question compares them."""
    asked, years = pointing.version, pointing.version.years
    if not (asked.both or years):
        return []
    for number, later in scoper.versions:
        if not ({number, later} & set(scope.named) or _place_named(scoper.places[number], scope)):
            continue
        documents = (scoper.documents[number], scoper.documents[later])
        beside_the_old = asked.old and asked.beside and edition_years(documents[1]) & years  # 旧版跟2023年的比
        if asked.both or beside_the_old or all(edition_years(document) & years for document in documents):
            return [(number,), (later,)]
    return []


def _place_named(own: Place | None, scope: Scope) -> bool:
    return own is not None and any(own.within(place) for place in scope.places)


def _is_of_all(own: Place | None, scope: Scope) -> bool:
    return own is not None and all(own.related(place) for place in scope.places)


def _are_nested(places: Sequence[Place]) -> bool:
    """Return whether one of several places lies in all the others: 在郑州……河南省的奖 asks about the inner one."""
    return any(all(inner.within(outer) for outer in places) for inner in places)


def _texts(understood: Understood, targets: Sequence[tuple[int, ...]], scoper: Scoper) -> list[str]:
    """Return the words of the question that belong to each target: from where it is named to where another one is."""
    owned: list[list[str]] = [[] for _ in targets]
    shared: list[str] = []
    current: int | None = None
    for segment in understood.segments:
        named = [n for n, target in enumerate(targets) if scoper.mentions(segment.pointing, target)]
        if len(named) == 1:
            current = named[0]
        if len(named) > 1 or current is None:
            shared.append(segment.text)
            current = None
        else:
            owned[current].append(segment.text)
    if not all(owned):
        return [understood.text] * len(targets)
    return ["".join([*shared, *segments]) for segments in owned]
