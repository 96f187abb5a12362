"""Which documents the words of a question call: by name, number, matter, or as what the talk is about."""

import re
from collections.abc import Sequence
from functools import cached_property

from assistant.facts.documents import numbers_of
from assistant.question.document_facts import DocumentAsked, matter_of
from assistant.question.naming import SHORTEST, Names, share_named
from assistant.question.understand import Understood
from assistant.question.versions import VersionAsked, edition_years
from assistant.retrieval.register import Register
from assistant.retrieval.scope import PROVINCE, Scope, Scoper
from corpus.gazetteer import place_of
from corpus.places import Place
from corpus.records import Document
from index.segment import normalize

NAMED = 0.8  # share of the words of a question beside what it asks that must stand in the name of the document meant
MARKED = 0.95  # … where they stand in 《》: most of 国务院关于支持民营企业发展的意见 stands in the name of that on 小微企业
NEAR = 0.7  # … from which a document that is held is named where the one meant is not
MOST_NEAR = 3
_BARE_YEAR = re.compile(r"(?<=[\u4e00-\u9fff]) ?(\d{4})(?: ?[年第-] ?| )(?=\d)")  # 国发2019 5号
_PUNCTUATION = str.maketrans("", "", " “”\"'《》〈〉·、，,。：:（）()【】-—")


class DocumentNames:
    """All that documents are called by."""

    def __init__(self, scoper: Scoper) -> None:
        self.scoper, self.documents = scoper, scoper.documents

    @cached_property
    def names(self) -> Names:
        """What each document is called, with its issuer, place and kind; made when one is asked for, as few questions do."""
        described = (f"{d.title} {d.issuer or ''} {d.region or ''} {d.province or ''} {d.kind or ''}" for d in self.documents)
        return Names([plain_name(name) for name in described])

    @cached_property
    def _titles(self) -> Names:
        return Names([plain_name(document.title) for document in self.documents])

    def titled(self, name: str) -> bool:
        """Return whether a document that is held has a name as its title, or at its end: 中华人民共和国专利法."""
        return any(title.endswith(plain_name(name)) for title in self._titles.names)

    def meant(self, asked: DocumentAsked, understood: Understood, scope: Scope) -> list[int]:
        """Return the documents that the question names, or that the conversation is about where it names none."""
        if asked.number:
            return self.numbered(asked.number)
        if not asked.subject:
            return list(scope.named[:1]) or self.spoken_of(understood)
        named = [number for number in scope.named if self._fits(number, asked)]
        named = named or (self.by_name(asked, understood) if asked.like_a_name else [])
        return named or (self.by_matter(asked, old=understood.pointing.version.old) if asked.places else [])

    def spoken_of(self, understood: Understood) -> list[int]:
        """Return the home document, or the only one; none where the talk is of another, unnamed one."""
        if understood.context:
            return []
        home = self.scoper.home if self.scoper.home is not None else (0 if len(self.documents) == 1 else None)
        return [] if home is None else [home]

    def numbered(self, number: str) -> list[int]:
        """Return the documents of a number."""
        wanted = _number(number)
        return [n for n, document in enumerate(self.documents) if any(_number(own) in wanted for own in numbers_of(document))]

    def _fits(self, number: int, asked: DocumentAsked) -> bool:
        """Return whether the words may name a document: most of them stand in its name, and its place is none but theirs.

        Where one wording is known to name it, the words beside that one must stand in its name, of a title in 《》 all of it.
        """
        whole = asked.in_marks or asked.beside == asked.subject
        words = (_title(asked), asked.official) if whole else (asked.beside,)
        share = max(share_named(each, self.names.names[number]) for each in words)
        return share >= _least(asked) and at_places(self.documents[number], asked.places)

    def by_name(self, asked: DocumentAsked, understood: Understood) -> list[int]:
        """Return the documents whose titles the words name most fully; of several versions, the one not yet replaced."""
        version = understood.pointing.version
        named = {number for words in (asked.subject, asked.official) for number in self.names.sharing(words, _least(asked))}
        fitting = self._in_version([n for n in sorted(named) if at_places(self.documents[n], asked.places)], version)
        best = self._named_most(fitting, "".join((*asked.subject, *asked.official)))
        if version.chosen:
            return best
        return [number for number in best if not self.documents[number].superseded_by] or best

    def _named_most(self, numbers: Sequence[int], words: str) -> list[int]:
        """Return the documents whose titles stand most fully in the words; none of which nothing does."""
        share = {number: share_named((self._titles.names[number],), words) for number in numbers}
        return [number for number in numbers if share[number] == max(share.values()) and share[number] > 0]

    def by_matter(self, asked: DocumentAsked, *, old: bool) -> list[int]:
        """Return the one document that is about what the words say, of whatever kind; none where two are.

        It is one that was replaced where the ``old`` one is meant, else one that was not.
        """
        loose = not (asked.of_law or asked.in_marks)
        matter = (matter_of(asked.subject) or (asked.subject if old else ())) if loose else ()
        alike = self.names.sharing(matter, 1.0) if matter else ()
        versions = (n for n in alike if bool(self.documents[n].superseded_by) == old)
        fitting = [n for n in versions if at_places(self.documents[n], asked.places)]
        return fitting if len(fitting) == 1 else []

    def _in_version(self, fitting: list[int], version: VersionAsked) -> list[int]:
        """Return those of the years that are named, or the new ones, where there are such."""
        if version.years:
            fitting = [number for number in fitting if version.years & edition_years(self.documents[number])] or fitting
        return ([number for number in fitting if not self.documents[number].superseded_by] if version.new else []) or fitting

    def missing(self, asked: DocumentAsked) -> Register:
        """Return that a document is not held, with those whose names are like it."""
        name = asked.number or (asked.subject[0] if asked.in_marks else " ".join(asked.subject))
        alike = self._titles.sharing(asked.subject, NEAR) if asked.subject else {}
        near = sorted(alike, key=lambda number: -alike[number])
        nearest = [number for number in near if asked.in_marks or at_places(self.documents[number], asked.places)][:MOST_NEAR]
        return Register(missing=name, nearest=tuple(nearest))


def _title(asked: DocumentAsked) -> tuple[str, ...]:
    """Return what must stand in the name of a document: a title in marks without 柳河县老的那份 before it."""
    title, *beside = asked.subject
    rest = "".join(beside)
    for place in asked.places:
        rest = rest.replace(place.full, "").replace(place.name, "")
    return (title,) if asked.in_marks and len(rest) < SHORTEST else asked.subject


def _least(asked: DocumentAsked) -> float:
    return MARKED if asked.in_marks else NAMED


def plain_name(text: str) -> str:
    """Return a name as names are compared: without punctuation."""
    return normalize(text).translate(_PUNCTUATION)


def _number(text: str) -> str:
    bracketed = _BARE_YEAR.sub(r"〔\1〕", normalize(text))
    plain = bracketed.translate(str.maketrans("[(【])】", "〔〔〔〕〕〕", " ")).removesuffix("号")
    return plain.replace("令第", "令") + "号"


def at_places(document: Document, places: Sequence[Place]) -> bool:
    """Return whether a document is of the places: it lies in all of them, and they are not provinces alone that it lies in."""
    own, exact = place_of(document), [place for place in places if len(place.code) > PROVINCE]
    named = not places or bool(exact) or any(place == own or place.name in document.title for place in places)
    return named and all(is_at(document, place) for place in places)


def is_at(document: Document, place: Place) -> bool:
    """Return whether a document is of a place, of one within it, or has it in its title."""
    own = place_of(document)
    return (own is not None and own.within(place)) or place.name in document.title
