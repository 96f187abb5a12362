"""What the corpus tests share."""

from collections.abc import Callable

import pytest

from corpus.parser import parse
from corpus.records import Document, ParsedDocument


@pytest.fixture(scope="session")
def parse_text() -> Callable[[str], ParsedDocument]:
    """Parse a text as the document ``d``."""
    return lambda text: parse(Document("d", "某文件"), text)
