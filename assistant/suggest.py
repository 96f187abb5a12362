"""What a reader may ask next: bank questions of the sentences near the answer."""

from collections.abc import Sequence

from assistant.records import Hit, Status


def suggestions_for(hits: Sequence[Hit], status: Status) -> tuple[str, ...]:
    """Return questions that the hits answer."""
    return ()
