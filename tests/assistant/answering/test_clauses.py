"""Look-ups: clauses in full, a paragraph, headings, what is not there, every occurrence."""

from types import SimpleNamespace
from typing import Any

import pytest

from assistant.answering.clauses import ClauseWriter
from assistant.answering.draft import Draft
from assistant.answering.render import NotVerbatim, hold_to_text
from assistant.retrieval.places import Listed, Place
from corpus.records import Clause, Heading

PARTING = "（以下从略，可点开引用查看全文。）"


def written(world: Any, place: Place, *documents: str) -> Draft:
    draft: Draft = world.draft(*documents)
    ClauseWriter(world.retriever).place(place, draft)
    return draft


def test_a_clause_is_written_in_full_paragraph_by_paragraph(world: Any) -> None:
    draft = written(world, Place(0, (world.number("law#第二条"),)))
    assert draft.lines == ["《质押法》第二条：", "“企业在质押期间不得转让质押的专利。”[1]", "“银行应当登记质押合同。”[2]"]
    assert [citation.quote for citation in draft.citations] == ["企业在质押期间不得转让质押的专利。", "银行应当登记质押合同。"]


def test_several_clauses_follow_each_other(world: Any) -> None:
    draft = written(world, Place(0, (world.number("law#第三条"), world.number("law#第二条"))))
    assert draft.lines[0::3] == ["《质押法》第三条：", "《质押法》第二条："]


def test_a_part_of_an_article_is_written_alone_under_its_name(world: Any) -> None:
    clause = world.clause("law#第二条")
    part = clause.sentences[-1]
    draft = written(world, Place(0, (world.number("law#第二条"),), title="第二条第二款", parts=(part,)))
    assert draft.lines == ["《质押法》第二条第二款：", "“银行应当登记质押合同。”[1]"]
    assert [citation.span for citation in draft.citations] == [part]


def test_a_section_is_named_once_before_all_of_its_clauses(world: Any) -> None:
    numbers = world.number("law#第三条"), world.number("law#第二条")
    bare = written(world, Place(0, numbers)).lines
    quoted = [line for line in bare if not line.startswith("《")]
    assert written(world, Place(0, numbers, section="申请材料")).lines == ["《质押法》申请材料：", *quoted]


def test_a_chapter_is_named_with_the_number_of_its_articles(world: Any) -> None:
    numbers = tuple(world.number(f"law#第{n}条") for n in "二三")
    assert written(world, Place(0, numbers, title="第二章 登记")).lines[0] == "《质押法》“第二章 登记”共二条："
    assert written(world, Place(0, numbers, title="第二章 登记"), "law").lines[0] == "“第二章 登记”共二条："


def test_a_range_that_goes_beyond_the_last_article_says_how_many_there_are(world: Any) -> None:
    draft = written(world, Place(0, (world.number("law#第二条"),), count=7, unit="条"))
    assert draft.lines[-1] == "该文件共有七条。"
    assert len(draft.citations) == 2


@pytest.mark.parametrize(("identifier", "shown"), [("law#第六条", "庚辛壬"), ("law#第七条", "子丑")])
def test_a_long_clause_is_cut_after_900_characters(world: Any, identifier: str, shown: str) -> None:
    """第六条 holds 450, 450, 4 and 4 characters, 第七条 450, 451 and 4."""
    draft = written(world, Place(0, (world.number(identifier),)))
    assert [citation.quote[0] for citation in draft.citations] == list(shown)
    assert draft.lines[-1] == PARTING
    assert len(draft.lines) == len(shown) + 2


def test_that_a_clause_is_cut_is_said_once_however_much_is_left(world: Any) -> None:
    text = "甲" * 899 + "。\n乙。\n丙。\n丁。\n"
    spans = ((0, 900), (901, 903), (904, 906), (907, 909))
    made = Clause("law#第一条", "law", "第一条", "第一条", "", (), text, 0, len(text), spans)
    draft = world.draft("law")
    retriever: Any = SimpleNamespace(units=SimpleNamespace(clauses=[made]))
    ClauseWriter(retriever).place(Place(0, (0,)), draft)
    assert [line[:2] for line in draft.lines[1:]] == ["“甲", "“乙", PARTING[:2]]


