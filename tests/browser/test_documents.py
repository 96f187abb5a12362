"""The documents' pages and the reader beside the others, in Chromium, over the plan and 61 reference texts."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.site.app import install
from assistant.site.library import Library
from assistant.site.reading import PART_CHARS, parts_of
from corpus.parser import parse
from corpus.records import Document
from corpus.registry import Registry

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1440, "height": 900}
RULES = "patent_rules_2010"
PAIR = "a=patent_rules_2010&b=patent_rules_2023"
PAGES = {
    "list": "/documents?validity=in_force&q=专利", "document": f"/documents/{RULES}?s=232&e=252#c-138",
    "unknown": "/documents/nowhere", "compare": f"/compare?{PAIR}", "choose": "/compare",
}  # fmt: skip
OLD_LINK = "/?clause=xiangyang_ip_145%23%E4%B8%89.(%E4%B8%89).3"

pytestmark = pytest.mark.browser


@pytest.fixture
def visit(browser: Any, whole_site: str) -> Iterator[Callable[..., Any]]:
    contexts = []

    def go(path: str, size: dict[str, int] = DESK, **options: Any) -> Any:
        context = browser.new_context(viewport=size, reduced_motion="reduce", **options)
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=whole_site)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.goto(whole_site + path)
        return page

    yield go
    for context in contexts:
        context.close()


@pytest.mark.parametrize("size", [PHONE, DESK, {"width": 320, "height": 256}], ids=["phone", "desk", "zoomed-400"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_scrolls_sideways_and_axe_finds_nothing(
    visit: Callable[..., Any], axe: Callable[[Any], list[str]], size: dict[str, int], scheme: str
) -> None:
    for name, path in PAGES.items():
        page = visit(path, size, color_scheme=scheme)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], name
        assert (name, axe(page), page.errors) == (name, [], [])
        page.context.close()


def test_facets_are_folded_on_a_phone_and_beside_the_list_on_a_desk(visit: Callable[..., Any]) -> None:
    wide, narrow = visit("/documents"), visit("/documents", PHONE)
    facet = "link", "地方性法规 16 份"
    assert wide.get_by_role(facet[0], name=facet[1]).is_visible()
    assert not narrow.get_by_role(facet[0], name=facet[1]).is_visible()
    narrow.get_by_text("筛选：").click()
    narrow.get_by_role(facet[0], name=facet[1]).click()
    assert narrow.locator(".found-count").inner_text().startswith("共 62 份，符合的 16 份。")


def test_without_scripts_everything_is_found_read_and_compared(visit: Callable[..., Any]) -> None:
    page = visit("/documents", java_script_enabled=False)
    page.get_by_label("在名称、文号和机关中查找").fill("实施细则")
    page.get_by_role("button", name="查找").click()
    page.get_by_role("link", name="版本对照").first.click()
    assert page.locator(".diff").count() > 100
    page.locator(".diff.changed h2 a").first.click()
    assert "#c-" in page.url
    assert page.locator(".r-clause:target").count() == 1
    page.get_by_role("link", name="下一条").click()
    assert page.locator(".here-bar b").inner_text().startswith("第三条")


def test_a_permanent_link_shows_its_sentence_on_the_first_screen_of_a_phone(visit: Callable[..., Any]) -> None:
    page = visit(PAGES["document"], PHONE)
    mark, bar = page.locator("mark").first.bounding_box(), page.locator(".here-bar").bounding_box()
    assert bar["y"] + bar["height"] <= mark["y"] < PHONE["height"]
    assert page.locator(".here-bar").inner_text().startswith("《中华人民共和国专利法实施细则》")
    assert "已修改" in page.locator(".here-bar").inner_text()
    page.get_by_role("button", name="复制引文").click()
    page.wait_for_selector("#toast:visible")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("《中华人民共和国专利法实施细则》(国务院令第306号公布")
    assert copied.endswith("(原文摘录)")


def test_a_phone_shows_both_versions_in_one_text_a_desk_side_by_side(visit: Callable[..., Any]) -> None:
    wide, narrow = visit(PAGES["compare"]), visit(PAGES["compare"], PHONE)
    assert (wide.locator(".wide").first.is_visible(), wide.locator(".narrow").first.is_visible()) == (True, False)
    assert (narrow.locator(".wide").first.is_visible(), narrow.locator(".narrow").first.is_visible()) == (False, True)
    style = wide.locator(".wide del").first.evaluate("e => getComputedStyle(e).textDecorationLine")
    assert style == "line-through"  # not colour alone


@pytest.mark.parametrize("name", ["document", "compare"])
def test_print_has_the_text_its_address_and_its_day_and_no_controls(
    visit: Callable[..., Any], whole_site: str, name: str
) -> None:
    page = visit(PAGES[name])
    page.emulate_media(media="print")
    printed = page.locator(".print-only").first.inner_text()
    assert printed.startswith(whole_site)
    assert "日打印" in printed
    for css in (".ways", ".acts", "form", ".here-bar", ".r-side", ".r-self", "#page-foot ul"):
        assert not [1 for part in page.locator(css).all() if part.is_visible()], css
    assert page.locator(".r-clause, .diff").first.is_visible()


def test_a_source_opens_beside_the_page_and_its_document_is_named(
    visit: Callable[..., Any], axe: Callable[[Any], list[str]]
) -> None:
    page = visit("/find?q=质押融资")
    own = page.title()
    page.locator("a[data-source]").first.click()
    hit = page.locator("#reader-body .hit").first
    hit.wait_for()
    assert page.locator("#reader-title").inner_text() == "《襄阳市知识产权“十四五”规划》"
    assert page.locator("#reader-standing").inner_text() == "已届满"
    assert page.title() == f"《襄阳市知识产权“十四五”规划》（已届满） - {own}"
    assert page.locator("main").bounding_box()["width"] > 600  # the page makes room
    assert axe(page) == []
    page.get_by_role("button", name="复制本条链接").click()
    link = page.evaluate("navigator.clipboard.readText()")
    page.reload()
    page.locator("#reader-body .hit").first.wait_for()  # the address holds what is open
    page.keyboard.press("Escape")
    assert (page.title(), page.locator("#reader-panel").is_visible(), "clause=" in page.url) == (own, False, False)
    page.goto(link)
    assert page.locator(".r-clause:target").is_visible()
    assert page.errors == []


def test_on_a_phone_a_source_is_followed_as_a_link(visit: Callable[..., Any]) -> None:
    page = visit("/find?q=质押融资", PHONE)
    page.locator("a[data-source]").first.click()
    page.wait_for_url("**/documents/**")
    assert page.locator("mark").first.is_visible()
    page.go_back()
    assert page.url.endswith("/find?q=质押融资") or "/find?q=%E8" in page.url


def test_before_the_first_question_the_panel_lists_documents(visit: Callable[..., Any]) -> None:
    page = visit("/")
    page.locator(".r-docs a").first.wait_for()
    page.fill(".r-begin input", "细则")
    page.press(".r-begin input", "Enter")
    page.get_by_text("的文件 3 份").wait_for()
    page.locator(".r-docs a", has_text="总部经济").click()
    page.get_by_role("heading", name="《广州南沙新区（自贸片区）促进总部经济发展扶持办法实施细则》").wait_for()
    assert page.title().startswith("《广州南沙新区（自贸片区）促进总部经济发展扶持办法实施细则》（已失效） - ")
    page.locator(".r-toc summary").click()
    page.locator(".r-toc a").nth(2).click()
    assert page.locator("#reader-body").evaluate("e => e.scrollTop") > 0
    page.get_by_role("button", name="关闭").click()
    page.locator(".r-docs a").first.wait_for()
    assert page.locator("#reader-title").inner_text() == "收录文件"


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_links_of_before_open_their_clause(visit: Callable[..., Any], size: dict[str, int]) -> None:
    page = visit(OLD_LINK, size)
    page.get_by_role("heading", name="三、(三)3.").wait_for()
    page.get_by_role("button", name="下一条").click()
    page.get_by_role("heading", name="三、(四)1.").wait_for()
    page.get_by_role("button", name="复制本条链接").click()
    assert "/documents/xiangyang_ip_145?at=" in page.evaluate("navigator.clipboard.readText()")
    page.get_by_role("button", name="关闭").click()
    assert page.title() == "襄阳知识产权政策问答"


def test_the_reader_goes_on_where_a_part_of_a_long_document_ends(
    browser: Any, make_fake_app: Callable[..., Any], serve: Callable[..., Any], tmp_path: Path
) -> None:
    length = "当事人应当办理有关事项。" * 20
    text = "某长法\n" + "".join(f"第{number}条 {length}\n" for number in range(1, 3 * PART_CHARS // len(length)))
    document = Document("long", "某长法", status="现行")
    parsed = parse(document, text)
    last = next(n for n, clause in enumerate(parsed.clauses) if clause.start >= parts_of(parsed)[1].start) - 1
    Registry(tmp_path).add([(document, text)])
    app = make_fake_app(tmp_path, http={"rate_per_minute": 6000, "rate_burst": 1000})
    install(app, app.state.service, Library(Registry(tmp_path), "long"))
    page = browser.new_page(viewport=DESK)
    with serve(app) as address:
        page.goto(f"{address}/find?q={parsed.clauses[last].label}&doc=long")
        page.locator("a[data-source]").first.click()
        page.locator("#reader-place", has_text=parsed.clauses[last].label).wait_for()
        page.get_by_role("button", name="下一条").click()
        page.locator("#reader-place", has_text=parsed.clauses[last + 1].label).wait_for()
        page.get_by_role("button", name="上一条").click()
        page.locator("#reader-place", has_text=parsed.clauses[last].label).wait_for()
        assert page.locator("#reader-body .r-clause").count() < len(parsed.clauses)
        page.close()
