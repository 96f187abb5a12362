"""Logging in and out."""

import secrets

import anyio.to_thread
from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from assistant import messages
from assistant.admin.desk import COOKIE, PATH, Desk, Officer, Pages, Shared, form_of, page
from assistant.admin.passwords import same
from assistant.api.service import client_of

_FORM_COOKIE = "admin_login"  # of the form to log in: nobody has a session yet, and a foreign page cannot set it
router = APIRouter(route_class=Pages)


def _set(response: Response, request: Request, name: str, value: str) -> None:
    secure = request.url.scheme == "https"
    response.set_cookie(name, value, path=PATH, httponly=True, samesite="strict", secure=secure)


def _login_page(request: Request, error: str = "", name: str = "", status: int = 200) -> Response:
    token = secrets.token_urlsafe(32)
    response = page("login.html", status, error=error, token=token, name=name)
    _set(response, request, _FORM_COOKIE, token)
    return response


@router.get("/admin/login")
async def login_page(request: Request, _: Shared) -> Response:
    """Show the form to log in."""
    return _login_page(request, messages.ADMIN_LOGGED_OUT if request.query_params.get("ended") == "1" else "")


@router.post("/admin/login")
async def login(request: Request, desk: Shared) -> Response:
    """Log in."""
    form = await form_of(request)
    name, password, token = (str(form.get(field, "")) for field in ("name", "password", "token"))
    if not token or not same(request.cookies.get(_FORM_COOKIE, ""), token):
        return _login_page(request, messages.ADMIN_LOGIN_AGAIN, name, 403)
    client = client_of(request)
    if wait := desk.throttle.begin(client):
        desk.service.log.admin(name[:40], "login.locked", client=client)
        return _login_page(request, messages.ADMIN_LOCKED.format(minutes=-(-wait // 60)), name, 429)
    if not await desk.verify(name, password):
        desk.service.log.admin(name[:40], "login.failed", client=client)
        return _login_page(request, messages.ADMIN_WRONG_PASSWORD, name, 403)
    desk.throttle.succeeded(client)
    return await anyio.to_thread.run_sync(lambda: _logged_in(request, desk, name))


def _logged_in(request: Request, desk: Desk, name: str) -> Response:
    desk.sessions.end(request.cookies.get(COOKIE, ""))
    desk.service.log.admin(name, "login", client=client_of(request))
    response = RedirectResponse(f"{PATH}/documents", 303)
    _set(response, request, COOKIE, desk.sessions.begin(name, desk.passwords.mark(name)))
    response.delete_cookie(_FORM_COOKIE, path=PATH)
    return response


@router.post("/admin/logout")
def logout(visit: Officer) -> Response:
    """Log out."""
    visit.desk.sessions.end(visit.request.cookies.get(COOKIE, ""))
    visit.note("logout")
    response = visit.to("/login")
    response.delete_cookie(COOKIE, path=PATH)
    return response
