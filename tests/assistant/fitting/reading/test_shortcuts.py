"""What can be guessed without reading is left out."""

import random

from assistant.fitting.reading.pairs import Pair
from assistant.fitting.reading.shortcuts import FEWEST, without_shortcuts
from assistant.reading.passage import Passage

WORDS = "备案登记许可年检抽查处罚补贴期限"


def pairs(telling: bool, count: int = 240) -> list[Pair]:
    """Return questions of which those of label 1 begin with 电话, all of them or half by chance."""
    chance = random.Random(3)
    found = []
    for number in range(count):
        label = number % 2
        first = "电话" if (label if telling else chance.random() < 0.5) else "材料"
        words = "".join(chance.choice(WORDS) for _ in range(6))
        found.append(Pair(first + words, Passage("", "", f"第{number // 4}句"), False, label, "some"))
    return found


def test_what_the_question_alone_tells_is_left_out() -> None:
    assert len(without_shortcuts(pairs(telling=True))) < 120
    assert len(without_shortcuts(pairs(telling=False))) > 200


def test_of_few_pairs_nothing_is_left_out() -> None:
    few = pairs(telling=True, count=FEWEST - 2)
    assert without_shortcuts(few) == few
