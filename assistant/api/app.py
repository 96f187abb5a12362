"""The HTTP application; ``ui.py`` mounts the pages on it."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from fastapi import FastAPI

from assistant import messages
from assistant.api import errors, files, openai, routes
from assistant.api.buckets import SharedBuckets
from assistant.api.compress import Compress
from assistant.api.gate import Gate
from assistant.api.log import OperationLog
from assistant.api.metrics import Metrics
from assistant.api.opening import Assisting, Opening
from assistant.api.origins import Origins
from assistant.api.service import Service
from assistant.api.settings import HttpSettings
from assistant.api.workers import Worker
from assistant.diagnostics import program_version
from assistant.settings import Settings

_DIVIDED = ("answers_at_once", "requests_at_once")  # bounds of the machine: each worker has its part of them


def create_app(
    assistant_factory: Callable[[], Assisting],
    settings: Settings,
    http: HttpSettings | None = None,
    *,
    newer: Callable[[], Assisting | None] = lambda: None,
    worker: Worker | None = None,
) -> FastAPI:
    """Return the application. It listens at once; the assistant is opened in the background.

    Args:
        assistant_factory: opens the assistant, for example ``lambda: Assistant.open(settings)``.
        settings: the assistant's settings.
        http: the server's bounds; by default from the environment.
        worker: which of several processes this one is; None where it is alone.
        newer: returns the assistant of documents or an index that have changed, None where they have not.

    Raises:
        OriginError: ``settings.embed_origins`` holds what is no site.
    """
    http, worker = http or HttpSettings(), worker or Worker()
    http = http.model_copy(update={name: max(1, getattr(http, name) // worker.count) for name in _DIVIDED})
    buckets = SharedBuckets(worker.buckets_path) if worker.buckets_path else None
    log = OperationLog(settings.data_dir, settings.log_days, settings.question_days)
    service = Service(settings, http, Opening(assistant_factory, log, newer), log, Metrics())

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        service.opening.start()
        yield
        service.opening.stop()

    app = FastAPI(
        title=messages.API_TITLE, version=program_version(), description=messages.API_ABOUT, lifespan=lifespan,
        docs_url=None, redoc_url=None,  # FastAPI's pages load from another host; files.py serves one of our own
    )  # fmt: skip
    app.state.service = service
    app.add_middleware(
        Gate, origins=Origins(settings.embed_origins), http=http, log=log, metrics=service.metrics, buckets=buckets,
        page_of=lambda status, message, asked: service.problem_page(status, message, asked),
    )  # fmt: skip
    app.add_middleware(Compress)  # around the gate, which reads errors before they are compressed
    errors.install(app)
    app.include_router(files.make_router(settings))
    app.include_router(routes.router)
    app.include_router(openai.router)
    return app
