"""Signals and ranking over a corpus small enough to know every sentence."""

from typing import Any

import numpy as np
import pytest

from assistant.question.titles import Pointer
from assistant.question.typos import TypoMender
from assistant.question.understand import Reader
from assistant.question.years import asked_years
from assistant.records import Hit
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.scope import Scope
from assistant.retrieval.signals import NAMES, Candidates


def reader(retriever: Retriever) -> Reader:
    mender = TypoMender(retriever.maker.segmenter, ["质押融资", "补贴"], [])
    return Reader(mender.mend, Pointer(retriever.units.documents, "襄阳", "home").read)


def scoped(retriever: Retriever, question: str, **filters: Any) -> Scope:
    return retriever.scoper.scope(reader(retriever).read(question).pointing, **filters)


def search(retriever: Retriever, question: str, depth: int = 10, **filters: str) -> list[Hit]:
    return retriever.retrieve(reader(retriever).read(question), scoped(retriever, question, **filters), depth)[0]


def signals(retriever: Retriever, question: str) -> dict[str, dict[str, float]]:
    return {hit.text: hit.signals for hit in search(retriever, question)}


def test_the_sentence_with_the_words_is_first(retriever: Retriever) -> None:
    assert search(retriever, "假冒专利怎么处理")[0].text == "假冒专利的，没收违法所得。"
    assert search(retriever, "发明专利权的期限")[0].text == "发明专利权的期限为二十年。"


def test_a_hit_is_verbatim_and_knows_its_place(retriever: Retriever, texts: dict[str, str]) -> None:
    for hit in search(retriever, "质押融资补贴"):
        assert texts[hit.doc][hit.start : hit.end] == hit.text
        assert hit.clause.startswith(f"{hit.doc}#")
        assert 0 <= hit.score <= 1
        assert set(hit.signals) == set(NAMES)


def test_scores_fall(retriever: Retriever) -> None:
    scores = [hit.score for hit in search(retriever, "质押融资补贴企业")]
    assert scores == sorted(scores, reverse=True)


def test_equal_sentences_come_in_the_order_of_the_text(retriever: Retriever) -> None:
    alike = Candidates(np.array([5, 2, 7], np.int64), np.zeros((3, len(NAMES)), np.float32), 0.0)
    assert [hit.sentence for hit in retriever.rank(alike, 3)] == [2, 5, 7]


def test_a_sentence_that_stands_twice_is_found_twice(retriever: Retriever) -> None:
    hits = search(retriever, "假冒专利没收违法所得")[:2]
    assert {(hit.text, hit.path) for hit in hits} == {
        ("假冒专利的，没收违法所得。", "第二条"),
        ("假冒专利的，没收违法所得。", "第三条"),
    }


def test_the_same_question_has_the_same_hits(retriever: Retriever) -> None:
    assert search(retriever, "专利导航") == search(retriever, "专利导航")


def test_a_place_is_kept_out_of_every_search(retriever: Retriever) -> None:
    assert {hit.doc for hit in search(retriever, "襄阳质押融资补贴多少", depth=50)} <= {"home", "nation"}
    assert {hit.doc for hit in search(retriever, "广州质押融资补贴多少", depth=50)} <= {"away", "nation"}


def test_filters_are_inside_the_search(retriever: Retriever) -> None:
    assert {hit.doc for hit in search(retriever, "质押融资补贴", doc="away")} == {"away"}
    assert search(retriever, "质押融资补贴", doc="none") == []


def test_home_comes_before_another_place_where_none_is_named(retriever: Retriever) -> None:
    hits = search(retriever, "专利导航")
    assert [hit.doc for hit in hits if "专利导航" in hit.text] == ["home", "away"]


def test_no_more_hits_than_wanted(retriever: Retriever) -> None:
    assert len(search(retriever, "质押融资补贴", depth=2)) == 2


def test_the_signal_of_a_figure_says_whether_one_is_stated(retriever: Retriever) -> None:
    found = signals(retriever, "补贴企业多少家")
    assert found["2020年补贴企业30家。"]["facet"] > 0
    assert found["对质押融资给予补贴。"]["facet"] == 0


def test_the_signal_of_a_year_tells_the_right_one_from_another(retriever: Retriever) -> None:
    found = signals(retriever, "2025年补贴企业多少家")
    assert found["到2025年，补贴企业达到50家。"]["year"] == 1
    assert found["2020年补贴企业30家。"]["year"] == -1
    assert found["专利导航服务企业。"]["year"] == 0


def test_the_year_chooses_between_what_was_and_what_is_aimed_at(retriever: Retriever) -> None:
    assert search(retriever, "2025年补贴企业达到多少家")[0].text == "到2025年，补贴企业达到50家。"
    assert search(retriever, "2020年补贴企业多少家")[0].text == "2020年补贴企业30家。"


def test_the_signal_of_a_phrase_is_its_literal_presence(retriever: Retriever) -> None:
    found = signals(retriever, "“没收违法所得”出自哪里")
    assert found["假冒专利的，没收违法所得。"]["phrase"] == 1
    assert found["发明专利权的期限为二十年。"]["phrase"] == 0


def test_another_places_rule_is_marked(retriever: Retriever) -> None:
    found = {hit.doc: hit.signals["foreign"] for hit in search(retriever, "专利导航")}
    assert found["away"] > 0
    assert found["home"] == 0


def test_all_places_of_a_phrase_are_found_in_order(retriever: Retriever) -> None:
    scope = scoped(retriever, "没收违法所得")
    places = [retriever.hit(n, 1.0).path for n in retriever.occurrences("没收违法所得", scope)]
    assert places == ["第二条", "第三条"]
    assert retriever.occurrences("没有这个词", scope) == []


def test_sentences_and_clauses_know_each_other(retriever: Retriever) -> None:
    for number in range(len(retriever.units.clauses)):
        assert all(retriever.clause_of(s) is retriever.units.clauses[number] for s in retriever.sentences_of(number))


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("2020年多少", {2020}),
        ("十四五末的目标", {2025}),
        ("十三五期间", {2020}),
        ("25年要达到多少", {2025}),
        ("目前有多少", {2020}),
        ("将来打算达到多少", {2025}),
        ("有什么措施", set()),
    ],
)
def test_the_years_that_a_question_is_about(question: str, years: set[int]) -> None:
    assert asked_years(question, question) == years


def test_a_typo_is_mended_before_the_search(retriever: Retriever) -> None:
    hits, _ = retriever.retrieve(reader(retriever).read("质押容资补帖"), scoped(retriever, "质押"), 3)
    assert "质押融资" in hits[0].text


def test_the_texts_of_the_fixture_are_what_the_index_holds(retriever: Retriever) -> None:
    assert len(retriever.units.documents) == 3
    assert len(retriever.units.sentence_clause) == 9
