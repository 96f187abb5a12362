"""The chat in Chromium, as an enterprise, a clerk and a citizen with a phone use it."""

import json
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest

QUESTION = "知识产权质押融资有什么支持？"
NEXT = "质押融资的目标是多少？"
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1440, "height": 900}

pytestmark = pytest.mark.browser


# ---- the first visit ----


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_first_screen_says_what_is_answered_from_what_cannot_be_done_and_whom_to_ask(
    visit: Callable[..., Any], size: dict[str, int]
) -> None:
    page = visit(size).page
    for text in ("1 份文件", "文件没写的不回答", "咨询：", "公众常问"):
        box = page.locator("#starters").get_by_text(text).bounding_box()
        assert box["y"] + box["height"] <= size["height"], text
    assert page.locator("#question textarea").bounding_box()["y"] < size["height"] - 40
    assert "已届满" in page.locator(".facts .badge").inner_text()
    assert page.locator(".facts").get_by_role("link", name="12345").get_attribute("href") == "tel:12345"
    plan = page.locator(".facts").get_by_role("link", name="襄阳市知识产权“十四五”规划")
    assert plan.get_attribute("href") == "/documents/xiangyang_ip_145"
    assert page.get_by_role("navigation", name="栏目").get_by_role("link").all_inner_texts() == [
        "问答", "查条款", "收录文件", "政策匹配", "目标指标",
    ]  # fmt: skip


# ---- an answer ----


def test_three_questions_with_citations_and_highlight(visit: Callable[..., Any]) -> None:
    seen = visit()
    for question in (QUESTION, "贯标有什么要求？", NEXT):
        seen.ask(question)
    assert seen.questions() == [QUESTION, "贯标有什么要求？", NEXT]
    assert "原文摘录" in seen.last.locator(".state").inner_text()
    seen.last.locator("a.mark").first.click()
    hit = seen.page.locator("#reader-body .hit").first
    hit.wait_for()
    assert hit.inner_text() in seen.last.locator(".text").inner_text()
    box, place = seen.page.locator("#reader-body").bounding_box(), hit.bounding_box()
    assert box["y"] <= place["y"] < box["y"] + box["height"]  # scrolled to
    assert "clause=" in seen.page.url
    assert (seen.foreign(), seen.errors) == ([], [])


def test_on_a_phone_notice_and_contact_stand_on_the_first_screen_and_each_quote_once(visit: Callable[..., Any]) -> None:
    seen = visit(PHONE, has_touch=True, is_mobile=True)
    seen.ask("贯标有什么要求？")
    seen.ask(QUESTION)
    composer = seen.page.locator("#composer").bounding_box()["y"]
    for part in (".notices", ".contact", ".text p >> nth=0"):
        box = seen.last.locator(part).bounding_box()
        assert box["y"] >= 0, part
        assert box["y"] + box["height"] <= composer, part
    whole = seen.last.inner_text()
    quotes = re.findall("“([^”]{15,})”", seen.last.locator(".text").inner_text())
    assert quotes
    assert [whole.count(quote) for quote in quotes] == [1] * len(quotes)


def test_what_the_conversation_completed_is_said_and_can_be_asked_alone(
    make_fake_assistant: Callable[..., Any],
    make_site: Callable[..., Any],
    serve: Callable[..., Any],
    visit: Callable[..., Any],
    tmp_path: Path,
) -> None:
    fake = make_fake_assistant()
    with serve(make_site(tmp_path, assistant=fake)) as address:
        seen = visit(address=address)
        seen.ask(QUESTION)
        assert seen.last.locator(".resolved").count() == 0
        fake.resolves = lambda question, history: f"{history[-1].question}{question}" if history else question
        seen.ask("质押融资呢？")
        assert "接着“知识产权质押融资有什么支持？”来理解" in seen.last.locator(".resolved").inner_text()
        seen.last.get_by_role("button", name="不接上文").click()
        seen.page.wait_for_function("document.querySelectorAll('#past .turn[data-state=done]').length === 3")
        assert seen.last.locator(".resolved").count() == 0
        assert fake.asked[-1][:2] == ("质押融资呢？", [])


