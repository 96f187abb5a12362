"""What the corpus tests share."""

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.parser import parse
from corpus.records import Document, ParsedDocument

SHARED = Path(__file__).parents[3] / "shared" / "documents"


@pytest.fixture(scope="session")
def parse_text() -> Callable[[str], ParsedDocument]:
    """Parse a text as the document ``d``."""
    return lambda text: parse(Document("d", "某文件"), text)


@pytest.fixture(scope="session")
def reference_folder() -> Path:
    """The folder of reference texts that lies beside the project's checkout, where there is one."""
    if not SHARED.is_dir():
        pytest.skip(f"没有参考文件目录 {SHARED}，与它有关的核对未做")
    return SHARED
