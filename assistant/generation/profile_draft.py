"""A first profile for an office, from what it has registered; the office edits it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from math import log

from assistant import messages
from assistant.question.places import places_in
from corpus.records import Document, ParsedDocument
from index.segment import Segmenter

WORDS = 60_000_000  # in the texts that the dictionary was counted in
TERMS = 8  # that name the subject
NATIONAL = "全国"
OFTEN = 3  # times that a document says what it is about
TERM = 2  # characters of a term at least
EXAMPLES, PER_DOCUMENT = 6, 2  # headings that become questions
HEADING = range(4, 17)  # characters of one that names a subject of its own: no 总则, no sentence


def draft_profile(documents: Sequence[ParsedDocument], segmenter: Segmenter) -> str:
    """Return a profile as TOML, to be edited: the place that most documents are of, the words of their titles.

    Args:
        documents: those that are registered, at least one.
        segmenter: cuts their texts.
    """
    regions = Counter(parsed.document.region for parsed in documents if parsed.document.region not in (None, "", NATIONAL))
    region = regions.most_common(1)[0][0] if regions else ""
    questions = _examples(documents)
    return messages.DRAFT.format(
        title=_quoted(messages.DRAFT_TITLE.format(region=region)),
        subject=_quoted(messages.AND.join(_terms(documents, segmenter))),
        region=_quoted(region),
        home=_quoted(_home([parsed.document for parsed in documents], region)),
        examples=",\n".join(f"    {_quoted(question)}" for question in questions[:3]),
        starters=", ".join(map(_quoted, questions)),
    )


def _home(documents: Iterable[Document], region: str) -> str:
    """Return the id of the latest document of the place."""
    own = [document for document in documents if (document.region or "") == region]
    return max(own, key=lambda document: document.valid_from or document.published or "").id if own else ""


def _terms(documents: Sequence[ParsedDocument], segmenter: Segmenter) -> list[str]:
    """Return the word of each title that its document speaks of most and other texts least, the most telling first."""
    found: Counter[str] = Counter()
    for parsed in documents:
        words = [word for word in segmenter.cut(parsed.document.title) if len(word) >= TERM and word.isalpha()]
        words = [word for word in words if parsed.text.count(word) >= OFTEN and not places_in(word)]
        if words:
            told = {word: parsed.text.count(word) * log(WORDS / (segmenter.frequency(word) + 1)) for word in words}
            word = max(told, key=lambda each: told[each])
            found[word] = max(found[word], round(told[word]))
    return [word for word, _ in found.most_common(TERMS)]


def _examples(documents: Sequence[ParsedDocument]) -> list[str]:
    """Return questions for headings, a few of each document; for its title where it has none."""
    found: list[str] = []
    for parsed in documents:
        outline = (heading.title for heading in parsed.titles() if heading.structural)
        titles = [title for title in outline if len(title) in HEADING and title.isalpha()] or [parsed.document.title]
        found += [messages.DRAFT_QUESTION.format(what=title) for title in dict.fromkeys(titles)][:PER_DOCUMENT]
    return found[:EXAMPLES]


def _quoted(text: str) -> str:
    """Return a text as a string of TOML."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
