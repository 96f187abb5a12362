"""Where a text says something of its document: title lines first, then sentences, white space aside."""

import pytest

from assistant.facts.passages import beginning, holding, page_printing, stating, title_span
from corpus.parser import parse
from corpus.records import Document, ParsedDocument, Span

TEXT = """市政府办公室关于印发某市旅游规划的通知
某市旅游规划
第一条 旅游规划自印发之日起施行。
第二条 某市 旅游局负责。
第三条 市民可以投诉。
第四条 本规划自2020年起施行。
第五条 某市旅游局可以解释。
"""


@pytest.fixture
def parsed() -> ParsedDocument:
    return parse(Document("d", "某市旅游规划"), TEXT)


def said(parsed: ParsedDocument, spans: tuple[Span, ...]) -> list[str]:
    return [parsed.text[slice(*span)].removeprefix("\n").strip() for span in spans]


def test_a_title_stands_in_the_title_lines_or_nowhere(parsed: ParsedDocument) -> None:
    span = title_span(parsed)
    assert span is not None
    assert said(parsed, (span,)) == ["市政府办公室关于印发某市旅游规划的通知"]
    assert title_span(parse(Document("d", "别的办法"), TEXT)) is None


def test_the_first_piece_that_states_something_is_it_and_at_the_end_only_what_stands_there(parsed: ParsedDocument) -> None:
    assert "印发之日" in said(parsed, stating(parsed, lambda text: "施行" in text))[0]
    assert "2020年" in said(parsed, stating(parsed, lambda text: "施行" in text, ending=3))[0]
    assert stating(parsed, lambda text: "施行" in text, ending=1) == ()


def test_white_space_does_not_count_and_a_beginning_is_one(parsed: ParsedDocument) -> None:
    assert said(parsed, holding(parsed, "无此", "某市旅游局负责"))[0].endswith("旅游局负责。")
    assert holding(parsed, "省旅游局") == ()
    assert said(parsed, beginning(parsed, "市政府办公室")) == ["市政府办公室关于印发某市旅游规划的通知"]
    assert beginning(parsed, "旅游局") == ()


def test_what_the_page_prints_above_a_text_is_found_by_its_field() -> None:
    page = "基本信息\n文号：\n某府〔2021〕19号\n实施日期：2021年12月06日\n失效日期：\n2029年12月06日\n"
    parsed = parse(Document("d", "某细则"), f"{page}某府关于印发某细则的通知\n各区：\n已经同意。\n")
    assert said(parsed, page_printing(parsed, "valid_to")) == ["失效日期：\n2029年12月06日"]
    assert page_printing(parsed, "published") == ()
