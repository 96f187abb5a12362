"""Which documents are held of a place, kind, year, issuer or standing, or whether the one that is named is."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.facts.standing import standing_of, written_date
from assistant.question.document_facts import OF_EACH, DocumentAsked, Listing
from assistant.question.naming import share_named
from assistant.question.understand import Understood
from assistant.retrieval.called import DocumentNames, is_at, plain_name
from assistant.retrieval.known import KnownDocuments
from assistant.retrieval.register import Register
from assistant.retrieval.scope import Scope
from corpus.records import Document

SHORT_ISSUER = 4  # characters from which an issuer's name may be a short one
MOST_TOLD = 6  # documents of a list of which each a date or number is told


class DocumentLists:
    """Lists the documents that are held.

    Args:
        names: knows what documents are called.
        known: tells what is known of each.
    """

    def __init__(self, names: DocumentNames, known: KnownDocuments) -> None:
        self.names, self.known, self.documents = names, known, names.documents
        self._issuers = {document.issuer for document in self.documents}

    def listed(self, asked: DocumentAsked, listing: Listing, understood: Understood, scope: Scope, day: str) -> Register | None:
        """Return which documents are held of a place, kind, year, issuer or standing, or whether the named one is."""
        if listing.named and (asked.like_a_name or asked.number):
            return self._named_one(asked, understood, scope)
        if listing.words and not listing.on_shelf:
            return None
        fitting = self._called(asked, listing, day)
        if fitting:
            return self._told(self._picked(fitting, listing), asked, listing, day)
        if listing.words:
            return self._uncalled(asked, listing, day) or Register(listed=())
        return Register(listed=()) if listing.on_shelf or _restricts(listing) else None

    def _called(self, asked: DocumentAsked, listing: Listing, day: str) -> tuple[int, ...]:
        """Return the documents that a list is wanted of: those of the number or the words that are given, if any are."""
        called = set(self.names.names.sharing(listing.words, 1.0))
        called &= set(self.names.numbered(asked.number)) if asked.number else called
        return tuple(number for number in sorted(called) if self._is_wanted(number, listing, day))

    def _uncalled(self, asked: DocumentAsked, listing: Listing, day: str) -> Register | None:
        """Return the list without the words that stand in no name; None where nothing else restricts it, or nothing fits."""
        if asked.number or not _restricts(listing):
            return None
        wanted = tuple(n for n in range(len(self.documents)) if self._is_wanted(n, listing, day))
        told = self._told(self._picked(wanted, listing), asked, listing, day)
        return replace(told, uncalled=" ".join(listing.words)) if wanted else None

    def _told(self, fitting: tuple[int, ...], asked: DocumentAsked, listing: Listing, day: str) -> Register:
        """Return the documents of a list with how each stands, and of a short one their dates, where that is asked."""
        each = not OF_EACH.isdisjoint(asked.respects) and len(fitting) <= MOST_TOLD
        facts = tuple(self.known.facts(fitting, asked, day)) if each else ()
        standings = tuple(self._stood(fitting, day)) if listing.standing else ()
        return Register(facts=facts, listed=fitting, standings=standings, day=day)

    def _named_one(self, asked: DocumentAsked, understood: Understood, scope: Scope) -> Register:
        """Return whether the named document is held."""
        named = self.names.meant(asked, understood, scope) if asked.subject or asked.number else []
        return Register(tuple(named), held=True, listed=tuple(named)) if named else self.names.missing(asked)

    def _picked(self, fitting: tuple[int, ...], listing: Listing) -> tuple[int, ...]:
        """Return the newest or the oldest of the documents where that is asked for, as far as their dates are known."""
        days = {n: d for n in fitting if (d := _day(self.documents[n], since=listing.since)) is not None}
        if not listing.pick or not days:
            return fitting
        last = (max if listing.pick == "newest" else min)(days.values())
        return tuple(number for number, day in days.items() if day == last)

    def _stood(self, listed: Sequence[int], day: str) -> Iterator[str]:
        for number in listed:
            said = standing_of(self.documents[number], self.known.standing(number, day)).format(day=written_date(day))
            yield said.split("，")[0]  # whom to ask is not said of each

    def _is_wanted(self, number: int, listing: Listing, day: str) -> bool:
        """Return whether a document that is called so is of the places, kinds, issuer, years and standing that are wanted."""
        document = self.documents[number]
        return (
            all(is_at(document, place) for place in listing.places)
            and all(_is_of_kind(document, kind) for kind in listing.kinds)
            and (not listing.issuer or self._issued(document, listing.issuer))
            and (not listing.years or _year(document, since=listing.since) in listing.years)
            and self._stands(number, listing.standing, day)
        )

    def _issued(self, document: Document, issuer: str) -> bool:
        """Return whether a document is of an issuer: of just this one where there are such, else of one with it in the name."""
        if issuer in self._issuers:
            return document.issuer == issuer
        own = plain_name(document.issuer or "")
        return share_named((issuer,), own) == 1.0 or (len(issuer) >= SHORT_ISSUER and _is_short_for(issuer, own))

    def _stands(self, number: int, standing: str, day: str) -> bool:
        if not standing:
            return True
        document, successor = self.documents[number], self.known.standing(number, day).successor
        if standing == "superseded":
            return document.superseded_by is not None
        return document.ended(day, successor) if standing == "ended" else document.in_force(day, successor)


def _restricts(listing: Listing) -> bool:
    """Return whether it can only be meant of documents: of places, years and a standing, whoever issued them."""
    return not listing.issuer and bool(listing.years or listing.standing or listing.places)


def _is_of_kind(document: Document, kind: str) -> bool:
    bare = document.title.split("（")[0].split("(")[0]
    return kind in (document.kind or "").split("（")[0] or bare.endswith(kind)


def _is_short_for(short: str, name: str) -> bool:
    """Return whether a name begins and ends as a short one does and holds its characters in order: 市场监管总局."""
    rest = iter(name)
    return name[:2] == short[:2] and name[-1:] == short[-1:] and all(char in rest for char in short)


def _day(document: Document, *, since: bool) -> str | None:
    """Return the day since when a document is in force, or on which it was published."""
    return document.valid_from if since else document.published


def _year(document: Document, *, since: bool) -> int | None:
    day = _day(document, since=since)
    return int(day[:4]) if day else None