def test_of_several_clauses_each_is_cut_and_those_behind_the_bound_are_named(world: Any) -> None:
    """第七条 is cut at 901 characters, 第六条 at 904: what follows is over 1800 and left out."""
    numbers = tuple(world.number(f"law#第{n}条") for n in "七六二三")
    draft = written(world, Place(0, numbers))
    assert [line for line in draft.lines if line.endswith("：")] == ["《质押法》第七条：", "《质押法》第六条："]
    assert draft.lines.count(PARTING) == 2
    assert draft.lines[-1] == "另有二处从略：第二条、第三条。可按编号再问。"
    three = written(world, Place(0, (*numbers, numbers[2])))
    assert three.lines[-1] == "另有三处从略：第二条、第三条、第二条。可按编号再问。"
    more = written(world, Place(0, (*numbers, *numbers)))
    assert more.lines[-1] == "另有六处从略：第二条、第三条、第七条等。可按编号再问。"
    short = written(world, Place(0, numbers[2:]))
    assert not [line for line in short.lines if "从略" in line]


@pytest.mark.parametrize(("second", "cut"), [(900, False), (901, True)])
def test_after_just_1800_characters_another_clause_is_written(world: Any, second: int, cut: bool) -> None:
    texts = [f"{'甲' * (size - 1)}。" for size in (900, second, 5)]
    made = [
        Clause(f"law#第{n}条", "law", f"第{n}条", f"第{n}条", "", (), text, 0, len(text), ((0, len(text)),))
        for n, text in zip("一二三", texts, strict=True)
    ]
    draft = world.draft("law")
    ClauseWriter(SimpleNamespace(units=SimpleNamespace(clauses=made))).place(Place(0, (0, 1, 2)), draft)  # type: ignore[arg-type]
    assert len(draft.citations) == (2 if cut else 3)
    assert (draft.lines[-1] == "另有一处从略：第三条。可按编号再问。") is cut


def row(world: Any, label: str, identifier: str, **more: Any) -> Listed:
    clause = world.clause(identifier)
    return Listed(label, clause, clause.sentences[0], **more)


def test_a_list_cites_headings_articles_with_their_first_words_and_points(world: Any) -> None:
    plan, first = world.parsed["plan"], world.clause("plan#三.(一).1")
    heading = next(heading for heading in plan.titles() if heading.end <= first.start)
    rows = (
        Listed(heading.title, first, (heading.start, heading.end), heading),
        row(world, "1. 专利导航", "plan#三.(一).1"),
        row(world, "第二条 ", "law#第二条", quoted=True),
        Listed("2. 质押融资", None, (0, 0)),
    )
    draft = written(world, Place(1, (1,), title="主要任务", headings=rows, unit="项"))
    assert draft.lines == [
        "《襄阳市质押规划》“主要任务”共四项：",
        f"{heading.title}[1]",
        "1. 专利导航[2]",
        "第二条 “企业在质押期间不得转让质押的专利。”[3]",
        "2. 质押融资",
    ]
    assert draft.citations[0].quote == heading.title == plan.text[heading.start : heading.end]
    assert (draft.citations[0].clause, draft.citations[0].path) == (first.id, heading.label)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("甲" * 30 + "，" + "乙" * 60 + "。", "甲" * 30),
        ("甲" * 30 + "；" + "乙" * 20 + "，" + "丙" * 60 + "。", "甲" * 30 + "；" + "乙" * 20),  # the last of them
        ("甲，" + "乙" * 60 + "。", "甲"),
        ("甲" * 59 + "，" + "乙" * 60 + "。", "甲" * 59),
        ("甲" * 90 + "。", "甲" * 60),
        ("甲" * 60 + "。", "甲" * 60),
        ("甲" * 59 + "。", "甲" * 59 + "。"),
    ],
)
def test_of_a_long_first_sentence_the_first_words_are_shown(world: Any, text: str, shown: str) -> None:
    """The clause begins with the hundredth character of its document, and goes on behind the sentence."""
    span, whole = (100, 100 + len(text)), text + "另有规定的除外。" * 9
    made = Clause("law#第一条", "law", "第一条", "第一条", "", (), whole, 100, 100 + len(whole), (span,))
    draft = written(world, Place(0, (0,), title="章", headings=(Listed("第一条 ", made, span, quoted=True),), unit="条"), "law")
    assert draft.lines[1] == f"第一条 “{shown}”[1]" + ("……" if shown != text else "")
    assert draft.citations[0].quote == text


