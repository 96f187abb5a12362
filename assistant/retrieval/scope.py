"""Where a question is to be answered from: what it points at, and filters, as weights of documents."""

from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assistant import messages
from assistant.errors import FilterError
from assistant.question.titles import Pointing
from assistant.question.versions import VersionAsked, edition_years
from assistant.question.years import named_years
from corpus.dates import is_date
from corpus.gazetteer import places_of
from corpus.places import COUNTRY, NATIONAL, Place, is_known, place_of_region
from corpus.records import Document
from index.segment import normalize

FOREIGN_WEIGHT = 0.1  # another place's rule, where the question names no place: shown only if nothing nearer fits
NATIONAL_WEIGHT = 0.6  # a law of the whole country, where the question names a place that has rules of its own
LOCAL_WEIGHT = 0.6  # a place's rule, where the question asks what the state does
PART_WEIGHT = 0.6  # the rule of a part of the place that is asked for, where all of it has rules of its own
ASIDE = 0.55  # a document, where the question goes on from an answer out of another one
ACCOUNTS = ("规划", "纲要", "计划", "报告", "公报", "要点")  # what such documents say of a place is not said of each place in it
PROVINCE = 2  # characters of the code of a province
SHOWN_REGIONS = 8  # in the message that an unknown region gets


@dataclass(frozen=True, slots=True)
class Scope:
    """Where to look: ``weights`` (n_documents,) in [0, 1], 0 = never; ``named`` documents are the ones asked for.

    ``missing_place`` is a place that the question is about and no document covers; ``missing_title`` a document that
    it names and the corpus does not hold; ``missing_version`` a version of a held document that it does not hold.
    """

    weights: NDArray[np.float32]
    named: tuple[int, ...] = ()
    places: tuple[Place, ...] = ()
    missing_place: str = ""
    missing_title: str = ""
    missing_version: str = ""
    covering: frozenset[str] = frozenset()  # ids of rules of what lies around a place that is asked for: they hold there too
    home: tuple[str, ...] = ()  # ids of the home region's documents, where the question is about that region
    of_parts: frozenset[str] = frozenset()  # ids of rules of but a part of a place that is asked for, which has its own
    matter: tuple[str, ...] = ()  # words of what is asked about and has laws of its own: 商标
    of_other_matters: frozenset[str] = frozenset()  # ids of the laws on others of those
    then_in_force: frozenset[str] = frozenset()  # ids of rules in force in the past year that is named: they are of that year


