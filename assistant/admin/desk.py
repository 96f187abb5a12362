"""What the pages of the administration share: who is logged in, forms that are theirs, what was done, and the page itself."""

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import anyio.to_thread
from anyio import CapacityLimiter
from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from fastapi.routing import APIRoute
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException

from assistant import messages
from assistant.admin.passwords import Passwords
from assistant.admin.sessions import Session, Sessions, Throttle
from assistant.api.errors import Problem
from assistant.api.service import Service, client_of
from assistant.errors import AssistantError, KeptError
from assistant.markup import templates
from assistant.overlay import Overlay
from assistant.pinned.store import Pins
from corpus.errors import CorpusError
from corpus.registry import Registry
from index.errors import SearchIndexError

if TYPE_CHECKING:
    from assistant.generations import Builder

T = TypeVar("T")
COOKIE, PATH = "admin_session", "/admin"
WRONG = (AssistantError, CorpusError, SearchIndexError)  # whose message tells an officer what to do
_MOST_FIELDS, _MOST_FILES, _LONGEST_FIELD = 200, 50, 262_144
_TEMPLATES = templates(Path(__file__).parent / "templates")


@dataclass(slots=True)
class Desk:
    """One per application, at ``app.state.desk``."""

    service: Service
    passwords: Passwords = field(init=False)
    registry: Registry = field(init=False)
    pins: Pins = field(init=False)
    overlay: Overlay = field(init=False)
    builder: "Builder | None" = None  # of the index, once somebody has asked for a build
    sessions: Sessions = field(init=False)
    throttle: Throttle = field(default_factory=Throttle)
    hashing: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(1))  # a password takes 64 MiB

    def __post_init__(self) -> None:
        """Open what lies in the data folder."""
        settings = self.service.settings
        self.passwords = Passwords(settings.data_dir, settings.admin_password_hash)
        self.sessions = Sessions(settings.data_dir)
        self.registry, self.pins, self.overlay = Registry(settings.data_dir), Pins(settings.data_dir), Overlay(settings.data_dir)

    async def verify(self, name: str, password: str) -> bool:
        """Return whether a password is an officer's, one at a time."""
        return await anyio.to_thread.run_sync(lambda: self.passwords.verify(name, password), limiter=self.hashing)


def desk_of(request: Request) -> Desk:
    """Return the desk; raise ``Problem`` (404) while no password is set: the address is as unknown as any other."""
    desk: Desk = request.app.state.desk
    try:
        if desk.passwords.are_set:
            return desk
    except KeptError as error:
        raise Problem(503, "admin", str(error)) from error
    raise Problem(404, "not_found", messages.NO_ADDRESS)


@dataclass(slots=True)
class Visit:
    """A request of an officer who is logged in."""

    desk: Desk
    request: Request
    session: Session
    form: FormData = field(default_factory=FormData)

    def text(self, name: str) -> str:
        """Return what was typed into a field, without blanks around it; empty where there is no such field."""
        value = self.form.get(name, "")
        return value.strip() if isinstance(value, str) else ""

    def texts(self, name: str) -> list[str]:
        """Return what was typed into the fields of a name."""
        return [value.strip() for value in self.form.getlist(name) if isinstance(value, str)]

    @property
    def query(self) -> Mapping[str, str]:
        """The parameters of the address."""
        return self.request.query_params

    def note(self, action: str, **said: Any) -> None:
        """Write into the operation log who did what.

        Raises:
            AssistantError: it cannot be written; nothing may be done that leaves no trace.
        """
        self.desk.service.log.admin(self.session.name, action, client=client_of(self.request), **said)

    def act(self, action: str, work: Callable[[], T], **said: Any) -> T:
        """Do something after it was noted; what fails is noted too."""
        self.note(action, **said)
        try:
            return work()
        except WRONG as error:
            self.note(f"{action}.failed", error=str(error))
            raise

    def page(self, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """Return a page."""
        return page(template, status, officer=self.session.name, csrf=self.session.csrf, **values)

    def to(self, path: str, said: str = "") -> Response:
        """Return to a page after something was done; ``said`` names the line of ``messages.ADMIN_DONE`` that it shows."""
        mark = "&" if "?" in path else "?"
        return RedirectResponse(f"{PATH}{path}{mark}done={said}" if said else f"{PATH}{path}", 303)


def page(template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """Return a template of the administration, filled in."""
    common: dict[str, Any] = {"officer": "", "csrf": "", "error": "", "done": ""}
    return HTMLResponse(_TEMPLATES.get_template(template).render(common | values), status)


async def form_of(request: Request) -> FormData:
    """Return the form of a request; raise ``Problem`` (400) for what is none."""
    try:
        return await request.form(max_files=_MOST_FILES, max_fields=_MOST_FIELDS, max_part_size=_LONGEST_FIELD)
    except (HTTPException, ValueError, UnicodeError) as error:
        raise Problem(400, "bad_form", messages.ADMIN_BAD_FORM) from error


class ToLogin(Exception):
    """Nobody is logged in, or no longer."""


async def visit_of(request: Request) -> Visit:
    """Return the visit of an officer; of a form only where it is of their own session.

    Raises:
        ToLogin: nobody is logged in.
        Problem: the form is not ours (403) or none at all (400).
    """
    desk = desk_of(request)
    secret = request.cookies.get(COOKIE, "")
    session = await anyio.to_thread.run_sync(lambda: desk.sessions.get(secret, desk.passwords.mark))
    if session is None:
        raise ToLogin
    visit = Visit(desk, request, session)
    if request.method == "POST":
        visit.form = await form_of(request)
        if not session.holds(visit.text("csrf")):
            raise Problem(403, "csrf", messages.ADMIN_FOREIGN_FORM)
    return visit


class Pages(APIRoute):
    """Routes whose errors are pages: a sentence that says what to do, in place of a trace or of JSON."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return the handler with its errors told."""
        handler = super().get_route_handler()

        async def told(request: Request) -> Response:
            try:
                return await handler(request)
            except ToLogin:
                return RedirectResponse(f"{PATH}/login?ended={int(request.method == 'POST')}", 303)
            except Problem as problem:
                if problem.status_code == 404:
                    raise
                return page("problem.html", problem.status_code, error=problem.message)
            except WRONG as error:
                return page("problem.html", 422, error=str(error))

        return told


Shared = Annotated[Desk, Depends(desk_of)]
Officer = Annotated[Visit, Depends(visit_of)]
