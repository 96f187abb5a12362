"""The query of a question: weighted terms and a unit vector; and what is sent to the encoder, which may stand elsewhere."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.question.understand import Reader
from assistant.retrieval.queries import QueryMaker
from index.segment import Segmenter, default_segmenter


class ListeningEncoder:
    """Gives every text that it hears a direction of its own, in turn."""

    name = fingerprint = "listening"

    def __init__(self, length: float = 1.0) -> None:
        self.heard: list[str] = []
        self.length = length

    def encode_query(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.heard += texts
        return self.length * np.eye(len(texts), 4, dtype=np.float32)

    encode_document = encode_query


class BlankSegmenter(Segmenter):
    """Cuts at blanks."""

    def features(self, text: str) -> list[str]:
        return text.split()


PLAIN = Reader().read("质押 融资")


def test_of_a_plain_question_its_words_count_fully_and_nothing_else_is_searched() -> None:
    encoder = ListeningEncoder()
    query = QueryMaker(encoder, BlankSegmenter()).make(replace(PLAIN, added=()))
    assert (query.terms, query.added) == ((("质押", 1.0), ("融资", 1.0)), ())
    assert encoder.heard == ["质押 融资"]
    assert query.vector.tolist() == [1, 0, 0, 0]


def test_what_was_mended_what_went_before_and_what_is_added_count_less() -> None:
    encoder = ListeningEncoder(length=3.0)
    understood = replace(
        PLAIN,
        asked="质鸭 融资 上限",
        context="商标 质押 上限",
        text="商标 质押 上限 质押 融资",
        added=("贷款 融资", "商标", "贷款"),
    )
    query = QueryMaker(encoder, BlankSegmenter()).make(understood)
    assert query.terms == (("质押", 1.0), ("融资", 1.0), ("质鸭", 0.3), ("上限", 0.3), ("商标", 0.5))
    assert query.added == (("贷款", 1.0),)  # once, and none that is searched anyway
    assert encoder.heard == ["质押 融资", "贷款 融资 商标 贷款", "商标 质押 上限"]
    assert query.vector == pytest.approx(np.array([1.0, 0.4, 0.6, 0]) / (1 + 0.4**2 + 0.6**2) ** 0.5)
    assert query.vector.dtype == np.float32


def test_of_several_readings_each_text_is_encoded_once_and_in_one_call() -> None:
    whole = replace(PLAIN, added=("贷款",))
    part = replace(PLAIN, own="上限", context=PLAIN.text, text=f"{PLAIN.text} 上限", added=())
    again = replace(part, own=PLAIN.text)  # one text on both sides counts as both
    encoder = ListeningEncoder()
    queries = QueryMaker(encoder, BlankSegmenter()).make_each([whole, part, again])
    assert encoder.heard == ["质押 融资", "贷款", "上限"]
    expected = ([1.0, 0.4, 0, 0], [0.6, 0, 1.0, 0], [1.6, 0, 0, 0])
    for query, direction in zip(queries, expected, strict=True):
        assert query.vector == pytest.approx(np.array(direction) / np.linalg.norm(direction))
    assert queries[1].terms == (("上限", 1.0), ("质押", 0.5), ("融资", 0.5))


def test_what_was_written_is_searched_beside_only_where_it_was_mended() -> None:
    maker = QueryMaker(ListeningEncoder(), BlankSegmenter())
    follow_up = replace(PLAIN, own="商标 质押", text="商标 质押", context="专利 质押")  # put into the question before
    assert maker.make(replace(follow_up, added=())).terms == (("商标", 1.0), ("质押", 1.0))


def test_a_vector_without_length_stays_without() -> None:
    query = QueryMaker(ListeningEncoder(length=0.0), BlankSegmenter()).make(PLAIN)
    assert query.vector.tolist() == [0, 0, 0, 0]


def test_words_that_only_ask_are_searched_where_there_are_no_others() -> None:
    maker = QueryMaker(ListeningEncoder(), BlankSegmenter())
    assert maker.make(replace(PLAIN, own="质押 多少", text="质押 多少", added=())).terms == (("质押", 1.0),)
    assert maker.make(replace(PLAIN, own="多少", text="多少", added=())).terms == (("多少", 1.0),)


def test_personal_data_is_masked_before_the_encoder_hears_of_it() -> None:
    encoder = ListeningEncoder()
    QueryMaker(encoder, default_segmenter()).make(Reader().read("手机13812345678，专利质押2025年目标7600万元"))
    heard = " ".join(encoder.heard)
    assert "13812345678" not in heard
    assert "2025年目标7600万元" in heard
