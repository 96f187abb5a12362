import io
import zipfile

import pytest

from corpus.errors import ReadError
from corpus.readers.docx import read_docx
from corpus.readers.source import Source
from tests.corpus.readers.making import docx, level, lists, p, table, zipped

ARTICLES = lists(
    level(0, "第%1章", "chineseCountingThousand")
    + level(1, "第%2条", "chineseCountingThousand", '<w:lvlRestart w:val="0"/>')
    + level(2, "（%3）", "chineseCounting")
)


def read(body: str, **parts: str) -> Source:
    return read_docx(docx(body, **parts), "文件.docx")


def lines(source: Source) -> list[str]:
    return [block.line for block in source.blocks]


def test_articles_go_on_over_chapters_and_items_begin_anew() -> None:
    body = "".join(
        p(text, "1", at)
        for text, at in (("总则", 0), ("甲。", 1), ("乙：", 1), ("子；", 2), ("丑。", 2), ("附则", 0), ("丙：", 1), ("寅。", 2))
    )
    assert lines(read(body, numbering=ARTICLES)) == [
        "第一章 总则", "第一条 甲。", "第二条 乙：", "（一）子；", "（二）丑。", "第二章 附则", "第三条 丙：", "（一）寅。",
    ]  # fmt: skip


def test_numbers_of_upper_levels_stand_in_decimal_numbers() -> None:
    levels = lists(level(0, "%1", "chineseCounting") + level(1, "%1.%2", "decimal", "<w:isLgl/>") + level(2, "%1.%2.%3"))
    body = "".join(p("甲", "1", at) for at in (0, 1, 1, 0, 1, 2))
    assert lines(read(body, numbering=levels)) == ["一 甲", "1.1 甲", "1.2 甲", "二 甲", "2.1 甲", "二.1.1 甲"]


def test_a_list_that_is_told_to_start_anew_does_so_once_and_others_of_its_kind_go_on() -> None:
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    anew = f'<w:num w:numId="7"><w:abstractNumId w:val="1"/>{start}</w:num>'
    more = '<w:num w:numId="8"><w:abstractNumId w:val="1"/></w:num>'
    body = p("a", "1") + p("b", "1") + p("c", "7") + p("d", "7") + p("e", "8")
    assert lines(read(body, numbering=lists(level(0, "%1."), nums=anew + more))) == ["1. a", "2. b", "5. c", "6. d", "7. e"]


@pytest.mark.parametrize(
    ("number_format", "third"),
    [
        ("decimalZero", "03"), ("upperRoman", "III"), ("lowerLetter", "c"), ("chineseLegalSimplified", "叁"),
        ("ideographTraditional", "丙"),
        ("decimalEnclosedCircleChinese", "③"), ("decimalFullWidth", "３"), ("none", ""), ("bullet", ""), ("someday", "3"),
    ],
)  # fmt: skip
def test_every_number_format_is_written_as_word_writes_it(number_format: str, third: str) -> None:
    found = read(p("甲", "1") * 3, numbering=lists(level(0, "%1", number_format)))
    assert found.blocks[2].number.strip() == third


def test_numbers_come_from_styles_and_their_levels_and_can_be_taken_away() -> None:
    numbered = level(0, "第%1条", "chineseCounting", '<w:pStyle w:val="A"/>') + level(
        1, "（%2）", "chineseCounting", '<w:pStyle w:val="B"/>'
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="Article {name}"/>{based}'
        f"<w:pPr>{'<w:numPr><w:numId w:val=' + chr(34) + '1' + chr(34) + '/></w:numPr>' if name != 'C' else ''}</w:pPr></w:style>"
        for name, based in (("A", ""), ("B", ""), ("C", '<w:basedOn w:val="A"/>'))
    )
    none = '<w:p><w:pPr><w:pStyle w:val="A"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr><w:r><w:t>无号</w:t></w:r></w:p>'
    body = p("甲", style="A") + p("子", style="B") + p("乙", style="C") + none
    assert lines(read(body, numbering=lists(numbered), styles=styles)) == ["第一条 甲", "（一）子", "第二条 乙", "无号"]


def test_changes_count_as_accepted_and_that_is_said() -> None:
    body = (
        "<w:p><w:r><w:t>补贴</w:t></w:r><w:del><w:r><w:delText>3万元</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>5万元</w:t></w:r></w:ins></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前半，</w:t></w:r></w:p>" + p("后半。")
    )
    found = read(body)
    assert lines(found) == ["补贴5万元", "前半，后半。"]
    assert [(dropped.kind, dropped.text) for dropped in found.dropped] == [("修订删除", "3万元")]
    assert any("接受全部修订" in warning for warning in found.warnings)
    assert found.coverage() == 1


def test_a_paragraph_that_was_deleted_whole_is_not_counted() -> None:
    gone = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr>'
        "<w:del><w:r><w:delText>乙</w:delText></w:r></w:del></w:p>"
    )
    assert lines(read(p("甲", "1") + gone + p("丙", "1"), numbering=lists(level(0, "%1.")))) == ["1. 甲", "2. 丙"]


