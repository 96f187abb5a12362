"""Yes is said only where the quote says all that was claimed; a wrong figure is told, a ban is a no."""

from typing import Any

import pytest

from assistant import messages
from assistant.answering.opening import opening
from assistant.answering.quoting import Quoter
from assistant.question.understand import Reader


def opened(world: Any, question: str, beginning: str) -> str:
    """Return the opening of an answer that shows the sentence which begins so."""
    understood, hit, draft = Reader().read(question), world.hit(beginning), world.draft()
    draft.cite(world.retriever.clause_of(hit.sentence), (hit.start, hit.end))
    query = world.retriever.maker.make(understood)
    document = draft.documents[hit.doc]
    return opening(understood, hit, draft.citations[0], document, query, Quoter(world.retriever))


@pytest.mark.parametrize(
    ("question", "beginning"),
    [
        ("银行应当登记质押合同，对吗", "银行应当"),
        ("全市有效商标要达到8.5万件，对吗", "到2025年"),
        ("质押期限为三年吗", "质押期限"),
        ("高价值专利要达到6件，对吗", "高价值"),  # the figure of a subject stands a piece behind it
        ("高价值专利将达到6件，对吗", "高价值"),
        ("全市已经建成质押中心9个，对吗", "全市已经建成"),  # achieved, under 发展基础
    ],
)
def test_all_that_is_claimed_stands_there(world: Any, question: str, beginning: str) -> None:
    assert opened(world, question, beginning) == messages.YES


@pytest.mark.parametrize(
    ("question", "beginning"),
    [
        ("银行应当登记专利合同，对吗", "银行应当"),  # another thing
        ("银行应当注销质押合同，对吗", "银行应当"),  # another verb
        ("只有银行应当登记质押合同，对吗", "银行应当"),  # another scope
        ("北京的银行应当登记质押合同，对吗", "银行应当"),  # another place
        ("财政局应当登记质押合同，对吗", "银行应当"),  # another body
        ("必须支持银行开展质押融资，对吗", "支持银行"),  # more binding
        ("银行不得登记质押合同，对吗", "银行应当"),  # the contrary
        ("企业转让质押的专利，对吗", "企业在"),
        ("质押期限为五年吗", "质押期限"),  # another figure, in words
        ("全市有效商标已经达到8.5万件，对吗", "到2025年"),  # a target is no achievement
        ("全市有效商标达到8.5万件，对吗", "到2025年"),  # … nor how things are
        ("全市有效商标达到了8.5万件，对吗", "到2025年"),
        ("全市已经设立质押窗口5个，对吗", "全市已经设立"),  # nothing says that the paragraph reports achievements
    ],
)
def test_otherwise_the_text_is_shown_without_a_yes(world: Any, question: str, beginning: str) -> None:
    assert opened(world, question, beginning) == messages.ORIGINAL


@pytest.mark.parametrize(
    ("question", "beginning"),
    [
        ("全市有效商标达到3万件，对吗", "到2025年"),
        ("普通专利达到6件，对吗", "高价值"),  # the figure of its neighbour
        ("高价值专利达到12件，对吗", "高价值"),
        ("全市有效商标达到8.5万件和3万件，对吗", "到2025年"),  # one of two is wrong
    ],
)
def test_a_figure_that_differs_from_the_text_is_told(world: Any, question: str, beginning: str) -> None:
    assert opened(world, question, beginning) == messages.NOT_AS_SAID


def test_a_figure_is_held_only_against_a_text_that_states_one(world: Any) -> None:
    assert opened(world, "支持3家银行开展质押融资，对吗", "支持银行") == messages.ORIGINAL


def test_a_ban_is_a_no_to_who_asks_for_permission(world: Any) -> None:
    assert opened(world, "企业可以转让质押的专利吗", "企业在") == messages.NO
    assert opened(world, "企业可以注销质押的合同吗", "银行应当") == messages.ORIGINAL


@pytest.mark.parametrize("question", ["质押合同怎么登记", "银行应当登记质押合同"])
def test_where_nothing_is_claimed_there_is_no_opening(world: Any, question: str) -> None:
    assert opened(world, question, "银行应当") == ""


def test_without_a_claim_nothing_is_confirmed(world: Any) -> None:
    assert opened(world, "是不是", "银行应当") == messages.ORIGINAL


@pytest.mark.parametrize(
    ("question", "beginning"),
    [
        ("全市有效商标达到3万家，对吗", "到2025年"),  # another unit
        ("小微企业每年补助3万件，对吗", "到2025年"),  # another thing
    ],
)
def test_a_figure_of_something_else_contradicts_nothing(world: Any, question: str, beginning: str) -> None:
    assert opened(world, question, beginning) == messages.ORIGINAL
