"""Where a question is to be answered from: what it points at, and filters, as weights of documents."""

from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from assistant import messages
from assistant.errors import FilterError
from assistant.question.places import Place, places
from assistant.question.titles import NATIONAL, Pointing
from assistant.question.versions import VersionAsked, edition_years
from corpus.dates import is_date
from corpus.records import Document
from index.segment import normalize

FOREIGN_WEIGHT = 0.1  # another place's rule, where the question names no place: shown only if nothing nearer fits
NATIONAL_WEIGHT = 0.6  # a law of the whole country, where the question names a place that has rules of its own
ASIDE = 0.55  # a document, where the question goes on from an answer out of another one
SHOWN_REGIONS = 8  # in the message that an unknown region gets


@dataclass(frozen=True, slots=True)
class Scope:
    """Where to look: ``weights`` (n_documents,) in [0, 1], 0 = never; ``named`` documents are the ones asked for.

    ``missing_place`` is a place that the question is about and no document covers; ``missing_title`` a document that
    it names and the corpus does not hold; ``missing_version`` a version of a held document that it does not hold.
    """

    weights: NDArray[np.float32]
    named: tuple[int, ...] = ()
    places: tuple[str, ...] = ()
    missing_place: str = ""
    missing_title: str = ""
    missing_version: str = ""
    home: tuple[str, ...] = ()  # ids of the home region's documents, where the question is about that region


