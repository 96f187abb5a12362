"""查条款, 政策匹配 and 目标指标 in a browser: on a phone and a desk, with and without scripts, by the tasks that readers have."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1440, "height": 900}
PAGES = (
    "/find", "/find?q=质押", "/find?q=第42条", "/find?q=42条&doc=xiangyang_ip_145", "/find?q=质押&day=2022-13-45", "/match",
    "/match?kind=企业&needs=融资", "/match?kind=企业&part=elsewhere&page=2", "/figures", "/figures?kind=目标&year=2025",
)  # fmt: skip


@pytest.fixture
def visit(browser: Any, whole_site: str) -> Iterator[Callable[..., Any]]:
    """Open an address in a context of its own: ``visit("/find", PHONE, java_script_enabled=False)``."""
    opened = []

    def go(address: str, size: dict[str, int] = DESK, **more: Any) -> Any:
        context = browser.new_context(viewport=size, **more)
        opened.append(context)
        page = context.new_page()
        page.goto(whole_site + address)
        return page

    yield go
    for context in opened:
        context.close()


@pytest.mark.parametrize("size", [PHONE, DESK, {"width": 320, "height": 256}], ids=["phone", "desk", "zoomed-400"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_scrolls_sideways_and_axe_finds_nothing(
    visit: Callable[..., Any], axe: Callable[[Any], list[str]], size: dict[str, int], scheme: str
) -> None:
    for address in PAGES:
        page = visit(address, size, color_scheme=scheme, bypass_csp=True)  # axe is put into the page
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], address
        assert axe(page) == [], address


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_clause_is_found_narrowed_and_opened_at_its_sentence(visit: Callable[..., Any], scripts: bool) -> None:
    page = visit("/find", PHONE, java_script_enabled=scripts)
    page.get_by_label("关键词").fill("质押 -专利")
    page.get_by_label("关键词").press("Enter")
    page.wait_for_url("**/find?q=*")
    assert page.locator("ol.cards > li").count() > 0
    assert not any("专利" in text for text in page.locator("ol.cards blockquote").all_inner_texts())
    page.get_by_text("筛选：文件、地区、类别").click()
    page.locator(".facets a", has_text="襄阳市知识产权").first.click()
    page.wait_for_url("**doc=xiangyang_ip_145*")
    assert "2 份" not in page.locator(".found-count").inner_text()
    page.go_back()
    assert page.get_by_label("关键词").input_value() == "质押 -专利"


def test_a_source_opens_marked(visit: Callable[..., Any]) -> None:
    page = visit("/find?q=“成功贷款的企业”", PHONE)
    assert page.locator("ol.cards mark").all_inner_texts() == ["成功贷款的企业"]
    page.get_by_role("link", name="在原文中查看").click()
    page.wait_for_url("**/documents/xiangyang_ip_145?s=*")
    assert "成功贷款的企业" in page.locator("mark, .hit").first.inner_text()


def test_a_wrong_date_keeps_what_was_typed(visit: Callable[..., Any]) -> None:
    page = visit("/find?q=质押&order=text&day=2022-13-45", PHONE)
    assert page.get_by_role("alert").inner_text().startswith("日期 2022-13-45 不对")
    day = page.get_by_label("某日有效")
    assert day.input_value() == "2022-13-45"
    day.fill("2023-05-01")
    page.get_by_role("button", name="查找").click()
    page.wait_for_url("**day=2023-05-01*")
    assert page.get_by_label("关键词").input_value() == "质押"
    assert page.locator("ol.cards > li").count() > 0


def test_what_is_copied_names_its_source(visit: Callable[..., Any]) -> None:
    page = visit("/find?q=三(三)3", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="复制引文").first.click()
    page.locator("#toast").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").startswith("《襄阳市知识产权“十四五”规划》三、(三)3.")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_match_stands_in_its_address(visit: Callable[..., Any], scripts: bool) -> None:
    page = visit("/match", PHONE, java_script_enabled=scripts)
    contact = page.locator(".match-contact").bounding_box()
    assert contact["y"] + contact["height"] < PHONE["height"]  # whom to ask is on the first screen
    page.get_by_label("类型").select_option("企业")
    page.get_by_label("融资").check()
    page.get_by_role("button", name="查看相符的措施").click()
    page.wait_for_url("**kind=*needs=*")
    assert page.locator("#matches ol.cards > li").count() > 0
    assert page.locator("#matches .card", has_text="广州南沙").count() == 0  # another place's offer is none of here
    page.get_by_role("link", name="其他地区").click()
    page.wait_for_url("**part=elsewhere*")
    cards = page.locator("#matches .card")
    assert cards.count() == page.locator("#matches .card .badge.bad", has_text="不适用于").count() > 0


def test_choices_are_kept_in_the_browser_on_request_alone(visit: Callable[..., Any], whole_site: str) -> None:
    page = visit("/match")
    page.get_by_label("类型").select_option("企业")
    assert page.evaluate("localStorage.length") == 0
    page.get_by_label("记住我的选择").check()
    page.get_by_label("融资").check()
    page.goto(whole_site + "/match")
    assert page.get_by_label("类型").input_value() == "企业"
    assert page.get_by_label("融资").is_checked()
    page.get_by_label("记住我的选择").uncheck()
    page.goto(whole_site + "/match")
    assert page.get_by_label("类型").input_value() == ""
    assert page.evaluate("localStorage.getItem('match-choices')") is None


def test_figures_have_values_scale_and_files(visit: Callable[..., Any]) -> None:
    page = visit("/figures", PHONE)
    page.get_by_label("类别").select_option("目标")
    page.get_by_label("年份").select_option("2025")
    page.get_by_role("button", name="查看").click()
    page.wait_for_url("**kind=*year=2025*")
    bars = page.locator(".pair").first
    assert bars.locator(".bar b").count() >= 2
    assert bars.locator(".scale span").first.inner_text() == "0"
    for name in ("导出 Excel", "导出 CSV", "下载图（SVG）"):
        with page.expect_download() as saved:
            page.get_by_role("link", name=name).click()
        assert saved.value.path().stat().st_size > 500


def test_what_is_printed_has_no_controls(visit: Callable[..., Any]) -> None:
    for address in ("/find?q=质押", "/match?kind=企业", "/figures"):
        page = visit(address)
        page.emulate_media(media="print")
        assert page.locator("form:visible, button:visible, .acts:visible, .ways:visible").count() == 0, address
        assert page.locator("blockquote:visible, td:visible").count() > 3, address
