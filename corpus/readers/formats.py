"""Which function reads which kind of file."""

from importlib import import_module

from corpus.readers.source import Source

# Modules are named, not imported: a process reads one file, and need not wait for the libraries of the other formats.
READERS = {
    "docx": ("corpus.readers.docx", "read_docx"),
    "html": ("corpus.readers.html", "read_html"),
    "pdf": ("corpus.readers.pdf", "read_pdf"),
}


def read(kind: str, data: bytes, name: str) -> Source:
    """Read a file of a kind that ``kinds.kind_of`` tells, with its reader in this process.

    Raises:
        ReadError: the file is damaged, has a password, or holds no text.
    """
    module, function = READERS[kind]
    source: Source = getattr(import_module(module), function)(data, name)
    return source
