"""Sections of a guide that a question asks for by what they are for: how to apply, with which materials, on which conditions."""

from pathlib import Path

from assistant.wordings import patterns

_WORDS = patterns(Path(__file__).with_suffix(".tsv"))
ASKED = ("procedure", "materials", "conditions", "place")
KINDS = (*ASKED, "contact", "time")  # of the last two one sentence answers; they tell a guide from other documents


def asked_sections(question: str) -> tuple[str, ...]:
    """Return the kinds of sections that a question asks for."""
    return tuple(kind for kind in ASKED if _WORDS[f"{kind}.asked"].search(question))


def is_section(kind: str, title: str) -> bool:
    """Return whether a heading is that of a section of the kind."""
    return _WORDS[f"{kind}.heading"].search(title) is not None
