"""Pinned answers, contacts and examples, as officers type them in."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from assistant.overlay import Contact
from tests.assistant.admin.conftest import Officer

UNTIL = (date.today() + timedelta(days=30)).isoformat()


@pytest.fixture
def ready(officer: Officer, fake_assistant: Any) -> Iterator[Officer]:
    officer.desk.service.opening.get(10)
    yield officer


def typed(quote: str, clause: str, **more: Any) -> dict[str, Any]:
    return {
        "questions": "甲怎么办？\n乙怎么办？",
        "text": "可以。[1]",
        "clause": [clause, ""],
        "quote": [quote, ""],
        "until": UNTIL,
    } | more


class TestPins:
    @pytest.fixture
    def clause(self, fake_assistant: Any) -> Any:
        return fake_assistant.clause(fake_assistant.search("质押融资", 1)[0].clause)

    def test_one_is_kept_with_who_reviewed_it_and_listed_and_taken_down(self, ready: Officer, clause: Any) -> None:
        quote = clause.sentence_text(0).strip()
        assert ready.post("/pinned/edit", **typed(quote, clause.id)).headers["location"] == "/admin/pinned?done=pinned"
        (pin,) = ready.desk.pins.all()
        assert (pin.questions, pin.by, pin.on, pin.until) == (
            ("甲怎么办？", "乙怎么办？"),
            "王芳",
            date.today().isoformat(),
            UNTIL,
        )
        assert pin.quotes[0].text == quote and "在用" in ready.get("/pinned").text
        assert ready.post("/pinned/remove", id=pin.id).status_code == 303 and ready.desk.pins.all() == []
        assert [action for _, action in ready.noted()] == ["login", "pinned.add", "pinned.remove"]

    def test_a_quote_that_is_not_verbatim_is_refused_and_what_was_typed_is_kept(self, ready: Officer, clause: Any) -> None:
        answer = ready.post("/pinned/edit", **typed("文件里没有这句话", clause.id, text="我写的答复。[1]"))
        assert answer.status_code == 422 and "逐字" in answer.text
        assert all(text in answer.text for text in ("文件里没有这句话", "我写的答复。[1]", "乙怎么办？", UNTIL, clause.id))
        assert ready.desk.pins.all() == []

    def test_expired_and_broken_ones_are_listed_as_such(self, ready: Officer, clause: Any) -> None:
        ready.post("/pinned/edit", **typed(clause.sentence_text(0).strip(), clause.id))
        (pin,) = ready.desk.pins.all()
        for change, said in (({"until": "2026-01-01"}, "已到期"), ({"quotes": [{"clause": clause.id, "text": "没有"}]}, "不符")):
            ready.desk.pins._kept.change(lambda rows, change=change: rows[pin.id].update(change))
            assert said in ready.get("/pinned").text
            ready.desk.pins.put(pin)

    def test_editing_keeps_the_id(self, ready: Officer, clause: Any) -> None:
        quote = clause.sentence_text(0).strip()
        ready.post("/pinned/edit", **typed(quote, clause.id))
        (pin,) = ready.desk.pins.all()
        assert pin.text in ready.get(f"/pinned/edit?id={pin.id}").text
        ready.post("/pinned/edit", **typed(quote, clause.id, id=pin.id, text="也可以。[1]"))
        assert [(kept.id, kept.text) for kept in ready.desk.pins.all()] == [(pin.id, "也可以。[1]")]
        assert ready.post("/pinned/edit", **typed(quote, clause.id, id="nothing")).status_code == 422


class TestOffice:
    def test_contacts_are_kept_and_chosen_by_topic(self, officer: Officer) -> None:
        answer = officer.post(
            "/office/contacts", topic=["专利", "商标", ""], words=["专利、发明", "商标", ""], contact=["甲科", "乙科", ""]
        )
        assert answer.status_code == 303
        overlay = officer.desk.overlay
        assert overlay.contacts() == [Contact("专利", ("专利", "发明"), "甲科"), Contact("商标", ("商标",), "乙科")]
        assert overlay.contact_for(("发明专利奖励",), "总台") == "甲科"
        assert overlay.contact_for(("专利和商标",), "总台") == "总台"  # of two topics nobody knows which
        assert overlay.contact_for(("版权",), "总台") == "总台"

    @pytest.mark.parametrize(
        ("rows", "said"),
        [(("专利", "", "甲科"), "没有填全"), (("专利", "利", "甲科"), "没有填全"), (("专利", "专利", "甲" * 301), "不超过 300")],
    )
    def test_incomplete_ones_are_refused_and_kept_on_the_page(
        self, officer: Officer, rows: tuple[str, str, str], said: str
    ) -> None:
        answer = officer.post("/office/contacts", topic=rows[0], words=rows[1], contact=rows[2])
        assert answer.status_code == 422 and said in answer.text and f'value="{rows[2]}"' in answer.text
        assert officer.desk.overlay.contacts() == []

    def test_a_word_of_two_topics_is_refused(self, officer: Officer) -> None:
        answer = officer.post("/office/contacts", topic=["甲", "乙"], words=["专利", "专利"], contact=["1", "2"])
        assert answer.status_code == 422 and "只留一处" in answer.text

    def test_examples_reach_the_widget_and_none_are_those_of_the_profile(self, officer: Officer) -> None:
        before = officer.client.get("/widget/texts.json").json()["examples"]
        assert officer.post("/office/examples", examples="甲？\n\n乙？\n甲？").status_code == 303
        assert officer.client.get("/widget/texts.json").json()["examples"] == ["甲？", "乙？"]
        officer.post("/office/examples", examples="")
        assert officer.client.get("/widget/texts.json").json()["examples"] == before

    def test_the_code_to_embed_names_this_site(self, officer: Officer) -> None:
        assert '&lt;script async src="http://testserver/widget.js"' in officer.get("/office").text

    @pytest.mark.parametrize("damaged", ["{", "[1]", '{"contacts": [{"topic": "甲"}]}', '{"contacts": 1}'])
    def test_a_damaged_file_is_told_to_officers_and_costs_readers_nothing(self, officer: Officer, damaged: str) -> None:
        officer.post("/office/examples", examples="甲？")
        officer.desk.overlay._kept.path.write_text(damaged, "utf-8")
        assert "请从备份恢复" in officer.get("/office").text
        assert officer.client.get("/widget/texts.json").status_code == 200
        assert officer.desk.overlay.contact_for(("专利",), "总台") == "总台"
