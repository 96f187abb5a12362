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


@pytest.mark.parametrize(
    ("code", "char"), [("2460", "①"), ("41", "A"), ("4e2d", "中"), ("1F600", "😀"), ("F0FE", ""), ("E000", ""), ("F8FF", ""), ("0", ""), ("7", ""), ("100041", ""), ("甲", ""), ("", "")]
)  # fmt: skip
def test_a_symbol_is_a_character_where_it_means_one_outside_its_font(code: str, char: str) -> None:
    assert lines(read(f'<w:p><w:r><w:t>字</w:t><w:sym w:char="{code}"/></w:r></w:p>')) == [f"字{char}"]


def run(text: str, more: str = "") -> str:
    return f"<w:r><w:rPr>{more}</w:rPr><w:t>{text}</w:t></w:r>"


@pytest.mark.parametrize(
    ("vanish", "shown"),
    [("<w:vanish/>", False), ('<w:vanish w:val="1"/>', False), ('<w:vanish w:val="0"/>', True), ('<w:vanish w:val="false"/>', True), ("", True)],
)  # fmt: skip
def test_hidden_text_is_no_text_unless_it_says_that_it_is_shown(vanish: str, shown: bool) -> None:
    found = read(f"<w:p>{run('正文')}{run('密', vanish)}</w:p>")
    assert (lines(found), [dropped.text for dropped in found.dropped]) == ((["正文密"], []) if shown else (["正文"], ["密"]))


@pytest.mark.parametrize(
    ("body", "text", "changed"),
    [
        (f"<w:p><w:ins>{run('甲')}</w:ins></w:p>", "甲", True), (f"<w:p><w:moveTo>{run('甲')}</w:moveTo></w:p>", "甲", True),
        (f"<w:p>{run('甲')}<w:moveFrom>{run('乙')}</w:moveFrom></w:p>", "甲", True), (f"<w:moveFrom>{p('乙')}</w:moveFrom>{p('甲')}", "甲", True),
        (f"<w:del>{p('乙')}</w:del>{p('甲')}", "甲", True), (f"<w:p><w:hyperlink>{run('甲')}</w:hyperlink></w:p>", "甲", False),
        (f"<w:sdt><w:sdtContent>{p('甲')}</w:sdtContent></w:sdt>", "甲", False), (f"<w:p><w:unheard>{run('乙')}</w:unheard>{run('甲')}</w:p>", "甲", False),
        (f"<w:p>{run('甲')}<w:pPr><w:rPr><w:del/></w:rPr></w:pPr></w:p>", "甲", True),  # nothing follows that it goes on in
        ("<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:noBreakHyphen/><w:t>丙</w:t></w:r></w:p>", "甲 乙-丙", False),
    ],
)  # fmt: skip
def test_what_was_changed_is_read_as_if_accepted_and_told(body: str, text: str, changed: bool) -> None:
    found = read(body)
    assert (lines(found), any("修订" in warning for warning in found.warnings)) == ([text], changed)


def test_a_line_break_parts_a_paragraph_and_only_its_first_line_has_the_number() -> None:
    broken = p("甲", "1").replace("</w:t>", "</w:t><w:br/><w:t>乙</w:t><w:cr/><w:t> </w:t><w:br/><w:t>丙</w:t>")
    assert lines(read(broken + p("丁", "1"), numbering=lists(level(0, "%1.")))) == ["1. 甲", "乙", "丙", "2. 丁"]


@pytest.mark.parametrize(
    ("style", "kind"), [("Title", "title"), ("标题", "title"), ("TITLE", "title"), ("heading 1", "paragraph"), ("Subtitle", "paragraph")]
)  # fmt: skip
def test_a_title_is_known_by_its_style(style: str, kind: str) -> None:
    styles = f'<w:style w:type="paragraph" w:default="1" w:styleId="S"><w:name w:val="{style}"/></w:style>'
    for paragraph in (p("甲", style="S"), p("甲")):  # the default style is that of a paragraph that names none
        (block,) = read(paragraph, styles=styles).blocks
        assert (block.kind, block.style) == (kind, style)


