"""The assistant in a browser: ``python ui.py`` serves pages, REST, widget and MCP at one address."""

import argparse
import contextlib
import gc
import getpass
import os
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant import messages
from assistant.errors import BackupError, ProfileError
from index.errors import SettingsError

if TYPE_CHECKING:
    from fastapi import FastAPI

    from assistant.api.opening import Assisting
    from assistant.api.service import Service
    from assistant.api.workers import Worker
    from assistant.generations import Generations
    from assistant.settings import Settings
    from assistant.site.library import Library

# No request leaves this machine: these are read when Gradio and the model libraries are imported.
_OFFLINE = {
    "GRADIO_ANALYTICS_ENABLED": "False", "HF_HUB_DISABLE_TELEMETRY": "1", "DO_NOT_TRACK": "1", "GRADIO_SSR_MODE": "False",
    "GRADIO_RUN_HISTORY": "False",
    "GRADIO_ANALYTICS_CACHE_FREQUENCY": "1000000",  # its own statistics of every event, in pandas: nobody reads them
}  # fmt: skip
# Read when numpy and FAISS are imported, whoever imports them first. A search is a millisecond of work: threads that share it
# wait for each other, each spinning on a core that another question needs (42 ms of processor time a question instead of 10).
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
os.environ.update(_ONE_THREAD | os.environ | _OFFLINE)

LONGEST_OPENING = 60.0  # seconds after which a worker listens all the same


def create(settings: "Settings", worker: "Worker | None" = None) -> "FastAPI":
    """Return the application with the pages mounted on it; the assistant is opened in the background.

    Of several workers one has the pages.
    """
    gc.disable()  # thousands of modules and classes, all of them kept: collecting between them costs a second of the start
    try:
        return _create(settings, worker)
    finally:
        gc.freeze()
        gc.enable()


def _create(settings: "Settings", worker: "Worker | None") -> "FastAPI":
    # FastAPI takes a second to import: --help and a taken port are told without it
    from assistant.admin.app import install
    from assistant.api import create_app
    from assistant.facts.profiles import form_of
    from assistant.pages import conversations
    from assistant.site.app import install as install_site
    from assistant.site.library import Library
    from corpus.registry import Registry

    generations: list[Generations] = []

    def opened() -> "Assisting":
        from assistant.generations import Generations  # pulls in the model's libraries: seconds that the page need not wait for

        generations[:] = [Generations(settings, builds=worker is None or worker.has_pages)]
        return generations[0].open()

    app = create_app(opened, settings, newer=lambda: generations[0].newer(), worker=worker)
    service: Service = app.state.service
    install(app, service)
    form = form_of(settings.office.match)
    library = Library(Registry(settings.data_dir), settings.home_document, lambda: service.opening.current, form)
    install_site(app, service, library)
    if worker is None or worker.has_pages:
        return mount(app, service, library)
    app.include_router(conversations.make_router(service, library))
    return app


def mount(app: "FastAPI", service: "Service", library: "Library") -> "FastAPI":
    """Mount the pages at ``/`` of an application that already has its own routes."""
    import gradio as gr  # takes seconds to import: --help and a taken port are told without it

    # these import gradio
    from assistant.pages import conversations, scripts
    from assistant.pages.calls import Calls
    from assistant.pages.first import First
    from assistant.pages.layout import build
    from assistant.pages.theme import theme
    from assistant.site.shell import Shell

    app.include_router(conversations.make_router(service, library))
    blocks: gr.Blocks = build(service, library)
    mounted: FastAPI = gr.mount_gradio_app(
        app, blocks, path="/", theme=theme(), css=scripts.css(),
        head=scripts.head(), footer_links=[], run_history=False,
        show_error=False, ssr_mode=False, mcp_server=True, enable_monitoring=False,
    )  # fmt: skip
    pages = mounted.router.routes[-1]
    shell = Shell(service, library)
    pages.app = First(  # type: ignore[attr-defined]
        Calls(pages.app, blocks),  # type: ignore[attr-defined]
        lambda: shell.filled("first_head.html"),
        lambda asked: shell.filled("first.html", question=asked, examples=service.examples()),
    )
    return mounted


