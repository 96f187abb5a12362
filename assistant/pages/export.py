"""A conversation as a Word file and as Markdown: with all that must be known of each answer, and whom to ask."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant import messages
from assistant.finder.office_files import new_word, plain, saved
from assistant.pages.answers import read_as, sources
from assistant.pages.html import source_lines
from assistant.records import Answer
from assistant.site.cited import title_of
from assistant.site.library import Shelf

_SPECIAL = re.compile(r"([\\`*_<>#|~])")


@dataclass(frozen=True, slots=True)
class Exported:
    """A question with its answer, or with the note that there was none."""

    question: str
    answer: Answer | None
    note: str = ""


def to_docx(turns: Sequence[Exported], name: str, site: str, shelf: Shelf) -> bytes:
    """Return a conversation as a Word file."""
    now = datetime.now().astimezone()
    word = new_word(plain(name), _about(site, now), now)
    for number, turn in enumerate(turns, 1):
        word.add_heading(plain(messages.EXPORTED_QUESTION.format(number=number, question=turn.question)), level=2)
        for strong, line in _lines(turn, shelf):
            word.add_paragraph().add_run(plain(line)).bold = strong
    return saved(word)


def to_markdown(turns: Sequence[Exported], name: str, site: str, shelf: Shelf) -> bytes:
    """Return a conversation as Markdown in UTF-8."""
    parts = [f"# {_escaped(name)}", _escaped(_about(site, datetime.now().astimezone()))]
    for number, turn in enumerate(turns, 1):
        parts.append(f"## {_escaped(messages.EXPORTED_QUESTION.format(number=number, question=turn.question))}")
        parts += [f"**{_escaped(line)}**" if strong else _escaped(line) for strong, line in _lines(turn, shelf)]
    return ("\n\n".join(parts) + "\n").encode("utf-8", "replace")


def _about(site: str, now: datetime) -> str:
    return messages.EXPORTED_ABOUT.format(site=site, now=now, disclaimer=messages.EXPORT_DISCLAIMER)


def _lines(turn: Exported, shelf: Shelf) -> Iterator[tuple[bool, str]]:
    """Yield the lines of a turn, each with whether it is set off."""
    answer = turn.answer
    if answer is None:
        yield False, turn.note or messages.NOT_READABLE
        return
    label = messages.COPY_LABEL.format(label=answer.label) if answer.label else ""
    yield True, title_of(answer) + label
    if answer.resolved:
        yield False, read_as(answer)
    yield from ((False, notice) for notice in answer.notices)
    if answer.contact:
        yield False, messages.CONTACT.format(contact=answer.contact)
    yield from ((False, line) for line in answer.text.split("\n") if line.strip())
    yield from ((False, line) for line in source_lines(answer))
    for source in sources(shelf, answer):
        yield False, messages.STANDING_OF.format(title=source.title, standing=source.standing)


def _escaped(text: str) -> str:
    """Return a text as Markdown shows it: no character of it is markup."""
    return _SPECIAL.sub(r"\\\1", plain(text)).replace("\n", " ")
