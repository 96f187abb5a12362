"""Where a question may be answered from, as who asks limits it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Limits:
    """Where to look: ``as_of`` (ISO date) chooses among versions, the others leave out what they exclude."""

    as_of: str | None = None
    doc: str | None = None
    region: str | None = None
    in_force_on: str | None = None

    @property
    def day(self) -> str:
        """The day (ISO) on which is asked."""
        return self.as_of or date.today().isoformat()
