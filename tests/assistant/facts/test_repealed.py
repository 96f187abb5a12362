"""Documents that others repeal, by name."""

import pytest

from assistant.facts.repealed import Repealed, repealed_by
from corpus.parser import parse
from corpus.records import Document

BEFORE = "某市专利条例\n第一条 为了保护专利，制定本条例。\n"
EFFECT, REPEAL = "本条例自2013年3月1日起施行。", "《某市专利管理条例》《某市专利奖励办法》同时废止。"


def repealed(ending: str) -> list[tuple[str, list[str]]]:
    parsed = parse(Document("new", "某市专利条例"), f"{BEFORE}第二条 {ending}\n")
    found: list[Repealed] = list(repealed_by(parsed, 7))
    assert all(each.document == 7 for each in found)
    return [(each.name, [parsed.text[slice(*span)] for span in each.spans]) for each in found]


def test_each_name_is_told_with_since_when_and_the_repeal() -> None:
    assert repealed(EFFECT + REPEAL) == [(name, [EFFECT, REPEAL]) for name in ("某市专利管理条例", "某市专利奖励办法")]


def test_what_says_both_in_one_sentence_is_told_once() -> None:
    both = "本条例自2013年3月1日起施行，《某市专利管理条例》同时废止。"
    assert repealed(both) == [("某市专利管理条例", [both])]


@pytest.mark.parametrize("ending", [EFFECT, "依照《某市专利管理条例》处罚。", "原条例同时废止。"])
def test_what_repeals_none_by_name_tells_of_none(ending: str) -> None:
    assert repealed(ending) == []
