"""The pages in Chromium, as an enterprise, a clerk and a citizen with a phone use them."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

import ui
from assistant.site.library import Library
from corpus.registry import Registry

QUESTION = "知识产权质押融资有什么支持？"
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1440, "height": 900}

pytestmark = pytest.mark.browser


@dataclass
class Visit:
    """A page with all that it requested and complained about."""

    page: Any
    site: str
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def foreign(self) -> list[str]:
        return [url for url in self.requests if not url.startswith((self.site, "data:", "blob:"))]

    def ask(self, question: str) -> None:
        self.page.fill("#question textarea", question)
        self.page.press("#question textarea", "Enter")
        self.answered(question)

    def answered(self, question: str) -> None:
        self.page.wait_for_function(
            "q => document.querySelector('#live .turn[data-done] .q p')?.textContent === q",
            arg=question,
        )


@pytest.fixture(scope="module")
def site(make_fake_app: Callable[..., Any], serve: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    data = tmp_path_factory.mktemp("data")
    app = make_fake_app(data, http={"rate_per_minute": 6000, "rate_burst": 1000})
    with serve(ui.mount(app, app.state.service, Library(Registry(data), "xiangyang_ip_145"))) as address:
        yield address


@pytest.fixture
def visit(browser: Any, site: str) -> Iterator[Callable[..., Visit]]:
    contexts = []

    def go(size: dict[str, int] = DESK, path: str = "/", scheme: str = "light", **options: Any) -> Visit:
        context = browser.new_context(
            viewport=size, color_scheme=scheme, reduced_motion="reduce", accept_downloads=True, **options
        )
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site)
        contexts.append(context)
        made = Visit(context.new_page(), site)
        made.page.set_default_timeout(30_000)
        made.page.on("request", lambda request: made.requests.append(request.url))
        made.page.on("pageerror", lambda error: made.errors.append(str(error)))
        made.page.goto(site + path)
        made.page.wait_for_selector("#question textarea")
        made.page.wait_for_selector(".starters")
        return made

    yield go
    for context in contexts:
        context.close()


def test_three_questions_with_citations_and_highlight(visit: Callable[..., Visit]) -> None:
    seen = visit()
    for question in (QUESTION, "贯标有什么要求？", "质押融资的目标是多少？"):
        seen.ask(question)
    page = seen.page
    assert page.locator(".turn").count() == 3
    assert "原文摘录" in page.locator("#live .state").inner_text()
    page.locator("#live button.mark").first.click()
    hit = page.locator("#reader-body .hit").first
    hit.wait_for()
    quote = page.locator("#live blockquote").first.inner_text()
    assert hit.inner_text() in quote or quote in hit.inner_text()
    box, place = page.locator("#reader-body").bounding_box(), hit.bounding_box()
    assert box["y"] <= place["y"] < box["y"] + box["height"]  # scrolled to
    assert "clause=" in page.url
    assert (seen.foreign(), seen.errors) == ([], [])


def test_history_survives_a_reload_with_its_citations_and_can_be_deleted(visit: Callable[..., Visit]) -> None:
    seen = visit()
    page = seen.page
    empty = page.evaluate("JSON.stringify(localStorage).length")
    seen.ask(QUESTION)
    page.wait_for_function(f"JSON.stringify(localStorage).length > {empty} + 200")  # written after the page
    page.reload()
    page.locator("#log .turn button.mark").first.click()
    page.locator("#reader-body .hit").first.wait_for()
    page.get_by_role("button", name="删除对话记录").click()
    page.locator("#log .turn").first.wait_for(state="detached")
    page.reload()
    page.wait_for_selector(".starters")
    assert page.locator(".turn").count() == 0


def test_examples_suggestions_retry_and_edit(visit: Callable[..., Visit]) -> None:
    seen = visit()
    page = seen.page
    page.locator(".starters .chip").first.click()
    seen.answered(QUESTION)
    page.locator("#live .next .chip").first.click()
    seen.answered("质押融资的目标是多少？")
    page.locator("#live [data-retry]").click()
    page.wait_for_timeout(400)
    seen.answered("质押融资的目标是多少？")
    assert page.locator(".turn").count() == 2
    page.locator("#log [data-edit]").first.click()
    page.wait_for_function("() => document.querySelector('#question textarea').value.length > 0")
    assert page.input_value("#question textarea") == QUESTION
    seen.ask("质押融资补贴多少？")
    assert page.locator(".turn").count() == 1  # what came after the edited question went with it


def test_stop_ends_a_slow_answer_and_the_page_goes_on(
    make_fake_app: Callable[..., Any],
    make_fake_assistant: Callable[..., Any],
    serve: Callable[..., Any],
    browser: Any,
    tmp_path: Path,
) -> None:
    app = make_fake_app(tmp_path, assistant=make_fake_assistant(pause=6.0))
    with serve(ui.mount(app, app.state.service, Library(Registry(tmp_path), "xiangyang_ip_145"))) as address:
        context = browser.new_context(viewport=DESK)
        page = context.new_page()
        page.goto(address)
        page.wait_for_selector(".starters .chip")
        page.fill("#question textarea", QUESTION)
        page.press("#question textarea", "Enter")
        page.locator("#live .text").wait_for()
        page.get_by_role("button", name="停止").click()
        page.get_by_text("已停止。").wait_for()
        page.locator("#stop").wait_for(state="hidden")
        page.wait_for_timeout(1500)
        assert "已停止" in page.locator("#live").inner_text()
        assert page.input_value("#question textarea") == ""
        context.close()


def test_copying_carries_citation_and_label(visit: Callable[..., Visit]) -> None:
    seen = visit()
    seen.ask(QUESTION)
    page = seen.page
    page.get_by_role("button", name="复制引文").first.click()
    text = page.evaluate("navigator.clipboard.readText()")
    assert text.startswith("《襄阳市知识产权“十四五”规划》")
    assert text.endswith("(原文摘录)")
    page.get_by_role("button", name="复制回答").click()
    assert "以政策原文为准" in page.evaluate("navigator.clipboard.readText()")


def test_feedback_with_a_reason_reaches_the_log(visit: Callable[..., Visit]) -> None:
    seen = visit()
    seen.ask(QUESTION)
    page = seen.page
    page.locator("#live").get_by_role("button", name="没用").click()
    page.get_by_label("哪里没用").fill("没有写比例")
    with page.expect_response("**/api/feedback") as got:
        page.get_by_role("button", name="提交").click()
    assert json.loads(got.value.request.post_data or "{}") == {"answer_id": "fake-1", "useful": False, "comment": "没有写比例"}
    assert got.value.ok


@pytest.mark.parametrize("question", ["   ", "？？？", "<b>断电</b>"])
def test_bad_input_gets_a_sentence_and_keeps_the_page(visit: Callable[..., Visit], question: str) -> None:
    seen = visit()
    page = seen.page
    page.fill("#question textarea", question)
    page.locator("#send").click()
    page.wait_for_selector("#live .turn .wait:not(:has-text('正在查找'))")
    assert page.locator("#live .wait").inner_text().strip()
    assert page.locator("#live b").count() == 0
    seen.ask(QUESTION)
    assert seen.errors == []


def test_markup_of_any_kind_in_a_question_is_shown_as_it_was_typed(visit: Callable[..., Visit]) -> None:
    seen = visit()
    question = "质押融资 {{111*111}} ${111*111} {% x %} &lt;b&gt; <b onmouseover=alert(1)>粗</b>"
    seen.ask(question)  # waits for the very text, which neither the server's templates nor the browser's may compute
    assert seen.page.locator("#live b[onmouseover]").count() == 0
    assert "12321" not in seen.page.locator("#live").inner_text()
    assert seen.errors == []


def test_the_answer_is_announced_once(visit: Callable[..., Visit]) -> None:
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


def test_previous_next_and_the_permanent_link(visit: Callable[..., Visit]) -> None:
    seen = visit(path="/?clause=xiangyang_ip_145%23%E4%B8%89.(%E4%B8%89).3")
    page = seen.page
    page.get_by_role("heading", name="三、(三)3.").wait_for()
    page.get_by_role("button", name="下一条").click()
    assert page.locator("#reader-place").inner_text().startswith("三、(四)1.")
    page.get_by_role("button", name="复制本条链接").click()
    link = page.evaluate("navigator.clipboard.readText()")
    page.goto(link)
    page.get_by_role("heading", name="三、(四)1.").wait_for()


def test_by_keyboard_alone(visit: Callable[..., Visit]) -> None:
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


def test_on_a_phone_the_document_covers_the_page_and_gives_the_focus_back(visit: Callable[..., Visit]) -> None:
    seen = visit(PHONE, has_touch=True, is_mobile=True)
    seen.ask(QUESTION)
    page = seen.page
    page.locator("#live button.mark").first.click()
    panel = page.get_by_role("dialog", name="原文")
    panel.wait_for()
    assert panel.bounding_box()["width"] == PHONE["width"]
    page.go_back()
    panel.wait_for(state="hidden")
    assert page.locator("#live .turn").is_visible()


@pytest.mark.parametrize("size", [PHONE, DESK, {"width": 320, "height": 256}], ids=["phone", "desk", "zoomed-400"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_scrolls_sideways_and_axe_finds_nothing_serious(
    visit: Callable[..., Visit], axe: Callable[[Any], list[str]], size: dict[str, int], scheme: str
) -> None:
    seen = visit(size, scheme=scheme)
    page = seen.page
    found: list[str] = axe(page)
    seen.ask(QUESTION)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    found += axe(page)
    page.locator("#live button.mark").first.click()
    page.locator("#reader-body .hit").first.wait_for()
    found += [f"原文: {line}" for line in axe(page)]
    assert found == []
