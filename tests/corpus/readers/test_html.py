import pytest

from corpus.errors import ReadError
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


@pytest.mark.parametrize(
    ("named", "found"),
    [("六个字之多，", ["六个字之多，"]), ("五个字哦，", ["五个字哦，", "四个字，"])],  # of the prose: six tenths, less
)
def test_a_named_container_holds_six_tenths_of_the_prose(named: str, found: list[str]) -> None:
    assert lines(read(f'<div id="zoom">{named}</div><p>四个字，</p>')) == found


def test_of_several_named_containers_the_one_with_most_prose_holds_the_text() -> None:
    assert lines(read('<div id="zoom">略，</div><div id="zoom">这里才是正文，全文。</div><div id="zoom">略。</div>')) == [
        "这里才是正文，全文。"
    ]


def test_links_and_text_without_signs_are_no_prose() -> None:
    body = '<div id="zoom"><a>关于印发某某办法的通知，附件。</a><p>没有标点的很多很多字</p></div><div class="x"><p>正文，在此。</p></div>'
    assert lines(read(body)) == ["正文，在此。"]


@pytest.mark.parametrize(
    ("beside", "found"), [("旁，", ["正文正文正文正文正文正文正文正文正，"]), ("旁边，", ["正文正文正文正文正文正文正文正文正，", "旁边，"])]
)  # fmt: skip
def test_the_text_is_in_the_part_that_has_nine_tenths_of_the_prose(beside: str, found: list[str]) -> None:
    assert (
        lines(read(f"<div><div>正文正文正文正文正文正文正文正文正，</div><div>{beside}</div></div>")) == found
    )  # 18 of 20, of 21


@pytest.mark.parametrize("tag", ["p", "ol", "span"])
def test_a_paragraph_or_a_list_is_no_container(tag: str) -> None:
    """What stands around it without prose stays."""
    assert lines(read(f"<div><h2>题目</h2><{tag}>第一条，甲。</{tag}></div>")) == ["题目", "第一条，甲。"]


@pytest.mark.parametrize(("before", "doubled"), [(11, False), (12, True)])
def test_a_title_that_stands_among_the_first_twelve_blocks_is_not_written_again(before: int, doubled: bool) -> None:
    body = "".join(f"<p>第{n}段，正文。</p>" for n in range(before)) + "<p>某市专利办法</p>"
    found = lines(read(f'<div id="zoom">{body}</div>', '<meta name="ArticleTitle" content="某市专利 办法">'))
    assert (found.count("某市专利 办法"), len(found)) == (int(doubled), before + 1 + doubled)


def test_breaks_and_blocks_end_paragraphs_and_a_heading_is_known() -> None:
    body = "<h2>总则</h2>甲，<b>乙</b><font>丙</font>。<br>丁，<ul><li>戊，</li><li> </li></ul>己<h7>庚</h7><p>辛。</p>壬，"
    found = read(f'<div id="zoom">{body}</div>')
    assert lines(found) == ["总则", "甲，乙丙。", "丁，", "戊，", "己", "庚", "辛。", "壬，"]
    assert [block.style for block in found.blocks] == ["h2", *[""] * 7]


@pytest.mark.parametrize(
    ("table", "found"),
    [
        ("<table><tr><td>只有，一格</td></tr></table>", ["只有，一格"]), ("<table><tr><td>甲，</td><td>乙</td></tr></table>", ["表1第1行 甲，｜乙"]),
        ("<table><caption>表 题</caption><tr><td>甲，</td></tr><tr><td>乙</td></tr></table>", ["表 题", "甲，", "乙"]),
        ("<table><tr><td colspan=2>项目</td></tr><tr><td>甲，</td><td>乙</td></tr></table>", ["项目", "表1第1行 甲，｜乙"]),
        ("<table><tr><td colspan='x'>表头</td></tr><tr><td>甲，</td><td>乙</td></tr></table>", ["表1第1行 表头", "表1第2行 甲，｜乙"]),
        ("<table><tr><td rowspan=2>项</td><td>甲，</td></tr><tr><td>乙</td></tr></table>", ["表1第1行 项｜甲，", "表1第2行 项｜乙"]),
        ("<table><tr><td rowspan=0>项</td><td>甲，</td></tr><tr><td>乙</td></tr></table>", ["表1第1行 项｜甲，", "表1第2行 乙"]),
        ("<table><tr><th>申报</th><th>数</th></tr><tr><td>甲，</td><td>3</td></tr></table>", ["表1第1行 申报｜数", "表1第2行 申报：甲，数：3"]),
        ("<table><tr><td>申报</td><td>数</td></tr><tr><td>甲，</td><td>3</td></tr></table>", ["表1第1行 申报｜数", "表1第2行 甲，｜3"]),
    ],
)  # fmt: skip
def test_a_table_of_two_cells_is_a_table(table: str, found: list[str]) -> None:
    assert lines(read(f'<div id="zoom"><p>前，</p>{table}</div>'))[1:] == found


