"""Files as offices hold them, from the file to what a reader sees: the page, text that was recognised, the original."""

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.finder.export import quotation
from assistant.pages.answers import render_turn
from assistant.pipeline import Assistant
from assistant.records import place_in
from assistant.settings import Settings
from assistant.site.library import Library, Shelf
from assistant.site.reader import fragment
from corpus.errors import RegistryError
from corpus.intake import read_entry
from corpus.readers.read import read_file
from corpus.registry import Registry
from tests.corpus.readers.making import Pdf

QUESTION = "企业获得发明专利授权给予多少补贴？"
LINES = (
    ["某市专利补贴办法", "第一条 为了鼓励发明创造，制定本办法。"],
    ["第二条 企业获得发明专利授权的，给予每件五千元补贴。", "第三条 本办法自公布之日起施行。"],
)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = Pdf()
    for lines in LINES:
        made.page().lines(lines, 100, 700, leading=40)
    path = tmp_path_factory.mktemp("office") / "补贴办法.pdf"
    path.write_bytes(made.data())
    return path


@pytest.fixture(scope="module", params=[False, True], ids=["with text", "recognised"])
def opened(file: Path, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    entry = read_entry(file, {})
    document = replace(entry.document, recognised=request.param)
    assert entry.original is not None
    data_dir = tmp_path_factory.mktemp("data")
    Registry(data_dir).add([(document, entry.text)], builtin=False, originals={document.id: entry.original})
    return Assistant.open(Settings(data_dir=data_dir, _env_file=None))  # type: ignore[call-arg]


@pytest.fixture
def shelf(opened: Assistant) -> Shelf:
    return Library(opened.registry, "", lambda: opened).now()


def test_a_citation_names_the_page_and_tells_recognised_text(opened: Assistant, shelf: Shelf) -> None:
    recognised = opened.documents()[0].recognised
    answer = opened.ask(QUESTION)
    cited = next(citation for citation in answer.citations if "五千元" in citation.quote)
    assert (cited.page, cited.recognised) == (2, recognised)
    place = "第二条（第2页，识别文字）" if recognised else "第二条（第2页）"
    assert cited.place == place
    assert place in render_turn(shelf, "t", QUESTION, answer, state="done")
    assert any("文字识别" in notice for notice in answer.notices) == recognised
    assert {"page": 2, "recognised": recognised}.items() <= answer.to_dict()["citations"][0].items()


def test_hits_and_the_document_itself_tell_it_too(opened: Assistant, shelf: Shelf) -> None:
    document = opened.documents()[0]
    hit = opened.search(QUESTION, 1)[0]
    assert (hit.page, hit.recognised) == (2, document.recognised)
    page = fragment(shelf, opened.parsed(document.id), 0)
    assert ("识别文字" in page) == document.recognised
    assert "/original" in page
    label = place_in(document, "第二条", hit.start)
    assert "第二条（第2页" in quotation(document.title, None, label, hit.text)


def test_the_original_is_kept_byte_by_byte(opened: Assistant, file: Path) -> None:
    original = opened.original("补贴办法")
    assert (original.name, original.data) == ("补贴办法.pdf", file.read_bytes())
    with pytest.raises(RegistryError, match="没有编号为"):
        opened.original("没有")


def test_a_document_without_pages_names_none(file: Path) -> None:
    source, _ = read_file(file)
    document = replace(read_entry(file, {}).document, pages=())
    assert place_in(document, "第二条", source.text.index("第二条")) == "第二条"
