"""The plain pages' common parts."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from assistant.site.app import install
from assistant.site.library import Library
from corpus.registry import Registry


def test_a_page_has_its_head_ways_and_foot(make_fake_app: Callable[..., Any], tmp_path: Path) -> None:
    app = make_fake_app(tmp_path)
    install(app, app.state.service, Library(Registry(tmp_path), "xiangyang_ip_145"))
    with TestClient(app) as client:
        page = client.get("/about")
        style = client.get("/site.css")
    assert page.status_code == 200
    assert "<title>使用说明 - 襄阳知识产权政策问答</title>" in page.text
    assert '<a href="/match">政策匹配</a>' in page.text
    assert "咨询：" in page.text
    assert "script-src 'self';" in page.headers["content-security-policy"]
    assert style.headers["content-type"].startswith("text/css")
