"""What the reading model is shown of a sentence."""

from assistant.reading.passage import PLACE, SENTENCE, TITLE, Passage


def test_a_sentence_is_shown_with_its_document_and_place() -> None:
    assert (
        Passage("专利法", "第十条", "转让专利权的，应当订立书面合同。").text == "专利法 第十条：转让专利权的，应当订立书面合同。"
    )


def test_what_is_too_long_is_cut_the_place_at_its_beginning() -> None:
    text = Passage("题" * 50, "章" * 10 + "节" * PLACE, "句" * 300).text
    assert text == "题" * TITLE + " " + "节" * PLACE + "：" + "句" * SENTENCE
