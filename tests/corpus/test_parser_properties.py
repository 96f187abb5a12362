"""The invariant: headings and clauses, in order, are the source text, whatever the text."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus.numerals import int_to_chinese
from corpus.parser import parse
from corpus.records import Document, ParsedDocument

DOCUMENT = Document("d", "某文件")
WORDS = st.text(alphabet="知识产权专利商标保护运用企业资金补贴年度目标", min_size=1, max_size=70)
ENDS = st.sampled_from(["。", "；", "：", "", "，继续。", "！", "。”"])
BREAKS = st.sampled_from(["\n", "\n\n", "\r\n", "\n　　", "\r", " \n"])


@st.composite
def _numbers(draw: st.DrawFn) -> str:
    number = draw(st.integers(1, 130))
    chinese = int_to_chinese(number)
    kinds = [f"第{chinese}{unit} " for unit in "编章节条"]
    kinds += [
        f"{chinese}、",
        f"（{chinese}）",
        f"({chinese})",
        f"{number}.",
        f"{number}．",
        f"({number})",
        f"{number % 100})",
        "③",
        f"附件{number}：",
    ]
    return draw(st.sampled_from(kinds))


LINES = st.one_of(
    st.tuples(_numbers(), WORDS, ENDS).map("".join),
    st.tuples(WORDS, ENDS).map("".join),
    _numbers(),
    st.sampled_from(
        ["目录", "目　录", "", "　", "附件", "（2020年10月17日通过）", "甲", "10万元", "# 标题", "**（一）**目的。说明。"]
    ),
)
OUTLINES = st.lists(st.tuples(LINES, BREAKS).map("".join), max_size=25).map("".join)
NOISE = st.text(
    alphabet=st.one_of(
        st.characters(codec="utf-8"), st.sampled_from("一二三、（）()第条章节编款目录附件。；：\n\r\t　 .．1①#*~")
    ),
    max_size=300,
)


def _check(text: str) -> ParsedDocument:
    parsed = parse(DOCUMENT, text)
    spans = sorted([(h.start, h.end) for h in parsed.headings] + [(c.start, c.end) for c in parsed.clauses])
    assert "".join(text[start:end] for start, end in spans) == text
    assert parsed.coverage() == 1
    return parsed


@settings(max_examples=300, deadline=None)
@given(OUTLINES)
def test_outlines_are_tiled(text: str) -> None:
    _check(text)


@settings(max_examples=300, deadline=None)
@given(NOISE)
def test_arbitrary_texts_are_tiled(text: str) -> None:
    _check(text)


@settings(max_examples=200, deadline=None)
@given(st.one_of(OUTLINES, NOISE))
def test_clauses_are_in_order_with_ids_of_their_own_and_sentences_inside(text: str) -> None:
    parsed = _check(text)
    ids = [clause.id for clause in parsed.clauses]
    assert len(ids) == len(set(ids))
    assert [clause.start for clause in parsed.clauses] == sorted(clause.start for clause in parsed.clauses)
    for clause in parsed.clauses:
        assert clause.text == text[clause.start : clause.end]
        assert clause.path
        assert clause.label
        at = clause.start
        for number, (start, end) in enumerate(clause.sentences):
            assert at <= start < end <= clause.end
            assert clause.sentence_text(number) == text[start:end]
            at = end


@settings(max_examples=100, deadline=None)
@given(st.one_of(OUTLINES, NOISE))
@example("目录\n目录\n第一编 \n目录\n")
def test_a_text_with_words_has_a_clause_or_a_numbered_heading(text: str) -> None:
    parsed = _check(text)
    words = any(char.isalnum() for char in text)
    titled = len([heading for heading in parsed.headings if not heading.structural]) == len(parsed.headings)
    contents = any(heading.path == "目录" for heading in parsed.headings)  # nothing but a table of contents states nothing
    assert parsed.clauses or contents or not (words and titled)


@settings(max_examples=100, deadline=None)
@given(OUTLINES)
def test_parsing_is_repeatable(text: str) -> None:
    assert parse(DOCUMENT, text) == parse(DOCUMENT, text)
