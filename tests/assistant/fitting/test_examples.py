"""What the weights are fitted on."""

from assistant.fitting.examples import bank_groups
from assistant.pipeline import Assistant


def test_a_question_of_several_sentences_is_left_out_of_the_bank_whole(plan_assistant: Assistant) -> None:
    """Else the same words would still stand in the bank below the other sentences."""
    asked = plan_assistant.units.questions
    groups = bank_groups(plan_assistant.units)
    assert sorted(number for _, numbers in groups for number in numbers.tolist()) == list(range(len(asked)))
    assert all({asked[number].text for number in numbers.tolist()} == {text} for text, numbers in groups)
    assert len({text for text, _ in groups}) == len(groups)  # of one document
    assert max(len(numbers) for _, numbers in groups) > 1