@pytest.mark.parametrize(
    ("own", "direct", "number"),
    [
        ("", "", "1"), ('<w:ilvl w:val="1"/>', "", "1.1"), ('<w:ilvl w:val="1"/>', '<w:ilvl w:val="0"/>', "1"),
        ('<w:ilvl w:val="9"/>', "", "1.1.9"), ('<w:ilvl w:val="10"/>', "", ""), ('<w:ilvl w:val="x"/>', "", ""),
        ("", '<w:ilvl w:val="1"/>', "1.1"), ("", '<w:numId w:val="1"/>', "1"), ("", '<w:numId w:val="9"/>', ""),
    ],
)  # fmt: skip
def test_the_level_of_a_paragraph_is_its_own_or_that_of_its_style(own: str, direct: str, number: str) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="A"/><w:pPr><w:numPr>'
        f'{own}<w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:styleId="B"><w:name w:val="B"/><w:basedOn w:val="A"/></w:style>'
    )
    listed = f"<w:p><w:pPr><w:pStyle w:val='B'/><w:numPr>{direct}</w:numPr></w:pPr>{run('甲')}</w:p>"
    numbers = lists(level(0, "%1") + level(1, "%1.%2") + level(8, "%1.%2.9"))
    (block,) = read(listed, numbering=numbers, styles=styles).blocks
    assert block.number.strip() == number


def test_notes_are_counted_by_kind_and_stand_once() -> None:
    def cite(*references: tuple[str, int]) -> str:
        return f"<w:p>{run('文')}<w:r>{''.join(f'<w:{kind}Reference w:id={chr(34)}{number}{chr(34)}/>' for kind, number in references)}</w:r></w:p>"

    def note(kind: str, number: int, text: str) -> str:
        return f'<w:{kind} w:id="{number}">{p(text)}</w:{kind}>'

    foot = note("footnote", 5, "脚甲") + note("footnote", 4, "脚乙") + note("footnote", 3, " ")
    body = cite(("footnote", 5), ("endnote", 5)) + cite(("footnote", 5), ("footnote", 4), ("footnote", 8))
    found = read(body, footnotes=foot, endnotes=note("endnote", 5, "尾甲"))
    assert lines(found) == ["文", "注1 脚甲", "注1 尾甲", "文", "注2 脚乙"]
    assert [block.kind for block in found.blocks] == ["paragraph", "note", "note", "paragraph", "note"]


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def test_a_table_of_contents_ends_with_its_own_field_and_others_are_text() -> None:
    toc = f"{field('begin')}<w:r><w:instrText> TOC \\o</w:instrText></w:r>"
    inner = f"{field('begin')}<w:r><w:instrText> PAGEREF x</w:instrText></w:r>{run('3')}{field('end')}"
    body = f"<w:p>{toc}{run('总则')}{inner}</w:p><w:p>{run('附则')}{inner}{field('end')}</w:p><w:p>{inner}{run('页起。')}</w:p>"
    found = read(body)
    assert (lines(found), [d.text for d in found.dropped]) == (["3页起。"], ["总则3", "附则3"])
    assert lines(read(f"<w:p>{toc.replace('TOC', 'TOCX')}{run('总则')}{field('end')}</w:p>")) == ["总则"]


def test_contents_that_word_made_are_left_out_and_other_controls_read() -> None:
    def control(gallery: str) -> str:
        part = f'<w:docPartObj><w:docPartGallery w:val="{gallery}"/></w:docPartObj>'
        return f"<w:sdt><w:sdtPr>{part}</w:sdtPr><w:sdtContent>{p(gallery)}</w:sdtContent></w:sdt>"

    found = read(control("Table of Contents") + control("Cover Pages"))
    assert (lines(found), [(d.kind, d.text) for d in found.dropped]) == (["Cover Pages"], [("目录", "Table of Contents")])


def test_the_second_table_has_the_second_number_and_a_frame_around_text_none() -> None:
    found = read(table(("甲", "1")) + table(("框中字。",)) + table(("乙", "2")))
    assert lines(found) == ["表1第1行 甲｜1", "框中字。", "表2第1行 乙｜2"]


def test_a_table_within_a_cell_is_text_of_the_cell() -> None:
    inner = table(("丙", "丁"), ("", "戊"))
    assert lines(read(table(("甲", "乙"), ("己", inner + p("庚"))))) == ["表1第1行 甲｜乙", "表1第2行 己｜丙 丁 戊 庚"]