def test_examples_suggestions_retry_and_edit(visit: Callable[..., Any]) -> None:
    seen = visit()
    page = seen.page
    page.locator(".starters .chip").first.click()
    seen.answered(QUESTION)
    seen.last.locator(".next .chip").first.click()
    seen.answered(NEXT)
    page.locator("#past .turn").first.get_by_role("button", name="重新回答").click()
    page.wait_for_function("!document.querySelector('#composer.asking')")
    assert seen.questions() == [QUESTION, NEXT]  # what came after stays
    page.fill("#question textarea", "还没写完")
    seen.last.get_by_role("button", name="修改问题").click()
    assert page.input_value("#question textarea") == "还没写完"  # never overwritten
    page.fill("#question textarea", "")
    seen.last.get_by_role("button", name="修改问题").click()
    assert page.input_value("#question textarea") == NEXT
    seen.ask("质押融资补贴多少？")
    assert seen.questions() == [QUESTION, NEXT, "质押融资补贴多少？"]


def test_copying_carries_notice_contact_label_and_sources(visit: Callable[..., Any]) -> None:
    seen = visit()
    seen.ask(QUESTION)
    seen.page.get_by_role("button", name="复制引文").first.click()
    text = seen.copied()
    assert text.startswith("《襄阳市知识产权“十四五”规划》")
    assert text.endswith("(原文摘录)")
    seen.page.get_by_role("button", name="复制回答").click()
    text = seen.copied()
    for part in ("规划期为2021—2025年，已届满。", "咨询：襄阳市市场监督管理局", "原文摘录；以政策原文为准", "[1] 《襄阳市"):
        assert part in text
    quote = re.findall("“([^”]{15,})”", text)[0]
    assert text.count(quote) == 1


def test_a_shared_link_shows_the_question_and_what_the_documents_say(visit: Callable[..., Any]) -> None:
    seen = visit()
    seen.ask(QUESTION)
    said = re.findall("“([^”]{15,})”", seen.last.locator(".text").inner_text())[0]
    seen.last.get_by_role("button", name="复制分享链接").click()
    link = seen.copied()
    assert link.startswith(seen.site + "/shared?q=")
    seen.page.goto(link)
    assert said in seen.page.locator("blockquote").first.inner_text()
    assert QUESTION in seen.page.get_by_role("heading", level=2).inner_text()


def test_feedback_with_a_reason_reaches_the_log(visit: Callable[..., Any]) -> None:
    seen = visit()
    seen.ask(QUESTION)
    page = seen.page
    page.get_by_role("button", name="没用").click()
    page.get_by_label("哪里没用").fill("没有写比例")
    with page.expect_response("**/api/feedback") as got:
        page.get_by_role("button", name="提交").click()
    assert json.loads(got.value.request.post_data or "{}") == {"answer_id": "fake-1", "useful": False, "comment": "没有写比例"}
    assert got.value.ok


@pytest.mark.parametrize("question", ["？？？", "<b>断电</b>"])
def test_bad_input_gets_a_sentence_and_keeps_the_page(visit: Callable[..., Any], question: str) -> None:
    seen = visit()
    seen.ask(question)
    assert len(seen.last.locator(".wait").inner_text()) > 8
    assert seen.last.get_by_role("button", name="修改问题").is_visible()
    assert seen.page.locator("#past b").count() == 0
    seen.ask(QUESTION)
    assert seen.errors == []


def test_markup_of_any_kind_in_a_question_is_shown_as_it_was_typed(visit: Callable[..., Any]) -> None:
    seen = visit()
    question = "质押融资 {{111*111}} ${111*111} {% x %} &lt;b&gt; <b onmouseover=alert(1)>粗</b>"
    seen.ask(question)  # waits for the very text, which neither the server's templates nor the browser's may compute
    seen.reload()
    seen.page.wait_for_selector("#past .turn .text")
    assert seen.page.locator("#past b[onmouseover]").count() == 0
    assert "12321" not in seen.page.locator("#past").inner_text()
    assert seen.errors == []


