"""Pages of the pinned answers."""

from dataclasses import asdict
from datetime import date, timedelta

from fastapi import APIRouter
from fastapi.responses import Response

from assistant import messages
from assistant.admin.desk import WRONG, Officer, Pages, Visit
from assistant.admin.pinning import kept, listed, typed_pin
from assistant.errors import AdminError
from assistant.pinned.store import Pin

_HALF_A_YEAR = timedelta(days=180)
_SPARE = 3  # empty lines for quotes below those that there are
router = APIRouter(route_class=Pages)


@router.get("/admin/pinned")
def pinned_page(visit: Officer) -> Response:
    """Show the pinned answers, those too that are not shown to readers, with the reason."""
    rows = listed(visit.desk.pins, visit.desk.service.opening.current)
    return visit.page("pinned.html", rows=rows, done=messages.ADMIN_DONE.get(visit.query.get("done", ""), ""))


@router.get("/admin/pinned/edit")
def edit_page(visit: Officer) -> Response:
    """Show a pinned answer, or an empty form for a new one."""
    identifier = visit.query.get("id", "")
    if not identifier:
        until = (date.today() + _HALF_A_YEAR).isoformat()
        return _form(visit, Pin("", (visit.query.get("question", ""),), "", (), "", "", until))
    return _form(visit, _found(visit, identifier))


def _found(visit: Visit, identifier: str) -> Pin:
    found = next((pin for pin in visit.desk.pins.all() if pin.id == identifier), None)
    if found is None:
        raise AdminError(messages.PIN_GONE.format(id=identifier[:40]))
    return found


def _form(visit: Visit, pin: Pin, error: str = "") -> Response:
    quotes = [(quote.clause, quote.text) for quote in pin.quotes if quote.clause or quote.text]
    return visit.page("pin.html", 422 if error else 200, pin=pin, quotes=[*quotes, *[("", "")] * _SPARE], error=error)


@router.post("/admin/pinned/edit")
def edit(visit: Officer) -> Response:
    """Keep a pinned answer; every quote is held against its text."""
    typed = typed_pin(
        visit.text("id"), visit.text("questions"), visit.text("text"), visit.texts("clause"), visit.texts("quote"),
        visit.session.name, visit.text("until"),
    )  # fmt: skip
    try:
        numbers = visit.text("numbers") == "1"
        visit.act(
            "pinned.edit" if typed.id else "pinned.add",
            lambda: kept(visit.desk.pins, visit.desk.service.opening.current, typed, numbers_checked=numbers), pin=asdict(typed),
        )  # fmt: skip
    except WRONG as error:
        return _form(visit, typed, str(error))
    return visit.to("/pinned", "pinned")


@router.post("/admin/pinned/remove")
def remove(visit: Officer) -> Response:
    """Take a pinned answer down."""
    found = _found(visit, visit.text("id"))
    visit.act("pinned.remove", lambda: visit.desk.pins.remove(found.id), pin=asdict(found))
    return visit.to("/pinned", "unpinned")
