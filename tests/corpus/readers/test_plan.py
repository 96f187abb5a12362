"""The plan as an office holds it: as Word with automatic numbers, as old Word and as PDF it gives the clauses of the text."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from corpus.parser import parse
from corpus.readers.read import read_file
from corpus.readers.source import squeeze
from corpus.records import Document, ParsedDocument
from corpus.registry import Registry
from tests.corpus.readers.making import docx, level, lists, p

NUMBERS = lists(level(0, "%1、", "chineseCounting") + level(1, "(%2)", "chineseCounting") + level(2, "%3."))
LEVELS = (re.compile(r"[一二三四五六七八九十]+、"), re.compile(r"\([一二三四五六七八九十]+\)"), re.compile(r"\d+\.\s*"))
OTHERS = {"doc": "doc:MS Word 97", "pdf": "pdf"}


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> ParsedDocument:
    return next(Registry(tmp_path_factory.mktemp("plan")).parsed(builtin=True))


@pytest.fixture(scope="module")
def word(plan: ParsedDocument, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the plan as a Word file whose numbers Word makes: none is written in a paragraph but in the table of contents."""
    contents = next(heading for heading in plan.headings if heading.path == "目录")
    body = ""
    for line in re.finditer(r"[^\r\n]+", plan.text):
        text = line.group().strip()
        at = next((at for at, pattern in enumerate(LEVELS) if pattern.match(text)), None)
        if contents.start <= line.start() < contents.end:
            body += p(text, style="TOC1")
        elif text:
            body += p(text) if at is None else p(LEVELS[at].sub("", text, count=1), "1", at)
    path = tmp_path_factory.mktemp("word") / "plan.docx"
    style = '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
    path.write_bytes(docx(body, numbering=NUMBERS, styles=style))
    return path


def said(parsed: ParsedDocument) -> list[tuple[object, ...]]:
    """Return the headings and clauses of a document, white space aside: how wide a line is set tells nothing."""
    headings = [(h.path, h.label, squeeze(h.title)) for h in parsed.headings if h.path != "目录"]
    return [*headings, *((c.path, c.label, c.title, c.headings, squeeze(c.text), len(c.sentences)) for c in parsed.clauses)]


def read(path: Path) -> ParsedDocument:
    source, _ = read_file(path)
    assert source.coverage() == 1
    return parse(Document("d", "d"), source.text)


def test_the_plan_with_automatic_numbers_gives_the_clauses_of_the_text(plan: ParsedDocument, word: Path) -> None:
    assert len(plan.clauses) == 39
    assert said(read(word)) == said(plan)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
@pytest.mark.parametrize("suffix", OTHERS)
def test_so_does_the_plan_as_old_word_and_as_pdf(plan: ParsedDocument, word: Path, tmp_path: Path, suffix: str) -> None:
    home = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = ["soffice", home, "--headless", "--convert-to", OTHERS[suffix], "--outdir", str(tmp_path), str(word)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert said(read(tmp_path / f"plan.{suffix}")) == said(plan)