def test_the_answer_is_announced_once(visit: Callable[..., Any]) -> None:
    seen = visit()
    page = seen.page
    page.evaluate(
        """() => {
          window.said = [];
          const region = document.querySelector('#announce');
          new MutationObserver(() => { if (region.textContent) said.push(region.textContent); })
            .observe(region, {childList: true, characterData: true, subtree: true});
        }"""
    )
    seen.ask(QUESTION)
    page.wait_for_timeout(500)
    said = page.evaluate("said")
    assert len(said) == 1
    assert "质押融资" in said[0]
    assert page.locator("[aria-live] .turn").count() == 0  # the growing answer itself is in no live region


# ---- conversations ----


def test_conversations_are_kept_opened_named_deleted_and_brought_back(visit: Callable[..., Any]) -> None:
    seen = visit()
    page = seen.page
    seen.ask(QUESTION)
    page.get_by_role("button", name="新对话").click()
    assert page.locator(".starters").is_visible()
    seen.ask(NEXT)
    seen.reload()
    page.locator("#past .turn a.mark").first.wait_for()
    assert seen.questions() == [NEXT]
    page.locator("#kept summary").click()
    page.on("dialog", lambda dialog: dialog.accept("融资的事"))
    page.locator("#talks li", has_text=QUESTION).get_by_role("button", name="改名").click()
    page.get_by_role("button", name="融资的事", exact=True).click()
    page.locator("#past .turn .text").wait_for()
    assert seen.questions() == [QUESTION]
    page.locator("#kept summary").click()
    page.locator("#talks li", has_text="融资的事").get_by_role("button", name="删除").click()
    page.wait_for_function("!document.querySelector('#past .turn')")
    page.get_by_role("button", name="撤销").click()
    page.locator("#past .turn .text").wait_for()
    assert seen.questions() == [QUESTION]
    page.locator("#talks li", has_text="融资的事").get_by_role("button", name="删除").click()
    seen.reload()
    page.locator("#kept summary").click()
    assert page.locator("#talks li").count() == 1


def test_after_a_reload_the_view_stands_at_the_newest_turn(visit: Callable[..., Any]) -> None:
    seen = visit(PHONE)
    for question in (QUESTION, "贯标有什么要求？", NEXT, QUESTION):
        seen.ask(question)
    seen.reload()
    seen.page.wait_for_function("document.querySelectorAll('#past .turn .text').length === 4")
    seen.page.wait_for_timeout(300)
    assert -5 <= seen.last.bounding_box()["y"] < PHONE["height"] / 2


def test_two_tabs_never_erase_each_other(visit: Callable[..., Any]) -> None:
    one = visit()
    one.ask(QUESTION)
    talk = one.page.evaluate("sessionStorage.getItem('chat-talk')")
    two = visit(context=one.page.context)
    two.page.evaluate("id => sessionStorage.setItem('chat-talk', id)", talk)  # as a duplicated tab has it
    two.reload()
    two.page.locator("#past .turn .text").wait_for()
    two.ask(NEXT)
    one.page.wait_for_function("document.querySelectorAll('#past .turn .text').length === 2")  # told by the browser
    one.ask("贯标有什么要求？")
    other = visit(context=one.page.context)  # and a third one with a conversation of its own
    other.ask("质押融资补贴多少？")
    for seen in (one, two):
        seen.reload()
        seen.page.wait_for_function("document.querySelectorAll('#past .turn .text').length === 3")
        assert seen.questions() == [QUESTION, NEXT, "贯标有什么要求？"]
    assert one.page.locator("#talks li").count() == 2


def test_a_conversation_has_an_end_that_is_said(visit: Callable[..., Any]) -> None:
    seen = visit()
    seen.ask(QUESTION)
    seen.page.evaluate(
        """() => {
          const key = Object.keys(localStorage).find((name) => name.startsWith('chat-turn/'));
          const turn = JSON.parse(localStorage.getItem(key));
          for (let n = 0; n < 39; n += 1) {
            const made = {...turn, id: turn.id + n};
            localStorage.setItem(`chat-turn/${turn.talk}/${made.id}`, JSON.stringify(made));
          }
        }"""
    )
    seen.ask(NEXT)
    assert "最多 40 轮" in seen.page.locator("#toast").inner_text()
    assert seen.questions() == [NEXT]
    assert seen.page.locator("#talks li").count() == 2


