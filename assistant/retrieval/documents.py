"""What is known of the documents that a question asks about: those that it names, those it wants listed, a part of one."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from assistant.facts.outline import part_named
from assistant.facts.repealed import SHORTEST_TITLE, Repealed, repealed_by
from assistant.question.document_facts import OF_THE_OUTLINE, DocumentAsked, says_more_than_its_kind
from assistant.question.naming import share_named
from assistant.question.understand import Understood
from assistant.records import Respect
from assistant.retrieval.called import NAMED, DocumentNames, plain_name
from assistant.retrieval.known import KnownDocuments
from assistant.retrieval.listed import DocumentLists
from assistant.retrieval.register import Register
from assistant.retrieval.scope import Scope, Scoper
from corpus.records import ParsedDocument

SHORTEST_PART = 4  # characters of a part of a heading that names it: 主要任务和工作重点
_PARTS = re.compile(r"[,，、与和及]")
OF_ITS_END = frozenset({Respect.VALIDITY, Respect.REPLACED, Respect.EXPIRES, Respect.PERIOD})  # what a repeal settles


class DocumentFinder:
    """Finds documents by what questions call them, and what the register and the outline know of them.

    Args:
        scoper: knows the documents and their versions.
        parsed: gives a document with its text, by id.
        speaking: gives the numbers of the documents that hold a name; none where what they repeal is not told.
    """

    def __init__(
        self,
        scoper: Scoper,
        parsed: Callable[[str], ParsedDocument],
        speaking: Callable[[str], Iterable[int]] = lambda _: (),
    ) -> None:
        self.scoper, self.parsed, self.documents, self.speaking = scoper, parsed, scoper.documents, speaking
        self.names, self.known = DocumentNames(scoper), KnownDocuments(scoper, parsed)
        self.lists = DocumentLists(self.names, self.known)

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
            return self.lists.listed(asked, asked.listing, understood, scope, day)
        if len(spoken_of) == 1 and not (asked.subject or asked.number or scope.named):
            return self._known_of(list(spoken_of), asked, day)  # 这政策还管用吗 is of what was just quoted
        if repealed := self._repealed(asked):
            return self._with_repealed(repealed, asked, understood, scope, day)
        return self._of_those_named(asked, understood, scope, day)

    def _of_those_named(self, asked: DocumentAsked, understood: Understood, scope: Scope, day: str) -> Register | None:
        named, asked = self._asked_of(asked, understood, scope)
        if not named and self._names_held(asked, scope):
            return None  # 《某条例》规定的资金可用于哪些方面: it is held, and what is asked is of its text
        return self._known_of(named, asked, day) if named else self._surely_missing(asked)

    def _with_repealed(
        self, repealed: Mapping[str, Repealed], asked: DocumentAsked, understood: Understood, scope: Scope, day: str
    ) -> Register:
        """Return what became of documents that others repeal, beside what else is asked of those that are held."""
        others = tuple(word for word in asked.subject if word not in repealed)
        respects = tuple(respect for respect in asked.respects if respect not in OF_ITS_END)
        asked = replace(asked, subject=others, respects=respects or asked.respects)
        beside = self._known_of(self.names.meant(asked, understood, scope), asked, day) if others else None
        return replace(beside or Register(), repealed=tuple(repealed.values()))

    def _repealed(self, asked: DocumentAsked) -> dict[str, Repealed]:
        """Return what became of those that are not held, by the word that names them, where it is asked whether they hold on.

        A name without its place is that of the place which is named, and may leave out 市.
        """
        if OF_ITS_END.isdisjoint(asked.respects):
            return {}
        told = {}
        for word in asked.subject:
            plain = plain_name(word)
            full = [
                way
                for place in asked.places
                for way in (place.full + plain, *(plain.replace(name, place.full) for name in (f"{place.name}的", place.name)))
            ]
            named = (each for name in (plain, *full) for each in self._repeals_of(name))
            if not self.names.titled(word) and (each := next(named, None)):
                told[word] = each
        return told

    def _repeals_of(self, name: str) -> Iterator[Repealed]:
        """Yield where the documents that speak of a plain name repeal what bears it; what is repealed stands in title marks.

        Without the marks 会 and 真 would be looked for in every sentence, and the documents that speak of 注册商标 parsed.
        """
        for number in self.speaking(f"《{name}》") if len(name) >= SHORTEST_TITLE else ():
            told = repealed_by(self.parsed(self.documents[number].id), number)
            yield from (each for each in told if plain_name(each.name) == name)

    def _names_held(self, asked: DocumentAsked, scope: Scope) -> bool:
        """Return whether the title in marks is that of a document that the question names and that is held."""
        title = asked.subject[:1] if asked.in_marks else ()
        return any(title and share_named(title, self.names.names.names[number]) >= NAMED for number in scope.named)

    def of_places(self, understood: Understood) -> Register | None:
        """Return the document that stands in front of the places asked for, or that it is not held; None where none does."""
        asked = understood.place_of
        if asked is None:
            return None
        named = (self.names.by_name(asked, understood) if asked.like_a_name else []) or self.names.by_matter(asked, old=False)
        return Register(tuple(named)) if named else self._surely_missing(asked) if asked.of_law or asked.in_marks else None

    def missing_within(self, understood: Understood) -> Register | None:
        """Return that the document is not held that a question names in passing; None where one that is may be meant."""
        asked = understood.named_within
        return None if asked is None or self.names.by_name(asked, understood) else self._surely_missing(asked)

    def _asked_of(self, asked: DocumentAsked, understood: Understood, scope: Scope) -> tuple[list[int], DocumentAsked]:
        """Return the documents meant, or else the one of which the words name a heading, and what is then asked of them."""
        named = self.names.meant(asked, understood, scope)
        if not named and set(asked.respects) <= OF_THE_OUTLINE:
            return self._part_named(asked, understood, scope)
        return named, asked

    def _known_of(self, named: Sequence[int], asked: DocumentAsked, day: str) -> Register | None:
        """Return the facts of the documents named, or None where a part of them is asked about and nothing of it is known."""
        facts = tuple(self.known.facts(named, asked, day))
        return Register(tuple(named), facts) if not asked.numbers or any(fact.known for _, fact in facts) else None

    def _surely_missing(self, asked: DocumentAsked) -> Register | None:
        """Return that the document asked about is not held, or None where that is not sure."""
        missing = self.names.missing(asked)
        of_some_kind = asked.of_law or (bool(asked.places) and says_more_than_its_kind(asked.subject[-1]))
        one_name = asked.like_a_name and len(asked.subject) == 1 and of_some_kind
        sure = asked.in_marks or (one_name and not missing.nearest)  # else it may be another name of one that is held
        return missing if asked.number or sure else None

    def _part_named(self, asked: DocumentAsked, understood: Understood, scope: Scope) -> tuple[list[int], DocumentAsked]:
        """Return the document of which the words name a heading (保障措施一共几项), and what is then asked of it."""
        found = list(scope.named[:1]) or self.names.spoken_of(understood)
        if not found:
            return [], asked
        parsed, name = self.parsed(self.documents[found[0]].id), self.names.names.names[found[0]]
        numbers = part_named(parsed, lambda title: _names_part(asked, name, title))
        return (found, replace(asked, numbers=numbers)) if numbers else ([], asked)


def _names_part(asked: DocumentAsked, name: str, title: str) -> bool:
    """Return whether the words name a heading in full, of the document of this name, and nothing else."""
    said = plain_name("".join(asked.beside))
    parts = [part for part in map(plain_name, _PARTS.split(title)) if len(part) >= SHORTEST_PART]
    whole = any(share_named((part,), said) == 1.0 for part in (plain_name(title), *parts) if part)
    return whole and share_named(asked.subject, plain_name(title) + name) >= NAMED
