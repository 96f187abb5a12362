"""Indexes so small that every sentence is known, over an encoder that needs no model."""

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.retrieval.fusion import load_fusion
from assistant.retrieval.queries import QueryMaker
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.scope import Scoper
from corpus.parser import parse
from corpus.questions import BankQuestion
from corpus.records import Document, ParsedDocument
from index.build import build_arrays, collect
from index.segment import default_segmenter

TEXTS = (
    (
        Document("home", "襄阳市质押办法", region="襄阳", province="湖北"),
        "襄阳市质押办法\n第一条 对质押融资给予补贴。2020年补贴企业30家。\n第二条 到2025年，补贴企业达到50家。\n"
        "第三条 专利导航服务企业。\n",
    ),
    (
        Document("away", "广州市质押办法", region="广州", province="广东"),
        "广州市质押办法\n第一条 质押融资补贴不超过50万元。\n第二条 专利导航由协会组织。\n",
    ),
    (
        Document("nation", "专利法", region="全国"),
        "专利法\n第一条 发明专利权的期限为二十年。\n第二条 假冒专利的，没收违法所得。\n第三条 假冒专利的，没收违法所得。\n",
    ),
)


class CountingEncoder:
    """Counts characters into 64 boxes: like texts are near each other, and no model is needed."""

    name = "counting"
    fingerprint = "counting-1"

    def encode_document(self, texts: Sequence[str]) -> NDArray[np.float32]:
        counts = np.zeros((len(texts), 64), np.float32)
        for row, text in enumerate(texts):
            for char in text:
                counts[row, ord(char) % 64] += 1
        return counts / np.maximum(np.linalg.norm(counts, axis=1, keepdims=True), 1)

    encode_query = encode_document


def _retriever(
    texts: Sequence[tuple[Document, str]],
    bank: Callable[[ParsedDocument], list[BankQuestion]] = lambda _: [],
    home: tuple[str, str] = ("襄阳", "home"),
) -> Retriever:
    encoder, segmenter = CountingEncoder(), default_segmenter()
    units = collect((parse(document, text) for document, text in texts), bank)
    arrays = build_arrays(units, encoder, segmenter)
    return Retriever(units, arrays, QueryMaker(encoder, segmenter), Scoper(units.documents, *home), load_fusion())


@pytest.fixture(scope="session")
def make_retriever() -> Callable[..., Retriever]:
    """Index documents with their texts: ``make_retriever([(document, text), …], bank)``; ``home`` is the home document."""
    return _retriever


@pytest.fixture(scope="session")
def retriever() -> Retriever:
    """Nine sentences of three documents: of home (襄阳), of another place, of the nation."""
    return _retriever(TEXTS)


@pytest.fixture(scope="session")
def texts() -> dict[str, str]:
    """The texts of the small index by document."""
    return {document.id: text for document, text in TEXTS}
