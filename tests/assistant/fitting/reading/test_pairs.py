"""The pairs that the reading model learns from."""

import gzip
import json
import random
from pathlib import Path

from assistant.fitting.reading.pairs import (
    HELD_OUT,
    open_questions,
    own_twins,
    reading_comprehension,
    shared_twins,
    statute_questions,
    unstated,
)


def write(path: Path, *rows: dict[str, object]) -> Path:
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return path


def test_every_written_twin_is_read_with_its_sentence() -> None:
    pairs = list(own_twins())
    assert len(pairs) > 4_500
    assert all(len(pair.passage.sentence) > 5 and pair.question for pair in pairs)
    assert {pair.label for pair in pairs if pair.claim} == {0, 1, 2}
    assert {pair.label for pair in pairs if not pair.claim} == {0, 1}


def test_what_no_document_states_is_read_with_what_it_is_easily_answered_with() -> None:
    pairs = list(unstated())
    assert [sum(pair.label == label for pair in pairs) for label in (0, 1)] == [2418, 825]
    assert not any(pair.claim for pair in pairs)
    assert {pair.source for pair in pairs}.isdisjoint(pair.source for pair in own_twins())  # learnt where they are named alone


def test_open_questions_are_read_with_each_of_their_sentences() -> None:
    pairs = list(open_questions())
    assert len(pairs) > 1_500
    assert len({pair.question for pair in pairs}) > 100
    assert {(pair.claim, pair.label) for pair in pairs} == {(False, 0), (False, 1)}
    assert "held_open" in {pair.source for pair in pairs} & HELD_OUT


def test_a_claim_that_a_sentence_is_only_about_is_merely_not_supported(tmp_path: Path) -> None:
    row = {"title": "办法", "path": "第一条", "sentence": "补贴五万元。", "question": "问", "kind": "claim", "label": "about"}
    write(tmp_path / "some.jsonl.gz", row, row | {"label": "contradicts"}, row | {"kind": "question", "label": "states"})
    assert [(p.claim, p.label, p.source) for p in shared_twins(tmp_path)] == [
        (True, -1, "some"), (True, 1, "some"), (False, 1, "some"),
    ]  # fmt: skip


def test_the_sentence_with_the_answer_states_it_and_the_most_similar_other_does_not(tmp_path: Path) -> None:
    passage = "长江全长6300公里。长江发源于青藏高原。今天天气晴朗无云。"
    row = {"question": "长江发源于哪里", "title": "长江", "passage": passage, "answers": ["青藏高原"]}
    path = write(tmp_path / "reading.jsonl.gz", row)
    found = [(p.passage.sentence, p.label) for p in reading_comprehension(path, random.Random(1))]
    assert found == [("长江发源于青藏高原。", 1), ("长江全长6300公里。", 0)]


def test_of_a_law_the_article_named_states_it_and_its_neighbours_do_not(tmp_path: Path) -> None:
    articles = [{"id": n, "title": f"渔业法第{n}条", "text": f"养鱼的第{n}种情形应当登记造册。"} for n in range(1, 9)]
    write(tmp_path / "stard_articles.jsonl.gz", *articles)
    write(tmp_path / "stard_train_questions.jsonl.gz", {"question": "养鱼要登记吗", "articles": [4]})
    pairs = list(statute_questions(tmp_path, random.Random(1)))
    assert [(p.passage.title, p.passage.place) for p in pairs if p.label == 1] == [("渔业法", "第4条")]
    assert len(pairs) == 3
    assert all(p.passage.place != "第4条" for p in pairs if p.label == 0)
