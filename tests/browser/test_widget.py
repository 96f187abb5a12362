"""The widget on a page of another site, in Chromium: what a visitor of a government's website meets."""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from assistant.markup import templates
from assistant.profile import load_profile

WIDGET = Path(__file__).parents[2] / "assistant" / "widget"
QUESTION = "知识产权质押融资有什么支持？"
PHONE, DESK, ZOOMED = {"width": 360, "height": 740}, {"width": 1440, "height": 900}, {"width": 320, "height": 256}

pytestmark = pytest.mark.browser


def until(frame: Any, condition: str) -> None:
    """Wait for a condition; Playwright's own way needs ``eval``, which the page's security policy forbids."""
    deadline = time.monotonic() + 10
    while not frame.evaluate(condition):
        assert time.monotonic() < deadline, condition
        time.sleep(0.02)


def host_site(home: list[str]) -> Starlette:
    """Another site: the demo page, with the script's address put in; ``home`` is filled in once the assistant listens."""

    async def page(request: Any) -> Response:
        html = templates(WIDGET).get_template("demo.html").render(office=load_profile())
        return HTMLResponse(html.replace('src="/widget.js"', f'src="{home[0]}/widget.js"').replace("/widget/demo.js", "/demo.js"))

    async def strict(request: Any) -> Response:
        policy = f"default-src 'none'; script-src {home[0]}; frame-src {home[0]}; img-src data:"
        html = f'<!doctype html><html lang="zh"><title>x</title><body><script src="{home[0]}/widget.js"></script></body></html>'
        return HTMLResponse(html, headers={"Content-Security-Policy": policy})

    async def script(request: Any) -> Response:
        """Any tag of a test's own: ``/tag?data-theme=dark``."""
        attributes = " ".join(f'{name}="{value}"' for name, value in request.query_params.items())
        body = f'<main id="main"><h1>x</h1></main><script {attributes} src="{home[0]}/widget.js"></script>'
        return HTMLResponse(f'<!doctype html><html lang="zh"><title>x</title>{body}</html>')

    async def file(request: Any) -> Response:
        path = WIDGET / request.url.path.rsplit("/", 1)[1]
        return Response(path.read_bytes(), media_type={".css": "text/css", ".js": "text/javascript"}[path.suffix])

    return Starlette(
        routes=[
            Route("/", page),
            Route("/strict", strict),
            Route("/tag", script),
            Route("/demo.css", file),
            Route("/demo.js", file),
        ]
    )


@dataclass
class Sites:
    """Three origins: the assistant, a site on its list, and a site that is not."""

    home: str
    allowed: str
    stranger: str
    app: Any = None
    service: Any = field(default=None)


@pytest.fixture(scope="module")
def sites(serve: Any, make_fake_app: Any, make_fake_assistant: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sites]:
    home: list[str] = []
    with serve(host_site(home)) as allowed, serve(host_site(home)) as stranger:
        app = make_fake_app(tmp_path_factory.mktemp("data"), (allowed,), assistant=make_fake_assistant(pause=0.02))
        with serve(app) as address:
            home.append(address)
            yield Sites(address, allowed, stranger, app)


@dataclass
class Tab:
    """A page with what it asked for and complained about."""

    page: Any
    requests: list[str]
    errors: list[str]

    @property
    def frame(self) -> Any:
        """The chat inside the open panel."""
        element = self.page.locator("policy-assistant dialog[open] iframe").element_handle()
        frame = element.content_frame()
        frame.wait_for_selector("#examples button", state="attached")
        return frame

    def open(self, name: str = "政策问答") -> Any:
        self.page.get_by_role("button", name=name, exact=True).click()
        frame = self.frame
        until(self.page, "document.activeElement && document.activeElement.localName === 'policy-assistant'")
        return frame

    def ask(self, question: str = QUESTION) -> Any:
        frame = self.frame
        frame.fill("#question", question)
        frame.press("#question", "Enter")
        frame.wait_for_selector(".answer[aria-busy=false]")
        return frame


@pytest.fixture
def tab(browser: Any) -> Iterator[Callable[..., Tab]]:
    contexts = []

    def make(address: str, viewport: dict[str, int] | None = None, **options: Any) -> Tab:
        context = browser.new_context(viewport=viewport or DESK, **options)
        contexts.append(context)
        context.set_default_timeout(10_000)
        requests: list[str] = []
        errors: list[str] = []
        context.on("request", lambda request: requests.append(request.url))
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
        page.goto(address)
        page.wait_for_selector("policy-assistant", state="attached")
        return Tab(page, requests, errors)

    yield make
    for context in contexts:
        context.close()


