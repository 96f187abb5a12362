"""The frame of the plain pages: errors as pages, /ask, the office's texts, style and scripts as files."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant import messages
from assistant.markup import telephones
from assistant.profile import load_profile
from assistant.site.app import install
from assistant.site.assets import ASSETS
from assistant.site.library import Library
from corpus.registry import Registry

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
QUESTION = "知识产权质押融资有什么支持？"


@pytest.fixture
def make_site(make_fake_app: Callable[..., Any], tmp_path: Path) -> Callable[..., Any]:
    def make(**more: Any) -> Any:
        app = make_fake_app(tmp_path, **more)
        service = app.state.service
        install(app, service, Library(Registry(tmp_path), "xiangyang_ip_145", lambda: service.opening.current))
        return app

    return make


@pytest.fixture
def client(make_site: Callable[..., Any]) -> Iterator[TestClient]:
    with TestClient(make_site(), raise_server_exceptions=False) as made:
        yield made


class TestErrors:
    def test_who_looks_gets_a_page_and_a_program_its_json(self, client: TestClient) -> None:
        page = client.get("/nothing", headers=BROWSER)
        assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
        assert "<h1>没有这个页面</h1>" in page.text
        assert '<a href="/find">查条款</a>' in page.text
        assert "/docs" not in page.text
        assert client.get("/nothing").json()["detail"]["code"] == "not_found"
        assert client.get("/api/nothing", headers=BROWSER).json()["detail"]["code"] == "not_found"

    def test_a_problem_of_a_page_is_told_in_its_own_words(self, client: TestClient) -> None:
        page = client.get("/documents/nothing", headers=BROWSER)
        assert page.status_code == 404
        assert page.headers["content-type"].startswith("text/html")
        assert "<h1>" in page.text

    def test_too_many_requests_name_the_wait_and_keep_the_question(self, make_site: Callable[..., Any]) -> None:
        limits = {"rate_per_minute": 1, "rate_burst": 1, "rate_exempt": ()}
        with TestClient(make_site(http=limits), client=("203.0.113.9", 1)) as client:
            client.get("/ask", headers=BROWSER)
            page = client.get("/ask", params={"q": QUESTION}, headers=BROWSER)
        assert page.status_code == 429
        assert int(page.headers["retry-after"]) > 0
        assert '<a class="btn primary" href="/ask?q=%E7%9F%A5' in page.text

    def test_a_service_that_is_not_there_yet_says_so(self, make_site: Callable[..., Any]) -> None:
        def never() -> Any:
            raise RuntimeError("no index")

        with TestClient(make_site(factory=never, http={"ready_wait": 0.1})) as client:
            page = client.get("/ask", params={"q": QUESTION}, headers=BROWSER)
        assert page.status_code == 503
        assert "retry-after" in page.headers
        assert "再试一次" in page.text

    def test_our_fault_has_a_number_and_no_trace(self, client: TestClient) -> None:
        page = client.get("/ask", params={"q": "断电"}, headers=BROWSER)
        assert page.status_code == 500
        assert "编号" in page.text
        assert "secret" not in page.text

    def test_a_page_that_cannot_be_made_does_not_hide_the_error(
        self, client: TestClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("assistant.site.shell.Shell.filled", lambda *_, **__: 1 / 0)
        assert client.get("/nothing", headers=BROWSER).json()["detail"]["code"] == "not_found"

    def test_what_was_asked_is_shown_as_text(self, client: TestClient) -> None:
        page = client.get("/documents/%3Cscript%3E", headers=BROWSER)
        assert "<script>" not in page.text


class TestAsk:
    def test_an_answer_has_all_that_one_needs(self, client: TestClient) -> None:
        page = client.get("/ask", params={"q": QUESTION})
        assert page.headers["cache-control"] == "no-store"
        for part in (
            "文件中有明确表述",
            "原文摘录",
            "质押融资风险补偿机制",
            "规划期为2021—2025年，已届满。",
            "咨询：襄阳市市场监督管理局",
        ):
            assert part in page.text
        assert 'href="/documents/xiangyang_ip_145?s=1260&amp;e=1341#c-1180"' in page.text
        assert 'href="/ask?q=%E8%B4%A8' in page.text  # what can be asked next

    def test_each_quote_stands_there_once(self, client: TestClient) -> None:
        assert client.get("/ask", params={"q": QUESTION}).text.count("探索知识产权与金融对接模式") == 1

    def test_it_is_counted_and_logged_like_any_other(self, client: TestClient, tmp_path: Path) -> None:
        client.get("/ask", params={"q": QUESTION})
        rows = "".join(path.read_text("utf-8") for path in (tmp_path / "logs").glob("*.jsonl"))
        assert '"channel": "site"' in rows
        assert QUESTION in rows

    def test_what_cannot_be_read_is_said_above_the_form_which_keeps_it(self, client: TestClient) -> None:
        page = client.get("/ask", params={"q": "？！<b>"} | {"q": "……"})
        assert page.status_code == 422
        assert messages.NO_WORDS[:6] in page.text
        assert ">……</textarea>" in page.text

    def test_without_a_question_there_is_the_form_with_examples(self, client: TestClient) -> None:
        page = client.get("/ask")
        assert page.status_code == 200
        assert 'href="/ask?q=' in page.text

    def test_a_question_is_never_markup(self, client: TestClient) -> None:
        assert "<img" not in client.get("/ask", params={"q": "<img src=x>质押"}).text

    def test_a_voice_may_be_heard_on_pages_alone(self, client: TestClient) -> None:
        assert "microphone=(self)" in client.get("/ask").headers["permissions-policy"]
        assert "microphone=()" in client.get("/widget/").headers["permissions-policy"]


class TestTexts:
    def test_the_careful_texts_stand_where_an_office_says_nothing(self, client: TestClient) -> None:
        privacy = client.get("/privacy").text
        assert "400 天" in privacy
        assert "180 天" in privacy
        assert "大模型服务" not in privacy
        assert "由上述单位按其规定的时限答复" in client.get("/complaints").text
        assert "不是行政答复" in client.get("/terms").text

    def test_an_office_says_its_own(
        self, make_site: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folder = tmp_path_factory.mktemp("office")
        said = 'complaint_days = 15\ncomplaint_contact = "某科 0710-1234567"\neffective = "2026年1月1日"\n'
        said += 'terms = """第一段\n\n<b>第二段"""'
        (folder / "profile.toml").write_text(f"[statements]\n{said}\n", "utf-8")
        monkeypatch.setenv("ASSISTANT_PROFILE", str(folder))
        with TestClient(make_site()) as client:
            complaints, terms = client.get("/complaints").text, client.get("/terms").text
        assert "收到之日起 15 个工作日内答复" in complaints
        assert '<a href="tel:07101234567">0710-1234567</a>' in complaints
        assert "<p>第一段</p><p>&lt;b&gt;第二段</p>" in terms
        assert "自2026年1月1日起适用" in terms
        assert "不是行政答复" not in terms

    def test_about_names_the_home_document_and_whether_it_holds(self, client: TestClient) -> None:
        page = client.get("/about").text
        assert "收录文件 1 份" in page
        assert "《襄阳市知识产权“十四五”规划》</a>" in page
        assert "已届满" in page

    def test_robots_are_kept_from_what_costs(self, client: TestClient) -> None:
        assert "Disallow: /ask" in client.get("/robots.txt").text

    def test_the_profile_that_ships_promises_nothing(self) -> None:
        assert load_profile().statements.complaint_days == 0


class TestAssets:
    @pytest.mark.parametrize("name", ASSETS)
    def test_an_address_with_its_version_is_kept_a_year_another_minutes(self, name: str, client: TestClient) -> None:
        held = client.get(ASSETS[name].address)
        assert "immutable" in held.headers["cache-control"]
        assert held.content == ASSETS[name].content
        assert "max-age=300" in client.get(f"/{name}").headers["cache-control"]
        again = client.get(f"/{name}", headers={"If-None-Match": held.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")

    def test_pages_go_out_compressed_and_answers_to_programs_do_not(self, client: TestClient) -> None:
        assert client.get("/about").headers["content-encoding"] == "gzip"
        assert "content-encoding" not in client.get("/api/documents").headers
        assert "content-encoding" not in client.get("/admin/login").headers

    def test_a_browser_that_asks_for_no_compression_gets_none(self, client: TestClient) -> None:
        assert "content-encoding" not in client.get("/about", headers={"Accept-Encoding": "identity"}).headers

    def test_the_sign_is_ours(self, client: TestClient) -> None:
        assert client.get("/favicon.ico").content == client.get("/favicon.svg").content
        assert client.get("/favicon.svg").headers["content-type"].startswith("image/svg+xml")


@pytest.mark.parametrize(
    ("text", "dialled"),
    [
        ("热线 12345、12315", ["12345", "12315"]),
        ("某科 0710-3607391", ["07103607391"]),
        ("手机13800138000；400-830-0001", ["13800138000", "4008300001"]),
        ("电话 3607391（工作日）", ["3607391"]),
        ("襄办发〔2021〕12号，2025年，12345.6万元，20%", []),
    ],
)
def test_telephone_numbers_can_be_dialled(text: str, dialled: list[str]) -> None:
    shown = str(telephones(text))
    assert [part.split('"')[0] for part in shown.split('href="tel:')[1:]] == dialled
    assert "<" not in str(telephones("<b>")).replace("&lt;", "")
