"""The plain pages on an application."""

from functools import partial

from fastapi import FastAPI

from assistant.api.service import Service
from assistant.site import (
    asking,
    assets,
    comparison_routes,
    documents,
    feed,
    figure_pages,
    finding,
    match_pages,
    reader,
    shared,
    texts,
)
from assistant.site.library import Library
from assistant.site.problems import page_of
from assistant.site.shell import Shell


def install(app: FastAPI, service: Service, library: Library) -> None:
    """Give the application its plain pages."""
    shell = Shell(service, library)
    for module in (asking, comparison_routes, documents, feed, figure_pages, finding, match_pages, reader, shared, texts):
        app.include_router(module.make_router(shell), include_in_schema=False)
    app.include_router(assets.make_router(), include_in_schema=False)
    service.problem_page = partial(page_of, shell)