def hosts(requests: list[str]) -> set[str]:
    return {f"{parts.scheme}://{parts.netloc}" for parts in map(urlsplit, requests) if parts.scheme not in ("data", "blob")}


def test_the_closed_widget_is_one_script_of_at_most_15_kb(sites: Sites, tab: Any) -> None:
    page = tab(f"{sites.allowed}/tag")
    assert [url for url in page.requests if url.startswith(sites.home)] == [f"{sites.home}/widget.js"]
    assert (WIDGET / "widget.js").stat().st_size <= 15_000
    assert page.page.locator("policy-assistant iframe").count() == 0


def test_a_visitor_asks_and_sees_numbered_sources(sites: Sites, tab: Any) -> None:
    page = tab(sites.allowed)
    page.open()
    frame = page.ask()
    assert frame.inner_text(".status") == "文件中有明确表述"
    card = frame.locator(".card").first
    assert "《襄阳市知识产权“十四五”规划》" in card.inner_text()
    assert "已届满，规划期 2021—2025" in card.inner_text()
    assert frame.inner_text(".label") == "原文摘录"
    frame.locator(".mark").nth(1).click()
    assert frame.evaluate("document.activeElement.id") == "card-1-2"
    card.get_by_role("button", name="全文").click()
    marked = card.locator("mark").inner_text()
    assert marked == card.locator("blockquote").text_content()
    assert hosts(page.requests) == {sites.home, sites.allowed}
    assert page.errors == []


def test_a_follow_up_carries_the_conversation_and_feedback_is_stored(sites: Sites, tab: Any) -> None:
    page = tab(sites.allowed)
    page.open()
    page.ask()
    frame = page.frame
    frame.locator(".suggestions button").click()
    frame.locator(".answer[aria-busy=false]").nth(1).wait_for()
    body = [url for url in page.requests if url.endswith("/api/ask")]
    assert len(body) == 2
    frame.locator("[aria-label=没有用]").last.click()
    frame.locator(".reason input").last.fill("没有利率，电话13800138000")
    frame.locator(".reason button").last.click()
    frame.get_by_text("已记录，谢谢").wait_for()
    row = sites.app.state.service.log.rows("feedback")[-1]
    assert (row["useful"], row["reason"]) == (False, "没有利率，电话〔手机号〕")


def test_the_conversation_survives_a_reload_and_can_be_deleted(sites: Sites, tab: Any) -> None:
    page = tab(sites.allowed)
    page.open()
    page.ask()
    page.page.reload()
    frame = page.open()
    frame.wait_for_selector(".card")
    assert frame.locator(".card").count() == 2
    frame.get_by_role("button", name="清空对话").click()
    assert frame.locator(".turn").count() == 0
    page.page.reload()
    assert page.open().locator(".turn").count() == 0


def test_keyboard_alone_opens_asks_and_closes(sites: Sites, tab: Any) -> None:
    page = tab(f"{sites.allowed}/tag")
    keyboard = page.page.keyboard
    keyboard.press("Tab")
    assert page.page.evaluate("document.activeElement.shadowRoot.activeElement.className") == "launch"
    keyboard.press("Enter")
    frame = page.frame
    until(frame, "document.activeElement.id === 'question' && document.hasFocus()")
    keyboard.insert_text(QUESTION)
    keyboard.press("Enter")
    frame.wait_for_selector(".answer[aria-busy=false]")
    keyboard.press("Escape")  # inside the frame
    until(page.page, "!document.querySelector('policy-assistant').shadowRoot.querySelector('dialog').open")
    # A dialog is closed at once, and says so a moment later.
    until(page.page, "document.querySelector('policy-assistant').shadowRoot.querySelector('.launch').ariaExpanded === 'false'")
    assert page.page.evaluate("document.activeElement.shadowRoot.activeElement.className") == "launch"
    keyboard.press("Space")
    page.page.locator("policy-assistant dialog[open]").wait_for()
    page.page.locator("policy-assistant [aria-label=关闭]").focus()
    keyboard.press("Escape")  # in the host page, or in the frame where that has taken the focus back: then a moment later
    until(page.page, "document.querySelector('policy-assistant').shadowRoot.querySelector('.launch').ariaExpanded === 'false'")
    assert page.page.locator("policy-assistant dialog[open]").count() == 0
    assert page.page.evaluate("document.activeElement.shadowRoot.activeElement.className") == "launch"


