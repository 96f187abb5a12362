"""What is written for each ending: look-ups, quotes, differences, enumerations, what is not stated."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from assistant import messages
from assistant.answering.draft import Draft
from assistant.answering.office import Office
from assistant.answering.write import Writer
from assistant.decision.decide import Decision
from assistant.facts.indicators import extract
from assistant.profile import load_profile
from assistant.question.guard import Aside
from assistant.reading.model import Reading
from assistant.records import Hit, Status, Verdict
from assistant.retrieval.ledger import Figures, Stated
from assistant.retrieval.places import Place
from assistant.retrieval.register import Register
from assistant.retrieval.sanctions import PUNISHED
from assistant.retrieval.search import Found
from assistant.thresholds import NEAREST
from corpus.records import Document

Write = Callable[..., Draft]
PLAIN, YES_NO = "质押由谁做", "银行应当登记质押合同，对吗"
LEAD = messages.PARTIAL_LEAD
OFFICE = Office(load_profile(), [Document(id="plan", title="某规划")], "plan")
ENUMERATION = ["一是建设专利导航中心。", "二是培育专利导航机构。", "三是发布专利导航报告。"]


@pytest.fixture
def writer(world: Any) -> Writer:
    return Writer(world.retriever, world.documents, world.parsed.__getitem__, OFFICE)


@pytest.fixture
def scored(world: Any, make_hit: Callable[..., Hit]) -> Callable[..., Hit]:
    """Return the sentence that begins so, with these log-odds."""
    return lambda beginning, odds=0.0: world.hit(beginning, make_hit("", odds).score)


@pytest.fixture
def write(writer: Writer, make_found: Callable[..., Found], scored: Callable[..., Hit]) -> Write:
    """Write the answer to a question with hits that are given by their beginnings or as hits."""

    def run(
        question: str,
        *hits: str | Hit,
        status: Status = Status.ANSWERED,
        missing: tuple[str, ...] = (),
        shown: tuple[Stated, ...] = (),
        unsure: bool = False,
        **found: Any,
    ) -> Draft:
        made = tuple(scored(hit) if isinstance(hit, str) else hit for hit in hits)
        readings = {hit.sentence: Reading(states=0.05, supports=0.0, contradicts=0.0) for hit in made}  # as if none said so
        return writer.write(
            make_found(question, made, readings=readings, **found), Decision(status, made, missing, figures=shown, unsure=unsure)
        )

    return run


def quotes(draft: Draft) -> list[str]:
    return [citation.quote for citation in draft.citations]


def read(hit: Hit, states: float) -> Hit:
    """Return a hit that reads so as stating what is asked."""
    return replace(hit, signals={**hit.signals, "states": states})


# without quotes


def test_what_is_no_policy_question_gets_its_reply(writer: Writer) -> None:
    blocked, greeting = writer.reply(Aside("blocked")), writer.reply(Aside("greeting"))
    assert (blocked.status, blocked.text) == (Status.BLOCKED, messages.BLOCKED)
    assert (greeting.status, greeting.text) == (Status.OUT_OF_SCOPE, OFFICE.said(messages.GREETING))
    assert writer.reply(Aside("about")).status is Status.OUT_OF_SCOPE


def test_another_subject_is_declined_whatever_was_found(write: Write) -> None:
    draft = write(PLAIN, "企业在", status=Status.OUT_OF_SCOPE, missing=("甲",))
    assert (draft.status, draft.lines, draft.citations) == (Status.OUT_OF_SCOPE, [OFFICE.said(messages.OUT_OF_SCOPE)], [])


@pytest.mark.parametrize(("missing", "what"), [(("甲", "乙"), "甲、乙"), ((), "您问的这一点")])
def test_what_is_not_found_is_named(write: Write, missing: tuple[str, ...], what: str) -> None:
    draft = write(PLAIN, "企业在", status=Status.NOT_FOUND, missing=missing, places=(Place(0),))
    assert draft.lines == [f"收录的文件未载明{what}，不能据此回答。", messages.NOT_FOUND_HINT]
    assert draft.status is Status.NOT_FOUND


def test_a_document_that_is_not_held_is_named_rather_than_what_is_missing_in_it(write: Write) -> None:
    draft = write(PLAIN, "企业在", status=Status.NOT_FOUND, missing=("甲",), missing_title="旅游法")
    assert draft.lines == [messages.NOT_HELD.format(name="旅游法"), messages.NOT_FOUND_HINT]


def test_of_a_document_that_is_not_held_it_is_told_where_one_that_is_speaks_of_it(indexed: Any, make_found: Any) -> None:
    retriever, documents = indexed("质押法\n第一条 依照《旅游发展条例（2020年）》登记。\n第二条 合同应当登记。\n")
    writer = Writer(retriever, documents, lambda _: pytest.fail("no text is read"), OFFICE)
    hit = retriever.hit(1, 0.5)
    decision = Decision(Status.NOT_FOUND, (hit,))
    told = writer.write(make_found("《旅游发展条例》管哪几年", [hit], missing_title="旅游发展条例"), decision)
    assert told.lines[0] == messages.NOT_HELD.format(name="旅游发展条例")
    assert told.lines[1].startswith(f"{messages.MENTIONED}“依照《旅游发展条例（2020年）》登记。”[1]")
    assert (told.lines[2:], told.status) == ([messages.NOT_FOUND_HINT], Status.NOT_FOUND)
    silent = writer.write(make_found("《旅游管理条例》管哪几年", [hit], missing_title="旅游管理条例"), decision)
    assert (len(silent.lines), silent.status) == (2, Status.NOT_FOUND)


@pytest.mark.parametrize(("question", "verdict"), [(YES_NO, Verdict.NOT_STATED), (PLAIN, None)])
def test_what_was_asserted_and_is_not_found_is_not_stated(write: Write, question: str, verdict: Verdict | None) -> None:
    assert write(question, "企业在", status=Status.NOT_FOUND).verdict is verdict


def test_where_a_place_may_be_of_several_documents_it_is_asked_which(write: Write) -> None:
    draft = write("第二条", "企业在", status=Status.CLARIFY, missing=("第二条", "第三条"), places=(Place(0),))
    assert draft.lines == [messages.WHICH_DOCUMENT.format(place="第二条、第三条")]


def test_what_is_asked_of_documents_themselves_is_told_however_the_question_ends(write: Write) -> None:
    told = write(PLAIN, "企业在", status=Status.NOT_FOUND, register=Register(missing="旅游法"))
    assert told.lines == [messages.NOT_HELD.format(name="旅游法")]


@pytest.mark.parametrize(
    ("status", "first"),
    [
        (Status.ANSWERED, messages.ENGLISH_LEAD),
        (Status.PARTIAL, messages.ENGLISH_PARTIAL),
        (Status.NOT_FOUND, messages.ENGLISH_NOT_FOUND),
        (Status.OUT_OF_SCOPE, messages.ENGLISH_OUT_OF_SCOPE),
    ],
)
def test_who_asks_in_english_is_told_so_first_in_english(
    writer: Writer, make_found: Callable[..., Found], scored: Callable[..., Hit], status: Status, first: str
) -> None:
    made = make_found(PLAIN, [scored("企业在")])
    chinese = writer.write(made, Decision(status, made.hits)).lines
    foreign = replace(made, understood=replace(made.understood, foreign=True))
    assert writer.write(foreign, Decision(status, made.hits)).lines == [first, *chinese]


# look-ups


def test_places_are_written_each_and_what_is_missing_before_them(world: Any, write: Write) -> None:
    places = tuple(Place(0, (world.number(f"law#第{n}条"),)) for n in "二三")
    draft = write("第二条", places=places, occurrences=(1,))
    assert [line for line in draft.lines if line.endswith("：")] == ["《质押法》第二条：", "《质押法》第三条："]
    assert draft.lines[0] == "《质押法》第二条："
    partial = write("第二条", places=places, status=Status.PARTIAL, missing=("旧版",))
    assert partial.lines[0] == "收录的文件未载明旧版，请向主管部门核实。"
    assert partial.lines[1:] == draft.lines


@pytest.mark.parametrize(
    ("question", "told"), [("企业能申请质押登记吗", True), ("企业够质押的条件吗", True), ("质押登记的申请条件", False)]
)
def test_who_asks_whether_they_may_is_told_to_hold_the_conditions_against_their_case(
    world: Any, write: Write, question: str, *, told: bool
) -> None:
    place = Place(0, (world.number("law#第二条"),), section="申请条件")
    draft = write(question, places=(place,))
    assert draft.lines[told] == "《质押法》申请条件："
    assert (draft.lines[0] == messages.BY_CONDITIONS) is told


@pytest.mark.parametrize(("question", "count", "counted"), [("哪几处提到专利", 1, True), (PLAIN, 2, True), (PLAIN, 1, False)])
def test_occurrences_are_counted_where_that_is_asked_or_there_are_several(
    world: Any, write: Write, question: str, count: int, counted: bool
) -> None:
    sentences = (world.hit("企业在").sentence, world.hit("高价值").sentence)[:count]
    lines = write(question, "企业在", occurrences=sentences, phrase="专利").lines
    assert lines[0].startswith("“专利”在文件中出现在以下") is counted
    assert len(lines) == count + counted


def test_without_a_phrase_its_places_are_not_counted(world: Any, write: Write) -> None:
    sentences = (world.hit("企业在").sentence, world.hit("高价值").sentence)
    assert [line[:4] for line in write(PLAIN, "企业在", occurrences=sentences).lines] == ["“企业在", "“高价值"]


# what the hits state


def test_one_sentence_is_a_line(write: Write) -> None:
    draft = write(PLAIN, "企业在")
    assert draft.lines == ["“企业在质押期间不得转让质押的专利。”[1]（《质押法》第二条）"]
    assert draft.status is Status.ANSWERED


def test_several_sentences_are_numbered(write: Write) -> None:
    draft = write(PLAIN, "企业在", "构成犯罪")
    assert [line[:6] for line in draft.lines] == ["1. “企业", "2. “构成"]


def test_the_opening_stands_before_one_quote_and_above_several(write: Write) -> None:
    assert write(YES_NO, "银行应当").lines == ["是。原文：“银行应当登记质押合同。”[1]（《质押法》第二条）"]
    several = write(YES_NO, "构成犯罪", "银行应当").lines
    assert several[0] == "是。原文："
    assert [line[:2] for line in several[1:]] == ["1.", "2."]


def test_the_opening_speaks_of_the_first_quote(write: Write) -> None:
    assert write(YES_NO, "构成犯罪", "支持保险").lines[0].startswith(messages.CLAIM_NOT_STATED)
    assert write(YES_NO, "构成犯罪", "银行应当").lines[0] == messages.YES


def test_a_verdict_stands_above_what_decides_it_and_what_was_found_first(write: Write) -> None:
    assert quotes(write(YES_NO, "企业在", "期满自动", "银行应当"))[:2] == [
        "银行应当登记质押合同。",
        "企业在质押期间不得转让质押的专利。",
    ]
    assert quotes(write(YES_NO, "银行应当", "期满自动", "企业在")) == ["银行应当登记质押合同。"]


@pytest.mark.parametrize(("cosine", "shown"), [(NEAREST, True), (NEAREST - 0.01, False)])
def test_what_is_nearest_is_shown_where_it_is_near(write: Write, scored: Callable[..., Hit], cosine: float, shown: bool) -> None:
    hit = replace(scored("构成犯罪"), signals={"dense_sentence": cosine})
    for draft in (write(PLAIN, hit, status=Status.PARTIAL), write(YES_NO, hit)):
        assert draft.status is Status.PARTIAL
        assert bool(draft.citations) is shown
        assert ("最接近的原文" in draft.text) is shown


def test_another_places_rule_is_told_as_that_from_where_it_reads_best(indexed: Any, make_found: Any) -> None:
    retriever, documents = indexed("质押办法\n第一条 贷款应当登记。\n第二条 贷款的补贴为利息的一半。\n")
    theirs = {id_: replace(document, region="广州南沙") for id_, document in documents.items()}
    writer = Writer(retriever, theirs, lambda _: pytest.fail("no text is read"), OFFICE)
    first, second = (retriever.hit(number, 0.5) for number in (0, 1))
    hits = tuple(
        replace(hit, signals={"foreign": 0.9, "states": states, "dense_sentence": 0.9})
        for hit, states in ((first, 0.1), (second, 0.9))
    )
    decision = Decision(Status.PARTIAL, hits, (messages.RULES_HERE,), elsewhere=True)
    draft = writer.write(make_found("贷款补贴几成", hits), decision)
    assert draft.status is Status.PARTIAL
    assert draft.lines[0] == messages.NOT_STATED.format(what=messages.RULES_HERE)
    assert draft.lines[1].startswith("广州南沙的规定，只在当地适用，供参考：“贷款的补贴为利息的一半。”[1]")
    ours = tuple(replace(hits[0], signals={"states": 0.99}) for _ in range(3))  # in front, and no other place's
    assert writer.write(make_found("贷款补贴几成", ours + hits), replace(decision, hits=ours + hits)).lines == draft.lines
    nowhere = {id_: replace(document, region=None) for id_, document in documents.items()}
    unplaced = Writer(retriever, nowhere, lambda _: pytest.fail("no text is read"), OFFICE)
    assert unplaced.write(make_found("贷款补贴几成", hits), decision).lines[1].startswith("别处的规定，只在当地适用")
    far = tuple(replace(hit, signals=hit.signals | {"dense_sentence": 0.1}) for hit in hits)
    assert writer.write(make_found("贷款补贴几成", far), replace(decision, hits=far)).lines == draft.lines[:1]


def test_a_claim_that_is_not_borne_out_is_answered_in_part(write: Write) -> None:
    unstated, stated = write(YES_NO, "构成犯罪"), write(YES_NO, "银行应当")
    assert (unstated.status, unstated.verdict) == (Status.PARTIAL, Verdict.NOT_STATED)
    assert (stated.status, stated.verdict) == (Status.ANSWERED, Verdict.YES)
    assert write(PLAIN, "企业在").verdict is None


@pytest.mark.parametrize(
    ("question", "verdict"),
    [("银行在登记的时候，每年都给企业，一共分三次补，总共50万元，对吗", Verdict.NOT_STATED), (PLAIN, None)],
)
def test_what_is_claimed_and_said_not_to_be_stated_is_not_stated(write: Write, question: str, verdict: Verdict | None) -> None:
    draft = write(question, "企业在", status=Status.PARTIAL, missing=("数额",))
    assert (draft.verdict, draft.lines[0]) == (verdict, messages.NOT_STATED.format(what="数额"))


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("外地企业能不能转租摊位", messages.NOT_STATED[:8]),  # asked openly: what is not stated is named as in any answer
        ("外地企业转租摊位的都要登记。", messages.CLAIM_NOT_STATED),  # said
    ],
)
def test_what_is_asked_openly_and_not_stated_has_that_verdict(write: Write, question: str, words: str) -> None:
    draft = write(question, "银行应当", status=Status.PARTIAL, missing=("数额",))
    assert (draft.status, draft.verdict) == (Status.PARTIAL, Verdict.NOT_STATED)
    assert draft.lines[0].startswith(words)
    assert write("外地企业能不能转租摊位", "银行应当").verdict is None  # what is shown may state it


def test_what_completed_the_sentence_before_is_not_shown_again(write: Write) -> None:
    draft = write(PLAIN, "有违法所得", "没有违法所得")
    assert len(draft.lines) == 1
    assert quotes(draft) == [
        "有违法所得的，没收违法所得，并处一万元罚款；",
        "没有违法所得的，处五千元罚款；",
        "情节严重的，吊销许可证。",
    ]


def test_of_several_documents_each_is_quoted(write: Write, scored: Callable[..., Hit]) -> None:
    hits = ("企业在", scored("全市已经建成", -4.0), "银行应当")
    assert quotes(write(PLAIN, *hits, parts=2)) == [
        "企业在质押期间不得转让质押的专利。",
        "银行应当登记质押合同。",
        "全市已经建成质押中心9个。",
    ]
    assert quotes(write(PLAIN, *hits)) == ["企业在质押期间不得转让质押的专利。"]


def test_of_a_long_sentence_the_part_that_answers_is_shown(world: Any, write: Write) -> None:
    draft = write("子由谁做", "子子")
    assert draft.lines[0].startswith("“子")


# open questions


def test_an_open_question_is_answered_by_clause_a_list_whole(write: Write) -> None:
    assert quotes(write("专利导航有哪些内容", "二是培育")) == ENUMERATION
    assert quotes(write("专利导航由谁做", "二是培育")) == ENUMERATION[1:2]


def test_of_several_documents_an_open_question_gets_each(write: Write) -> None:
    assert quotes(write("有哪些内容", "企业在", "二是培育", parts=2)) == [
        "企业在质押期间不得转让质押的专利。",
        "二是培育专利导航机构。",
    ]


# a title-like first sentence


def test_a_title_like_sentence_is_followed_by_what_it_leads(write: Write) -> None:
    draft = write("专利导航由谁做", "专利导航服务")
    assert quotes(draft) == ENUMERATION
    assert [line.endswith("专利导航）") for line in draft.lines] == [False, False, True]


def test_in_an_article_the_short_first_sentence_is_shown_too_since_it_may_be_the_rule(write: Write) -> None:
    assert quotes(write(PLAIN, "质押期限")) == [
        "质押期限为三年；",
        "期满自动解除。",
        "质押人另有约定的，从其约定。",
    ]


def test_any_other_sentence_leads_nothing(write: Write) -> None:
    assert quotes(write(PLAIN, "一是建设"))[0] == ENUMERATION[0]  # not the first
    assert quotes(write(PLAIN, "2020年"))[0].startswith("2020年")  # 18 characters
    assert quotes(write(PLAIN, "高价值"))[0].startswith("高价值")  # alone


@pytest.mark.parametrize(("size", "leads"), [(16, True), (17, False)])
def test_a_title_has_at_most_sixteen_characters(write: Write, scored: Callable[..., Hit], size: int, leads: bool) -> None:
    hit = scored("专利导航服务")
    assert (quotes(write(PLAIN, replace(hit, text=hit.text.ljust(size, "。")))) == ENUMERATION) is leads


def test_a_title_leads_at_most_six_sentences(write: Write) -> None:
    assert [quote[0] for quote in quotes(write(PLAIN, "人才培训扎实"))] == list("甲乙丙丁戊己")


# differences


def test_a_difference_that_can_be_computed_is_an_answer(write: Write) -> None:
    draft = write("地理标志还差多少件", "地理标志达到70", status=Status.PARTIAL, missing=("数量",))
    assert draft.status is Status.ANSWERED
    assert draft.lines[-1] == "据以上原文计算：90−70＝20件（计算所得，非原文）。"
    assert quotes(draft) == ["地理标志达到70件。", "地理标志达到90件。"]


@pytest.mark.parametrize("question", ["地理标志有多少件", "地理标志还差多少件，受理电话是多少", "地理标志比哪一年多了多少件"])
def test_nothing_is_computed_where_no_difference_or_some_small_print_is_asked_for(write: Write, question: str) -> None:
    assert "计算" not in write(question, "地理标志达到70").text


@pytest.mark.parametrize(("before", "computed"), [(4, True), (5, False)])
def test_both_figures_are_looked_for_in_the_first_five_hits_of_the_best_document(
    write: Write, before: int, computed: bool
) -> None:
    others = ("一是建设", "二是培育", "三是发布", "支持银行", "支持保险")[:before]
    assert ("计算" in write("地理标志还差多少件", *others, "地理标志达到70").text) is computed
    assert "计算" not in write("地理标志还差多少件", "企业在", "地理标志达到70").text


def test_hits_of_other_documents_do_not_give_a_difference(world: Any, write: Write, scored: Callable[..., Hit]) -> None:
    stray = replace(scored("地理标志达到70"), doc="law")
    assert "计算" not in write("地理标志还差多少件", "一是建设", stray).text


# figures


@pytest.fixture
def stated(world: Any) -> Callable[[str], Stated]:
    """Return the figure of the plan that reads so."""
    rows = {row.value_text: row for row in extract(world.parsed["plan"])}
    return lambda value: Stated(rows[value], world.hit(rows[value].quote), 1.0, 1.0)


REACHED, AIM = (
    "现状（2020年）：“2020年，全市有效商标达到3万件；”[",
    "规划目标（到2025年）：“到2025年，全市有效商标达到8.5万件；”[",
)


def test_stated_figures_are_each_called_what_they_are(write: Write, stated: Callable[[str], Stated]) -> None:
    draft = write("商标有多少件", "企业在", shown=(stated("3万件"), stated("8.5万件")))
    assert [line.split("]")[0] for line in draft.lines] == [f"{REACHED}1", f"{AIM}2"]
    assert draft.status is Status.ANSWERED


def test_of_figures_that_are_near_it_is_said_that_what_was_asked_is_not_stated(
    write: Write, stated: Callable[[str], Stated]
) -> None:
    draft = write("商标有多少件", "企业在", status=Status.PARTIAL, missing=("2024年", "数量"), shown=(stated("3万件"),))
    assert draft.lines[0].startswith(messages.PARTIAL_FIGURE + REACHED)
    assert draft.lines[1:] == [messages.NOT_STATED.format(what=what) for what in ("2024年", "数量")]
    assert draft.status is Status.PARTIAL


def test_a_claim_that_is_decided_comes_before_figures_and_one_that_is_not_stated_behind(
    write: Write, stated: Callable[[str], Stated]
) -> None:
    assert write(YES_NO, "银行应当", shown=(stated("3万件"),)).lines[0].startswith(messages.YES)
    assert write(YES_NO, "构成犯罪", shown=(stated("3万件"),)).lines[0].startswith(REACHED)


def test_a_sentence_that_states_the_figure_is_called_what_it_is_where_it_is_alone(
    write: Write, stated: Callable[[str], Stated]
) -> None:
    figures = Figures(subject=(stated("3万件"),))
    assert write("商标有多少件", "2020年", figures=figures).lines[0].startswith(REACHED)
    assert write("商标有多少件", "全市已经设立", figures=figures).lines[0].startswith("“全市已经设立")
    several = write("商标有多少件", "2020年", "企业在", figures=figures).lines
    assert [line[:5] for line in several] == ["1. “2", "2. “企"]


# partial answers


def test_what_may_be_stated_is_shown_whatever_it_says(write: Write, scored: Callable[..., Hit]) -> None:
    """However far it is from the question, and with its figures: that none states it is not said."""
    first = replace(scored("高价值"), signals={"dense_sentence": 0.0})
    draft = write(PLAIN, first, status=Status.PARTIAL, missing=("金额",), unsure=True)
    assert draft.lines[0] == messages.NOT_SURE.format(what="金额")
    assert draft.lines[1].startswith(messages.UNSURE_LEAD + "“高价值")
    assert (len(draft.lines), draft.status) == (2, Status.PARTIAL)


@pytest.mark.parametrize("hits", [("高价值", "支持保险"), ("支持保险", "银行应当", "企业在")])
def test_what_may_be_stated_is_what_would_have_been_the_answer(write: Write, hits: tuple[str, ...]) -> None:
    answer = write(PLAIN, *hits)
    draft = write(PLAIN, *hits, status=Status.PARTIAL, missing=("金额",), unsure=True)
    assert draft.lines == [messages.NOT_SURE.format(what="金额"), messages.UNSURE_LEAD, *answer.lines]
    assert draft.citations == answer.citations


def test_what_is_not_stated_comes_before_what_is_nearest(write: Write) -> None:
    draft = write(PLAIN, "企业在", status=Status.PARTIAL, missing=("金额", "数量"))
    assert draft.lines == [
        "收录的文件未载明金额、数量，请向主管部门核实。",
        f"{LEAD}“企业在质押期间不得转让质押的专利。”[1]（《质押法》第二条）",
    ]
    assert draft.status is Status.PARTIAL
    assert write(PLAIN, "企业在", status=Status.PARTIAL).lines[0] == "收录的文件未载明您问的这一点，请向主管部门核实。"


@pytest.mark.parametrize(("odds", "shown"), [(0.0, "支持保险"), (-4.3999, "支持保险"), (-4.4001, "高价值"), (-9.0, "高价值")])
def test_a_near_sentence_without_figures_is_shown_rather_than_a_figure_of_something_else(
    write: Write, scored: Callable[..., Hit], odds: float, shown: str
) -> None:
    draft = write(PLAIN, "高价值", "全市已经设立", scored("支持保险", odds), status=Status.PARTIAL)
    assert quotes(draft)[0].startswith(shown)


def test_a_sentence_of_another_document_is_no_substitute(write: Write) -> None:
    assert quotes(write(PLAIN, "高价值", "企业在", status=Status.PARTIAL))[0].startswith("高价值")
    assert quotes(write(PLAIN, "高价值", "企业在", "支持保险", status=Status.PARTIAL))[0].startswith("支持保险")


@pytest.mark.parametrize(("before", "shown"), [(7, "支持保险"), (8, "高价值")])
def test_it_is_looked_for_among_the_first_eight_hits(write: Write, before: int, shown: str) -> None:
    assert quotes(write(PLAIN, *["高价值"] * before, "支持保险", status=Status.PARTIAL))[0].startswith(shown)


def test_the_first_sentence_that_holds_no_figure_is_shown(write: Write) -> None:
    assert quotes(write(PLAIN, "支持银行", "支持保险", status=Status.PARTIAL))[0].startswith("支持银行")
    assert quotes(write(PLAIN, "高价值", "支持银行", "支持保险", status=Status.PARTIAL))[0].startswith("支持银行")


def test_of_several_documents_nothing_is_led_by_a_title_like_sentence_that_is_not_first(write: Write) -> None:
    lines = write(PLAIN, "企业在", "专利导航服务", parts=2).lines
    assert [line[:6] for line in lines] == ["1. “企业", "2. “专利"]


def test_what_a_claim_rests_on_is_quoted_first_and_once(write: Write) -> None:
    draft = write(YES_NO, "企业在", "银行应当")
    assert quotes(draft) == ["银行应当登记质押合同。", "企业在质押期间不得转让质押的专利。"]


def test_what_is_just_said_and_stated_is_answered_by_what_it_rests_on(write: Write) -> None:
    draft = write("银行应当登记质押合同", "企业在", "银行应当")
    assert (draft.verdict, draft.lines[0]) == (Verdict.YES, messages.YES)
    assert quotes(draft) == ["银行应当登记质押合同。", "企业在质押期间不得转让质押的专利。"]


# several questions in one


@pytest.fixture
def write_each(writer: Writer, make_found: Callable[..., Found], scored: Callable[..., Hit]) -> Write:
    """Write the answers to several questions, each by its words, the beginning of its sentence, and how it ends."""

    def run(*parts: tuple[str, str, Status]) -> Draft:
        made = []
        for words, beginning, status in parts:
            hits = (scored(beginning),)
            made.append((words, make_found(PLAIN, hits), Decision(status, hits)))
        return writer.write_each(made)

    return run


def test_each_question_is_answered_behind_its_words_with_marks_that_count_on(write_each: Write) -> None:
    draft = write_each(("谁登记", "银行应当", Status.ANSWERED), ("能不能转让", "企业在", Status.ANSWERED))
    assert draft.lines == [
        "谁登记：“银行应当登记质押合同。”[1]（《质押法》第二条）",
        "能不能转让：“企业在质押期间不得转让质押的专利。”[2]（《质押法》第二条）",
    ]
    assert draft.status is Status.ANSWERED
    assert len(draft.citations) == 2


def test_what_answers_two_questions_alike_is_said_once(write_each: Write) -> None:
    draft = write_each(("谁登记", "银行应当", Status.ANSWERED), ("登记什么", "银行应当", Status.ANSWERED))
    assert [line[:10] for line in draft.lines] == ["谁登记，登记什么：“"]


def test_what_is_not_stated_is_named_at_the_end_without_what_is_near(write_each: Write) -> None:
    draft = write_each(
        ("谁登记", "银行应当", Status.ANSWERED), ("几天登记", "企业在", Status.PARTIAL), ("收多少", "企业在", Status.PARTIAL)
    )
    assert draft.lines[1:] == ["收录的文件未载明您问的“几天登记”、“收多少”，请向主管部门核实。"]
    assert draft.status is Status.PARTIAL
    assert quotes(draft) == ["银行应当登记质押合同。"]


def test_a_question_that_may_be_stated_is_not_said_to_be_unstated_among_others(
    writer: Writer, make_found: Callable[..., Found], scored: Callable[..., Hit]
) -> None:
    bank, firm = (scored("银行应当"),), (scored("企业在"),)
    doubted, unstated = (Decision(Status.PARTIAL, firm, unsure=unsure) for unsure in (True, False))
    answered = ("谁登记", make_found(PLAIN, bank), Decision(Status.ANSWERED, bank))
    draft = writer.write_each(
        [answered, ("能不能转让", make_found(PLAIN, firm), doubted), ("收多少", make_found(PLAIN, firm), unstated)]
    )
    assert draft.lines[1] == "收录的文件未载明您问的“收多少”，请向主管部门核实。"
    assert draft.lines[2] == messages.NOT_SURE.format(what="您问的“能不能转让”")
    assert draft.lines[3].startswith(messages.UNSURE_LEAD + "“企业在质押期间不得转让质押的专利。”[2]")
    assert draft.status is Status.PARTIAL


@pytest.mark.parametrize(("likeness", "told"), [(1.0, True), (0.0, False)], ids=["near", "far"])
def test_a_question_left_out_is_told_where_the_text_that_is_quoted_may_state_it(
    writer: Writer, make_found: Callable[..., Found], world: Any, likeness: float, *, told: bool
) -> None:
    bank, firm = (world.hit("银行应当"),), (replace(world.hit("企业在"), signals={"dense_sentence": likeness}),)
    draft = writer.write(make_found(PLAIN, bank), Decision(Status.ANSWERED, bank))
    before = len(draft.lines)
    writer.write_beside("能不能转让", make_found(PLAIN, firm), Decision(Status.ANSWERED, firm), draft)
    beside = messages.PART_BESIDE.format(question="能不能转让")
    assert [line.startswith(beside) for line in draft.lines[before:]] == [True] * told
    assert (messages.PART_LEFT_OUT.format(question="能不能转让") in draft.notices) is not told


def test_a_version_that_is_not_held_is_told_as_that(
    writer: Writer, make_found: Callable[..., Found], scored: Callable[..., Hit]
) -> None:
    bank, firm = (scored("银行应当"),), (scored("企业在"),)
    draft = writer.write_each(
        [
            ("谁登记", make_found(PLAIN, bank), Decision(Status.ANSWERED, bank)),
            ("旧版呢", make_found(PLAIN, firm, missing_version="2003年版"), Decision(Status.PARTIAL, firm, ("2003年版",))),
        ]
    )
    assert draft.lines[-3:-1] == ["旧版呢：", "收录的文件未载明2003年版，请向主管部门核实。"]
    assert draft.status is Status.PARTIAL


@pytest.mark.parametrize("question", ["提前转让罚多少钱", "提前转让怎么处罚"])
def test_what_a_deed_is_punished_with_is_shown_with_its_rule_and_nothing_else(
    write: Write, scored: Callable[..., Hit], question: str
) -> None:
    sanction, rule = (replace(scored(words), signals={PUNISHED: 1.0}) for words in ("有违法所得的", "企业在"))
    assert quotes(write(question, sanction, rule, "银行应当"))[-1] == "企业在质押期间不得转让质押的专利。"


@pytest.mark.parametrize(
    ("states", "unsure", "lines"),
    [
        (0.29, False, ["1. ", "2. "]),
        (0.05, False, ["“", messages.ALSO_LEAD]),
        (0.05, True, [messages.NOT_SURE[:6], messages.UNSURE_LEAD, "1. ", "2. "]),  # all of it may only be on the matter
    ],
)
def test_what_reads_less_than_the_best_stands_behind_that_it_may_be_on_the_matter(
    write: Write, scored: Callable[..., Hit], states: float, unsure: bool, lines: list[str]
) -> None:
    hits = [read(scored("企业在"), 0.29), read(scored("支持保险", -0.1), states)]  # the best is in doubt
    draft = write(PLAIN, *hits, status=Status.PARTIAL if unsure else Status.ANSWERED, unsure=unsure)
    assert [line[: len(begin)] for line, begin in zip(draft.lines, lines, strict=True)] == lines
    assert len(draft.citations) == 2
