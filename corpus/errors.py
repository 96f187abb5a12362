"""Errors of the corpus stage; every message is Chinese, names the problem and the next step."""


class CorpusError(Exception):
    """A document or the registry cannot be used as asked."""


class ReadError(CorpusError):
    """A file cannot be read as text."""


class NoTextLayerError(ReadError):
    """A file holds pictures of text, or a text that is none: only text recognition can read it."""


class ManifestError(CorpusError):
    """The manifest is not a list of document records."""


class RegistryError(CorpusError):
    """The registry cannot be opened, or holds no such document."""