def test_on_a_phone_the_panel_covers_the_screen_and_keeps_the_focus(sites: Sites, tab: Any) -> None:
    page = tab(sites.allowed, PHONE)
    page.open()
    panel = page.page.locator("policy-assistant dialog[open]")
    panel.evaluate("panel => Promise.all(panel.getAnimations().map(one => one.finished))")
    assert panel.bounding_box() == {"x": 0, "y": 0, **PHONE}
    for _ in range(30):
        page.page.keyboard.press("Tab")
        where = page.page.evaluate("document.activeElement.localName")
        assert where in ("policy-assistant", "body")  # body: the browser's own controls, between the last and the first


def test_a_finished_answer_is_read_once(sites: Sites, tab: Any) -> None:
    page = tab(sites.allowed)
    frame = page.open()
    assert frame.locator("[aria-live]:not(#live)").count() == 0
    frame.evaluate(
        """() => {
          window.said = [];
          const live = document.getElementById('live');
          const note = () => live.textContent && said.push(live.textContent);
          new MutationObserver(note).observe(live, {childList: true, characterData: true, subtree: true});
        }"""
    )
    page.ask()
    until(frame, "window.said.length > 0")
    said = frame.evaluate("window.said")
    assert len(said) == 1
    assert said[0].startswith("文件中有明确表述。规划载明")
    assert "[1]" not in said[0]


def test_text_is_inserted_as_text(sites: Sites, tab: Any) -> None:
    page = tab(sites.allowed)
    page.open()
    frame = page.ask("<img src=x onerror=alert(1)><b>粗</b>")
    assert frame.locator(".turn img, .turn b").count() == 0
    assert "<img src=x" in frame.inner_text(".answer")
    assert page.errors == []


def test_the_host_pages_question_is_written_but_not_sent(sites: Sites, tab: Any) -> None:
    page = tab(sites.allowed)
    frame = page.open("就本页提问")
    until(frame, "document.getElementById('question').value")
    assert frame.input_value("#question") == QUESTION
    assert frame.locator(".turn").count() == 0


def test_the_host_pages_own_button_asks(sites: Sites, tab: Any) -> None:
    page = tab(sites.allowed)
    page.page.click("#own-button")
    page.frame.wait_for_selector(".answer[aria-busy=false]")
    page.page.keyboard.press("Escape")
    until(page.page, "document.activeElement.id === 'own-button'")


def test_several_tags_make_one_button_a_place(sites: Sites, tab: Any) -> None:
    page = tab(sites.allowed).page
    assert page.locator("policy-assistant").count() == 2
    assert page.locator("#ask-here policy-assistant").count() == 1
    assert page.locator("policy-assistant .launch").all_inner_texts() == ["就本页提问", "政策问答"]


def test_only_one_panel_is_open(sites: Sites, tab: Any) -> None:
    page = tab(sites.allowed)
    page.open("就本页提问")
    page.open("政策问答")
    assert page.page.locator("policy-assistant dialog[open]").count() == 1


def test_no_style_bleeds_either_way(sites: Sites, tab: Any) -> None:
    page = tab(sites.allowed).page
    button = page.locator("policy-assistant .launch").last
    look = "(e, names) => names.map(name => getComputedStyle(e)[name])"
    family, colour, radius = button.evaluate(look, ["fontFamily", "color", "borderRadius"])
    assert "system-ui" in family
    assert (colour, radius) == ("rgb(255, 255, 255)", "24px")
    assert button.locator("svg").evaluate("e => getComputedStyle(e).width") == "22px"
    assert page.locator("#own-button").evaluate(look, ["color", "borderRadius"]) == ["rgb(138, 19, 22)", "0px"]
    names = page.evaluate("Object.keys(window).filter(name => /policyassistant/i.test(name)).sort()")
    assert names == ["PolicyAssistant", "__policyAssistant"]


def test_a_host_page_with_a_strict_policy_needs_no_inline_style(sites: Sites, tab: Any) -> None:
    page = tab(f"{sites.allowed}/strict")
    page.open()
    page.ask()
    assert page.errors == []
    assert page.page.locator("policy-assistant .launch").evaluate("e => getComputedStyle(e).borderRadius") == "24px"


