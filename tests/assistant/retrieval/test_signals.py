"""The signals of candidates, column by column, over nine sentences; and the bank questions of a sentence."""

import copy
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.retrieval import signals as module
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.signals import NAMES, Candidates, SignalSource
from corpus.questions import BankQuestion
from corpus.records import Document, ParsedDocument

HOME = "襄阳市质押办法\n第一条 对质押融资给予补贴。2020年补贴企业30家。\n第二条 专利导航服务企业。\n"
LAW = "专利法第一条\n发明专利权的期限为二十年。\n"
SAME_LAW = "专利法第二条\n假冒专利的，没收违法所得。\n"
DOCUMENTS = (
    (Document("home", "襄阳市质押办法", region="襄阳", province="湖北"), HOME),
    (Document("law_1", "专利法第一条", region="全国"), LAW),
    (Document("law_2", "专利法第二条", region="全国"), SAME_LAW),
)
# sentences: home 0 1 | 2, law_1 3, law_2 4
QUESTIONS = {"对质押": ["有没有补贴", "质押给钱吗"], "专利导航": ["谁来导航"], "假冒": ["假冒怎么罚"]}
EVERYWHERE = np.ones(3, np.float32)
TERMS = (("专利", 1.0),)


def bank(parsed: ParsedDocument) -> list[BankQuestion]:
    found = []
    for begin, questions in QUESTIONS.items():
        at = parsed.text.find(begin)
        found += [BankQuestion(parsed.document.id, at, at + 1, "企业", "口语", text) for text in questions if at >= 0]
    return found


@pytest.fixture(scope="module")
def made(make_retriever: Callable[..., Retriever]) -> Retriever:
    return make_retriever(DOCUMENTS, bank)


@pytest.fixture(scope="module")
def source(made: Retriever) -> SignalSource:
    return made.source


@pytest.fixture(scope="module")
def vector(made: Retriever) -> NDArray[np.float32]:
    return made.maker.encoder.encode_query(["有没有补贴"])[0]


def column(found: Candidates, name: str) -> dict[int, float]:
    return dict(zip(found.sentences.tolist(), found.signals[:, NAMES.index(name)].tolist(), strict=True))


def cosines(made: Retriever, vector: NDArray[np.float32], texts: list[str]) -> NDArray[np.float32]:
    return made.maker.encoder.encode_document(texts) @ vector


def test_every_sentence_of_a_small_corpus_is_a_candidate(source: SignalSource, vector: NDArray[np.float32]) -> None:
    assert source.candidates(vector, TERMS, (), EVERYWHERE).sentences.tolist() == [0, 1, 2, 3, 4]


def test_cosines_are_on_the_scale_that_the_weights_were_fitted_on(
    made: Retriever, source: SignalSource, vector: NDArray[np.float32]
) -> None:
    found = source.candidates(vector, TERMS, (), EVERYWHERE)
    sentences = [made.units.sentence_text(n) for n in range(5)]
    passages = [
        "襄阳市质押办法 对质押融资给予补贴\n第一条 对质押融资给予补贴。2020年补贴企业30家。\n",
        "襄阳市质押办法 \n第二条 专利导航服务企业。\n",
        "专利法第一条 \n发明专利权的期限为二十年。\n", "专利法第二条 \n假冒专利的，没收违法所得。\n",
    ]  # fmt: skip
    of_sentences = source.scales.sentence.of(cosines(made, vector, sentences))
    of_passages = source.scales.clause.of(cosines(made, vector, passages))
    assert list(column(found, "dense_sentence").values()) == pytest.approx(of_sentences.tolist(), abs=1e-5)
    assert list(column(found, "dense_clause").values()) == pytest.approx(of_passages[[0, 0, 1, 2, 3]].tolist(), abs=1e-5)
    best = max(of_passages[2:])
    own = list(column(found, "law_dense").values())
    assert own[3] == own[4] == pytest.approx(best, abs=1e-5)  # two articles of one law
    assert own[0] == own[2] == pytest.approx(max(of_passages[:2]), abs=1e-5)