@pytest.mark.parametrize(("count", "left"), [(24, ""), (25, "一"), (30, "六")])
def test_a_list_is_cut_after_24_rows(world: Any, count: int, left: str) -> None:
    rows = tuple(Listed(f"{n}.", None, (0, 0)) for n in range(count))
    draft = written(world, Place(0, (0,), title="总则", headings=rows, unit="条"))
    assert draft.lines[1:25] == [f"{n}." for n in range(24)]
    assert draft.lines[25:] == ([f"另有{left}条未列出，可按编号再问。"] if left else [])


@pytest.mark.parametrize(
    ("place", "lines"),
    [
        (Place(0, missing="第九条", count=7, unit="条"), ["《中华人民共和国质押法》没有第九条。", "该文件共有七条。"]),
        (Place(1, missing="第九条", unit="条"), ["《襄阳市质押规划》没有第九条。", "该文件没有分条。"]),
        (Place(1, missing="专栏二"), ["《襄阳市质押规划》没有专栏二。"]),
        (
            Place(0, missing="第二条第四款", count=2, unit="款", whole="第二条"),
            ["《中华人民共和国质押法》没有第二条第四款。", "第二条共有二款。"],
        ),
    ],
)
def test_a_place_that_is_not_there_is_said_with_what_there_is(world: Any, place: Place, lines: list[str]) -> None:
    assert written(world, place).lines == lines


def test_a_heading_is_held_to_the_text_of_its_document(world: Any) -> None:
    plan, first = world.parsed["plan"], world.clause("plan#三.(一).1")
    heading = next(heading for heading in plan.titles() if heading.end <= first.start)
    draft = world.draft()
    draft.cite_heading(heading, first)
    hold_to_text(draft, world.clause, world.parsed.__getitem__)
    wrong = world.draft()
    wrong.cite_heading(Heading(heading.path, heading.label, heading.title + "等", heading.start, heading.end), first)
    with pytest.raises(NotVerbatim):
        hold_to_text(wrong, world.clause, world.parsed.__getitem__)


def occurring(world: Any, sentences: list[int], phrase: str, *, counted: bool) -> Draft:
    draft: Draft = world.draft()
    ClauseWriter(world.retriever).occurrences(sentences, phrase, draft, counted=counted)
    return draft


def test_occurrences_are_counted_and_numbered(world: Any) -> None:
    sentences = [world.hit("企业在").sentence, world.hit("高价值").sentence]
    assert occurring(world, sentences, "专利", counted=True).lines == [
        "“专利”在文件中出现在以下二处：",
        "1. “企业在质押期间不得转让质押的专利。”[1]（《质押法》第二条）",
        "2. “高价值专利年均增长43%，达到6件，普通专利达到12件。”[2]（《襄阳市质押规划》三、（一）3. 专利培育）",
    ]


def test_the_place_of_a_quote_is_not_counted(world: Any) -> None:
    lines = occurring(world, [world.hit("企业在").sentence], "专利", counted=False).lines
    assert lines == ["“企业在质押期间不得转让质押的专利。”[1]（《质押法》第二条）"]


@pytest.mark.parametrize(
    ("count", "shown", "last"),
    [(12, 12, None), (15, 15, None), (16, 12, "另有四处，可在“查条款”中查看。"), (19, 12, "另有七处，可在“查条款”中查看。")],
)
def test_twelve_occurrences_are_shown_and_a_few_more_where_these_are_all(
    world: Any, count: int, shown: int, last: str | None
) -> None:
    draft = occurring(world, list(range(19, 31))[:12] + [19] * (count - 12), "专利", counted=True)
    assert sum(line[0].isdigit() for line in draft.lines) == shown
    assert len(draft.lines) == 1 + shown + (last is not None)
    assert last is None or draft.lines[-1] == last


def test_of_a_long_sentence_the_part_with_the_phrase_is_shown(world: Any) -> None:
    piece = "支持银行开展质押，"
    text = "第一条 " + piece * 15 + "建设ＩＰ导航中心，" + piece * 15 + "。"
    made = Clause("law#第一条", "law", "第一条", "第一条", "", (), text, 0, len(text), ((4, len(text)),))

    class Fake:
        """An index of one sentence."""

        def looked_up(self, _: int) -> Any:
            return type(world.hit("企业在"))("law", made.id, "第一条", "", text[4:], 4, len(text), 1.0, 0)

        def clause_of(self, _: int) -> Clause:
            return made

    draft = world.draft("law")
    ClauseWriter(Fake()).occurrences([0], "ip导航", draft, counted=False)  # type: ignore[arg-type]
    assert "建设ＩＰ导航中心" in draft.text
    assert len(draft.text) < 110
