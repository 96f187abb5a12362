"""A first profile for an office, from what it has registered; the office edits it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log

from assistant import messages
from assistant.facts.fields import PHONE, document_fields
from assistant.field import SYNONYMS
from assistant.field import WORDS as WORDS_TABLE
from assistant.profile import FILE, neutral_profile
from assistant.question.places import places_in
from corpus.records import EVERYWHERE, Document, ParsedDocument
from index.segment import Segmenter

WORDS = 60_000_000  # in the texts that the dictionary was counted in
TERMS = 8  # that name the subject
OFTEN = 3  # times that a document says what it is about
TERM = 2  # characters of a term at least
EXAMPLES = 3


def draft_profile(
    documents: Sequence[ParsedDocument], segmenter: Segmenter, suggested: Mapping[str, Sequence[str]]
) -> dict[str, str]:
    """Return the files of a profile, to be edited: by name, their texts.

    Args:
        documents: those that are registered, at least one.
        segmenter: cuts their texts.
        suggested: by document, questions that the documents answer.
    """
    register = [parsed.document for parsed in documents]
    region, terms = _region(register), {parsed.document.id: _term(parsed, segmenter) for parsed in documents}
    told = _most_telling(terms.values())
    offered = _offered(register, region, suggested)
    first = [questions[0] for questions in offered]
    said = messages.DRAFT.format(
        name=_quoted(_issuer(register)),
        title=_quoted(messages.NEUTRAL_TITLE.format(region=region)),
        subject=_quoted(messages.AND.join(told[:TERMS])),
        region=_quoted(region),
        home=_quoted(neutral_profile(register).home_document or _home(register, region)),
        contact=_quoted(_issuer(register) or messages.DRAFT_CONTACT),
        examples="".join(f"    {_quoted(question)},\n" for question in first[:EXAMPLES]),
        starters=", ".join(_quoted(question) for questions in offered for question in questions[:2]),
        contacts=_contacts(documents, {doc: term for doc, (term, _) in terms.items()}),
    )
    words = "".join(f"field\t{term}\t{messages.DRAFT_SOURCE}\n" for term in told)
    return {FILE: said, WORDS_TABLE: messages.DRAFT_WORDS + words, SYNONYMS: messages.DRAFT_SYNONYMS}


def _most_telling(terms: Iterable[tuple[str, float]]) -> list[str]:
    """Return the terms of documents, each once, the most telling first."""
    return [term for term in dict(sorted(terms, key=lambda each: -each[1])) if term]


def _region(documents: Sequence[Document]) -> str:
    """Return the place that most documents are of: a proposal, which the office checks."""
    regions = Counter(document.region for document in documents if document.region and document.region not in EVERYWHERE)
    return regions.most_common(1)[0][0] if regions else ""


def _offered(documents: Sequence[Document], region: str, suggested: Mapping[str, Sequence[str]]) -> list[Sequence[str]]:
    """Return the questions of each document that is of the place or of everywhere: of another place's an office answers less."""
    own = {document.id for document in documents if not document.region or document.region in (region, *EVERYWHERE)}
    return [questions for doc, questions in suggested.items() if doc in own]


def _home(documents: Sequence[Document], region: str) -> str:
    """Return the id of the latest document of the place."""
    own = [document for document in documents if (document.region or "") == region]
    return max(own, key=lambda document: document.valid_from or document.published or "").id if own else ""


def _issuer(documents: Sequence[Document]) -> str:
    """Return the organ that issued most of the documents, empty where none is registered."""
    issuers = Counter(document.issuer for document in documents if document.issuer)
    return issuers.most_common(1)[0][0] if issuers else ""


def _term(parsed: ParsedDocument, segmenter: Segmenter) -> tuple[str, float]:
    """Return the word of a title that its document speaks of most and other texts least, and how much that tells."""
    words = [word for word in segmenter.cut(parsed.document.title) if len(word) >= TERM and word.isalpha()]
    counted = {word: parsed.text.count(word) for word in words if not places_in(word)}
    told = {word: count * log(WORDS / (segmenter.frequency(word) + 1)) for word, count in counted.items() if count >= OFTEN}
    return max(told.items(), key=lambda each: each[1], default=("", 0.0))


def _contacts(documents: Sequence[ParsedDocument], terms: Mapping[str, str]) -> str:
    """Return whom to ask of what, as documents state it under a heading, a line each; ``terms`` are what documents are about."""
    stated = ((parsed.document, document_fields(parsed).get(PHONE)) for parsed in documents)
    found = {terms[document.id]: f"{document.issuer or ''} {phone.text}".strip() for document, phone in stated if phone}
    return "".join(f"{_quoted(term)} = {_quoted(text)}\n" for term, text in found.items() if term)


def _quoted(text: str) -> str:
    """Return a text as a string of TOML."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
