"""A pinned answer is for the same question alone: a figure, a year, a place, a negation or another party makes it another."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import AdminError
from assistant.messages import PINNED
from assistant.overlay import Contact, Overlay
from assistant.pinned.answers import Pinned
from assistant.pinned.match import Matcher
from assistant.pinned.store import Pin, Pins, Quote, checked
from assistant.pipeline import Assistant
from assistant.question.cleaning import clean
from assistant.question.understand import Reader
from assistant.records import Status, Turn
from assistant.settings import Settings

ASKED = "知识产权质押融资有什么支持？"
CLAUSE = "xiangyang_ip_145#三.(三).3"


@pytest.fixture
def pin(plan_assistant: Assistant) -> Pin:
    clause = plan_assistant.clause(CLAUSE)
    quote = clause.sentence_text(0).strip()
    until = (date.today() + timedelta(days=30)).isoformat()
    return Pin("p1", (ASKED,), "可以申请。[1]", (Quote(CLAUSE, quote),), "王芳", date.today().isoformat(), until)


@pytest.fixture
def assistant(plan_assistant: Assistant, tmp_path: Path) -> Iterator[Assistant]:
    """The assistant over the plan, with pins of its own."""
    before = plan_assistant.pinned
    plan_assistant.pinned = Pinned(
        Settings(data_dir=tmp_path), plan_assistant.texts.documents, plan_assistant.clause, plan_assistant.reader.read
    )
    yield plan_assistant
    plan_assistant.pinned = before


def matched(question: str, asked: str, cosine: float = 1.0) -> bool:
    """Whether a question gets the pin of another; the encoder says ``cosine`` of any two."""
    reader, pin = Reader(), Pin("p", (asked,), "t", (), "", "", "2999-01-01")
    vectors = np.array([[1.0, 0.0], [cosine, (1 - cosine**2) ** 0.5]], np.float32)
    return Matcher(reader.read, lambda texts: vectors[: len(texts)]).find([pin], 1, reader.read(clean(question))) is pin


class TestMatch:
    @pytest.mark.parametrize(
        "question",
        ["知识产权质押融资有什么支持", " 知识产权质押融资，有什么支持?? ", "知識產權質押融資有什麼支持",
         "知识产权质押融资有哪些支持？", "想了解一下知识产权质押融资有什么支持"],
    )  # fmt: skip
    def test_other_signs_and_words_that_only_ask_make_no_other_question(self, question: str) -> None:
        assert matched(question, ASKED)

    @pytest.mark.parametrize(
        ("asked", "question"),
        [
            (ASKED, "知识产权质押融资没有什么支持？"), (ASKED, "武汉知识产权质押融资有什么支持？"),
            (ASKED, "2024年知识产权质押融资有什么支持？"), (ASKED, "专利质押融资有什么支持？"),
            (ASKED, "知识产权质押融资有支持吗？"),
            (ASKED, "知识产权质押融资有多少支持？"), ("第三条写了什么？", "第四条写了什么？"),
            ("甲公司转让专利给乙公司怎么办理？", "乙公司转让专利给甲公司怎么办理？"),
            ("企业被侵权了可以找谁？", "企业侵权了可以找谁？"),
            ("企业被侵权了可以找谁？", "企业被侵权了不可以找谁？"), ("奖励15万元要什么条件？", "奖励1.5万元要什么条件？"),
            ("降低5%有什么奖励？", "降低5有什么奖励？"), ("2024年的目标是多少？", "2025年的目标是多少？"),
            ("《甲办法》的资助标准是多少？", "《乙办法》的资助标准是多少？"), ("商标资助怎么申请？", "商标资助怎么申诉？"),
        ],
    )  # fmt: skip
    def test_what_differs_in_anything_is_another_question_however_near_the_encoder_puts_it(
        self, asked: str, question: str
    ) -> None:
        assert matched(asked, asked) and not matched(question, asked)

    def test_the_same_reading_is_not_enough_where_the_encoder_puts_them_apart(self) -> None:
        near = "想了解一下知识产权质押融资有什么支持"
        assert matched(near, ASKED, 0.9001) and not matched(near, ASKED, 0.8999)

    def test_what_a_typo_is_mended_to_is_a_guess(self) -> None:
        reader, pin = Reader(mend=lambda text: text.replace("质压", "质押")), Pin("p", (ASKED,), "t", (), "", "", "2999")
        matcher = Matcher(reader.read, lambda texts: np.ones((len(texts), 1), np.float32))
        assert matcher.find([pin], 1, reader.read(ASKED)) is pin
        assert matcher.find([pin], 1, reader.read(ASKED.replace("质押", "质压"))) is None


class TestAnswer:
    def test_it_is_labelled_dated_cited_and_a_field_of_the_answer(self, assistant: Assistant, pin: Pin) -> None:
        assistant.pinned.pins.put(pin)
        answer = assistant.ask(ASKED)
        assert (answer.status, answer.text, answer.label) == (Status.ANSWERED, "可以申请。[1]", PINNED)
        assert answer.notices[0] == f"本答复于{pin.on}人工核定，有效至{pin.until}。"
        assert answer.to_dict()["pinned"] == {"id": "p1", "on": pin.on, "until": pin.until}
        (citation,) = answer.citations
        text = assistant.parsed(citation.doc).text
        assert text[citation.start : citation.end] == citation.quote == pin.quotes[0].text
        assert list(assistant.stream(ASKED))[-1].text == answer.text

    def test_whom_to_ask_is_what_the_office_has_set_for_the_topic(self, assistant: Assistant, pin: Pin, tmp_path: Path) -> None:
        assistant.pinned.pins.put(pin)
        Overlay(tmp_path).set_contacts([Contact("融资", ("质押",), "金融科 0710-1234567")])
        assert assistant.ask(ASKED).contact == "金融科 0710-1234567"

    def test_it_is_shown_at_once_and_gone_at_once(self, assistant: Assistant, pin: Pin) -> None:
        assert assistant.ask(ASKED).pinned is None
        assistant.pinned.pins.put(pin)
        assert assistant.ask(ASKED).pinned
        assistant.pinned.pins.remove("p1")
        assert assistant.ask(ASKED).pinned is None

    def test_it_is_not_used_after_its_last_day(self, assistant: Assistant, pin: Pin) -> None:
        assistant.pinned.pins.put(replace(pin, until=(date.today() - timedelta(days=1)).isoformat()))
        assert assistant.ask(ASKED).pinned is None
        assistant.pinned.pins.put(replace(pin, until=date.today().isoformat()))
        assert assistant.ask(ASKED).pinned

    def test_it_is_not_used_where_a_quote_is_not_the_text(self, assistant: Assistant, pin: Pin) -> None:
        for quote in (Quote(CLAUSE, pin.quotes[0].text.replace("，", "、", 1) + "x"), Quote("gone#1", "文字")):
            assistant.pinned.pins.put(replace(pin, quotes=(quote,)))
            assert assistant.ask(ASKED).pinned is None

    def test_it_is_for_today_and_no_follow_up(self, assistant: Assistant, pin: Pin) -> None:
        assistant.pinned.pins.put(replace(pin, questions=(ASKED, "还有哪些支持？")))
        assert assistant.ask(ASKED, as_of="2022-01-01").pinned is None
        assert assistant.ask("还有哪些支持？", [Turn("商标怎么注册？", "……")]).pinned is None

    def test_it_is_not_used_once_a_document_has_ended_that_was_in_force_when_it_was_reviewed(
        self, assistant: Assistant, pin: Pin
    ) -> None:
        assert assistant.texts.documents["xiangyang_ip_145"].valid_to == "2025"
        assistant.pinned.pins.put(replace(pin, on="2025-12-31"))
        assert assistant.ask(ASKED).pinned is None
        assistant.pinned.pins.put(replace(pin, on="2026-01-01"))
        answer = assistant.ask(ASKED)
        assert answer.pinned and "2025" in answer.notices[1]  # that the plan has ended is told

    @pytest.mark.parametrize("damaged", ["{", "[]", '{"p1": {"id": "p1"}}', '{"p1": 1}'])
    def test_a_damaged_file_costs_no_answer(self, assistant: Assistant, pin: Pin, tmp_path: Path, damaged: str) -> None:
        assistant.pinned.pins.put(pin)
        (tmp_path / "admin" / "pinned.json").write_text(damaged, "utf-8")
        answer = assistant.ask(ASKED)
        assert answer.pinned is None and answer.status == Status.ANSWERED


class TestSaving:
    def kept(self, assistant: Assistant, pin: Pin, *others: Pin, numbers: bool = False) -> Pin:
        return checked(pin, assistant.clause, assistant.texts.documents.__getitem__, others, numbers_checked=numbers)

    def test_what_is_right_is_kept_as_it_is(self, plan_assistant: Assistant, pin: Pin) -> None:
        assert self.kept(plan_assistant, pin) == pin

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            (lambda pin: replace(pin, questions=("？？",)), "问题"), (lambda pin: replace(pin, text=""), "答复"),
            (lambda pin: replace(pin, quotes=()), "至少要有一处引文"),
            (lambda pin: replace(pin, until="2020-01-01"), "不早于今天"),
            (lambda pin: replace(pin, until="3000-01-01"), "不晚于"), (lambda pin: replace(pin, until="明年"), "失效日期"),
            (lambda pin: replace(pin, quotes=(replace(pin.quotes[0], text=pin.quotes[0].text + "！"),)), "逐字"),
            (lambda pin: replace(pin, quotes=(replace(pin.quotes[0], clause="none#1"),)), "逐字"),
            (lambda pin: replace(pin, text="奖励87654元。[1]"), "87654"),
        ],
    )  # fmt: skip
    def test_what_is_wrong_is_told(self, plan_assistant: Assistant, pin: Pin, wrong: Callable[[Pin], Pin], said: str) -> None:
        with pytest.raises(AdminError, match=said):
            self.kept(plan_assistant, wrong(pin))

    def test_an_officer_may_answer_for_a_number(self, plan_assistant: Assistant, pin: Pin) -> None:
        assert self.kept(plan_assistant, replace(pin, text="请拨12345。[1]"), numbers=True).text == "请拨12345。[1]"

    def test_a_question_has_one_answer(self, plan_assistant: Assistant, pin: Pin) -> None:
        with pytest.raises(AdminError, match="已有核定答复"):
            self.kept(plan_assistant, replace(pin, id=""), pin)
        assert self.kept(plan_assistant, pin, pin)

    def test_what_is_kept_is_read_back(self, tmp_path: Path, pin: Pin) -> None:
        Pins(tmp_path).put(pin)
        assert Pins(tmp_path).all() == [pin]