def port_is_free(host: str, port: int) -> bool:
    """Return whether the port can be listened on."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def main(arguments: list[str] | None = None) -> int:
    """Serve until interrupted; return 1 with a message on stderr when the port is taken or a setting cannot be used."""
    given_arguments = sys.argv[1:] if arguments is None else arguments
    if given_arguments[:1] == ["admin-password"]:
        return set_password(given_arguments[1:])
    parser = argparse.ArgumentParser(description=messages.HELP_SERVER, epilog=messages.HELP_ADMIN_PASSWORD)
    parser.add_argument("--host", help=messages.HELP_HOST)
    parser.add_argument("--port", type=int, help=messages.HELP_PORT)
    parser.add_argument("--data-dir", type=Path, help=messages.HELP_SERVER_DATA_DIR)
    parser.add_argument("--workers", type=int, help=messages.HELP_WORKERS)
    parser.add_argument("--worker", type=int, help=argparse.SUPPRESS)  # these four are said by the parent of the workers
    parser.add_argument("--of", type=int, default=1, help=argparse.SUPPRESS)
    parser.add_argument("--shared", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--again", action="store_true", help=argparse.SUPPRESS)
    read = parser.parse_args(given_arguments)
    own = {"worker", "of", "shared", "again"}
    given = {name: value for name, value in vars(read).items() if value is not None and name not in own}
    try:
        return _run(given, read, given_arguments)
    except (BackupError, ProfileError, SettingsError) as error:
        print(messages.ERROR.format(error=error), file=sys.stderr)
        return 1


def set_password(arguments: list[str]) -> int:
    """Give an officer a password, typed twice or read from a pipe; return 1 with a message on stderr where it cannot be used."""
    # as for the server: --help is told without them
    from assistant.admin.passwords import FIRST, Passwords
    from assistant.errors import AssistantError
    from assistant.settings import Settings

    parser = argparse.ArgumentParser(prog="ui.py admin-password", description=messages.HELP_ADMIN_PASSWORD)
    parser.add_argument("--name", default=FIRST, help=messages.HELP_OFFICER)
    parser.add_argument("--data-dir", type=Path, help=messages.HELP_SERVER_DATA_DIR)
    read = parser.parse_args(arguments)
    try:
        settings = Settings() if read.data_dir is None else Settings(data_dir=read.data_dir)
        if sys.stdin.isatty():
            password = getpass.getpass(messages.ADMIN_ASK_PASSWORD.format(name=read.name))
            if getpass.getpass(messages.ADMIN_ASK_AGAIN) != password:
                raise AssistantError(messages.ADMIN_PASSWORDS_DIFFER)
        else:
            password = sys.stdin.readline().rstrip("\r\n")
        Passwords(settings.data_dir).set(read.name, password)
    except (AssistantError, SettingsError) as error:
        print(messages.ERROR.format(error=error), file=sys.stderr)
        return 1
    print(messages.ADMIN_PASSWORD_SET.format(name=read.name))
    return 0


def _run(given: dict[str, Any], read: argparse.Namespace, arguments: list[str]) -> int:
    """Serve with the settings that the command line gives, and the environment's for the others."""
    # pydantic takes half a second to import: --help is told without it
    from assistant.api.workers import Worker, end_with_parent, supervise
    from assistant.backup.restoring import finish
    from assistant.diagnostics import configure_logging
    from assistant.settings import Settings

    settings = Settings(**given)
    configure_logging(settings.log_level)
    if read.worker is not None:
        end_with_parent()
        with contextlib.suppress(KeyboardInterrupt):
            return serve(settings, Worker(read.worker, read.of, read.shared, read.again))
        return 0
    if not port_is_free(settings.host, settings.port):
        told = messages.PORT_TAKEN.format(host=settings.host, port=settings.port, other=settings.port + 1)
        print(told, file=sys.stderr)
        return 1
    if finish(settings.data_dir):
        print(messages.RESTORE_FINISHED)
    if settings.workers > 1:
        return supervise(Path(__file__).resolve(), arguments, settings.workers)
    with contextlib.suppress(KeyboardInterrupt):
        return serve(settings)
    return 0


def serve(settings: "Settings", worker: "Worker | None" = None) -> int:
    """Serve until interrupted; return 1 when the server could not start."""
    import uvicorn  # a taken port is told without it
    from fastapi import HTTPException

    # imports uvicorn
    from assistant.api.between import among_workers
    from assistant.api.server import GRACE, Server
    from assistant.api.workers import listening, pages_socket
    from index.files import read_alone

    if worker is None:
        read_alone()
    app = create(settings, worker)
    asgi = app if worker is None or worker.socket_path is None else among_workers(app, worker.socket_path, worker.has_pages)
    config = uvicorn.Config(asgi, host=settings.host, port=settings.port, log_level="warning", timeout_graceful_shutdown=GRACE)
    shown = "127.0.0.1" if settings.host in ("0.0.0.0", "::") else settings.host
    first = worker is None or worker.has_pages
    server = Server(config, app.state.service.opening, f"http://{shown}:{settings.port}/" if first else "")
    sockets = None
    if worker is not None and worker.socket_path is not None:
        if worker.listens_later:
            with contextlib.suppress(HTTPException):  # what cannot be opened is said by who asks
                app.state.service.opening.get(LONGEST_OPENING)
        sockets = [listening(settings.host, settings.port, shared=True)]
        sockets += [pages_socket(worker.socket_path)] if first else []
    server.run(sockets)
    return 0 if server.started else 1


if __name__ == "__main__":
    sys.exit(main())
