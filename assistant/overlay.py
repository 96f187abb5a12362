"""What an office has changed of its profile while the service runs: contacts by topic, and example questions."""

import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assistant import messages
from assistant.errors import AdminError, KeptError
from assistant.kept import FOLDER, Kept, Stamp
from assistant.profile import Profile

log = logging.getLogger(__name__)
LONGEST, MOST = 300, 50  # characters of an entry, and entries
MOST_EXAMPLES = 8


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask about what: ``words`` are those by which a question is known to be on the topic."""

    topic: str
    words: tuple[str, ...]
    contact: str

    @property
    def complete(self) -> bool:
        """Whether it says whom to ask about what, by words of two characters and more."""
        return bool(self.topic and self.contact and self.words) and all(len(word) >= 2 for word in self.words)


class Overlay:
    """The overlay of a data folder; without one the profile stands."""

    def __init__(self, data_dir: Path) -> None:
        self._kept = Kept(data_dir / FOLDER / "office.json")

    def stamp(self) -> Stamp | None:
        """Return what changes with the overlay, at the cost of a stat."""
        return self._kept.stamp()

    def contacts(self) -> list[Contact]:
        """Return the contacts, in their order.

        Raises:
            KeptError: the file cannot be read.
        """
        row = self._kept.read()
        try:
            return [Contact(said["topic"], tuple(said["words"]), said["contact"]) for said in row.get("contacts", [])]
        except (KeyError, TypeError) as error:
            raise KeptError(messages.KEPT_UNREADABLE.format(path=self._kept.path, error=error)) from error

    def contact_for(self, topic: Sequence[str], otherwise: str) -> str:
        """Return whom to ask about what a question is about; ``otherwise`` where no topic is named, or two are."""
        try:
            rows = self.contacts()
        except KeptError as error:
            log.error("%s", error)
            return otherwise
        meant = {row.contact for row in rows if any(word in piece for word in row.words for piece in topic)}
        return meant.pop() if len(meant) == 1 else otherwise

    def examples(self, otherwise: Sequence[str]) -> tuple[str, ...]:
        """Return the example questions, ``otherwise`` where none are set."""
        return tuple(self._kept.read().get("examples") or otherwise)

    def over(self, office: Profile) -> Profile:
        """Return a profile with the examples of the overlay in the place of its own."""
        try:
            found = self._kept.read().get("examples")
        except KeptError as error:  # readers get the profile's, and officers are told
            log.error("%s", error)
            return office
        if not found:
            return office
        return office.model_copy(update={"examples": tuple(found), "starters": {messages.OFTEN_ASKED: tuple(found)}})

    def set_contacts(self, contacts: Sequence[Contact]) -> None:
        """Take these contacts in the place of those before.

        Raises:
            AdminError: an entry is incomplete or too long, or a word is of two topics.
        """
        seen: dict[str, str] = {}
        for row in contacts:
            if not row.complete:
                raise AdminError(messages.BAD_CONTACT.format(topic=row.topic or row.contact or "—"))
            for word in row.words:
                if seen.setdefault(word, row.topic) != row.topic:
                    raise AdminError(messages.CONTACT_WORD_TWICE.format(word=word, one=seen[word], other=row.topic))
        if len(contacts) > MOST or any(len(text) > LONGEST for row in contacts for text in (row.topic, row.contact, *row.words)):
            raise AdminError(messages.CONTACTS_TOO_LONG.format(most=MOST, longest=LONGEST))
        self._set("contacts", [asdict(row) for row in contacts])

    def set_examples(self, examples: Sequence[str]) -> None:
        """Take these examples in the place of those before; none: those of the profile.

        Raises:
            AdminError: there are too many, or one is too long.
        """
        if len(examples) > MOST_EXAMPLES or any(len(example) > LONGEST for example in examples):
            raise AdminError(messages.BAD_EXAMPLES.format(most=MOST_EXAMPLES, longest=LONGEST))
        self._set("examples", list(dict.fromkeys(examples)))

    def _set(self, name: str, value: Any) -> None:
        self._kept.change(lambda row: row.__setitem__(name, value))