class Scoper:
    """The documents of an index, and which of them a reading of a question leaves. Thread-safe after it was made."""

    def __init__(self, documents: Sequence[Document], home_region: str = "", home_document: str = "") -> None:
        self.documents = tuple(documents)
        self.home_region = home_region
        self.by_id = {document.id: number for number, document in enumerate(documents)}
        self.home = self.by_id.get(home_document)
        self.home_ids = tuple(document.id for document in documents if document.region == home_region)
        self.versions = self._pairs()
        self._settled, self._pending = self._by_standing()
        self._successor = {number: self.documents[after] for number, after in self.versions}
        self._by_place = _Groups([(document.region or NATIONAL, document.province or "") for document in documents])
        self._local = [documents[number] for number in self._by_place.first if self._region(number) != NATIONAL]
        self._by_validity = _Groups([self._validity(number) for number in range(len(documents))])

    def _pairs(self) -> tuple[tuple[int, int], ...]:
        """Return documents with their successors."""
        later = [self.by_id.get(document.superseded_by or "") for document in self.documents]
        return tuple((number, after) for number, after in enumerate(later) if after is not None)

    def _by_standing(self) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        """Return the versions whose successor is in force, for good, and those whose successor is to come into force."""
        standing: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
        today = date.today().isoformat()
        for number, later in self.versions:
            standing[(self.documents[later].valid_from or "") > today].append((number, later))
        return standing

    def _validity(self, number: int) -> Hashable:
        document, successor = self.documents[number], self._successor.get(number)
        known = (document.begins, document.valid_to, document.superseded_by is not None, document.repealed)
        return (*known, successor.valid_from if successor else None)

    def scope(
        self,
        pointing: Pointing,
        *,
        as_of: str | None = None,
        doc: str | None = None,
        region: str | None = None,
        in_force_on: str | None = None,
    ) -> Scope:
        """Return where a question is to be answered from. Filters leave out what they exclude, whatever is asked for.

        Args:
            pointing: what the self-contained question points at.
            as_of: a date in ISO form; of several versions of a document, the one of that day is meant.
            doc: only this document.
            region: only this region, and what is in force there because it is in force nationwide.
            in_force_on: a date in ISO form; only documents in force on it, as far as their dates are known.

        Raises:
            FilterError: ``in_force_on`` is no date, or ``region`` neither a place nor the region of a document.
        """
        filters = self.mask(doc=doc, region=region, in_force_on=in_force_on)
        if doc is not None:  # nothing that the question says can mean another one
            return Scope(filters.astype(np.float32), tuple(np.flatnonzero(filters).tolist()))
        asked = (self._place(region),) if region else pointing.places
        weights, missing_place = self._weights_by_place(asked, pointing.home)
        named = self._in_version(pointing, weights, as_of or in_force_on)
        missing_version = self._missing_version(named, pointing.version)
        named = [number for number in named if filters[number]]
        if named:
            weights = self._weights_of_named(named, beside_home=pointing.home)
            missing_place = "" if self._covers(named, asked) else missing_place
        return Scope(
            weights * filters, tuple(named), tuple(place.name for place in asked), missing_place,
            pointing.missing_title, missing_version, self.home_ids if pointing.home else (),
        )  # fmt: skip

    def naming(self, scope: Scope, documents: Sequence[int], allowed: NDArray[np.bool_]) -> Scope:
        """Return the scope of a question that names these documents, as far as they are ``allowed``, shape (n_documents,)."""
        named = [number for number in documents if allowed[number]]
        return replace(scope, weights=self._weights_of_named(named, beside_home=False), named=tuple(named)) if named else scope

    def turned_to(self, scope: Scope, documents: Collection[int]) -> Scope:
        """Return the scope of a question that goes on from an answer out of these documents: others come behind them."""
        if not documents:
            return scope
        weights = scope.weights * np.float32(ASIDE)
        weights[list(documents)] = scope.weights[list(documents)]
        return replace(scope, weights=weights)

    def mask(self, *, doc: str | None = None, region: str | None = None, in_force_on: str | None = None) -> NDArray[np.bool_]:
        """Return which documents the filters leave, shape (n_documents,).

        Raises:
            FilterError: ``in_force_on`` is no date, or ``region`` neither a place nor the region of a document.
        """
        kept = np.ones(len(self.documents), bool)
        if doc is not None:
            kept[:] = False
            kept[[self.by_id[doc]] if doc in self.by_id else []] = True
        if region:
            place = self._place(region)
            kept &= self._by_place.spread(lambda number: self._in_force_at(place, self.documents[number])) > 0
        if in_force_on:
            if not is_date(in_force_on):
                raise FilterError(messages.BAD_DATE.format(date=in_force_on[:40]))
            kept &= self._by_validity.spread(
                lambda number: self.documents[number].in_force(in_force_on, self._successor.get(number))
            ).astype(bool)
        return kept

    def _place(self, region: str) -> Place:
        """Return the place of a region filter: one that is known by name, or as documents state it."""
        known = places().get(normalize(region))
        if known is not None:
            return known
        regions = sorted({self.documents[number].region or NATIONAL for number in self._by_place.first})
        if region not in regions:
            shown = "、".join(regions[:SHOWN_REGIONS]) + ("等" if len(regions) > SHOWN_REGIONS else "")
            raise FilterError(messages.UNKNOWN_REGION.format(region=region[:40], known=shown))
        return Place(region, region)

    def _in_force_at(self, place: Place, document: Document) -> bool:
        region = document.region or NATIONAL
        at_home = self._is_home(place) and region == self.home_region
        return region == NATIONAL or at_home or _is_of(place, document)

    def _weights_by_place(self, asked: Sequence[Place], home_asked: bool) -> tuple[NDArray[np.float32], str]:
        """Return the weights by place, and a place that is asked for and no document covers."""
        foreign = [place for place in asked if not self._is_home(place)]
        home_asked = home_asked or len(foreign) < len(asked)
        if not self._local:
            return np.ones(len(self.documents), np.float32), ""
        weights = self._by_place.spread(lambda number: self._weight_by_place(number, foreign, home_asked=home_asked))
        if home_asked or any(_is_of(place, document) for place in foreign for document in self._local):
            return weights, ""
        return weights, next((place.name for place in foreign if place.name != place.province), "")

    def _weight_by_place(self, number: int, foreign: Sequence[Place], *, home_asked: bool) -> float:
        region = self._region(number)
        if region == NATIONAL:
            return NATIONAL_WEIGHT if home_asked or foreign else 1.0
        if any(_is_of(place, self.documents[number]) for place in foreign):
            return 1.0
        if region == self.home_region:
            return 1.0 if home_asked or not foreign else 0.0
        return 0.0 if home_asked or foreign else FOREIGN_WEIGHT  # another place's rule never answers for this one

    def _region(self, number: int) -> str:
        return self.documents[number].region or NATIONAL

    def _is_home(self, place: Place) -> bool:
        home = places().get(normalize(self.home_region))
        by_name = bool(self.home_region) and self.home_region in (place.name, place.city)
        return by_name or (home is not None and place.name == home.province)

    def _weights_of_named(self, named: Sequence[int], *, beside_home: bool) -> NDArray[np.float32]:
        weights = np.zeros(len(self.documents), np.float32)
        weights[list(named)] = 1.0
        if beside_home and self.home is not None:
            weights[self.home] = 1.0
        return weights

    def _covers(self, named: Sequence[int], asked: Sequence[Place]) -> bool:
        documents = [self.documents[number] for number in named]
        return any(place.name in (d.region or "") or place.province == d.province for d in documents for place in asked)

    def _in_version(self, pointing: Pointing, weights: NDArray[np.float32], day: str | None) -> list[int]:
        """Return the named documents in the version that is meant; in place, silence the versions that are not."""
        told = day is not None or pointing.version.chosen
        pairs, open_pairs = ([], self.versions) if told else (self._settled, self._pending)
        today = day or date.today().isoformat()
        meant = [self._meant(number, later, pointing.version, today) for number, later in open_pairs]
        pairs = [*pairs, *(pair for pair in meant if pair is not None)]
        weights[[silent for silent, _ in pairs]] = 0.0
        named = list(pointing.documents)
        for silent, kept in pairs if named else ():
            named = [kept if number == silent else number for number in named]
        return list(dict.fromkeys(named))

    def _meant(self, number: int, later: int, asked: VersionAsked, day: str) -> tuple[int, int] | None:
        """Return which of a document and its successor is silent and which is meant; None where both are compared."""
        document, successor = self.documents[number], self.documents[later]
        mine, its = edition_years(document), edition_years(successor)
        if asked.old or asked.years & (mine - its) or asked.before in its:
            compared = asked.compared and asked.years & its and asked.before is None
            return None if compared else (later, number)
        ends = document.valid_to or successor.valid_from
        older = ends and not document.ended(day, successor) and not asked.years & (its - mine)
        return (later, number) if older else (number, later)

    def _missing_version(self, named: Sequence[int], asked: VersionAsked) -> str:
        missing = ""
        for number in named if asked.of_edition else ():
            document = self.documents[number]
            if document.superseded_by is None and not asked.of_edition & edition_years(document):
                missing = messages.VERSION_OF.format(title=document.title, year=min(asked.of_edition))
        return missing

    def documents_of_place(self, name: str) -> tuple[int, ...]:
        """Return the documents whose region is, or lies in, the place."""
        found = self._by_place.spread(lambda number: name in (self.documents[number].region or ""))
        return tuple(np.flatnonzero(found).tolist())

    def mentions(self, pointing: Pointing, target: Sequence[int]) -> bool:
        """Return whether a stretch of a question names one of the documents of ``target``, or their place."""
        if any(set(group) & set(target) for group in pointing.groups) or (pointing.home and self.home in target):
            return True
        return any(place.name in (self.documents[number].region or "") for number in target for place in pointing.places)


class _Groups:
    """Documents that are alike in some way: what holds of one holds of all, so that one of each is looked at."""

    def __init__(self, keys: Sequence[Hashable]) -> None:
        number_of: dict[Hashable, int] = {}
        self.first: list[int] = []
        for number, key in enumerate(keys):
            if key not in number_of:
                number_of[key] = len(self.first)
                self.first.append(number)
        self._group = np.array([number_of[key] for key in keys], np.int64)

    def spread(self, value: Callable[[int], float]) -> NDArray[np.float32]:
        """Return the value of the first of its group for every document, shape (n_documents,)."""
        return np.array([value(number) for number in self.first], np.float32)[self._group]


def _is_of(place: Place, document: Document) -> bool:
    """Return whether a document's region is the place, the province that it is in, the city above, or within it."""
    region, province = document.region or "", document.province
    return place.name in region or (place.city != "" and place.city == region) or (
        province == place.province and place.province in (place.name, region)
    )  # fmt: skip
