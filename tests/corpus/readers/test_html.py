import pytest

from corpus.readers.html import read_html
from corpus.readers.source import Source

TEXT = "<p>第一条　为了保护知识产权，制定本办法。</p><p>第二条 本办法自2024年1月1日起施行，有效期5年。</p>"


def read(body: str, head: str = "") -> Source:
    return read_html(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(), "页.html")


def lines(source: Source) -> list[str]:
    return [block.line for block in source.blocks]


AROUND = '<div class="top"><a>首页，欢迎您！</a><p>当前位置：政策</p></div>{}<div class="foot">网站标识码：1，2。</div>'


@pytest.mark.parametrize(
    "holder", ['<div id="zoom">{}</div>', '<div class="x TRS_Editor">{}</div>', '<div class="unheard-of"><div>{}</div></div>']
)
def test_the_container_is_found_by_its_name_or_by_its_prose(holder: str) -> None:
    found = read(AROUND.format(holder.format(TEXT * 5)))
    assert lines(found) == ["第一条 为了保护知识产权，制定本办法。", "第二条 本办法自2024年1月1日起施行，有效期5年。"] * 5
    assert {dropped.text for dropped in found.dropped} == {"首页，欢迎您！", "当前位置：政策", "网站标识码：1，2。"}
    assert found.coverage() == 1


def test_a_named_container_that_holds_little_of_the_prose_is_not_believed() -> None:
    assert lines(read(f'<div id="zoom">略。</div><div>{TEXT}</div>'))[0] == "第一条 为了保护知识产权，制定本办法。"


def test_a_title_that_only_the_page_states_stands_first_and_the_rest_is_proposed() -> None:
    head = (
        '<title>问答 - 某局网站</title><meta name="ArticleTitle" content="【关注】贷款常见问题">'
        '<meta name="PubDate" content="2025-1-8 17:00">'
        '<meta name="ContentSource" content="本网"><meta name="SiteName" content="某市财政局网站">'
    )
    found = read(f'<div id="zoom">{TEXT}</div>', head)
    assert lines(found)[0] == "贷款常见问题"
    assert {key: said.value for key, said in found.proposals.items()} == {
        "title": "贷款常见问题", "published": "2025-01-08", "issuer": "某市财政局",
    }  # fmt: skip
    assert found.proposals["published"].quote == "2025-1-8 17:00"


def test_a_title_that_the_text_bears_over_two_lines_is_not_doubled() -> None:
    head = '<meta name="ArticleTitle" content="某市关于印发办法的通知">'
    assert lines(read(f'<div id="zoom"><p>某市</p><p>关于印发办法的通知</p>{TEXT}</div>', head))[:2] == [
        "某市",
        "关于印发办法的通知",
    ]


def test_a_page_title_that_the_page_does_not_show_names_the_site() -> None:
    assert "title" not in read(f'<div id="zoom">{TEXT}</div>', "<title>企业服务平台首页</title>").proposals


def test_tables_are_rows_and_scripts_share_buttons_and_hidden_parts_are_no_text() -> None:
    body = (
        '<div id="zoom"><p>一、标准：</p><table><tr><th>学历<th>年龄</tr><tr><td>博士<td>50周岁以下</table>'
        '<script>var a="，";</script>'
        f'<div class="article-share">分享，转发</div><div style="display: none">隐去，的话</div>{TEXT}</div>'
    )
    found = read(body)
    assert lines(found)[:3] == ["一、标准：", "表1第1行 学历｜年龄", "表1第2行 学历：博士；年龄：50周岁以下"]
    assert [(dropped.kind, dropped.text) for dropped in found.dropped] == [("正文之外", "分享，转发"), ("隐藏文字", "隐去，的话")]


def test_a_table_that_lays_out_the_page_is_no_table() -> None:
    inner = "<table><tr><td>甲类</td><td>3万元，一次性</td></tr><tr><td>乙类</td><td>2万元，一次性</td></tr></table>"
    found = read(f'<div id="zoom"><table><tr><td><p>第一条 甲，乙。</p>{inner}</td><td><p>旁，栏。</p></td></tr></table></div>')
    assert lines(found) == ["第一条 甲，乙。", "表1第1行 甲类｜3万元，一次性", "表1第2行 乙类｜2万元，一次性", "旁，栏。"]


def test_pages_in_gb18030_are_read() -> None:
    data = f'<html><head><meta charset="gb2312"></head><body><div id="zoom">{TEXT}</div></body></html>'.encode("gb18030")
    assert read_html(data, "页.html").blocks[0].text == "第一条 为了保护知识产权，制定本办法。"