def test_a_site_that_is_not_listed_gets_an_explanation_and_no_chat(sites: Sites, tab: Any) -> None:
    page = tab(sites.stranger)
    page.page.get_by_role("button", name="政策问答", exact=True).click()
    page.page.get_by_text("未获授权嵌入").wait_for()
    assert (
        page.page.get_by_role("link", name="在新窗口打开 襄阳知识产权政策问答").get_attribute("href") == f"{sites.home}/widget/"
    )
    assert not [url for url in page.requests if "/api/" in url or "chat.js" in url]
    page.page.keyboard.press("Escape")
    assert page.page.locator("policy-assistant dialog[open]").count() == 0


def test_a_listed_site_may_call_the_api_and_another_may_not(sites: Sites, tab: Any) -> None:
    call = """([address, question]) => fetch(address, {
      method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({question}),
    }).then(response => response.json()).then(body => body.status, () => 'blocked')"""
    assert tab(sites.allowed).page.evaluate(call, [f"{sites.home}/api/ask", QUESTION]) == "answered"
    assert tab(sites.stranger).page.evaluate(call, [f"{sites.home}/api/ask", QUESTION]) == "blocked"


def test_messages_of_another_window_are_ignored(sites: Sites, tab: Any) -> None:
    page = tab(sites.allowed)
    page.open()
    page.page.evaluate("window.postMessage({policyAssistant: 1, type: 'close'}, '*')")
    page.page.wait_for_timeout(200)
    assert page.page.locator("policy-assistant dialog[open]").count() == 1


@pytest.mark.parametrize(
    ("viewport", "scheme", "theme"),
    [
        (PHONE, "light", ""),
        (PHONE, "dark", ""),
        (DESK, "light", ""),
        (DESK, "dark", ""),
        (DESK, "light", "dark"),
        (PHONE, "dark", "light"),
    ],
)
def test_axe_finds_nothing_serious(sites: Sites, tab: Any, axe: Any, viewport: dict[str, int], scheme: str, theme: str) -> None:
    page = tab(f"{sites.allowed}/tag?data-theme={theme}", viewport, color_scheme=scheme, reduced_motion="reduce")
    assert axe(page.page.main_frame) == []
    page.open()
    frame = page.frame
    assert axe(frame) == []
    page.ask()
    frame.locator(".card button").first.click()
    frame.wait_for_selector(".whole mark")
    frame.locator("[aria-label=没有用]").click()
    assert axe(frame) == []
    assert axe(page.page.main_frame) == []
    page.ask("午饭吃什么")
    assert axe(frame) == []