def test_words_of_sentences_clauses_and_the_lexicon(source: SignalSource, vector: NDArray[np.float32]) -> None:
    arrays, added = source.arrays, (("补贴", 1.0),)
    found = source.candidates(vector, TERMS, added, EVERYWHERE)
    sentence, clause = arrays.backend.sparse["sentence"].scores(TERMS), arrays.backend.sparse["clause"].scores(TERMS)
    assert list(column(found, "bm25_sentence").values()) == pytest.approx(sentence.tolist())
    assert list(column(found, "bm25_clause").values()) == pytest.approx(clause[[0, 0, 1, 2, 3]].tolist())
    of_law = [max(clause[:2]), max(clause[2:])]  # two clauses of the first text, two articles of one law
    behind = [value - max(of_law) for value in (of_law[0], of_law[0], of_law[0], of_law[1], of_law[1])]
    assert list(column(found, "law_bm25").values()) == pytest.approx(behind)
    assert min(behind) < max(behind) == 0
    own, held = arrays.backend.sparse["sentence"].scores(added), arrays.backend.sparse["clause"].scores(added)
    halves = 0.5 * own + 0.5 * held[[0, 0, 1, 2, 3]]
    assert list(column(found, "bm25_synonyms").values()) == pytest.approx(halves.tolist())
    assert halves[0] > 0 and column(source.candidates(vector, TERMS, (), EVERYWHERE), "bm25_synonyms")[0] == 0


def test_the_nearest_bank_question_of_each_sentence(source: SignalSource, vector: NDArray[np.float32], made: Retriever) -> None:
    terms = tuple((term, 1.0) for term in made.maker.segmenter.features("有没有补贴"))
    found = source.candidates(vector, terms, (), EVERYWHERE)
    dense = np.maximum(source.scales.question.of(source.arrays.questions_dense.cosines(vector, np.arange(4))), 0)
    share = source.arrays.questions_sparse.scores(terms)
    # questions 0 and 1 ask for sentence 0, 2 for 2, 3 for 4
    assert column(found, "bank_dense") == pytest.approx({0: max(dense[:2]), 1: 0, 2: dense[2], 3: 0, 4: dense[3]})
    assert column(found, "bank_bm25") == pytest.approx({0: max(share[:2]), 1: 0, 2: share[2], 3: 0, 4: share[3]})
    assert column(found, "bank_top") == {0: 1, 1: 0, 2: 0, 3: 0, 4: 0}


def test_bank_questions_can_be_left_out(source: SignalSource, vector: NDArray[np.float32]) -> None:
    found = source.candidates(vector, TERMS, (), EVERYWHERE, without=np.array([0, 1]))
    assert column(found, "bank_dense")[0] == column(found, "bank_bm25")[0] == column(found, "bank_top")[0] == 0
    every = source.candidates(vector, TERMS, (), EVERYWHERE, without=np.arange(4))
    assert set(column(every, "bank_top").values()) == {0}


def test_where_few_passages_are_allowed_all_are_candidates_without_a_search(
    source: SignalSource, vector: NDArray[np.float32], monkeypatch: pytest.MonkeyPatch
) -> None:
    all_of_two = source.candidates(vector, (), (), np.array([0, 1, 1], np.float32))
    monkeypatch.setattr(module, "DEPTH", 1)
    monkeypatch.setattr(source, "_depth", 1)
    one_each = source.candidates(vector, (), (), np.array([0, 1, 1], np.float32))
    assert set(one_each.sentences) < set(all_of_two.sentences) == {3, 4}


def test_what_is_far_from_every_bank_question_is_no_less_than_0_near(source: SignalSource, vector: NDArray[np.float32]) -> None:
    near, far = (column(source.candidates(asked, TERMS, (), EVERYWHERE), "bank_dense") for asked in (vector, -vector))
    assert not any(far[sentence] for sentence, value in near.items() if value > 0.2)
    assert min(far.values()) == 0


def test_without_a_bank_there_is_no_agreement(retriever: Retriever) -> None:
    vector = retriever.maker.encoder.encode_query(["质押"])[0]
    found = retriever.source.candidates(vector, TERMS, (), EVERYWHERE)
    assert not found.signals[:, [NAMES.index(name) for name in ("bank_dense", "bank_bm25", "bank_top")]].any()