def test_tables_are_numbered_and_a_frame_around_text_is_not() -> None:
    table, framed = (
        "<table><tr><td>甲，</td><td>乙</td></tr></table>",
        "<table><tr><td>框，</td></tr><tr><td>内</td></tr></table>",
    )
    assert lines(read(f'<div id="zoom">{table}{framed}{table}</div>')) == ["表1第1行 甲，｜乙", "框，", "内", "表2第1行 甲，｜乙"]


@pytest.mark.parametrize(
    ("attributes", "kind"),
    [
        ("hidden", "隐藏文字"), ('style="color:red;DISPLAY :none"', "隐藏文字"), ('class="share"', "正文之外"), ('id="page_footer"', "正文之外"),
        ('class="x print-button"', "正文之外"), ('class="shareholder"', None), ('class="blueprint"', None), ('style="display:block"', None),
    ],
)  # fmt: skip
def test_what_is_hidden_or_a_button_is_no_text(attributes: str, kind: str | None) -> None:
    found = read(f'<div id="zoom"><p>正文，甲乙丙丁。</p><div {attributes}>其他，字</div></div>')
    assert [(d.kind, d.text) for d in found.dropped] == ([(kind, "其他，字")] if kind else [])
    assert lines(found) == ["正文，甲乙丙丁。"] + ([] if kind else ["其他，字"])


@pytest.mark.parametrize(
    ("head", "proposed"),
    [
        ('<meta name="ContentSource" content="某市知识产权局"><meta name="SiteName" content="某省财政厅网站">', {"issuer": "某市知识产权局"}),
        ('<meta name="ContentSource" content="市财政局"><meta name="SiteName" content="某省财政厅门户网站">', {"issuer": "某省财政厅"}),
        ('<meta name="SiteName" content="某市人民政府网">', {}), ('<meta name="pubdate" content="发布：2024年11月8日">', {"published": "2024-11-08"}),
        ('<meta name="PubDate" content="昨天">', {}), ("<meta><meta name='ArticleTitle'>", {}),
        ("<title>正文，甲乙。 - 某局</title>", {"title": "正文，甲乙。"}), ("<title>正文， 甲乙。</title>", {"title": "正文， 甲乙。"}),
        ("<title>某局</title><title>【转载】</title>", {}),
    ],
)  # fmt: skip
def test_what_a_page_says_of_itself(head: str, proposed: dict[str, str]) -> None:
    found = read('<div id="zoom"><p>正文，甲乙。</p></div>', head)
    assert {key: said.value for key, said in found.proposals.items()} == proposed


def test_pictures_of_the_text_and_a_page_without_end_are_told() -> None:
    page = '<html><body><img><div id="zoom"><p>正文，甲乙。</p><img><img>{}</div>'
    assert [warning.partition("：")[2][:8] for warning in read_html(page.format("").encode(), "页.html").warnings] == [
        "有 2 幅图片，", "网页没有结束的标",
    ]  # fmt: skip
    assert [
        len(read_html((page.format("") + end).encode(), "页.html").warnings) for end in ("</body>", "</HTML >", "</div>")
    ] == [1, 1, 2]


@pytest.mark.parametrize("data", ["<!-- 无 -->", "<?xml version='1.0'?>"])
def test_a_page_without_any_element_is_refused(data: str) -> None:
    with pytest.raises(ReadError, match="只有空白"):
        read_html(data.encode(), "页.html")


def test_scripts_are_no_text_of_the_file_and_tails_are() -> None:
    found = read('<div id="zoom">甲，<script>var x</script>乙<svg><text>图</text></svg>丙。</div><p>外 \n 边</p>')
    assert (lines(found), found.pieces, [d.text for d in found.dropped]) == (
        ["甲，乙丙。"],
        ("甲，", "乙", "丙。", "外 边"),
        ["外 边"],
    )
