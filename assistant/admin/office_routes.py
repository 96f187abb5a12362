"""Pages of the office: contacts by topic, example questions, and the code by which a site embeds the widget."""

import re
from dataclasses import asdict

from fastapi import APIRouter
from fastapi.responses import Response

from assistant import messages
from assistant.admin.desk import WRONG, Officer, Pages, Visit
from assistant.overlay import Contact

_SPARE = 3
_WORDS = re.compile(r"[\s、,，;；]+")
router = APIRouter(route_class=Pages)


@router.get("/admin/office")
def office_page(visit: Officer) -> Response:
    """Show contacts, examples and the code to embed."""
    return _page(visit)


def _page(visit: Visit, error: str = "", contacts: list[Contact] | None = None, examples: list[str] | None = None) -> Response:
    settings, overlay = visit.desk.service.settings, visit.desk.overlay
    rows = contacts if contacts is not None else overlay.contacts()
    given = examples if examples is not None else list(overlay.examples(settings.office.examples))
    return visit.page(
        "office.html", 422 if error else 200, error=error, contact=settings.contact,
        contacts=[*rows, *[Contact("", (), "")] * _SPARE], examples=given, origins=settings.embed_origins,
        site=str(visit.request.base_url).rstrip("/"), done=messages.ADMIN_DONE.get(visit.query.get("done", ""), ""),
    )  # fmt: skip


@router.post("/admin/office/contacts")
def contacts(visit: Officer) -> Response:
    """Keep the contacts."""
    cells = zip(visit.texts("topic"), visit.texts("words"), visit.texts("contact"), strict=False)
    typed = [Contact(topic, words_in(words), contact) for topic, words, contact in cells if topic or words or contact]
    try:
        rows = [asdict(row) for row in typed]
        visit.act("office.contacts", lambda: visit.desk.overlay.set_contacts(typed), contacts=rows)
    except WRONG as error:
        return _page(visit, str(error), contacts=typed)
    return visit.to("/office", "contacts")


def words_in(text: str) -> tuple[str, ...]:
    """Return the words of a cell: between blanks, commas and 、."""
    return tuple(dict.fromkeys(word for word in _WORDS.split(text) if word))


@router.post("/admin/office/examples")
def examples(visit: Officer) -> Response:
    """Keep the example questions."""
    typed = [line.strip() for line in visit.text("examples").splitlines() if line.strip()]
    try:
        visit.act("office.examples", lambda: visit.desk.overlay.set_examples(typed), examples=typed)
    except WRONG as error:
        return _page(visit, str(error), examples=typed)
    return visit.to("/office", "examples")