def test_a_document_without_weight_is_in_no_search_and_a_lighter_one_is_foreign(
    source: SignalSource, vector: NDArray[np.float32]
) -> None:
    weights = np.array([0, 0.25, 1], np.float32)
    found = source.candidates(vector, TERMS, (("补贴", 1.0),), weights)
    assert column(found, "foreign") == {3: 0.75, 4: 0}
    best_of_both = column(source.candidates(vector, TERMS, (), EVERYWHERE), "law_dense")
    assert column(found, "law_dense") == pytest.approx({3: best_of_both[3], 4: best_of_both[4]})
    assert source.candidates(vector, TERMS, (), np.zeros(3, np.float32)).sentences.tolist() == []


def test_the_bank_questions_of_a_sentence(source: SignalSource, retriever: Retriever) -> None:
    assert [source.questions_of(n).tolist() for n in range(5)] == [[0, 1], [], [2], [], [3]]
    assert retriever.source.questions_of(0).tolist() == []


def test_the_nearest_bank_question_is_that_of_vector_and_words_together(source: SignalSource, made: Retriever) -> None:
    vector = made.maker.encoder.encode_query(["有没有补贴谁来导航"])[0]
    dense = np.maximum(source.scales.question.of(source.arrays.questions_dense.cosines(vector, np.arange(4))), 0)
    assert dense[0] > dense[2] + 0.01 > 0.02  # the vector alone is nearer to the first question
    plain = source.candidates(vector, (("没有的词", 1.0),), (), EVERYWHERE)
    assert column(plain, "bank_top") == {0: 1, 1: 0, 2: 0, 3: 0, 4: 0}
    worded = source.candidates(vector, (("导航", 1.0),), (), EVERYWHERE)
    assert column(worded, "bank_top") == {0: 0, 1: 0, 2: 1, 3: 0, 4: 0}


def test_a_signature_states_nothing(make_retriever: Callable[..., Retriever]) -> None:
    text = "襄阳市质押办法\n第一条 对质押融资给予补贴。\n襄阳市知识产权局\n2024年5月20日\n"
    signed = make_retriever([(Document("home", "襄阳市质押办法"), text)], lambda _: [])
    vector = signed.maker.encoder.encode_query(["襄阳市知识产权局"])[0]
    found = signed.source.candidates(vector, (("襄阳", 1.0),), (), np.ones(1, np.float32))
    paths = [clause.path for clause in signed.units.clauses]
    assert paths == ["第一条", "落款"]
    assert found.sentences.tolist() == [0]


