"""A scripted OpenAI-compatible server on 127.0.0.1 that plays one failure, or one answer, per test."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else each answer waits 40 ms for an acknowledgement
    server: "ScriptedServer"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.requests.append({"path": self.path, "headers": dict(self.headers), "body": json.loads(body)})
        try:
            self.server.script(self)
        except OSError:
            self.server.cut.set()  # the client closed the connection
        self.close_connection = not self.server.keeps

    def log_message(self, *args: Any) -> None:
        pass

    def start(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()

    def raw(self, data: bytes) -> None:
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()

    def piece(self, text: str, finish: str | None = None) -> None:
        choice = {"index": 0, "delta": {"content": text} if text else {}, "finish_reason": finish}
        event = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "scripted", "choices": [choice]}
        self.raw(b"data: " + json.dumps(event).encode() + b"\n\n")

    def end(self) -> None:
        self.piece("", "stop")
        self.raw(b"data: [DONE]\n\n")
        self.raw(b"")


Script = Callable[[Handler], None]


class ScriptedServer(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, script: Script) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.script = script
        self.requests: list[dict[str, Any]] = []
        self.cut = threading.Event()
        self.keeps = False  # whether connections stay open
        self.connections = 0

    def process_request(self, request: Any, client_address: Any) -> None:
        self.connections += 1
        super().process_request(request, client_address)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"

    def handle_error(self, request: Any, client_address: Any) -> None:
        pass


@contextmanager
def serving(script: Script) -> Iterator[ScriptedServer]:
    server = ScriptedServer(script)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def says(text: str, size: int = 7) -> Script:
    def script(handler: Handler) -> None:
        handler.start()
        for at in range(0, len(text), size):
            handler.piece(text[at : at + size])
        handler.end()

    return script


def status(code: int) -> Script:
    def script(handler: Handler) -> None:
        body = json.dumps({"error": {"message": "scripted", "type": "scripted"}}).encode()
        handler.send_response(code)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(body)))
        handler.send_header("Retry-After", "30")  # is not waited for
        handler.end_headers()
        handler.wfile.write(body)

    return script


def silent(handler: Handler) -> None:
    time.sleep(8)


def breaks(text: str) -> Script:
    def script(handler: Handler) -> None:
        handler.start()
        handler.piece(text)
        handler.connection.close()

    return script


def ends_early(text: str) -> Script:
    def script(handler: Handler) -> None:
        handler.start()
        handler.piece(text)
        handler.raw(b"")  # a clean end of the response, without a finish reason

    return script


def drips(text: str, every: float = 0.05) -> Script:
    def script(handler: Handler) -> None:
        handler.start()
        for _ in range(400):
            handler.piece(text)
            time.sleep(every)

    return script


def pings(handler: Handler) -> None:
    handler.start()
    for _ in range(400):
        handler.raw(b": ping\n\n")
        time.sleep(0.05)


def endless(handler: Handler) -> None:
    handler.start()
    number = 0
    while True:
        number += 1
        handler.piece(f"第{number}项措施是继续推进知识产权工作。[1]\n")