@pytest.mark.parametrize(("depth", "read_it"), [(40, True), (41, False)])
def test_tables_in_tables_without_end_are_damage(depth: int, read_it: bool) -> None:
    nested = p("甲")
    for _ in range(depth):
        nested = f"<w:tbl><w:tr><w:tc>{nested}</w:tc></w:tr></w:tbl>"
    if read_it:
        assert lines(read(nested + nested)) == ["甲", "甲"]
    else:
        with pytest.raises(ReadError, match="已损坏"):
            read(nested)


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def grown(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


MERGED, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (  # over three rows; what stands in the cells that it covers belongs to it
            (cell("类别") + cell("级") + cell("数"), cell("发明", MERGED) + cell("一") + cell("3"), cell("等", GOES_ON) + cell("二") + cell("2"),
             cell("", '<w:vMerge w:val="continue"/>') + cell("三") + cell("1")),
            ["类别｜级｜数", "类别：发明 等；级：一；数：3", "类别：发明 等；级：二；数：2", "类别：发明 等；级：三；数：1"],
        ),
        (  # below a wide cell the columns are counted with its width
            (cell("类别") + cell("级") + cell("数"), cell("发明", '<w:gridSpan w:val="2"/>') + cell("3", MERGED), cell("商标") + cell("二") + cell("", GOES_ON)),
            ["类别｜级｜数", "类别、级：发明；数：3", "类别：商标；级：二；数：3"],
        ),
        (  # it goes on with nothing
            (cell("类别", GOES_ON) + cell("数"), cell("发明", MERGED) + cell("3"), cell("商标", MERGED) + cell("2")),
            ["类别｜数", "类别：发明；数：3", "类别：商标；数：2"],
        ),
        (("<w:trPr><w:tblHeader/></w:trPr>" + cell("申报") + cell("数"), cell("发明") + cell("3")), ["申报｜数", "申报：发明；数：3"]),
        ((cell("申报") + cell("数"), "<w:trPr><w:del/></w:trPr>" + cell("删") + cell("4"), cell("发明") + cell("3")), ["申报｜数", "发明｜3"]),
        ((cell("类别", '<w:gridSpan w:val="123"/>') + cell("数"), cell("发明") + cell("3")), ["类别｜数", "类别：发明；数：3"]),
        ((f"<w:sdt><w:sdtContent>{cell('类别')}</w:sdtContent></w:sdt>" + cell("数"), cell("发明") + cell("3")), ["类别｜数", "类别：发明；数：3"]),
    ],
    ids=["down", "across and down", "goes on with nothing", "header by Word", "a deleted row", "a damaged width", "wrapped"],
)  # fmt: skip
def test_cells_that_are_merged(rows: tuple[str, ...], found: list[str]) -> None:
    assert lines(read(grown(*rows))) == [f"表1第{at}行 {line}" for at, line in enumerate(found, 1)]


def test_pictures_and_formulas_are_told() -> None:
    picture = '<a:blip xmlns:a="a"/>'
    body = f"<w:p><w:r><w:drawing>{picture}{picture}</w:drawing><w:pict><w:imagedata/></w:pict></w:r>{run('正文')}"
    found = read(f'{body}<m:oMath xmlns:m="m"><m:r><m:t>a+b</m:t></m:r></m:oMath></w:p>', header1="<w:p/>")
    assert lines(found) == ["正文a+b"]
    assert [("3 幅图片" in warning, "公式" in warning) for warning in found.warnings] == [(True, False), (False, True)]
    assert (read(p("正文")).warnings, read(p("正文")).dropped) == ((), ())


def test_the_alternative_for_old_programs_is_not_read_nor_counted() -> None:
    choice = '<w:drawing><a:blip xmlns:a="a"/></w:drawing>'
    both = f"<mc:AlternateContent><mc:Choice>{choice}</mc:Choice><mc:Fallback><w:pict><w:imagedata/></w:pict></mc:Fallback></mc:AlternateContent>"
    old = f"<mc:AlternateContent><mc:Fallback>{choice}</mc:Fallback></mc:AlternateContent>"
    found = read(f"<w:p>{run('正文')}<w:r>{both}{old}</w:r></w:p>")
    assert ["1 幅图片" in warning for warning in found.warnings] == [True]


def test_phonetic_signs_above_a_text_are_not_read() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{run('yin')}</w:rt><w:rubyBase>{run('音')}</w:rubyBase></w:ruby></w:r>"
    assert lines(read(f"<w:p>{ruby}{run('乐')}</w:p>")) == ["音乐"]


def test_a_running_head_is_no_diagram_and_a_diagram_without_text_is_not_told() -> None:
    found = read(p("正文。"), header1=p("公报"))
    assert (found.warnings, [dropped.kind for dropped in found.dropped]) == ((), ["页眉"])
    with zipfile.ZipFile(io.BytesIO(docx(p("正文。"), header1=p("公报")))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert read_docx(zipped(parts | {"word/charts/chart1.xml": "<x/>"}), "文件.docx").warnings == ()