class Searches:
    """Stands for the searches of an index: each finds the units that are given for it, with scores that are no such units."""

    def __init__(self, found: dict[tuple[str, str, object], Sequence[int]]) -> None:
        self.found = found
        self.depths: dict[tuple[str, str, object], int] = {}

    def _find(self, search: tuple[str, str, object], depth: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        self.depths[search] = depth
        numbers = np.array(self.found.get(search, ()), np.int64)
        return numbers, (numbers + 1) % 4

    def matching(self, kind: str, terms: object, depth: int, allowed: object) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        return self._find((kind, "matching", terms), depth)

    def nearest(self, kind: str, vector: object, depth: int, allowed: object) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        return self._find((kind, "nearest", None), depth)

    def cosines(self, kind: str, vector: object, units: NDArray[np.int64]) -> NDArray[np.float32]:
        return np.zeros(len(units), np.float32)

    def shares(self, kind: str, terms: object, units: NDArray[np.int64]) -> NDArray[np.float32]:
        return np.zeros(len(units), np.float32)


ADDED = (("补贴", 1.0),)
BY_WORDS, BY_MEANING, BY_ADDED = ("clause", "matching", TERMS), ("clause", "nearest", None), ("clause", "matching", ADDED)
NOTHING = np.zeros(64, np.float32)
OF_SENTENCES, NEAR_SENTENCES = ("sentence", "matching", TERMS), ("sentence", "nearest", None)


def searched(
    source: SignalSource,
    found: dict[Any, Sequence[int]],
    vector: NDArray[np.float32] = NOTHING,
    weights: Sequence[float] = (1, 1, 1),
    **given: Any,
) -> tuple[list[int], Searches]:
    """Return the candidates where the searches find these passages or sentences, and the searches."""
    scripted = copy.copy(source)
    searches = Searches(found)
    scripted.backend = searches  # type: ignore[assignment]
    return scripted.candidates(vector, TERMS, ADDED, np.array(weights, np.float32), **given).sentences.tolist(), searches


# sentences of the small index by passage: 0 1 | 2 | 3, away 4 | 5, nation 6 | 7 | 8
@pytest.mark.parametrize(
    ("found", "sentences"),
    [
        ({}, []),
        ({BY_WORDS: [0]}, [0, 1]),
        ({BY_MEANING: [5]}, [6]),
        ({OF_SENTENCES: [1]}, [0, 1]),  # the whole passage of a sentence
        ({NEAR_SENTENCES: [7]}, [7]),
        ({BY_ADDED: [3]}, [4]),
        ({BY_WORDS: [2, 0], BY_MEANING: [2], NEAR_SENTENCES: [2, 3], BY_ADDED: [1]}, [0, 1, 2, 3]),  # each once, in order
    ],
)
def test_a_passage_that_any_search_finds_is_a_candidate(
    retriever: Retriever, monkeypatch: pytest.MonkeyPatch, found: dict[Any, Sequence[int]], sentences: list[int]
) -> None:
    monkeypatch.setattr(module, "DEPTH", 6)
    monkeypatch.setattr(retriever.source, "_depth", 6)
    candidates, searches = searched(retriever.source, found)
    assert candidates == sentences
    assert searches.depths == {BY_WORDS: 6, BY_MEANING: 6, OF_SENTENCES: 6, NEAR_SENTENCES: 6, BY_ADDED: 1}  # a quarter of it


@pytest.mark.parametrize(
    ("depth", "weights", "all_of_them"),
    [
        (7, (1, 1, 1), False),
        (8, (1, 1, 1), True),  # as many passages as a search finds
        (9, (1, 1, 1), True),
        (5, (1, 0, 1), False),
        (6, (1, 0, 1), True),
        (7, (1, 0, 1), True),
    ],
)
def test_no_search_is_made_where_it_would_find_all_that_is_allowed(
    retriever: Retriever, monkeypatch: pytest.MonkeyPatch, depth: int, weights: Sequence[float], all_of_them: bool
) -> None:
    assert module.DEPTH == 200
    monkeypatch.setattr(module, "DEPTH", depth)
    monkeypatch.setattr(retriever.source, "_depth", depth)
    candidates, searches = searched(retriever.source, {BY_WORDS: [2, 3]}, weights=weights)
    away = [4, 5] if weights[1] else []
    assert candidates == ([0, 1, 2, 3, *away, 6, 7, 8] if all_of_them else [3, *away[:1]])  # what is not allowed is left out
    assert bool(searches.depths) is not all_of_them


@pytest.mark.parametrize(("question", "sentences"), [(3, [4]), (0, [0, 1])])
@pytest.mark.parametrize("looked_at", [1, 4])
def test_the_passage_of_the_nearest_bank_question_is_a_candidate(
    source: SignalSource, monkeypatch: pytest.MonkeyPatch, question: int, sentences: list[int], looked_at: int
) -> None:
    monkeypatch.setattr(module, "DEPTH", 1)
    monkeypatch.setattr(source, "_depth", 1)
    monkeypatch.setattr(module, "SAME", looked_at)
    asked = source.arrays.questions_dense.vectors(question, question + 1)[0]
    assert searched(source, {}, asked)[0] == sentences
    left_out = source.questions_of(int(source.units.question_sentence[question]))
    assert searched(source, {}, asked, without=left_out)[0] != sentences


def test_a_document_is_allowed_where_it_has_a_weight() -> None:
    allowed = module.allowed_of(np.array([0, 0.1, 1], np.float32))
    assert allowed is not None and allowed.tolist() == [False, True, True]
    assert module.allowed_of(np.array([0.1, 1], np.float32)) is None


@pytest.mark.parametrize(("passages", "depth"), [(9, 64), (2_560, 64), (4_000, 100), (8_000, 200), (55_602, 200)])
def test_of_fewer_passages_a_search_brings_in_fewer(passages: int, depth: int) -> None:
    assert module.depth_of(passages) == depth
