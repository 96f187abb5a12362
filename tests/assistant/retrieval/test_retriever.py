"""Ranking: whose words are read, who is left out, depth before breadth, weights by size of the corpus."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest

from assistant.question.lexicon import Lexicon
from assistant.question.understand import Reader
from assistant.retrieval import retriever as module
from assistant.retrieval.fusion import load_fusion
from assistant.retrieval.retriever import LARGE_WEIGHTS, Retriever
from assistant.retrieval.scope import Scope
from assistant.retrieval.signals import NAMES, Candidates
from corpus.questions import BankQuestion
from corpus.records import Document

LENGTH, YEAR, DENSE = NAMES.index("length"), NAMES.index("year"), NAMES.index("dense_sentence")
# sentences of the small index: home 0 1 | 2 | 3, away 4 | 5, nation 6 | 7 | 8; a bar ends a clause
ALL = Scope(np.ones(3, np.float32))


def again(made: Retriever, units: object = None) -> Retriever:
    """Return a retriever over the same index, made with the constants as they are now."""
    units = units or made.units
    return Retriever(units, made.source.arrays, made.maker, made.scoper, load_fusion(), made.headings)  # type: ignore[arg-type]


def candidates(*sentences: int) -> Candidates:
    """Return candidates whose scores fall in this order: a higher cosine is a higher score."""
    signals = np.zeros((len(sentences), len(NAMES)), np.float32)
    signals[:, DENSE] = np.linspace(1, 0, len(sentences), dtype=np.float32)
    return Candidates(np.array(sentences, np.int64), signals)


def ranked(made: Retriever, order: Sequence[int], depth: int) -> list[int]:
    return [hit.sentence for hit in made.rank(candidates(*order), depth)]


@pytest.mark.parametrize("read", [1, 3, 80])
def test_the_words_of_the_best_candidates_are_read(retriever: Retriever, monkeypatch: pytest.MonkeyPatch, read: int) -> None:
    understood = replace(Reader().read("2025年补贴企业多少家"), years=frozenset({1999}))
    query = retriever.maker.make(understood)
    rough = retriever.source.candidates(query.vector, query.terms, query.added, ALL.weights)
    best = np.argsort(-retriever.scores(rough), kind="stable")[:read]
    monkeypatch.setattr(module, "READ", read)
    found = retriever.candidates(understood, query, ALL)
    assert set(np.flatnonzero(found.signals[:, LENGTH])) == set(best)
    with_year = [row for row in best if found.sentences[row] in (0, 1, 2)]  # their own year, or that of their clause
    assert set(np.flatnonzero(found.signals[:, YEAR])) == set(with_year)


def test_the_bounds_are_those_that_were_measured() -> None:
    assert (module.READ, module.BULK, module.LARGE, module.LOWEST) == (40, 2_000, 20_000, -9.0)


def test_the_length_is_the_logarithm_of_the_characters_over_forty(make_retriever: Callable[..., Retriever]) -> None:
    made = make_retriever([(Document("home", "某法"), "某法\n第一条 甲。\n第二条 发明专利权的期限为二十年。\n")])
    query = made.maker.make(Reader().read("甲 期限"))
    found = made.candidates(Reader().read("甲 期限"), query, Scope(np.ones(1, np.float32)))
    assert found.signals[:, LENGTH] == pytest.approx(np.log([4 / 40, 13 / 40]))  # two characters count as four


def test_what_has_nothing_in_common_is_left_out(retriever: Retriever, monkeypatch: pytest.MonkeyPatch) -> None:
    lowest, middle, best = sorted(retriever.scores(candidates(0, 2, 3)).tolist())
    monkeypatch.setattr(module, "LOWEST", middle)
    assert ranked(retriever, [0, 2, 3], 5) == [0]
    monkeypatch.setattr(module, "LOWEST", lowest)
    assert ranked(retriever, [0, 2, 3], 5) == [0, 2]
    monkeypatch.setattr(module, "LOWEST", best)
    assert ranked(retriever, [0, 2, 3], 5) == []
    assert ranked(retriever, [0, 2, 3], module.BREADTH_FROM + 1) == []


def test_what_scores_the_same_comes_in_the_order_of_the_texts(retriever: Retriever) -> None:
    alike = Candidates(np.array([5, 2, 7], np.int64), np.zeros((3, len(NAMES)), np.float32))
    assert [hit.sentence for hit in retriever.rank(alike, 2)] == [2, 5]


@pytest.mark.parametrize(
    ("order", "depth", "found"),
    [
        ([0, 1, 2, 3], 3, [0, 2, 3]),  # 1 is of the clause of 0
        ([0, 1, 2, 3], 4, [0, 2, 3, 1]),
        ([0, 1, 2, 3], 1, [0]),
        ([1, 0, 2], 2, [1, 2]),
        ([0, 1], 2, [0, 1]),
        ([0, 1, 2, 3, 4], 2, [0, 2]),
        ([0], 2, [0]),
    ],
)
def test_from_a_rank_on_other_clauses_come_first(
    retriever: Retriever, monkeypatch: pytest.MonkeyPatch, order: list[int], depth: int, found: list[int]
) -> None:
    monkeypatch.setattr(module, "BREADTH_FROM", 1)
    assert ranked(again(retriever), order, depth) == found


def test_the_first_ten_are_the_best_ten_whatever_their_clause(make_retriever: Callable[..., Retriever]) -> None:
    text = f"某法\n第一条 {'应当申请。' * 12}\n第二条 可以申请。\n"
    made = make_retriever([(Document("home", "某法"), text)])
    assert ranked(made, range(13), 11) == [*range(10), 12]
    assert ranked(made, range(13), 10) == list(range(10))


def test_before_that_rank_the_score_alone_counts(retriever: Retriever, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BREADTH_FROM", 2)
    made = again(retriever)
    assert ranked(made, [0, 1, 2], 3) == [0, 1, 2]
    assert ranked(made, [0, 2, 1, 3], 4) == [0, 2, 3, 1]


def test_a_bulk_of_documents_is_shown_one_by_one_from_the_first_hit(
    retriever: Retriever, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BULK", 2)
    assert ranked(again(retriever), [0, 2, 4, 6, 3], 4) == [0, 4, 6, 2]
    monkeypatch.setattr(module, "BULK", 3)
    assert ranked(again(retriever), [0, 2, 4, 6, 3], 4) == [0, 2, 4, 6]


def test_a_large_corpus_has_weights_of_its_own(retriever: Retriever, monkeypatch: pytest.MonkeyPatch) -> None:
    assert int(retriever.source.sentence_passage[-1]) == 7
    monkeypatch.setattr(module, "LARGE", 7)
    assert again(retriever).fusion is load_fusion(LARGE_WEIGHTS)
    monkeypatch.setattr(module, "LARGE", 8)
    assert again(retriever).fusion is load_fusion()


def test_scores_are_calibrated_over_what_is_shown(retriever: Retriever) -> None:
    found = candidates(0, 2, 3)
    hits = retriever.rank(found, 2)
    assert [hit.score for hit in hits] == pytest.approx(retriever.fusion.probabilities(retriever.scores(found)[:2]).tolist())
    assert [hit.signals["dense_sentence"] for hit in hits] == [1.0, 0.5]


def test_all_sentences_of_a_document_with_a_bank_have_the_weights_for_it(retriever: Retriever) -> None:
    assert not retriever.sentence_banked.any()
    question = BankQuestion("away", 0, 1, "企业", "口语", "导航谁来组织")
    units = replace(retriever.units, questions=(question,), question_sentence=np.array([5], np.int32))
    assert np.flatnonzero(again(retriever, units).sentence_banked).tolist() == [4, 5]


def test_a_sentence_that_was_looked_up_is_sure_and_says_so(retriever: Retriever) -> None:
    hit = retriever.looked_up(5)
    assert (hit.looked_up, hit.score, hit.signals, hit.text) == (True, 1.0, {}, "专利导航由协会组织。")
    assert not retriever.hit(5, 1.0).looked_up


def test_clauses_and_sentences_by_number(retriever: Retriever) -> None:
    assert [list(retriever.sentences_of(clause)) for clause in (0, 1, 7)] == [[0, 1], [2], [8]]
    assert [number for number, _ in retriever.clauses_of(1)] == [3, 4]
    assert [clause.path for _, clause in retriever.clauses_of(2)] == ["第一条", "第二条", "第三条"]
    assert retriever.clause_of(1) is retriever.units.clauses[0]


def test_occurrences_are_found_in_scope_whatever_the_width(retriever: Retriever) -> None:
    assert retriever.occurrences("５０", ALL) == [2, 4]
    assert retriever.occurrences("50", replace(ALL, weights=np.array([0, 0.1, 1], np.float32))) == [4]
    assert retriever.occurrences("补贴。2020", ALL) == []  # of the clause, but of no sentence


def test_outlines_are_made_once_of_headings_and_paragraphs(make_retriever: Callable[..., Retriever]) -> None:
    text = "规划\n一、总体要求\n（一）指导思想\n坚持创新。\n坚持改革。\n二、附则\n自印发之日起施行。\n"
    made = make_retriever([(Document("home", "规划", kind="规划"), text)])
    outline = made.outline(0)
    assert made.outline(0) is outline
    assert [(node.path, node.title, node.clauses) for node in outline.children] == [
        ("一", "一、总体要求", []),
        ("二", "二、附则", [2]),
    ]
    assert [(node.path, node.title, node.clauses) for node in outline.children[0].children] == [
        ("一.(一)", "（一）指导思想", [0, 1])
    ]


def test_a_clause_is_known_by_its_id_in_the_document_of_a_sentence(retriever: Retriever) -> None:
    for sentence, document in ((0, "home"), (5, "away"), (7, "nation")):
        for path in ("第一条", "第二条"):
            clause = retriever.clause_named(sentence, f"{document}#{path}")
            assert (clause.doc, clause.path) == (document, path)


def test_ten_hits_are_found_where_no_number_is_wanted(make_retriever: Callable[..., Retriever]) -> None:
    made = make_retriever([(Document("home", "某法"), f"某法\n第一条 {'应当申请。' * 12}\n")])
    scope = Scope(np.ones(1, np.float32))
    assert [len(made.retrieve(Reader().read("应当申请"), scope, *depth)[0]) for depth in ((), (1,), (12,))] == [10, 1, 12]


def test_the_everyday_wordings_are_those_of_the_office(retriever: Retriever) -> None:
    made, own = retriever, Lexicon({"火锅": ("质押",)})
    without, given = (
        Retriever(made.units, made.source.arrays, made.maker, made.scoper, load_fusion(), made.headings, lexicon)
        for lexicon in (None, own)
    )
    assert ("火锅" in given.vocabulary.asked, "火锅" in without.vocabulary.asked) == (True, False)