def test_a_conversation_is_exported_with_all_that_must_be_known(visit: Callable[..., Any]) -> None:
    seen = visit()
    seen.ask(QUESTION)
    seen.page.locator("#out summary").click()
    for name, read in (
        ("导出 Word", lambda data: "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(data)).paragraphs)),
        ("导出 Markdown", lambda data: data.decode("utf-8")),
    ):
        with seen.page.expect_download() as got:
            seen.page.get_by_role("button", name=name).click()
        text = read(Path(got.value.path()).read_bytes())
        for part in (QUESTION, "已届满", "咨询：襄阳市市场监督管理局", "一、", "导出时间"):
            assert part in text, (name, part)


def test_print_shows_the_answer_and_no_control(visit: Callable[..., Any]) -> None:
    seen = visit()
    seen.ask(QUESTION)
    seen.page.emulate_media(media="print")
    seen.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    for part in ("#composer", "#bar", ".tools", "#side-column", "#starters"):
        assert not seen.page.locator(part).first.is_visible(), part
    for part in (".text", ".notices", ".contact", ".sources"):
        assert seen.last.locator(part).first.is_visible(), part
    assert re.search(r"打印时间：\d{4}.*网址：http", seen.page.locator("#printed").inner_text())


# ---- keyboard, phone, accessibility ----


def test_the_permanent_link_of_a_clause_still_opens_it(visit: Callable[..., Any]) -> None:
    page = visit(path="/?clause=xiangyang_ip_145%23%E4%B8%89.(%E4%B8%89).3").page
    page.get_by_role("heading", name="三、(三)3.").wait_for()
    page.get_by_role("button", name="下一条").click()
    page.wait_for_function("document.querySelector('#reader-place').textContent.startsWith('三、(四)1.')")


def test_by_keyboard_alone(visit: Callable[..., Any]) -> None:
    seen = visit()
    page = seen.page
    page.locator("#question textarea").focus()
    page.keyboard.type(QUESTION, delay=20)  # milliseconds a key: faster than people, slow enough for the page to follow
    assert page.input_value("#question textarea") == QUESTION
    page.keyboard.press("Enter")
    seen.answered(QUESTION)
    for _ in range(60):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.classList.contains('mark')"):
            break
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    page.locator("#reader-body .hit").first.wait_for()
    assert page.evaluate("document.activeElement.classList.contains('r-clause')")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.classList.contains('mark')")


def test_on_a_phone_the_document_covers_the_page_and_gives_the_focus_back(visit: Callable[..., Any]) -> None:
    seen = visit(PHONE, has_touch=True, is_mobile=True)
    seen.ask(QUESTION)
    page = seen.page
    seen.last.locator("a.mark").first.click()
    panel = page.get_by_role("dialog", name="原文")
    panel.wait_for()
    assert panel.bounding_box()["width"] == PHONE["width"]
    page.go_back()
    panel.wait_for(state="hidden")
    assert seen.last.is_visible()


@pytest.mark.parametrize("size", [PHONE, DESK, {"width": 320, "height": 256}], ids=["phone", "desk", "zoomed-400"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_never_scrolls_sideways_and_axe_finds_nothing(
    visit: Callable[..., Any], axe: Callable[[Any], list[str]], size: dict[str, int], scheme: str
) -> None:
    seen = visit(size, scheme=scheme)
    page = seen.page
    found: list[str] = axe(page)
    seen.ask(QUESTION)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    page.locator("#kept summary").click()
    found += axe(page)
    page.locator("#kept summary").click()
    seen.last.locator("a.mark").first.click()
    page.locator("#reader-body .hit").first.wait_for()
    found += [f"原文: {line}" for line in axe(page)]
    assert found == []
