"""The finished answer: nothing that is not verbatim, no loose number, no personal data; notices, label, contact."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from assistant import messages
from assistant.answering.draft import Draft
from assistant.answering.render import NotVerbatim, Renderer, hold_to_text
from assistant.question.understand import Reader
from assistant.records import Answer, Status, Turn
from assistant.settings import Settings

QUESTION = "质押合同怎么登记"
CONTACT = "襄阳市窗口，电话 12345"


def drafted(world: Any, *beginnings: str, line: str = "", status: Status = Status.ANSWERED) -> Draft:
    draft: Draft = world.draft(status=status)
    for beginning in beginnings:
        hit = world.hit(beginning)
        clause = world.retriever.clause_of(hit.sentence)
        draft.lines.append(draft.quote(clause, (hit.start, hit.end), [(hit.start, hit.end)]))
    draft.lines += [line] if line else []
    return draft


def rendered(world: Any, draft: Draft, question: str = QUESTION, *, hits: Any = (), history: Any = (), mend: Any = str) -> Answer:
    settings = Settings(contact=CONTACT, _env_file=None)  # type: ignore[call-arg]
    renderer = Renderer(settings, world.retriever.units, world.documents, world.clause)
    return renderer.render("id-1", Reader(mend).read(question), draft, hits, history, "2024-06-01")


def test_a_verbatim_quote_passes(world: Any) -> None:
    draft = drafted(world, "银行应当", "企业在", "没有违法所得")
    said = draft.text
    hold_to_text(draft, world.clause, world.parsed.__getitem__)
    assert (draft.text, len(draft.citations)) == (said, 3)


@pytest.mark.parametrize("change", [{"quote": "银行应当登记质押合约。"}, {"start": 100}, {"end": 101}, {"quote": ""}])
def test_a_quote_that_is_not_the_text_never_leaves(world: Any, change: dict[str, Any]) -> None:
    draft = drafted(world, "企业在", "银行应当")
    draft.citations[1] = replace(draft.citations[1], **change)
    with pytest.raises(NotVerbatim, match="quote 2 of law#第二条"):
        hold_to_text(draft, world.clause, world.parsed.__getitem__)


def test_an_answer_carries_text_quotes_label_and_contact(world: Any) -> None:
    draft = drafted(world, "银行应当")
    answer = rendered(world, draft)
    assert (answer.id, answer.status, answer.text) == ("id-1", Status.ANSWERED, "“银行应当登记质押合同。”[1]")
    assert (answer.citations, answer.label, answer.contact) == (tuple(draft.citations), messages.QUOTED, CONTACT)
    assert (answer.question, answer.resolved, answer.notices) == (QUESTION, QUESTION, ())


def test_without_quotes_there_is_no_label(world: Any) -> None:
    assert rendered(world, drafted(world, line="未载明。")).label == ""


def test_hits_reach_from_full_stop_to_full_stop(world: Any) -> None:
    hits = rendered(world, drafted(world, "银行应当"), hits=[world.hit("没有违法所得")]).hits
    assert [hit.text for hit in hits] == [
        "有违法所得的，没收违法所得，并处一万元罚款；没有违法所得的，处五千元罚款；情节严重的，吊销许可证。"
    ]


def test_suggestions_follow_the_hits(world: Any) -> None:
    hits = [world.hit("支持银行"), world.hit("一是建设")]
    assert rendered(world, drafted(world, "支持银行"), hits=hits).suggestions == ("建设什么中心",)
    assert rendered(world, drafted(world, "支持银行", status=Status.BLOCKED), hits=hits).suggestions == ()
    own = rendered(world, drafted(world, "支持银行"), "建设什么中心", hits=hits)
    assert own.suggestions == ()


def test_personal_data_of_the_question_is_masked(world: Any) -> None:
    answer = rendered(world, drafted(world, "银行应当"), "我的电话13812345678，质押合同怎么登记")
    assert "13812345678" not in answer.question + answer.resolved
    assert "质押合同怎么登记" in answer.question


# numbers


def test_a_number_that_nothing_shown_holds_leaves_only_the_quotes(world: Any) -> None:
    answer = rendered(world, drafted(world, "银行应当", "企业在", line="共77件。"))
    assert answer.text == "“银行应当登记质押合同。”[1]\n“企业在质押期间不得转让质押的专利。”[2]"


def test_a_number_without_any_quote_stays(world: Any) -> None:
    assert rendered(world, drafted(world, line="该文件共有77条。")).text == "该文件共有77条。"


@pytest.mark.parametrize(
    ("number", "question", "history"),
    [
        ("12345", QUESTION, ()),  # of the contact
        ("66", "66家企业的质押合同怎么登记", ()),
        ("66", QUESTION, (Turn("有66家吗", "未载明。"),)),
        ("66", QUESTION, (Turn("有几家", "有66家。"),)),
    ],
)
def test_numbers_of_the_question_the_contact_and_earlier_turns_may_be_said(
    world: Any, number: str, question: str, history: tuple[Turn, ...]
) -> None:
    draft = drafted(world, "银行应当", line=f"共{number}。")
    assert rendered(world, draft, question, history=history).text.endswith(f"共{number}。")


def test_numbers_of_a_notice_may_be_said(world: Any) -> None:
    draft = drafted(world, "银行应当", line="共66家。")
    mended = rendered(world, draft, "陆拾陆家质押合同怎么登记", mend=lambda text: text.replace("陆拾陆", "66"))
    assert mended.text.endswith("共66家。")


# the notice of a mended question


def mend(text: str) -> str:
    return text.replace("知压", "质押")


@pytest.mark.parametrize("status", [Status.ANSWERED, Status.PARTIAL])
def test_a_mended_question_is_told(world: Any, status: Status) -> None:
    answer = rendered(world, drafted(world, "银行应当", status=status), "知压合同怎么登记", mend=mend)
    assert answer.notices == ("已按“质押合同怎么登记”查找。",)
    assert (answer.question, answer.resolved) == ("知压合同怎么登记", "质押合同怎么登记")


def test_a_question_that_is_not_answered_or_was_not_mended_has_no_such_notice(world: Any) -> None:
    refused = drafted(world, line="未载明。", status=Status.NOT_FOUND)
    assert rendered(world, refused, "知压合同怎么登记", mend=mend).notices == ()
    assert rendered(world, drafted(world, "银行应当"), mend=mend).notices == ()


def test_the_notices_of_the_documents_come_first(world: Any) -> None:
    answer = rendered(world, drafted(world, "支持银行"), "知压合同怎么登记", mend=mend)
    assert len(answer.notices) == 1  # the plan still runs in 2024
    settings = Settings(contact=CONTACT, _env_file=None)  # type: ignore[call-arg]
    renderer = Renderer(settings, world.retriever.units, world.documents, world.clause)
    later = renderer.render("id-1", Reader(mend).read("知压合同怎么登记"), drafted(world, "支持银行"), (), (), "2030-01-01")
    assert len(later.notices) == 2
    assert "2025" in later.notices[0]
    assert later.notices[1] == "已按“质押合同怎么登记”查找。"


def test_what_a_document_is_quoted_for_itself_needs_no_notice_of_its_rules(world: Any) -> None:
    settings = Settings(contact=CONTACT, _env_file=None)  # type: ignore[call-arg]
    renderer = Renderer(settings, world.retriever.units, world.documents, world.clause)
    draft = drafted(world, "支持银行")
    draft.notices.append("甲。")
    understood = Reader(mend).read("知压合同怎么登记")
    told = renderer.render("id-1", understood, draft, (), (), "2030-01-01").notices
    assert (told[0], len(told)) == ("甲。", 3)  # that of the draft, of the plan that has ended, of the mended question
    draft.of_documents = True
    assert renderer.render("id-1", understood, draft, (), (), "2030-01-01").notices == (told[0], told[2])


@pytest.mark.parametrize(
    ("question", "contact"),
    [("质押合同怎么登记", "质押处"), ("商标怎么登记", "商标处"), ("怎么办", "质押处")],
)
def test_whom_to_ask_follows_the_question_then_the_titles_that_are_cited(
    world: Any, tmp_path: Path, question: str, contact: str
) -> None:
    office = SimpleNamespace(contacts={"质押": "质押处", "商标": "商标处"})
    settings: Any = SimpleNamespace(data_dir=tmp_path, home_region="襄阳", contact="总机", office=office)
    renderer = Renderer(settings, world.retriever.units, world.documents, world.clause)
    rendered = renderer.render("id-1", Reader().read(question), drafted(world, "银行应当"), (), (), "2024-06-01")
    assert rendered.contact == contact
    assert renderer.render("id-1", Reader().read("怎么办"), drafted(world), (), (), "2024-06-01").contact == "总机"


@pytest.mark.parametrize("beyond", [{"start": -1}, {"end": 1}])
def test_a_quote_that_reaches_beyond_its_clause_is_held_to_the_document(world: Any, beyond: dict[str, int]) -> None:
    draft = world.draft()
    clause = world.clause("law#第二条")
    span = (clause.start + beyond.get("start", 0), clause.end + beyond.get("end", 0))
    draft.cite(clause, (clause.start, clause.end))
    draft.citations[0] = replace(draft.citations[0], start=span[0], end=span[1], quote=world.parsed["law"].text[slice(*span)])
    hold_to_text(draft, world.clause, world.parsed.__getitem__)
    with pytest.raises(NotVerbatim):
        hold_to_text(draft, world.clause, lambda doc: replace(world.parsed[doc], text="甲" + world.parsed[doc].text))
