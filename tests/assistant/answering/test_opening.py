"""Yes is said only where the quotes say all that was claimed, no with what differs; a goal is no result."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from assistant import messages
from assistant.answering import opening
from assistant.answering.opening import Opener, Opening
from assistant.grounding.alignment import UNREAD, Evidence
from assistant.grounding.quantities import written
from assistant.grounding.ruling import Ruling
from assistant.grounding.verdicts import Reread
from assistant.question.understand import Reader
from assistant.reading.model import Reading
from assistant.records import Hit, Verdict
from assistant.retrieval.fusion import load_fusion
from assistant.retrieval.queries import QueryMaker
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.scope import Scoper
from assistant.thresholds import READABLE
from corpus.parser import parse
from corpus.records import Document
from index.encoder import Encoder, ShippedEncoder
from index.segment import default_segmenter
from index.units import collect
from tests.arrays import build_arrays

UNLIKE = Reading(states=0.05, supports=0.0, contradicts=0.0)
ALIKE = Reading(states=0.95, supports=0.8, contradicts=0.2)
SURELY = Reading(states=0.97, supports=0.95, contradicts=0.03)
AGAINST = Reading(states=0.9, supports=0.05, contradicts=0.95)
HALF = Reading(states=0.7, supports=0.5, contradicts=0.5)


def opened(world: Any, question: str, *beginnings: str, read: Reading = UNLIKE) -> Opening:
    """Return the opening of an answer for which the sentences that begin so were found; none reads as if it said so."""
    hits = [world.hit(beginning) for beginning in beginnings]
    readings = {hit.sentence: read for hit in hits}
    return Opener(world.retriever, world.documents).open(Reader().read(question), hits, readings)


@pytest.mark.parametrize(
    ("question", "beginning", "read"),
    [
        ("小微企业每年补助3万件，对吗", "到2025年", None),  # what was not read
        ("银行每季登记质押合同，对吗", "银行应当", HALF),  # what may state the claim
    ],
)
def test_doubt_is_not_called_unstated(world: Any, question: str, beginning: str, read: Reading | None) -> None:
    hit = world.hit(beginning)
    readings = {hit.sentence: read} if read else {}
    found = Opener(world.retriever, world.documents).open(Reader().read(question), [hit], readings)
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


@pytest.mark.parametrize("question", ["这个规划靠谱吗", "规划是强制的吗", "规划里的目标准确吗"])
@pytest.mark.parametrize("read", [SURELY, AGAINST])
def test_what_names_nothing_that_a_quote_could_be_held_against_gets_no_verdict(world: Any, question: str, read: Reading) -> None:
    assert opened(world, question, "到2025年", read=read).verdict is None
    assert opened(world, "质押期限为三年吗", "质押期限", read=SURELY).verdict is Verdict.YES


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
    ("question", "verdict", "quoted"),
    [
        ("全市有效商标有没有达到8.5万件", Verdict.NOT_STATED, "到2025年"),
        ("“十四五”已经收官，全市有效商标有没有到8.5万件", Verdict.NOT_STATED, "到2025年"),
        ("全市有效商标有没有超过9万件", None, "2020年"),  # of no goal: what is stated stands for itself
        ("2020年全市有效商标有没有达到9万件", Verdict.NO, "2020年"),
        ("听说全市有效商标已经达到8.5万件", Verdict.NO, "到2025年"),  # told to be so
    ],
)
def test_where_a_result_is_asked_for_a_goal_of_its_figures_tells_that_it_is_one(
    world: Any, question: str, verdict: Verdict | None, quoted: str
) -> None:
    found = opened(world, question, "2020年", "到2025年")
    assert found.verdict is verdict
    assert found.hit.text.startswith(quoted)


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
    assert opened(world, question, beginning, read=SURELY).verdict is Verdict.YES


def test_a_ban_is_a_no_to_who_asks_for_permission(world: Any) -> None:
    assert opened(world, "企业在质押期间可以转让质押的专利吗", "企业在", read=AGAINST).verdict is Verdict.NO
    assert opened(world, "企业在质押期间可以转让质押的专利吗", "企业在").verdict is Verdict.NO  # to the letter
    assert opened(world, "企业在质押期间可以许可他人实施质押的专利吗", "企业在").verdict is None  # banned is another thing


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
    claim = ("小微企业每年补助3万件" + "并且小微企业每年补助3万件" * 20)[:length]
    understood = Reader().read(f"{claim}，对吗")
    assert len(understood.claim.text) == length
    hit = world.hit("到2025年")
    opening = Opener(world.retriever, world.documents).open(understood, [hit], {hit.sentence: UNLIKE})
    assert opening.verdict is verdict


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("厂子是去年办的，手续也都齐了，小微企业每年补助3万件，对吗", Verdict.NOT_STATED),
        ("厂子是去年办的，手续也都齐了，人手又不够，小微企业每年补助3万件，对吗", None),
    ],
    ids=["three stretches", "four"],
)
def test_a_story_is_not_judged(world: Any, question: str, verdict: Verdict | None) -> None:
    hit = world.hit("到2025年")
    opening = Opener(world.retriever, world.documents).open(Reader().read(question), [hit], {hit.sentence: UNLIKE})
    assert opening.verdict is verdict


@pytest.mark.parametrize(("year", "read", "verdict"), [("2025", ALIKE, Verdict.YES), ("2024", AGAINST, Verdict.NO)])
def test_the_time_that_leads_a_sentence_counts_wherever_its_clause_begins(
    counting_encoder: Encoder, year: str, read: Reading, verdict: Verdict
) -> None:
    """The clause begins with the fifth character of its document."""
    document = Document("plan", "某规划")
    parsed = parse(document, "某规划\n到2025年，全市有效商标达到8.5万件；质押融资达到15亿元；地理标志达到90件。\n")
    units, segmenter = collect([parsed], lambda _: []), default_segmenter()
    arrays, maker = build_arrays(units, counting_encoder, segmenter), QueryMaker(counting_encoder, segmenter)
    retriever = Retriever(units, arrays, maker, Scoper(units.documents), load_fusion(), lambda _: parsed.titles())
    (hit,) = (retriever.hit(n, 0.5) for n in range(3) if units.sentence_text(n).startswith("地理标志"))
    understood = Reader().read(f"{year}年地理标志要达到90件，对吗")
    assert Opener(retriever, {"plan": document}).open(understood, [hit], {hit.sentence: read}).verdict is verdict


# what a claim is held against, and what is made of the ruling

ASKED = "银行每季注销质押合同，对吗"  # no sentence says so word for word
UNSTATED = Ruling(Verdict.NOT_STATED)


class Held:
    """Rules as it is told to, and keeps what it was shown."""

    def __init__(self, ruling: Ruling) -> None:
        self.ruling = ruling
        self.evidences: Sequence[Evidence] = ()
        self.reread: Reread | None = None

    def __call__(self, _: str, evidences: Sequence[Evidence], *__: Any, reread: Reread | None, **___: Any) -> Ruling:
        self.evidences, self.reread = evidences, reread
        return self.ruling


@pytest.fixture
def ruled(world: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[Opening, Held]]:
    """Return how an answer opens where the ruling is given, and what was held against the claim."""

    def run(
        *hits: str | Hit,
        ruling: Ruling = UNSTATED,
        question: str = ASKED,
        states: Mapping[int, float] | None = None,
        known: dict[str, Any] | None = None,
        hit_reader: Any = None,
    ) -> tuple[Opening, Held]:
        held = Held(ruling)
        monkeypatch.setattr(opening, "rule", held)
        found = [world.hit(each) if isinstance(each, str) else each for each in hits]
        documents = {name: replace(document, **(known or {})) for name, document in world.documents.items()}
        readings = {found[n].sentence: Reading(chance, 0.2, 0.1) for n, chance in (states or {}).items()}
        return Opener(world.retriever, documents, hit_reader).open(Reader().read(question), found, readings), held

    return run


Ruled = Callable[..., tuple[Opening, Held]]
HEADINGS = ["主要任务", "加强服务", "质押融资"]


@pytest.mark.parametrize(
    ("beginning", "known", "above"),
    [
        ("支持银行", {}, ["襄阳", "襄阳市", "市里", "2021年", *HEADINGS]),
        ("全市已经建成", {}, ["襄阳", "襄阳市", "市里", "2021年", "2020年", "发展基础", "工作成效"]),  # the year before the plan
        ("全市已经建成", {"kind": "意见"}, ["襄阳", "襄阳市", "市里", "2021年", "发展基础", "工作成效"]),
        ("全市已经建成", {"kind": None}, ["襄阳", "襄阳市", "市里", "2021年", "发展基础", "工作成效"]),
        (
            "全市已经建成",
            {"valid_from": "2021-03-01"},
            ["襄阳", "襄阳市", "市里", "2021年", "2020年", "发展基础", "工作成效"],
        ),
        ("全市已经建成", {"valid_from": None}, ["襄阳", "襄阳市", "市里", "发展基础", "工作成效"]),
        ("支持银行", {"region": None}, ["2021年", *HEADINGS]),
        ("支持银行", {"region": "national", "province": "湖北"}, ["湖北", "2021年", *HEADINGS]),
        ("支持银行", {"province": "湖北"}, ["襄阳", "湖北", "襄阳市", "市里", "2021年", *HEADINGS]),
        ("支持银行", {"region": "保康", "issuer": "保康县人民政府"}, ["保康", "保康县", "县里", "2021年", *HEADINGS]),
        ("支持银行", {"region": "保康", "issuer": "保康人民政府"}, ["保康", "2021年", *HEADINGS]),
        ("支持银行", {"published": "2020-12-31"}, ["襄阳", "襄阳市", "市里", "2020年", "2021年", *HEADINGS]),
        ("支持银行", {"published": "2021-05-01"}, ["襄阳", "襄阳市", "市里", "2021年", *HEADINGS]),
    ],
)
def test_above_a_sentence_stand_its_title_place_years_and_headings(
    ruled: Ruled, beginning: str, known: dict[str, Any], above: list[str]
) -> None:
    _, held = ruled(beginning, known=known)
    assert [evidence.above for evidence in held.evidences] == [written("。".join(["襄阳市质押规划", *above]))]


@pytest.mark.parametrize(
    ("beginning", "kind", "aims"),
    [
        ("支持银行", "规划", True),
        ("支持银行", "专项规划", True),
        ("支持银行", "意见", False),
        ("支持银行", None, False),
        ("全市已经建成", "规划", False),  # under 发展基础
    ],
)
def test_what_a_plan_does_not_call_reached_is_an_aim(ruled: Ruled, beginning: str, kind: str | None, *, aims: bool) -> None:
    _, held = ruled(beginning, known={"kind": kind})
    assert [evidence.aims for evidence in held.evidences] == [aims]


@pytest.mark.parametrize(
    ("beginning", "quote"),
    [
        ("地理标志达到90", "到2025年,地理标志达到90件。"),
        ("质押融资达到", "到2025年,质押融资达到15亿元;"),
        ("质押融资8", "2020年,质押融资8亿元;"),
        ("到2025年", "到2025年,全市有效商标达到8.5万件;"),
        ("全市已经建成", "全市已经建成质押中心9个。"),  # behind the full stop
        ("支持保险", "支持保险机构开展专利保险业务。"),  # no time leads it
        ("没有违法所得", "没有违法所得的,处五千元罚款;"),
        ("期满", "期满自动解除。"),  # another paragraph
    ],
)
def test_the_time_before_a_semicolon_leads_what_stands_behind(ruled: Ruled, beginning: str, quote: str) -> None:
    _, held = ruled(beginning)
    assert [evidence.quote for evidence in held.evidences] == [written(quote)]


def test_a_claim_is_held_against_the_first_hits_of_the_best_document_as_they_were_read(ruled: Ruled) -> None:
    plan = ("支持银行", "支持保险", "一是建设", "二是培育", "三是发布", "全市已经设立")
    _, held = ruled(plan[0], "银行应当", *plan[1:], states={0: 0.7})
    assert [evidence.quote[:4] for evidence in held.evidences] == [each[:4] for each in plan[:5]]
    assert [evidence.read for evidence in held.evidences] == [(0.7, 0.2, 0.1), *[UNREAD] * 4]


@pytest.mark.parametrize(
    ("question", "ruling", "states", "verdict"),
    [
        (ASKED, UNSTATED, {0: 0.0}, Verdict.NOT_STATED),
        (ASKED, UNSTATED, {1: 0.0}, Verdict.NOT_STATED),
        (ASKED, UNSTATED, {}, None),  # none was read
        (ASKED, Ruling(None), {0: 0.0}, None),  # in doubt
        ("银行能每季注销质押合同吗", UNSTATED, {0: 0.0}, None),  # asked openly
    ],
)
def test_it_is_said_not_to_be_stated_only_of_what_is_asserted_and_was_read(
    ruled: Ruled, question: str, ruling: Ruling, states: dict[int, float], verdict: Verdict | None
) -> None:
    found, _ = ruled("支持银行", "企业在", question=question, ruling=ruling, states=states)
    assert (found.verdict, found.words) == (verdict, messages.CLAIM_NOT_STATED if verdict else messages.ORIGINAL)


@pytest.mark.parametrize(
    ("question", "verdict", "words"),
    [
        ("银行登记质押合同90件，对吗", Verdict.NOT_STATED, messages.GOAL),
        ("银行的质押登记平台建成了，对吗", Verdict.NO, messages.GOAL_NO_RESULT),
        ("银行把质押合同在一处都办了，对吗", None, messages.ORIGINAL),  # 了 alone is no result
        ("除了登记质押合同，银行也支持转让，对吗", None, messages.ORIGINAL),
        ("登记质押合同是银行的六大工程之一，对吗", None, messages.ORIGINAL),  # that is what they are called
    ],
)
def test_that_a_goal_is_no_result_is_said_of_figures_and_of_what_is_said_to_have_come_about(
    ruled: Ruled, question: str, verdict: Verdict | None, words: str
) -> None:
    found, _ = ruled("支持银行", question=question, ruling=Ruling(Verdict.NOT_STATED, goal=True))
    assert (found.verdict, found.words) == (verdict, words)


def test_an_answer_opens_for_the_hit_that_the_ruling_rests_on(ruled: Ruled) -> None:
    found, _ = ruled("企业在", "银行应当", ruling=Ruling(Verdict.NO, 1))
    assert (found.hit.text, found.words) == ("银行应当登记质押合同。", messages.NO)


@pytest.mark.parametrize(
    ("beginning", "differs", "said"),
    [
        ("高价值", "达到6件", "达到6件"),
        ("到2025年", "全市有效商标达到8.5万件", "全市有效商标达到8.5万件"),
        ("到2025年", "到2025年", "到2025年"),
        ("高价值", "达到7件", ""),  # does not stand there
        ("高价值", "", ""),
        ("银行应当", "银行应当登记质押合同", ""),  # the whole sentence
    ],
)
def test_a_no_names_the_part_of_the_sentence_that_differs(ruled: Ruled, beginning: str, differs: str, said: str) -> None:
    found, _ = ruled(beginning, ruling=Ruling(Verdict.NO, 0, differs))
    assert found.words == (messages.NO_BUT.format(differs=said) if said else messages.NO)


class Again:
    """Reads hits once more: each claim with the hit and the period that it is told."""

    def __init__(self, found: Reading | None) -> None:
        self.found = found
        self.asked: list[tuple[str, str, str]] = []

    def read(self, claim: str, hits: Sequence[Hit], _: Any, periods: Mapping[int, str]) -> dict[int, Reading]:
        (hit,) = hits
        self.asked.append((claim, hit.text[:4], periods[hit.sentence]))
        return {} if self.found is None else {hit.sentence: self.found}


@pytest.mark.parametrize(
    ("claim", "period"),
    [
        ("2025年地理标志达到90件", "2025年 十四五末"),
        ("2024年地理标志达到90件", ""),  # of another year
        ("地理标志达到90件", ""),
    ],
)
def test_a_hit_is_read_once_more_with_the_time_that_leads_it(ruled: Ruled, claim: str, period: str) -> None:
    again = Again(Reading(0.9, 0.8, 0.1))
    _, held = ruled("支持银行", "地理标志达到90", states={0: 0.5}, hit_reader=again)
    assert held.reread is not None
    assert held.reread(1, claim) == (0.9, 0.8, 0.1)
    assert again.asked == [(claim, "地理标志", period)]


def test_a_time_that_a_sentence_names_itself_is_not_told_again(ruled: Ruled) -> None:
    again = Again(None)
    _, held = ruled("到2025年", states={0: 0.5}, hit_reader=again)
    assert held.reread is not None
    assert held.reread(0, "2025年有效商标达到8.5万件") == (0.5, 0.2, 0.1)  # what was read first, where there is no room
    assert again.asked == [("2025年有效商标达到8.5万件", "到202", "")]


def test_nothing_is_read_once_more_where_nothing_was_read_or_nothing_reads(ruled: Ruled) -> None:
    assert ruled("支持银行", hit_reader=Again(None))[1].reread is None
    assert ruled("支持银行", states={0: 0.5})[1].reread is None


def test_claims_are_measured_with_the_shipped_encoder_whichever_the_index_has(
    world: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The index has one of 64 numbers."""
    shipped = ShippedEncoder()
    vectors = Opener(world.retriever, world.documents).vectors(["质押"])
    assert np.array_equal(vectors, shipped.encode_document(["质押"]))
    monkeypatch.setattr(opening, "_shipped_encoder", None)  # is not called where the index has it already
    retriever: Any = SimpleNamespace(maker=SimpleNamespace(encoder=shipped))
    assert np.array_equal(Opener(retriever, world.documents).vectors(["质押"]), vectors)


