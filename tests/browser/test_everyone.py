"""Every page for everyone: axe finds nothing in any look and size; keyboard, large text, no scripts, voices, print.

``python -m pytest tests/browser/test_everyone.py --write-statement`` writes what was checked into ``accessibility.json``, which
the page on accessibility shows; without it the test holds that file against what is checked.
"""

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from assistant.site.texts import CHECKED
from tests.browser.conftest import AXE

PLAN = "xiangyang_ip_145"
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1440, "height": 900}
QUESTION = "知识产权质押融资有什么支持？"
# name → address
PAGES = {
    "问答": "/", "简易提问": "/ask", "一个回答": f"/ask?q={QUESTION}", "查条款": "/find", "查条款的结果": "/find?q=专利",
    "收录文件": "/documents", "一份文件": f"/documents/{PLAN}", "版本对照": "/compare", "政策匹配": "/match",
    "目标指标": "/figures", "使用说明": "/about", "隐私保护": "/privacy", "使用条款": "/terms", "意见与投诉": "/complaints",
    "无障碍声明": "/accessibility", "没有的页面": "/nothing-here",
}  # fmt: skip
# name → size of the window, what the system prefers, what was chosen under 看得更清楚
LOOKS: dict[str, tuple[dict[str, int], str, dict[str, str]]] = {
    "手机，浅色": (PHONE, "light", {}),
    "手机，深色": (PHONE, "dark", {}),
    "手机，长者模式": (PHONE, "light", {"easy": "on"}),
    "手机，高对比": (PHONE, "light", {"contrast": "high"}),
    "电脑，浅色": (DESK, "light", {}),
    "电脑，深色（自选）": (DESK, "light", {"theme": "dark"}),
    "电脑，高对比，深色": (DESK, "dark", {"contrast": "high"}),
    "电脑，长者模式": (DESK, "dark", {"easy": "on"}),
}
ALSO = (
    "只用键盘：跳到正文、看得更清楚菜单、提问，焦点看得见",
    "文字放大到 200%、页面放大到 400%（宽 320 像素）：没有内容被截掉，不用左右滚动",
    "不运行脚本：提问、回答、栏目和各说明页都能用",
    "强制颜色和减少动画的系统设置",
)
LIMITS = (
    "程序只能查出一部分障碍，没有请视力、听力、肢体障碍人士实际试用。",
    "收录文件中的图片和扫描件由程序识别成文字，可能有误；原件本身可能不符合无障碍要求。",
    "朗读和语音输入靠浏览器和系统提供，有的浏览器没有。",
)

pytestmark = pytest.mark.browser


@pytest.fixture
def open_page(browser: Any, whole_site: str) -> Iterator[Callable[..., Any]]:
    contexts = []

    def go(path: str = "/", look: str = "手机，浅色", **options: Any) -> Any:
        size, scheme, chosen = LOOKS[look]
        context = browser.new_context(**{"viewport": size, "color_scheme": scheme, "reduced_motion": "reduce"} | options)
        contexts.append(context)
        keep = "".join(f"localStorage.setItem('look-{name}', '{value}');" for name, value in chosen.items())
        if keep:
            context.add_init_script(keep)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.goto(whole_site + path)
        if path == "/" and options.get("java_script_enabled", True):
            page.wait_for_selector("#question textarea")
            page.wait_for_selector(".starters, .first, #starters")
        return page

    yield go
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def findings() -> dict[tuple[str, str], list[str]]:
    """What axe found, by page and look; the tests of the looks fill it, the statement reads it."""
    return {}


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_on_any_page(
    look: str, open_page: Any, axe: Any, whole_site: str, findings: dict[tuple[str, str], list[str]]
) -> None:
    page = open_page("/", look)
    for name, path in PAGES.items():
        if path != "/":
            page.goto(whole_site + path)
        findings[name, look] = axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name}: wider than the window"
    assert {name: found for (name, seen), found in findings.items() if seen == look and found} == {}


