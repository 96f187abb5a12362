"""The engine inside the process, verb by verb, over three documents whose units are known."""

import numpy as np
import pytest

from corpus.parser import parse
from corpus.records import Document
from index.backend import SearchBackend
from index.encoder import Encoder
from index.segment import default_segmenter
from index.units import collect
from tests.arrays import build_arrays

TEXTS = {
    "a": "甲办法\n第一条 对质押融资给予补贴。补贴企业30家。\n第二条 专利导航服务企业。\n",
    "b": "乙办法\n第一条 专利导航服务企业。\n",
    "c": "丙办法\n第一条 没收违法所得。\n",
}
# sentences: a 0 1 | 2, b 3, c 4; clauses: a 0 1, b 2, c 3
NOT_A = np.array([False, True, True])
TERMS = (("专利", 1.0), ("导航", 1.0))


@pytest.fixture
def backend(encoder: Encoder) -> SearchBackend:
    units = collect((parse(Document(name, text[:3]), text) for name, text in TEXTS.items()), lambda _: [])
    return build_arrays(units, encoder, default_segmenter()).backend


def test_the_nearest_units_are_of_allowed_documents(backend: SearchBackend, encoder: Encoder) -> None:
    (query,) = encoder.encode_query(["专利导航服务企业。"])
    numbers, cosines = backend.nearest("sentence", query, 10, None)
    assert numbers[:2].tolist() == [2, 3]  # equally near: in the order of the text
    assert cosines[:2] == pytest.approx([1, 1], abs=1e-6)
    assert backend.cosines("sentence", query, np.sort(numbers)) == pytest.approx(cosines[np.argsort(numbers)], abs=1e-6)
    assert sorted(backend.nearest("sentence", query, 10, NOT_A)[0].tolist()) == [3, 4]
    assert sorted(backend.nearest("clause", query, 10, NOT_A)[0].tolist()) == [2, 3]
    assert backend.highest("sentence", query[None]) == pytest.approx([1.0], abs=1e-6)
    assert backend.highest("clause", query[None])[0] < 0.99  # a clause stands below its title


def test_matching_units_come_by_share_then_by_number(backend: SearchBackend) -> None:
    numbers, shares = backend.matching("sentence", TERMS, 10, None)
    assert numbers.tolist() == [2, 3]
    assert shares[0] == shares[1] > 0
    assert backend.matching("sentence", TERMS, 1, None)[0].tolist() == [2]
    assert backend.matching("sentence", TERMS, 10, NOT_A)[0].tolist() == [3]
    assert backend.matching("clause", TERMS, 10, NOT_A)[0].tolist() == [2]
    assert backend.shares("sentence", TERMS, np.array([1, 3])).tolist() == [0.0, shares[1]]


def test_sentences_that_hold_all_terms(backend: SearchBackend) -> None:
    assert backend.holding(("专利", "导航"), None).tolist() == [2, 3]
    assert backend.holding(("专利", "导航"), NOT_A).tolist() == [3]
    assert backend.holding(("专利", "补贴"), None).tolist() == []
    assert backend.holding((), NOT_A).tolist() == [3, 4]


def test_terms_weigh_by_how_few_units_hold_them(backend: SearchBackend) -> None:
    assert {"专利", "补贴"} <= set(backend.vocabulary("sentence"))
    assert "甲办" not in backend.vocabulary("sentence") and "甲办" in backend.vocabulary("clause")
    one, two = np.log1p((5 - 1 + 0.5) / 1.5), np.log1p((5 - 2 + 0.5) / 2.5)
    assert backend.idf("sentence", {"没收", "专利", "麒麟"}) == pytest.approx(one + two)


def test_of_some_of_the_units_the_rest_is_gone(backend: SearchBackend, encoder: Encoder) -> None:
    kept = {"sentence": np.arange(5) > 2, "clause": np.arange(4) > 1}
    documents = {kind: np.array([0, 1], np.int32) for kind in kept}
    left = backend.only(kept, documents)  # type: ignore[arg-type]
    (query,) = encoder.encode_query(["专利导航服务企业。"])
    assert left.nearest("sentence", query, 10, None)[0].tolist()[0] == 0
    assert left.matching("sentence", TERMS, 10, None)[0].tolist() == [0]
    assert left.matching("sentence", TERMS, 10, np.array([False, True]))[0].tolist() == []
    assert "补贴" not in left.vocabulary("sentence")