def test_who_fulfils_conditions_is_not_judged(world: Any) -> None:
    assert opened(world, "我们银行够登记质押合同的条件吗", "银行应当", read=SURELY).verdict is None


@pytest.mark.parametrize(
    ("question", "verdict"),
    [("银行登记了，支持银行开展质押融资吗", Verdict.YES), ("银行登记的，银行开展质押融资了吗", Verdict.NOT_STATED)],
    ids=["the case", "what is asked"],
)
def test_what_has_come_about_in_the_case_is_not_what_is_asked(world: Any, question: str, verdict: Verdict) -> None:
    assert opened(world, question, "支持银行", read=SURELY).verdict is verdict


def test_what_is_asked_behind_another_question_says_of_no_case_whether(world: Any) -> None:
    alone = Reader().read("银行应当登记质押合同吗")
    behind = replace(alone, text="合同丢了怎么办，银行应当登记质押合同吗", context="合同丢了怎么办，")
    hit = world.hit("银行应当")
    opener = Opener(world.retriever, world.documents)
    verdicts = [opener.open(understood, [hit], {hit.sentence: SURELY}).verdict for understood in (alone, behind)]
    assert verdicts == [Verdict.YES, None]
    told = replace(behind, claim=replace(behind.claim, asked=False))
    assert opener.open(told, [hit], {hit.sentence: SURELY}).verdict is Verdict.YES


@pytest.mark.parametrize(
    ("question", "unstated", "verdict"),
    [
        ("外地企业能不能转租摊位", True, Verdict.NOT_STATED),
        ("外地企业能不能转租摊位", False, None),  # what is asked openly may be stated by what is shown
        ("外地企业可以转租摊位，对吗", False, Verdict.NOT_STATED),
    ],
)
def test_of_what_is_asked_openly_it_is_told_that_it_is_not_stated_where_that_is_decided(
    world: Any, question: str, unstated: bool, verdict: Verdict | None
) -> None:
    hit = world.hit("银行应当")
    opener = Opener(world.retriever, world.documents)
    assert opener.open(Reader().read(question), [hit], {hit.sentence: UNLIKE}, unstated=unstated).verdict is verdict
