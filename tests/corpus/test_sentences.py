import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.sentences import split_sentences

TEXTS = st.text(alphabet="甲乙丙丁。；！？，\n\r 　”）a1.", max_size=80)


def _split(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


def test_sentences_end_at_full_stops_semicolons_and_line_breaks() -> None:
    assert _split("商标突破3万件。驰名商标60件；地理标志70件\n结案率达到90%以上") == [
        "商标突破3万件。",
        "驰名商标60件；",
        "地理标志70件",
        "结案率达到90%以上",
    ]


def test_closing_quotes_stay_with_their_sentence() -> None:
    assert _split("强调，“保护知识产权就是保护创新。”“关系国家安全。”实现自立自强。") == [
        "强调，“保护知识产权就是保护创新。”",
        "“关系国家安全。”",
        "实现自立自强。",
    ]


def test_a_stray_short_piece_joins_the_sentence_before_it() -> None:
    assert _split("具体办法另行制定。略。") == ["具体办法另行制定。略。"]


def test_a_short_piece_on_a_line_of_its_own_stays_apart() -> None:
    assert _split("本办法的标准如下。\n10元。") == ["本办法的标准如下。", "10元。"]


def test_decimal_points_do_not_end_a_sentence() -> None:
    assert _split("年平均增长率为30.61%。") == ["年平均增长率为30.61%。"]


def test_offsets_are_shifted_by_the_start() -> None:
    assert split_sentences("甲乙丙丁。", 100) == [(100, 105)]


@given(TEXTS)
def test_every_character_but_white_space_lies_in_exactly_one_sentence(text: str) -> None:
    spans = split_sentences(text)
    inside = [at for start, end in spans for at in range(start, end)]
    assert len(inside) == len(set(inside))
    assert all(text[at].isspace() for at in set(range(len(text))) - set(inside))
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("具体办法另行制定。略略略。", ["具体办法另行制定。略略略。"]),
        ("具体办法另行制定。略略略略。", ["具体办法另行制定。", "略略略略。"]),
        ("略。具体办法另行制定。", ["略。", "具体办法另行制定。"]),  # nothing stands before it that it could join
        ("具体办法另行制定。　 略。", ["具体办法另行制定。　 略。"]),
        ("具体办法另行制定。\t略。", ["具体办法另行制定。", "略。"]),
        ("具体办法另行制定。略。略。\n略。", ["具体办法另行制定。略。略。", "略。"]),
        ("具体办法另行制定；另行公布。继续实施。", ["具体办法另行制定；", "另行公布。", "继续实施。"]),
    ],
)
def test_what_is_shorter_than_four_characters_joins_the_sentence_that_it_touches(text: str, sentences: list[str]) -> None:
    assert _split(text) == sentences


def test_a_sentence_that_was_lengthened_keeps_its_beginning() -> None:
    assert split_sentences("甲乙丙丁。戊己庚辛。略。", 10) == [(10, 15), (15, 22)]


@pytest.mark.parametrize("mark", ["。", "；", ";", "！", "!", "？", "?"])
def test_every_mark_ends_a_sentence_with_the_quotes_behind_it(mark: str) -> None:
    assert _split(f"“甲乙丙丁{mark}”戊己庚辛{mark}{mark}") == [f"“甲乙丙丁{mark}”", f"戊己庚辛{mark}{mark}"]
