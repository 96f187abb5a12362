"""The feed of changes: well-formed Atom with what RFC 4287 asks for, from the registry's own times."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient

from corpus.records import Document
from corpus.registry import Registry
from tests.assistant.site.held import site

ATOM = "{http://www.w3.org/2005/Atom}"
TEXT = "某办法\n第一条 为了发展，制定本办法。\n"
RULES = Document("a", "某办法\x0b<b>", valid_from="2020", valid_to="2099")


def feed(client: TestClient, **headers: str) -> ElementTree.Element:
    answer = client.get("/changes.atom", headers=headers)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/atom+xml")
    return ElementTree.fromstring(answer.content)


def entries(root: ElementTree.Element) -> list[tuple[str, str]]:
    found = root.findall(f"{ATOM}entry")
    return [(entry.findtext(f"{ATOM}title", ""), entry.find(f"{ATOM}link").get("href", "")) for entry in found]  # type: ignore[union-attr]


def test_the_feed_is_valid(make_fake_app: Callable[..., Any], tmp_path: Path) -> None:
    with site(make_fake_app, tmp_path, [(RULES, TEXT)]) as client:
        root = feed(client)
        page = client.get("/documents").text
    assert '<link rel="alternate" type="application/atom+xml"' in page
    assert root.tag == f"{ATOM}feed"
    for element in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            (found,) = element.findall(f"{ATOM}{name}")
            assert found.text
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", element.findtext(f"{ATOM}id", ""))
        assert datetime.fromisoformat(element.findtext(f"{ATOM}updated", "")).tzinfo is not None
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links == {"self": "http://testserver/changes.atom", "alternate": "http://testserver/documents"}
    ids = [entry.findtext(f"{ATOM}id") for entry in root.findall(f"{ATOM}entry")]
    assert len(ids) == len(set(ids))
    updated = [entry.findtext(f"{ATOM}updated", "") for entry in root.findall(f"{ATOM}entry")]
    assert updated == sorted(updated, reverse=True)
    assert root.findtext(f"{ATOM}updated") == updated[0]


def test_what_happened_is_told_the_latest_first(make_fake_app: Callable[..., Any], tmp_path: Path) -> None:
    with site(make_fake_app, tmp_path, [(RULES, TEXT)]) as client:
        registry = Registry(tmp_path)
        registry.describe([replace(registry.find("a") or RULES, status="现行")])
        registry.put(RULES, TEXT + "第二条 完。\n", replacing=True)
        registry.remove("a")
        found = entries(feed(client))
    assert found == [
        ("移除《某办法<b>》", "http://testserver/documents"), ("更换正文：《某办法<b>》", "http://testserver/documents"),
        ("登记信息更新：《某办法<b>》", "http://testserver/documents"), ("新收录《某办法<b>》", "http://testserver/documents"),
        ("到期或失效：《襄阳市知识产权“十四五”规划》", "http://testserver/documents/xiangyang_ip_145"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("document", "day"),
    [
        (Document("a", "某办法", valid_to="2020"), "2021-01-01"),
        (Document("a", "某办法", valid_to="2024-02"), "2024-03-01"),
        (Document("a", "某办法", valid_to="2024-12-31"), "2025-01-01"),
        (Document("a", "某办法", valid_to="2023-02-28"), "2023-03-01"),
    ],
)
def test_a_document_ends_on_the_day_after_its_last(
    make_fake_app: Callable[..., Any], tmp_path: Path, document: Document, day: str
) -> None:
    with site(make_fake_app, tmp_path, [(document, TEXT)]) as client:
        root = feed(client)
    times = {entry.findtext(f"{ATOM}title"): entry.findtext(f"{ATOM}updated") for entry in root.findall(f"{ATOM}entry")}
    assert times["到期或失效：《某办法》"] == f"{day}T00:00:00+00:00"


def test_addresses_are_those_that_the_reader_called_and_no_foreign_ones(
    make_fake_app: Callable[..., Any], tmp_path: Path
) -> None:
    with site(make_fake_app, tmp_path, []) as client:
        foreign = feed(client, **{"X-Forwarded-Host": "evil.example"})
        ours = feed(client, **{"X-Forwarded-Host": "localhost:8443, proxy"})
    assert foreign.find(f"{ATOM}link").get("href") == "http://testserver/changes.atom"  # type: ignore[union-attr]
    assert ours.find(f"{ATOM}link").get("href") == "http://localhost:8443/changes.atom"  # type: ignore[union-attr]
