"""What every plain page has: head, the ways to the other pages, foot, style; and the templates."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi.responses import HTMLResponse

from assistant import messages
from assistant.api.service import Service
from assistant.markup import templates
from assistant.overlay import Overlay
from assistant.profile import Profile
from assistant.site.assets import address_of
from assistant.site.library import Library

FOLDER = Path(__file__).parent
# Address and name, in the order of the navigation; the chat's page shows the same.
WAYS = (
    ("/", messages.TAB_CHAT), ("/find", messages.TAB_CLAUSES), ("/documents", messages.TAB_DOCUMENTS),
    ("/match", messages.TAB_MATCH), ("/figures", messages.TAB_FIGURES),
)  # fmt: skip
_TEMPLATES = templates(FOLDER / "templates")
_TEMPLATES.globals.update(asset=address_of)


@dataclass(frozen=True, slots=True)
class Shell:
    """One per application: what the pages are made of."""

    service: Service
    library: Library

    def office(self) -> Profile:
        """Return the office with what its officers have set."""
        settings = self.service.settings
        return Overlay(settings.data_dir).over(settings.office)

    def page(self, template: str, here: str, *, status: int = 200, **values: Any) -> HTMLResponse:
        """Return a page.

        Args:
            template: its file, which extends ``base.html``.
            here: the address of the way that it belongs to, marked in the navigation; empty for none.
            status: of the response.
            values: what the template shows.
        """
        office = self.office()
        filled = _TEMPLATES.get_template(template).render(
            ways=WAYS, here=here, office=office, contact=office.contact or self.service.settings.contact, **values
        )
        return HTMLResponse(filled, status)
