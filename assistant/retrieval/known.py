"""What is known of documents once they are found: the facts that are asked for, and how each stands on a day."""

from collections.abc import Callable, Iterator, Sequence

from assistant.facts.documents import DocumentFact, Wanted, fact_of
from assistant.facts.standing import Standing
from assistant.question.document_facts import DocumentAsked
from assistant.records import Respect
from assistant.retrieval.scope import Scoper
from corpus.records import ParsedDocument


class KnownDocuments:
    """Tells what is known of documents, by their numbers.

    Args:
        scoper: knows the documents and their versions.
        parsed: gives a document with its text, by id.
    """

    def __init__(self, scoper: Scoper, parsed: Callable[[str], ParsedDocument]) -> None:
        self.scoper, self.parsed, self.documents = scoper, parsed, scoper.documents

    def facts(self, named: Sequence[int], asked: DocumentAsked, day: str) -> Iterator[tuple[int, DocumentFact]]:
        """Yield what is asked of each of the documents, with its number."""
        for number in named:
            parsed = self.parsed(self.documents[number].id)
            for wanted in _wanted(asked):
                yield number, fact_of(parsed, wanted, self.standing(number, day))

    def standing(self, number: int, day: str) -> Standing:
        """Return by what it is judged whether a document is in force on a day."""
        document = self.documents[number]
        after, before = (self.scoper.by_id.get(other or "") for other in (document.superseded_by, document.supersedes))
        return Standing(day, *(None if other is None else self.documents[other] for other in (after, before)))


def _wanted(asked: DocumentAsked) -> Iterator[Wanted]:
    for respect in asked.respects:
        if respect is Respect.COUNT:
            yield from (Wanted(respect, unit, asked.numbers) for unit in asked.units)
        elif respect is Respect.OTHER:
            yield Wanted(respect, asked.other)
        else:
            unit = asked.units[0] if respect is Respect.OUTLINE and asked.units else ""
            yield Wanted(respect, unit, asked.numbers, asked.act)