def test_contents_running_heads_and_hidden_text_are_left_out_and_listed() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style>'
    field = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText> TOC \\o </w:instrText><w:fldChar w:fldCharType="separate"/>'
        '<w:t>1总则</w:t></w:r></w:p><w:p><w:r><w:t>2附则</w:t><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    hidden = "<w:p><w:r><w:t>正文。</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r></w:p>"
    body = p("3目录项", style="T1") + field + hidden
    found = read(body, styles=styles, header1=p("公报"))
    assert lines(found) == ["正文。"]
    assert [(d.kind, d.text) for d in found.dropped] == [
        ("目录", "3目录项"), ("目录", "1总则"), ("目录", "2附则"), ("隐藏文字", "密"), ("页眉", "公报"),
    ]  # fmt: skip
    assert found.coverage() == 1


def test_text_boxes_are_read_once_and_notes_stand_below_their_paragraph() -> None:
    box = f"<w:txbxContent>{p('框中字。')}</w:txbxContent>"
    drawn = (
        f"<mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    body = f'<w:p><w:r><w:t>正文。</w:t>{drawn}<w:footnoteReference w:id="3"/></w:r></w:p>'
    notes = f'<w:footnote w:id="0" w:type="separator">{p("线")}</w:footnote><w:footnote w:id="3">{p("脚注。")}</w:footnote>'
    assert lines(read(body, footnotes=notes))[:3] == ["正文。", "框中字。", "注1 脚注。"]


def test_word_art_is_text_and_a_symbol_of_a_text_font_a_character() -> None:
    art = '<w:r><w:pict><v:textpath xmlns:v="v" string="某市科学技术局文件"/></w:pict></w:r>'
    signs = '<w:r><w:t>是否同意</w:t><w:sym w:font="宋体" w:char="2460"/><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    found = read(f"<w:p>{art}</w:p><w:p>{signs}</w:p>")
    assert lines(found) == ["某市科学技术局文件", "是否同意①"]
    assert found.coverage() == 1


def test_comments_diagrams_and_charts_are_left_out_listed_and_told() -> None:
    drawn = '<x xmlns:a="a"><a:t>受理</a:t><a:t>5个工作日</a:t></x>'
    parts = {"word/diagrams/data1.xml": drawn, "word/charts/chart2.xml": drawn.replace("受理", "办结")}
    body = docx(p("正文。"), comments=f"<w:comment>{p('请再核。')}</w:comment>")
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        found = read_docx(zipped({name: archive.read(name) for name in archive.namelist()} | parts), "文件.docx")
    assert [(dropped.kind, dropped.text) for dropped in found.dropped] == [
        ("批注", "请再核。"), ("图示", "受理5个工作日"), ("图示", "办结5个工作日"),
    ]  # fmt: skip
    assert ["有图示或图表" in warning for warning in found.warnings] == [True]
    assert found.coverage() == 1


@pytest.mark.parametrize("part", ["word/header1.xml", "word/comments.xml", "word/footnotes.xml", "word/styles.xml"])
def test_a_part_without_content_is_no_part(part: str) -> None:
    with zipfile.ZipFile(io.BytesIO(docx(p("正文。")))) as archive:
        found = read_docx(zipped({name: archive.read(name) for name in archive.namelist()} | {part: ""}), "文件.docx")
    assert lines(found) == ["正文。"]


def test_a_row_of_a_table_is_a_line_with_the_words_of_its_header() -> None:
    found = read(
        p("一、标准") + table(("类别", "标准", "上限"), ("发明专利", "每件2000元", "50万元"), ("商标", "每件1000元", ""))
    )
    assert lines(found)[1:] == [
        "表1第1行 类别｜标准｜上限", "表1第2行 类别：发明专利；标准：每件2000元；上限：50万元",
        "表1第3行 类别：商标；标准：每件1000元",
    ]  # fmt: skip
    assert found.coverage() == 1


def test_a_file_that_names_a_picture_which_is_not_there_is_read() -> None:
    drawing = '<w:p><w:r><w:drawing><a:blip xmlns:a="a" xmlns:r="r" r:embed="rId9"/></w:drawing><w:t>正文。</w:t></w:r></w:p>'
    found = read(drawing)
    assert lines(found) == ["正文。"]
    assert any("1 幅图片" in warning for warning in found.warnings)


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04" + b"\0" * 40,
        docx(p("甲"))[:200],
        zipped({"word/document.xml": "<w:document><w:body>"}),
        zipped({"word/document.xml": "<other/>"}),
        zipped({"word/document.xml": '<!DOCTYPE a [<!ENTITY x "y">]><a><body>&x;</body></a>'}),
    ],
    ids=["no zip", "cut off", "broken XML", "no body", "entities"],
)
def test_a_damaged_file_is_refused_with_what_to_do(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"已损坏或不完整.*重新下载"):
        read_docx(data, "文件.docx")