class Scoper:
    """The documents of an index, and which of them a reading of a question leaves. Thread-safe after it was made."""

    def __init__(self, documents: Sequence[Document], home_region: str = "", home_document: str = "") -> None:
        self.documents = tuple(documents)
        self.places = tuple(places_of(documents))
        self.home_place = place_of_region(home_region)
        self.by_id = {document.id: number for number, document in enumerate(documents)}
        self.home = self.by_id.get(home_document)
        home = self.home_place
        own = [place is not None and home is not None and place.within(home) for place in self.places]
        self.home_ids = tuple(document.id for document, is_own in zip(documents, own, strict=True) if is_own)
        self.versions = self._pairs()
        self._settled, self._pending = self._by_standing()
        self._successor = {number: self.documents[after] for number, after in self.versions}
        self._by_place = _Groups(self.places)
        self._local = [place for place in dict.fromkeys(self.places) if place not in (None, COUNTRY)]
        self._rules = self._by_place_alone()
        self._by_validity = _Groups([self._validity(number) for number in range(len(documents))])

    @cached_property
    def _at_home(self) -> bool:
        """Whether documents of the home region, or around it, are held: where none is, no document is another place's."""
        return any(self._is_home(place) for place in self._local)

    def _by_place_alone(self) -> dict[Place | None, list[str]]:
        """Return by place the ids of the documents that are no plans and no reports."""
        found: dict[Place | None, list[str]] = {}
        for document, place in zip(self.documents, self.places, strict=True):
            if not document.title.endswith(ACCOUNTS):
                found.setdefault(place, []).append(document.id)
        return found

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
        if pointing.state and not asked:
            weights = weights * self._by_place.spread(self._weight_by_state)
        named = self._in_version(pointing, weights, as_of or in_force_on)
        missing_version = self._missing_version(named, pointing.version)
        named = [number for number in named if filters[number]]
        if named:
            weights = self._weights_of_named(named, beside_home=pointing.home)
            missing_place = "" if self._covers(named, asked) else missing_place
        return Scope(
            weights * filters, tuple(named), tuple(asked), missing_place, pointing.missing_title, missing_version,
            self._covering(asked), self.home_ids if pointing.home else (), self._of_parts(asked),
            then_in_force=frozenset() if named else self._then_in_force(pointing.version),
        )  # fmt: skip

    def naming(self, scope: Scope, documents: Sequence[int], allowed: NDArray[np.bool_]) -> Scope:
        """Return the scope of a question that names these documents, as far as they are ``allowed``, shape (n_documents,)."""
        named = [number for number in documents if allowed[number]]
        return replace(scope, weights=self._weights_of_named(named, beside_home=False), named=tuple(named)) if named else scope

    def turned_to(self, scope: Scope, documents: Collection[int]) -> Scope:
        """Return the scope of a question that goes on from an answer out of these documents: others come behind them."""
        if not documents:
            return scope
        weights = np.where(self._kin(documents), scope.weights, scope.weights * np.float32(ASIDE))
        return replace(scope, weights=weights.astype(np.float32))

    def kept_to(self, scope: Scope, documents: Collection[int]) -> Scope:
        """Return the scope of a question on a particular of what these documents tell, as if it named them: no others count.

        But those that carry them out do, whose title is that of the other and more: a law, and the rules for its implementation.
        """
        kept = np.where(self._kin(documents), scope.weights, 0).astype(np.float32)
        return replace(scope, weights=kept, named=tuple(documents)) if kept.any() else scope

    def _kin(self, documents: Collection[int]) -> list[bool]:
        """Return of each document whether it is one of these, or its title is that of one and more, or the other way round."""
        titles = [self._plain[number] for number in documents]
        return [any(own.startswith(title) or title.startswith(own) for title in titles) for own in self._plain]

    def titled(self, names: Collection[str]) -> frozenset[int]:
        """Return the documents in whose title one of the names stands, in 《》 or without."""
        plain = [normalize(name).strip("《》") for name in names]
        return frozenset(number for number, title in enumerate(self._plain) if any(name in title for name in plain))

    @cached_property
    def _plain(self) -> list[str]:
        """The titles of the documents, normalised."""
        return [normalize(document.title) for document in self.documents]

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
            kept &= self._by_place.spread(lambda number: (self.places[number] or COUNTRY).related(place)) > 0
        if in_force_on:
            if not is_date(in_force_on):
                raise FilterError(messages.BAD_DATE.format(date=in_force_on[:40]))
            kept &= self._by_validity.spread(
                lambda number: self.documents[number].in_force(in_force_on, self._successor.get(number))
            ).astype(bool)
        return kept

    def _place(self, region: str) -> Place:
        """Return the place of a region filter: one that is known by name, or as documents state it."""
        place = place_of_region(region)
        if place is None or not (is_known(place) or place in self._local):
            regions = sorted({self.documents[number].region or NATIONAL for number in self._by_place.first})
            shown = "、".join(regions[:SHOWN_REGIONS]) + ("等" if len(regions) > SHOWN_REGIONS else "")
            raise FilterError(messages.UNKNOWN_REGION.format(region=region[:40], known=shown))
        return place

    def _weights_by_place(self, asked: Sequence[Place], home_asked: bool) -> tuple[NDArray[np.float32], str]:
        """Return the weights by place, and a place that is asked for and no document covers."""
        if not self._local:
            return np.ones(len(self.documents), np.float32), ""
        meant = [*asked, *([self.home_place] if home_asked and self.home_place is not None else [])]
        weights = self._by_place.spread(lambda number: self._weight_by_place(self.places[number], meant))
        if any(self._is_home(place) for place in meant) or any(_covers(place, meant) for place in self._local):
            return weights, ""
        return weights, next((place.name for place in asked if len(place.code) > PROVINCE), "")

    def _weight_by_place(self, place: Place | None, asked: Sequence[Place]) -> float:
        if place is None or place == COUNTRY:
            return NATIONAL_WEIGHT if asked else 1.0
        if asked and not _covers(place, asked):
            return 0.0  # another place's rule never answers for this one
        if asked:
            return PART_WEIGHT if self._is_of_part(place, asked) else 1.0
        return FOREIGN_WEIGHT if self._at_home and not self._is_home(place) else 1.0

    def _is_of_part(self, place: Place, asked: Sequence[Place]) -> bool:
        """Return whether a place is but a part of the one asked for, which has rules of its own: those hold in all of it."""
        return any(place != whole and place.within(whole) and self._rules.get(whole) for whole in asked) and place not in asked

    def _of_parts(self, asked: Sequence[Place]) -> frozenset[str]:
        """Return the rules that hold in but a part of a place that is asked for, where all of it has rules of its own."""
        parts = (own for own in self._local if self._is_of_part(own, asked)) if asked else ()
        return frozenset(identifier for own in parts for identifier in self._rules.get(own, ()))

    def _weight_by_state(self, number: int) -> float:
        """Return the weight of a document where it is asked what the state does."""
        return 1.0 if self.places[number] in (None, COUNTRY) else LOCAL_WEIGHT

    def _covering(self, asked: Sequence[Place]) -> frozenset[str]:
        """Return the rules of cities and provinces that hold at the places asked for, which lie in them; no plan, no report."""
        around = (own for own in self._local if any(place != own and place.within(own) for place in asked))
        return frozenset(identifier for own in around for identifier in self._rules.get(own, ()))

    def _is_home(self, place: Place) -> bool:
        """Return whether a place is the home region, or lies in it or around it."""
        return self.home_place is not None and place.related(self.home_place)

    def _weights_of_named(self, named: Sequence[int], *, beside_home: bool) -> NDArray[np.float32]:
        weights = np.zeros(len(self.documents), np.float32)
        weights[list(named)] = 1.0
        if beside_home and self.home is not None:
            weights[self.home] = 1.0
        return weights

    def _covers(self, named: Sequence[int], asked: Sequence[Place]) -> bool:
        """Return whether a document that is named is of the province of a place that is asked for."""
        provinces = {place.code[:PROVINCE] for place in asked}
        return any(place is not None and place.code[:PROVINCE] in provinces for place in (self.places[n] for n in named))

    def _in_version(self, pointing: Pointing, weights: NDArray[np.float32], day: str | None) -> list[int]:
        """Return the named documents in the version that is meant; in place, silence the versions that are not."""
        told = day is not None or pointing.version.chosen
        pairs, open_pairs = ([], self.versions) if told else (self._settled, self._pending)
        today = day or date.today().isoformat()
        today = self._day_told(pointing.version, today) if day is None else today
        meant = [self._meant(number, later, pointing.version, today) for number, later in open_pairs]
        pairs = [*pairs, *(pair for pair in meant if pair is not None)]
        weights[[silent for silent, _ in pairs]] = 0.0
        named = list(pointing.documents)
        for silent, kept in pairs if named else ():
            named = [kept if number == silent else number for number in named]
        return list(dict.fromkeys(named))

    @staticmethod
    def _day_told(asked: VersionAsked, today: str) -> str:
        """Return the last day of the past year that a question names, but for that of an edition; else today.

        What was granted in 2018 is under the rules of 2018.
        """
        last = f"{max(asked.years, default=0):04}-12-31"
        return last if len(asked.years) == 1 and last < today and not (asked.new or asked.of_edition) else today

    def _then_in_force(self, asked: VersionAsked) -> frozenset[str]:
        """Return the ids of the rules that were in force in a past year that is named; none where none is.

        What is of one year by its title (2017年度……), or a plan or a report, is no rule of every year.
        """
        today = date.today().isoformat()
        day = self._day_told(asked, today)
        rules = {identifier for of_place in self._rules.values() for identifier in of_place} if day != today else set()
        held = ((self.documents[self.by_id[each]], self._successor.get(self.by_id[each])) for each in rules)
        in_force = (document for document, after in held if document.begins and document.in_force(day, after))
        return frozenset(each.id for each in in_force if not named_years(each.title) and not each.is_plan)

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

    def documents_of_place(self, place: Place) -> tuple[int, ...]:
        """Return the documents that are of the place, or of one that lies in it."""
        found = self._by_place.spread(lambda number: (self.places[number] or COUNTRY).within(place))
        return tuple(np.flatnonzero(found).tolist())

    def own(self, scope: Scope) -> frozenset[str]:
        """Return the ids of the documents of the places that are asked for, where rules around them hold there too."""
        places = scope.places if scope.covering else ()
        return frozenset(self.documents[number].id for place in places for number in self.documents_of_place(place))

    def mentions(self, pointing: Pointing, target: Sequence[int]) -> bool:
        """Return whether a stretch of a question names one of the documents of ``target``, or their place."""
        if any(set(group) & set(target) for group in pointing.groups) or (pointing.home and self.home in target):
            return True
        return any((self.places[number] or COUNTRY).within(place) for number in target for place in pointing.places)


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


def _covers(place: Place, asked: Sequence[Place]) -> bool:
    """Return whether one of the places asked for is the place of a document, lies in it, or around it."""
    return any(place.related(other) for other in asked)
