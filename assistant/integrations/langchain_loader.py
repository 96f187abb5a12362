"""Files as offices hold them, as documents of LangChain: one for each block, with its page and its place in a table."""

from collections.abc import Iterator
from pathlib import Path

from langchain_core.document_loaders import BaseLoader
from langchain_core.documents import Document

from corpus.readers.read import read_file


class OfficeLoader(BaseLoader):
    """Loads a text, Word, PDF, web page, Excel, OFD or old Word file.

    Args:
        path: the file; its kind is told by its content.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)

    def lazy_load(self) -> Iterator[Document]:
        """Yield the paragraphs and rows in order, numbers written out.

        Raises:
            ReadError: the file is of another kind, damaged, has a password, or holds no text.
        """
        source, _ = read_file(self.path)
        for number, block in enumerate(source.blocks):
            metadata = {
                "source": str(self.path), "kind": block.kind, "page": block.page, "style": block.style,
                "number": block.number.strip(), "recognised": source.recognised,
            }  # fmt: skip
            yield Document(page_content=block.line, metadata=metadata, id=f"{self.path.name}:{number}")
