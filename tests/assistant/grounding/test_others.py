"""Rules for others than what they name."""

import pytest

from assistant.grounding.others import of_others

SENTENCE = "通过pct 以外的其他途径申请的,资助不超过4万元;"


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("走pct拿到的专利资助多少", -1.0),
        ("没走pct的专利资助多少", 1.0),
        ("pct以外的专利资助多少", 1.0),
        ("商标资助多少", 0.0),
        ("通过什么途径申请", 0.0),  # two characters are no name
    ],
)
def test_what_is_said_is_of_the_named_or_of_the_others(said: str, value: float) -> None:
    assert of_others(SENTENCE, said) == value


@pytest.mark.parametrize("sentence", ["通过pct途径申请的,资助不超过5万元;", "除本法另有规定的以外,不得实施", ""])
def test_any_other_sentence_is_of_no_others(sentence: str) -> None:
    assert of_others(sentence, "走pct拿到的专利资助多少") == 0.0
