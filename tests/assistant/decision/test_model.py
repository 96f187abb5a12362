"""The row of features and the two linear models over it, worked out by hand."""

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.decision.model import FEATURES, LOOKED_AT, DecisionModel, Subject, Written, features_of
from assistant.profile import load_profile
from assistant.question.understand import Reader
from assistant.reading.model import Reading
from assistant.records import Hit
from assistant.retrieval.queries import Query
from assistant.thresholds import OWN_SUBJECT
from corpus.questions import read_unanswerable

MakeHit = Callable[..., Hit]
QUERY = Query(np.array([1, 0], np.float32), (), ())
MISSES = np.array([[0.25, 9], [0.75, 9], [0.5, 9], [0.125, 9]], np.float32)  # nearness to the query: the first column
UNSTATED = {"near_miss": 2.0, "read": -1.0, "intercept": 0.5}
ELSEWHERE = {"near_miss": 0.5, "read": -2.0, "held": -3.0, "intercept": 1.0}
PLEDGED, FIFTY, PHONE = "对质押融资给予补贴。", "补贴企业50家。", "受理电话12345。"


def features(question: str, *hits: Hit, misses: NDArray[np.float32] = MISSES, without: int | None = None) -> dict[str, float]:
    row = features_of(Reader(field=load_profile().field).read(question), QUERY, hits, Written(misses), without=without)
    assert row.shape == (len(FEATURES),)
    return dict(zip(FEATURES, row.tolist(), strict=True))


def test_the_best_hit_and_its_signals(make_hit: MakeHit) -> None:
    found = features("专利", make_hit(PLEDGED, -1.0, bank_dense=0.7, bank_bm25=0.3), make_hit(FIFTY, -3.0, bank_dense=0.9))
    assert (found["score"], found["margin"]) == pytest.approx((-1.0, 2.0))
    assert (found["bank_dense"], found["bank_bm25"]) == (0.7, 0.3)


@pytest.mark.parametrize(("odds", "margin"), [(-1.0, 5.0), (4.0, 10.0), (6.0, 11.0)])
def test_the_lead_over_nothing_is_bounded(make_hit: MakeHit, odds: float, margin: float) -> None:
    assert features("专利", make_hit(PLEDGED, odds))["margin"] == pytest.approx(margin)


def test_without_hits_there_is_no_lead() -> None:
    found = features("专利")
    assert (found["score"], found["margin"], found["bank_dense"], found["bank_bm25"]) == (-6.0, 0.0, 0.0, 0.0)


def test_the_nearest_and_the_third_nearest_written_near_miss() -> None:
    assert (features("专利")["miss_dense"], features("专利")["miss_third"]) == (0.75, 0.25)


def test_a_near_miss_may_be_left_out_and_stays_in_the_table() -> None:
    misses = MISSES.copy()
    found = features("专利", misses=misses, without=1)
    assert (found["miss_dense"], found["miss_third"]) == (0.5, 0.125)
    first = features("专利", misses=misses, without=0)
    assert (first["miss_dense"], first["miss_third"]) == (0.75, 0.125)
    assert (misses == MISSES).all()


def test_what_is_left_out_is_nearer_than_nothing() -> None:
    three = np.array([[0.5, 0], [0.25, 0], [0.0, 0]], np.float32)
    assert features("专利", misses=three, without=0)["miss_third"] == -1.0


@pytest.mark.parametrize(
    ("question", "flag", "stating"), [("商标的电话是多少", "small_print", PHONE), ("商标有多少件", "figure", "3件")]
)
def test_what_no_near_hit_states_is_flagged(make_hit: MakeHit, question: str, flag: str, stating: str) -> None:
    other, stated = make_hit(PLEDGED), make_hit(stating)
    assert features(question, other)[flag] == 1.0
    assert features(question, other, other, other, stated)[flag] == 0.0
    assert features(question, other, other, other, other, stated)[flag] == 1.0  # the fifth is too far down
    assert features("商标的要求", other)[flag] == 0.0  # nothing of the kind is asked for


def test_one_of_two_things_asked_for_is_enough_to_be_flagged(make_hit: MakeHit) -> None:
    assert features("商标的电话是多少，受理地址在哪里", make_hit(PHONE))["small_print"] == 1.0
    assert features("2025年补贴企业多少家，补多少", make_hit(FIFTY))["figure"] == 1.0  # an amount, or a count


def test_a_figure_asked_for_is_no_small_print(make_hit: MakeHit) -> None:
    count, phone = features("商标有多少件", make_hit(PLEDGED)), features("商标的电话是多少", make_hit(PLEDGED))
    assert (count["figure_asked"], count["figure"], count["small_print"]) == (1.0, 1.0, 0.0)
    assert (phone["figure_asked"], phone["figure"], phone["small_print"]) == (0.0, 0.0, 1.0)