def test_the_statement_says_what_was_checked(findings: dict[tuple[str, str], list[str]], request: pytest.FixtureRequest) -> None:
    if len(findings) < len(PAGES) * len(LOOKS):
        pytest.skip("the looks were not all checked in this run")
    package = json.loads((AXE.parent / "package.json").read_text("utf-8"))
    checked = {
        "axe": package["version"], "pages": list(PAGES), "states": list(LOOKS), "checks": len(findings),
        "findings": sum(map(len, findings.values())), "also": list(ALSO), "limits": list(LIMITS),
    }  # fmt: skip
    if request.config.getoption("--write-statement"):
        made = {"day": date.today().isoformat(), **checked}
        CHECKED.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", "utf-8")
    stated = json.loads(CHECKED.read_text("utf-8"))
    assert {name: stated[name] for name in checked} == checked


def test_every_page_has_a_title_one_heading_and_our_sign(open_page: Any, whole_site: str) -> None:
    page = open_page()
    titles = []
    for path in PAGES.values():
        if path != "/":
            page.goto(whole_site + path)
        titles.append(page.title())
        assert page.locator("h1").count() == 1, path
        assert page.locator("link[rel~=icon]").first.get_attribute("href") == "/favicon.svg", path
    assert len(set(titles)) == len(titles)


class TestLooks:
    def test_what_is_chosen_holds_on_the_next_page_from_its_first_paint(self, open_page: Any, whole_site: str) -> None:
        page = open_page("/about")
        page.click("#look summary")
        page.get_by_label("长者模式").check()
        page.get_by_label("深色").check()
        page.goto(whole_site + "/terms")
        assert page.evaluate("({...document.documentElement.dataset})") == {"easy": "on", "theme": "dark"}
        assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 21
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(16, 23, 27)"

    def test_the_chat_takes_it_too_and_back(self, open_page: Any) -> None:
        page = open_page("/", "电脑，深色（自选）")
        ground = "getComputedStyle(document.querySelector('.gradio-container')).backgroundColor"
        assert page.evaluate(ground) == "rgb(16, 23, 27)"
        page.click("#look summary")
        page.get_by_label("浅色").check()
        assert page.evaluate(ground) == "rgb(246, 248, 249)"
        assert not page.evaluate("document.body.classList.contains('dark')")

    @pytest.mark.parametrize("path", ["/", "/ask", "/documents", "/find"])
    def test_text_of_twice_the_size_and_a_window_of_320_cut_nothing(self, path: str, open_page: Any) -> None:
        page = open_page(path, viewport={"width": 320, "height": 640})
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        page.wait_for_timeout(300)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        box = page.locator("#question textarea, textarea[name=q], input[name=q]").first
        box.scroll_into_view_if_needed()
        assert box.evaluate(
            "box => box.clientHeight + 1 >= parseFloat(getComputedStyle(box).lineHeight) || box.clientHeight > 30"
        )
        assert box.evaluate("box => box.scrollHeight <= box.clientHeight + 2")


class TestKeyboard:
    def test_a_question_is_asked_without_a_mouse(self, open_page: Any) -> None:
        page = open_page("/ask", "电脑，浅色")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        for _ in range(10):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.id") == "q":
                break
        page.keyboard.type(QUESTION)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_selector(".answer")
        assert "质押融资" in page.inner_text(".answer .text")

    def test_focus_is_seen_and_the_menu_closes_with_escape(self, open_page: Any) -> None:
        page = open_page("/about")
        page.focus("#look summary")
        page.keyboard.press("Enter")
        assert page.evaluate("document.querySelector('#look').open")
        page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
        page.keyboard.press("Escape")
        assert not page.evaluate("document.querySelector('#look').open")
        assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


