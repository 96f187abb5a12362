"""Overlap: shares and subjects counted by hand."""

import time

import pytest

from assistant.grounding.figures import figures, plain
from assistant.grounding.overlap import content, likeness, misplaced, pieces, share, subject


def test_content_is_bigrams_without_figures_and_frames() -> None:
    assert content("专利权") == {"专利", "利权"}
    assert content("专利的权") == {"专利", "利权"}  # 的 frames
    assert content("专利,权利") == {"专利", "权利"}  # no bigram across a comma
    assert content("专利5件权") == {"专利"}  # nor across a figure; 权 is alone
    assert content("规划提出PCT专利") == {"pct", "专利"}
    assert content("根据其中,[1]") == frozenset()


def test_the_share_is_of_the_text_and_not_of_its_source() -> None:
    assert share("专利权", content("专利和版权")) == 0.5
    assert share("专利", content("专利权利金")) == 1.0
    assert share("其中", frozenset()) == 1.0
    assert share("专利", frozenset()) == 0.0


def test_pieces_lie_between_commas() -> None:
    assert pieces("专利，商标；版权。[1]") == ["专利", "商标", "版权"]
    assert pieces("专利、商标") == ["专利、商标"]


def test_likeness_weighs_our_side_double() -> None:
    ours, theirs = frozenset("abcd"), frozenset("ab")
    assert likeness(ours, ours) == 1.0
    assert likeness(ours, theirs) == pytest.approx(1.25 * 2 / (0.25 * 2 + 4))
    assert likeness(theirs, ours) == pytest.approx(1.25 * 2 / (0.25 * 4 + 2))
    assert likeness(theirs, ours) > likeness(ours, theirs)
    assert likeness(ours, frozenset("x")) == 0.0


def about(text: str, number: int, least: int) -> frozenset[str]:
    return subject(plain(text), figures(text)[number], least)


def test_the_subject_of_a_figure_is_its_piece() -> None:
    text = "专利授权数达7件,商标注册数达8件"
    assert about(text, 0, 1) == content("专利授权数")
    assert about(text, 1, 1) == content("商标注册数")


def test_a_bare_piece_takes_those_before_it() -> None:
    assert about("专利授权,达到7件", 0, 1) == content("专利授权")
    assert about("有效,专利,达到7件", 0, 2) == {"有效", "专利"}
    assert about("商标。达到7件", 0, 1) == frozenset()  # another sentence says nothing of it


def test_what_stands_behind_counts_only_where_nothing_stands_before() -> None:
    assert about("7件,专利授权", 0, 1) == content("专利授权")
    assert about("版权,7件,专利授权", 0, 3) == content("版权")
    assert about("7件。专利授权", 0, 1) == frozenset()


def test_a_figure_of_a_look_alike_is_misplaced() -> None:
    source = "发明专利授权7件,外观设计授权8件"
    nobody: frozenset[str] = frozenset()
    assert misplaced("发明专利授权7件", source, 0.95, nobody) == []
    assert [f.value for f in misplaced("发明专利授权8件", source, 0.95, nobody)] == ["8"]
    assert misplaced("发明专利授权8家", source, 0.95, nobody) == []  # no figure of this unit: nothing to mistake it for


def test_the_margin_is_for_the_figure_that_is_stated() -> None:
    source = "专利授权7件,专利授权8件"  # equally like
    assert misplaced("专利授权8件", source, 1.0, frozenset()) == []
    assert misplaced("专利授权8件", source, 1.01, frozenset()) != []


def test_what_is_compared_with_is_no_rival() -> None:
    assert misplaced("专利授权到2020年", "专利授权在2020年,专利授权较2015年", 1.01, frozenset()) == []


def test_the_question_says_what_a_bare_figure_is_about() -> None:
    source = "发明专利授权7件,外观设计授权8件"
    assert [f.value for f in misplaced("8件", source, 0.95, content("发明专利授权"))] == ["8"]
    assert misplaced("7件", source, 0.95, content("发明专利授权")) == []


def test_a_row_of_bare_figures_takes_no_time() -> None:
    source = "12件," * 1200
    started = time.process_time()
    misplaced("专利达到12件", source, 0.95, frozenset())
    assert time.process_time() - started < 2