def test_the_field_and_the_length() -> None:
    assert (features("专利")["domain"], features("今天吃什么")["domain"]) == (1.0, 0.0)
    assert features("今天吃什么")["length"] == math.log(5)
    assert features("吃")["length"] == math.log(2)


SUBJECT = {"score": -1.0, "known": -2.0, "own": -4.0, "outside": 6.0, "read": -0.5, "intercept": 0.25}
UNREAD = {"score": -1.5, "known": -1.0, "own": -2.0, "outside": 3.0, "intercept": 1.0}
JOINED = {"unstated": UNSTATED, "unstated_elsewhere": ELSEWHERE, "subject": SUBJECT, "subject_unread": UNREAD}


def model(near_miss: Sequence[float]) -> DecisionModel:
    return DecisionModel(
        Written(MISSES), Written(MISSES), np.array(near_miss), np.array([1, 2], np.float32), SUBJECT, UNREAD, UNSTATED, ELSEWHERE
    )


def test_without_reading_there_is_no_probability_of_both() -> None:
    assert model([0.0] * 12).unstated(0.5, [], 1.0, banked=True) is None


def test_what_reads_best_counts_beside_the_near_miss() -> None:
    readings = [Reading(0.2, 0.0, 0.0), Reading(0.8, 0.0, 0.0)]
    odds = 2 * math.log(0.6 / 0.4) - math.log(0.8 / 0.2) + 0.5
    assert model([0.0] * 12).unstated(0.6, readings, 0.3, banked=True) == pytest.approx(1 / (1 + math.exp(-odds)))


def test_where_no_questions_were_written_it_counts_how_much_of_the_question_was_found() -> None:
    readings = [Reading(0.2, 0.0, 0.0), Reading(0.8, 0.0, 0.0)]
    odds = 0.5 * math.log(0.6 / 0.4) - 2 * math.log(0.8 / 0.2) - 3 * 0.25 + 1
    assert model([0.0] * 12).unstated(0.6, readings, 0.25, banked=False) == pytest.approx(1 / (1 + math.exp(-odds)))


def test_a_written_question_on_what_the_documents_are_about_is_no_other_subject_there() -> None:
    shipped = replace(model([0.0] * 12), outside=Written(np.array([[1, 0], [0, 1]], np.float32)))
    own = shipped.for_documents(lambda vectors: OWN_SUBJECT - 0.01 * vectors[:, 1])
    asked = SimpleNamespace(vector=np.array([0.8, 0.6], np.float32))
    assert shipped.subject_of(asked, (), 1.0).outside == pytest.approx(0.8)  # type: ignore[arg-type]
    assert own.subject_of(asked, (), 1.0).outside == pytest.approx(0.6)  # type: ignore[arg-type]


def test_a_written_question_is_looked_for_in_the_index_once_and_only_where_it_is_near() -> None:
    vectors = np.concatenate([np.eye(12, dtype=np.float32), -np.eye(12, dtype=np.float32)])
    looked_at: list[int] = []

    def own(wanted: NDArray[np.float32]) -> NDArray[np.float32]:
        looked_at.append(len(wanted))
        return np.where(wanted[:, 0] > 0, OWN_SUBJECT, 0).astype(np.float32)

    judged = replace(model([0.0] * 12), outside=Written(vectors)).for_documents(own)
    asked = SimpleNamespace(vector=np.linspace(1, 0.1, 12).astype(np.float32))
    for _ in range(2):
        assert judged.subject_of(asked, (), 1.0).outside == pytest.approx(asked.vector[1])  # type: ignore[arg-type]
    assert looked_at == [LOOKED_AT]
    alone = SimpleNamespace(vector=np.eye(12, dtype=np.float32)[0])
    assert judged.subject_of(alone, (), 1.0).outside == 0.0  # type: ignore[arg-type]  # as near as nothing
    assert looked_at == [LOOKED_AT]


def test_a_probability_is_the_logistic_of_weights_intercept_and_vector() -> None:
    row, vector = np.array([2.0, 0.5]), np.array([1, 2], np.float32)
    assert model([0.5, 2.0, -3.0]).near_miss(row, vector) == pytest.approx(1 / (1 + math.exp(-4.0)))  # 1 + 1 - 3 + (1 + 4)


