"""Sections of a guide that a question asks for by what they are for: how to apply, with what, when, how long it takes."""

from pathlib import Path

from assistant.wordings import patterns

_WORDS = patterns(Path(__file__).with_suffix(".tsv"))
KINDS = ("procedure", "materials", "conditions", "place", "time", "limit", "contact")


def asked_sections(question: str) -> tuple[str, ...]:
    """Return the kinds of sections that a question asks for."""
    eligible = asks_eligibility(question) or asks_for_leave(question)
    return tuple(kind for kind in KINDS if _WORDS[f"{kind}.asked"].search(question) or (kind == "conditions" and eligible))


def asks_eligibility(question: str) -> bool:
    """Return whether a question asks if somebody is eligible (我们够条件吗): the conditions tell, whatever else is stated."""
    return _WORDS["conditions.eligible"].search(question) is not None


def asks_for_leave(question: str) -> bool:
    """Return whether a question asks if one may apply for something or get it (能申请贴息吗): of a guide the conditions tell."""
    return _WORDS["conditions.allowed"].search(question) is not None


def is_section(kind: str, title: str) -> bool:
    """Return whether a heading is that of a section of the kind."""
    return _WORDS[f"{kind}.heading"].search(title) is not None
