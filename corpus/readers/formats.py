"""Which function reads which kind of file."""

from importlib import import_module

from corpus.readers.source import Source

# Modules are named, not imported: a process reads one file, and need not wait for the libraries of the other formats.
READERS = {
    "doc": ("corpus.readers.legacy", "read_doc"),
    "rtf": ("corpus.readers.legacy", "read_doc"),
    "image": ("corpus.readers.ocr", "read_scan"),
    "scan": ("corpus.readers.ocr", "read_scan"),
    "docx": ("corpus.readers.docx", "read_docx"),
    "html": ("corpus.readers.html", "read_html"),
    "ofd": ("corpus.readers.ofd", "read_ofd"),
    "pdf": ("corpus.readers.pdf", "read_pdf"),
    "xlsx": ("corpus.readers.xlsx", "read_xlsx"),
}


def read(kind: str, data: bytes, name: str) -> Source:
    """Read a file of a kind that ``kinds.kind_of`` tells, with its reader in this process.

    Raises:
        ReadError: the file is damaged, has a password, or holds no text.
    """
    module, function = READERS[kind]
    source: Source = getattr(import_module(module), function)(data, name)
    return source