def test_another_subject_is_told_by_what_was_found_known_near_and_read() -> None:
    readings = [Reading(0.2, 0.0, 0.0), Reading(0.8, 0.0, 0.0)]
    odds = -math.log(0.1 / 0.9) - 2 * 0.5 - 4 * 0.4 + 6 * 0.3 - 0.5 * math.log(0.8 / 0.2) + 0.25
    assert model([0.0] * 12).off_topic(Subject(0.1, 0.5, 0.4, 0.3), readings) == pytest.approx(1 / (1 + math.exp(-odds)))


def test_another_subject_is_told_without_reading_by_weights_of_its_own() -> None:
    odds = -1.5 * math.log(0.1 / 0.9) - 0.5 - 2 * 0.4 + 3 * 0.3 + 1.0
    assert model([0.0] * 12).off_topic(Subject(0.1, 0.5, 0.4, 0.3), []) == pytest.approx(1 / (1 + math.exp(-odds)))


def test_the_subject_is_as_near_as_the_nearest_hit_and_the_nearest_written_question(make_hit: MakeHit) -> None:
    hits = [make_hit(PLEDGED, score=0.6, dense_sentence=0.2), make_hit(FIFTY, score=0.5, dense_clause=0.4, bank_dense=0.9)]
    assert model([0.0] * 12).subject_of(QUERY, hits, 0.9) == Subject(0.6, 0.9, 0.4, 0.75)
    assert model([0.0] * 12).subject_of(QUERY, [], 0.9, without=1) == Subject(0.0, 0.9, 0.0, 0.5)


def test_log_odds_are_bounded() -> None:
    row, vector = np.zeros(1), np.zeros(2, np.float32)
    assert model([0.0, 1000.0]).near_miss(row, vector) == 1 / (1 + math.exp(-30))
    assert model([0.0, -1000.0]).near_miss(row, vector) == 1 / (1 + math.exp(30))
    assert model([0.0, 29.0]).near_miss(row, vector) == 1 / (1 + math.exp(-29))
    assert model([0.0, -29.0]).near_miss(row, vector) == 1 / (1 + math.exp(29))
    assert model([0.0]).off_topic(Subject(0.5, 1000.0, 0.0, 0.0), []) == 1 / (1 + math.exp(30))
    assert model([0.0]).off_topic(Subject(0.5, -1000.0, 0.0, 0.0), []) == 1 / (1 + math.exp(-30))


class Remembering:
    """An encoder that remembers what it was asked for."""

    name = fingerprint = "remembering"

    def __init__(self) -> None:
        self.texts: list[str] = []

    def encode_query(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.texts = list(texts)
        return np.ones((len(texts), 2), np.float32)

    encode_document = encode_query


def test_the_written_near_misses_are_those_of_the_field() -> None:
    encoder = Remembering()
    vectors = Written.of(encoder).vectors
    kinds = {question: kind for kind, question in read_unanswerable()}
    assert {kinds[text] for text in encoder.texts} == {"near_miss", "wrong_region"}
    assert len(vectors) == sum(kind in {"near_miss", "wrong_region"} for kind, _ in read_unanswerable())


def test_weights_are_read_by_name(tmp_path: Path) -> None:
    names = (*FEATURES, "intercept")
    row = {name: float(number) for number, name in reversed(list(enumerate(names)))}
    alone = {name: 100.0 + value for name, value in row.items()}
    stored = {"near_miss": row, "near_miss_vector": [1.0, 2.0], "near_miss_alone": alone, **JOINED}
    path = tmp_path / "weights.json"
    path.write_text(json.dumps(stored | {"encoder": Remembering.fingerprint}), "utf-8")
    made = DecisionModel.load(Remembering(), path=path)
    assert made.near_miss_weights.tolist() == list(range(12))
    assert made.near_miss_vector.tolist() == [1.0, 2.0]
    assert made.misses.vectors.shape[1] == 2
    assert made.elsewhere_weights == ELSEWHERE
    assert (made.unstated_weights, made.subject_weights, made.subject_unread_weights) == (UNSTATED, SUBJECT, UNREAD)


def test_another_encoder_has_weights_without_its_vector(tmp_path: Path) -> None:
    row = dict.fromkeys((*FEATURES, "intercept"), 1.0)
    alone = dict.fromkeys((*FEATURES, "intercept"), 7.0)
    stored = {"near_miss": row, "near_miss_alone": alone, "near_miss_vector": [1.0], "encoder": "another", **JOINED}
    path = tmp_path / "weights.json"
    path.write_text(json.dumps(stored), "utf-8")
    made = DecisionModel.load(Remembering(), path=path)
    assert set(made.near_miss_weights) == {7.0}
    assert not made.near_miss_vector.any()
    assert len(made.near_miss_vector) == 2
