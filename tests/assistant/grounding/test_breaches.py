"""What follows from a breach says nothing of what is allowed."""

import pytest

from assistant.grounding.breaches import of_breach

SENTENCE = "违反上述规定转租办公用房的,追缴已经获得的资助。"


@pytest.mark.parametrize(
    ("sentence", "said", "told"),
    [
        (SENTENCE, "办公用房可以转租", True),
        (SENTENCE, "转租的要追缴资助", False),  # that is what it says
        (SENTENCE, "违规转租的没有资助", False),
        ("办公用房可以转租。", "办公用房可以转租", False),
        ("违反规定的行为由部门公示。", "办公用房可以转租", False),  # no consequence that is known
        ("转租的,追缴已经获得的资助。", "办公用房可以转租", False),  # a condition, no breach
    ],
)
def test_a_consequence_of_a_breach_is_told_from_a_rule(sentence: str, said: str, told: bool) -> None:
    assert of_breach(sentence, said) is told
