"""The administration in a browser: it works without a script, and an officer who uses the keyboard gets along."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from assistant.admin.app import install
from assistant.records import Answer, Status

pytestmark = pytest.mark.browser
PASSWORD = "correct horse battery"
TEXT = "樊城区知识产权资助办法\n\n第一条 为鼓励创新，制定本办法。\n\n第二条 本办法自2025年3月1日起施行，有效期5年。\n"


@pytest.fixture
def page(make_fake_app: Any, serve: Callable[..., AbstractContextManager[str]], browser: Any, tmp_path: Path) -> Iterator[Any]:
    app = make_fake_app(tmp_path)
    install(app, app.state.service)
    app.state.desk.passwords.set("王芳", PASSWORD)
    for number, status in enumerate([Status.ANSWERED] * 5 + [Status.PARTIAL] * 2 + [Status.NOT_FOUND]):
        app.state.service.log.answer(Answer(f"a{number}", status, "……", question="质押融资有什么支持？"), channel="api")
    with serve(app) as address:
        context = browser.new_context(viewport={"width": 1100, "height": 900}, locale="zh-CN", java_script_enabled=False)
        made = context.new_page()
        made.goto(f"{address}/admin/login")
        made.get_by_label("姓名").fill("王芳")
        made.get_by_label("口令").fill(PASSWORD)
        made.keyboard.press("Enter")
        made.wait_for_url("**/admin/documents")
        yield made
        context.close()


def test_a_document_is_registered_without_a_script(page: Any, tmp_path: Path) -> None:
    (tmp_path / "办法.txt").write_text(TEXT, "utf-8")
    page.locator("input[type=file]").set_input_files(tmp_path / "办法.txt")
    page.get_by_role("button", name="上传并核对").click()
    page.get_by_label("编号").fill("fancheng")
    assert page.get_by_label("失效日期").input_value() == "2030-02-28"
    page.get_by_role("button", name="确认登记").click()
    assert "已登记" in page.get_by_role("status").first.inner_text()
    assert page.get_by_role("link", name="樊城区知识产权资助办法").is_visible()


def test_figures_are_drawn_within_the_policy_of_the_page(page: Any) -> None:
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.get_by_role("link", name="统计").click()
    assert page.locator("svg").count() == 3 and page.locator("svg rect").first.bounding_box()["width"] > 0
    page.get_by_role("link", name="咨询与示例").click()
    assert page.frame_locator("iframe").locator("body").count() == 1
    assert [line for line in told if "Content Security Policy" in line] == []


def test_no_serious_finding_of_accessibility(page: Any, browser: Any, axe: Callable[[Any], list[str]]) -> None:
    address = page.url.rpartition("/admin")[0]
    context = browser.new_context(storage_state=page.context.storage_state(), bypass_csp=True)
    other = context.new_page()
    for path in ("documents", "documents/edit?id=xiangyang_ip_145", "questions", "statistics", "pinned", "pinned/edit", "office"):
        other.goto(f"{address}/admin/{path}")
        assert other.get_by_role("heading", level=1).is_visible()
        assert axe(other) == [], path
    context.close()
