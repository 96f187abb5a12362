"""Yes is said only where the quotes say all that was claimed, no with what differs; a goal is no result."""

from typing import Any

import pytest

from assistant import messages
from assistant.answering.opening import Opener, Opening
from assistant.question.understand import Reader
from assistant.reading.model import Reading
from assistant.records import Verdict
from assistant.retrieval.fusion import load_fusion
from assistant.retrieval.queries import QueryMaker
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.scope import Scoper
from assistant.thresholds import CLAIM_READ, READABLE
from corpus.parser import parse
from corpus.records import Document
from index.encoder import Encoder
from index.segment import default_segmenter
from index.units import collect
from tests.arrays import build_arrays

UNLIKE = Reading(states=0.05, supports=0.0, contradicts=0.0)
ALIKE = Reading(states=0.95, supports=0.8, contradicts=0.2)


def opened(world: Any, question: str, *beginnings: str, read: Reading = UNLIKE) -> Opening:
    """Return the opening of an answer for which the sentences that begin so were found; none reads as if it said so."""
    hits = [world.hit(beginning) for beginning in beginnings]
    readings = {hit.sentence: read for hit in hits}
    return Opener(world.retriever, world.documents).open(Reader().read(question), hits, readings)


@pytest.mark.parametrize("states", [None, CLAIM_READ])
def test_doubt_is_not_called_unstated(world: Any, states: float | None) -> None:
    """What was not read, or reads as if it stated the claim, is left to the reader."""
    hit = world.hit("到2025年")
    readings = {} if states is None else {hit.sentence: Reading(states, 0.0, 0.0)}
    understood = Reader().read("小微企业每年补助3万件，对吗")
    found = Opener(world.retriever, world.documents).open(understood, [hit], readings)
    assert (found.words, found.verdict) == (messages.ORIGINAL, None)


@pytest.mark.parametrize(
    ("question", "beginning"),
    [
        ("银行应当登记质押合同，对吗", "银行应当"),
        ("全市有效商标要达到8.5万件，对吗", "到2025年"),
        ("全市有效商标要达到八万五千件，没错吧", "到2025年"),
        ("质押期限为三年吗", "质押期限"),
        ("质押期限是36个月，是不是", "质押期限"),
        ("高价值专利要达到6件，对吗", "高价值"),  # the figure of a subject stands a piece behind it
        ("高价值专利将达到6件，对吗", "高价值"),
        ("全市已经建成质押中心9个，对吗", "全市已经建成"),  # achieved, under 发展基础
    ],
)
def test_all_that_is_claimed_stands_there(world: Any, question: str, beginning: str) -> None:
    found = opened(world, question, beginning, read=ALIKE)
    assert (found.words, found.verdict) == (messages.YES, Verdict.YES)


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
        ("银行应当每月登记质押合同，对吗", "银行应当"),  # more than is said
        ("因为有风险，银行应当登记质押合同，对吗", "银行应当"),  # a reason
        ("银行应当登记质押合同，全省第一，对吗", "银行应当"),  # a ranking
    ],
)
def test_a_claim_that_says_more_or_other_is_never_affirmed(world: Any, question: str, beginning: str) -> None:
    assert opened(world, question, beginning).verdict is not Verdict.YES
    assert opened(world, question, beginning, read=ALIKE).verdict is not Verdict.YES


@pytest.mark.parametrize(
    ("question", "words", "verdict"),
    [
        ("全市有效商标已经达到8.5万件，对吗", messages.GOAL_NO_RESULT, Verdict.NO),
        ("全市有效商标达到了8.5万件，对吗", messages.GOAL_NO_RESULT, Verdict.NO),
        ("全市有效商标达到8.5万件，对吗", messages.GOAL, Verdict.NOT_STATED),  # may be meant as the goal
        ("全市有效商标达到8.5万件了没有", None, Verdict.NOT_STATED),  # asked, not asserted
        ("2024年全市有效商标已经达到8.5万件，对吗", None, Verdict.NOT_STATED),  # of that year the text says nothing
    ],
)
def test_a_goal_is_no_result(world: Any, question: str, words: str | None, verdict: Verdict) -> None:
    found = opened(world, question, "到2025年")
    assert found.verdict is verdict
    assert words is None or found.words == words


@pytest.mark.parametrize(
    ("question", "beginning", "differs"),
    [
        ("质押期限为五年，对吗", "质押期限", ""),  # the whole sentence differs
        ("全市有效商标要达到3万件，对吗", "到2025年", "全市有效商标达到8.5万件"),
        ("普通专利要达到6件，对吗", "高价值", "普通专利达到12件"),  # the figure of its neighbour
        ("高价值专利要达到12件，对吗", "高价值", "达到6件"),
    ],
)
def test_another_figure_is_a_no_in_the_words_of_the_text(world: Any, question: str, beginning: str, differs: str) -> None:
    found = opened(world, question, beginning)
    assert found.verdict is Verdict.NO
    assert found.words == (messages.NO_BUT.format(differs=differs) if differs else messages.NO)


