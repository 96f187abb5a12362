"""Which documents a question is about that asks for facts of documents, and what is known of them."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from assistant.facts.documents import DocumentFact, Standing, Wanted, fact_of, numbers_of, standing_of, written_date
from assistant.facts.outline import part_named
from assistant.question.document_facts import OF_EACH, DocumentAsked, Listing, matter_of, says_more_than_its_kind
from assistant.question.naming import Names, share_named
from assistant.question.understand import Understood
from assistant.question.versions import VersionAsked, edition_years
from assistant.records import Respect
from assistant.retrieval.scope import PROVINCE, Scope, Scoper
from corpus.gazetteer import place_of
from corpus.places import Place
from corpus.records import Document, ParsedDocument
from index.segment import normalize

NAMED = 0.8  # share of the words of a question beside what it asks that must stand in the name of the document meant
NEAR = 0.7  # … from which a document that is held is named where the one meant is not
MOST_NEAR = 3
SHORT_ISSUER = 4  # characters from which an issuer's name may be a short one
MOST_TOLD = 6  # documents of a list of which each a date or number is told
SHORTEST_PART = 4  # characters of a part of a heading that names it: 主要任务和工作重点
_PARTS = re.compile(r"[,，、与和及]")
OF_THE_OUTLINE = frozenset({Respect.COUNT, Respect.OUTLINE, Respect.HEADING})
_BARE_YEAR = re.compile(r"(?<=[\u4e00-\u9fff]) ?(\d{4})(?: ?[年第-] ?| )(?=\d)")  # 国发2019 5号
_PUNCTUATION = str.maketrans("", "", " “”\"'《》〈〉·、，,。：:（）()【】-—")


@dataclass(frozen=True, slots=True)
class Register:
    """What is known of documents that a question asks about; numbers are those of the register.

    ``facts`` are of ``documents``, in their order; ``missing`` names one that is not held, ``nearest`` those of like names.
    ``listed`` are the documents that fit, where it asks which: None where it does not; ``uncalled`` are words of the question
    that stand in the name of none of them, where they fit but for these.
    """

    documents: tuple[int, ...] = ()
    facts: tuple[tuple[int, DocumentFact], ...] = ()
    missing: str = ""
    nearest: tuple[int, ...] = ()
    listed: tuple[int, ...] | None = None
    standings: tuple[str, ...] = ()  # of those listed, where it asks which have ended or are in force
    day: str = ""  # ISO, for which that is judged
    held: bool = False  # whether it is held is what was asked
    uncalled: str = ""

    @property
    def not_held(self) -> bool:
        """Whether what is asked about is not held."""
        return bool(self.missing) or self.listed == ()

    @property
    def known(self) -> bool:
        """Whether anything that is asked is known."""
        told = any(fact.known and fact.settled for _, fact in self.facts)
        return told if self.facts else bool(self.listed) and not self.uncalled


class DocumentFinder:
    """Finds documents by what questions call them, and what the register and the outline know of them.

    Args:
        scoper: knows the documents and their versions.
        parsed: gives a document with its text, by id.
    """

    def __init__(self, scoper: Scoper, parsed: Callable[[str], ParsedDocument]) -> None:
        self.scoper, self.parsed, self.documents = scoper, parsed, scoper.documents
        self._issuers = {document.issuer for document in self.documents}

    @cached_property
    def _names(self) -> Names:
        """All that documents are called by; made when one is asked for, as few questions do."""
        described = (f"{d.title} {d.issuer or ''} {d.region or ''} {d.province or ''} {d.kind or ''}" for d in self.documents)
        return Names([_plain(name) for name in described])

    @cached_property
    def _titles(self) -> Names:
        return Names([_plain(document.title) for document in self.documents])

    def find(
        self, understood: Understood, scope: Scope, day: str | None, spoken_of: frozenset[int] = frozenset()
    ) -> Register | None:
        """Return what is known of the documents that a question asks about, or None where it asks about something else.

        Args:
            understood: the question.
            scope: of the question.
            day: ISO, for which validity is judged; today where it is None.
            spoken_of: the documents that the answer before it is from, where it goes on from one.
        """
        asked = understood.document
        if asked is None:
            return None
        day = asked.day or day or date.today().isoformat()
        if asked.listing is not None:
            return self._listed(asked, asked.listing, understood, scope, day)
        if len(spoken_of) == 1 and not (asked.subject or asked.number or scope.named):
            return self._known_of(list(spoken_of), asked, day)  # 这政策还管用吗 is of what was just quoted
        named, asked = self._asked_of(asked, understood, scope)
        return self._known_of(named, asked, day) if named else self._surely_missing(asked)

    def of_places(self, understood: Understood) -> Register | None:
        """Return the document that stands in front of the places asked for, or that it is not held; None where none does."""
        asked = understood.place_of
        if asked is None:
            return None
        named = (self._by_name(asked, understood) if asked.like_a_name else []) or self._by_matter(asked, old=False)
        return Register(tuple(named)) if named else self._surely_missing(asked) if asked.of_law or asked.in_marks else None

    def missing_within(self, understood: Understood) -> Register | None:
        """Return that the document is not held that a question names in passing; None where one that is may be meant."""
        asked = understood.named_within
        return None if asked is None or self._by_name(asked, understood) else self._surely_missing(asked)

    def _asked_of(self, asked: DocumentAsked, understood: Understood, scope: Scope) -> tuple[list[int], DocumentAsked]:
        """Return the documents meant, or else the one of which the words name a heading, and what is then asked of them."""
        named = self._meant(asked, understood, scope)
        if not named and set(asked.respects) <= OF_THE_OUTLINE:
            return self._part_named(asked, understood, scope)
        return named, asked

    def _known_of(self, named: Sequence[int], asked: DocumentAsked, day: str) -> Register | None:
        """Return the facts of the documents named, or None where a part of them is asked about and nothing of it is known."""
        facts = tuple(self._facts(named, asked, day))
        return Register(tuple(named), facts) if not asked.numbers or any(fact.known for _, fact in facts) else None

    def _surely_missing(self, asked: DocumentAsked) -> Register | None:
        """Return that the document asked about is not held, or None where that is not sure."""
        missing = self._missing(asked)
        of_some_kind = asked.of_law or (bool(asked.places) and says_more_than_its_kind(asked.subject[-1]))
        one_name = asked.like_a_name and len(asked.subject) == 1 and of_some_kind
        sure = asked.in_marks or (one_name and not missing.nearest)  # else it may be another name of one that is held
        return missing if asked.number or sure else None

    def _meant(self, asked: DocumentAsked, understood: Understood, scope: Scope) -> list[int]:
        """Return the documents that the question names, or that the conversation is about where it names none."""
        if asked.number:
            return self._numbered(asked.number)
        if not asked.subject:
            return list(scope.named[:1]) or self._spoken_of(understood)
        named = [number for number in scope.named if self._fits(number, asked, known=True)]
        named = named or (self._by_name(asked, understood) if asked.like_a_name else [])
        return named or (self._by_matter(asked, old=understood.pointing.version.old) if asked.places else [])

    def _part_named(self, asked: DocumentAsked, understood: Understood, scope: Scope) -> tuple[list[int], DocumentAsked]:
        """Return the document of which the words name a heading (保障措施一共几项), and what is then asked of it."""
        found = list(scope.named[:1]) or self._spoken_of(understood)
        if not found:
            return [], asked
        parsed, name = self.parsed(self.documents[found[0]].id), self._names.names[found[0]]
        numbers = part_named(parsed, lambda title: _names_part(asked, name, title))
        return (found, replace(asked, numbers=numbers)) if numbers else ([], asked)

    def _spoken_of(self, understood: Understood) -> list[int]:
        """Return the home document, or the only one; none where the talk is of another, unnamed one."""
        if understood.context:
            return []
        home = self.scoper.home if self.scoper.home is not None else (0 if len(self.documents) == 1 else None)
        return [] if home is None else [home]

    def _numbered(self, number: str) -> list[int]:
        wanted = _number(number)
        return [n for n, document in enumerate(self.documents) if any(_number(own) in wanted for own in numbers_of(document))]

    def _fits(self, number: int, asked: DocumentAsked, *, known: bool = False) -> bool:
        """Return whether the words may name a document: most of them stand in its name, and its place is none but theirs.

        Where it is ``known`` which wording names the document, the words beside that one must stand in its name.
        """
        words = (asked.beside,) if known and asked.beside != asked.subject else (asked.subject, asked.official)
        share = max(share_named(each, self._names.names[number]) for each in words)
        return share >= NAMED and _at_places(self.documents[number], asked.places)

    def _by_name(self, asked: DocumentAsked, understood: Understood) -> list[int]:
        """Return the documents whose titles the words name most fully; of several versions, the one not yet replaced."""
        version = understood.pointing.version
        named = {number for words in (asked.subject, asked.official) for number in self._names.sharing(words, NAMED)}
        fitting = self._in_version([n for n in sorted(named) if _at_places(self.documents[n], asked.places)], version)
        best = self._named_most(fitting, "".join((*asked.subject, *asked.official)))
        if version.chosen:
            return best
        return [number for number in best if not self.documents[number].superseded_by] or best

    def _named_most(self, numbers: Sequence[int], words: str) -> list[int]:
        """Return the documents whose titles stand most fully in the words; none of which nothing does."""
        share = {number: share_named((self._titles.names[number],), words) for number in numbers}
        return [number for number in numbers if share[number] == max(share.values()) and share[number] > 0]

    def _by_matter(self, asked: DocumentAsked, *, old: bool) -> list[int]:
        """Return the one document that is about what the words say, of whatever kind; none where two are.

        It is one that was replaced where the ``old`` one is meant, else one that was not.
        """
        loose = not (asked.of_law or asked.in_marks)
        matter = (matter_of(asked.subject) or (asked.subject if old else ())) if loose else ()
        alike = self._names.sharing(matter, 1.0) if matter else ()
        versions = (n for n in alike if bool(self.documents[n].superseded_by) == old)
        fitting = [n for n in versions if _at_places(self.documents[n], asked.places)]
        return fitting if len(fitting) == 1 else []

    def _in_version(self, fitting: list[int], version: VersionAsked) -> list[int]:
        """Return those of the years that are named, or the new ones, where there are such."""
        if version.years:
            fitting = [number for number in fitting if version.years & edition_years(self.documents[number])] or fitting
        return ([number for number in fitting if not self.documents[number].superseded_by] if version.new else []) or fitting

    def _missing(self, asked: DocumentAsked) -> Register:
        """Return that a document is not held, with those whose names are like it."""
        name = asked.number or " ".join(asked.subject)
        alike = self._titles.sharing(asked.subject, NEAR) if asked.subject else {}
        near = sorted(alike, key=lambda number: -alike[number])
        nearest = [number for number in near if asked.in_marks or _at_places(self.documents[number], asked.places)][:MOST_NEAR]
        return Register(missing=name, nearest=tuple(nearest))

    def _facts(self, named: Sequence[int], asked: DocumentAsked, day: str) -> Iterator[tuple[int, DocumentFact]]:
        for number in named:
            parsed = self.parsed(self.documents[number].id)
            for wanted in _wanted(asked):
                yield number, fact_of(parsed, wanted, self._standing(number, day))

    def _standing(self, number: int, day: str) -> Standing:
        document = self.documents[number]
        after, before = (self.scoper.by_id.get(other or "") for other in (document.superseded_by, document.supersedes))
        return Standing(day, *(None if other is None else self.documents[other] for other in (after, before)))

    # which are held

    def _listed(self, asked: DocumentAsked, listing: Listing, understood: Understood, scope: Scope, day: str) -> Register | None:
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
        called = set(self._names.sharing(listing.words, 1.0))
        called &= set(self._numbered(asked.number)) if asked.number else called
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
        facts = tuple(self._facts(fitting, asked, day)) if each else ()
        standings = tuple(self._stood(fitting, day)) if listing.standing else ()
        return Register(facts=facts, listed=fitting, standings=standings, day=day)

    def _named_one(self, asked: DocumentAsked, understood: Understood, scope: Scope) -> Register:
        """Return whether the named document is held."""
        named = self._meant(asked, understood, scope) if asked.subject or asked.number else []
        return Register(tuple(named), held=True, listed=tuple(named)) if named else self._missing(asked)

    def _picked(self, fitting: tuple[int, ...], listing: Listing) -> tuple[int, ...]:
        """Return the newest or the oldest of the documents where that is asked for, as far as their dates are known."""
        days = {n: d for n in fitting if (d := _day(self.documents[n], since=listing.since)) is not None}
        if not listing.pick or not days:
            return fitting
        last = (max if listing.pick == "newest" else min)(days.values())
        return tuple(number for number, day in days.items() if day == last)

    def _stood(self, listed: Sequence[int], day: str) -> Iterator[str]:
        for number in listed:
            said = standing_of(self.documents[number], self._standing(number, day)).format(day=written_date(day))
            yield said.split("，")[0]  # whom to ask is not said of each

    def _is_wanted(self, number: int, listing: Listing, day: str) -> bool:
        """Return whether a document that is called so is of the places, kinds, issuer, years and standing that are wanted."""
        document = self.documents[number]
        return (
            all(_is_at(document, place) for place in listing.places)
            and all(_is_of_kind(document, kind) for kind in listing.kinds)
            and (not listing.issuer or self._issued(document, listing.issuer))
            and (not listing.years or _year(document, since=listing.since) in listing.years)
            and self._stands(number, listing.standing, day)
        )

    def _issued(self, document: Document, issuer: str) -> bool:
        """Return whether a document is of an issuer: of just this one where there are such, else of one with it in the name."""
        if issuer in self._issuers:
            return document.issuer == issuer
        own = _plain(document.issuer or "")
        return share_named((issuer,), own) == 1.0 or (len(issuer) >= SHORT_ISSUER and _is_short_for(issuer, own))

    def _stands(self, number: int, standing: str, day: str) -> bool:
        if not standing:
            return True
        document, successor = self.documents[number], self._standing(number, day).successor
        if standing == "superseded":
            return document.superseded_by is not None
        return document.ended(day, successor) if standing == "ended" else document.in_force(day, successor)


def _restricts(listing: Listing) -> bool:
    """Return whether it can only be meant of documents: of places, years and a standing, whoever issued them."""
    return not listing.issuer and bool(listing.years or listing.standing or listing.places)


def _names_part(asked: DocumentAsked, name: str, title: str) -> bool:
    """Return whether the words name a heading in full, of the document of this name, and nothing else."""
    said = _plain("".join(asked.beside))
    parts = [part for part in map(_plain, _PARTS.split(title)) if len(part) >= SHORTEST_PART]
    whole = any(share_named((part,), said) == 1.0 for part in (_plain(title), *parts) if part)
    return whole and share_named(asked.subject, _plain(title) + name) >= NAMED


def _wanted(asked: DocumentAsked) -> Iterator[Wanted]:
    for respect in asked.respects:
        if respect is Respect.COUNT:
            yield from (Wanted(respect, unit, asked.numbers) for unit in asked.units)
        elif respect is Respect.OTHER:
            yield Wanted(respect, asked.other)
        else:
            unit = asked.units[0] if respect is Respect.OUTLINE and asked.units else ""
            yield Wanted(respect, unit, asked.numbers, asked.act)


def _plain(text: str) -> str:
    return normalize(text).translate(_PUNCTUATION)


def _number(text: str) -> str:
    bracketed = _BARE_YEAR.sub(r"〔\1〕", normalize(text))
    plain = bracketed.translate(str.maketrans("[(【])】", "〔〔〔〕〕〕", " ")).removesuffix("号")
    return plain.replace("令第", "令") + "号"


def _at_places(document: Document, places: Sequence[Place]) -> bool:
    """Return whether a document is of the places: it lies in all of them, and they are not provinces alone that it lies in."""
    own, exact = place_of(document), [place for place in places if len(place.code) > PROVINCE]
    named = not places or bool(exact) or any(place == own or place.name in document.title for place in places)
    return named and all(_is_at(document, place) for place in places)


def _is_at(document: Document, place: Place) -> bool:
    """Return whether a document is of a place, of one within it, or has it in its title."""
    own = place_of(document)
    return (own is not None and own.within(place)) or place.name in document.title


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
