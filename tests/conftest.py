"""What tests share: where their texts and exams lie, and an assistant that needs no index, with a real server for it."""

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import uvicorn
from hypothesis import Phase, settings

from assistant.api import create_app
from assistant.api.settings import HttpSettings
from assistant.errors import FilterError, QuestionError
from assistant.messages import EMPTY, NO_WORDS, QUOTED, TOO_LONG
from assistant.records import Answer, Citation, Hit, Status, Turn
from assistant.settings import Settings
from corpus.builtin import builtin_documents
from corpus.parser import parse
from corpus.records import Clause, Document, ParsedDocument

# For mutation testing: the same examples every time, and a failing one is not made smaller.
settings.register_profile("mutants", derandomize=True, database=None, deadline=None, phases=(Phase.explicit, Phase.generate))

PLEDGE = "质押融资"
DATA = Path(__file__).parent / "data"  # everything that tests read from outside the packages; nothing else is needed


@pytest.fixture(scope="session")
def reference_documents() -> Path:
    """The folder of the plan and 61 laws and measures of many places, with their manifest."""
    return DATA / "documents"


@pytest.fixture(scope="session")
def exams() -> tuple[Path, ...]:
    """The public exams: files of questions that nothing written for the product may hold."""
    return tuple(sorted((DATA / "evaluation").glob("dev_*.jsonl")))


@pytest.fixture(scope="session")
def public_scorer() -> Path:
    """The program that scores answers to the public exams."""
    return DATA / "evaluation" / "score.py"


@cache
def _plan() -> ParsedDocument:
    return parse(*builtin_documents()[0])


class FakeAssistant:
    """Answers from the built-in plan by plain substring; words in the question ask for the other endings."""

    def __init__(self, pause: float = 0.0) -> None:
        self.pause = pause
        self.asked: list[tuple[str, list[Turn], str | None]] = []
        self.limit = Settings().max_question_chars
        self.resolves: Callable[[str, Sequence[Turn]], str] = lambda question, _: question

    def ask(self, question: str, history: Sequence[Turn] = (), as_of: str | None = None) -> Answer:
        return list(self.stream(question, history, as_of))[-1]

    def stream(self, question: str, history: Sequence[Turn] = (), as_of: str | None = None) -> Iterator[Answer]:
        self._check(question)
        if "断电" in question:
            raise RuntimeError("secret stack")
        self.asked.append((question, list(history), as_of))
        whole = replace(self._answer(question), resolved=self.resolves(question, history))
        for size in range(8, len(whole.text), 24):
            yield replace(whole, text=whole.text[:size], citations=(), hits=())
            time.sleep(self.pause)
        yield whole

    def _check(self, question: str) -> None:
        if not question.strip():
            raise QuestionError(EMPTY)
        if len(question) > self.limit:
            raise QuestionError(TOO_LONG.format(size=len(question), limit=self.limit))
        if not any(char.isalnum() for char in question):
            raise QuestionError(NO_WORDS)

    def _answer(self, question: str) -> Answer:
        shared = {"id": "fake-1", "question": question, "resolved": question, "label": QUOTED, "contact": "襄阳市市场监督管理局"}
        if PLEDGE not in question:
            return Answer(status=Status.NOT_FOUND, text=f"收录的文件没有载明与“{question}”有关的内容。", **shared)
        hits = self.search(PLEDGE, 2)
        title = _plan().document.title
        citations = tuple(
            Citation(n, hit.doc, title, None, hit.clause, self.clause(hit.clause).label, hit.title, hit.text, hit.start, hit.end)
            for n, hit in enumerate(hits, 1)
        )
        text = "规划载明：\n\n" + "\n\n".join(f"“{hit.text}”[{n}]" for n, hit in enumerate(hits, 1))
        return Answer(
            status=Status.ANSWERED, text=text, citations=citations, hits=tuple(hits), notices=("规划期为2021—2025年，已届满。",),
            suggestions=("质押融资的目标是多少？",), timings={"total": 1.0}, **shared,
        )  # fmt: skip

    def search(
        self, query: str, top_k: int = 10, doc: str | None = None, region: str | None = None, in_force_on: str | None = None
    ) -> list[Hit]:
        self._check(query)
        if region == "火星":
            raise FilterError("没有地区“火星”。")
        found = []
        for clause in _plan().clauses:
            for number, (start, end) in enumerate(clause.sentences):
                text = clause.sentence_text(number)
                if query in text:
                    found.append(Hit(clause.doc, clause.id, clause.path, clause.title, text, start, end, 0.9, number))
        return found[:top_k]

    def documents(self) -> tuple[Document, ...]:
        return (_plan().document,)

    def parsed(self, doc: str) -> ParsedDocument:
        return {_plan().document.id: _plan()}[doc]

    def clause(self, clause_id: str) -> Clause:
        return {clause.id: clause for clause in _plan().clauses}[clause_id]

    def neighbours(self, clause_id: str) -> tuple[Clause | None, Clause | None]:
        clauses = _plan().clauses
        at = [clause.id for clause in clauses].index(clause_id)
        return (clauses[at - 1] if at else None), (clauses[at + 1] if at + 1 < len(clauses) else None)


@pytest.fixture
def fake_assistant() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture(scope="session")
def make_fake_assistant() -> Callable[..., FakeAssistant]:
    return FakeAssistant


@contextmanager
def _serve(app: Callable[..., object]) -> Iterator[str]:
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="on"))  # type: ignore[arg-type]
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)


class MilvusLite:
    """A Milvus for one machine, in a process of its own on a free port; what it holds outlives the process."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def uri(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        command = [sys.executable, "-m", "milvus_lite", "server", "--data-dir", str(self._folder)]
        command += ["--host", "127.0.0.1", "--port", str(self._port)]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        until = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", self._port), 1).close()
                return
            except OSError:
                assert self._process.poll() is None, "milvus-lite did not start"
                assert time.monotonic() < until, "milvus-lite does not listen"
                time.sleep(0.05)

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


@pytest.fixture(scope="session")
def milvus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MilvusLite]:
    """A Milvus; whoever kills it starts it again. Skips where the extra is not installed: pip install '.[dev,milvus]'."""
    pytest.importorskip("pymilvus")
    pytest.importorskip("milvus_lite")
    server = MilvusLite(tmp_path_factory.mktemp("milvus") / "data")
    server.start()
    yield server
    server.kill()


@pytest.fixture(scope="session")
def serve() -> Callable[..., AbstractContextManager[str]]:
    """Serve an ASGI application on a free port of this machine: ``with serve(app) as address``."""
    return _serve


# The client that tests call an application with names itself and its server by no number.
_HERE = {"allowed_hosts": ("testserver",), "metrics_networks": ("0.0.0.0/0", "::/0")}


@pytest.fixture(scope="session")
def make_fake_app() -> Callable[..., object]:
    """Make the HTTP application over a fake assistant: ``make_fake_app(tmp_path, embed_origins=(…,), http={…}, assistant=…)``."""

    def make(
        data_dir: Path,
        embed_origins: tuple[str, ...] = (),
        http: dict[str, object] | None = None,
        assistant: FakeAssistant | None = None,
        factory: Callable[[], FakeAssistant] | None = None,
    ) -> object:
        settings = Settings(data_dir=data_dir, embed_origins=embed_origins)
        made = assistant or FakeAssistant()
        return create_app(factory or (lambda: made), settings, HttpSettings(**(_HERE | (http or {}))))  # type: ignore[arg-type]

    return make


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the tests of accessibility write what they checked."""
    parser.addoption("--write-statement", action="store_true", help="write assistant/site/accessibility.json")
