"""What a visitor sees first: what is answered from, what cannot be done, whom to ask, and examples by reader."""

from collections.abc import Mapping, Sequence

from assistant.api.service import Service
from assistant.finder.validity import judge, period
from assistant.overlay import Overlay
from assistant.pages.html import render
from assistant.profile import Profile
from assistant.site.library import Library
from assistant.site.links import document_url


def render_start(service: Service, library: Library) -> str:
    """Return the first page of the chat; all of it comes from the profile and the register.

    Raises:
        CorpusError: nothing answers yet, and the registry cannot be read.
    """
    settings = service.settings
    office = Overlay(settings.data_dir).over(settings.office)
    documents = {document.id: document for document in library.now().documents()}
    home = documents.get(settings.home_document)
    return render(
        "starters.html", count=len(documents), home=home, home_address=document_url(home.id) if home else "",
        home_period=period(home) if home else "", standing=judge(home, documents.get(home.superseded_by or "")) if home else None,
        contact=settings.contact, readers=_examples(office, service.examples()),
    )  # fmt: skip


def _examples(office: Profile, learned: Sequence[str]) -> list[tuple[str, Sequence[str]]]:
    """Return the example questions of an office by reader; ``learned`` are for one that gives none."""
    given: Mapping[str, Sequence[str]] = office.starters or {"": office.examples or learned}
    return [(reader, questions) for reader, questions in given.items() if questions]
