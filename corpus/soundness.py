"""What a complete parse may still have got wrong: numbers that do not count up, and clauses too long to be one."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from corpus.outline import article_number
from corpus.records import Clause, ParsedDocument

LONG_CLAUSE = 5000  # characters; no clause of the 3,475 laws that were tried is a third of that


@dataclass(frozen=True, slots=True)
class Break:
    """Two articles that follow each other in the text and not in their numbers; ``before`` is empty for the first one."""

    before: str
    after: str


def sequence_breaks(parsed: ParsedDocument) -> list[Break]:
    """Return where the articles of an act or an annex do not count up by one: some were lost, or the text is an excerpt."""
    found: list[Break] = []
    for _, clauses in groupby(filter(_is_article, parsed.clauses), key=lambda clause: clause.path.rpartition(".")[0]):
        articles = list(clauses)
        numbers = [article_number(_last(clause)) or (0, 0) for clause in articles]
        if numbers[0][0] != 1:
            found.append(Break("", articles[0].label))
        for (before, after), (one, other) in zip(pairwise(articles), pairwise(numbers), strict=True):
            if other not in ((one[0] + 1, 0), (one[0], one[1] + 1), (one[0], max(one[1] + 1, 2)), (one[0] + 1, 1)):
                found.append(Break(before.label, after.label))
    return found


def _last(clause: Clause) -> str:
    return clause.path.rpartition(".")[2]


def _is_article(clause: Clause) -> bool:
    return article_number(_last(clause)) is not None


def long_clauses(parsed: ParsedDocument) -> Iterator[Clause]:
    """Yield the clauses that are too long to have been understood."""
    yield from (clause for clause in parsed.clauses if len(clause.text) >= LONG_CLAUSE)
