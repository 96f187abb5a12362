"""What the shipped embedding model is trained on."""

import gzip
import json
from pathlib import Path

from index.training.corpora import grouped_questions
from index.training.twins import Twin, read_twins

LINES = "= 办法\t第三条\t应当在三十日内备案。\n"


def test_a_twin_has_to_find_its_sentence_whether_that_bears_it_out_or_denies_it(tmp_path: Path) -> None:
    own, shared = tmp_path / "own", tmp_path / "shared"
    own.mkdir()
    shared.mkdir()
    rows = [
        "states\tcolloquial\ttime\t三十日\t几天内备案",
        "about\tformal\ttime\t\t备案有效多久",
        "contradicts\tformal\tnumeral\t三十日\t六十日内备案",
    ]
    (own / "a.tsv").write_text(LINES + "\n".join(rows) + "\n", "utf-8")
    (own / "b.tsv").write_text(LINES + rows[0] + "\n", "utf-8")
    (own / "held_out.json").write_text('["b", "c"]', "utf-8")
    row = {"title": "条例", "path": "第一条", "sentence": "免收费用。", "question": "不要钱", "label": "supports"}
    with gzip.open(shared / "c.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(each) + "\n" for each in (row, row | {"label": "unclaimed"}))
    assert read_twins(own, shared) == [
        Twin("几天内备案", "办法", "第三条", "应当在三十日内备案。", held=False),
        Twin("六十日内备案", "办法", "第三条", "应当在三十日内备案。", held=False),
        Twin("几天内备案", "办法", "第三条", "应当在三十日内备案。", held=True),
        Twin("不要钱", "条例", "第一条", "免收费用。", held=True),
    ]


def test_a_question_of_several_sentences_is_learnt_with_each(tmp_path: Path) -> None:
    bank = tmp_path / "a.tsv"
    bank.write_text("= 甲一。\n公众\t口语\t甲？\t一\n= 乙二。\n公众\t口语\t乙？\n= 甲…\n= 乙…\n公众\t口语\t甲和乙？\n", "utf-8")
    assert grouped_questions(bank) == (
        ["甲一。", "乙二。"],
        [(0, "甲？", "一"), (1, "乙？", ""), (0, "甲和乙？", ""), (1, "甲和乙？", "")],
    )
