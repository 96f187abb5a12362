"""What tests of the documents' pages share: the pages over given documents, and their elements."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from assistant.site.app import install
from assistant.site.library import Library
from corpus.manifest import read_manifest
from corpus.records import Document
from corpus.registry import Registry

PLAN = "xiangyang_ip_145"


def reference_items(folder: Path) -> list[tuple[Document, str]]:
    """Return the reference documents with their texts, without the plan, which is built in."""
    documents = {document.id: document for document in read_manifest(folder / "manifest.json").values()}
    return [(one, (folder / f"{one.id}.txt").read_text("utf-8")) for one in documents.values() if one.id != PLAN]


@contextmanager
def site(make_fake_app: Callable[..., Any], data: Path, items: Sequence[tuple[Document, str]]) -> Iterator[TestClient]:
    """Serve the plain pages over a registry that holds the documents and the plan."""
    Registry(data).add(items)
    app = make_fake_app(data, http={"rate_per_minute": 6000, "rate_burst": 1000})
    install(app, app.state.service, Library(Registry(data), PLAN))
    with TestClient(app) as client:
        yield client


class Page(HTMLParser):
    """The elements of a page as (tag, attributes, text), in the order in which they begin; tags must be closed in order."""

    VOID = ("meta", "img", "link", "br", "input")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str], list[str]]] = []
        self._open: list[int] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}, []))
        if tag not in self.VOID:
            self._open.append(len(self.elements) - 1)

    def handle_endtag(self, tag: str) -> None:
        assert self.elements[self._open.pop()][0] == tag

    def handle_data(self, data: str) -> None:
        for number in self._open:
            self.elements[number][2].append(data)

    def all(self, tag: str, css: str = "") -> list[tuple[dict[str, str], str]]:
        """Return (attributes, text) of the elements with a tag and, if given, a class."""
        return [
            (attrs, "".join(text))
            for name, attrs, text in self.elements
            if name == tag and (not css or css in attrs.get("class", "").split())
        ]

    def texts(self, tag: str, css: str = "") -> list[str]:
        return [text for _, text in self.all(tag, css)]

    def values(self, name: str) -> list[str]:
        return [attrs[name] for _, attrs, _ in self.elements if name in attrs]