class TestWithoutScripts:
    def test_the_first_page_asks_and_leads_on(self, open_page: Any) -> None:
        page = open_page("/", java_script_enabled=False)
        assert page.locator("#first nav a").count() == 5
        assert page.locator("#first footer a[href='tel:12345']").is_visible()
        page.fill("#first textarea", QUESTION)
        page.click("#first button")
        assert page.inner_text(".answer .state").startswith("✓")
        source = page.locator(".answer .mark").first
        source.click()
        assert page.locator("mark").first.is_visible()

    def test_nothing_is_offered_that_needs_them(self, open_page: Any) -> None:
        page = open_page(f"/ask?q={QUESTION}", java_script_enabled=False)
        assert page.locator("button:visible").all_inner_texts() == ["提问"]
        assert page.locator("#look").count() == 0

    @pytest.mark.parametrize("name", [name for name, path in PAGES.items() if path not in ("/", "/nothing-here")])
    def test_every_page_says_something(self, name: str, open_page: Any) -> None:
        page = open_page(PAGES[name], java_script_enabled=False)
        assert len(page.inner_text("main")) > 60


class TestVoice:
    SPEECH = """
        window.said = [];
        window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
        Object.defineProperty(window, 'speechSynthesis', {value: {
          getVoices: () => [{lang: 'zh-CN'}], addEventListener() {}, cancel() { window.cancelled = true; },
          speak(one) { window.said.push(one); },
        }});
        window.SpeechRecognition = class {
          start() { window.hearing = this; } stop() { this.onend(); }
        };
    """

    def test_an_answer_is_read_aloud_and_stopped(self, open_page: Any, whole_site: str) -> None:
        page = open_page("/about")
        page.add_init_script(self.SPEECH)
        page.goto(f"{whole_site}/ask?q={QUESTION}")
        page.click("text=朗读")
        said = page.evaluate("said.map(one => one.text).join('')")
        assert "质押融资" in said
        assert "打印" not in said
        assert max(page.evaluate("said.map(one => one.text.length)")) <= 160
        page.click("text=停止朗读")
        assert page.evaluate("cancelled")
        assert page.locator("text=停止朗读").count() == 0

    def test_a_document_is_read_from_the_place_that_the_link_names(self, open_page: Any, whole_site: str) -> None:
        page = open_page("/about")
        page.add_init_script(self.SPEECH)
        page.goto(f"{whole_site}/ask?q={QUESTION}")
        page.goto(whole_site + page.locator(".answer .mark").first.get_attribute("href"))
        page.click("text=朗读")
        marked = page.locator("mark").first.inner_text()
        said = page.evaluate("said.map(one => one.text).join('')")
        assert 0 <= said.replace(" ", "").find(marked.replace(" ", "")) < 1500
        assert "目录" not in said[:50]

    def test_a_question_is_spoken_once_its_reader_agrees(self, open_page: Any, whole_site: str) -> None:
        page = open_page("/about")
        page.add_init_script(self.SPEECH)
        page.goto(whole_site + "/ask")
        asked: list[str] = []
        page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
        page.click("text=语音输入")
        assert "浏览器的开发者" in asked[0]
        assert page.evaluate("window.hearing === undefined")
        page.once("dialog", lambda dialog: dialog.accept())
        page.click("text=语音输入")
        page.evaluate("hearing.onresult({results: [[{transcript: '质押融资'}]]})")
        page.click("text=说完了")
        assert page.input_value("#q") == "质押融资"
        page.click("text=语音输入")  # asked once
        assert page.locator("text=说完了").is_visible()

    def test_a_browser_without_a_voice_offers_none(self, open_page: Any, whole_site: str) -> None:
        page = open_page("/about")
        page.add_init_script(
            "delete window.SpeechRecognition; delete window.webkitSpeechRecognition; delete window.speechSynthesis;"
        )
        page.goto(f"{whole_site}/ask?q={QUESTION}")
        assert page.locator(".speak, .read-aloud").count() == 0


def test_print_shows_no_controls_but_where_it_is_from(open_page: Any) -> None:
    page = open_page(f"/ask?q={QUESTION}", "电脑，浅色")
    page.emulate_media(media="print")
    assert page.locator("button:visible, nav:visible, #look:visible").count() == 0
    printed = page.inner_text("[data-printed]")
    assert str(date.today().year) in printed
    assert "/ask?q=" in printed
