"""Stated figures as lines: what they are, of when, and the sentence that says when."""

from dataclasses import replace
from typing import Any

import pytest

from assistant.answering.figures import FigureWriter
from assistant.answering.quoting import Quoter
from assistant.facts.indicators import extract
from assistant.question.understand import Reader
from assistant.retrieval.ledger import Stated
from assistant.retrieval.queries import Query
from assistant.retrieval.scope import Scope
from assistant.retrieval.search import Found


def stated(world: Any, value: str) -> Stated:
    row = next(row for row in extract(world.parsed["plan"]) if row.value_text == value)
    return Stated(row, world.hit(row.quote), 1.0, 1.0)


def found(world: Any, question: str) -> Found:
    understood = Reader().read(question)
    query: Query = world.retriever.maker.make(understood)
    return Found(understood, Scope(world.retriever.fusion.banked), query, ())


@pytest.mark.parametrize(
    ("value", "line", "cited"),
    [
        ("3万件", "现状（2020年）：“2020年，全市有效商标达到3万件；”[1]", 1),
        ("8.5万件", "规划目标（到2025年）：“到2025年，全市有效商标达到8.5万件；”[1]", 1),
        ("90件", "规划目标（到2025年[2]）：“地理标志达到90件。”[1]", 2),
    ],
)
def test_a_figure_is_called_what_it_is_with_the_sentence_of_its_time(world: Any, value: str, line: str, cited: int) -> None:
    draft = world.draft("plan")
    written = FigureWriter(Quoter(world.retriever)).line(stated(world, value), found(world, "商标有多少件"), draft)
    assert written.startswith(line + "（")
    assert len(draft.citations) == cited
    if cited == 2:
        assert draft.citations[1].quote == "到2025年，全市有效商标达到8.5万件；"


def test_the_time_stands_in_no_quotation_marks_that_are_those_of_the_quote(world: Any) -> None:
    aim = stated(world, "90件")
    named = FigureWriter(Quoter(world.retriever)).named(
        replace(aim, row=replace(aim.row, year_words="“十四五”末", quote="")), world.draft("plan")
    )
    assert named == "规划目标（十四五末[1]）："


def test_a_sentence_without_a_figure_is_called_nothing(world: Any) -> None:
    assert FigureWriter(Quoter(world.retriever)).named(None, world.draft("plan")) == ""


@pytest.mark.parametrize(("kind", "called"), [("规划", "规划目标"), ("专项规划", "规划目标"), ("意见", "目标"), (None, "目标")])
def test_an_aim_is_called_planned_in_a_plan_alone(world: Any, kind: str | None, called: str) -> None:
    draft = world.draft("plan")
    draft.documents["plan"] = replace(draft.documents["plan"], kind=kind)
    assert FigureWriter(Quoter(world.retriever)).named(stated(world, "8.5万件"), draft) == f"{called}（到2025年）："


def test_a_figure_without_a_time_is_called_nothing(world: Any) -> None:
    timeless = stated(world, "3万件")
    timeless = replace(timeless, row=replace(timeless.row, year_words=""))
    assert FigureWriter(Quoter(world.retriever)).named(timeless, world.draft("plan")) == ""


def test_of_a_long_sentence_the_piece_with_the_figure_is_shown(world: Any) -> None:
    """The words of the question stand in the first pieces, the figure in one of the middle."""
    words, others = "质押融资和商标，" * 6, "其他各项工作也，" * 12
    text = words + others + "共有商标77件，" + others + words
    figure = stated(world, "3万件")
    hit = replace(figure.hit, text=text, end=figure.hit.start + len(text))
    made = replace(figure, hit=hit, row=replace(figure.row, value_text="77件"))
    words_alone = Quoter(world.retriever).rater(
        hit, found(world, "质押融资和商标").understood, found(world, "质押融资和商标").query
    )
    shown: list[str] = []

    class Watched(Quoter):
        """Keeps the piece that is rated best."""

        def line(self, hit: Any, draft: Any, rate: Any, *, located: bool = True) -> str:
            pieces = [f"{piece}，" for piece in hit.text.split("，") if piece]
            assert rate(0, 1, pieces[0]) == words_alone(0, 1, pieces[0]) > 0
            shown.append(max(pieces, key=lambda piece: rate(0, 1, piece)))
            return ""

    FigureWriter(Watched(world.retriever)).line(made, found(world, "质押融资和商标"), world.draft("plan"))
    assert shown == ["共有商标77件，"]
