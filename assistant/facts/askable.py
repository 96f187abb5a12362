"""What the text of a document can be asked for: what it asks itself, words it defines, what it lists, figures, headings."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, zip_longest
from pathlib import Path

from assistant import messages
from assistant.facts.indicators import extract
from assistant.facts.periods import TARGET
from assistant.wordings import patterns
from corpus.records import Clause, ParsedDocument

HEADING = range(4, 17)  # characters of one that names a matter of its own: no 总则, no sentence
TERM = range(2, 15)  # … of a word that is defined
QUESTION = range(6, 61)  # … of a question that a document puts itself
_SAYS = patterns(Path(__file__).with_suffix(".tsv"))


@dataclass(frozen=True, slots=True)
class Askable:
    """A question and what answers it: offsets in the text of the document; ``clause`` is the id of that at the start."""

    question: str
    clause: str
    start: int
    end: int


def askable(parsed: ParsedDocument) -> list[Askable]:
    """Return the questions of a document, each once; the ways to find them take turns, so that the first are of each kind."""
    ways = (_asked(parsed), _defined(parsed), _listed(parsed), _counted(parsed), _headed(parsed))
    found = (each for each in chain.from_iterable(zip_longest(*ways)) if each is not None)
    return list({each.question: each for each in found}.values())


def _of(clause: Clause, question: str) -> Askable:
    return Askable(question, clause.id, clause.start, clause.end)


def _asked(parsed: ParsedDocument) -> Iterator[Askable]:
    """Yield the questions of a document of questions and answers, whose clauses are the answers."""
    for clause in parsed.clauses:
        if clause.path.rpartition(".")[2].startswith("问") and len(clause.title) in QUESTION:
            yield _of(clause, clause.title)


def _defined(parsed: ParsedDocument) -> Iterator[Askable]:
    for clause in parsed.clauses:
        for start, end in clause.sentences:
            found = _SAYS["defines"].search(clause.text, start - clause.start, end - clause.start)
            if found and len(found["term"]) in TERM:
                yield Askable(messages.WHAT_IS.format(what=found["term"]), clause.id, start, end)


def _listed(parsed: ParsedDocument) -> Iterator[Askable]:
    """Yield what a sentence leads up to: 申请登记应当提交下列材料： is asked as 申请登记应当提交哪些材料."""
    for clause in parsed.clauses:
        for start, end in clause.sentences:
            sentence = clause.text[start - clause.start : end - clause.start].removeprefix(clause.label).strip()
            found = _SAYS["lists"].match(sentence)
            if found:
                yield Askable(messages.WHICH.format(before=found["before"], what=found["what"]), clause.id, start, end)


def _counted(parsed: ParsedDocument) -> Iterator[Askable]:
    for row in extract(parsed):
        if row.name.isalpha() and row.kind == TARGET and row.year:
            yield Askable(messages.HOW_MUCH_BY.format(year=row.year, what=row.name), row.clause, row.start, row.end)
        elif row.name.isalpha() and row.year:
            yield Askable(messages.HOW_MUCH_IN.format(year=row.year, what=row.name), row.clause, row.start, row.end)


def _headed(parsed: ParsedDocument) -> Iterator[Askable]:
    """Yield a question for each heading that names a matter, answered from the first clause under it on."""
    seen: set[str] = set()
    for clause in parsed.clauses:
        for title in dict.fromkeys((*clause.headings, clause.title)):
            bare = _SAYS["number"].sub("", title)
            if bare not in seen and len(bare) in HEADING and bare.isalpha() and not _SAYS["no_matter"].fullmatch(bare):
                seen.add(bare)
                yield _of(clause, messages.WHAT_RULES.format(what=bare))
