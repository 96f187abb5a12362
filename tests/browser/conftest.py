"""The browser that the tests of the pages and of the widget share, and the checks that each of them wants."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import sync_playwright

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
    """``axe(frame)`` returns the serious and critical findings of a page or frame, as lines."""
    if not AXE.is_file():
        pytest.skip("没有 axe-core：npm install --prefix tests（make test 会自动安装）")
    source = AXE.read_text(encoding="utf-8")

    def check(frame: Any) -> list[str]:
        frame.evaluate(source)
        found = frame.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{one['impact']} {one['id']}: {node['target']} {node['failureSummary']}"
            for one in found["violations"]
            if one["impact"] in ("serious", "critical")
            for node in one["nodes"]
        ]

    return check
