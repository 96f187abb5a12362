import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.numerals import chinese_to_int, int_to_chinese


@given(st.integers(min_value=0, max_value=9999))
def test_a_number_survives_writing_and_reading(number: int) -> None:
    assert chinese_to_int(int_to_chinese(number)) == number


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "零"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (42, "四十二"),
        (101, "一百零一"),
        (110, "一百一十"),
        (1005, "一千零五"),
        (2020, "二千零二十"),
    ],
)
def test_article_numbers_are_written_as_laws_write_them(number: int, text: str) -> None:
    assert int_to_chinese(number) == text


@pytest.mark.parametrize(
    ("text", "number"), [("42", 42), ("二〇二〇", 2020), ("二○三五", 2035), ("两百", 200), ("一百二十三", 123), ("十五", 15)]
)
def test_every_way_of_writing_is_read(text: str, number: int) -> None:
    assert chinese_to_int(text) == number


@pytest.mark.parametrize("text", ["", "第三", "三条", "abc", "1.5", "四十二条"])
def test_what_is_no_number_gives_none(text: str) -> None:
    assert chinese_to_int(text) is None


@pytest.mark.parametrize("number", [-1, 10000])
def test_numbers_that_no_article_has_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        int_to_chinese(number)


@pytest.mark.parametrize(
    ("text", "number"),
    [("千", 1000), ("百", 100), ("三千", 3000), ("一千零五十", 1050), ("两千〇二", 2002), ("007", 7)],
)
def test_units_and_zeros_are_read(text: str, number: int) -> None:
    assert chinese_to_int(text) == number


@pytest.mark.parametrize(("number", "text"), [(9, "九"), (100, "一百"), (1010, "一千零一十"), (1100, "一千一百")])
def test_zeros_stand_only_between_digits(number: int, text: str) -> None:
    assert int_to_chinese(number) == text
