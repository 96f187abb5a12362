"""How an answer ends, what it says of a claim, and what of a document is asked: the words that records and wording share."""

from enum import StrEnum


class Verdict(StrEnum):
    """What the documents say of what a question asserts."""

    YES = "yes"
    NO = "no"
    NOT_STATED = "not_stated"


class Status(StrEnum):
    """How an answer ends; the wording of each is in ``messages.py``."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    NOT_FOUND = "not_found"
    OUT_OF_SCOPE = "out_of_scope"
    BLOCKED = "blocked"
    CLARIFY = "clarify"
    ERROR = "error"


class Respect(StrEnum):
    """In which respect a document itself is asked about."""

    NUMBER = "number"
    ADOPTED = "adopted"
    APPROVED = "approved"
    AMENDED = "amended"
    PUBLISHED = "published"
    EFFECTIVE = "effective"
    EXPIRES = "expires"
    PERIOD = "period"
    REPLACED = "replaced"
    REPEALS = "repeals"
    VALIDITY = "validity"
    REGION = "region"
    ISSUER = "issuer"
    COUNT = "count"
    OUTLINE = "outline"
    HEADING = "heading"
    TITLE = "title"
    CLASS = "class"
    OTHER = "other"  # what no register keeps: who drafted it, how many pages it has
