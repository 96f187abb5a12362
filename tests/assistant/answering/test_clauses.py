"""Look-ups: clauses in full, a paragraph, headings, what is not there, every occurrence."""

from typing import Any

import pytest

from assistant.answering.clauses import ClauseWriter, paragraphs
from assistant.answering.draft import Draft
from assistant.retrieval.lookup import Place
from corpus.records import Clause

PARTING = "（以下从略，可点开引用查看全文。）"


def written(world: Any, place: Place, *documents: str) -> Draft:
    draft: Draft = world.draft(*documents)
    ClauseWriter(world.retriever).place(place, draft)
    return draft


def clause(text: str, *sentences: tuple[int, int]) -> Clause:
    return Clause("law#第九条", "law", "第九条", "第九条", "", (), text, 100, 100 + len(text), sentences)


def test_paragraphs_are_lines_without_white_space_and_number() -> None:
    made = clause("第九条 甲乙。\n\n\u3000丙丁。 \n戊。", (104, 107), (109, 112))
    assert paragraphs(made) == [(104, 107), (110, 113), (115, 117)]


def test_paragraphs_of_a_clause_without_sentences_begin_where_it_begins() -> None:
    assert paragraphs(clause("第九条\n甲。")) == [(100, 103), (104, 106)]


def test_only_the_first_paragraph_loses_its_number() -> None:
    assert paragraphs(clause("第九条 甲。\n乙。", (104, 106), (107, 109))) == [(104, 106), (107, 109)]
    assert paragraphs(clause("\n第九条 甲。", (105, 107))) == [(105, 107)]


def test_a_clause_is_written_in_full_paragraph_by_paragraph(world: Any) -> None:
    draft = written(world, Place(0, (world.number("law#第二条"),)))
    assert draft.lines == ["《质押法》第二条：", "“企业在质押期间不得转让质押的专利。”[1]", "“银行应当登记质押合同。”[2]"]
    assert [citation.quote for citation in draft.citations] == ["企业在质押期间不得转让质押的专利。", "银行应当登记质押合同。"]


def test_several_clauses_follow_each_other(world: Any) -> None:
    draft = written(world, Place(0, (world.number("law#第三条"), world.number("law#第二条"))))
    assert draft.lines[0::3] == ["《质押法》第三条：", "《质押法》第二条："]


@pytest.mark.parametrize(
    ("paragraph", "quotes"),
    [(0, 2), (1, ["企业在质押期间不得转让质押的专利。"]), (2, ["银行应当登记质押合同。"]), (3, 2)],
)
def test_one_paragraph_is_written_where_there_is_such_a_one(world: Any, paragraph: int, quotes: int | list[str]) -> None:
    draft = written(world, Place(0, (world.number("law#第二条"),), paragraph=paragraph))
    found = [citation.quote for citation in draft.citations]
    assert found == quotes if isinstance(quotes, list) else len(found) == quotes


@pytest.mark.parametrize(("identifier", "shown"), [("law#第六条", "庚辛壬"), ("law#第七条", "子丑")])
def test_a_long_clause_is_cut_after_900_characters(world: Any, identifier: str, shown: str) -> None:
    """第六条 holds 450, 450, 4 and 4 characters, 第七条 450, 451 and 4."""
    draft = written(world, Place(0, (world.number(identifier),)))
    assert [citation.quote[0] for citation in draft.citations] == list(shown)
    assert draft.lines[-1] == PARTING
    assert len(draft.lines) == len(shown) + 2


def test_several_clauses_are_cut_together(world: Any) -> None:
    numbers = tuple(world.number(f"law#第{n}条") for n in "七二")
    draft = written(world, Place(0, numbers))
    assert len(draft.citations) == 2
    assert draft.lines[-1] == PARTING
    short = written(world, Place(0, (world.number("law#第二条"), world.number("law#第三条"))))
    assert PARTING not in short.lines


def test_headings_are_listed_with_their_number_and_marks(world: Any) -> None:
    first = world.clause("plan#三.(一).1")
    place = Place(
        1,
        title="主要任务",
        headings=(("1. 专利导航", first, first.sentences[0]), ("2. 质押融资", None, (0, 0))),
        titles_only=True,
    )
    draft = written(world, place)
    assert draft.lines == ["“主要任务”共二项：", "1. 专利导航[1]", "2. 质押融资"]
    assert [citation.quote for citation in draft.citations] == ["专利导航服务做实。"]


def test_a_place_that_is_not_there_is_said_with_what_there_is(world: Any) -> None:
    assert written(world, Place(0, missing="第九条", highest=7)).lines == [
        "《中华人民共和国质押法》没有第九条。",
        "该文件共有7条。",
    ]
    assert written(world, Place(1, missing="第九条")).lines == ["《襄阳市质押规划》没有第九条。"]


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
    ("count", "last"), [(12, None), (13, "另有一处，可在“查条款”中查看。"), (15, "另有三处，可在“查条款”中查看。")]
)
def test_no_more_than_twelve_occurrences_are_shown(world: Any, count: int, last: str | None) -> None:
    draft = occurring(world, list(range(19, 31))[:12] + [19] * (count - 12), "专利", counted=True)
    assert sum(line[0].isdigit() for line in draft.lines) == 12
    assert len(draft.lines) == 13 + (last is not None)
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
