"""The profile of an office: what pages and messages say of the place, the subject and whom to ask, and the words of its field.

A profile is a folder. ``profile.toml`` says what the office is; beside it may stand ``words.tsv``, ``synonyms.tsv`` and
``special.tsv`` (the words of its field, and cases that some of its rules are for alone), ``match.tsv`` (the form of 政策匹配)
and ``questions/`` (banks of questions). Whatever is lacking is taken from what is registered, or is what every office has.
"""

import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant import messages
from assistant.errors import ProfileError
from assistant.field import NEUTRAL, load_field
from assistant.field import Field as FieldOfOffice
from assistant.wordings import compiled
from corpus.errors import CorpusError
from corpus.records import EVERYWHERE, Document
from corpus.registry import Registry

FOLDER = Path(__file__).parent / "profiles"
FILE, MATCH = "profile.toml", "match.tsv"
BUILT_IN = "xiangyang_ip"


class Statements(BaseModel):
    """What the office says on the pages on privacy, terms, complaints and accessibility.

    A text of its own takes the place of the careful one that stands in ``site/templates``; a paragraph ends at an empty line.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    privacy: str = ""
    terms: str = ""
    complaints: str = ""
    accessibility: str = ""
    complaint_contact: str = ""  # whom to complain to; empty: the contact
    complaint_days: int = Field(0, ge=0, le=365)  # working days within which a complaint is answered; 0: none is promised
    effective: str = ""  # the day from which the texts hold, as it is to be read


class _Written(BaseModel):
    """What ``profile.toml`` may say."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = ""
    title: str = ""
    about: str = ""
    subject: str = ""
    region: str = ""
    home_document: str = ""
    contact: str = ""
    contacts: dict[str, str] = Field(default_factory=dict)
    examples: tuple[str, ...] = ()
    starters: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    statements: Statements = Statements()


class Profile(_Written):
    """An office as its readers meet it; ``profiles/xiangyang_ip/profile.toml`` says what each part is for.

    ``field`` are the words of its field, ``match`` the table of the form of 政策匹配; None for the one that every office has.
    """

    field: FieldOfOffice = NEUTRAL
    match: Path | None = None

    def filled_from(self, other: "Profile") -> "Profile":
        """Return the profile with what it leaves empty taken from another."""
        own = {name: value for name in type(self).model_fields if (value := getattr(self, name))}
        return other.model_copy(update=own)


@lru_cache(maxsize=8)
def load_profile(name: str = BUILT_IN) -> Profile:
    """Return a profile as it is written.

    Args:
        name: of one that ships with the project, or the path of its folder or of the ``profile.toml`` in it.

    Raises:
        ProfileError: there is none, or it is not in the form that it must have.
    """
    path = FOLDER / name / FILE if (FOLDER / name / FILE).is_file() else Path(name)
    path = path / FILE if path.is_dir() else path
    try:
        written = _Written.model_validate(tomllib.loads(path.read_text("utf-8")))
        field, match = load_field(path.parent), path.parent / MATCH
        if match.exists():
            compiled(match)
    except OSError:
        raise ProfileError(messages.NO_PROFILE.format(name=name)) from None
    except ValidationError as error:
        fields = messages.AND.join(".".join(map(str, problem["loc"])) for problem in error.errors())
        raise ProfileError(messages.BAD_PROFILE_FIELDS.format(path=path, fields=fields)) from None
    except (ValueError, re.error) as error:  # of TOML, of UTF-8, of a table
        raise ProfileError(messages.BAD_PROFILE.format(path=path.parent, problem=error)) from None
    return Profile(**written.model_dump(), field=field, match=match if match.exists() else None)


def neutral_profile(documents: Sequence[Document]) -> Profile:
    """Return what can be said of an office that says nothing of itself: what its register says.

    The place is the one that all documents with a place are of: where there are several, those of none may come before others.
    """
    regions = {document.region for document in documents if document.region and document.region not in EVERYWHERE}
    region = regions.pop() if len(regions) == 1 else ""
    issuers = {document.issuer for document in documents if document.issuer}
    return Profile(
        title=messages.NEUTRAL_TITLE.format(region=region),
        about=messages.NEUTRAL_ABOUT,
        region=region,
        home_document=documents[0].id if len(documents) == 1 else "",
        contact=issuers.pop() if len(issuers) == 1 else messages.NEUTRAL_CONTACT,
    )


def office_of(name: str, data_dir: Path) -> Profile:
    """Return the profile of an office, what it leaves out filled in from what is registered.

    Args:
        name: as of ``load_profile``; empty for the built-in one where its home document is held, else the neutral one.
        data_dir: where the documents are registered.

    Raises:
        ProfileError: as ``load_profile``.
    """
    path = _register(data_dir)
    return _office(name, data_dir, path.stat().st_mtime_ns if path.exists() else 0)


@lru_cache(maxsize=8)  # asked for with each answer
def _register(data_dir: Path) -> Path:
    return Registry(data_dir).path


@lru_cache(maxsize=8)
def _office(name: str, data_dir: Path, _changed: int) -> Profile:
    try:
        stated = Registry(data_dir).stated("id", "region", "issuer")
        documents = [Document(identifier or "", "", issuer, region=region) for identifier, region, issuer in stated]
    except CorpusError:  # told where the documents are opened
        documents = []
    built_in = load_profile()
    if not name and any(document.id == built_in.home_document for document in documents):
        return built_in
    own = load_profile(name) if name else Profile()
    return own.filled_from(neutral_profile(documents))