@pytest.mark.parametrize(
    ("question", "beginning"),
    [
        ("市里支持银行开展质押融资，对吗", "支持银行"),  # the city is that of the document
        ("2021年的规划支持银行开展质押融资，对吗", "支持银行"),  # the year is that of the document
        ("十三五期间全市已经建成质押中心9个，对吗", "全市已经建成"),  # what has been done was done before the plan
        ("有效商标要突破八万五千件，对吗", "到2025年"),  # what is to come about is asked of a goal
    ],
)
def test_how_people_there_speak_is_understood(world: Any, question: str, beginning: str) -> None:
    assert opened(world, question, beginning, read=ALIKE).verdict is Verdict.YES


def test_a_ban_is_a_no_to_who_asks_for_permission(world: Any) -> None:
    assert opened(world, "企业在质押期间可以转让质押的专利吗", "企业在").verdict is Verdict.NO


def test_a_later_hit_of_the_document_may_bear_the_claim_out(world: Any) -> None:
    found = opened(world, "银行应当登记质押合同，对吗", "企业在", "银行应当")
    assert (found.verdict, found.hit.text) == (Verdict.YES, "银行应当登记质押合同。")


def test_a_hit_of_another_document_does_not(world: Any) -> None:
    assert opened(world, "银行应当登记质押合同，对吗", "支持银行", "银行应当").verdict is not Verdict.YES


def test_what_is_asked_openly_and_not_decided_is_left_to_the_reader(world: Any) -> None:
    found = opened(world, "企业可以注销质押的合同吗", "银行应当")
    assert (found.words, found.verdict) == (messages.ORIGINAL, None)


def test_a_claim_that_the_text_is_silent_is_denied_where_it_speaks(world: Any) -> None:
    assert opened(world, "规划没有提到保险机构开展专利保险业务，是吧", "支持保险").verdict is Verdict.NO
    assert opened(world, "规划没有提到保险机构开展专利保险业务，是吧", "专利导航").verdict is Verdict.NOT_STATED


@pytest.mark.parametrize("question", ["质押合同怎么登记", "质押合同"])
def test_where_nothing_is_claimed_there_is_no_opening(world: Any, question: str) -> None:
    found = opened(world, question, "银行应当")
    assert (found.words, found.verdict) == ("", None)


@pytest.mark.parametrize(
    ("question", "beginning"),
    [
        ("全市有效商标要达到3万家，对吗", "到2025年"),  # another unit
        ("小微企业每年补助3万件，对吗", "到2025年"),  # another thing
    ],
)
def test_a_figure_of_something_else_contradicts_nothing(world: Any, question: str, beginning: str) -> None:
    assert opened(world, question, beginning).verdict is Verdict.NOT_STATED


@pytest.mark.parametrize(("length", "verdict"), [(READABLE, Verdict.NOT_STATED), (READABLE + 1, None)])
def test_what_is_too_long_to_be_read_is_not_judged(world: Any, length: int, verdict: Verdict | None) -> None:
    claim = ("小微企业每年补助3万件" + "，并且小微企业每年补助3万件" * 20)[:length]
    understood = Reader().read(f"{claim}，对吗")
    assert len(understood.claim.text) == length
    hit = world.hit("到2025年")
    opening = Opener(world.retriever, world.documents).open(understood, [hit], {hit.sentence: UNLIKE})
    assert opening.verdict is verdict


@pytest.mark.parametrize(("year", "verdict"), [("2025", Verdict.YES), ("2024", Verdict.NO)])
def test_the_time_that_leads_a_sentence_counts_wherever_its_clause_begins(
    counting_encoder: Encoder, year: str, verdict: Verdict
) -> None:
    """The clause begins with the fifth character of its document."""
    document = Document("plan", "某规划")
    parsed = parse(document, "某规划\n到2025年，全市有效商标达到8.5万件；质押融资达到15亿元；地理标志达到90件。\n")
    units, segmenter = collect([parsed], lambda _: []), default_segmenter()
    arrays, maker = build_arrays(units, counting_encoder, segmenter), QueryMaker(counting_encoder, segmenter)
    retriever = Retriever(units, arrays, maker, Scoper(units.documents), load_fusion(), lambda _: parsed.titles())
    (hit,) = (retriever.hit(n, 0.5) for n in range(3) if units.sentence_text(n).startswith("地理标志"))
    understood = Reader().read(f"{year}年地理标志要达到90件，对吗")
    assert Opener(retriever, {"plan": document}).open(understood, [hit], {hit.sentence: ALIKE}).verdict is verdict
