"""A first profile for an office, from what it has registered; the office edits it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log

from assistant import messages
from assistant.facts.fields import document_fields
from assistant.profile import neutral_profile
from assistant.question.places import places_in
from corpus.records import EVERYWHERE, Document, ParsedDocument
from index.segment import Segmenter

WORDS = 60_000_000  # in the texts that the dictionary was counted in
TERMS = 8  # that name the subject
OFTEN = 3  # times that a document says what it is about
TERM = 2  # characters of a term at least
EXAMPLES = 3
PHONE = "咨询电话"  # as documents call it


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
    neutral, region = neutral_profile(register), _region(register)
    terms = {parsed.document.id: _term(parsed, segmenter) for parsed in documents}
    told = sorted({term for term, _ in terms.values() if term}, key=lambda term: -max(w for t, w in terms.values() if t == term))
    first = [questions[0] for questions in suggested.values() if questions]
    return {
        "profile.toml": messages.DRAFT.format(
            name=_quoted(_issuer(register)),
            title=_quoted(messages.NEUTRAL_TITLE.format(region=region)),
            subject=_quoted(messages.AND.join(told[:TERMS])),
            region=_quoted(region),
            home=_quoted(neutral.home_document or _home(register, region)),
            contact=_quoted(_issuer(register) or messages.DRAFT_CONTACT),
            examples="".join(f"    {_quoted(question)},\n" for question in first[:EXAMPLES]),
            starters=", ".join(_quoted(question) for questions in suggested.values() for question in questions[:2]),
            contacts="".join(
                f"{_quoted(terms[doc][0])} = {_quoted(text)}\n" for doc, text in _contacts(documents).items() if terms[doc][0]
            ),
        ),
        "words.tsv": messages.DRAFT_WORDS + "".join(f"field\t{term}\t{messages.DRAFT_SOURCE}\n" for term in told),
        "synonyms.tsv": messages.DRAFT_SYNONYMS,
    }


def _region(documents: Sequence[Document]) -> str:
    """Return the place that most documents are of: a proposal, which the office checks."""
    regions = Counter(document.region for document in documents if document.region and document.region not in EVERYWHERE)
    return regions.most_common(1)[0][0] if regions else ""


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


def _contacts(documents: Sequence[ParsedDocument]) -> dict[str, str]:
    """Return whom to ask, as documents state it under a heading, by document."""
    stated = ((parsed.document, document_fields(parsed).get(PHONE)) for parsed in documents)
    return {document.id: f"{document.issuer or ''} {phone.text}".strip() for document, phone in stated if phone}


def _quoted(text: str) -> str:
    """Return a text as a string of TOML."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
