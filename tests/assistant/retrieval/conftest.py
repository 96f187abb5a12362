"""Indexes so small that every sentence is known, over an encoder that needs no model."""

from collections.abc import Callable, Sequence

import pytest

from assistant.retrieval.fusion import load_fusion
from assistant.retrieval.queries import QueryMaker
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.scope import Scoper
from corpus.parser import parse
from corpus.questions import BankQuestion
from corpus.records import Document, ParsedDocument
from index.encoder import Encoder
from index.segment import default_segmenter
from index.units import collect
from tests.arrays import build_arrays

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


@pytest.fixture(scope="session")
def make_retriever(counting_encoder: Encoder) -> Callable[..., Retriever]:
    """Index documents with their texts: ``make_retriever([(document, text), …], bank)``; ``home`` is the home document."""

    def make(
        texts: Sequence[tuple[Document, str]],
        bank: Callable[[ParsedDocument], list[BankQuestion]] = lambda _: [],
        home: tuple[str, str] = ("襄阳", "home"),
    ) -> Retriever:
        segmenter = default_segmenter()
        parsed = {document.id: parse(document, text) for document, text in texts}
        units = collect(parsed.values(), bank)
        arrays = build_arrays(units, counting_encoder, segmenter)
        maker, scoper = QueryMaker(counting_encoder, segmenter), Scoper(units.documents, *home)
        return Retriever(units, arrays, maker, scoper, load_fusion(), lambda doc: parsed[doc].titles())

    return make


@pytest.fixture(scope="session")
def retriever(make_retriever: Callable[..., Retriever]) -> Retriever:
    """Nine sentences of three documents: of home (襄阳), of another place, of the nation."""
    return make_retriever(TEXTS)


@pytest.fixture(scope="session")
def texts() -> dict[str, str]:
    """The texts of the small index by document."""
    return {document.id: text for document, text in TEXTS}
