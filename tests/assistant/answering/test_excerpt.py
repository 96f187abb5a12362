"""The part of a long sentence that is shown: verbatim, with its lead, never cut inside quotes or brackets."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.excerpt import TARGET, WHOLE, excerpt, parts_of
from corpus.builtin import builtin_documents
from corpus.parser import parse

LONG = (
    "到2025年,培育5个知识产权密集型产业园区,推动50家企业入选湖北省知识产权重点工程,推动10项军民融合项目实现高效益转化,"
    "推动600项专利完成许可转化实施,推动200家企业完成知识产权“贯标”,在100家以上企业开展知识产权质押融资、专利保险工作,推动5个地理标志开展品牌创新培育项目。"
)


def about(word: str):  # type: ignore[no-untyped-def]
    return lambda start, end, piece: float(word in piece)


def shown(text: str, word: str) -> list[str]:
    return [text[a - 7 : b - 7] for a, b in excerpt(text, 7, about(word))]


def test_a_short_sentence_is_shown_whole() -> None:
    text = "对成功贷款的企业予以相应补贴。"
    assert excerpt(text, 7, about("补贴")) == [(7, 7 + len(text))]


@pytest.mark.parametrize("word", ["5个知识产权", "50家", "600项", "200家", "5个地理标志"])
def test_the_piece_that_answers_is_in_what_is_shown(word: str) -> None:
    pieces = shown(LONG, word)
    assert any(word in piece for piece in pieces)
    assert sum(map(len, pieces)) <= TARGET + 40 < len(LONG)


@pytest.mark.parametrize("word", ["5个知识产权", "5个地理标志"])
def test_the_best_piece_for_each_of_several_questions_is_in_what_is_shown(word: str) -> None:
    spans = excerpt(LONG, 7, about("200家"), [about(word), about("没有的")])
    pieces = [LONG[a - 7 : b - 7] for a, b in spans]
    assert any(word in piece for piece in pieces) and any("200家" in piece for piece in pieces)


def test_by_when_comes_with_it() -> None:
    assert shown(LONG, "5个地理标志")[0] == "到2025年"


def test_nothing_is_cut_inside_quotes_or_brackets() -> None:
    for sentence in (LONG, "依据《甲,乙,丙》(一,二,三)和“丁,戊”办理,其余照旧。"):
        for part in parts_of(sentence, 0, about("x")):
            piece = sentence[part.start : part.end]
            assert all(piece.count(a) == piece.count(b) for a, b in ("“”", "《》", "()"))


def test_pieces_cover_the_sentence_without_gap() -> None:
    parts = parts_of(LONG, 100, about("x"))
    assert (parts[0].start, parts[-1].end) == (100, 100 + len(LONG))
    assert all(one.end == other.start for one, other in pairwise(parts))


@given(st.text(alphabet="专利补贴,，；:“”《》()（）。到2025年", max_size=300), st.sampled_from(["专利", "补", "年", "。"]))
def test_whatever_the_sentence_the_spans_lie_in_it_in_order(text: str, word: str) -> None:
    spans = excerpt(text, 5, about(word)) if text else []
    assert all(5 <= a <= b <= 5 + len(text) for a, b in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    if text and len(text) <= WHOLE:
        assert spans == [(5, 5 + len(text))]


def test_every_long_sentence_of_the_plan_can_be_shortened_to_its_parts() -> None:
    parsed = parse(*builtin_documents()[0])
    for clause in parsed.clauses:
        for number, (start, _) in enumerate(clause.sentences):
            text = clause.sentence_text(number)
            for a, b in excerpt(text, start, about(text[-6:-1])):
                assert parsed.text[a:b] in text
                assert parsed.text[a:b].strip()


# by hand: pieces of ten characters, each of its own letter


def pieced(*letters: str) -> str:
    return "".join(f"{letter * 9}，" for letter in letters)


def rated(**worth: float):  # type: ignore[no-untyped-def]
    return lambda start, end, piece: worth.get(piece[0], 0.0)


@pytest.mark.parametrize(("size", "whole"), [(110, True), (111, False)])
def test_a_sentence_is_shown_whole_up_to_110_characters(size: int, whole: bool) -> None:
    text = "甲" * 50 + "，" + "乙" * (size - 51)
    assert (excerpt(text, 0, rated(甲=1.0)) == [(0, size)]) is whole


def test_the_best_piece_grows_to_90_characters_first_to_the_better_side() -> None:
    text = pieced(*"甲乙丙丁戊己庚辛壬癸子丑")  # 120 characters
    assert excerpt(text, 0, rated(丁=5.0)) == [(30, 119)]  # to the right where both are worth the same
    assert excerpt(text, 0, rated(丁=5.0, 丙=1.0)) == [(20, 109)]
    assert excerpt(text, 0, rated(丁=5.0, 丙=1.0, 乙=0.5)) == [(10, 99)]
    assert excerpt(text, 0, rated(乙=5.0, 甲=1.0)) == [(0, 89)]
    assert excerpt(text, 100, rated(丑=5.0)) == [(130, 219)]  # to the left where the right has ended
    assert excerpt(text, 0, rated(甲=5.0)) == [(0, 89)]


def test_from_equally_good_pieces_the_first_is_gone_out_from_and_none_is_left_out() -> None:
    text = pieced(*"甲乙丙丁戊己庚辛壬癸子丑")
    assert excerpt(text, 0, rated(乙=5.0, 丑=5.0)) == [(10, 99), (110, 119)]


@pytest.mark.parametrize(("score", "added"), [(3.0, True), (2.9, False)])
def test_a_piece_that_answers_hardly_less_is_shown_too(score: float, added: bool) -> None:
    """What all pieces have counts nothing: 3 is two fifths of the way from 1 to 6."""
    text = pieced(*"甲乙丙丁戊己庚辛壬癸子丑")
    rates = dict.fromkeys("甲乙丙丁戊己庚辛壬癸子丑", 1.0) | {"乙": 6.0, "丑": score}
    assert ((110, 119) in excerpt(text, 0, rated(**rates))) is added
    assert excerpt(text, 0, rated()) == [(0, 89)]


def test_a_piece_that_just_fits_is_added_and_one_that_does_not_is_not() -> None:
    fits = "甲" * 39 + "，" + "乙" * 49 + "，" + "丙" * 99 + "。"
    assert excerpt(fits, 0, rated(甲=5.0)) == [(0, 89)]  # 40 + 50
    wider = "甲" * 40 + "，" + "乙" * 49 + "，" + "丙" * 99 + "。"
    assert excerpt(wider, 0, rated(甲=5.0)) == [(0, 40)]


@pytest.mark.parametrize(
    ("lead", "shown"),
    [
        ("到2025年", True),
        ("“十四五”期间", True),
        ("十三五末", True),
        ("截至2020年底", True),
        ("企业申请的", True),
        ("企业申请", False),
    ],
)
def test_who_and_by_when_is_shown_before_the_piece(lead: str, shown: bool) -> None:
    text = f"{lead}，" + "乙" * 99 + "，" + "丙" * 49 + "；"
    expected = (len(text) - 50, len(text) - 1)
    assert excerpt(text, 3, rated(丙=5.0)) == [
        *([(3, 3 + len(lead))] if shown else []),
        (3 + expected[0], 3 + expected[1]),
    ]


def test_a_lead_right_before_what_is_shown_is_shown_with_it() -> None:
    text = "到2025年，" + "乙" * 89 + "，" + "丙" * 49 + "。"
    assert excerpt(text, 0, rated(乙=5.0)) == [(0, 6), (7, 96)]  # there is no room for it in the run


def test_a_lead_that_is_part_of_what_is_shown_is_not_repeated() -> None:
    text = "到2025年，" + "乙" * 49 + "，" + "丙" * 99 + "。"
    assert excerpt(text, 0, rated(到=5.0)) == [(0, 56)]


def test_white_space_and_separators_behind_are_left_out() -> None:
    text = "甲" * 30 + "；， ，" + "乙" * 99 + "。"
    assert excerpt(text, 0, rated(甲=5.0)) == [(0, 30)]


def test_pieces_within_open_brackets_stay_together_to_the_end() -> None:
    parts = parts_of("甲（乙，丙", 10, rated(甲=2.0))
    assert [(part.start, part.end, part.score) for part in parts] == [(10, 15, 2.0)]
    closed = parts_of("甲（乙，丙），丁", 10, rated(甲=2.0, 丁=1.0))
    assert [(part.start, part.end, part.score) for part in closed] == [(10, 17, 2.0), (17, 18, 1.0)]


def test_a_lead_right_before_the_piece_that_has_no_room_for_it_is_shown() -> None:
    text = "到2025年，" + "丙" * 109 + "；" + "丁" * 9 + "。"
    assert excerpt(text, 0, rated(丙=5.0)) == [(0, 6), (7, 116)]


@pytest.mark.parametrize(
    ("behind", "shown"),
    [
        ("，择优给予每家机构年度不超过200万元的资金支持", True),
        ("；每家机构年度不超过200万元", False),  # of something else
        ("，对新设的机构每家年度不超过200万元", False),
        ("，每家机构年度均须提交报告", False),  # no limit
    ],
)
def test_the_limit_of_the_sum_that_a_share_gives_is_shown_with_it(behind: str, *, shown: bool) -> None:
    text = f"对机构，按照不超过{'拟聘用的技术经理人的' * 9}薪酬的50%{behind}，并{'按期公布名单' * 4}。"
    spans = excerpt(text, 0, lambda _start, _end, piece: float("50%" in piece))
    assert any("200万元" in text[start:end] or "提交报告" in text[start:end] for start, end in spans) is shown
