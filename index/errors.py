"""Errors of the index stage; every message is Chinese, names the problem and the next step."""

from collections.abc import Iterable


class SearchIndexError(Exception):
    """The index cannot be built, loaded or searched."""


class SettingsError(ValueError):
    """A setting has a value that it cannot have; names the setting."""


class StaleIndexError(SearchIndexError):
    """The index on disk was built from other documents, another lexicon or another model; ``changed`` names what differs."""

    def __init__(self, message: str, changed: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.changed = frozenset(changed)


class DamagedIndexError(SearchIndexError):
    """The index on disk is incomplete or does not fit its manifest."""


class EncoderError(SearchIndexError):
    """The embedding model cannot be loaded or asked, or answers with something else than vectors."""


class SearchUnavailableError(SearchIndexError):
    """The service that searches does not answer; the next question may find it again."""
