"""What is known of the documents that a question asks about, as its answer is written from it."""

from dataclasses import dataclass

from assistant.facts.documents import DocumentFact
from assistant.facts.repealed import Repealed


@dataclass(frozen=True, slots=True)
class Register:
    """What is known of documents that a question asks about; numbers are those of the register.

    ``facts`` are of ``documents``, in their order; ``missing`` names one that is not held, ``nearest`` those of like names.
    ``listed`` are the documents that fit, where it asks which: None where it does not; ``uncalled`` are words of the question
    that stand in the name of none of them, where they fit but for these. ``repealed`` are those asked about that are not held
    and that one which is held repeals.
    """

    documents: tuple[int, ...] = ()
    facts: tuple[tuple[int, DocumentFact], ...] = ()
    missing: str = ""
    nearest: tuple[int, ...] = ()
    listed: tuple[int, ...] | None = None
    standings: tuple[str, ...] = ()  # of those listed, where it asks which have ended or are in force
    day: str = ""  # ISO, for which that is judged
    held: bool = False  # whether it is held is what was asked
    uncalled: str = ""
    repealed: tuple[Repealed, ...] = ()

    @property
    def not_held(self) -> bool:
        """Whether what is asked about is not held."""
        return bool(self.missing) or self.listed == ()

    @property
    def known(self) -> bool:
        """Whether anything that is asked is known."""
        told = any(fact.known and fact.settled for _, fact in self.facts) or bool(self.repealed)
        return told if self.facts or self.repealed else bool(self.listed) and not self.uncalled
