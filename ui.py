"""The assistant in a browser: ``python ui.py`` serves pages, REST, widget and MCP at one address."""

import argparse
import contextlib
import gc
import os
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant import messages
from assistant.errors import ProfileError
from index.errors import SettingsError

if TYPE_CHECKING:
    from fastapi import FastAPI

    from assistant.api.service import Service
    from assistant.pages.library import Library
    from assistant.settings import Settings

# No request leaves this machine: these are read when Gradio and the model libraries are imported.
_OFFLINE = {
    "GRADIO_ANALYTICS_ENABLED": "False", "HF_HUB_DISABLE_TELEMETRY": "1", "DO_NOT_TRACK": "1", "GRADIO_SSR_MODE": "False",
    "GRADIO_RUN_HISTORY": "False",
    "GRADIO_ANALYTICS_CACHE_FREQUENCY": "1000000",  # its own statistics of every event, in pandas: nobody reads them
}  # fmt: skip


def create(settings: "Settings") -> "FastAPI":
    """Return the application with the pages mounted on it; the assistant is opened in the background."""
    os.environ.update(_OFFLINE)
    gc.disable()  # thousands of modules and classes, all of them kept: collecting between them costs a second of the start
    try:
        return _create(settings)
    finally:
        gc.freeze()
        gc.enable()


def _create(settings: "Settings") -> "FastAPI":
    # FastAPI takes a second to import: --help and a taken port are told without it
    from assistant.api import create_app
    from assistant.facts.profiles import form_of
    from assistant.pages.library import Library
    from corpus.registry import Registry

    def opened() -> object:
        from assistant.pipeline import Assistant  # pulls in the model's libraries: seconds that the page need not wait for

        assistant = Assistant.open(settings)
        assistant.search(
            assistant.documents()[0].title
        )  # what loads at the first question is loaded now, not while a reader waits
        return assistant

    app = create_app(opened, settings)  # type: ignore[arg-type]
    return mount(
        app, app.state.service, Library(Registry(settings.data_dir), settings.home_document, form_of(settings.office.match))
    )


def mount(app: "FastAPI", service: "Service", library: "Library") -> "FastAPI":
    """Mount the pages at ``/`` of an application that already has its own routes."""
    import gradio as gr  # takes seconds to import: --help and a taken port are told without it

    # these import gradio
    from assistant.pages import scripts
    from assistant.pages.layout import build
    from assistant.pages.routes import make_router
    from assistant.pages.tabs import Shelf
    from assistant.pages.theme import theme

    app.include_router(make_router(Shelf(library, service)))
    blocks: gr.Blocks = build(service, library)
    mounted: FastAPI = gr.mount_gradio_app(
        app, blocks, path="/", theme=theme(), css=scripts.css(),
        head=scripts.head(service.settings.office.about), footer_links=[], run_history=False,
        show_error=False, ssr_mode=False, mcp_server=True, enable_monitoring=False,
    )  # fmt: skip
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
    parser = argparse.ArgumentParser(description=messages.HELP_SERVER)
    parser.add_argument("--host", help=messages.HELP_HOST)
    parser.add_argument("--port", type=int, help=messages.HELP_PORT)
    parser.add_argument("--data-dir", type=Path, help=messages.HELP_SERVER_DATA_DIR)
    given = {name: value for name, value in vars(parser.parse_args(arguments)).items() if value is not None}
    try:
        return _run(given)
    except (ProfileError, SettingsError) as error:
        print(messages.ERROR.format(error=error), file=sys.stderr)
        return 1


def _run(given: dict[str, Any]) -> int:
    """Serve with the settings that the command line gives, and the environment's for the others."""
    # pydantic takes half a second to import: --help is told without it
    from assistant.diagnostics import configure_logging
    from assistant.settings import Settings

    settings = Settings(**given)
    configure_logging(settings.log_level)
    if not port_is_free(settings.host, settings.port):
        told = messages.PORT_TAKEN.format(host=settings.host, port=settings.port, other=settings.port + 1)
        print(told, file=sys.stderr)
        return 1
    with contextlib.suppress(KeyboardInterrupt):
        return serve(settings)
    return 0


def serve(settings: "Settings") -> int:
    """Serve until interrupted; return 1 when the server could not start."""
    import uvicorn  # a taken port is told without it

    # imports uvicorn
    from assistant.api.server import GRACE, Server

    app = create(settings)
    config = uvicorn.Config(app, host=settings.host, port=settings.port, log_level="warning", timeout_graceful_shutdown=GRACE)
    shown = "127.0.0.1" if settings.host in ("0.0.0.0", "::") else settings.host
    server = Server(config, app.state.service.opening, f"http://{shown}:{settings.port}/")
    server.run()
    return 0 if server.started else 1


if __name__ == "__main__":
    sys.exit(main())
