"""Two versions of a text compared: worked examples short enough to pair by hand."""

from collections.abc import Callable

import pytest

from corpus.differences import Change, Piece, Run, compare, page, readable
from corpus.records import ParsedDocument

Parse = Callable[[str], ParsedDocument]
OLD = "某办法\n第一条 为了发展，制定本办法。\n第二条 每件资助2000元，每年不超过10万元。\n第三条 申请人应当提交身份证明。\n第四条 由市局解释。\n"
NEW = "某办法\n第一条 为了发展，制定本办法。\n第二条 本办法适用于本市的企业和高等学校。\n第三条 每件资助2500元，每年不超过10万元。\n第四条 由市局解释。\n"


def changes(old: ParsedDocument, new: ParsedDocument) -> list[tuple[str, str, str]]:
    return [(item.change.value, item.old_path, item.new_path) for item in compare(old, new)]


def test_clauses_are_paired_by_their_words_before_their_numbers(parse_text: Parse) -> None:
    assert changes(parse_text(OLD), parse_text(NEW)) == [
        ("same", "第一条", "第一条"), ("new", "", "第二条"), ("changed", "第二条", "第三条"), ("gone", "第三条", ""),
        ("same", "第四条", "第四条"),
    ]  # fmt: skip


def test_a_figure_changes_whole(parse_text: Parse) -> None:
    changed = next(item for item in compare(parse_text(OLD), parse_text(NEW)) if item.change == Change.CHANGED)
    assert [(piece.kind, piece.text) for piece in changed.pieces] == [
        ("kept", "每件资助"), ("dropped", "2000"), ("added", "2500"), ("kept", "元，每年不超过10万元。"),
    ]  # fmt: skip


def test_a_clause_with_another_number_and_the_same_words_has_moved(parse_text: Parse) -> None:
    old, new = (
        parse_text("某法\n第一条 甲乙丙丁。\n第二条 戊己庚辛。\n"),
        parse_text("某法\n第一条 戊己庚辛。\n第二条 甲乙丙丁。\n"),
    )
    assert changes(old, new) == [("moved", "第二条", "第一条"), ("moved", "第一条", "第二条")]


def test_the_pieces_make_up_both_versions(parse_text: Parse) -> None:
    for item in compare(parse_text(OLD), parse_text(NEW)):
        old = "".join(piece.text for piece in item.pieces if piece.kind != "added")
        new = "".join(piece.text for piece in item.pieces if piece.kind != "dropped")
        assert (not item.old_path or old in OLD) and (not item.new_path or new in NEW)


def test_what_is_gone_at_the_end_stands_at_the_end(parse_text: Parse) -> None:
    assert changes(parse_text(OLD), parse_text(OLD.split("第四条")[0]))[-1] == ("gone", "第四条", "")


def test_one_number_with_nothing_in_common_is_no_change_of_words(parse_text: Parse) -> None:
    old, new = (
        parse_text("某法\n第一条 甲乙丙丁。\n第二条 略略略。\n"),
        parse_text("某法\n第一条 申请专利须交费用。\n第二条 略略略。\n"),
    )
    assert changes(old, new) == [("gone", "第一条", ""), ("new", "", "第一条"), ("same", "第二条", "第二条")]


def test_the_page_escapes_what_it_shows(parse_text: Parse) -> None:
    shown = page(
        parse_text("某法\n第一条 <script>甲乙丙丁戊己庚辛。\n第二条 略。\n"),
        parse_text("某法\n第一条 <script>甲乙丙丁戊己庚壬。\n第二条 略。\n"),
    )
    assert "<script>" not in shown
    assert "&lt;script&gt;甲乙丙丁戊己庚<del>辛</del><ins>壬</ins>。" in shown
    assert "改写 1 条" in shown


def test_the_page_says_where_nothing_differs(parse_text: Parse) -> None:
    assert "逐条相同" in page(parse_text(OLD), parse_text(OLD))


def test_few_characters_kept_between_changes_are_changed_with_them() -> None:
    pieces = [Piece("kept", "各种期限"), Piece("dropped", "的第一"), Piece("added", "开始的当"), Piece("kept", "日"), Piece("added", "不"),
              Piece("kept", "计算在期限内。")]  # fmt: skip
    assert readable(pieces) == [Run("", "", "各种期限"), Run("的第一日", "开始的当日不", "计算在期限内。")]


@pytest.mark.parametrize(
    ("last", "run"), [(Piece("dropped", "以上"), Run("以上", "")), (Piece("added", "以下"), Run("", "以下"))]
)
def test_what_is_only_dropped_or_only_added_at_the_end_is_told(last: Piece, run: Run) -> None:
    assert readable([Piece("kept", "每件资助二千元"), last]) == [Run("", "", "每件资助二千元"), run]


@pytest.mark.parametrize(
    ("kept", "runs"),
    [
        ("办理", [Run("甲甲办理", "办理乙乙", "计算在期限内。")]),
        ("办理期", [Run("甲甲", "", "办理期"), Run("", "乙乙", "计算在期限内。")]),
    ],
)
def test_three_characters_that_were_kept_tell_something(kept: str, runs: list[Run]) -> None:
    pieces = [Piece("kept", "各种期限"), Piece("dropped", "甲甲"), Piece("kept", kept), Piece("added", "乙乙")]
    assert readable([*pieces, Piece("kept", "计算在期限内。")]) == [Run("", "", "各种期限"), *runs]


def test_where_all_was_kept_nothing_changes() -> None:
    assert readable([Piece("kept", "每件资助二千元")]) == [Run("", "", "每件资助二千元")]


def test_a_line_break_and_what_stands_at_an_end_are_kept() -> None:
    pieces = [Piece("kept", "一"), Piece("dropped", "甲甲"), Piece("kept", "\n"), Piece("added", "乙乙"), Piece("kept", "二")]
    assert readable(pieces) == [Run("", "", "一"), Run("甲甲", "", "\n"), Run("", "乙乙", "二")]


def test_a_clause_of_which_little_was_kept_is_replaced_as_a_whole() -> None:
    pieces = [Piece("dropped", "申请人缴纳费用的数额"), Piece("kept", "由市局"), Piece("added", "公布每年的名单和结果")]
    assert readable(pieces) == [Run("申请人缴纳费用的数额由市局", "由市局公布每年的名单和结果")]


def test_a_long_version_is_compared_in_time_that_grows_with_its_length(parse_text: Parse) -> None:
    def law(changed: str) -> ParsedDocument:
        lines = (
            f"第{n}条 当事人第{n}号事项由{chr(0x4E00 + n)}{chr(0x5E00 + n)}办理，{changed}期限为{n}日。" for n in range(1, 700)
        )
        return parse_text("某法\n" + "\n".join(lines) + "\n")

    found = compare(law(""), law("原则上"))
    assert {item.change for item in found} == {Change.CHANGED}
    assert all(item.old_path == item.new_path for item in found)
