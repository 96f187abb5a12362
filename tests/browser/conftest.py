"""The browser that the tests of the pages and of the widget share, and the checks that each of them wants."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import sync_playwright

import ui
from assistant.api import create_app
from assistant.api.settings import HttpSettings
from assistant.pipeline import Assistant
from assistant.settings import Settings
from assistant.site.app import install
from assistant.site.library import Library
from corpus.manifest import read_manifest
from corpus.readers.read import read_file
from corpus.registry import Registry

AXE = Path(__file__).parent.parent / "node_modules" / "axe-core" / "axe.min.js"
_QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--disable-default-apps", "--no-first-run",
)  # fmt: skip


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The system's Chromium. One for the whole run: Playwright cannot be started twice in one thread."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("没有 Chromium：apt-get install chromium fonts-noto-cjk")
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=path, args=list(_QUIET))
        yield made
        made.close()


@pytest.fixture(scope="session")
def axe() -> Callable[[Any], list[str]]:
    """``axe(frame)`` returns the findings of a page or frame of whatever level, as lines."""
    if not AXE.is_file():
        pytest.skip("没有 axe-core：npm install --prefix tests（make test 会自动安装）")
    source = AXE.read_text(encoding="utf-8")

    def check(frame: Any) -> list[str]:
        frame.evaluate(source)
        found = frame.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{one['impact']} {one['id']}: {node['target']} {node['failureSummary']}"
            for one in found["violations"]
            for node in one["nodes"]
        ]

    return check


@pytest.fixture(scope="session")
def whole_site(reference_documents: Path, serve: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the whole product: the shipped assistant over the plan and 61 reference texts, all pages."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("whole"), _env_file=None)  # type: ignore[call-arg]
    texts = {path.stem: path for path in reference_documents.glob("*.txt")}
    known = {document.id: document for document in read_manifest(reference_documents / "manifest.json").values()}
    Registry(settings.data_dir).add([(document, read_file(texts[name])[0].text) for name, document in known.items()])
    assistant = Assistant.open(settings)
    app = create_app(lambda: assistant, settings, HttpSettings(rate_per_minute=60000, rate_burst=10000))
    service = app.state.service
    library = Library(Registry(settings.data_dir), settings.home_document, lambda: service.opening.current)
    install(app, service, library)
    with serve(ui.mount(app, service, library)) as address:
        yield address


# ---- the chat ----

DESK = {"width": 1440, "height": 900}
_ANSWERED = """q => [...document.querySelectorAll('#past .turn[data-state]')].at(-1)?.querySelector('.q p').textContent === q
  && !document.querySelector('#composer.asking')"""


@dataclass
class Visit:
    """A page with all that it requested and complained about."""

    page: Any
    site: str
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def last(self) -> Any:
        return self.page.locator("#past .turn").last

    def foreign(self) -> list[str]:
        return [url for url in self.requests if not url.startswith((self.site, "data:", "blob:"))]

    def ask(self, question: str) -> None:
        self.page.fill("#question textarea", question)
        self.page.press("#question textarea", "Enter")
        self.answered(question)

    def answered(self, question: str) -> None:
        self.page.wait_for_function(_ANSWERED, arg=question)

    def questions(self) -> list[str]:
        return self.page.locator("#past .turn .q p").all_inner_texts()  # type: ignore[no-any-return]

    def copied(self) -> str:
        return self.page.evaluate("navigator.clipboard.readText()")  # type: ignore[no-any-return]

    def reload(self) -> None:
        self.page.reload()
        self.page.wait_for_selector("#past[data-begun]", state="attached")


@pytest.fixture(scope="session")
def make_site(make_fake_app: Callable[..., Any]) -> Callable[..., Any]:
    """Make the whole application over a fake assistant."""

    def make(data: Path, **options: Any) -> Any:
        http = {"rate_per_minute": 6000, "rate_burst": 1000}
        app = make_fake_app(data, http=http, **options)
        service = app.state.service
        library = Library(Registry(data), "xiangyang_ip_145")
        install(app, service, library)
        return ui.mount(app, service, library)

    return make


@pytest.fixture(scope="module")
def site(make_site: Callable[..., Any], serve: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serve(make_site(tmp_path_factory.mktemp("data"))) as address:
        yield address


@pytest.fixture
def visit(browser: Any, site: str) -> Iterator[Callable[..., Visit]]:
    contexts = []

    def go(
        size: dict[str, int] = DESK,
        path: str = "/",
        scheme: str = "light",
        context: Any = None,
        address: str = "",
        **options: Any,
    ) -> Visit:
        if context is None:
            context = browser.new_context(
                viewport=size, color_scheme=scheme, reduced_motion="reduce", accept_downloads=True, **options
            )
            context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address or site)
            contexts.append(context)
        made = Visit(context.new_page(), address or site)
        made.page.set_default_timeout(30_000)
        made.page.on("request", lambda request: made.requests.append(request.url))
        made.page.on("pageerror", lambda error: made.errors.append(str(error)))
        made.page.goto(made.site + path)
        made.page.wait_for_selector("#past[data-begun]", state="attached")
        made.page.wait_for_selector(".starters", state="attached")
        return made

    yield go
    for context in contexts:
        context.close()
