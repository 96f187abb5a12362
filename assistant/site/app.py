"""The plain pages on an application."""

from functools import partial

from fastapi import FastAPI
from fastapi.routing import APIRoute

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
        router = module.make_router(shell)
        for route in router.routes:
            if isinstance(route, APIRoute) and route.methods and "GET" in route.methods:
                route.methods.add("HEAD")  # what checks links and feeds asks for no more
        app.include_router(router, include_in_schema=False)
    app.include_router(assets.make_router(), include_in_schema=False)
    service.problem_page = partial(page_of, shell)
