"""A slow phone, no network, a service that refuses: what was typed is never lost, and what is said is said in Chinese."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

PHONE = {"width": 360, "height": 740}
QUESTION = "知识产权质押融资有什么支持？"
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}  # bytes a second: 400 kbit/s
MOST, LONGEST = 350_000, 6.0  # bytes of the first page, seconds until it can be used

pytestmark = pytest.mark.browser


@pytest.fixture
def phone(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport=PHONE, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(60_000)
    yield page
    context.close()


class Line:
    """The network of a page: how fast it is, and how much came over it."""

    def __init__(self, page: Any) -> None:
        self.bytes = 0
        self._devtools = page.context.new_cdp_session(page)
        self._devtools.send("Network.enable")
        self._devtools.on("Network.loadingFinished", self._count)

    def _count(self, event: dict[str, Any]) -> None:
        self.bytes += int(event["encodedDataLength"])

    def slow(self) -> None:
        self._devtools.send("Network.emulateNetworkConditions", SLOW)


def test_on_a_slow_phone_a_question_can_be_asked_within_seconds(phone: Any, whole_site: str) -> None:
    line = Line(phone)
    line.slow()
    phone.goto(whole_site + "/", wait_until="commit")
    phone.wait_for_selector("#first button")
    # the page's own clock: that of the test runs while the machine does other things
    painted = phone.evaluate("""() => new Promise(done => {
      const seen = () => performance.getEntriesByName('first-contentful-paint')[0];
      const wait = () => seen() ? done(seen().startTime) : setTimeout(wait, 50);
      wait();
    })""")
    assert painted / 1000 <= LONGEST
    phone.fill("#first textarea", "质押")
    phone.focus("#first textarea")
    phone.wait_for_selector("#question textarea")
    assert phone.locator("#first").count() == 0
    assert phone.input_value("#question textarea") == "质押"
    assert phone.evaluate("document.activeElement.closest('#question') !== null")


def test_the_first_page_weighs_little_and_the_second_visit_nearly_nothing(phone: Any, whole_site: str) -> None:
    line = Line(phone)
    phone.goto(whole_site + "/")
    phone.wait_for_selector("#question textarea")
    phone.wait_for_load_state("networkidle")
    assert 20_000 < line.bytes <= MOST
    line.bytes = 0
    phone.goto(whole_site + "/")
    phone.wait_for_selector("#question textarea")
    phone.wait_for_load_state("networkidle")
    assert line.bytes <= 60_000


@pytest.mark.parametrize("path", ["/ask", "/about", "/documents"])
def test_a_plain_page_weighs_next_to_nothing(path: str, phone: Any, whole_site: str) -> None:
    line = Line(phone)
    phone.goto(whole_site + path)
    phone.wait_for_load_state("networkidle")
    assert line.bytes <= 80_000


def test_a_form_without_a_network_keeps_what_was_typed(phone: Any, whole_site: str) -> None:
    phone.goto(whole_site + "/ask")
    phone.fill("#q", QUESTION)
    phone.context.set_offline(True)
    phone.click("button:has-text('提问')")
    phone.get_by_text("网络断开了").first.wait_for()
    assert phone.input_value("#q") == QUESTION
    phone.context.set_offline(False)
    phone.click("button:has-text('提问')")
    phone.wait_for_selector(".answer")


def test_what_there_is_not_is_told_on_a_page_with_the_ways_on(phone: Any, whole_site: str) -> None:
    for path in ("/nothing", "/documents/nothing"):
        response = phone.goto(whole_site + path)
        assert response.status == 404
        assert phone.locator("h1").inner_text()
        assert not re.search("detail|not.?found", phone.inner_text("main"), re.IGNORECASE)
    phone.get_by_role("link", name="收录文件").first.click()
    assert phone.url.endswith("/documents")


def test_a_question_in_the_address_stands_in_the_box(phone: Any, whole_site: str) -> None:
    phone.goto(f"{whole_site}/?q={QUESTION}")
    phone.wait_for_selector("#question textarea")
    phone.wait_for_selector("#first", state="detached")
    assert phone.input_value("#question textarea") == QUESTION