@pytest.mark.parametrize("accent", ["#ffd400", "#000", "#7a7a7a"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_any_accent_stays_readable(sites: Sites, tab: Any, axe: Any, accent: str, theme: str) -> None:
    page = tab(f"{sites.allowed}/tag?data-accent=%23{accent[1:]}&data-theme={theme}", reduced_motion="reduce")
    frame = page.open()
    page.ask()
    assert axe(frame) == []
    assert axe(page.page.main_frame) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_its_own_pass_axe_on_both_sizes(sites: Sites, browser: Any, axe: Any, scheme: str) -> None:
    for viewport in (PHONE, DESK, ZOOMED):
        context = browser.new_context(viewport=viewport, color_scheme=scheme)
        page = context.new_page()
        requests: list[str] = []
        page.on("request", lambda request, seen=requests: seen.append(request.url))
        for address, ready in (("/widget/", "#examples button"), ("/docs", "#routes h2")):
            page.goto(sites.home + address)
            page.wait_for_selector(ready)
            assert axe(page.main_frame) == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert hosts(requests) == {sites.home}
        context.close()


def test_at_400_percent_nothing_is_cut_and_the_text_keeps_room(sites: Sites, tab: Any) -> None:
    page = tab(sites.allowed, ZOOMED)
    page.open()
    frame = page.ask()
    assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert frame.evaluate("document.getElementById('log').scrollWidth <= document.getElementById('log').clientWidth")
    assert frame.evaluate("document.getElementById('log').clientHeight") >= 90


def test_every_control_is_at_least_24_px(sites: Sites, tab: Any) -> None:
    page = tab(sites.allowed, PHONE)
    page.open()
    frame = page.ask()
    sizes = """() => [...document.querySelectorAll('button, input, textarea')].map(control => {
      const {width, height} = control.getBoundingClientRect();
      return [control.id || control.className, width, height];
    })"""
    assert [row for row in frame.evaluate(sizes) if row[1] and min(row[1:]) < 24] == []


def test_without_motion_nothing_moves(sites: Sites, tab: Any) -> None:
    page = tab(sites.allowed, reduced_motion="reduce")
    frame = page.open()
    page.ask()
    assert page.page.locator("policy-assistant dialog[open]").evaluate("e => getComputedStyle(e).animationName") == "none"
    assert frame.evaluate("getComputedStyle(document.querySelector('main')).scrollBehavior") == "auto"


def test_an_answer_can_be_stopped_and_asked_again(sites: Sites, tab: Any) -> None:
    page = tab(sites.allowed)
    frame = page.open()
    page.page.route("**/api/ask", lambda route: None)
    frame.fill("#question", QUESTION)
    frame.press("#question", "Enter")
    frame.locator("#stop").click()
    frame.locator(".answer").get_by_text("已停止。").wait_for()
    page.page.unroute_all(behavior="ignoreErrors")
    frame.get_by_role("button", name="重试").click()
    frame.wait_for_selector(".card")


def test_a_server_that_is_gone_is_said_so(sites: Sites, tab: Any) -> None:
    page = tab(sites.allowed)
    frame = page.open()
    page.page.route("**/api/ask", lambda route: route.abort())
    frame.fill("#question", QUESTION)
    frame.press("#question", "Enter")
    frame.get_by_text("连接不上服务").first.wait_for()


def test_contact_and_validity_stand_there_always_and_numbers_can_be_dialled(sites: Sites, tab: Any) -> None:
    page = tab(sites.allowed, PHONE)
    frame = page.open()
    frame.get_by_text("主要依据《襄阳市知识产权“十四五”规划》：已届满，规划期 2021—2025").wait_for()
    assert frame.locator("#welcome a[href='tel:12345']").is_visible()
    page.ask()
    assert "咨询：襄阳市市场监督管理局" in frame.inner_text(".answer .contact")
    assert "已届满" in frame.inner_text(".answer .notices")


def test_a_claim_is_answered_with_what_the_documents_say_of_it(sites: Sites, tab: Any) -> None:
    page = tab(sites.allowed)
    frame = page.open()

    def judged(route: Any) -> None:
        answer = {
            "id": "x",
            "status": "answered",
            "answer": "不是。",
            "citations": [],
            "notices": [],
            "suggestions": [],
            "verdict": "no",
        }
        rows = answer | {"label": "", "contact": "", "question": "吗", "resolved": "吗"}
        route.fulfill(body=f"data: {json.dumps(rows)}\n\n", content_type="text/event-stream")

    page.page.route("**/api/ask", judged)
    frame.fill("#question", "吗")
    frame.press("#question", "Enter")
    frame.get_by_text("文件写的不是这样").wait_for()


def test_the_conversation_goes_on_in_the_full_page_by_a_link_with_the_question_alone(sites: Sites, tab: Any) -> None:
    page = tab(sites.allowed)
    page.open()
    frame = page.ask()
    link = frame.get_by_role("link", name="在完整页面中继续")
    assert unquote(link.get_attribute("href")) == f"/?q={QUESTION}"
    assert link.get_attribute("target") == "_blank"


def test_copy_takes_sources_and_label_along(sites: Sites, tab: Any) -> None:
    page = tab(f"{sites.home}/widget/demo.html", permissions=["clipboard-read", "clipboard-write"])
    page.open()
    frame = page.ask()
    frame.locator("[aria-label=复制回答和出处]").click()
    frame.get_by_text("已复制").wait_for()
    text = frame.evaluate("navigator.clipboard.readText()")
    assert "[1] 《襄阳市知识产权“十四五”规划》" in text
    assert "〔原文摘录〕以下为文件原文摘录，以政策原文为准。" in text
    assert "规划期为2021—2025年，已届满。" in text
    assert "咨询：襄阳市市场监督管理局" in text


def test_it_opens_with_a_handful_of_requests_and_shows_the_first_words_while_it_is_answered(
    make_fake_app: Any, make_fake_assistant: Any, serve: Any, tab: Any, tmp_path: Path
) -> None:
    with serve(make_fake_app(tmp_path, assistant=make_fake_assistant(pause=6.0))) as address:
        page = tab(f"{address}/widget/demo.html")
        before = len(page.requests)
        frame = page.open()
        assert 1 <= len(page.requests) - before <= 6  # the frame, its two scripts, its style, its wording, the documents
        frame.fill("#question", QUESTION)
        frame.press("#question", "Enter")
        frame.wait_for_selector(".answer[aria-busy=true] .text")
        page.page.close()
