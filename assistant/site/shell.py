"""What every plain page has: head, the ways to the other pages, foot, style; and the templates."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi.responses import HTMLResponse

from assistant import messages
from assistant.api.errors import Problem
from assistant.api.service import Service
from assistant.markup import templates
from assistant.overlay import Overlay
from assistant.profile import Profile
from assistant.site.assets import address_of
from assistant.site.library import Library, Shelf
from assistant.site.links import document_url, place_url
from corpus.errors import CorpusError
from corpus.records import Span

FOLDER = Path(__file__).parent
# Address and name, in the order of the navigation; the chat's page shows the same.
WAYS = (
    ("/", messages.TAB_CHAT), ("/find", messages.TAB_CLAUSES), ("/documents", messages.TAB_DOCUMENTS),
    ("/match", messages.TAB_MATCH), ("/figures", messages.TAB_FIGURES),
)  # fmt: skip
FOOT = (
    ("/about", messages.ABOUT_PAGE), ("/privacy", messages.PRIVACY), ("/terms", messages.TERMS),
    ("/accessibility", messages.ACCESSIBILITY), ("/complaints", messages.COMPLAINTS),
)  # fmt: skip
BESIDE = ("/find", "/match", "/figures")  # ways whose pages link to sources, which open beside them
_TEMPLATES = templates(FOLDER / "templates")
_TEMPLATES.globals.update(asset=address_of, place_url=place_url, document_url=document_url)


def render(template: str, **values: Any) -> str:
    """Return a template of the plain pages, filled in."""
    return _TEMPLATES.get_template(template).render(values)


@dataclass(frozen=True, slots=True)
class Shell:
    """One per application: what the pages are made of."""

    service: Service
    library: Library

    def office(self) -> Profile:
        """Return the office with what its officers have set."""
        settings = self.service.settings
        return Overlay(settings.data_dir).over(settings.office)

    def shelf(self) -> Shelf:
        """Return the documents of now; raise ``Problem`` (503) where nothing answers yet and the registry cannot be read."""
        try:
            return self.library.now()
        except CorpusError as error:
            raise Problem(503, "registry", messages.REGISTRY_TROUBLE, {"Retry-After": "30"}) from error

    def page(self, template: str, here: str, *, status: int = 200, **values: Any) -> HTMLResponse:
        """Return a page.

        Args:
            template: its file, which extends ``base.html``.
            here: the address of the way that it belongs to, marked in the navigation; empty for none.
            status: of the response.
            values: what the template shows.
        """
        return HTMLResponse(self.filled(template, here=here, **values), status)

    def filled(self, template: str, **values: Any) -> str:
        """Return a template with what every page shows and the values of its own."""
        office, settings = self.office(), self.service.settings
        shared = {
            "ways": WAYS,
            "foot": FOOT,
            "beside": BESIDE,
            "office": office,
            "settings": settings,
            "contact": settings.contact,
        }
        return render(template, **{"here": "", **shared, **values})

    def place_of(self, doc: str, clause: str, span: Span) -> str:
        """Return the address of a passage; that of the document, or of all, where what was cited is there no more."""
        try:
            clauses = self.library.now().parsed(doc).clauses
        except KeyError:
            return "/documents"
        start = next((held.start for held in clauses if held.id == clause), None)
        return document_url(doc) if start is None else place_url(doc, start, *span)
